/* SPDX-License-Identifier: MIT */
#include "relay/desk/presence.h"

#include <assert.h>

#include "relay/desk/chat.h"
#include "relay/desk/enquiry.h"
#include "relay/desk/keep.h"
#include "relay/desk/mutant.h"
#include "relay/desk/ring.h"
#include "relay/desk/team.h"
#include "relay/desk/tell.h"
#include "shared/money.h"

#define MISSES_IN_A_ROW 3 /* B5 */

void presence_count(struct desk *d, const struct associate *a, int by)
{
	d->everyone.n_available += by;
	for (int i = 0; i < a->n_groups; i++)
		a->groups[i]->n_available += by;
	d->panel_stale = true;
	d->shop_stale = true;
}

/* When an associate without a device becomes unavailable. */
static void presence_schedule(struct desk *d, struct associate *a)
{
	bool waits = a->available && !a->person.sessions &&
		!MUTANT(available_for_ever);

	due_set(&d->due, &a->due,
		waits ? a->person.lost_at + d->settings.keep_state : DUE_NEVER);
}

void presence_set(struct desk *d, struct associate *a, bool available,
	enum wire_reason reason)
{
	if (a->available != available) {
		a->available = available;
		a->since = d->now.wall;
		if (available)
			a->free_since = d->now.wall;
		presence_count(d, a, available ? 1 : -1);
	}
	a->reason = available ? WIRE_REASON_NONE : reason;
	if (available)
		a->misses = 0;
	keep_presence(d, a);
	tell_status(d, a);
	if (!available && !MUTANT(rings_the_unavailable))
		ring_withdraw(d, a, reason);
	ring_idle(d, a);
	presence_schedule(d, a);
}

/* The figures are of one local day. */
static void presence_day(struct desk *d, struct associate *a)
{
	if (a->day == d->today)
		return;
	a->day = d->today;
	a->chats = a->missed = a->sales = a->sold = 0;
}

void presence_miss(struct desk *d, struct associate *a)
{
	int most = MISSES_IN_A_ROW + (MUTANT(fourth_miss) ? 1 : 0);

	presence_day(d, a);
	a->misses++;
	a->missed++;
	d->panel_stale = true;
	if (!MUTANT(team_misses_misses))
		team_touch(d, a);
	if (a->misses >= most && a->available) {
		presence_set(d, a, false, WIRE_REASON_MISSES);
		return;
	}
	if (!MUTANT(miss_is_not_kept))
		keep_presence(d, a);
	tell_status(d, a);
}

void presence_sold(
	struct desk *d, struct associate *a, int sales, int64_t worth)
{
	presence_day(d, a);
	a->sales += sales;
	if (worth > 0)
		money_add(&a->sold, worth);
	else /* what was added last may not have counted in full */
		a->sold = a->sold > -worth ? a->sold + worth : 0;
	d->panel_stale = true;
	keep_presence(d, a);
}

void presence_join(struct desk *d, struct associate *a, struct chat *c)
{
	assert(!a->ringing);
	presence_day(d, a);
	a->chat = c;
	a->chats++;
	d->panel_stale = true;
	if (a->misses && !MUTANT(accept_keeps_misses)) {
		a->misses = 0;
		tell_status(d, a);
	}
	keep_presence(d, a);
	ring_idle(d, a);
}

void presence_leave(struct desk *d, struct associate *a)
{
	a->chat = NULL;
	a->free_since = d->now.wall;
	if (!MUTANT(free_is_not_kept))
		keep_presence(d, a);
	ring_idle(d, a);
}

void presence_came(struct desk *d, struct associate *a)
{
	presence_schedule(d, a);
	enquiry_schedule(d, a);
	ring_idle(d, a);
	if (!a->chat)
		return;
	chat_schedule(d, a->chat);
	tell_peer(d, a->chat, WIRE_WHO_SHOPPER);
}

void presence_lost(struct desk *d, struct associate *a)
{
	a->person.lost_at = d->now.steady;
	presence_came(d, a);
}

void presence_due(struct desk *d, struct associate *a)
{
	assert(a->available && !a->person.sessions);
	presence_set(d, a, false, WIRE_REASON_OFFLINE);
}

void presence_on_available(struct desk *d, const struct ask *k)
{
	struct associate *a = k->from->associate;
	bool on = k->msg->available.on;

	if (on && !a->open) {
		tell_error(d, k, ERR_CLOSED, NULL);
		return;
	}
	tell_ok(d, k);
	if (on ? !a->available || a->misses : a->available)
		presence_set(d, a, on, WIRE_REASON_CHOICE);
}
