/* SPDX-License-Identifier: MIT */
#include "tests/sim/sales/play.h"

#include <inttypes.h>
#include <string.h>

#include "shared/times.h"
#include "shared/tz.h"
#include "tests/lib/memstore.h"
#include "tests/sim/sales/act.h"

/* ---- comparing ---- */

static bool play_agrees(const struct rec_sale *is, const struct plain *p)
{
	struct id associate = floor_id(FLOOR_STAFF, p->associate);
	struct id chat = floor_id(FLOOR_CHAT, p->chat);
	struct id shopper = floor_id(FLOOR_GUEST, p->shopper);
	struct id claim = floor_id(FLOOR_CLAIM, p->claim);

	if (!is || !p->there)
		return !is == !p->there;
	return id_same(&is->associate, &associate) &&
		id_same(&is->chat, &chat) && id_same(&is->shopper, &shopper) &&
		id_same(&is->claim, &claim) && is->at == p->at &&
		is->paid == p->paid && is->total == p->total &&
		strcmp(is->currency, p->currency) == 0 &&
		!is->cancelled == !p->cancelled;
}

static void play_differs(struct floor *f, int order, const struct rec_sale *is,
	const struct plain *p)
{
	const struct rec_sale none = {.currency = "", .orderno = ""};

	if (!is)
		is = &none;
	floor_fault(f,
		"%s: kept \"%s\": of %s in %s for %s, claim %s, %" PRId64
		" of %" PRId64 " %s%s, at %" PRId64
		"; should be a%d in chat %d for s%d, claim %d, %" PRId64
		" of %" PRId64 " %s%s, at %" PRId64,
		floor_order(order), is->orderno, is->associate.s, is->chat.s,
		is->shopper.s, is->claim.s, is->total, is->paid, is->currency,
		is->cancelled ? ", cancelled" : "", is->at, p->associate,
		p->chat, p->shopper, p->claim, p->total, p->paid, p->currency,
		p->cancelled ? ", cancelled" : "", p->at);
}

/* E4: what an associate has sold on that day, added up from all orders. */
static void play_sum(const struct floor *f, int associate, int32_t day,
	int64_t *sales, int64_t *sold)
{
	*sales = *sold = 0;
	for (int o = 1; o <= DEED_ORDERS; o++) {
		struct plain p = plain_order(f->facts, f->world.n_facts, o);

		if (!p.there || p.associate != associate || p.cancelled ||
			tz_day(f->tz, p.at) != day)
			continue;
		++*sales;
		if (strcmp(p.currency, "JPY") == 0)
			*sold += p.total;
	}
}

static void play_check_sums(struct floor *f, int associate, int32_t today)
{
	struct rec like = {.kind = REC_K_PRESENCE,
		.presence = {.associate = floor_id(FLOOR_STAFF, associate)}};
	const struct rec *r = memstore_find(f->store, &like);
	bool kept = r && r->presence.day == today;
	int64_t sales, sold;

	play_sum(f, associate, today, &sales, &sold);
	if ((kept ? r->presence.sales : 0) != sales ||
		(kept ? r->presence.sold : 0) != sold)
		floor_fault(f,
			"a%d has %" PRId64 " sales of %" PRId64
			" today; should be %" PRId64 " of %" PRId64,
			associate, kept ? r->presence.sales : 0,
			kept ? r->presence.sold : 0, sales, sold);
}

/* A clock that has gone back to yesterday has lost yesterday's sums. */
struct days {
	int32_t latest;
	bool back;
};

static void play_check(struct floor *f, struct days *days)
{
	int32_t today = tz_day(f->tz, f->now.wall);

	for (int o = 1; o <= DEED_ORDERS; o++) {
		const struct rec_sale *is = floor_sale(f, o);
		struct plain p = plain_order(f->facts, f->world.n_facts, o);

		if (!play_agrees(is, &p))
			play_differs(f, o, is, &p);
	}
	days->back = days->back || today < days->latest;
	days->latest = today;
	for (int a = 1; a <= DEED_STAFF; a++)
		if (!days->back && !f->world.staff[a].gone)
			play_check_sums(f, a, today);
}

/* ---- playing ---- */

static void play_see_orders(struct floor *f)
{
	for (int o = 1; o <= DEED_ORDERS; o++) {
		struct plain p = plain_order(f->facts, f->world.n_facts, o);

		f->seen->credited += p.associate && !p.claim;
		f->seen->granted += p.claim != 0;
		f->seen->nobodys += p.there && !p.associate;
		f->seen->corrected += p.told && p.shopper;
		f->seen->recoined += p.recoined && p.associate;
	}
}

bool play(struct floor *f, const struct deed *deeds, int n, struct seen *seen,
	int *at, char why[FLOOR_WHY])
{
	struct days days = {0};

	f->seen = seen;
	f->why = why;
	*why = '\0';
	floor_open(f);
	for (*at = 0; *at < n && !*why; ++*at) {
		act(f, &deeds[*at]);
		play_check(f, &days);
	}
	play_see_orders(f);
	floor_close(f);
	return !*why;
}
