/* SPDX-License-Identifier: MIT */
/*
 * What calls the associate, each to be switched off (rule H1), and "try one".
 */
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/popup.h"
#include "client/screen/screen.h"

struct self {
	int chosen;
};

#define ITEMS (NOTIFY_SWITCHES + 1)

/* Only managers are told of blocks. */
static int fill(struct model *m, struct popup_item items[ITEMS])
{
	static const char letters[NOTIFY_SWITCHES] = {
		'b', 'd', 'c', 't', 's', 'k'};
	int n = 0;

	for (int i = 0; i < NOTIFY_SWITCHES; i++) {
		if (i == 2 + NOTIFY_BLOCK && !m->manager)
			continue;
		items[n++] = (struct popup_item){.run = ACTION_OPEN,
			.text = _(notify_switch_name(i)),
			.note = *notify_switch(&m->notify, i) ? _("on")
							      : _("off"),
			.letter = letters[i]};
	}
	items[n++] = (struct popup_item){
		.run = ACTION_NOTICES, .text = _("Try one"), .letter = 'y'};
	return n;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	struct popup_item items[ITEMS];
	bool mine;
	int n = fill(s->model, items);
	enum action_kind run = popup_event(e, items, n, &self->chosen, &mine);

	if (run == ACTION_NOTICES)
		screen_do(s, ACTION_TRY_NOTICE);
	else if (run != ACTION_USER_COUNT)
		screen_act(s,
			&(struct action){
				.kind = ACTION_SWITCH, .number = self->chosen});
	return mine;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	struct popup_item items[ITEMS];
	int n = fill(s->model, items);
	int width = popup_width(_("Notices"), items, n);

	popup_draw(g, s->hits, at->rule, at->cols - width, n + 2, width,
		_("Notices"), items, n, self->chosen);
}

const struct screen_ops notices_menu_ops = {
	.name = "notices",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_IN_LISTS,
	.over = true,
	.event = event,
	.draw = draw,
	.foot = popup_foot,
};
