/* SPDX-License-Identifier: MIT */
/*
 * Claims of missing sales (rule E5): one's own, and for managers everybody's;
 * and the one that is opened, which a manager grants or refuses.
 */
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/excuse.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/leaf.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

#define WHEEL 3
#define LABEL 14 /* cells of the longest label and some */

struct self {
	struct id chosen; /* "" is the first */
	bool opened;
	struct list list;
	int top, rows, page; /* opened: as enquiry_list.c has them */
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	*self = (struct self){0};
}

static int index_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct claims *c = &s->model->claims;

	for (int i = 0; i < c->n; i++)
		if (id_same(&c->all[i].id, &self->chosen))
			return i;
	return 0;
}

static const struct claim *chosen_of(const struct screen *s)
{
	const struct claims *c = &s->model->claims;

	return c->n > 0 ? &c->all[index_of(s)] : NULL;
}

static bool can_decide(const struct model *m, const struct claim *c)
{
	return m->manager && c->state == WIRE_CLAIM_STATE_OPEN;
}

/* ---- events ---- */

static void begin(struct screen *s)
{
	screen_act(s, &(struct action){.kind = ACTION_CLAIM_NEW});
	s->push = SCREEN_CLAIM_BOX;
}

static void enter(struct screen *s)
{
	struct self *self = s->self;
	const struct claim *c = chosen_of(s);

	if (!c)
		return;
	self->chosen = c->id;
	if (!self->opened) {
		self->opened = true;
		self->top = 0;
	} else if (can_decide(s->model, c)) {
		strcpy(s->subject, c->id.s);
		s->push = SCREEN_DECIDE;
	}
}

static void scroll(struct self *self, int by)
{
	self->top += by;
	if (self->top > self->rows - self->page)
		self->top = self->rows - self->page;
	if (self->top < 0)
		self->top = 0;
}

static bool opened_event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	int by = list_step(e, self->page > 1 ? self->page - 1 : 1, WHEEL);

	if (e->row != HITS_NO_ROW || e->action == ACTION_OPEN) {
		enter(s);
		return true;
	}
	if (e->action == ACTION_BACK) {
		self->opened = false;
		return true;
	}
	scroll(self, by);
	return by != 0;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	int chosen = index_of(s);

	if (e->action == ACTION_ADD) {
		begin(s);
		return true;
	}
	if (self->opened)
		return opened_event(s, e);
	if (list_event(&self->list, e, s->model->claims.n, &chosen)) {
		if (chosen < s->model->claims.n)
			self->chosen = s->model->claims.all[chosen].id;
		return true;
	}
	if (e->action != ACTION_OPEN)
		return false;
	enter(s);
	return true;
}

/* ---- drawing ---- */

static const char *state_words(const struct claim *c)
{
	switch (c->state) {
	case WIRE_CLAIM_STATE_GRANTED:
		return _("Granted");
	case WIRE_CLAIM_STATE_REFUSED:
		return _("Refused");
	default:
		return _("Undecided");
	}
}

static void draw_row(const struct model *m, struct grid *g, int row, int col,
	int width, const struct claim *c, bool chosen)
{
	bool waits = c->state == WIRE_CLAIM_STATE_OPEN;
	uint8_t style = waits ? STYLE_BOLD : STYLE_GREY;
	int when = width < 60 ? 0 : m->japanese ? 22 : 17, end, at = col + 3;
	char text[PAINT_SIZE], money[PAINT_SIZE];

	if (chosen)
		style |= STYLE_REVERSE;
	grid_fill(g, row, col, 1, width, style);
	if (waits)
		paint_line(g, row, col + 1, 1, style, "*");
	paint_format(text, "%s  %s", paint_money(m, &c->price, money),
		state_words(c));
	end = col + width - 1 -
		paint_right(g, row, col + width - 1, width / 2, style, text);
	if (when) {
		paint_line(g, row, at, when, style, paint_when(m, c->at, text));
		at += when;
	}
	paint_format(text, "%s%s%s  %s", m->manager && c->by ? c->by : "",
		m->manager && c->by ? "  " : "", c->order,
		c->product ? c->product : "");
	if (end - at > 4)
		paint_line(g, row, at, end - at - 2, style, text);
}

static void pair(struct leaf *l, const char *label, const char *value)
{
	if (value && *value)
		leaf_pair(l, LABEL, label, STYLE_DEFAULT, value);
}

static void write_order(
	const struct model *m, const struct claim *c, struct leaf *l)
{
	char text[PAINT_SIZE], money[PAINT_SIZE];

	if (c->owner) {
		paint_format(text, _("It is %s's sale already."), c->owner);
		leaf_pair(l, LABEL, _("The shop"), STYLE_BOLD, text);
	} else if (c->known.code[0]) {
		paint_format(text, _("It comes to %s; it is nobody's sale."),
			paint_money(m, &c->known, money));
		leaf_pair(l, LABEL, _("The shop"), STYLE_DEFAULT, text);
	} else if (c->state == WIRE_CLAIM_STATE_OPEN) {
		leaf_pair(l, LABEL, _("The shop"), STYLE_DEFAULT,
			_("It has not told of that order."));
	}
}

static void write_decision(
	const struct model *m, const struct claim *c, struct leaf *l)
{
	char text[PAINT_SIZE], when[PAINT_SIZE];

	leaf_gap(l, 1);
	if (c->state == WIRE_CLAIM_STATE_OPEN) {
		leaf_text(l, STYLE_GREY,
			m->manager ? _("It waits to be decided.")
				   : _("A manager will look at it."));
		return;
	}
	paint_format(text, "%s   %s   %s", state_words(c),
		c->decider ? c->decider : "", paint_when(m, c->decided, when));
	leaf_text(l, STYLE_BOLD, text);
	if (c->reason)
		leaf_text(l, STYLE_DEFAULT, c->reason);
}

static void write_page(
	const struct model *m, const struct claim *c, struct leaf *l)
{
	char text[PAINT_SIZE];

	paint_format(text, _("Order %s"), c->order);
	leaf_text(l, STYLE_BOLD, text);
	leaf_gap(l, 1);
	pair(l, _("Retailer"), m->retailer);
	pair(l, _("Associate"), c->by);
	pair(l, _("Shopper"), c->name);
	pair(l, _("Product"), c->product);
	pair(l, _("Price"), paint_money(m, &c->price, text));
	pair(l, _("Bought"), paint_when(m, c->bought, text));
	pair(l, _("Evidence"), c->evidence);
	pair(l, _("Claimed"), paint_when(m, c->at, text));
	write_order(m, c, l);
	write_decision(m, c, l);
}

static void draw_opened(struct screen *s, struct grid *g, int row, int col,
	int rows, int width, const struct claim *c)
{
	struct self *self = s->self;
	struct leaf l = {.width = width};
	bool button = can_decide(s->model, c);
	char text[PAINT_SIZE];
	int used = 0;

	write_page(s->model, c, &l);
	self->rows = l.at;
	self->page = rows - 2;
	scroll(self, 0);
	l = (struct leaf){.g = g,
		.row = row,
		.col = col,
		.rows = self->page,
		.width = width,
		.top = self->top};
	write_page(s->model, c, &l);
	if (button) {
		paint_format(text, " %s ", _("Grant or refuse"));
		used = paint_line(g, row + rows - 1, col, width,
			STYLE_BOLD | STYLE_REVERSE, text);
		hits_row(s->hits, row + rows - 1, col, used, 0);
	}
	if (self->top + self->page < self->rows)
		paint_right(g, row + rows - 1, col + width, width - used - 2,
			STYLE_GREY, _("more below"));
}

/* Where there is no list. */
static const char *nothing_words(const struct model *m)
{
	if (!model_online(m))
		return _("No connection");
	if (m->claims.why)
		return excuse_text(m->claims.why);
	if (!m->claims.told)
		return _("One moment");
	return m->manager ? _("Nobody has claimed a sale. n claims one of "
			      "your own.")
			  : _("You have claimed no sale. Is one of yours "
			      "missing? n claims it.");
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct claims *c = &s->model->claims;
	int air = at->small ? 0 : 1, row = at->top + air;
	int rows = at->foot - row - air, chosen = index_of(s);

	grid_cursor_hide(g);
	if (self->opened && chosen_of(s)) {
		draw_opened(s, g, row, at->left, rows, at->width, chosen_of(s));
		return;
	}
	self->opened = false;
	if (c->n == 0)
		paint_block(g, row, at->left, rows, at->width, STYLE_DEFAULT,
			nothing_words(s->model));
	list_page(&self->list, rows, c->n, chosen);
	for (int i = 0; i < rows && self->list.first + i < c->n; i++) {
		int n = self->list.first + i;

		draw_row(s->model, g, row + i, at->left, at->width, &c->all[n],
			n == chosen);
		hits_row(s->hits, row + i, at->left, at->width, n);
	}
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;
	const struct model *m = s->model;
	const struct claim *c = chosen_of(s);
	bool decides = c && self->opened && can_decide(m, c);
	int n = 0;

	if (c && (!self->opened || decides))
		feet[n++] = (struct screen_foot){ACTION_OPEN,
			decides ? _("decide") : NULL,
			decides && !model_online(m)};
	feet[n++] = (struct screen_foot){
		ACTION_ADD, _("claim a sale"), !model_online(m)};
	feet[n++] = (struct screen_foot){ACTION_BACK, NULL, false};
	feet[n++] = (struct screen_foot){ACTION_HOME, NULL, false};
	return n;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Claims");
}

const struct screen_ops claim_list_ops = {
	.name = "claims",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS | 1u << ACTION_MANAGING,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
