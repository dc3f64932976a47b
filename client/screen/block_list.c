/* SPDX-License-Identifier: MIT */
/*
 * For managers: who is blocked, by whom and why (rules D9, I1), and lifting a
 * block.
 */
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

struct self {
	struct id chosen; /* "" is the first */
	bool sure;        /* Enter was pressed once: the next one lifts */
	struct list list;
};

#define ENTRY 3 /* rows of one: who, why, a blank */

static void open(struct screen *s)
{
	struct self *self = s->self;

	*self = (struct self){0};
}

static int index_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct blocks *b = &s->model->blocks;

	for (int i = 0; i < b->n; i++)
		if (id_same(&b->all[i].shopper, &self->chosen))
			return i;
	return 0;
}

static void choose(struct screen *s, int i)
{
	struct self *self = s->self;
	const struct blocks *b = &s->model->blocks;

	if (i >= b->n)
		i = b->n - 1;
	if (i < 0)
		i = 0;
	if (b->n > 0 && !id_same(&self->chosen, &b->all[i].shopper))
		self->sure = false;
	if (b->n > 0)
		self->chosen = b->all[i].shopper;
}

static void enter(struct screen *s)
{
	struct self *self = s->self;

	if (s->model->blocks.n == 0)
		return;
	choose(s, index_of(s));
	if (self->sure)
		screen_act(s,
			&(struct action){
				.kind = ACTION_UNBLOCK, .id = self->chosen});
	self->sure = !self->sure;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	int chosen = index_of(s);

	if (list_event(&self->list, e, s->model->blocks.n, &chosen)) {
		choose(s, chosen);
		return true;
	}
	switch (e->action) {
	case ACTION_OPEN:
		enter(s);
		return true;
	case ACTION_BACK:
		if (!self->sure)
			return false;
		self->sure = false;
		return true;
	default:
		return false;
	}
}

static void draw_entry(const struct screen *s, struct grid *g, int row,
	const struct layout *at, const struct block *b, bool chosen)
{
	const struct self *self = s->self;
	const struct model *m = s->model;
	int col = at->left, end = col + at->width, used;
	uint8_t style = chosen ? STYLE_REVERSE : STYLE_DEFAULT;
	char text[PAINT_SIZE], when[PAINT_SIZE];

	paint_format(text, _("%s by %s"), paint_when(m, b->at, when), b->by);
	if (b->lifting)
		paint_format(text, "%s", _("One moment"));
	else if (chosen && self->sure)
		paint_format(text, "%s", _("Enter lifts the block"));
	grid_fill(g, row, col, 1, at->width, style);
	used = paint_right(g, row, end - 1, at->width - 16, style, text);
	paint_line(g, row, col + 1, at->width - used - 4, style | STYLE_BOLD,
		b->name);
	if (b->text)
		paint_block(g, row + 1, col + 1, 1, at->width - 2, STYLE_GREY,
			b->text);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int row = at->top + (at->small ? 0 : 1), chosen = index_of(s);
	const char *none =
		m->blocks.asked ? _("One moment") : _("Nobody is blocked.");

	if (m->blocks.n == 0)
		paint_line(g, row, at->left, at->width, STYLE_DEFAULT,
			model_online(m) ? none : _("No connection"));
	list_page(&self->list, (at->foot - row) / ENTRY, m->blocks.n, chosen);
	for (int i = 0; i < self->list.page; i++) {
		int n = self->list.first + i;

		if (n >= m->blocks.n)
			break;
		draw_entry(s, g, row + i * ENTRY, at, &m->blocks.all[n],
			n == chosen);
		hits_row(s->hits, row + i * ENTRY, at->left, at->width, n);
	}
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	int n = 0;

	if (s->model->blocks.n > 0)
		feet[n++] = (struct screen_foot){
			ACTION_OPEN, _("lift"), !model_online(s->model)};
	feet[n++] = (struct screen_foot){ACTION_BACK, NULL, false};
	feet[n++] = (struct screen_foot){ACTION_HOME, NULL, false};
	return n;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Blocked");
}

const struct screen_ops block_list_ops = {
	.name = "blocked",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
