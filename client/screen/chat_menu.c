/* SPDX-License-Identifier: MIT */
/*
 * The chat menu: under the "<" at the top left of a chat.
 */

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/keymap.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/popup.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/input.h"

struct self {
	int chosen;
};

#define ITEMS 1

static int fill(const struct model *m, struct popup_item items[ITEMS])
{
	const char *why = NULL;

	if (!model_in_chat(m))
		why = _("has ended");
	else if (!model_online(m))
		why = _("no connection");
	items[0] = (struct popup_item){.run = ACTION_END,
		.text = _("End chat"),
		.note = why,
		.letter = 'e',
		.off = why != NULL,
		.red = true};
	return ITEMS;
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	self->chosen = 0;
}

/* The key that opened it closes it; here Enter is not the chat's. */
static bool is_own_key(const struct screen *s, const struct screen_event *e)
{
	return e->input && e->input->kind == INPUT_KEY &&
		keymap_find(s->keys, 1u << ACTION_IN_CHAT, e->input->key) ==
		ACTION_CHAT_MENU;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	struct popup_item items[ITEMS];
	bool mine;
	int n = fill(s->model, items);
	enum action_kind run = popup_event(e, items, n, &self->chosen, &mine);

	if (is_own_key(s, e))
		s->pop = mine = true;
	if (run == ACTION_END) {
		s->pop = true;
		s->ask = run;
	}
	return mine;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	const struct chat *c = s->model->chat;
	struct popup_item items[ITEMS];
	char title[PAINT_SIZE];
	int n = fill(s->model, items), width;

	paint_format(title, _("Chat with %s"),
		c && c->name ? c->name : _("a shopper"));
	width = popup_width(title, items, n);
	if (width > at->cols - 2)
		width = at->cols - 2;
	popup_draw(
		g, at->top + 1, 1, n + 2, width, title, items, n, self->chosen);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	(void)s;
	feet[0] = (struct screen_foot){ACTION_OPEN, _("choose"), false};
	feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 2;
}

const struct screen_ops chat_menu_ops = {
	.name = "chat_menu",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.over = true,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
};
