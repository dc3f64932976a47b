/* SPDX-License-Identifier: MIT */
/*
 * A chat of the archive, as it was, and its replay (rule E3).
 */
#include <string.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/archive_words.h"
#include "client/screen/chat_log.h"
#include "client/screen/excuse.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/screen/sale_words.h"
#include "client/screen/save_box.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/input_key.h"
#include "client/term/style.h"

#define WHEEL 3 /* rows a notch */

struct self {
	struct chat_log log;
	int up;         /* rows that the page is scrolled up */
	int rows, page; /* of the log, and of its page, as last drawn */
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	self->up = 0;
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	chat_log_fini(&self->log);
}

static void scroll(struct self *self, int rows)
{
	self->up += rows;
	if (self->up > self->rows - self->page)
		self->up = self->rows - self->page;
	if (self->up < 0)
		self->up = 0;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	const struct input_event *in = e->input;
	bool key = in && in->kind == INPUT_KEY;
	int by = list_step(e, self->page - 1, WHEEL);

	if (key && in->key == INPUT_KEY_HOME)
		by = -self->rows;
	else if (key && in->key == INPUT_KEY_END)
		by = self->rows;
	if (e->action == ACTION_CLAIM && s->model->archive.chat) {
		screen_act(s,
			&(struct action){.kind = ACTION_CLAIM_NEW,
				.id = s->model->archive.chat->id});
		s->push = SCREEN_CLAIM_BOX;
		return true;
	}
	if (save_box_event(s, e))
		return true;
	if (e->action == ACTION_REPLAY)
		self->up = 0;
	scroll(self, -by);
	return by != 0;
}

/* ---- drawing ---- */

static void add_fact(const char *fact, int width, char out[PAINT_SIZE])
{
	char longer[PAINT_SIZE];

	paint_format(longer, "%s%s%s", out, *out && *fact ? "   " : "", fact);
	if (paint_width(longer) <= width)
		memcpy(out, longer, sizeof(longer));
}

/* "Sat 21 Nov 17:01   Sale ¥12,900   Mio   English", as many of them as have
 * room, the first ones first. */
static void facts(const struct model *m, int width, char out[PAINT_SIZE])
{
	const struct archive_row *r = &m->archive.opened;
	const struct chat *c = m->archive.chat;
	char when[PAINT_SIZE] = "", result[PAINT_SIZE] = "";
	bool mine = id_same(&r->associate, &m->me);

	if (r->opened > 0 || c->n > 0)
		paint_when(
			m, r->opened > 0 ? r->opened : c->entries[0].at, when);
	if (r->at > 0)
		archive_words_result(m, r, result);
	if (sale_claimed(m, &c->id)) {
		paint_format(out, "%s   %s", result, _("granted claim"));
		memcpy(result, out, sizeof(result));
	}
	out[0] = '\0';
	add_fact(when, width, out);
	add_fact(result, width, out);
	add_fact(r->holder && !mine ? r->holder : "", width, out);
	add_fact(r->opened > 0 ? paint_language(r->lang) : "", width, out);
}

static void draw_head(
	const struct model *m, struct grid *g, const struct layout *at)
{
	const struct chat *c = m->archive.chat;
	int end = at->cols - 1, col = 3;
	char text[PAINT_SIZE];

	paint_line(g, at->top, 1, 1, STYLE_DEFAULT, "<");
	col += 3 +
		paint_line(g, at->top, col, end - col, STYLE_BOLD,
			c->name ? c->name
				: archive_words_name(&m->archive.opened));
	facts(m, end - col, text);
	if (col < end)
		paint_line(g, at->top, col, end - col, STYLE_GREY, text);
}

#define OPINION 3 /* rows of a rating */

/* E4: "17:20  > rated the chat 4 of 5: Very kind", below the log.  Returns the
 * rows that it takes, also where it is not painted (`g` NULL). */
static int draw_rating(
	const struct model *m, struct grid *g, int row, int col, int width)
{
	const struct archive_row *r = &m->archive.opened;
	bool said = r->opinion && *r->opinion;
	char text[PAINT_SIZE], clock[PAINT_SIZE];
	int rows;

	if (!r->stars || m->archive.replay.on)
		return 0;
	if (said)
		paint_format(text, _("> rated the chat %d of 5: %s"),
			(int)r->stars, r->opinion);
	else
		paint_format(
			text, _("> rated the chat %d of 5"), (int)r->stars);
	rows = paint_rows(text, width - 7);
	rows = rows > OPINION ? OPINION : rows;
	if (g) {
		paint_line(g, row, col, 6, STYLE_GREY,
			paint_clock(m, r->rated, clock));
		paint_block(
			g, row, col + 7, rows, width - 7, STYLE_DEFAULT, text);
	}
	return rows;
}

#define LITTLE 40 /* columns for an order: it says only what it must */
#define NUMBER 8  /* of them at least for its number, and a gap */

/* "> order T-1001   Navy wool coat   ¥12,800, some paid back": the product is
 * cut before what became of it. */
static void draw_order(const struct model *m, struct grid *g, int row, int col,
	int width, const struct sale *s)
{
	bool ours = id_same(&m->archive.opened.associate, &m->me);
	uint8_t style = s->fresh && ours ? STYLE_BLUE_BOLD : STYLE_DEFAULT;
	char text[PAINT_SIZE], what[PAINT_SIZE], sum[PAINT_SIZE];
	int room;

	sale_words_what(s, what);
	paint_format(text, width < LITTLE ? "%s" : _("> order %s"), what);
	sale_words_sum(m, s, width >= LITTLE, sum);
	room = width - 3 - paint_width(sum);
	if (room < NUMBER - 3)
		room = NUMBER - 3;
	col += paint_line(g, row, col, room, style, text) + 3;
	paint_line(g, row, col, width - 3 - room, style, sum);
}

/* "17:20" before it; of another day, that day behind it, with room for it. */
static void draw_sale(const struct model *m, struct grid *g, int row, int col,
	int width, const struct sale *s)
{
	bool same = paint_day(m, s->at) == paint_day(m, m->archive.opened.at);
	char when[PAINT_SIZE];

	if (same)
		paint_line(g, row, col, 6, STYLE_GREY,
			paint_clock(m, s->at, when));
	else if (width - 7 >= LITTLE)
		width -= 3 +
			paint_right(g, row, col + width, 16, STYLE_GREY,
				archive_words_when(m, s->at, when));
	draw_order(m, g, row, col + 7, width - 7, s);
}

/* E1: below the log; of more than have room the latest, and how many more there
 * are.  Returns the rows that they take, as draw_rating. */
static int draw_sold(const struct model *m, struct grid *g, int row, int col,
	int width, int most)
{
	const struct archive_sold *sold = &m->archive.sold;
	int from = sold->n > most ? sold->n - most + 1 : 0;
	int rows = sold->n > most ? most : sold->n;
	char text[PAINT_SIZE];

	if (m->archive.replay.on)
		return 0;
	if (!g)
		return rows;
	if (from > 0)
		paint_line(g, row++, col + 7, width - 7, STYLE_GREY,
			paint_format(text, _("%d earlier orders"), from));
	for (int i = from; i < sold->n; i++)
		draw_sale(m, g, row++, col, width, &sold->all[i]);
	return rows;
}

/* "4x", "1/4x" of the pace at which it happened. */
static void pace(const struct archive_replay *r, char out[PAINT_SIZE])
{
	int speed = archive_replay_speed(r);

	if (speed >= 100)
		paint_format(out, "%dx", speed / 100);
	else
		paint_format(out, "1/%dx", 100 / speed);
}

/* How far the replay is, and when the next thing happened; or why the log is
 * not all there. */
static const char *state(const struct model *m, char out[PAINT_SIZE])
{
	const struct archive *a = &m->archive;
	const struct archive_replay *r = &a->replay;
	char speed[PAINT_SIZE], clock[PAINT_SIZE];

	pace(r, speed);
	if (archive_replay_over(r, a->chat))
		return _("That was all. Space plays it again.");
	if (r->on && r->paused)
		return paint_format(out, _("Replay, paused   %ld of %ld   %s"),
			(long)r->shown, (long)a->chat->n, speed);
	if (r->on)
		return paint_format(out,
			_("Replay   %ld of %ld   %s   next %s"), (long)r->shown,
			(long)a->chat->n, speed,
			paint_clock(m, a->chat->entries[r->shown].at, clock));
	if (a->chat_err)
		return excuse_text(a->chat_err);
	if (a->whole)
		return a->chat->n ? NULL : _("What was said here was erased.");
	return model_online(m) ? _("One moment") : _("No connection");
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int air = at->small ? 0 : 1, row = at->top + 1 + air;
	char text[PAINT_SIZE];
	const char *said;
	struct chat shown;
	int rated, sold, most = at->small ? 2 : 4;

	if (!m->archive.chat)
		return;
	shown = *m->archive.chat; /* all of it is lent */
	if (m->archive.replay.on)
		shown.n = m->archive.replay.shown;
	said = state(m, text);
	rated = draw_rating(m, NULL, 0, 1, at->cols - 2);
	sold = draw_sold(m, NULL, 0, 1, at->cols - 2, most);
	self->page = at->foot - row - air - (said && at->small) - rated - sold;
	draw_head(m, g, at);
	self->rows = chat_log_update(&self->log, m, &shown, at->cols - 2);
	scroll(self, 0);
	chat_log_draw(&self->log, m, &shown, g, row, 1, self->page, self->up);
	draw_rating(m, g, row + self->page, 1, at->cols - 2);
	draw_sold(m, g, row + self->page + rated, 1, at->cols - 2, most);
	if (said)
		paint_rule(g, at->foot - 1, at->cols, STYLE_BOLD, said);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct archive *a = &s->model->archive;
	const struct archive_replay *r = &a->replay;
	bool over = a->chat && archive_replay_over(r, a->chat);

	if (!r->on) {
		feet[0] = (struct screen_foot){ACTION_REPLAY, NULL, !a->whole};
		feet[1] = (struct screen_foot){
			ACTION_CLAIM, NULL, !model_online(s->model)};
		feet[2] = save_box_foot(s->model);
		feet[3] = (struct screen_foot){ACTION_PAGE_UP, NULL, false};
		feet[4] = (struct screen_foot){ACTION_BACK, NULL, false};
		return 5;
	}
	feet[0] = (struct screen_foot){ACTION_PAUSE,
		over                ? _("again")
			: r->paused ? _("go on")
				    : NULL,
		false};
	feet[1] = (struct screen_foot){ACTION_FASTER, NULL, over};
	feet[2] = (struct screen_foot){ACTION_SLOWER, NULL, over};
	feet[3] = (struct screen_foot){ACTION_BACK, _("the whole chat"), false};
	return 4;
}

static const char *title(struct screen *s)
{
	const struct chat *c = s->model->archive.chat;

	if (!c)
		return _("Archive");
	return c->name ? c->name
		       : archive_words_name(&s->model->archive.opened);
}

const struct screen_ops archive_view_ops = {
	.name = "archived",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_ARCHIVE | 1u << ACTION_IN_LISTS,
	.open = open,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
