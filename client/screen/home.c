/* SPDX-License-Identifier: MIT */
/*
 * Home: available or not and why (rule B2), the live panel, and what waits.
 */
#include <stdio.h>
#include <string.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/settings.h"
#include "client/model/view.h"
#include "client/model/words.h"
#include "client/screen/archive_words.h"
#include "client/screen/hits.h"
#include "client/screen/keymap.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/sale_words.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/input_key.h"
#include "client/term/style.h"

#define NOTE_ROWS 22 /* so high a screen has room for the user's own line */

/* What can be chosen, from top to bottom; those that are there.  From ROW_SALE
 * on, the sales. */
enum row { ROW_BUTTON, ROW_CHAT, ROW_ENQUIRIES, ROW_SALE };

struct self {
	int chosen;
	int sales;        /* that are on the page, as last drawn */
	bool chosen_once; /* by the user: until then a chat goes first */
};

static bool is_there(const struct model *m, int row)
{
	if (row >= ROW_SALE)
		return row - ROW_SALE < m->sales.n;
	if (row == ROW_CHAT)
		return m->chat != NULL;
	if (row == ROW_ENQUIRIES)
		return m->has_panel && m->panel.enquiries > 0;
	return true;
}

static int chosen(const struct screen *s)
{
	const struct self *self = s->self;

	if (!self->chosen_once && is_there(s->model, ROW_CHAT))
		return ROW_CHAT;
	return is_there(s->model, self->chosen) ? self->chosen : ROW_BUTTON;
}

static void choose(struct screen *s, int step)
{
	struct self *self = s->self;
	int row = chosen(s) + step, end = ROW_SALE + self->sales;

	while (row >= 0 && row < end && !is_there(s->model, row))
		row += step;
	self->chosen_once = true;
	if (row >= 0 && row < end)
		self->chosen = row;
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	*self = (struct self){0};
}

/* E3: its chat, as it was. */
static void open_sale(struct screen *s, int i)
{
	const struct sale *x = &s->model->sales.all[i];

	if (id_is(&x->chat))
		screen_act(s,
			&(struct action){.kind = ACTION_ARCHIVE_OPEN,
				.whose = s->model->me,
				.id = x->chat});
	else
		screen_act(s,
			&(struct action){
				.kind = ACTION_SALE_SEEN, .text = x->order});
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;

	if (e->row != HITS_NO_ROW) {
		self->chosen = ROW_SALE + e->row;
		self->chosen_once = true;
		return true;
	}
	switch (e->action) {
	case ACTION_UP:
		choose(s, -1);
		return true;
	case ACTION_DOWN:
		choose(s, 1);
		return true;
	case ACTION_OPEN:
		if (chosen(s) == ROW_BUTTON)
			screen_do(s, ACTION_TOGGLE);
		else if (chosen(s) == ROW_CHAT)
			screen_do(s, ACTION_OPEN);
		else if (chosen(s) == ROW_ENQUIRIES)
			screen_do(s, ACTION_ENQUIRIES);
		else
			open_sale(s, chosen(s) - ROW_SALE);
		return true;
	default:
		return false;
	}
}

/* ---- the availability ---- */

static const char *why_unavailable(const struct model *m)
{
	switch (m->status.reason) {
	case WIRE_REASON_MISSES:
		return _("after three missed chats");
	case WIRE_REASON_CLOSED:
		return _("since closing time");
	case WIRE_REASON_OFFLINE:
		return _("since you were offline");
	default:
		return "";
	}
}

/* What the button does; or why it does nothing: then false. */
static bool button_words(const struct model *m, char out[PAINT_SIZE])
{
	char when[PAINT_SIZE];

	if (m->has_status && m->status.available && model_online(m)) {
		paint_format(out, "%s", _("Go unavailable"));
		return !m->toggling;
	}
	switch (model_can_go(m)) {
	case MODEL_CAN:
		paint_format(out, "%s", _("Go available"));
		return true;
	case MODEL_CANNOT_UPDATE:
		paint_format(out, "%s", _("Update needed"));
		break;
	case MODEL_CANNOT_LINK:
		paint_format(out, "%s", _("No connection"));
		break;
	case MODEL_CANNOT_WAIT:
		paint_format(out, "%s", _("One moment"));
		break;
	case MODEL_CANNOT_CLOSED:
		if (m->status.next == 0)
			paint_format(out, "%s", _("Closed"));
		else
			paint_format(out, _("Closed. Opens %s"),
				paint_when(m, m->status.next, when));
		break;
	}
	return false;
}

/* The icon is green when going available would work, or has worked. */
static void draw_state(
	const struct model *m, struct grid *g, int row, int col, int width)
{
	bool available = m->has_status && m->status.available;
	bool green =
		model_online(m) && (available || model_can_go(m) == MODEL_CAN);
	char text[PAINT_SIZE], span[PAINT_SIZE];

	paint_line(g, row, col, 3, green ? STYLE_GREEN : STYLE_GREY,
		green ? "(o)" : "( )");
	paint_line(g, row, col + 4, width - 4, STYLE_BOLD,
		!m->has_status      ? _("Waiting for the relay")
			: available ? _("You are available")
				    : _("You are unavailable"));
	if (!m->has_status)
		return;
	text[0] = '\0'; /* never available before: since no time */
	if (*why_unavailable(m) && !available)
		paint_format(text, "%s", why_unavailable(m));
	else if (m->status.since > 0)
		paint_format(text, _("for %s"),
			paint_span(m->wall_us - m->status.since, span));
	paint_block(g, row + 1, col + 4, 2, width - 4, STYLE_DEFAULT, text);
}

static void draw_button(
	const struct screen *s, struct grid *g, int row, int col, int width)
{
	char words[PAINT_SIZE], key[INPUT_KEY_NAME_MAX], text[PAINT_SIZE];
	bool on = button_words(s->model, words);
	uint8_t style = on ? STYLE_BOLD : STYLE_GREY;

	if (on && chosen(s) == ROW_BUTTON)
		style |= STYLE_REVERSE;
	if (!on) {
		paint_block(g, row, col + 1, 2, width - 1, style, words);
		return;
	}
	paint_format(text, " %s   %s ",
		keymap_name(s->keys, ACTION_TOGGLE, key), words);
	paint_line(g, row, col, width, style, text);
}

/* ---- the live panel ---- */

struct fact {
	const char *label;
	char value[PAINT_SIZE];
};
#define FACTS 8

static int add(struct fact *facts, int n, const char *label)
{
	facts[n].label = label;
	facts[n].value[0] = '\0';
	return n;
}

static void put(struct fact *fact, int64_t number)
{
	snprintf(fact->value, PAINT_SIZE, "%ld", (long)number);
}

/* "*2  ¥128,400": how many are new, how many there are, what they are worth. */
static void put_sales(const struct model *m, struct fact *fact)
{
	const struct wire_panel *p = &m->panel;
	struct money sold;
	char fresh[32] = "", worth[PAINT_SIZE];

	if (p->fresh > 0)
		snprintf(fresh, sizeof(fresh), "*%ld  ", (long)p->fresh);
	view_price(&sold, p->sold, m->currency);
	if (p->sales == 0 || !sold.code[0])
		paint_format(fact->value, "%s%ld", fresh, (long)p->sales);
	else
		paint_format(fact->value, "%s%ld  %s", fresh, (long)p->sales,
			paint_money(m, &sold, worth));
}

static int fill_panel(const struct model *m, struct fact *facts, int n)
{
	const struct wire_panel *p = &m->panel;

	put(&facts[add(facts, n, _("Chats today"))], p->chats);
	n++;
	put(&facts[add(facts, n, _("Missed today"))], p->missed);
	n++;
	put_sales(m, &facts[add(facts, n, _("Sales today"))]);
	n++;
	add(facts, n, _("Colleagues available"));
	snprintf(facts[n].value, PAINT_SIZE, _("%ld of %ld"),
		(long)p->available, (long)p->colleagues);
	n++;
	add(facts, n, _("Attribution window"));
	snprintf(facts[n].value, PAINT_SIZE, _("%ld days"), (long)p->window);
	return n + 1;
}

static int fill(const struct model *m, struct fact facts[FACTS])
{
	int n = 0;

	if (m->has_panel)
		n = fill_panel(m, facts, n);
	if (m->has_status && m->status.next) {
		add(facts, n, m->status.open ? _("Open until") : _("Opens"));
		paint_when(m, m->status.next, facts[n].value);
		n++;
	}
	add(facts, n, _("Connection"));
	if (!model_online(m))
		snprintf(facts[n].value, PAINT_SIZE, "%s", _("none"));
	else if (m->rtt_ms > 0)
		snprintf(facts[n].value, PAINT_SIZE, _("%ld ms"),
			(long)m->rtt_ms);
	else
		snprintf(facts[n].value, PAINT_SIZE, "%s", _("good"));
	return n + 1;
}

static void draw_live(const struct model *m, struct grid *g, int row, int col,
	int rows, int width)
{
	struct fact facts[FACTS];
	int n = fill(m, facts);

	if (n > rows)
		n = rows;
	for (int i = 0; i < n; i++) {
		int used = paint_width(facts[i].value);

		paint_line(g, row + i, col, width - used - 1, STYLE_DEFAULT,
			facts[i].label);
		paint_right(g, row + i, col + width, used, STYLE_DEFAULT,
			facts[i].value);
	}
}

/* ---- what waits ---- */

static void draw_row(const struct screen *s, struct grid *g, int row, int col,
	int width, int which, bool fresh, const char *text)
{
	uint8_t style = fresh ? STYLE_BLUE_BOLD : STYLE_DEFAULT;

	if (chosen(s) == which)
		style |= STYLE_REVERSE;
	grid_fill(g, row, col, 1, width, style);
	if (fresh)
		paint_line(g, row, col + 1, 1, style, "*");
	paint_line(g, row, col + 3, width - 4, style, text);
}

/* Returns the row after the last. */
static int draw_waiting(
	const struct screen *s, struct grid *g, int row, int col, int width)
{
	const struct model *m = s->model;
	char text[PAINT_SIZE];

	if (is_there(m, ROW_CHAT)) {
		int unread = chat_unread(m->chat);
		const char *name =
			m->chat->name ? m->chat->name : _("a shopper");

		paint_format(text,
			model_in_chat(m) ? _("In a chat with %s")
					 : _("The chat with %s has ended"),
			name);
		draw_row(s, g, row++, col, width, ROW_CHAT, unread > 0, text);
	}
	if (is_there(m, ROW_ENQUIRIES)) {
		paint_format(text,
			ngettext("%ld enquiry waits", "%ld enquiries wait",
				(unsigned long)m->panel.enquiries),
			(long)m->panel.enquiries);
		draw_row(s, g, row++, col, width, ROW_ENQUIRIES, true, text);
	}
	return row;
}

/* "17:01  Guest 4790  Linen shirt, navy  ¥12,900": new ones blue and starred,
 * seen ones grey. */
/* Of the column, for all of them: a time, or a day if one is not today's. */
static int when_width(const struct model *m)
{
	for (int i = 0; i < m->sales.n; i++)
		if (paint_day(m, m->sales.all[i].at) !=
			paint_day(m, m->wall_us))
			return m->japanese ? 16 : 12;
	return 7;
}

static void draw_sale(const struct screen *s, struct grid *g, int row, int col,
	int width, int i)
{
	const struct model *m = s->model;
	const struct sale *x = &m->sales.all[i];
	uint8_t style = x->fresh ? STYLE_BLUE_BOLD : STYLE_GREY;
	int name = width >= 60 ? 16 : 12, when = when_width(m), product, used;
	char text[PAINT_SIZE];

	if (chosen(s) == ROW_SALE + i)
		style |= STYLE_REVERSE;
	grid_fill(g, row, col, 1, width, style);
	if (x->fresh)
		paint_line(g, row, col + 1, 1, style, "*");
	paint_line(g, row, col + 3, when - 2, style,
		archive_words_when(m, x->at, text));
	product = col + 3 + when;
	used = paint_right(g, row, col + width - 1, width / 2, style,
		sale_words_sum(m, x, width >= 60, text));
	paint_line(g, row, product, name, style,
		x->name            ? x->name
			: x->order ? x->order
				   : "");
	product += name + 2;
	paint_line(g, row, product, col + width - used - 3 - product, style,
		x->product ? x->product : "");
	hits_row(s->hits, row, col, width, i);
}

/* As many as there is room for. */
static void draw_sales(const struct screen *s, struct grid *g, int row, int end,
	int col, int width)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int n = end - row - 2;

	self->sales = 0;
	if (m->sales.n == 0 || n < 1)
		return;
	if (n > m->sales.n)
		n = m->sales.n;
	paint_line(g, row, col + 1, width - 1, STYLE_BOLD,
		_("Sales from your chats"));
	for (int i = 0; i < n; i++)
		draw_sale(s, g, row + 2 + i, col, width, i);
	self->sales = n;
}

/* Side by side, the live panel at the right, and below what waits. */
static void draw_two(struct screen *s, struct grid *g, const struct layout *at)
{
	int live = at->width >= 72 ? at->width / 2 - 2 : 30;
	int left = at->width - live - 2, indent = at->width >= 72 ? 1 : 0;
	int row = at->top + (at->rows >= 20 ? 1 : 0);
	int right = at->left + left + 2;

	draw_state(s->model, g, row, at->left + indent, left - indent);
	draw_button(s, g, row + 3, at->left + 3 * indent, left - 3 * indent);
	paint_line(g, row, right, live, STYLE_BOLD, _("Live"));
	draw_live(s->model, g, row + 2, right, at->foot - row - 3, live);
	row = draw_waiting(s, g, row + 10, at->left, at->width);
	draw_sales(s, g, row + 1, at->foot - 1, at->left, at->width);
}

/* One below the other, as far as there is room. */
static void draw_one(struct screen *s, struct grid *g, const struct layout *at)
{
	int row = at->top, next = row + 5;

	draw_state(s->model, g, row, at->left, at->width);
	draw_button(s, g, row + 3, at->left, at->width);
	row = draw_waiting(s, g, next, at->left, at->width);
	if (row > next)
		row++;
	draw_live(s->model, g, row, at->left, at->foot - row, at->width);
	draw_sales(s, g, row + FACTS + 1, at->foot - 1, at->left, at->width);
}

/* The user's own line, where nothing else can stand. */
static void draw_note(
	const struct screen *s, struct grid *g, const struct layout *at)
{
	if (at->rows >= NOTE_ROWS)
		paint_line(g, at->foot - 1, at->left, at->width, STYLE_GREY,
			s->model->settings->note);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	if (at->width >= 54)
		draw_two(s, g, at);
	else
		draw_one(s, g, at);
	draw_note(s, g, at);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct model *m = s->model;
	char words[PAINT_SIZE];
	bool on = button_words(m, words);
	int n = 0;

	feet[n++] = (struct screen_foot){ACTION_TOGGLE,
		m->has_status && m->status.available ? _("go unavailable")
						     : _("go available"),
		!on};
	if (chosen(s) != ROW_BUTTON)
		feet[n++] = (struct screen_foot){ACTION_OPEN, NULL, false};
	if (m->link == ACTION_LINK_WAITING)
		feet[n++] = (struct screen_foot){ACTION_RETRY, NULL, false};
	feet[n++] = (struct screen_foot){ACTION_FIND_PRODUCT, NULL, false};
	if (n < SCREEN_FEET - 1)
		feet[n++] = (struct screen_foot){ACTION_ENQUIRIES, NULL, false};
	feet[n++] = (struct screen_foot){ACTION_MENU, NULL, false};
	return n;
}

static const char *title(struct screen *s)
{
	const struct model *m = s->model;

	return m->has_status && m->status.available ? _("Available")
						    : _("Home");
}

const struct screen_ops home_ops = {
	.name = "home",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_AT_HOME |
		1u << ACTION_RINGING | 1u << ACTION_IN_LISTS,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
