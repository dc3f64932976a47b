/* SPDX-License-Identifier: MIT */
/*
 * What rings, in a box that fills the home screen (rules C2 and C3).
 */

#include "client/model/model.h"
#include "client/model/ring.h"
#include "client/model/words.h"
#include "client/screen/keymap.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/input_key.h"
#include "client/term/style.h"

static void to_ring(struct screen *s, enum action_kind kind)
{
	const struct ring *r = model_ring(s->model);
	struct action a = {.kind = kind};

	if (!r)
		return;
	a.id = r->id;
	if (r->over != WIRE_REASON_NONE)
		a.kind = ACTION_DISMISS;
	screen_act(s, &a);
}

static bool event(struct screen *s, const struct screen_event *e)
{
	switch (e->action) {
	case ACTION_OPEN:
	case ACTION_ACCEPT:
		to_ring(s, ACTION_ACCEPT);
		return true;
	case ACTION_BACK:
	case ACTION_PASS:
		to_ring(s, ACTION_PASS);
		return true;
	default:
		return false;
	}
}

struct box {
	struct grid *g;
	int row, col, rows, width; /* inside the frame */
};

static struct box frame(
	struct grid *g, const struct layout *at, int rows, const char *title)
{
	int width = at->width < 60 ? at->width : 60;
	int col = (at->cols - width) / 2;
	int row = at->top;

	if (rows > at->height)
		rows = at->height;
	if (!at->small)
		row += (at->height - rows) / 2;
	grid_box(g, row, col, rows, width, STYLE_DEFAULT);
	grid_fill(g, row, col + 2, 1, paint_width(title) + 2, STYLE_DEFAULT);
	paint_line(g, row, col + 3, width - 6, STYLE_BOLD, title);
	return (struct box){g, row + 1, col + 3, rows - 2, width - 6};
}

/* "English   first visit" */
static void facts(const struct ring *r, char out[PAINT_SIZE])
{
	char visits[PAINT_SIZE] = "";

	if (r->visits == 1)
		paint_format(visits, "%s", _("first visit"));
	else if (r->visits > 1)
		paint_format(visits, _("visit %ld"), (long)r->visits);
	paint_format(out, "%s   %s", paint_language(r->lang), visits);
}

static void draw_who(const struct box *b, int row, const struct ring *r)
{
	char text[PAINT_SIZE];
	int used;

	facts(r, text);
	used = paint_line(b->g, row, b->col, b->width, STYLE_BOLD, r->name);
	if (used + 3 + paint_width(text) <= b->width)
		paint_right(b->g, row, b->col + b->width, b->width - used,
			STYLE_DEFAULT, text);
}

static void draw_view(const struct box *b, int row, const struct model *m,
	const struct view *v)
{
	const char *what = v->product ? v->product : v->title;
	char price[PAINT_SIZE] = "";
	int used, col = b->col;

	if (!what)
		return;
	if (v->price.code[0])
		paint_money(m, &v->price, price);
	used = paint_width(price);
	if (b->width >= 50)
		col += 2 +
			paint_line(b->g, row, col, b->width, STYLE_GREY,
				_("Looking at"));
	paint_line(b->g, row, col, b->col + b->width - used - 2 - col,
		STYLE_DEFAULT, what);
	paint_right(b->g, row, b->col + b->width, used, STYLE_DEFAULT, price);
}

/* Rule C2's countdown: reverse blanks and a number. */
static void draw_bar(const struct box *b, int row, const struct model *m,
	const struct ring *r)
{
	int64_t left = ring_left(r, m->now_ms);
	int room = b->width - 8;
	int64_t total = r->total_ms > 0 ? r->total_ms : 1;
	char text[PAINT_SIZE];

	paint_format(text, _("%ld s"), (long)((left + 999) / 1000));
	if (left > total)
		left = total;
	grid_fill(
		b->g, row, b->col, 1, (int)(room * left / total), STYLE_ACCENT);
	paint_right(b->g, row, b->col + b->width, 8, STYLE_BOLD, text);
}

static int button(const struct box *b, int row, int col, uint8_t style,
	const char *key, const char *word)
{
	char text[PAINT_SIZE];

	paint_format(text, " %s  %s ", key, word);
	return paint_line(b->g, row, col, b->col + b->width - col, style, text);
}

static void draw_buttons(const struct screen *s, const struct box *b, int row,
	const struct ring *r)
{
	char key[INPUT_KEY_NAME_MAX];
	int col = b->col;

	if (r->accepting) {
		paint_line(b->g, row, col, b->width, STYLE_DEFAULT,
			_("One moment"));
		return;
	}
	if (!model_online(s->model)) {
		paint_line(b->g, row, col, b->width, STYLE_GREY,
			_("No connection: cannot accept"));
		return;
	}
	col += button(b, row, col, STYLE_BOLD | STYLE_REVERSE,
		keymap_name(s->keys, ACTION_OPEN, key), _("Accept"));
	button(b, row, col + 2, STYLE_DEFAULT,
		keymap_name(s->keys, ACTION_BACK, key),
		b->width < 44 ? _("Pass") : _("Pass to a colleague"));
}

/* D8: who sends it, and why; returns the rows used. */
static int draw_sender(const struct box *b, int row, const struct ring *r)
{
	char text[PAINT_SIZE];

	if (!r->from)
		return 0;
	if (r->note)
		paint_format(text, _("From %s: %s"), r->from, r->note);
	else
		paint_format(text, _("From %s"), r->from);
	return paint_block(b->g, row, b->col, 2, b->width, STYLE_BOLD, text);
}

static const char *title_of(const struct ring *r)
{
	if (r->from)
		return _("A colleague sends you a chat");
	return r->taken_over ? _("A colleague's chat") : _("New chat");
}

static void draw_ringing(
	struct screen *s, struct grid *g, const struct layout *at)
{
	const struct ring *r = model_ring(s->model);
	int gap = at->small ? 0 : 1;
	struct box b = frame(g, at,
		at->small         ? at->height
			: r->from ? 15
				  : 13,
		title_of(r));
	int row = b.row + gap, last = b.row + b.rows - 1 - gap;

	draw_who(&b, row, r);
	draw_view(&b, row + 1, s->model, &r->view);
	row += 2 + gap;
	row += draw_sender(&b, row, r);
	row += r->from ? gap : 0;
	paint_block(g, row, b.col, last - 1 - gap - row, b.width, STYLE_DEFAULT,
		r->text);
	draw_bar(&b, last - 1 - gap, s->model, r);
	draw_buttons(s, &b, last, r);
}

static void draw_over(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct ring *r = model_ring(s->model);
	struct box b = frame(g, at, 7, title_of(r));
	char text[PAINT_SIZE], key[INPUT_KEY_NAME_MAX];

	if (r->over == WIRE_REASON_MISSED)
		paint_format(text, _("Missed: nobody accepted %s"), r->name);
	else
		paint_format(text, _("Taken by %s"),
			r->over_name ? r->over_name : _("a colleague"));
	paint_block(g, b.row + 1, b.col, 2, b.width, STYLE_BOLD, text);
	if (ring_can_dismiss(r, s->model->now_ms))
		button(&b, b.row + 3, b.col, STYLE_REVERSE,
			keymap_name(s->keys, ACTION_OPEN, key),
			_("Back to home"));
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	grid_fill(g, at->top, 0, at->height, at->cols, STYLE_DEFAULT);
	if (model_ring(s->model)->over == WIRE_REASON_NONE)
		draw_ringing(s, g, at);
	else
		draw_over(s, g, at);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct ring *r = model_ring(s->model);
	bool off = !model_online(s->model);

	if (r->over != WIRE_REASON_NONE) {
		if (!ring_can_dismiss(r, s->model->now_ms))
			return 0; /* not yet: see ring_can_dismiss */
		feet[0] = (struct screen_foot){
			ACTION_OPEN, _("back to home"), false};
		return 1;
	}
	feet[0] = (struct screen_foot){ACTION_OPEN, _("accept"), off};
	feet[1] = (struct screen_foot){ACTION_BACK, _("pass"), off};
	return 2;
}

const struct screen_ops alert_ops = {
	.name = "alert",
	.size = 1,
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.over = true,
	.event = event,
	.draw = draw,
	.foot = foot,
};
