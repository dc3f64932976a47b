/* SPDX-License-Identifier: MIT */
/* What the verbs expect of availability and of requests; and the table of all
 * that is expected. */
#include "client/flow/play_see.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/model/words.h"
#include "shared/times.h"

#define SEE_SLACK_MS 2000 /* of the time that a ring has left */

bool play_see_instead(const struct play_look *l, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(l->play->why, sizeof(l->play->why), format, args);
	va_end(args);
	return false;
}

const char *play_see_person(const struct play_look *l, int slot)
{
	return l->play->flow->people[l->step->args[slot].person].name;
}

static const struct flow_arg *arg(const struct play_look *l, int i)
{
	return &l->step->args[i];
}

/* ---- availability ---- */

static bool is_connected(const struct play_look *l)
{
	if (l->who->ready)
		return true;
	return play_see_instead(l, _("%s has no connection"), l->name);
}

static const char *reason_of(const struct wire_status *s)
{
	return wire_reason_word((enum wire_reason)s->reason);
}

static bool say_status(const struct play_look *l, const struct wire_status *s)
{
	if (!s)
		return play_see_instead(l, _("%s was not told yet"), l->name);
	if (s->available)
		return play_see_instead(l, _("%s is available"), l->name);
	return play_see_instead(l,
		_("%s is unavailable (%s, misses in a row: %d)"), l->name,
		reason_of(s), (int)s->misses);
}

static bool is_available(const struct play_look *l)
{
	const struct wire_status *s = player_status(l->who);

	return (s && s->available) || say_status(l, s);
}

static bool is_unavailable(const struct play_look *l)
{
	const struct wire_status *s = player_status(l->who);
	const struct flow_arg *why = arg(l, 0);

	if (!s || s->available)
		return say_status(l, s);
	if (!why->slot)
		return true;
	if (strcmp(why->text, reason_of(s)) != 0 ||
		(why->number > 0 && s->misses != why->number))
		return say_status(l, s);
	return true;
}

static bool has_misses(const struct play_look *l)
{
	const struct wire_status *s = player_status(l->who);

	if (!s)
		return say_status(l, s);
	if (s->misses == arg(l, 0)->number)
		return true;
	return play_see_instead(
		l, _("%s has missed %d in a row"), l->name, (int)s->misses);
}

/* ---- open and closed ---- */

static bool is_open(const struct player *x, int64_t *next)
{
	const struct wire_status *s = player_status(x);
	const struct wire_shop *shop = player_shop(x);

	*next = s ? s->next : shop ? shop->next : 0;
	return s ? s->open : shop && shop->open;
}

/* Is that the instant at which the shop's clock shows this? */
static bool is_then(int64_t instant, const struct flow_arg *clock)
{
	int64_t minute = times_floor(instant + PLAY_OFFSET, TIMES_MINUTE);
	const int64_t week = 7 * 1440, monday = 3 * 1440;

	if (clock->slot == VERB_DATE)
		return minute == clock->number;
	return (minute + monday) % week == clock->number;
}

static bool sees_hours(const struct play_look *l, bool open)
{
	char at[TIMES_SIZE] = "";
	int64_t next;
	bool is = is_open(l->who, &next);

	if (is == open &&
		(!arg(l, 0)->slot || (next && is_then(next, arg(l, 0)))))
		return true;
	if (next) /* on the shop's clock */
		times_format(next + PLAY_OFFSET, at);
	at[next ? 16 : strlen(at)] = '\0';
	return play_see_instead(l,
		is ? _("%s sees open until %s") : _("%s sees closed until %s"),
		l->name, at);
}

static bool sees_open(const struct play_look *l)
{
	return sees_hours(l, true);
}

static bool sees_closed(const struct play_look *l)
{
	return sees_hours(l, false);
}

static bool sees_notice(const struct play_look *l)
{
	const struct wire_shop *s = player_shop(l->who);
	const char *notice = s && s->notice ? s->notice : "";

	if (strcmp(notice, arg(l, 0)->text) == 0)
		return true;
	return play_see_instead(
		l, _("%s sees the notice \"%s\""), l->name, notice);
}

static bool sees_somebody(const struct play_look *l)
{
	const struct wire_shop *s = player_shop(l->who);

	if (s && s->available)
		return true;
	return play_see_instead(l, _("%s sees nobody available"), l->name);
}

/* As the widget decides it. */
static bool sees_form(const struct play_look *l)
{
	const struct wire_shop *s = player_shop(l->who);
	const struct wire_chat *c = player_chat(l->who);

	if (c && c->phase != WIRE_PHASE_ENDED)
		return play_see_instead(l, _("%s is in a chat (%s)"), l->name,
			wire_phase_word((enum wire_phase)c->phase));
	if (c &&
		(c->reason == WIRE_REASON_MISSED ||
			c->reason == WIRE_REASON_CLOSED))
		return true;
	if (s && !s->available)
		return true;
	return play_see_instead(l, _("%s can start a chat"), l->name);
}

static bool sees_widget(const struct play_look *l)
{
	const struct wire_shop *s = player_shop(l->who);

	if (s && !s->hidden)
		return true;
	return play_see_instead(l, _("%s sees no widget"), l->name);
}

/* ---- what rings ---- */

/* Who rings at the player, in words: "Mio is not rung; Ken is". */
static bool say_ringing(const struct play_look *l)
{
	const struct play *p = l->play;
	char others[PLAY_WHY / 2] = "";
	size_t n = 0;

	for (int i = 0; i < PLAY_SEATS; i += FLOW_DEVICES) {
		const struct player *x = p->seats[i].player;

		if (x && x->associate && x != l->who && n < sizeof(others) &&
			player_ringing(x, NULL))
			n += (size_t)snprintf(others + n, sizeof(others) - n,
				"%s%s", n ? ", " : "",
				p->flow->people[PLAY_PERSON(i)].name);
	}
	if (!n)
		return play_see_instead(
			l, _("%s is not rung; nobody is"), l->name);
	if (strchr(others, ','))
		return play_see_instead(
			l, _("%s is not rung; %s are"), l->name, others);
	return play_see_instead(l, _("%s is not rung; %s is"), l->name, others);
}

/* The ring for the person in that slot, or any if none is named. */
static const struct player_note *ring_for(const struct play_look *l, int slot)
{
	const struct id *c = NULL;

	if (arg(l, slot)->slot == VERB_PERSON) {
		c = play_chat_of(l->play, arg(l, slot)->person);
		if (!c)
			return NULL;
	}
	return player_ringing(l->who, c);
}

static bool is_rung(const struct play_look *l)
{
	const struct player_note *r = ring_for(l, 0);
	int64_t left;

	if (!r)
		return say_ringing(l);
	if (!arg(l, 1)->slot)
		return true;
	left = player_left(l->who, r);
	if (llabs(left - arg(l, 1)->number) <= SEE_SLACK_MS)
		return true;
	return play_see_instead(l, _("%s is rung with %.1f s left"), l->name,
		(double)left / 1000);
}

static bool is_rung_by(const struct play_look *l)
{
	const struct player_note *r = ring_for(l, 0);
	const char *note = r && r->msg.ring.note ? r->msg.ring.note : "";
	const char *from = r ? r->msg.ring.from : NULL;

	if (!r)
		return say_ringing(l);
	if (!play_known_as(l->play, arg(l, 1)->person, from))
		return play_see_instead(
			l, _("it is sent by %s"), from ? from : _("nobody"));
	if (arg(l, 2)->slot && strcmp(note, arg(l, 2)->text) != 0)
		return play_see_instead(l, _("the note is \"%s\""), note);
	return true;
}

static bool takes_over(const struct play_look *l)
{
	const struct player_note *r = ring_for(l, 0);

	if (!r)
		return say_ringing(l);
	if (r->msg.ring.taken_over)
		return true;
	return play_see_instead(l, _("%s is rung for a new chat"), l->name);
}

static bool sees_taken(const struct play_look *l)
{
	const struct player_note *r = player_last_ring(l->who, NULL);

	if (!r)
		return play_see_instead(l, _("nothing rang at %s"), l->name);
	if (!r->over)
		return play_see_instead(l, _("%s is still rung"), l->name);
	if (r->reason != WIRE_REASON_TAKEN)
		return play_see_instead(l, _("what rang at %s is over: %s"),
			l->name, wire_reason_word(r->reason));
	if (!play_known_as(l->play, arg(l, 0)->person, r->by))
		return play_see_instead(l, _("%s sees taken by %s"), l->name,
			r->by ? r->by : _("nobody"));
	return true;
}

static bool is_refused(const struct play_look *l)
{
	const struct flow_arg *as = arg(l, 0);

	if (l->who->refused == ERR_OK)
		return play_see_instead(l, _("%s was not refused"), l->name);
	if (!as->slot || strcmp(as->text, err_name(l->who->refused)) == 0)
		return true;
	return play_see_instead(l, _("%s was refused as %s"), l->name,
		err_name(l->who->refused));
}

/* ---- enquiries ---- */

static const struct wire_enquiry *enquiry_of(const struct play_look *l)
{
	const struct wire_enquiry *found = NULL;

	for (const struct player_note *n = l->who->enquiries.first; n;
		n = n->next) {
		const struct wire_enquiry *w = &n->msg.enquiry;

		if (w->name && strcmp(w->name, play_see_person(l, 0)) == 0)
			found = w;
	}
	return found;
}

static bool sees_enquiry(const struct play_look *l)
{
	const struct wire_enquiry *w = enquiry_of(l);

	if (!w)
		return play_see_instead(l, _("%s sees no enquiry of %s"),
			l->name, play_see_person(l, 0));
	if (w->done)
		return play_see_instead(l, _("it is answered"));
	if (w->taken)
		return play_see_instead(l, _("it is taken up by %s"), w->taken);
	return true;
}

static bool sees_answered(const struct play_look *l)
{
	const struct wire_enquiry *w = enquiry_of(l);

	if (!w)
		return play_see_instead(l, _("%s sees no enquiry of %s"),
			l->name, play_see_person(l, 0));
	if (!w->done)
		return play_see_instead(l, _("it waits to be answered"));
	return true;
}

static bool sees_taken_up(const struct play_look *l)
{
	const struct wire_enquiry *w = enquiry_of(l);

	if (!w)
		return play_see_instead(l, _("%s sees no enquiry of %s"),
			l->name, play_see_person(l, 0));
	if (!w->taken)
		return play_see_instead(l, _("nobody has taken it up"));
	if (!play_known_as(l->play, arg(l, 1)->person, w->taken))
		return play_see_instead(l, _("it is taken up by %s"), w->taken);
	return true;
}

/* ---- managers ---- */

static bool sees_blocked(const struct play_look *l)
{
	for (const struct player_note *n = l->who->blocked.first; n;
		n = n->next) {
		const struct wire_blocked *w = &n->msg.blocked;

		if (w->lifted ||
			!play_known_as(l->play, arg(l, 0)->person, w->name) ||
			!play_known_as(l->play, arg(l, 1)->person, w->by))
			continue;
		if (!arg(l, 2)->slot ||
			(w->text && strcmp(w->text, arg(l, 2)->text) == 0))
			return true;
	}
	return play_see_instead(l, _("%s sees no such block"), l->name);
}

/* ---- */

static const play_see_fn see_table[VERB_COUNT] = {
	[VERB_IS_CONNECTED] = is_connected,
	[VERB_IS_AVAILABLE] = is_available,
	[VERB_IS_UNAVAILABLE] = is_unavailable,
	[VERB_HAS_MISSES] = has_misses,
	[VERB_SEES_OPEN] = sees_open,
	[VERB_SEES_CLOSED] = sees_closed,
	[VERB_SEES_NOTICE] = sees_notice,
	[VERB_SEES_SOMEBODY] = sees_somebody,
	[VERB_SEES_FORM] = sees_form,
	[VERB_SEES_WIDGET] = sees_widget,
	[VERB_IS_RUNG] = is_rung,
	[VERB_IS_RUNG_BY] = is_rung_by,
	[VERB_TAKES_OVER] = takes_over,
	[VERB_SEES_TAKEN] = sees_taken,
	[VERB_IS_REFUSED] = is_refused,
	[VERB_SEES_ENQUIRY] = sees_enquiry,
	[VERB_SEES_TAKEN_UP] = sees_taken_up,
	[VERB_SEES_ANSWERED] = sees_answered,
	[VERB_SEES_BLOCKED] = sees_blocked,
};

static play_see_fn find(enum verb_id id)
{
	const play_see_fn all[] = {see_table[id], play_chat_table[id],
		play_sale_table[id], play_rate_table[id],
		play_archive_table[id], play_look_table[id]};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i])
			return all[i];
	return NULL;
}

bool play_sees(enum verb_id id)
{
	return find(id) != NULL;
}

static bool see(struct play *p, const struct flow_step *s, int seat)
{
	const struct play_look l = {
		.play = p,
		.step = s,
		.who = p->seats[seat].player,
		.seat = &p->seats[seat],
		.name = p->flow->people[PLAY_PERSON(seat)].name,
	};

	return find(s->verb->id)(&l);
}

/* Is it looked at on that device?  That somebody is signed out, on those that
 * are; what became of a deed, and of a code, without a connection, too. */
static bool is_looked_at(
	const struct play *p, const struct flow_step *s, int person, int device)
{
	const struct play_seat *x = &p->seats[PLAY_SEAT(person, device)];

	if (s->device)
		return s->device == device;
	switch (s->verb->id) {
	case VERB_IS_SIGNED_OUT:
		return x->player != NULL;
	case VERB_IS_REFUSED:
	case VERB_HAS_CODE:
		return play_ready(x) ||
			PLAY_SEAT(person, device) == play_seat_of(p, s, person);
	default:
		return play_ready(x);
	}
}

static bool seen_by(struct play *p, const struct flow_step *s, int person)
{
	int looked = 0;

	for (int d = 1; d <= FLOW_DEVICES; d++) {
		int seat = PLAY_SEAT(person, d);

		if (!is_looked_at(p, s, person, d))
			continue;
		looked++;
		if (!p->seats[seat].player || !see(p, s, seat))
			return false;
	}
	if (!looked)
		snprintf(p->why, sizeof(p->why), _("%s is not connected"),
			p->flow->people[person].name);
	return looked > 0;
}

bool play_holds(struct play *p, const struct flow_step *s)
{
	char first[PLAY_WHY] = "";
	int n = 0;

	for (int i = 0; i < s->n_actors; i++) {
		int person = s->actors[i];

		p->why[0] = '\0';
		if (seen_by(p, s, person)) {
			n++;
			if (s->negated)
				snprintf(first, sizeof(first),
					_("it does hold of %s"),
					p->flow->people[person].name);
		} else if (!s->negated && !first[0]) {
			snprintf(first, sizeof(first), "%s", p->why);
		}
	}
	snprintf(p->why, sizeof(p->why), "%s", first);
	if (s->negated)
		return n == 0;
	if (s->exactly && n != s->exactly)
		snprintf(
			p->why, sizeof(p->why), _("it holds of %d of them"), n);
	return n == (s->exactly ? s->exactly : s->n_actors);
}
