/* SPDX-License-Identifier: MIT */
/*
 * The saved replies (rule D3), with a search as one types.  What is chosen
 * comes into the field, where it can be edited before it is sent.
 */
#include <assert.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/box.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "shared/limits.h"
#include "shared/mem.h"

struct self {
	struct edit *query;
	int chosen; /* among those found */
	int first;
	int found[LIMIT_TEMPLATES]; /* indices of templates, as last searched */
	int n;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	if (!self->query)
		self->query = edit_new(LIMIT_NAME, false);
	assert(self->query);
	edit_set(self->query, "");
	self->chosen = self->first = 0;
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->query);
}

/* Those in the shopper's language; when there are none, all. */
static void search(struct screen *s)
{
	struct self *self = s->self;
	const char *query = edit_text(self->query);

	self->n = 0;
	for (int all = 0; all < 2 && self->n == 0; all++) {
		int i = -1;

		while ((i = template_search(s->model, query, all, i)) >= 0)
			self->found[self->n++] = i;
	}
	if (self->chosen >= self->n)
		self->chosen = self->n > 0 ? self->n - 1 : 0;
}

static void take(struct screen *s)
{
	struct self *self = s->self;

	if (self->n == 0)
		return;
	screen_act(s,
		&(struct action){.kind = ACTION_REPLY,
			.number = self->found[self->chosen]});
	s->pop = true;
}

static bool type(struct screen *s, const struct input_event *input)
{
	struct self *self = s->self;

	if (edit_key(self->query, input) == EDIT_KEY_NOT_MINE)
		return false;
	self->chosen = 0;
	return true;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;

	search(s);
	if (e->row != HITS_NO_ROW && e->row < self->n) {
		self->chosen = e->row;
		take(s);
		return true;
	}
	switch (e->action) {
	case ACTION_UP:
		self->chosen -= self->chosen > 0;
		return true;
	case ACTION_DOWN:
		self->chosen += self->chosen < self->n - 1;
		return true;
	case ACTION_OPEN:
		take(s);
		return true;
	case ACTION_USER_COUNT:
		return e->input && type(s, e->input);
	default:
		return false;
	}
}

/* The title, and the words as they would be said. */
static void draw_row(const struct screen *s, const struct box *b, int row,
	const struct template *t, bool chosen)
{
	char *filled = s->model->chat ? template_filled(s->model, t) : NULL;
	uint8_t style = chosen ? STYLE_REVERSE : STYLE_DEFAULT;
	int title = b->width / 3, col = b->col;

	if (!filled)
		style |= STYLE_GREY;
	grid_fill(b->g, b->row + row, col - 1, 1, b->width + 2, style);
	if (t->title) {
		paint_line(b->g, b->row + row, col, title, style, t->title);
		col += title + 2;
	}
	paint_block(b->g, b->row + row, col, 1, b->col + b->width - col, style,
		filled ? filled : t->text);
	mem_free(filled);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int gap = at->small ? 0 : 1, rows, chosen;
	struct box b;

	search(s);
	rows = at->height - 3 - 3 * gap;
	if (rows > 10)
		rows = 10;
	b = box_open(g, at, rows + 3 + 3 * gap, _("Saved replies"));
	box_field(&b, gap, "/", self->query, true);
	b.row += 1 + 2 * gap;
	if (self->n == 0)
		box_text(&b, 0, 1, STYLE_GREY,
			m->templates.n > 0 ? _("None found.")
					   : _("The shop has none yet."));
	chosen = self->chosen;
	if (self->first > chosen)
		self->first = chosen;
	if (self->first < chosen - rows + 1)
		self->first = chosen - rows + 1;
	for (int i = 0; i < rows && self->first + i < self->n; i++) {
		int n = self->first + i;

		draw_row(s, &b, i, &m->templates.all[self->found[n]],
			n == chosen);
		hits_row(s->hits, b.row + i, b.col, b.width, n);
	}
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;

	feet[0] = (struct screen_foot){
		ACTION_OPEN, _("into the field"), self->n == 0};
	feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 2;
}

const struct screen_ops reply_list_ops = {
	.name = "replies",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.types = true,
	.over = true,
	.open = open,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
};
