/* SPDX-License-Identifier: MIT */
#include "client/model/transfer.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/act.h"
#include "client/model/action.h"
#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "client/model/view.h"
#include "shared/mem.h"

static void drop_at(struct transfer *t, int i)
{
	mem_free(t->targets[i].name);
	memmove(&t->targets[i], &t->targets[i + 1],
		(size_t)(t->n - i - 1) * sizeof(*t->targets));
	t->n--;
}

void transfer_fini(struct transfer *t)
{
	while (t->n > 0)
		drop_at(t, t->n - 1);
	mem_free(t->targets);
	*t = (struct transfer){0};
}

void transfer_watch(struct model *m, bool on)
{
	m->transfer.watched = on;
	m->transfer.ask_ms = 0;
	if (on)
		m->transfer.told = false;
}

void transfer_refresh(struct model *m, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_TARGETS};
	struct transfer *t = &m->transfer;

	if (!t->watched || t->asked || t->ask_ms > m->now_ms ||
		!model_online(m))
		return;
	for (int i = 0; i < t->n; i++)
		t->targets[i].stale = true;
	t->asked = true;
	t->ask_ms = m->now_ms + TRANSFER_REFRESH_MS;
	outbox_ask(m->outbox, &msg, NULL, out);
}

void transfer_begin(
	struct model *m, const struct action *a, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_TRANSFER};

	if (!model_in_chat(m) || m->chat->handing || m->transfer.pending)
		return;
	msg.transfer = (struct wire_transfer){
		.chat = m->chat->id,
		.associate = a->transfer.associate,
		.group = a->transfer.group,
		.note = a->transfer.note,
	};
	m->transfer.pending = act_ask(m, &msg, &m->chat->id, out);
}

void transfer_call_back(struct model *m, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_CALL_BACK};

	if (!model_in_chat(m) || !m->chat->handing || m->transfer.pending)
		return;
	msg.call_back.chat = m->chat->id;
	m->transfer.pending = act_ask(m, &msg, &m->chat->id, out);
}

static struct transfer_target *find(
	struct transfer *t, const struct wire_target *w)
{
	const char *group = w->group ? w->group : "";

	for (int i = 0; i < t->n; i++)
		if (id_same(&t->targets[i].associate, &w->associate) &&
			strcmp(t->targets[i].group, group) == 0)
			return &t->targets[i];
	return NULL;
}

static struct transfer_target *add(
	struct transfer *t, const struct wire_target *w)
{
	struct transfer_target *target;

	if (t->n == TRANSFER_TARGETS_MAX)
		return NULL;
	t->targets = mem_resize(
		t->targets, (size_t)(t->n + 1) * sizeof(*t->targets));
	assert(t->targets);
	target = &t->targets[t->n++];
	*target = (struct transfer_target){.associate = w->associate};
	snprintf(target->group, sizeof(target->group), "%s",
		w->group ? w->group : "");
	return target;
}

/* Colleagues before groups, who is free before who is not, then by name. */
static bool goes_before(
	const struct transfer_target *a, const struct transfer_target *b)
{
	if ((a->group[0] != 0) != (b->group[0] != 0))
		return a->group[0] == 0;
	if ((a->free > 0) != (b->free > 0))
		return a->free > 0;
	return strcmp(a->name, b->name) < 0;
}

static void sort(struct transfer *t)
{
	for (int i = 1; i < t->n; i++) {
		struct transfer_target moving = t->targets[i];
		int at = i;

		for (; at > 0 && goes_before(&moving, &t->targets[at - 1]);
			at--)
			t->targets[at] = t->targets[at - 1];
		t->targets[at] = moving;
	}
}

void transfer_target(struct model *m, const struct wire_target *w)
{
	struct transfer_target *target = find(&m->transfer, w);

	if (!target)
		target = add(&m->transfer, w);
	if (!target)
		return;
	target->stale = false;
	target->free = w->free;
	view_show(&target->name, w->name);
	sort(&m->transfer);
}

/* It has gone: its log stays until one goes home, as of one that was ended;
 * at once, unless something was being written. */
static void gone(struct model *m, const struct wire_transfer_over *w)
{
	model_say(m, MODEL_NOTICE_TRANSFERRED, w->name);
	if (m->chat->phase == WIRE_PHASE_LIVE)
		act_close_chat(m, WIRE_REASON_TAKEN);
	if (m->place == MODEL_CHAT && !*m->chat->draft)
		act_home(m);
}

void transfer_over(struct model *m, const struct wire_transfer_over *w)
{
	if (!m->chat || !id_same(&m->chat->id, &w->chat))
		return;
	m->transfer.pending = false;
	chat_handing(m->chat, NULL, 0);
	if (w->reason == WIRE_REASON_TAKEN)
		gone(m, w);
	else if (w->reason == WIRE_REASON_CALLED_BACK)
		model_say(m, MODEL_NOTICE_CALLED_BACK, NULL);
	else
		model_say(m, MODEL_NOTICE_STAYS, NULL);
}

void transfer_answered(struct model *m, enum wire_type asked)
{
	struct transfer *t = &m->transfer;

	if (asked == WIRE_T_TRANSFER || asked == WIRE_T_CALL_BACK)
		t->pending = false;
	if (asked != WIRE_T_TARGETS)
		return;
	t->asked = false;
	t->told = true;
	for (int i = t->n - 1; i >= 0; i--)
		if (t->targets[i].stale)
			drop_at(t, i);
}

void transfer_lost(struct model *m)
{
	m->transfer.asked = m->transfer.pending = false;
	m->transfer.ask_ms = 0;
}

int64_t transfer_deadline(const struct model *m)
{
	const struct transfer *t = &m->transfer;

	return t->watched && !t->asked && t->ask_ms > 0 ? t->ask_ms : INT64_MAX;
}
