/* SPDX-License-Identifier: MIT */
#include "relay/desk/rate.h"

#include "relay/desk/keep.h"
#include "relay/desk/mutant.h"
#include "relay/desk/staff.h"
#include "relay/desk/tell.h"

static bool rate_is_open(const struct desk *d, const struct shopper *s)
{
	bool blocked = s->block && !MUTANT(asks_the_blocked);

	return s->unrated && !blocked && d->now.wall - s->served <= RATE_FOR;
}

static struct wire_msg *rate_msg(struct desk *d, const struct shopper *s)
{
	const struct associate *a = staff_find(d, &s->last);
	struct wire_msg *m = tell_new(d, WIRE_T_ASK_RATING);

	m->ask_rating.chat = s->served_in;
	m->ask_rating.name = tell_str(d, a ? a->name : NULL);
	return m;
}

void rate_ask(struct desk *d, const struct shopper *s)
{
	if (rate_is_open(d, s))
		tell_person(d, &s->person, rate_msg(d, s));
}

void rate_tell(struct desk *d, const struct session *s)
{
	if (rate_is_open(d, s->shopper))
		tell_session(d, s, rate_msg(d, s->shopper));
}

void rate_drop(struct desk *d, struct shopper *s)
{
	if (!s->unrated)
		return;
	s->unrated = false;
	tell_person(d, &s->person, tell_new(d, WIRE_T_ASK_RATING));
}

/* ---- answers ---- */

static void rate_tell_associate(
	struct desk *d, const struct shopper *s, const struct rec_rating *r)
{
	const struct associate *a = staff_find(d, &r->associate);
	struct wire_msg *m = tell_new(d, WIRE_T_RATED);
	char name[TELL_NAME];

	m->rated.chat = r->chat;
	m->rated.at = r->at;
	m->rated.stars = r->stars;
	m->rated.name = tell_str(d, tell_shopper_name(s, name));
	m->rated.text = tell_str(d, r->body);
	if (a)
		tell_person(d, &a->person, m);
}

static void rate_keep(
	struct desk *d, const struct shopper *s, const struct wire_rate *w)
{
	struct rec_rating r = {
		.chat = s->served_in,
		.associate = s->last,
		.at = d->now.wall,
		.stars = w->stars,
		.body = w->text,
	};

	keep_rating(d, &r);
	rate_tell_associate(d, s, &r);
}

void rate_on_rate(struct desk *d, const struct ask *k)
{
	const struct wire_rate *w = &k->msg->rate;
	struct shopper *s = k->from->shopper;

	if (!w->stars && w->text) {
		tell_error(d, k, ERR_FIELD, NULL);
		return;
	}
	if (!id_same(&w->chat, &s->served_in) || s->block) {
		tell_error(d, k, ERR_CHAT, NULL);
		return;
	}
	if (s->unrated && !rate_is_open(d, s)) {
		tell_error(d, k, ERR_STALE, NULL);
		return;
	}
	tell_ok(d, k);
	if (!s->unrated)
		return;
	if (w->stars)
		rate_keep(d, s, w);
	rate_drop(d, s);
	keep_shopper(d, s);
}
