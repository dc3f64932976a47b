/* SPDX-License-Identifier: MIT */
#include "relay/desk/team.h"

#include "relay/desk/mutant.h"
#include "relay/desk/tell.h"

struct wire_mate team_mate(const struct desk *d, const struct associate *a)
{
	bool today = a->day == d->today;

	return (struct wire_mate){
		.associate = a->id,
		.manager = a->manager,
		.online = a->person.n_sessions > 0,
		.available = a->available,
		.reason = a->reason,
		.since = a->since,
		.ringing = a->ringing != NULL,
		.chatting = a->chat != NULL,
		.chats = today ? a->chats : 0,
		.missed = today ? a->missed : 0,
	};
}

bool team_same(const struct wire_mate *a, const struct wire_mate *b)
{
	return a->manager == b->manager && a->online == b->online &&
		a->available == b->available && a->reason == b->reason &&
		a->since == b->since && a->ringing == b->ringing &&
		a->chatting == b->chatting && a->chats == b->chats &&
		a->missed == b->missed;
}

/* ---- what has changed ---- */

void team_touch(struct desk *d, struct associate *a)
{
	a->touched = true;
	d->team_stale = true;
}

void team_rename(struct desk *d, struct associate *a)
{
	a->renamed = true;
	team_touch(d, a);
}

void team_day(struct desk *d)
{
	for (struct associate *a = d->staff; a; a = a->hh.next)
		team_touch(d, a);
}

/* ---- telling ---- */

static void team_say(struct desk *d, const struct wire_msg *m)
{
	const struct session *s;

	for (struct associate *a = d->staff; a; a = a->hh.next) {
		DL_FOREACH (a->person.sessions, s) {
			if (s->team)
				tell_session(d, s, m);
		}
	}
}

/* Was there anything to tell? */
static bool team_tell_one(struct desk *d, struct associate *a)
{
	struct wire_mate now = team_mate(d, a);
	bool changed = a->renamed || !team_same(&now, &a->mate);

	a->touched = a->renamed = false;
	a->mate = now;
	if (changed && !MUTANT(team_hears_nothing))
		team_say(d, tell_mate(d, a));
	return changed;
}

void team_tell(struct desk *d)
{
	int n = 0;

	if (!d->team_stale || !d->n_team || d->now.steady < d->team_at)
		return;
	for (struct associate *a = d->staff; a; a = a->hh.next) {
		if (!a->touched)
			continue;
		if (n == TEAM_SLICE) {
			d->team_at = d->now.steady + TEAM_EVERY;
			return;
		}
		n += team_tell_one(d, a);
	}
	d->team_stale = false;
}

int64_t team_next(const struct desk *d)
{
	return d->team_stale && d->n_team ? d->team_at : DUE_NEVER;
}

void team_gone(struct desk *d, const struct associate *a)
{
	struct wire_msg *m;

	if (!d->n_team)
		return;
	m = tell_mate(d, a);
	m->mate.online = m->mate.available = false;
	m->mate.gone = true;
	team_say(d, m);
}

/* ---- who is told ---- */

void team_leave(struct desk *d, struct session *s)
{
	d->n_team -= s->team;
	s->team = false;
}

/* The first who asks: nothing has been told of anybody yet. */
static void team_begin(struct desk *d)
{
	for (struct associate *a = d->staff; a; a = a->hh.next) {
		a->touched = a->renamed = false;
		a->mate = team_mate(d, a);
	}
	d->team_stale = false;
	d->team_at = 0;
}

void team_on_team(struct desk *d, const struct ask *k)
{
	int n = 0;

	if (!d->n_team)
		team_begin(d);
	for (struct associate *a = d->staff; a; a = a->hh.next) {
		if (n++ < TEAM_ANSWER)
			tell_session(d, k->from, tell_mate(d, a));
		else
			team_rename(d, a);
	}
	tell_ok(d, k);
	d->n_team += !k->from->team;
	k->from->team = true;
}
