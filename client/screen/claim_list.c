/* SPDX-License-Identifier: MIT */
/*
 * Claims of missing sales (rule E5): one's own, and for managers everybody's;
 * and the one that is opened, which a manager grants or refuses.
 */
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/archive_words.h"
#include "client/screen/excuse.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/leaf.h"
#include "client/screen/list.h"
#include "client/screen/open_page.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

#define ROOMY 58 /* so wide a page shows when, and who */
#define LABEL 14 /* cells of the longest label and some */

struct self {
	struct id chosen; /* "" is the first */
	bool opened;
	struct list list;
	struct open_page page;
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

/* NULL: there is none.  An opened one that is gone is not another. */
static const struct claim *chosen_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct claims *all = &s->model->claims;
	const struct claim *c = all->n > 0 ? &all->all[index_of(s)] : NULL;

	return self->opened && c && !id_same(&c->id, &self->chosen) ? NULL : c;
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
		self->page.top = 0;
	} else if (can_decide(s->model, c)) {
		strcpy(s->subject, c->id.s);
		s->push = SCREEN_DECIDE;
	}
}

static bool opened_event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;

	if (e->row != HITS_NO_ROW || e->action == ACTION_OPEN) {
		enter(s);
		return true;
	}
	if (e->action == ACTION_BACK) {
		self->opened = false;
		return true;
	}
	return open_page_event(&self->page, e);
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

/* "¥48,000  Granted", ending before `end`; returns where it begins. */
static int draw_result(const struct model *m, struct grid *g, int row, int end,
	uint8_t style, const struct claim *c)
{
	static const enum wire_claim_state states[] = {WIRE_CLAIM_STATE_OPEN,
		WIRE_CLAIM_STATE_GRANTED, WIRE_CLAIM_STATE_REFUSED};
	char money[PAINT_SIZE];
	int width = 0;

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		int used = paint_width(
			state_words(&(struct claim){.state = states[i]}));

		width = used > width ? used : width;
	}
	paint_right(g, row, end, width, style, state_words(c));
	end -= width + 2;
	return end -
		paint_right(g, row, end, 16, style,
			paint_money(m, &c->price, money));
}

struct columns {
	int when, by, order, product; /* where they begin */
	int end;
};

static struct columns columns_of(const struct model *m, int col, int width)
{
	bool roomy = width >= ROOMY;
	struct columns c = {.when = col + 3, .end = col + width - 1};

	c.by = c.when + (roomy ? m->japanese ? 16 : 12 : 0);
	c.order = c.by + (roomy && m->manager ? width / 6 + 2 : 0);
	c.product = c.order + (roomy ? 12 : 8);
	return c;
}

static void draw_row(const struct model *m, struct grid *g, int row, int col,
	int width, const struct claim *c, bool chosen)
{
	bool waits = c->state == WIRE_CLAIM_STATE_OPEN;
	uint8_t style = waits ? STYLE_BOLD : STYLE_GREY;
	struct columns at = columns_of(m, col, width);
	char text[PAINT_SIZE];
	int end;

	if (chosen)
		style |= STYLE_REVERSE;
	grid_fill(g, row, col, 1, width, style);
	if (waits)
		paint_line(g, row, col + 1, 1, style, "*");
	end = draw_result(m, g, row, at.end, style, c);
	if (at.by > at.when)
		paint_line(g, row, at.when, at.by - at.when - 2, style,
			archive_words_when(m, c->at, text));
	if (at.order > at.by)
		paint_line(g, row, at.by, at.order - at.by - 2, style,
			c->by ? c->by : "");
	paint_line(
		g, row, at.order, at.product - at.order - 2, style, c->order);
	if (end - at.product > 4)
		paint_line(g, row, at.product, end - at.product - 2, style,
			c->product ? c->product : "");
}

static void draw_titles(
	const struct model *m, struct grid *g, int row, int col, int width)
{
	struct columns at = columns_of(m, col, width);

	if (at.by > at.when)
		paint_line(g, row, at.when, at.by - at.when - 2, STYLE_GREY,
			_("When"));
	if (at.order > at.by)
		paint_line(g, row, at.by, at.order - at.by - 2, STYLE_GREY,
			_("Colleague"));
	paint_line(g, row, at.order, at.product - at.order - 2, STYLE_GREY,
		_("Order"));
	paint_line(g, row, at.product, at.end - at.product, STYLE_GREY,
		_("Product"));
	paint_right(
		g, row, at.end, at.end - at.product, STYLE_GREY, _("Result"));
	grid_hline(g, row + 1, col, width, STYLE_GREY);
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

struct opened {
	const struct model *m;
	const struct claim *c;
};

static void write_page(void *ctx, struct leaf *l)
{
	const struct opened *o = ctx;
	const struct model *m = o->m;
	const struct claim *c = o->c;
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
	struct opened o = {s->model, chosen_of(s)};
	int air = at->small ? 0 : 1, row = at->top + air;
	int rows = at->foot - row - air, chosen = index_of(s);

	grid_cursor_hide(g);
	if (self->opened && o.c) {
		open_page_draw(&self->page, g, s->hits, row, at->left, rows,
			at->width, write_page, &o,
			can_decide(o.m, o.c) ? _("Grant or refuse") : NULL,
			!model_online(o.m));
		return;
	}
	self->opened = false;
	if (c->n > 0 && !at->small) {
		draw_titles(s->model, g, row, at->left, at->width);
		row += 2;
		rows -= 2;
	}
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
