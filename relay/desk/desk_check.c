/* SPDX-License-Identifier: MIT */
/*
 * What must be true of a desk between two steps, whatever has happened.  Each
 * check answers whether it holds; the table gives its name.
 */
#include <string.h>

#include "relay/desk/desk.h"
#include "relay/desk/floor.h"
#include "relay/desk/ring.h"
#include "relay/desk/staff.h"
#include "relay/desk/team.h"
#include "relay/desk/transfer.h"

#define EACH(type, item, list) \
	for (const struct type *item = (list); item; item = item->hh.next)

static bool check_one_chat_per_shopper(const struct desk *d)
{
	EACH(chat, c, d->chats)
	if (c->phase != WIRE_PHASE_ENDED && c->shopper->chat != c)
		return false;
	return true;
}

/* A live chat and its associate know of each other, and of nobody else. */
static bool check_one_winner(const struct desk *d)
{
	EACH(chat, c, d->chats)
	if ((c->phase == WIRE_PHASE_LIVE) != (c->associate != NULL) ||
		(c->associate && !id_same(&c->holder, &c->associate->id)))
		return false;
	EACH(associate, a, d->staff)
	if (a->chat && a->chat->associate != a)
		return false;
	return true;
}

static bool check_one_chat_per_associate(const struct desk *d)
{
	EACH(chat, c, d->chats)
	if (c->associate && c->associate->chat != c)
		return false;
	return true;
}

static bool check_never_rung_while_busy(const struct desk *d)
{
	EACH(associate, a, d->staff)
	if (a->ringing && a->chat)
		return false;
	return true;
}

static bool check_never_rung_while_unavailable(const struct desk *d)
{
	EACH(associate, a, d->staff)
	if (a->ringing && !a->available)
		return false;
	return true;
}

static bool check_never_rung_while_closed(const struct desk *d)
{
	EACH(associate, a, d->staff)
	if (a->available && !a->open)
		return false;
	EACH(chat, c, d->chats)
	if (c->phase == WIRE_PHASE_RINGING && !c->group->open)
		return false;
	return true;
}

static bool check_request_age(const struct desk *d)
{
	EACH(chat, c, d->chats)
	if (ring_rings(c) && d->now.steady - c->rang >= d->settings.ring_for)
		return false;
	return true;
}

/* As C1 says it, counted once more. */
static int check_places(const struct desk *d, const struct chat *c)
{
	int places = 0;

	for (int64_t at = 0; at < d->settings.more_until;
		at += d->settings.more_every)
		if (c->rang + at <= d->now.steady)
			places += d->settings.at_once;
	return places;
}

static bool check_rung_within_capacity(const struct desk *d)
{
	EACH(chat, c, d->chats)
	if (c->n_ringing > check_places(d, c))
		return false;
	return true;
}

static bool check_rung_in_the_group(const struct desk *d)
{
	EACH(associate, a, d->staff)
	if (a->ringing && !a->ringing->handing &&
		!staff_is_in(a, a->ringing->group))
		return false;
	return true;
}

/* Only a live chat is transferred; it rings for those whom that concerns, and
 * never for who has it (D8). */
static bool check_rung_by_the_transfer(const struct desk *d)
{
	EACH(chat, c, d->chats)
	if (c->handing && c->phase != WIRE_PHASE_LIVE)
		return false;
	EACH(associate, a, d->staff)
	if (a->ringing && a->ringing->handing &&
		!transfer_concerns(a->ringing, a))
		return false;
	return true;
}

static bool check_is_free(const struct associate *a)
{
	return a->available && !a->chat && !a->ringing &&
		a->person.n_sessions > 0;
}

/* Is there somebody whom this request could ring? */
static bool check_could_ring(const struct desk *d, const struct chat *c)
{
	const struct associate *a;

	DL_FOREACH (d->idle, a)
		if (check_is_free(a) && ring_suits(c, a))
			return true;
	return false;
}

/* Nobody waits for work that there is (C5, C6). */
static bool check_no_free_place_left(const struct desk *d)
{
	EACH(associate, a, d->staff)
	if (check_is_free(a) && !a->idle)
		return false;
	EACH(chat, c, d->chats)
	if (ring_rings(c) && c->n_rings < LIMIT_RINGS &&
		c->n_ringing < check_places(d, c) && check_could_ring(d, c))
		return false;
	return true;
}

static bool check_longest_idle_first(const struct desk *d)
{
	const struct associate *a;

	DL_FOREACH (d->idle, a) {
		const struct associate *b = a->next;

		if (b &&
			(a->free_since > b->free_since ||
				(a->free_since == b->free_since &&
					strcmp(a->id.s, b->id.s) > 0)))
			return false;
	}
	return true;
}

static bool check_three_misses(const struct desk *d)
{
	EACH(associate, a, d->staff)
	if (a->available && a->misses >= 3)
		return false;
	return true;
}

static bool check_offline_in_time(const struct desk *d)
{
	EACH(associate, a, d->staff)
	if (a->available && !a->person.sessions &&
		d->now.steady - a->person.lost_at >= d->settings.keep_state)
		return false;
	return true;
}

static bool check_gone(
	const struct desk *d, const struct person *p, int64_t after)
{
	return !p->sessions && d->now.steady - p->lost_at >= after;
}

static bool check_gone_in_time(const struct desk *d)
{
	EACH(chat, c, d->chats)
	if (c->phase == WIRE_PHASE_LIVE &&
		(check_gone(d, &c->shopper->person, d->settings.left_after) ||
			check_gone(d, &c->associate->person,
				d->settings.take_over)))
		return false;
	return true;
}

static bool check_rings_counted(const struct desk *d)
{
	EACH(chat, c, d->chats)
	{
		int n = 0;

		for (int i = 0; i < c->n_rings; i++) {
			const struct ring *r = &c->rings[i];

			if (r->state != REC_RING_RINGING)
				continue;
			n++;
			if (r->associate->ringing != c)
				return false;
		}
		if (n != c->n_ringing)
			return false;
	}
	return true;
}

static int check_count_in(const struct desk *d, const struct group *g)
{
	int n = 0;

	EACH(associate, a, d->staff)
	n += a->available && staff_is_in(a, g);
	return n;
}

static bool check_available_counted(const struct desk *d)
{
	EACH(group, g, d->groups)
	if (g->n_available != check_count_in(d, g))
		return false;
	return d->everyone.n_available == check_count_in(d, &d->everyone);
}

static bool check_marks_in_bounds(const struct desk *d)
{
	EACH(chat, c, d->chats)
	for (int who = 0; who < 2; who++) {
		const int64_t *m = c->marks[who];

		if (m[WIRE_MARK_READ] > m[WIRE_MARK_DELIVERED] ||
			m[WIRE_MARK_DELIVERED] > c->seq)
			return false;
	}
	return true;
}

static bool check_sessions_counted(const struct desk *d)
{
	unsigned n = 0;

	EACH(associate, a, d->staff)
	n += (unsigned)a->person.n_sessions;
	EACH(shopper, s, d->shoppers)
	n += (unsigned)s->person.n_sessions;
	return n == HASH_COUNT(d->sessions);
}

/* Managers have been told, or will be, and nobody else is. */
static bool check_team_is_true(const struct desk *d)
{
	EACH(associate, a, d->staff)
	{
		struct wire_mate now = team_mate(d, a);

		if (d->n_team && !(a->touched && d->team_stale) &&
			!team_same(&now, &a->mate))
			return false;
	}
	return true;
}

static bool check_team_is_for_managers(const struct desk *d)
{
	int n = 0;

	EACH(session, s, d->sessions)
	{
		if (s->team && !(s->associate && s->associate->manager))
			return false;
		n += s->team;
	}
	return n == d->n_team;
}

/* A block and the chat that goes on behind it know of each other; a shopper
 * who is blocked is in no other, and nobody's (D9). */
static bool check_blocked_are_alone(const struct desk *d)
{
	EACH(shopper, s, d->shoppers)
	if (s->block && (s->chat || s->block->lifted))
		return false;
	EACH(chat, c, d->chats)
	if (c->block &&
		(c->associate || c->phase != WIRE_PHASE_ENDED ||
			c->block->behind != c || c->shopper->block != c->block))
		return false;
	return true;
}

static bool check_enquiries_counted(const struct desk *d)
{
	int n = 0;

	EACH(enquiry, e, d->enquiries)
	n += !id_is(&e->taken) && !e->done;
	return n == d->n_waiting;
}

/* Whoever has been gone too long works on none (C9). */
static bool check_enquiries_put_back(const struct desk *d)
{
	EACH(enquiry, e, d->enquiries)
	{
		const struct associate *a = id_is(&e->taken) && !e->done
			? staff_find(d, &e->taken)
			: NULL;

		if (a && !a->person.sessions &&
			d->now.steady - a->person.lost_at >=
				d->settings.keep_state)
			return false;
	}
	return true;
}

/* clang-format off */
#define CHECKS(C) \
	C(one_chat_per_shopper) C(one_winner) C(one_chat_per_associate) \
	C(never_rung_while_busy) C(never_rung_while_unavailable) \
	C(never_rung_while_closed) C(request_age) C(rung_within_capacity) \
	C(rung_in_the_group) C(rung_by_the_transfer) C(no_free_place_left) C(longest_idle_first) \
	C(three_misses) C(offline_in_time) C(gone_in_time) C(rings_counted) \
	C(available_counted) C(marks_in_bounds) C(sessions_counted) \
	C(blocked_are_alone) C(enquiries_counted) \
	C(enquiries_put_back) C(team_is_true) \
	C(team_is_for_managers)
#define CHECK_ROW(name) {#name, check_##name},
/* clang-format on */

const char *desk_check(const struct desk *d)
{
	static const struct {
		const char *name;
		bool (*holds)(const struct desk *d);
	} checks[] = {CHECKS(CHECK_ROW)};

	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++)
		if (!checks[i].holds(d))
			return checks[i].name;
	return NULL;
}
