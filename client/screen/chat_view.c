/* SPDX-License-Identifier: MIT */
/*
 * A chat: its log, what is being written, and beside it, where there is room,
 * who the shopper is.
 */
#include <assert.h>
#include <string.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/ring.h"
#include "client/model/settings.h"
#include "client/model/words.h"
#include "client/screen/chat_log.h"
#include "client/screen/chat_side.h"
#include "client/screen/excuse.h"
#include "client/screen/hits.h"
#include "client/screen/keymap.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/input_key.h"
#include "client/term/style.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define WHEEL 3 /* rows a notch */

struct self {
	struct edit *edit;
	struct chat_log log;
	struct id chat; /* what edit and log are about */
	int draft_turn; /* of the draft that the field shows */
	int up;         /* rows that the page is scrolled up */
	int rows;       /* of the log, as last drawn */
	int page;       /* rows of the log's page, as last drawn */
};

/* Another chat: its draft comes into the field, and what stood there can
 * still be had from the history. */
static void follow_chat(struct screen *s)
{
	struct self *self = s->self;
	const struct chat *c = s->model->chat;

	if (!self->edit) {
		self->edit = edit_new(LIMIT_TEXT, true);
		assert(self->edit);
	}
	if (!c)
		return;
	if (id_same(&c->id, &self->chat)) {
		if (self->draft_turn != c->draft_turn)
			edit_set(self->edit, c->draft);
		self->draft_turn = c->draft_turn;
		return;
	}
	edit_commit(self->edit);
	edit_set(self->edit, c->draft);
	self->draft_turn = c->draft_turn;
	self->chat = c->id;
	self->up = self->rows = 0;
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	follow_chat(s);
	self->up = 0;
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->edit);
	chat_log_fini(&self->log);
}

/* ---- what is typed ---- */

static void send(struct screen *s)
{
	struct self *self = s->self;
	struct action a = {.kind = ACTION_SAY, .text = edit_text(self->edit)};

	screen_act(s, &a);
	if (s->model->chat && !*s->model->chat->draft)
		edit_commit(self->edit);
	self->up = 0;
}

static void tell_draft(struct screen *s)
{
	struct self *self = s->self;
	struct action a = {
		.kind = ACTION_DRAFT,
		.text = edit_text(self->edit),
	};

	screen_act(s, &a);
}

static void scroll(struct screen *s, int rows)
{
	struct self *self = s->self;
	int most = self->rows - self->page;

	self->up += rows;
	if (self->up > most)
		self->up = most;
	if (self->up < 0)
		self->up = 0;
}

static bool type(struct screen *s, const struct input_event *input)
{
	struct self *self = s->self;

	if (input->kind == INPUT_MOUSE && input->mouse == INPUT_WHEEL_UP)
		scroll(s, WHEEL);
	else if (input->kind == INPUT_MOUSE && input->mouse == INPUT_WHEEL_DOWN)
		scroll(s, -WHEEL);
	else if (edit_key(self->edit, input) == EDIT_KEY_NOT_MINE)
		return false;
	return true;
}

/* Dialogs of the chat menu, also by keys of their own. */
static bool open_dialog(struct screen *s, enum action_kind kind)
{
	bool can = model_in_chat(s->model) && model_online(s->model) &&
		!s->model->chat->ending;

	switch (kind) {
	case ACTION_TRANSFER:
		if (can && !s->model->chat->handing)
			s->push = SCREEN_TRANSFER;
		return true;
	case ACTION_BLOCK:
		if (can)
			s->push = SCREEN_BLOCK;
		return true;
	case ACTION_RECOMMEND:
		if (can)
			s->push = SCREEN_SUGGEST;
		return true;
	case ACTION_PICTURE:
		if (can && !s->model->media.uploading &&
			!s->model->settings->kiosk)
			s->push = SCREEN_PATH;
		return true;
	case ACTION_FINDS:
		s->push = SCREEN_FINDS;
		return true;
	case ACTION_REPLIES:
		if (model_in_chat(s->model))
			s->push = SCREEN_REPLIES;
		return true;
	default:
		return false;
	}
}

/* The greeting, as long as one is offered and nothing is being written. */
static char *offer(const struct screen *s)
{
	const struct self *self = s->self;

	return edit_len(self->edit) == 0 ? template_offer(s->model) : NULL;
}

static bool act_on_offer(struct screen *s, enum action_kind kind)
{
	char *text = offer(s);
	bool offered = text != NULL;

	mem_free(text);
	if (!offered && kind == ACTION_BACK && s->model->media.uploading) {
		screen_do(s, ACTION_UPLOAD_STOP);
		return true;
	}
	if (!offered)
		return kind != ACTION_BACK; /* Tab and the like do nothing */
	screen_do(s, kind == ACTION_BACK ? ACTION_GREET_AWAY : kind);
	follow_chat(s);
	return true;
}

static bool act(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;

	switch (e->action) {
	case ACTION_GREET:
	case ACTION_GREET_EDIT:
	case ACTION_BACK:
		return act_on_offer(s, e->action);
	case ACTION_SEND:
		send(s);
		return true;
	case ACTION_BREAK:
		edit_insert(self->edit, "\n", 1);
		return true;
	case ACTION_CHAT_MENU:
		s->push = SCREEN_CHAT_MENU;
		return true;
	case ACTION_PAGE_UP:
		scroll(s, self->page - 1);
		return true;
	case ACTION_PAGE_DOWN:
		scroll(s, 1 - self->page);
		return true;
	default:
		return open_dialog(s, e->action);
	}
}

/* "/" in an empty field looks for a reply. */
static bool is_search(const struct screen *s, const struct input_event *input)
{
	const struct self *self = s->self;

	return input->kind == INPUT_KEY && strcmp(input->text, "/") == 0 &&
		edit_len(self->edit) == 0 && model_in_chat(s->model);
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	struct action follow = {.kind = ACTION_FOLLOW};
	bool mine;

	follow_chat(s);
	mine = act(s, e);
	if (!mine && e->action == ACTION_USER_COUNT && e->input &&
		is_search(s, e->input)) {
		s->push = SCREEN_REPLIES;
		return true;
	}
	if (!mine && e->action == ACTION_USER_COUNT && e->input)
		mine = type(s, e->input);
	if (!mine)
		return false;
	tell_draft(s);
	follow.on = self->up == 0;
	if (s->model->following != follow.on)
		screen_act(s, &follow);
	return true;
}

/* ---- drawing ---- */

/* The shopper's language, and since when; before all that they are away. */
static void head_facts(const struct model *m, int width, char out[PAINT_SIZE])
{
	const struct chat *c = m->chat;
	bool away = !c->present && c->phase == WIRE_PHASE_LIVE;
	char span[PAINT_SIZE];

	paint_format(out, "   %s   %s%s%s", paint_language(c->lang),
		paint_span(m->wall_us - c->opened, span), away ? "   " : "",
		away ? _("not connected") : "");
	if (away && paint_width(out) > width)
		paint_format(out, "   %s", _("not connected"));
}

static int head_who(const struct screen *s, struct grid *g, int row, int end)
{
	const struct model *m = s->model;
	char text[PAINT_SIZE];
	int col = 3;

	paint_line(g, row, 1, 1, STYLE_DEFAULT, "<");
	hits_action(s->hits, row, 0, 3, ACTION_CHAT_MENU);
	col += paint_line(g, row, col, end - col, STYLE_BOLD,
		m->chat->name ? m->chat->name : _("A shopper"));
	head_facts(m, end - col, text);
	return col + paint_line(g, row, col, end - col, STYLE_GREY, text);
}

/* D8: to whom, how long yet, and how to call it back. */
static void draw_handing(
	const struct screen *s, struct grid *g, int row, int width)
{
	const struct model *m = s->model;
	int64_t left = m->chat->handing_ms - m->now_ms;
	char text[PAINT_SIZE], key[INPUT_KEY_NAME_MAX];
	int used;

	paint_line(g, row, 1, 1, STYLE_DEFAULT, "<");
	hits_action(s->hits, row, 0, 3, ACTION_CHAT_MENU);
	paint_format(text, _("Transferring to %s, %ld s"), m->chat->handing,
		left > 0 ? (long)((left + 999) / 1000) : 0L);
	used = paint_line(g, row, 3, width - 4, STYLE_BOLD, text);
	paint_format(text, "%s %s", keymap_name(s->keys, ACTION_CALL_BACK, key),
		_("call back"));
	if (used + paint_width(text) + 8 > width)
		return;
	used = paint_right(
		g, row, width - 1, width - used - 6, STYLE_DEFAULT, text);
	hits_action(s->hits, row, width - 1 - used, used, ACTION_CALL_BACK);
}

static void draw_head(const struct screen *s, struct grid *g,
	const struct layout *at, int width)
{
	const struct model *m = s->model;
	const struct chat *c = m->chat;
	const char *what = c->view.product ? c->view.product : c->view.title;
	int end = width - 1, col;
	char price[PAINT_SIZE] = "";

	if (c->handing) {
		draw_handing(s, g, at->top, width);
		return;
	}
	col = head_who(s, g, at->top, end) + 3;
	if (at->wide || !what || c->phase != WIRE_PHASE_LIVE)
		return;
	if (c->view.price.code[0])
		paint_money(m, &c->view.price, price);
	if (*price && end - paint_width(price) > col)
		end -= 2 +
			paint_right(g, at->top, end, end - col, STYLE_DEFAULT,
				price);
	if (end - col > 12)
		paint_right(g, at->top, end, end - col, STYLE_DEFAULT, what);
}

/* How far the sending of a file is, and how to stop it. */
static void upload_words(const struct model *m, char out[PAINT_SIZE])
{
	const struct media *d = &m->media;
	long part = d->total > 0 ? (long)(d->sent * 100 / d->total) : 0;

	if (d->stopping)
		paint_format(out, _("Stopping %s"), d->uploading);
	else
		paint_format(out, _("Sending %s: %ld %%   Esc stops it"),
			d->uploading, part);
}

/* The line over the field says what is the matter, if anything is. */
static void draw_rule(
	const struct screen *s, struct grid *g, int row, int width, bool typing)
{
	const struct self *self = s->self;
	const struct chat *c = s->model->chat;
	char text[PAINT_SIZE], key[INPUT_KEY_NAME_MAX];

	if (self->up > 0)
		paint_format(text, _("%s: to the latest message"),
			keymap_name(s->keys, ACTION_PAGE_DOWN, key));
	else if (s->model->media.uploading)
		upload_words(s->model, text);
	else if (typing)
		paint_format(text, _("%s is typing"),
			c->name ? c->name : _("A shopper"));
	else if (c->phase == WIRE_PHASE_LIVE && !model_online(s->model))
		paint_format(text, "%s", _("Offline: will be sent when back"));
	else
		text[0] = '\0';
	paint_rule(g, row, width, STYLE_BOLD, *text ? text : NULL);
}

/* The greeting, in one line: what it says, and the keys for it. */
static void draw_offer(const struct screen *s, struct grid *g, int row,
	int width, const char *text)
{
	char send[INPUT_KEY_NAME_MAX], edit[INPUT_KEY_NAME_MAX];
	char keys[PAINT_SIZE];
	int used;

	paint_format(keys, _("%s send  %s edit"),
		keymap_name(s->keys, ACTION_GREET, send),
		keymap_name(s->keys, ACTION_GREET_EDIT, edit));
	/* A click that misses does the harmless thing. */
	grid_fill(g, row, 1, 1, width - 2, STYLE_DEFAULT);
	used = paint_right(g, row, width - 1, width - 2, STYLE_BOLD, keys);
	hits_action(s->hits, row, 3, width - 4, ACTION_GREET_EDIT);
	hits_action(s->hits, row, width - 1 - used,
		used - paint_width(strstr(keys, edit)) - 2, ACTION_GREET);
	paint_block(g, row, 3, 1, width - used - 6, STYLE_GREY, text);
}

static void draw_field(
	const struct screen *s, struct grid *g, int row, int rows, int width)
{
	struct self *self = s->self;
	const struct chat *c = s->model->chat;

	if (c->phase != WIRE_PHASE_LIVE) {
		int used = paint_block(g, row, 1, rows, width - 2, STYLE_BOLD,
			excuse_ended(c->reason));

		row += used;
		rows -= used;
		if (edit_len(self->edit) == 0 || rows < 1)
			return;
	}
	paint_line(g, row, 1, 1, STYLE_BOLD, ">");
	edit_draw(self->edit, g, row, 3, rows, width - 4, STYLE_DEFAULT, false);
}

/* How many rows the field takes: what it needs, within reason. */
static int field_rows(struct self *self, const struct chat *c,
	const struct layout *at, int width)
{
	int most = at->height / 3, rows = edit_layout(self->edit, width - 4);

	if (c->phase != WIRE_PHASE_LIVE)
		rows = (edit_len(self->edit) > 0 ? rows : 0) +
			paint_rows(excuse_ended(c->reason), width - 2);
	return rows > most ? most : rows;
}

static void draw_log(
	const struct screen *s, struct grid *g, int row, int rows, int width)
{
	struct self *self = s->self;
	int total = chat_log_update(
		&self->log, s->model, s->model->chat, width - 2);

	/* Scrolled up, the page stays where it is while the log grows. */
	if (self->up > 0 && total > self->rows)
		self->up += total - self->rows;
	self->rows = total;
	self->page = rows;
	if (self->up > total - rows)
		self->up = total > rows ? total - rows : 0;
	chat_log_draw(&self->log, s->model, s->model->chat, g, row, 1, rows,
		self->up);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct model *m = s->model;
	int width = at->wide ? at->cols - CHAT_SIDE_COLS : at->cols;
	int field, rule, log, air = at->small ? 0 : 1;
	bool typing;
	char *greeting;

	follow_chat(s);
	if (!m->chat)
		return;
	typing = m->chat->types_until > m->now_ms;
	field = field_rows(s->self, m->chat, at, width);
	greeting = offer(s);
	rule = at->foot - field - 1 - (greeting != NULL);
	log = at->top + 1 + air;
	draw_head(s, g, at, width);
	draw_log(s, g, log, rule - log - air, width);
	draw_rule(s, g, rule, width, typing);
	if (greeting)
		draw_offer(s, g, rule + 1, width, greeting);
	draw_field(s, g, at->foot - field, field, width);
	mem_free(greeting);
	if (at->wide)
		chat_side_draw(m, g, at->top, at->cols - CHAT_SIDE_COLS,
			at->foot - at->top);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct model *m = s->model;
	bool rings = model_ring(m) && model_ring(m)->over == WIRE_REASON_NONE;
	bool live = model_in_chat(m);
	int n = 0;

	if (rings && !live)
		feet[n++] = (struct screen_foot){
			ACTION_ACCEPT, NULL, !model_online(m)};
	if (live && m->chat->handing)
		feet[n++] = (struct screen_foot){
			ACTION_CALL_BACK, NULL, m->transfer.pending};
	if (live) {
		feet[n++] = (struct screen_foot){ACTION_SEND, NULL, false};
		feet[n++] = (struct screen_foot){
			ACTION_CATALOG, _("product"), false};
		feet[n++] = (struct screen_foot){ACTION_CHAT_MENU, NULL, false};
		if (!m->chat->handing)
			feet[n++] =
				(struct screen_foot){ACTION_BREAK, NULL, false};
	}
	feet[n++] = (struct screen_foot){ACTION_BACK, _("home"), false};
	return n;
}

static const char *title(struct screen *s)
{
	const struct chat *c = s->model->chat;

	return c && c->name ? c->name : _("Chat");
}

const struct screen_ops chat_view_ops = {
	.name = "chat",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_CHAT,
	.types = true,
	.open = open,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
