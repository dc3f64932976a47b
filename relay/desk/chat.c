/* SPDX-License-Identifier: MIT */
#include "relay/desk/chat.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "relay/desk/basket.h"
#include "relay/desk/block.h"
#include "relay/desk/entry.h"
#include "relay/desk/event.h"
#include "relay/desk/keep.h"
#include "relay/desk/mutant.h"
#include "relay/desk/presence.h"
#include "relay/desk/ring.h"
#include "relay/desk/shopper.h"
#include "relay/desk/show.h"
#include "relay/desk/tell.h"
#include "relay/desk/transfer.h"

struct chat *chat_find(const struct desk *d, const struct id *id)
{
	struct chat *c;

	MAP_FIND_ID(d->chats, id, c);
	return c;
}

static void chat_free(struct chat *c)
{
	struct said *s, *next;

	HASH_ITER (hh, c->said, s, next) {
		HASH_DEL(c->said, s);
		mem_free(s);
	}
	show_free(c);
	view_fini(&c->view);
	mem_free(c->first);
	mem_free(c->note);
	mem_free(c->gone);
	mem_free(c->rings);
	mem_free(c);
}

struct chat *chat_new(struct desk *d, const struct id *id, struct shopper *s)
{
	struct chat *c = chat_find(d, id) ? NULL : mem_zero(sizeof(*c));
	bool added = false;

	if (!c)
		goto fail;
	c->id = *id;
	c->shopper = s;
	c->group = c->target_group = &d->everyone;
	view_init(&c->view);
	if (!due_join(&d->due, &c->due, DUE_CHAT, c->id.s, c))
		goto fail;
	MAP_ADD_ID(d->chats, c, added);
	if (added)
		return c;
	due_leave(&d->due, &c->due);
fail:
	d->nomem = true;
	if (c)
		chat_free(c);
	return NULL;
}

void chat_forget(struct desk *d, struct chat *c)
{
	if (c->shopper->past == c)
		c->shopper->past = NULL;
	due_leave(&d->due, &c->due);
	HASH_DEL(d->chats, c);
	chat_free(c);
}

/* ---- the log ---- */

#define SAID_NAME (ID_LEN + LIMIT_KEY + 1)

static void chat_said_name(
	const struct id *actor, const char *key, char name[SAID_NAME])
{
	snprintf(name, SAID_NAME, "%s%s", actor->s, key);
}

const struct said *chat_said(
	const struct chat *c, const struct id *actor, const char *key)
{
	char name[SAID_NAME];
	const struct said *s;

	chat_said_name(actor, key, name);
	HASH_FIND_STR(c->said, name, s);
	return MUTANT(forgets_keys) ? NULL : s;
}

bool chat_say(struct chat *c, const struct id *actor, const char *key,
	int64_t seq, int64_t at)
{
	char name[SAID_NAME];
	struct said *s;

	chat_said_name(actor, key, name);
	s = mem_zero(sizeof(*s) + strlen(name) + 1);
	if (!s)
		return false;
	strcpy(s->name, name);
	s->seq = seq;
	s->at = at;
	HASH_ADD_STR(c->said, name, s);
	if (s->hh.tbl)
		return true;
	mem_free(s);
	return false;
}

/* Both sides are mostly told the same. */
static void chat_tell_entry(struct desk *d, const struct chat *c,
	const struct rec_entry *e, const struct rec_attach *attach)
{
	struct wire_msg *m = tell_new(d, WIRE_T_ENTRY);

	m->entry = entry_told(e, attach, WIRE_WHO_SHOPPER);
	tell_person(d, &c->shopper->person, m);
	if (c->block && MUTANT(blocked_is_heard))
		tell_staff(d, m);
	if (!c->associate)
		return;
	if (e->kind == WIRE_KIND_TRANSFERRED || e->kind == WIRE_KIND_BLOCKED) {
		m = tell_new(d, WIRE_T_ENTRY);
		m->entry = entry_told(e, attach, WIRE_WHO_ASSOCIATE);
	}
	tell_person(d, &c->associate->person, m);
}

int64_t chat_at(const struct desk *d, const struct chat *c)
{
	return c->last_at > d->now.wall ? c->last_at : d->now.wall;
}

void chat_append(struct desk *d, struct chat *c, const struct chat_event *e)
{
	struct rec_entry r = {
		.chat = c->id,
		.seq = ++c->seq,
		.at = c->last_at = chat_at(d, c),
		.kind = e->kind,
		.who = e->who,
		.actor = e->actor,
		.name = tell_str(d, e->name),
		.key = tell_str(d, e->key),
		.reason = e->reason,
		.body = tell_str(d, e->text),
	};
	struct rec_attach attach;

	if (MUTANT(skips_a_seq) && c->seq % 16 == 0)
		r.seq = ++c->seq;
	if (*r.key && !chat_say(c, &e->actor, r.key, r.seq, r.at))
		d->nomem = true;
	keep_entry(d, &r);
	if (e->attach) {
		attach = *e->attach;
		attach.chat = r.chat;
		attach.seq = r.seq;
		attach.kind = r.kind;
		attach = keep_attach(d, &attach);
	}
	chat_tell_entry(d, c, &r, e->attach ? &attach : NULL);
}

/* ---- the life ---- */

void chat_join(struct desk *d, struct chat *c, struct associate *a)
{
	struct chat_event joined = {
		.kind = WIRE_KIND_JOINED,
		.who = WIRE_WHO_ASSOCIATE,
		.actor = a->id,
		.name = a->name,
	};

	c->phase = WIRE_PHASE_LIVE;
	c->associate = a;
	c->holder = a->id;
	c->accepted = d->now.wall;
	c->taken_over = false;
	c->shopper->last = a->id;
	presence_join(d, a, c);
	keep_shopper(d, c->shopper);
	keep_chat(d, c);
	tell_chat_associate(d, c, a);
	tell_chat_shopper(d, c);
	chat_append(d, c, &joined);
	basket_tell_all(d, c);
	chat_schedule(d, c);
}

void chat_finish(struct desk *d, struct chat *c, enum wire_reason reason)
{
	struct associate *a = c->associate;

	transfer_drop(d, c, reason);
	c->phase = WIRE_PHASE_ENDED;
	c->reason = reason;
	c->ended = d->now.wall;
	keep_chat(d, c);
	keep_filed(d, c, a ? &a->id : NULL, reason);
	if (c->accepted)
		shopper_served(d, c->shopper, c);
	if (a) {
		tell_chat_associate(d, c, a);
		c->associate = NULL;
		presence_leave(d, a);
	}
	chat_schedule(d, c);
}

void chat_end(struct desk *d, struct chat *c, enum wire_reason reason,
	const struct associate *by)
{
	struct chat_event ended = {
		.kind = WIRE_KIND_ENDED,
		.who = by ? WIRE_WHO_ASSOCIATE : WIRE_WHO_RELAY,
		.actor = by ? by->id : (struct id){""},
		.name = by ? by->name : NULL,
		.reason = reason,
	};

	chat_append(d, c, &ended);
	chat_finish(d, c, reason);
	tell_chat_shopper(d, c);
	shopper_ended(d, c->shopper, c);
}

static void chat_ring_again(struct desk *d, struct chat *c)
{
	struct associate *a = c->associate; /* NULL: no account any more */
	struct chat_event over = {
		.kind = WIRE_KIND_TAKEN_OVER,
		.who = WIRE_WHO_ASSOCIATE,
		.actor = c->holder,
		.name = a ? a->name : c->gone,
		.reason = WIRE_REASON_GONE,
	};

	transfer_drop(d, c, WIRE_REASON_MISSED);
	chat_append(d, c, &over);
	c->associate = NULL;
	c->taken_over = true;
	keep_filed(d, c, &c->holder, WIRE_REASON_GONE);
	if (a)
		presence_leave(d, a);
	ring_start(d, c);
	keep_chat(d, c);
}

void chat_take_over(struct desk *d, struct chat *c)
{
	chat_ring_again(d, c);
	if (!c->group->open)
		ring_close(d, c);
	else
		tell_chat_shopper(d, c);
}

void chat_loaded(struct desk *d)
{
	for (struct chat *c = d->chats; c; c = c->hh.next)
		if (c->phase == WIRE_PHASE_LIVE && !c->associate)
			chat_ring_again(d, c);
}

/* ---- deadlines ---- */

static int64_t chat_gone_at(const struct person *p, int64_t after)
{
	return p->sessions || MUTANT(waits_for_ever) ? DUE_NEVER
						     : p->lost_at + after;
}

static int64_t chat_left_at(const struct desk *d, const struct chat *c)
{
	return chat_gone_at(&c->shopper->person, d->settings.left_after);
}

static int64_t chat_over_at(const struct desk *d, const struct chat *c)
{
	return chat_gone_at(&c->associate->person, d->settings.take_over);
}

void chat_schedule(struct desk *d, struct chat *c)
{
	int64_t at = DUE_NEVER;

	switch (c->phase) {
	case WIRE_PHASE_RINGING:
		at = ring_next(d, c);
		break;
	case WIRE_PHASE_LIVE:
		at = chat_left_at(d, c);
		if (chat_over_at(d, c) < at)
			at = chat_over_at(d, c);
		if (c->handing && ring_next(d, c) < at)
			at = ring_next(d, c);
		break;
	case WIRE_PHASE_ENDED:
		at = c->block ? chat_left_at(d, c)
			      : d->now.steady + FLOOR_LINGER;
		break;
	case WIRE_PHASE_COUNT:
		break;
	}
	if (c->phase != WIRE_PHASE_ENDED && event_next(c) < at)
		at = event_next(c);
	due_set(&d->due, &c->due, at);
}

static void chat_due_ringing(struct desk *d, struct chat *c)
{
	if (ring_next(d, c) <= d->now.steady) {
		ring_miss(d, c);
		return;
	}
	d->unsettled = true; /* a wave has brought places */
	chat_schedule(d, c);
}

static void chat_due_live(struct desk *d, struct chat *c)
{
	if (c->handing)
		transfer_due(d, c);
	chat_schedule(d, c);
}

void chat_due(struct desk *d, struct chat *c)
{
	if (c->phase != WIRE_PHASE_ENDED)
		event_due(d, c);
	switch (c->phase) {
	case WIRE_PHASE_RINGING:
		chat_due_ringing(d, c);
		break;
	case WIRE_PHASE_LIVE:
		if (chat_left_at(d, c) <= d->now.steady)
			chat_end(d, c, WIRE_REASON_LEFT, NULL);
		else if (chat_over_at(d, c) <= d->now.steady)
			chat_take_over(d, c);
		else
			chat_due_live(d, c);
		break;
	case WIRE_PHASE_ENDED:
		if (c->block)
			block_hide(d, c->block);
		else
			chat_forget(d, c);
		break;
	case WIRE_PHASE_COUNT:
		assert(!"a phase");
	}
}

/* ---- handlers ---- */

enum err chat_refusal(const struct chat *c, const struct associate *a)
{
	if (!id_same(&c->holder, &a->id))
		return ERR_CHAT;
	if (c->phase == WIRE_PHASE_ENDED)
		return ERR_OVER;
	return c->associate == a ? ERR_OK : ERR_WRONG_STATE;
}

void chat_on_end(struct desk *d, const struct ask *k)
{
	struct associate *a = k->from->associate;
	struct chat *c = k->chat;
	enum err e = chat_refusal(c, a);

	if (e == ERR_OVER && c->reason == WIRE_REASON_ENDED) {
		tell_ok(d, k); /* said twice */
	} else if (e) {
		tell_error(d, k, e, NULL);
	} else {
		tell_ok(d, k);
		chat_end(d, c, WIRE_REASON_ENDED, a);
	}
}
