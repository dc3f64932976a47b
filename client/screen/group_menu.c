/* SPDX-License-Identifier: MIT */
/*
 * What a manager can do with a group.
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

enum { RENAME, HOURS, HOURS_OFF, REMOVE, ITEMS };

static int fill(const struct screen *s, struct popup_item items[ITEMS])
{
	const struct manage_group *g = manage_group(s->model, s->subject);
	const char *why = manage_page_off(s->model);
	const char *own = why ? why : g->hours[0] ? NULL : _("has them");

	items[RENAME] = (struct popup_item){.run = ACTION_OPEN,
		.text = _("Change the name"),
		.note = why,
		.letter = 'n',
		.off = why != NULL};
	items[HOURS] = (struct popup_item){
		.run = ACTION_OPEN, .text = _("Opening hours"), .letter = 'o'};
	items[HOURS_OFF] = (struct popup_item){.run = ACTION_OPEN,
		.text = _("Give it the shop's hours"),
		.note = own,
		.letter = 's',
		.off = own != NULL};
	items[REMOVE] = (struct popup_item){.run = ACTION_OPEN,
		.text = _("Remove"),
		.note = why,
		.letter = 'r',
		.off = why != NULL,
		.red = !why};
	return ITEMS;
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	self->chosen = 0;
}

static bool done(struct screen *s)
{
	return manage_group(s->model, s->subject) == NULL;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	struct popup_item items[ITEMS];
	bool mine;
	int n = fill(s, items);

	if (popup_event(e, items, n, &self->chosen, &mine) == ACTION_USER_COUNT)
		return mine;
	s->pop = true;
	if (self->chosen == RENAME)
		s->push = SCREEN_GROUP_BOX;
	else if (self->chosen == HOURS)
		screen_act(s,
			&(struct action){
				.kind = ACTION_HOURS_OF, .text = s->subject});
	else
		deed_begin(s,
			self->chosen == REMOVE ? DEED_REMOVE_GROUP
					       : DEED_GROUP_HOURS_OFF,
			s->subject);
	return true;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	struct popup_item items[ITEMS];
	int n = fill(s, items);

	popup_middle(g, s->hits, at, manage_group(s->model, s->subject)->shown,
		items, n, self->chosen);
}

const struct screen_ops group_menu_ops = {
	.name = "group_menu",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.over = true,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = popup_foot,
	.done = done,
};
