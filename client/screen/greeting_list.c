/* SPDX-License-Identifier: MIT */
/*
 * For managers: greetings and saved replies (rules D3, I1), those of a use and
 * a language together.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/manage_page.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

struct self {
	char chosen[LIMIT_KEY + 1]; /* "" is the first */
	struct list list;
};

struct sorted {
	const struct template *all[LIMIT_TEMPLATES];
	int n;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	*self = (struct self){0};
}

static int order(const void *a, const void *b)
{
	const struct template *x = *(const struct template *const *)a;
	const struct template *y = *(const struct template *const *)b;

	if (x->use != y->use)
		return (int)x->use - (int)y->use;
	if (x->lang != y->lang)
		return (int)x->lang - (int)y->lang;
	return strcmp(x->key, y->key);
}

static void sort(const struct model *m, struct sorted *out)
{
	out->n = 0;
	for (int i = 0; i < m->templates.n && i < LIMIT_TEMPLATES; i++)
		out->all[out->n++] = &m->templates.all[i];
	qsort(out->all, (size_t)out->n, sizeof(out->all[0]), order);
}

static int index_of(const struct screen *s, const struct sorted *sorted)
{
	const struct self *self = s->self;

	for (int i = 0; i < sorted->n; i++)
		if (strcmp(sorted->all[i]->key, self->chosen) == 0)
			return i;
	return 0;
}

static void enter(struct screen *s, const char *key)
{
	snprintf(s->subject, sizeof(s->subject), "%s", key);
	s->push = SCREEN_GREETING_BOX;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	struct sorted all;
	int before, chosen;

	sort(s->model, &all);
	before = chosen = index_of(s, &all);
	if (e->action == ACTION_ADD) {
		enter(s, "");
	} else if (e->action == ACTION_OPEN) {
		if (all.n > 0)
			enter(s, all.all[chosen]->key);
	} else if (e->action == ACTION_REMOVE) {
		if (all.n > 0)
			deed_begin(
				s, DEED_REMOVE_TEMPLATE, all.all[chosen]->key);
	} else if (list_event(&self->list, e, all.n, &chosen)) {
		if (all.n > 0)
			strcpy(self->chosen, all.all[chosen]->key);
		if (e->row != HITS_NO_ROW && chosen == before)
			enter(s, all.all[chosen]->key);
	} else {
		return false;
	}
	return true;
}

/* ---- drawing ---- */

static void clock_words(int64_t minutes, char out[PAINT_SIZE])
{
	paint_format(out, "%02d:%02d", (int)minutes / 60, (int)minutes % 60);
}

/* When and where it is offered; "" is always and everywhere. */
static const char *when_words(const struct template *t, char out[PAINT_SIZE])
{
	char from[PAINT_SIZE], until[PAINT_SIZE];

	const char *pages = t->pages ? t->pages : "";

	clock_words(t->from, from);
	clock_words(t->until ? t->until : 1440, until);
	if (t->from || t->until)
		return paint_format(out, "%s-%s   %s", from, until, pages);
	return paint_format(out, "%s", pages);
}

static void draw_template(struct grid *g, int row, const struct layout *at,
	const struct template *t, bool first, bool chosen)
{
	uint8_t style = chosen ? STYLE_REVERSE : STYLE_DEFAULT;
	int use = 12, lang = at->width >= 56 ? 10 : 0;
	int col = at->left + 1, end = at->left + at->width - 1, title;

	grid_fill(g, row, at->left, 1, at->width, style);
	if (first || chosen)
		manage_page_cell(g, row, col, use - 2,
			chosen ? style : STYLE_GREY,
			t->use == WIRE_USE_REPLY ? _("reply") : _("greeting"));
	col += use;
	if (lang)
		manage_page_cell(g, row, col, lang - 1,
			chosen ? style : STYLE_GREY, paint_language(t->lang));
	col += lang;
	title = (end - col) / 3;
	manage_page_cell(g, row, col, title, chosen ? style : STYLE_BOLD,
		t->title ? t->title : t->key);
	col += title + 2;
	if (end - col > 4)
		paint_block(g, row, col, 1, end - col, style, t->text);
}

/* Of the chosen one: its words, and when and where it is offered. */
static void draw_more(struct grid *g, int row, const struct layout *at,
	const struct template *t)
{
	char when[PAINT_SIZE];

	paint_block(
		g, row, at->left + 1, 3, at->width - 1, STYLE_DEFAULT, t->text);
	paint_line(g, row + 3, at->left + 1, at->width - 1, STYLE_GREY,
		when_words(t, when));
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int row = manage_page_top(at), chosen;
	int end = at->foot - (at->small ? 0 : 1);
	struct sorted all;

	sort(m, &all);
	chosen = index_of(s, &all);
	if (all.n == 0) {
		paint_block(g, row, at->left, 4, at->width, STYLE_DEFAULT,
			model_online(m)
				? _("None yet. A greeting is offered when a "
				    "chat is accepted, a reply is looked for.")
				: _("No connection"));
		return;
	}
	if (at->height >= 12) {
		end -= 5;
		draw_more(g, end + 1, at, all.all[chosen]);
	}
	list_page(&self->list, end - row, all.n, chosen);
	for (int i = 0; i < self->list.page && self->list.first + i < all.n;
		i++) {
		int n = self->list.first + i;
		bool first = i == 0 || all.all[n - 1]->use != all.all[n]->use;

		draw_template(g, row + i, at, all.all[n], first, n == chosen);
		hits_row(s->hits, row + i, at->left, at->width, n);
	}
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	bool none = s->model->templates.n == 0;
	bool off = manage_page_off(s->model) != NULL;

	feet[0] = (struct screen_foot){ACTION_OPEN, _("change"), none};
	feet[1] = (struct screen_foot){ACTION_ADD, NULL, off};
	feet[2] = (struct screen_foot){ACTION_REMOVE, NULL, none || off};
	feet[3] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 4;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Greetings and replies");
}

const struct screen_ops greeting_list_ops = {
	.name = "greetings",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS | 1u << ACTION_MANAGING,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
