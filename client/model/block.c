/* SPDX-License-Identifier: MIT */
#include "client/model/block.h"

#include <assert.h>
#include <string.h>

#include "client/model/act.h"
#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/notify.h"
#include "client/model/view.h"
#include "shared/mem.h"

static void drop_at(struct blocks *b, int i)
{
	mem_free(b->all[i].name);
	mem_free(b->all[i].by);
	mem_free(b->all[i].text);
	memmove(&b->all[i], &b->all[i + 1],
		(size_t)(b->n - i - 1) * sizeof(*b->all));
	b->n--;
}

void block_fini(struct blocks *b)
{
	while (b->n > 0)
		drop_at(b, b->n - 1);
	mem_free(b->all);
	*b = (struct blocks){0};
}

void block_shopper(struct model *m, const char *why, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_BLOCK};

	if (!model_in_chat(m) || m->chat->ending)
		return;
	msg.block.chat = m->chat->id;
	msg.block.text = why;
	m->chat->ending = act_ask(m, &msg, &m->chat->id, out);
}

void block_show(struct model *m, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_BLOCKS};

	if (!m->manager)
		return;
	m->place = MODEL_BLOCKED;
	if (m->blocks.asked || !model_online(m))
		return;
	for (int i = 0; i < m->blocks.n; i++)
		m->blocks.all[i].stale = true;
	m->blocks.asked = act_ask(m, &msg, NULL, out);
}

static struct block *find(struct model *m, const struct id *shopper)
{
	for (int i = 0; i < m->blocks.n; i++)
		if (id_same(&m->blocks.all[i].shopper, shopper))
			return &m->blocks.all[i];
	return NULL;
}

void block_lift(struct model *m, const struct id *shopper, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_UNBLOCK};
	struct block *b = find(m, shopper);

	if (!b || b->lifting)
		return;
	msg.unblock.shopper = *shopper;
	b->lifting = act_ask(m, &msg, shopper, out);
}

/* Makes room where its time puts it. */
static struct block *insert(struct blocks *b, const struct wire_blocked *w)
{
	int at = 0;

	if (b->n == BLOCK_MAX)
		return NULL;
	b->all = mem_resize(b->all, (size_t)(b->n + 1) * sizeof(*b->all));
	assert(b->all);
	while (at < b->n && b->all[at].at > w->at)
		at++;
	memmove(&b->all[at + 1], &b->all[at],
		(size_t)(b->n - at) * sizeof(*b->all));
	b->n++;
	b->all[at] = (struct block){.shopper = w->shopper, .at = w->at};
	return &b->all[at];
}

void block_told(
	struct model *m, const struct wire_blocked *w, struct effects *out)
{
	struct block *b = find(m, &w->shopper);

	if (w->lifted) {
		if (b)
			drop_at(&m->blocks, (int)(b - m->blocks.all));
		return;
	}
	if (!b)
		b = insert(&m->blocks, w);
	if (w->fresh) {
		model_say(m, MODEL_NOTICE_BLOCK, w->by);
		notify_send(m, NOTIFY_BLOCK, out);
	}
	if (!b)
		return;
	b->stale = b->lifting = false;
	view_show(&b->name, w->name);
	view_show(&b->by, w->by);
	mem_free(b->text);
	b->text = view_shown(w->text, true);
}

void block_answered(
	struct model *m, enum wire_type asked, bool good, const struct id *id)
{
	struct blocks *b = &m->blocks;
	struct block *lifted;

	if (asked == WIRE_T_UNBLOCK && (lifted = find(m, id))) {
		if (good)
			drop_at(b, (int)(lifted - b->all));
		else
			lifted->lifting = false;
	}
	if (asked != WIRE_T_BLOCKS)
		return;
	b->asked = false;
	for (int i = b->n - 1; i >= 0; i--)
		if (good && b->all[i].stale)
			drop_at(b, i);
}

void block_lost(struct model *m)
{
	m->blocks.asked = false;
	for (int i = 0; i < m->blocks.n; i++)
		m->blocks.all[i].lifting = false;
}
