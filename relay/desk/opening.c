/* SPDX-License-Identifier: MIT */
#include "relay/desk/opening.h"

#include <stdio.h>

#include "relay/desk/mutant.h"
#include "relay/desk/presence.h"
#include "relay/desk/ring.h"
#include "relay/desk/team.h"
#include "relay/desk/tell.h"
#include "shared/hours.h"
#include "shared/tz.h"

struct wire_shop opening_shop(const struct group *g)
{
	return (struct wire_shop){
		.open = g->open,
		.available = g->open && g->n_available > 0,
		.next = g->next,
		.opens = g->opens,
		.notice = g->notice,
	};
}

static void opening_write(struct group *g, const struct tz *tz)
{
	struct tz_time t;

	g->opens[0] = '\0';
	if (g->open || !g->next)
		return;
	t = tz_local(tz, g->next);
	snprintf(g->opens, sizeof(g->opens), "%04u-%02u-%02uT%02u:%02u",
		(unsigned)t.year % 10000, (unsigned)t.month % 100,
		(unsigned)t.day % 100, (unsigned)t.hour % 100,
		(unsigned)t.minute % 100);
}

static void opening_group(struct desk *d, struct group *g)
{
	const struct hours *hours = g->hours ? g->hours : d->settings.hours;
	struct hours_state s = hours_at(hours, d->settings.tz, d->now.wall);

	g->open = s.open;
	g->next = s.next;
	g->notice = s.notice;
	opening_write(g, d->settings.tz);
	if (g->next && g->next < d->turn_at)
		d->turn_at = g->next;
}

/* An associate is open while any of their groups is. */
static void opening_of(const struct desk *d, const struct associate *a,
	bool *open, int64_t *turns)
{
	*open = a->n_groups ? false : d->everyone.open;
	*turns = a->n_groups ? 0 : d->everyone.next;
	for (int i = 0; i < a->n_groups; i++)
		*open = *open || a->groups[i]->open;
	for (int i = 0; i < a->n_groups; i++) {
		const struct group *g = a->groups[i];

		if (g->open != *open)
			continue;
		if (!*turns || (*open ? g->next > *turns : g->next < *turns))
			*turns = g->next;
	}
}

void opening_associate(struct desk *d, struct associate *a)
{
	bool was_open = a->open;
	int64_t turned = a->turns;

	opening_of(d, a, &a->open, &a->turns);
	if (a->available && !a->open && !MUTANT(rings_after_closing))
		presence_set(d, a, false, WIRE_REASON_CLOSED);
	else if (a->open != was_open || a->turns != turned)
		tell_status(d, a);
}

void opening_day(struct desk *d)
{
	const struct tz *tz = d->settings.tz;
	int32_t today = tz_day(tz, d->now.wall);
	int64_t midnight = tz_utc(tz, 1970, 1, 2 + today, 0, 0);

	if (today != d->today) {
		d->panel_stale = true;
		team_day(d);
	}
	d->today = today;
	if (midnight > d->now.wall && midnight < d->turn_at)
		d->turn_at = midnight;
}

void opening_turn(struct desk *d)
{
	struct chat *c, *next;

	d->turned = d->now.wall;
	d->turn_at = INT64_MAX;
	opening_day(d);
	opening_group(d, &d->everyone);
	for (struct group *g = d->groups; g; g = g->hh.next)
		opening_group(d, g);
	DL_FOREACH_SAFE(d->requests, c, next)
	if (c->phase == WIRE_PHASE_RINGING && !c->group->open)
		ring_close(d, c);
	for (struct associate *a = d->staff; a; a = a->hh.next)
		opening_associate(d, a);
	d->shop_stale = true;
}

bool opening_is_stale(const struct desk *d, const struct desk_now *now)
{
	return now->wall < d->turned;
}

int64_t opening_next(const struct desk *d, const struct desk_now *now)
{
	if (d->turn_at == INT64_MAX)
		return DUE_NEVER;
	if (opening_is_stale(d, now))
		return now->steady;
	return d->turn_at - now->wall + now->steady;
}
