/* SPDX-License-Identifier: MIT */
#include "relay/desk/transfer.h"

#include <assert.h>
#include <string.h>

#include "relay/desk/basket.h"
#include "relay/desk/chat.h"
#include "relay/desk/keep.h"
#include "relay/desk/mutant.h"
#include "relay/desk/presence.h"
#include "relay/desk/ring.h"
#include "relay/desk/staff.h"
#include "relay/desk/tell.h"

/* Colleagues that one answer to `targets` names, so that it fits in an
 * outbox. */
#define ANSWER_MOST 300

bool transfer_concerns(const struct chat *c, const struct associate *a)
{
	if (a == c->associate)
		return false;
	if (id_is(&c->target))
		return id_same(&c->target, &a->id);
	return staff_is_in(a, c->target_group);
}

const char *transfer_name(const struct desk *d, const struct chat *c)
{
	const struct associate *a = NULL;

	if (id_is(&c->target))
		a = staff_find(d, &c->target);
	return a ? a->name : c->target_group->name;
}

/* ---- the end ---- */

static void transfer_clear(struct desk *d, struct chat *c)
{
	c->handing = false;
	c->target = (struct id){""};
	c->target_group = &d->everyone;
	mem_free(c->note);
	c->note = NULL;
}

void transfer_drop(struct desk *d, struct chat *c, enum wire_reason reason)
{
	if (!c->handing)
		return;
	ring_stop(d, c, reason, NULL);
	transfer_clear(d, c);
}

/* The chat stays where it is, and its holder is told why. */
static void transfer_stay(
	struct desk *d, struct chat *c, enum wire_reason reason)
{
	transfer_drop(d, c, reason);
	keep_chat(d, c);
	tell_transfer_over(d, c, c->associate, reason, NULL);
	tell_chat_associate(d, c, c->associate);
	chat_schedule(d, c);
}

/* It counts as a miss for nobody: C7 speaks of requests. */
static void transfer_missed(struct desk *d, struct chat *c)
{
	if (MUTANT(transfer_miss_counts))
		for (int i = 0; i < c->n_rings; i++)
			presence_miss(d, c->rings[i].associate);
	transfer_stay(d, c, WIRE_REASON_MISSED);
}

void transfer_due(struct desk *d, struct chat *c)
{
	if (ring_next(d, c) <= d->now.steady && MUTANT(missed_transfer_ends))
		chat_end(d, c, WIRE_REASON_MISSED, NULL);
	else if (ring_next(d, c) <= d->now.steady)
		transfer_missed(d, c);
	else
		d->unsettled = true; /* a wave has brought places */
}

/* Nobody whom it concerns may still come to accept it. */
static bool transfer_is_passed(const struct desk *d, const struct chat *c)
{
	for (struct associate *a = d->staff; a; a = a->hh.next) {
		const struct ring *r = ring_of(c, a);

		if (transfer_concerns(c, a) && a->available &&
			!(r && r->state == REC_RING_PASSED))
			return false;
	}
	return true;
}

void transfer_passed(struct desk *d, struct chat *c)
{
	if (c->handing && transfer_is_passed(d, c))
		transfer_stay(d, c, WIRE_REASON_PASSED);
}

void transfer_forget(struct desk *d, const struct associate *a)
{
	struct chat *c, *next;

	DL_FOREACH_SAFE(d->requests, c, next)
	{
		if (c->handing && id_same(&c->target, &a->id))
			transfer_stay(d, c, WIRE_REASON_MISSED);
	}
}

void transfer_forget_group(struct desk *d, const struct group *g)
{
	struct chat *c, *next;

	DL_FOREACH_SAFE(d->requests, c, next)
	{
		if (c->handing && !id_is(&c->target) && c->target_group == g)
			transfer_stay(d, c, WIRE_REASON_MISSED);
	}
}

/* The old holder goes before the new one comes: at no time has an associate
 * two chats, or a chat two. */
void transfer_win(struct desk *d, struct chat *c, struct associate *a)
{
	struct associate *old = c->associate;
	struct chat_event transferred = {
		.kind = WIRE_KIND_TRANSFERRED,
		.who = WIRE_WHO_ASSOCIATE,
		.actor = a->id,
		.name = a->name,
		.text = tell_str(d, c->note),
	};

	assert(c->handing && old && old != a);
	transfer_clear(d, c);
	c->associate = a;
	c->holder = a->id;
	c->shopper->last = a->id;
	keep_filed(d, c, &old->id, WIRE_REASON_TAKEN);
	presence_leave(d, old);
	presence_join(d, a, c);
	keep_shopper(d, c->shopper);
	keep_chat(d, c);
	tell_transfer_over(d, c, old, WIRE_REASON_TAKEN, a->name);
	tell_chat_associate(d, c, a);
	tell_chat_shopper(d, c);
	chat_append(d, c, &transferred);
	basket_tell_all(d, c);
	chat_schedule(d, c);
}

/* ---- loading ---- */

void transfer_load(struct desk *d, struct chat *c, const struct rec_chat *r)
{
	const char *key = r->target_grp ? r->target_grp : "";
	struct group *g = staff_group(d, key);

	if (!r->handing || (id_is(&r->target) && !staff_find(d, &r->target)) ||
		(*key && !*g->key))
		return;
	c->note = mem_strdup(r->note ? r->note : "");
	if (!c->note) {
		d->nomem = true;
		return;
	}
	c->handing = true;
	c->target = r->target;
	c->target_group = g;
}

/* ---- handlers ---- */

static bool transfer_is_free(const struct associate *a)
{
	return a->available && !a->chat && !a->ringing;
}

static void transfer_tell_colleague(
	struct desk *d, const struct ask *k, const struct associate *a)
{
	struct wire_msg *m = tell_new(d, WIRE_T_TARGET);

	m->target.associate = a->id;
	m->target.name = tell_str(d, a->name);
	m->target.free = transfer_is_free(a);
	tell_session(d, k->from, m);
}

static void transfer_tell_group(
	struct desk *d, const struct ask *k, const struct group *g)
{
	struct wire_msg *m = tell_new(d, WIRE_T_TARGET);

	m->target.group = tell_str(d, g->key);
	m->target.name = tell_str(d, g->name);
	for (struct associate *a = d->staff; a; a = a->hh.next)
		m->target.free += a != k->from->associate &&
			staff_is_in(a, g) && transfer_is_free(a);
	tell_session(d, k->from, m);
}

/* The colleagues who are available, and the groups that are open. */
void transfer_on_targets(struct desk *d, const struct ask *k)
{
	int n = 0;

	for (struct associate *a = d->staff; a && n < ANSWER_MOST;
		a = a->hh.next) {
		if (!a->available || a == k->from->associate)
			continue;
		transfer_tell_colleague(d, k, a);
		n++;
	}
	for (struct group *g = d->groups; g; g = g->hh.next)
		if (g->open)
			transfer_tell_group(d, k, g);
	tell_ok(d, k);
}

static enum err transfer_to_colleague(
	const struct desk *d, const struct ask *k, struct chat *c)
{
	const struct associate *a = staff_find(d, &k->msg->transfer.associate);

	if (!a || a == k->from->associate)
		return ERR_UNKNOWN;
	c->target = a->id;
	return a->available && !a->chat ? ERR_OK : ERR_NOBODY;
}

static enum err transfer_to_group(
	struct desk *d, const struct ask *k, struct chat *c)
{
	struct group *g = staff_group(d, k->msg->transfer.group);
	const struct associate *own = k->from->associate;

	c->target_group = g;
	if (!*g->key)
		return ERR_UNKNOWN;
	if (!g->open)
		return ERR_CLOSED;
	return g->n_available > (own->available && staff_is_in(own, g))
		? ERR_OK
		: ERR_NOBODY;
}

/* Takes down whom it is to concern; an error leaves that to be cleared. */
static enum err transfer_to(struct desk *d, const struct ask *k, struct chat *c)
{
	const struct wire_transfer *t = &k->msg->transfer;
	bool group = t->group && *t->group;

	if (group == id_is(&t->associate))
		return ERR_FIELD;
	return group ? transfer_to_group(d, k, c)
		     : transfer_to_colleague(d, k, c);
}

/* Is it what is being done already? */
static bool transfer_is_same(
	const struct chat *c, const struct wire_transfer *t)
{
	return c->handing && id_same(&c->target, &t->associate) &&
		strcmp(c->target_group->key, t->group ? t->group : "") == 0;
}

static void transfer_begin(struct desk *d, const struct ask *k)
{
	struct chat *c = k->chat;
	const char *note = k->msg->transfer.note;

	c->handing = true;
	c->note = mem_strdup(note ? note : "");
	if (!c->note)
		d->nomem = true;
	ring_begin(d, c);
	if (!MUTANT(transfer_is_not_kept))
		keep_chat(d, c);
	tell_ok(d, k);
	tell_chat_associate(d, c, c->associate);
}

void transfer_on_transfer(struct desk *d, const struct ask *k)
{
	struct chat *c = k->chat;
	enum err e = chat_refusal(c, k->from->associate);

	if (!e && transfer_is_same(c, &k->msg->transfer)) {
		tell_ok(d, k); /* said twice */
		return;
	}
	if (!e && c->handing)
		e = ERR_WRONG_STATE;
	if (e) {
		tell_error(d, k, e, NULL);
		return;
	}
	e = transfer_to(d, k, c);
	if (!e) {
		transfer_begin(d, k);
		return;
	}
	transfer_clear(d, c);
	tell_error(d, k, e, NULL);
}

/* A chat that stays is what was wanted, whyever it does. */
void transfer_on_call_back(struct desk *d, const struct ask *k)
{
	struct chat *c = k->chat;
	enum err e = chat_refusal(c, k->from->associate);

	if (e && c->phase == WIRE_PHASE_LIVE) {
		tell_error(d, k, ERR_TAKEN, c->associate->name);
	} else if (e) {
		tell_error(d, k, e, NULL);
	} else {
		tell_ok(d, k);
		if (c->handing)
			transfer_stay(d, c, WIRE_REASON_CALLED_BACK);
	}
}
