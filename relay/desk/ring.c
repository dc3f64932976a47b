/* SPDX-License-Identifier: MIT */
#include "relay/desk/ring.h"

#include <assert.h>
#include <string.h>

#include "relay/desk/chat.h"
#include "relay/desk/keep.h"
#include "relay/desk/mutant.h"
#include "relay/desk/presence.h"
#include "relay/desk/staff.h"
#include "relay/desk/team.h"
#include "relay/desk/tell.h"
#include "relay/desk/transfer.h"

/* ---- how many, how long ---- */

static int64_t ring_age(const struct desk *d, const struct chat *c)
{
	int64_t age = d->now.steady - c->rang;

	return age > 0 ? age : 0;
}

int ring_capacity(const struct desk *d, const struct chat *c)
{
	const struct desk_settings *s = &d->settings;
	int64_t waves = ring_age(d, c) / s->more_every;
	int64_t last = (s->more_until - 1) / s->more_every;

	if (waves > last)
		waves = last;
	return s->at_once * (int)(waves + 1) + (MUTANT(rings_too_many) ? 1 : 0);
}

int64_t ring_next(const struct desk *d, const struct chat *c)
{
	const struct desk_settings *s = &d->settings;
	int64_t end = c->rang + s->ring_for;
	int64_t wave = (ring_age(d, c) / s->more_every + 1) * s->more_every;

	if (MUTANT(misses_late))
		end += TIMES_SECOND;
	if (wave < s->more_until && c->rang + wave < end)
		return c->rang + wave;
	return end;
}

int64_t ring_left(const struct desk *d, const struct chat *c)
{
	const struct ring *last = c->n_rings ? &c->rings[c->n_rings - 1] : NULL;
	int64_t from = MUTANT(left_begins_anew) && last ? last->at : c->rang;
	int64_t left = from + d->settings.ring_for - d->real.steady;

	return left > 0 ? left / 1000 : 0;
}

struct ring *ring_of(const struct chat *c, const struct associate *a)
{
	for (int i = 0; i < c->n_rings; i++)
		if (c->rings[i].associate == a)
			return &c->rings[i];
	return NULL;
}

/* ---- who ---- */

static bool ring_can_be_rung(const struct associate *a)
{
	return (a->available || MUTANT(rings_the_unavailable)) &&
		(!a->chat || MUTANT(rings_the_busy)) && !a->ringing &&
		a->person.n_sessions > 0;
}

static int ring_idle_order(const struct associate *a, const struct associate *b)
{
	if (a->free_since != b->free_since)
		return (a->free_since < b->free_since) ==
				!MUTANT(shortest_idle_first)
			? -1
			: 1;
	return strcmp(a->id.s, b->id.s);
}

/* From the end, where those who have just become free belong. */
static void ring_idle_insert(struct desk *d, struct associate *a)
{
	struct associate *at = d->idle ? d->idle->prev : NULL;

	while (at && ring_idle_order(a, at) < 0)
		at = at == d->idle ? NULL : at->prev;
	if (at)
		DL_APPEND_ELEM(d->idle, at, a);
	else
		DL_PREPEND(d->idle, a);
	a->idle = true;
	d->unsettled = true;
}

static void ring_idle_remove(struct desk *d, struct associate *a)
{
	DL_DELETE(d->idle, a);
	a->idle = false;
}

void ring_idle(struct desk *d, struct associate *a)
{
	team_touch(d, a);
	if (a->idle)
		ring_idle_remove(d, a);
	if (ring_can_be_rung(a))
		ring_idle_insert(d, a);
}

bool ring_rings(const struct chat *c)
{
	return c->phase == WIRE_PHASE_RINGING || c->handing;
}

static bool ring_concerns(const struct chat *c, const struct associate *a)
{
	if (c->handing)
		return transfer_concerns(c, a) || MUTANT(transfers_to_others);
	return staff_is_in(a, c->group) || MUTANT(rings_other_groups);
}

bool ring_suits(const struct chat *c, const struct associate *a)
{
	const struct ring *r = ring_of(c, a);

	if (!ring_concerns(c, a))
		return false;
	return !r || r->state == REC_RING_OVER ||
		(r->state == REC_RING_PASSED && MUTANT(rings_again_after_pass));
}

/* Who last served this shopper, then the longest idle (C1). */
static struct associate *ring_choose(const struct desk *d, const struct chat *c)
{
	struct associate *a;

	MAP_FIND_ID(d->staff, &c->shopper->last, a);
	if (a && a->idle && ring_suits(c, a))
		return a;
	DL_FOREACH (d->idle, a)
		if (ring_suits(c, a))
			return a;
	return NULL;
}

/* ---- ringing ---- */

bool ring_add(struct desk *d, struct chat *c, struct associate *a,
	enum rec_ring_state state, int64_t at)
{
	int size = c->rings_size ? 2 * c->rings_size : 8;
	struct ring *rings = c->rings;

	if (c->n_rings == c->rings_size) {
		rings = mem_resize(rings, (size_t)size * sizeof(*rings));
		if (!rings) {
			d->nomem = true;
			return false;
		}
		c->rings = rings;
		c->rings_size = size;
	}
	c->rings[c->n_rings++] =
		(struct ring){.associate = a, .state = state, .at = at};
	if (state == REC_RING_RINGING) {
		c->n_ringing++;
		a->ringing = c;
	}
	return true;
}

/* A ring that was withdrawn begins again in its old row. */
static bool ring_one(struct desk *d, struct chat *c, struct associate *a)
{
	struct ring *r = ring_of(c, a);

	if (!r && c->n_rings == LIMIT_RINGS)
		return false;
	if (r) {
		r->state = REC_RING_RINGING;
		r->at = d->now.steady;
		c->n_ringing++;
		a->ringing = c;
	} else if (!ring_add(d, c, a, REC_RING_RINGING, d->now.steady)) {
		return false;
	}
	ring_idle(d, a);
	keep_ring(d, c, ring_of(c, a));
	tell_ring(d, c, a);
	return true;
}

static void ring_fill(struct desk *d, struct chat *c)
{
	int capacity = ring_capacity(d, c);

	while (c->n_ringing < capacity) {
		struct associate *a = ring_choose(d, c);

		if (!a || !ring_one(d, c, a))
			break;
	}
}

void ring_settle(struct desk *d)
{
	struct chat *c;

	if (!d->unsettled)
		return;
	d->unsettled = false;
	DL_FOREACH (d->requests, c) {
		if (!d->idle)
			break;
		ring_fill(d, c);
	}
}

static int ring_request_order(const struct chat *a, const struct chat *b)
{
	if (a->rang != b->rang)
		return a->rang < b->rang ? -1 : 1;
	return strcmp(a->id.s, b->id.s);
}

/* Puts a request among the others. */
static void ring_list(struct desk *d, struct chat *c)
{
	struct chat *at = d->requests ? d->requests->prev : NULL;

	while (at && ring_request_order(c, at) < 0)
		at = at == d->requests ? NULL : at->prev;
	if (at)
		DL_APPEND_ELEM(d->requests, at, c);
	else
		DL_PREPEND(d->requests, c);
	d->unsettled = true;
}

/* By a clock that was ahead a request has not begun yet: it begins now. */
void ring_loaded(struct desk *d)
{
	for (struct chat *c = d->chats; c; c = c->hh.next) {
		if (!ring_rings(c))
			continue;
		if (c->rang > d->now.steady) {
			c->rang = d->now.steady;
			keep_chat(d, c);
		}
		ring_list(d, c);
		chat_schedule(d, c);
	}
}

void ring_start(struct desk *d, struct chat *c)
{
	c->phase = WIRE_PHASE_RINGING;
	ring_begin(d, c);
}

void ring_begin(struct desk *d, struct chat *c)
{
	assert(ring_rings(c) && c->n_rings == 0 && c->n_ringing == 0);
	c->round++;
	c->rang = d->now.steady;
	ring_list(d, c);
	chat_schedule(d, c);
}

/* Nobody is rung by this request any more; its ring rows stay as they were,
 * and say who was rung when it ended. */
void ring_stop(struct desk *d, struct chat *c, enum wire_reason reason,
	const char *name)
{
	DL_DELETE(d->requests, c);
	for (int i = 0; i < c->n_rings; i++) {
		struct associate *a = c->rings[i].associate;

		if (c->rings[i].state != REC_RING_RINGING)
			continue;
		a->ringing = NULL;
		tell_ring_over(d, c, a, reason, name);
		ring_idle(d, a);
		if (MUTANT(taken_is_a_miss) && reason == WIRE_REASON_TAKEN)
			presence_miss(d, a);
	}
	c->n_rings = c->n_ringing = 0;
}

/* Whoever was ringing at the end, or had passed, has one miss more (C7). */
void ring_miss(struct desk *d, struct chat *c)
{
	struct associate *missed[LIMIT_RINGS];
	int n = 0;

	for (int i = 0; i < c->n_rings; i++)
		if (c->rings[i].state == REC_RING_RINGING ||
			(c->rings[i].state == REC_RING_PASSED &&
				!MUTANT(pass_is_no_miss)))
			missed[n++] = c->rings[i].associate;
	ring_stop(d, c, WIRE_REASON_MISSED, NULL);
	chat_end(d, c, WIRE_REASON_MISSED, NULL);
	keep_score(d, c, NULL, true, 0);
	for (int i = 0; i < n; i++) {
		keep_score(d, c, missed[i], true, 0);
		presence_miss(d, missed[i]);
	}
}

void ring_close(struct desk *d, struct chat *c)
{
	ring_stop(d, c, WIRE_REASON_CLOSED, NULL);
	chat_end(d, c, WIRE_REASON_CLOSED, NULL);
}

/* The associate stops ringing and a place is free. */
static void ring_leave(struct desk *d, struct associate *a,
	enum rec_ring_state state, enum wire_reason reason)
{
	struct chat *c = a->ringing;
	struct ring *r = ring_of(c, a);

	assert(r && r->state == REC_RING_RINGING);
	r->state = state;
	r->at = d->now.steady;
	c->n_ringing--;
	a->ringing = NULL;
	if (state != REC_RING_PASSED || !MUTANT(pass_is_not_kept))
		keep_ring(d, c, r);
	tell_ring_over(d, c, a, reason, NULL);
	if (!MUTANT(forgets_freed_places))
		d->unsettled = true;
}

void ring_withdraw(struct desk *d, struct associate *a, enum wire_reason reason)
{
	if (!a->ringing)
		return;
	ring_leave(d, a, REC_RING_OVER, reason);
	ring_idle(d, a);
}

void ring_forget(struct desk *d, struct associate *a)
{
	struct chat *c;

	ring_withdraw(d, a, WIRE_REASON_OFFLINE);
	if (a->idle)
		ring_idle_remove(d, a);
	DL_FOREACH (d->requests, c) {
		struct ring *r = ring_of(c, a);

		if (!r)
			continue;
		c->n_rings--;
		memmove(r, r + 1,
			(size_t)(&c->rings[c->n_rings] - r) * sizeof(*r));
	}
}

/* ---- handlers ---- */

/* Why this associate cannot accept, or pass, this chat now. */
static enum err ring_refusal(const struct chat *c, const struct associate *a)
{
	const struct ring *r = ring_of(c, a);

	if (c->phase == WIRE_PHASE_ENDED)
		return ERR_OVER;
	if (c->phase == WIRE_PHASE_LIVE &&
		!(c->handing && (r || MUTANT(accepts_unrung))))
		return ERR_TAKEN;
	if (a->chat)
		return ERR_BUSY_CHAT;
	if (c->phase == WIRE_PHASE_RINGING && !r)
		return ERR_CHAT;
	if (r && r->state != REC_RING_RINGING)
		return ERR_WRONG_STATE;
	return ERR_OK;
}

static void ring_refuse(struct desk *d, const struct ask *k, enum err e)
{
	const struct chat *c = k->chat;

	tell_error(d, k, e,
		e == ERR_TAKEN && c->associate ? c->associate->name : NULL);
}

/* The first accept that reaches the relay wins (C3). */
static void ring_win(struct desk *d, struct chat *c, struct associate *a)
{
	struct ring *own = ring_of(c, a);

	keep_score(d, c, a, false, d->now.steady - (own ? own->at : c->rang));
	if (own) {
		own->state = REC_RING_OVER;
		c->n_ringing--;
		a->ringing = NULL;
	}
	if (ring_rings(c))
		ring_stop(d, c, WIRE_REASON_TAKEN, a->name);
	if (c->handing)
		transfer_win(d, c, a);
	else
		chat_join(d, c, a);
}

void ring_on_accept(struct desk *d, const struct ask *k)
{
	struct associate *a = k->from->associate;
	enum err e;

	if (a->chat == k->chat) {
		tell_ok(d, k);
		return;
	}
	e = ring_refusal(k->chat, a);
	if (MUTANT(two_winners) && e == ERR_TAKEN && a->idle)
		e = ERR_OK;
	if (e) {
		ring_refuse(d, k, e);
		return;
	}
	tell_ok(d, k);
	ring_win(d, k->chat, a);
}

void ring_on_pass(struct desk *d, const struct ask *k)
{
	struct associate *a = k->from->associate;
	const struct ring *r = ring_of(k->chat, a);
	enum err e = ring_refusal(k->chat, a);

	if (r && r->state == REC_RING_PASSED) {
		tell_ok(d, k);
		return;
	}
	if (e || !r) { /* who is not rung has nothing to pass */
		ring_refuse(d, k, e ? e : ERR_CHAT);
		return;
	}
	tell_ok(d, k);
	ring_leave(d, a, REC_RING_PASSED, WIRE_REASON_PASSED);
	ring_idle(d, a);
	transfer_passed(d, k->chat);
}
