/* SPDX-License-Identifier: MIT */
/*
 * Rules E1 to E3, counted once more from what is kept: which chat the shopper
 * had last, and what an associate has sold today.
 */
#include <stdio.h>
#include <string.h>

#include "shared/tz.h"
#include "tests/sim/sim.h"

/* The shopper's last chat that somebody accepted, and that had begun when the
 * shop's server told of it, or NULL: rows come in the order in which they were
 * kept first, whatever the clock said. */
static const struct rec_chat *sale_chat(
	const struct world *w, const struct rec_sale *s)
{
	const struct rec_chat *last = NULL;
	const struct rec *r = NULL;

	while ((r = memstore_next(w->store, REC_K_CHAT, r)))
		if (r->chat.accepted &&
			id_same(&r->chat.shopper, &s->shopper) &&
			(!s->told || r->chat.opened <= s->at))
			last = &r->chat;
	return last;
}

static bool sale_in_window(const struct world *w, const struct rec_chat *c,
	const struct rec_sale *s)
{
	return c->phase != WIRE_PHASE_ENDED ||
		s->at - c->ended <= w->settings.window_days * TIMES_DAY;
}

/* E2, when an order is first known to be a shopper's. */
static void sale_credited(struct world *w, const struct rec_sale *is)
{
	const struct rec_chat *c = sale_chat(w, is);
	struct id nobody = {""}, whose = nobody, chat = nobody;

	if (c && sale_in_window(w, c, is)) {
		whose = c->associate;
		chat = c->chat;
	}
	if (!id_same(&whose, &is->associate) || !id_same(&chat, &is->chat))
		watch_fail(w, "sales_exact",
			"order %s of %s is %s's, should be %s's", is->orderno,
			is->shopper.s, is->associate.s, whose.s);
	w->sales += id_is(&whose);
}

void watch_sale(
	struct world *w, const struct rec_sale *was, const struct rec_sale *is)
{
	bool known = was && id_is(&was->shopper);

	if (!known && id_is(&is->shopper))
		sale_credited(w, is);
	if (known &&
		(!id_same(&was->shopper, &is->shopper) ||
			!id_same(&was->associate, &is->associate) ||
			!id_same(&was->chat, &is->chat)))
		watch_fail(w, "order_counts_once", "order %s", is->orderno);
	if (was && was->viewed && was->viewed != is->viewed)
		watch_fail(w, "viewed_stays_viewed", "order %s", is->orderno);
}

/* Within a few hours of midnight, since the clock is put back and forth. */
static bool sale_is_late(const struct world *w, int64_t wall)
{
	const int64_t few = 3 * TIMES_HOUR;

	return tz_day(w->tz, wall - few) != tz_day(w->tz, wall + few);
}

/* E4: the day's figures. */
void watch_sales(struct world *w, const struct staff *s)
{
	const struct rec_presence *p = watch_presence(w, s);
	const struct rec *r = NULL;
	int64_t sales = 0, sold = 0;

	if (!p || s->gone || sale_is_late(w, w->now + w->wall) ||
		p->day != tz_day(w->tz, w->now + w->wall))
		return;
	while ((r = memstore_next(w->store, REC_K_SALE, r))) {
		const struct rec_sale *x = &r->sale;

		if (!id_same(&x->associate, &s->id) || x->cancelled ||
			tz_day(w->tz, x->at) != p->day)
			continue;
		if (sale_is_late(w, x->at))
			return;
		sales++;
		if (strcmp(x->currency, w->settings.currency) == 0)
			sold += x->total;
	}
	if (p->sales != sales || p->sold != sold)
		watch_fail(w, "sales_counted",
			"%s has %lld sales of %lld, should be %lld of %lld",
			s->name, (long long)p->sales, (long long)p->sold,
			(long long)sales, (long long)sold);
}

/* E3, at the end: what is blue on every device. */
void watch_fresh(struct world *w, const struct end *e)
{
	const struct staff *s = &w->staff[e->person];
	const struct rec *r = NULL;
	int64_t fresh = 0;

	if (!e->associate || s->gone)
		return;
	while ((r = memstore_next(w->store, REC_K_SALE, r)))
		fresh += !r->sale.viewed && id_same(&r->sale.associate, &s->id);
	if (e->panel_fresh != fresh)
		watch_fail(w, "fresh_on_all_devices",
			"end %d: %lld, should be %lld", e->number,
			(long long)e->panel_fresh, (long long)fresh);
}
