/* SPDX-License-Identifier: MIT */
/*
 * For managers: the invite codes (rules A1, I1), newest first.
 */
#include <stdio.h>
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

#define NARROW 54 /* cells of a page below which a word must do */

struct self {
	char chosen[LIMIT_KEY + 1]; /* "" is the first */
	struct list list;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	*self = (struct self){0};
}

static int index_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct manage *g = &s->model->manage;

	for (int i = 0; i < g->n_invites; i++)
		if (strcmp(g->invites[i].code, self->chosen) == 0)
			return i;
	return 0;
}

static bool is_open(const struct manage_invite *v)
{
	return v->standing == WIRE_STANDING_OPEN;
}

/* Of one that is good no more there is nothing left to do. */
static void enter(struct screen *s)
{
	const struct manage *g = &s->model->manage;

	if (g->n_invites == 0 || !is_open(&g->invites[index_of(s)]))
		return;
	snprintf(s->subject, sizeof(s->subject), "%s",
		g->invites[index_of(s)].code);
	s->push = SCREEN_INVITE_MENU;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	const struct manage *g = &s->model->manage;
	int before = index_of(s), chosen = before;

	if (e->action == ACTION_OPEN) {
		enter(s);
	} else if (e->action == ACTION_ADD) {
		s->subject[0] = '\0';
		s->push = SCREEN_INVITE_BOX;
	} else if (e->action == ACTION_REMOVE) {
		if (g->n_invites > 0 && is_open(&g->invites[before]))
			deed_begin(s, DEED_WITHDRAW, g->invites[before].code);
	} else if (list_event(&self->list, e, g->n_invites, &chosen)) {
		if (g->n_invites > 0)
			strcpy(self->chosen, g->invites[chosen].code);
		if (e->row != HITS_NO_ROW && chosen == before)
			enter(s);
	} else {
		return false;
	}
	return true;
}

/* ---- drawing ---- */

static const char *standing_word(enum wire_standing standing)
{
	static const char *const words[WIRE_STANDING_COUNT] = {
		[WIRE_STANDING_OPEN] = N_("Good"),
		[WIRE_STANDING_USED] = N_("Used up"),
		[WIRE_STANDING_EXPIRED] = N_("Expired"),
		[WIRE_STANDING_WITHDRAWN] = N_("Withdrawn"),
	};

	return _(words[standing]);
}

/* "Good until Sat 28 Nov 17:05". */
static const char *standing_words(const struct model *m,
	const struct manage_invite *v, char out[PAINT_SIZE])
{
	char when[PAINT_SIZE];

	switch (v->standing) {
	case WIRE_STANDING_EXPIRED:
		return paint_format(
			out, _("Expired %s"), paint_when(m, v->expires, when));
	case WIRE_STANDING_USED:
	case WIRE_STANDING_WITHDRAWN:
		return standing_word(v->standing);
	default:
		return paint_format(out, _("Good until %s"),
			paint_when(m, v->expires, when));
	}
}

static void draw_invite(const struct model *m, struct grid *g, int row,
	const struct layout *at, const struct manage_invite *v, bool chosen)
{
	uint8_t style = is_open(v) ? STYLE_DEFAULT : STYLE_GREY;
	int col = at->left, end = col + at->width - 1;
	int by = at->width >= 72 ? end - 18 : end + 2;
	char text[PAINT_SIZE];

	if (chosen)
		style |= STYLE_REVERSE;
	grid_fill(g, row, col, 1, at->width, style);
	if (is_open(v))
		paint_line(g, row, col + 1, 1, style, "*");
	manage_page_cell(g, row, col + 3, 8,
		is_open(v) && !chosen ? STYLE_BOLD : style, v->code);
	paint_format(text, _("%ld of %ld"), (long)v->used, (long)v->uses);
	paint_right(g, row, col + 23, 11, style, text);
	manage_page_cell(g, row, col + 25, by - 2 - col - 25, style,
		at->width < NARROW ? standing_word(v->standing)
				   : standing_words(m, v, text));
	manage_page_cell(g, row, by, end - by, style, v->by);
}

static void draw_head(struct grid *g, int row, const struct layout *at)
{
	int col = at->left;

	manage_page_cell(g, row, col + 3, 8, STYLE_GREY, _("Code"));
	paint_right(g, row, col + 23, 11, STYLE_GREY, _("Used"));
	manage_page_cell(g, row, col + 25, 34, STYLE_GREY, _("State"));
	if (at->width >= 72)
		manage_page_cell(g, row, col + at->width - 19, 18, STYLE_GREY,
			_("Issued by"));
}

/* Of the chosen one: by whom and when, and where the new ones belong. */
static void draw_more(const struct model *m, struct grid *g, int row,
	const struct layout *at, const struct manage_invite *v)
{
	char text[PAINT_SIZE], when[PAINT_SIZE], groups[PAINT_SIZE];

	if (at->width < NARROW)
		paint_format(text, "%s", standing_words(m, v, groups));
	else
		paint_format(text, _("Issued by %s, %s"),
			v->by ? v->by : "norenctl",
			paint_when(m, v->made, when));
	paint_line(g, row, at->left + 1, at->width - 1, STYLE_DEFAULT, text);
	manage_page_groups(m, v->groups, groups);
	paint_format(
		text, _("Joins: %s"), groups[0] ? groups : _("of no group"));
	paint_line(g, row + 1, at->left + 1, at->width - 1, STYLE_GREY, text);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int row = manage_page_top(at), chosen = index_of(s);
	int end = at->foot - (at->height >= 8 ? 3 : 0) - (at->small ? 0 : 1);

	if (m->manage.n_invites == 0) {
		paint_block(g, row, at->left, 4, at->width, STYLE_DEFAULT,
			manage_page_state(m, ASK_M_INVITES,
				_("No codes yet. A new colleague signs up "
				  "with one.")));
		return;
	}
	if (!at->small)
		draw_head(g, row++, at);
	if (at->height >= 8)
		draw_more(m, g, end + 1, at, &m->manage.invites[chosen]);
	list_page(&self->list, end - row, m->manage.n_invites, chosen);
	for (int i = 0; i < self->list.page; i++) {
		int n = self->list.first + i;

		if (n >= m->manage.n_invites)
			break;
		draw_invite(
			m, g, row + i, at, &m->manage.invites[n], n == chosen);
		hits_row(s->hits, row + i, at->left, at->width, n);
	}
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct manage *g = &s->model->manage;
	bool off = manage_page_off(s->model) != NULL;
	bool good = g->n_invites > 0 && is_open(&g->invites[index_of(s)]);

	feet[0] = (struct screen_foot){ACTION_OPEN, NULL, !good};
	feet[1] = (struct screen_foot){ACTION_ADD, _("new code"), off};
	feet[2] = (struct screen_foot){
		ACTION_REMOVE, _("withdraw"), !good || off};
	feet[3] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 4;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Invites");
}

const struct screen_ops invite_list_ops = {
	.name = "invites",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS | 1u << ACTION_MANAGING,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
