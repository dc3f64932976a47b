/* SPDX-License-Identifier: MIT */
/*
 * What can be done with an invite code that is good.
 */
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/layout.h"
#include "client/screen/manage_page.h"
#include "client/screen/popup.h"
#include "client/screen/screen.h"

struct self {
	int chosen;
};

#define ITEMS 2

static int fill(const struct model *m, struct popup_item items[ITEMS])
{
	const char *why = manage_page_off(m);

	items[0] = (struct popup_item){.run = ACTION_OPEN,
		.text = _("Replace by a new one"),
		.note = why,
		.letter = 'r',
		.off = why != NULL};
	items[1] = (struct popup_item){.run = ACTION_OPEN,
		.text = _("Withdraw"),
		.note = why,
		.letter = 'w',
		.off = why != NULL,
		.red = !why};
	return ITEMS;
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	self->chosen = 0;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	struct popup_item items[ITEMS];
	bool mine;
	int n = fill(s->model, items);

	if (popup_event(e, items, n, &self->chosen, &mine) == ACTION_USER_COUNT)
		return mine;
	s->pop = true;
	deed_begin(s, self->chosen ? DEED_WITHDRAW : DEED_REPLACE, s->subject);
	return true;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	struct popup_item items[ITEMS];
	int n = fill(s->model, items);

	popup_middle(g, s->hits, at, s->subject, items, n, self->chosen);
}

const struct screen_ops invite_menu_ops = {
	.name = "invite_menu",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.over = true,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = popup_foot,
};
