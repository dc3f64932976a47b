/* SPDX-License-Identifier: MIT */
/*
 * For managers: the groups of colleagues, with their keys as pages name them
 * and whose hours they have (rule I1).
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

struct self {
	char chosen[LIMIT_SLUG + 1]; /* "" is the first */
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

	for (int i = 0; i < g->n_groups; i++)
		if (strcmp(g->groups[i].key, self->chosen) == 0)
			return i;
	return 0;
}

static void enter(struct screen *s)
{
	const struct manage *g = &s->model->manage;

	if (g->n_groups == 0)
		return;
	snprintf(s->subject, sizeof(s->subject), "%s",
		g->groups[index_of(s)].key);
	s->push = SCREEN_GROUP_MENU;
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
		s->push = SCREEN_GROUP_BOX;
	} else if (e->action == ACTION_REMOVE) {
		if (g->n_groups > 0)
			deed_begin(s, DEED_REMOVE_GROUP, g->groups[before].key);
	} else if (list_event(&self->list, e, g->n_groups, &chosen)) {
		if (g->n_groups > 0)
			strcpy(self->chosen, g->groups[chosen].key);
		if (e->row != HITS_NO_ROW && chosen == before)
			enter(s);
	} else {
		return false;
	}
	return true;
}

static void draw_group(struct grid *g, int row, const struct layout *at,
	const struct manage_group *group, bool chosen)
{
	uint8_t style = chosen ? STYLE_REVERSE : STYLE_DEFAULT;
	int col = at->left, end = col + at->width - 1, name = at->width / 3;
	int key = at->width >= 66 ? col + 1 + name + 2 : 0;
	int hours = key ? key + 20 : col + 1 + name + 2;

	grid_fill(g, row, col, 1, at->width, style);
	manage_page_cell(g, row, col + 1, name, chosen ? style : STYLE_BOLD,
		group->shown);
	if (key)
		manage_page_cell(g, row, key, 18, style, group->key);
	manage_page_cell(g, row, hours, end - hours,
		group->hours[0] || chosen ? style : STYLE_GREY,
		group->hours[0] ? _("hours of its own")
				: _("the shop's hours"));
}

static void draw_head(struct grid *g, int row, const struct layout *at)
{
	int col = at->left, name = at->width / 3;
	int key = at->width >= 66 ? col + 1 + name + 2 : 0;
	int hours = key ? key + 20 : col + 1 + name + 2;

	manage_page_cell(g, row, col + 1, name, STYLE_GREY, _("Name"));
	if (key)
		manage_page_cell(
			g, row, key, 18, STYLE_GREY, _("Key for pages"));
	manage_page_cell(g, row, hours, col + at->width - 1 - hours, STYLE_GREY,
		_("Opening hours"));
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int row = manage_page_top(at), chosen = index_of(s);

	if (m->manage.n_groups == 0) {
		paint_block(g, row, at->left, 4, at->width, STYLE_DEFAULT,
			manage_page_state(m, ASK_M_GROUPS,
				_("No groups yet. A page that names one rings "
				  "its colleagues only.")));
		return;
	}
	if (!at->small)
		draw_head(g, row++, at);
	list_page(&self->list, at->foot - row - (at->small ? 0 : 1),
		m->manage.n_groups, chosen);
	for (int i = 0; i < self->list.page; i++) {
		int n = self->list.first + i;

		if (n >= m->manage.n_groups)
			break;
		draw_group(g, row + i, at, &m->manage.groups[n], n == chosen);
		hits_row(s->hits, row + i, at->left, at->width, n);
	}
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	bool none = s->model->manage.n_groups == 0;
	bool off = manage_page_off(s->model) != NULL;

	feet[0] = (struct screen_foot){ACTION_OPEN, NULL, none};
	feet[1] = (struct screen_foot){ACTION_ADD, _("new group"), off};
	feet[2] = (struct screen_foot){ACTION_REMOVE, NULL, none || off};
	feet[3] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 4;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Groups");
}

const struct screen_ops group_list_ops = {
	.name = "groups",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS | 1u << ACTION_MANAGING,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
