/* SPDX-License-Identifier: MIT */
#include "client/model/notify.h"

#include <assert.h>
#include <stddef.h>

#include "client/model/effects.h"
#include "client/model/model.h"
#include "client/model/settings.h"
#include "client/model/words.h"

static const char *const texts[NOTIFY_KINDS] = {
	[NOTIFY_CHAT] = N_("A chat is ringing"),
	[NOTIFY_TRANSFER] = N_("A colleague sends you a chat"),
	[NOTIFY_SALE] = N_("A sale from one of your chats"),
	[NOTIFY_BLOCK] = N_("A shopper was blocked"),
};

bool *notify_switch(struct notify *n, int i)
{
	assert(i >= 0 && i < NOTIFY_SWITCHES);
	if (i == 0)
		return &n->bell;
	return i == 1 ? &n->desktop : &n->kind[i - 2];
}

const char *notify_switch_name(int i)
{
	static const char *const names[NOTIFY_SWITCHES] = {
		N_("Bell"),
		N_("Desktop notice"),
		N_("New chats"),
		N_("Transfers"),
		N_("Sales"),
		N_("Blocks"),
	};

	assert(i >= 0 && i < NOTIFY_SWITCHES);
	return names[i];
}

void notify_init(struct model *m)
{
	const struct settings *s = m->settings;

	m->notify = (struct notify){
		.bell = s->bell,
		.desktop = s->desktop != SETTINGS_DESKTOP_OFF,
		.kind = {s->notice_chat, s->notice_transfer, s->notice_sale,
			s->notice_block},
	};
}

/* A terminal that does not tell of its focus is looked at by who types. */
static bool is_looked_at(const struct model *m)
{
	if (m->focus_told)
		return m->focused;
	return m->now_ms - m->touched_at < MODEL_IDLE_MS;
}

void notify_send(const struct model *m, enum notify_kind k, struct effects *out)
{
	if (!m->notify.kind[k])
		return;
	if (m->notify.bell)
		effects_add(out, EFFECT_BELL, NULL, NULL);
	if (m->notify.desktop && !is_looked_at(m))
		effects_add(out, EFFECT_NOTIFY, _(texts[k]), NULL);
}

void notify_try(const struct model *m, struct effects *out)
{
	if (m->notify.bell)
		effects_add(out, EFFECT_BELL, NULL, NULL);
	if (m->notify.desktop)
		effects_add(out, EFFECT_NOTIFY,
			_("This is how noren calls you"), NULL);
}
