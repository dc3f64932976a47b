/* SPDX-License-Identifier: MIT */
/*
 * The chat menu: under the "<" at the top left of a chat.
 */

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/settings.h"
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

#define ITEMS 6

/* Why nothing of it can be done now; NULL: it can. */
static const char *why_not(const struct model *m)
{
	if (!model_in_chat(m))
		return _("has ended");
	return model_online(m) ? NULL : _("no connection");
}

static int fill(const struct model *m, struct popup_item items[ITEMS])
{
	const char *why = why_not(m);
	const char *busy = why                           ? why
		: m->transfer.pending || m->chat->ending ? _("one moment")
							 : NULL;
	bool handing = m->chat && m->chat->handing;
	int n = 0;

	items[n++] = (struct popup_item){.run = ACTION_RECOMMEND,
		.text = _("Recommend a product"),
		.note = why,
		.letter = 'p'};
	items[n++] = (struct popup_item){.run = ACTION_PICTURE,
		.text = _("Send a picture"),
		.note = why                  ? why
			: m->settings->kiosk ? _("not here")
			: m->media.uploading ? _("one moment")
					     : NULL,
		.letter = 's'};
	if (handing)
		items[n++] = (struct popup_item){.run = ACTION_CALL_BACK,
			.text = _("Call the chat back"),
			.note = busy,
			.letter = 't'};
	else
		items[n++] = (struct popup_item){.run = ACTION_TRANSFER,
			.text = _("Transfer"),
			.note = busy,
			.letter = 't'};
	items[n++] = (struct popup_item){.run = ACTION_BLOCK,
		.text = _("Block shopper"),
		.note = busy,
		.letter = 'b',
		.red = true};
	items[n++] = (struct popup_item){.run = ACTION_END,
		.text = _("End chat"),
		.note = busy,
		.letter = 'e',
		.red = true};
	for (int i = 0; i < n; i++)
		items[i].off = items[i].note != NULL;
	return n;
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
	if (run == ACTION_USER_COUNT)
		return mine;
	s->pop = true;
	if (run == ACTION_END)
		s->ask = run;
	else
		s->run = run;
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
	popup_draw(g, s->hits, at->top + 1, 1, n + 2, width, title, items, n,
		self->chosen);
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
	.foot = popup_foot,
};
