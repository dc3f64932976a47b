/* SPDX-License-Identifier: MIT */
#include "relay/desk/sale.h"

#include <stdio.h>
#include <string.h>

#include "relay/desk/amend.h"
#include "relay/desk/keep.h"
#include "relay/desk/largest.h"
#include "relay/desk/mutant.h"
#include "relay/desk/presence.h"
#include "relay/desk/shopper.h"
#include "relay/desk/staff.h"
#include "relay/desk/tell.h"
#include "shared/money.h"
#include "shared/tz.h"

/* ---- what is remembered ---- */

static struct sale *sale_find(const struct desk *d, const char *order)
{
	struct sale *s;

	HASH_FIND_STR(d->sales, order, s);
	return s;
}

/* New to somebody: blue. */
static bool sale_is_fresh(const struct sale *s)
{
	return id_is(&s->associate) && !s->viewed;
}

/* How much of it counts, in the retailer's currency. */
static int64_t sale_worth(const struct desk *d, const struct sale *s)
{
	const char *currency = d->settings.currency;

	if (s->cancelled || !currency || strcmp(s->currency, currency) != 0)
		return 0;
	return s->total;
}

static struct associate *sale_owner(const struct desk *d, const struct sale *s)
{
	return id_is(&s->associate) ? staff_find(d, &s->associate) : NULL;
}

static void sale_schedule(struct desk *d, struct sale *s)
{
	due_set(&d->due, &s->due,
		sale_is_fresh(s) ? DUE_NEVER : d->now.steady + FLOOR_LINGER);
}

static void sale_forget(struct desk *d, struct sale *s)
{
	due_leave(&d->due, &s->due);
	HASH_DEL(d->sales, s);
	mem_free(s->name);
	mem_free(s->title);
	mem_free(s);
}

static struct sale *sale_new(
	struct desk *d, const char *order, const char *name, const char *title)
{
	struct sale *s = mem_zero(sizeof(*s) + strlen(order) + 1);

	if (!s)
		goto fail;
	strcpy(s->order, order);
	s->name = mem_strdup(name ? name : "");
	s->title = mem_strdup(title ? title : "");
	if (!s->name || !s->title ||
		!due_join(&d->due, &s->due, DUE_SALE, s->order, s))
		goto fail;
	HASH_ADD_STR(d->sales, order, s);
	if (s->hh.tbl)
		return s;
	due_leave(&d->due, &s->due);
fail:
	d->nomem = true;
	if (s) {
		mem_free(s->name);
		mem_free(s->title);
	}
	mem_free(s);
	return NULL;
}

/* Whoever it belongs to has one more, or fewer, that are new. */
static void sale_count_fresh(struct desk *d, const struct sale *s, int by)
{
	struct associate *a = sale_is_fresh(s) ? sale_owner(d, s) : NULL;

	if (!a)
		return;
	a->fresh += by;
	d->panel_stale = true;
}

/* Who had it and was erased since the row was read, or NULL: of what they have
 * bought since then the desk itself knows for as long. */
static const struct shopper *sale_erased(
	const struct desk *d, const struct rec_sale *r)
{
	const struct shopper *s =
		id_is(&r->shopper) ? shopper_find(d, &r->shopper) : NULL;

	return s && d->now.steady < s->erased_until ? s : NULL;
}

static struct sale *sale_remember(struct desk *d, const struct rec_sale *r)
{
	const struct shopper *erased = sale_erased(d, r);
	struct sale *s =
		sale_new(d, r->orderno, erased ? NULL : r->name, r->title);

	if (!s)
		return NULL;
	s->associate = r->associate;
	s->chat = r->chat;
	s->shopper = erased ? erased->anew : r->shopper;
	s->at = r->at;
	s->total = r->total;
	s->paid = r->paid;
	snprintf(s->currency, sizeof(s->currency), "%s", r->currency);
	s->quantity = r->quantity;
	s->cancelled = r->cancelled;
	s->viewed = r->viewed;
	s->told = r->told;
	s->claim = r->claim;
	sale_count_fresh(d, s, 1);
	return s;
}

void sale_load(struct desk *d, const struct rec_sale *r)
{
	if (id_is(&r->associate) && !r->viewed && !sale_find(d, r->orderno))
		sale_remember(d, r);
}

void sale_due(struct desk *d, struct sale *s)
{
	sale_forget(d, s);
}

void sale_free(struct desk *d)
{
	struct sale *s, *next;

	HASH_ITER (hh, d->sales, s, next)
		sale_forget(d, s);
}

/* The order, from what the desk remembers or else from the store. */
static struct sale *sale_get(
	struct desk *d, const char *order, const struct rec_sale *known)
{
	struct sale *s = sale_find(d, order);

	if (!s && known && strcmp(known->orderno, order) == 0)
		s = sale_remember(d, known);
	return s;
}

/* ---- telling ---- */

static struct wire_msg *sale_msg(
	struct desk *d, const struct sale *s, bool just)
{
	struct wire_msg *m = tell_new(d, WIRE_T_SALE);

	m->sale = (struct wire_sale){
		.order = tell_str(d, s->order),
		.chat = s->chat,
		.at = s->at,
		.name = tell_str(d, s->name),
		.product = tell_str(d, s->title),
		.quantity = s->quantity,
		.amount = s->total,
		.paid = s->paid != s->total ? s->paid : 0,
		.currency = tell_str(d, s->currency),
		.cancelled = s->cancelled,
		.claimed = id_is(&s->claim),
		.fresh = sale_is_fresh(s),
		.just = just,
	};
	return m;
}

static void sale_tell(struct desk *d, const struct sale *s, bool just)
{
	const struct associate *a = sale_owner(d, s);

	if (a)
		tell_person(d, &a->person, sale_msg(d, s, just));
}

void sale_tell_fresh(struct desk *d, const struct session *session)
{
	const struct associate *a = session->associate;
	int skip = a->fresh - SALE_TOLD;

	for (const struct sale *s = d->sales; s; s = s->hh.next)
		if (sale_is_fresh(s) && id_same(&s->associate, &a->id) &&
			skip-- <= 0)
			tell_session(d, session, sale_msg(d, s, false));
}

/* ---- whose it is ---- */

/* Was it bought before that chat began?  Only the shop's server tells of what
 * was; between what is heard of just now and a chat no clock has a say. */
static bool sale_is_before(const struct sale *s, int64_t began)
{
	return s->told && s->at < began;
}

/* E2: within the window after the end of that chat. */
static void sale_credit_after(const struct desk *d, struct sale *s,
	int64_t ended, const struct id *associate, const struct id *chat)
{
	if (s->at - ended > d->settings.window_days * TIMES_DAY)
		return;
	s->associate = *associate;
	s->chat = *chat;
}

/* E2: the shopper's last chat that had begun by then.  One that goes on, or
 * rings again because its associate is gone, is within any window. */
static void sale_credit(const struct desk *d, struct sale *s,
	const struct shopper *shopper, const struct rec_chat *earlier)
{
	const struct chat *c = shopper->chat;
	bool goes_on = c && c->accepted && !MUTANT(sale_forgets_the_chat);
	int64_t began = goes_on ? c->opened : shopper->served_from;

	if (sale_is_before(s, began)) {
		if (earlier && !MUTANT(sale_forgets_earlier_chats))
			sale_credit_after(d, s, earlier->ended,
				&earlier->associate, &earlier->chat);
	} else if (goes_on) {
		s->associate = c->holder;
		s->chat = c->id;
	} else if (shopper->served) {
		sale_credit_after(d, s, shopper->served, &shopper->last,
			&shopper->served_in);
	}
}

/* The day's figures, by what has changed of an order of that day. */
static void sale_figures(
	struct desk *d, const struct sale *s, int sales, int64_t worth)
{
	struct associate *a = sale_owner(d, s);

	if (!a || tz_day(d->settings.tz, s->at) != d->today)
		return;
	presence_sold(d, a, sales, worth);
}

/* New to an associate who has no account any more; or cancelled before they
 * saw it: then there is no sale to be seen. */
static bool sale_is_no_news(const struct desk *d, const struct sale *s)
{
	return sale_is_fresh(s) && (s->cancelled || !sale_owner(d, s));
}

static void sale_see(struct desk *d, struct sale *s)
{
	sale_count_fresh(d, s, -1);
	s->viewed = d->now.wall;
}

void sale_settle(struct desk *d)
{
	for (struct sale *s = d->sales; s; s = s->hh.next) {
		if (!sale_is_no_news(d, s))
			continue;
		sale_see(d, s);
		keep_sale(d, s);
		sale_schedule(d, s);
	}
}

static void sale_kept(struct desk *d, struct sale *s)
{
	if (sale_is_no_news(d, s))
		sale_see(d, s);
	if (!MUTANT(sale_is_not_kept))
		keep_sale(d, s);
	sale_tell(d, s, true);
	sale_schedule(d, s);
}

/* No one order comes to so much. */
static bool sale_is_too_large(
	const struct desk *d, int64_t amount, const char *currency)
{
	return amount > largest_order(d->settings.largest_order, currency);
}

/* ---- pages ---- */

static bool sale_is_order(const struct desk *d, const struct wire_event *e)
{
	return e->order && *e->order && e->currency &&
		money_known(e->currency) &&
		!sale_is_too_large(d, e->amount, e->currency);
}

/* The shop's server was first: what it said of the order stays.  But whose it
 * is by a manager's word, it stays (E5). */
static bool sale_waits(const struct sale *s)
{
	return !id_is(&s->shopper) && !id_is(&s->claim);
}

static struct sale *sale_begin(struct desk *d, const struct wire_event *e)
{
	struct sale *s = sale_new(d, e->order, NULL, e->product);

	if (!s)
		return NULL;
	s->at = d->now.wall;
	s->total = s->paid = e->amount;
	strcpy(s->currency, e->currency);
	s->quantity = e->quantity;
	return s;
}

static void sale_join(struct desk *d, struct sale *s,
	const struct shopper *shopper, const struct rec_chat *earlier)
{
	char name[TELL_NAME];

	amend_text(d, &s->name, tell_shopper_name(shopper, name));
	s->shopper = shopper->id;
	sale_credit(d, s, shopper, earlier);
	sale_count_fresh(d, s, 1);
	sale_figures(d, s, !s->cancelled, sale_worth(d, s));
	sale_kept(d, s);
}

void sale_bought(struct desk *d, const struct shopper *shopper,
	const struct wire_event *e, const struct rec_sale *known,
	const struct rec_chat *earlier)
{
	struct sale *s;

	if (!sale_is_order(d, e))
		return;
	s = sale_get(d, e->order, known);
	if (s && !sale_waits(s) && !MUTANT(order_counts_twice)) {
		sale_schedule(d, s);
		return;
	}
	if (!s)
		s = sale_begin(d, e);
	if (s)
		sale_join(d, s, shopper, earlier);
}

/* ---- the shop's server ---- */

/* What it is worth from now on; the day's figures follow. */
static void sale_worth_now(
	struct desk *d, struct sale *s, const struct desk_order *o)
{
	bool counted = !s->cancelled;
	int64_t worth = sale_worth(d, s);

	strcpy(s->currency, o->currency);
	s->paid = o->total;
	s->total = o->total - o->refunded;
	s->cancelled = o->cancelled;
	sale_figures(d, s, !s->cancelled - counted, sale_worth(d, s) - worth);
}

static bool sale_says(const struct sale *s, const struct desk_order *o)
{
	return strcmp(s->currency, o->currency) == 0 && s->paid == o->total &&
		s->total == o->total - o->refunded &&
		s->cancelled == o->cancelled;
}

/* Nothing has changed, but this is the last word now. */
static void sale_heard(struct desk *d, struct sale *s, int64_t at)
{
	if (at > s->told) {
		s->told = at;
		keep_sale(d, s);
	}
	sale_schedule(d, s);
}

/* It came to that much before the retailer set less: what is kept stays, and
 * can be paid back. */
static bool sale_was_as_large(const struct sale *s, const struct desk_order *o)
{
	return strcmp(s->currency, o->currency) == 0 && o->total <= s->paid;
}

/* Its first word stands above all that a page or a claim has told, of the
 * currency too.  After that another currency is another order's: kept out of
 * the sums; and what was said before the last is no news. */
static enum err sale_objects(
	const struct desk *d, const struct sale *s, const struct desk_order *o)
{
	if (sale_is_too_large(d, o->total, o->currency) &&
		!(s && sale_was_as_large(s, o)))
		return ERR_FIELD;
	if (!s || !s->told)
		return ERR_OK;
	if (strcmp(s->currency, o->currency) != 0)
		return ERR_FIELD;
	return o->at < s->told && !sale_says(s, o) ? ERR_STALE : ERR_OK;
}

static struct sale *sale_of_order(struct desk *d, const struct desk_order *o)
{
	struct sale *s = sale_new(d, o->order, NULL, o->title);

	if (!s)
		return NULL;
	s->at = d->now.wall;
	s->quantity = o->quantity;
	return s;
}

enum err sale_order(struct desk *d, const struct desk_order *o,
	const struct rec_sale *known)
{
	struct sale *s = sale_get(d, o->order, known);
	enum err e = sale_objects(d, s, o);

	if (e) {
		if (s)
			sale_schedule(d, s);
		return e;
	}
	if (s && sale_says(s, o)) {
		sale_heard(d, s, o->at);
		return ERR_OK;
	}
	if (!s)
		s = sale_of_order(d, o);
	if (!s)
		return ERR_NOMEM;
	s->told = o->at;
	sale_worth_now(d, s, o);
	sale_kept(d, s);
	return ERR_OK;
}

/* ---- claims ---- */

static struct sale *sale_of_claim(struct desk *d, const struct desk_claim *c)
{
	struct sale *s = sale_new(d, c->order, NULL, c->title);

	if (!s)
		return NULL;
	s->at = c->bought;
	s->total = s->paid = c->amount;
	s->quantity = 1;
	strcpy(s->currency, c->currency);
	return s;
}

/* Why it cannot become what the claim wants. */
static enum err sale_refuses(const struct sale *s, const struct desk_claim *c)
{
	if (id_is(&s->associate))
		return ERR_CREDITED;
	return strcmp(s->currency, c->currency) != 0 ? ERR_FIELD : ERR_OK;
}

enum err sale_claim(struct desk *d, const struct desk_claim *c,
	const struct rec_sale *known)
{
	struct sale *s = sale_get(d, c->order, known);
	enum err e = s ? sale_refuses(s, c) : ERR_OK;

	if (e) {
		sale_schedule(d, s);
		return e;
	}
	if (!s)
		s = sale_of_claim(d, c);
	if (!s)
		return ERR_NOMEM;
	s->associate = c->associate;
	s->chat = c->chat;
	s->claim = c->claim;
	s->viewed = 0;
	sale_count_fresh(d, s, 1);
	sale_figures(d, s, !s->cancelled, sale_worth(d, s));
	sale_kept(d, s);
	return ERR_OK;
}

/* ---- what is kept of a shopper ---- */

void sale_erase(struct desk *d, const struct id *shopper, const struct id *anew)
{
	for (struct sale *s = d->sales; s; s = s->hh.next) {
		if (!id_same(&s->shopper, shopper))
			continue;
		s->shopper = *anew;
		*s->name = '\0';
		sale_tell(d, s, false);
	}
}

void sale_correct(struct desk *d, const struct desk_correct *c)
{
	for (struct sale *s = d->sales; s && c->name; s = s->hh.next) {
		if (!id_same(&s->shopper, &c->shopper))
			continue;
		amend_text(d, &s->name, c->name);
		sale_tell(d, s, false);
	}
}

void sale_expire(struct desk *d, int64_t before)
{
	for (struct sale *s = d->sales; s; s = s->hh.next) {
		if (s->at >= before || !*s->name)
			continue;
		*s->name = '\0';
		keep_sale(d, s);
		sale_tell(d, s, false);
	}
}

/* ---- seeing it ---- */

static void sale_view(struct desk *d, struct sale *s)
{
	sale_see(d, s);
	keep_sale(d, s);
	sale_tell(d, s, false);
	sale_schedule(d, s);
}

/* Those of a chat; one of no chat by its number. */
static bool sale_is_meant(const struct sale *s, const struct wire_viewed *v)
{
	if (id_is(&v->chat))
		return id_same(&s->chat, &v->chat);
	return v->order && !id_is(&s->chat) && strcmp(s->order, v->order) == 0;
}

void sale_on_viewed(struct desk *d, const struct ask *k)
{
	const struct associate *a = k->from->associate;
	struct sale *s, *next;

	tell_ok(d, k);
	HASH_ITER (hh, d->sales, s, next)
		if (sale_is_fresh(s) && id_same(&s->associate, &a->id) &&
			sale_is_meant(s, &k->msg->viewed))
			sale_view(d, s);
}
