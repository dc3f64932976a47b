/* SPDX-License-Identifier: MIT */
#include "relay/gate/figures.h"

#include <stdio.h>
#include <string.h>

#include "relay/gate/hub.h"
#include "relay/store/store_figures.h"
#include "shared/mem.h"
#include "shared/times.h"

struct figuring {
	struct hub *hub;
	uint64_t session;
	char ref[LIMIT_REF + 1]; /* "": none */
	struct id associate;     /* whose; "": the team's */
	struct span span;
};

static struct wire_msg answer(const struct figuring *f, enum wire_type type)
{
	return (struct wire_msg){
		.type = type, .ref = f->ref[0] ? f->ref : NULL};
}

static const char *name_of(const struct caller *s, const struct id *who)
{
	const struct roster_staff *staff =
		id_is(who) ? roster_find_staff(&s->tenant->roster, who) : NULL;

	return staff ? staff->name : NULL;
}

static void tell_sum(struct caller *s, const struct figuring *f,
	const struct score_sum *sum, const struct id *who)
{
	struct wire_msg m = answer(f, WIRE_T_FIGURES);

	m.figures = (struct wire_figures){
		.associate = *who,
		.name = name_of(s, who),
		.since = f->span.days[0].at,
		.accepted = sum->accepted,
		.missed = sum->missed,
		.median = sum->median,
		.mean = sum->mean,
		.chats = sum->chats,
		.converted = sum->converted,
		.sales = sum->sales,
		.ratings = sum->ratings,
		.stars = sum->stars,
	};
	caller_say(s, &m);
	for (int i = 0; i < sum->n_money; i++) {
		m = answer(f, WIRE_T_TAKINGS);
		m.takings.associate = *who;
		m.takings.currency = sum->money[i].currency;
		m.takings.sales = sum->money[i].sales;
		m.takings.amount = sum->money[i].amount;
		caller_say(s, &m);
	}
}

static void tell_days(
	struct caller *s, const struct figuring *f, const struct score *score)
{
	char day[40];

	for (int i = 0; i < f->span.n_days; i++) {
		const struct span_day *d = &f->span.days[i];
		struct wire_msg m = answer(f, WIRE_T_DAY_FIGURES);

		snprintf(day, sizeof(day), "%04d-%02d-%02d", d->year, d->month,
			d->day);
		m.day_figures.day = day;
		m.day_figures.accepted = score->days[i].accepted;
		m.day_figures.missed = score->days[i].missed;
		m.day_figures.sales = score->days[i].sales;
		m.day_figures.amount = score->days[i].amount;
		caller_say(s, &m);
	}
}

static void tell_hours(
	struct caller *s, const struct figuring *f, const struct score *score)
{
	for (int i = 0; i < 7 * 24; i++) {
		const struct score_hour *h = &score->hours[i / 24][i % 24];
		struct wire_msg m = answer(f, WIRE_T_HOUR_FIGURES);

		if (!h->accepted && !h->missed)
			continue;
		m.hour_figures.weekday = i / 24;
		m.hour_figures.hour = i % 24;
		m.hour_figures.accepted = h->accepted;
		m.hour_figures.missed = h->missed;
		caller_say(s, &m);
	}
}

static void tell(
	struct caller *s, const struct figuring *f, const struct score *score)
{
	struct wire_msg ok = answer(f, WIRE_T_OK);

	tell_sum(s, f, &score->all, &f->associate);
	for (int i = 0; i < score->n_each && i < FIGURES_EACH; i++)
		tell_sum(s, f, &score->each[i], &score->each[i].who);
	tell_days(s, f, score);
	tell_hours(s, f, score);
	caller_say(s, &ok);
}

static void on_score(void *ctx, enum err e, const struct score *score)
{
	struct figuring *f = ctx;
	struct caller *s = callers_find(&f->hub->callers, f->session);

	f->hub->figuring--;
	if (!s || s->state == CALLER_CLOSING)
		;
	else if (e == ERR_OK)
		tell(s, f, score);
	else
		caller_fail(s, f->ref[0] ? f->ref : NULL,
			e == ERR_SIZE ? ERR_WRONG_STATE : ERR_FULL,
			e == ERR_SIZE ? 0 : TIMES_SECOND);
	mem_free(f);
}

/* A session is only ever asked for its own, unless it asks for the team's. */
static struct id whose(const struct caller *s, const struct wire_msg *msg)
{
	return msg->type == WIRE_T_PERFORMANCE
		? s->who
		: msg->team_performance.associate;
}

void figures_take(struct caller *s, const struct wire_msg *msg)
{
	struct hub *h = s->hub;
	const struct rules *rules = s->tenant->rules;
	int64_t days = msg->type == WIRE_T_PERFORMANCE
		? msg->performance.days
		: msg->team_performance.days;
	struct store_figures_ask ask = {.retailer = rules->retailer,
		.currency = rules->currency,
		.associate = whose(s, msg)};
	struct figuring *f;

	if (!span_suits(days)) {
		caller_refuse(s, msg->ref, ERR_FIELD, "days");
		return;
	}
	f = h->draining || h->figuring >= FIGURES_QUEUE ||
			store_pending(h->store) > HUB_STORE_MOST
		? NULL
		: mem_zero(sizeof(*f));
	if (!f) {
		caller_fail(s, msg->ref, ERR_FULL, TIMES_SECOND);
		return;
	}
	f->hub = h;
	f->session = s->id;
	f->associate = ask.associate;
	snprintf(f->ref, sizeof(f->ref), "%s", msg->ref ? msg->ref : "");
	span_make(&f->span, rules->tz, hub_now(h).wall, (int)days);
	ask.span = &f->span;
	h->figuring++;
	store_figures(h->store, &ask, on_score, f);
}
