/* SPDX-License-Identifier: MIT */
/*
 * Two things are remembered of a chat: when which page was told, and the last
 * few products with their times.  A rebuilt desk has forgotten them, and at
 * worst tells something once more.
 */
#include "relay/desk/event.h"

#include <stdio.h>
#include <string.h>

#include "relay/desk/basket.h"
#include "relay/desk/chat.h"
#include "relay/desk/sale.h"
#include "relay/desk/show.h"
#include "relay/desk/tell.h"

/* Is there room for one more in this minute?  Then it is taken. */
static bool event_room(struct desk *d, struct chat *c, bool view)
{
	struct lately *l = &c->lately;

	if (d->now.steady - l->minute >= TIMES_MINUTE) {
		l->minute = d->now.steady;
		l->n = l->n_views = 0;
	}
	if (c->seq >= LIMIT_CHAT_KEYS || l->n >= EVENT_MOST ||
		(view && l->n_views >= EVENT_VIEWS))
		return false;
	l->n++;
	l->n_views += view;
	return true;
}

static void event_append(struct desk *d, struct chat *c, struct chat_event *e)
{
	char name[TELL_NAME];

	e->who = WIRE_WHO_SHOPPER;
	e->actor = c->shopper->id;
	e->name = tell_shopper_name(c->shopper, name);
	chat_append(d, c, e);
}

/* What tells one page or product from another in a few bytes: FNV-1a. */
#define EVENT_MARK UINT64_C(0xcbf29ce484222325)

static uint64_t event_mark(uint64_t mark, const char *s)
{
	for (; s && *s; s++)
		mark = (mark ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
	return mark;
}

/* ---- pages ---- */

static void event_tell_page(struct desk *d, struct chat *c)
{
	const struct wire_page *page = &c->view.page;
	struct chat_event viewed = {
		.kind = WIRE_KIND_PAGE,
		.text = *page->title ? page->title : page->url,
	};

	struct lately *l = &c->lately;
	uint64_t mark = event_mark(EVENT_MARK, page->url);

	l->waits = false;
	if (!*viewed.text || mark == l->page || !event_room(d, c, true))
		return;
	l->page = mark;
	l->paged = d->now.steady;
	event_append(d, c, &viewed);
}

void event_page(struct desk *d, struct chat *c)
{
	struct lately *l = &c->lately;

	if (l->paged && d->now.steady - l->paged < EVENT_SETTLE)
		l->waits = true;
	else
		event_tell_page(d, c);
	chat_schedule(d, c);
}

int64_t event_next(const struct chat *c)
{
	return c->lately.waits ? c->lately.paged + EVENT_SETTLE : DUE_NEVER;
}

void event_due(struct desk *d, struct chat *c)
{
	if (event_next(c) <= d->now.steady)
		event_tell_page(d, c);
}

/* ---- deeds ---- */

/* A product that was recommended meanwhile is news again; an order is not. */
static uint64_t event_sign(const struct wire_event *e, bool recommended)
{
	uint64_t mark = EVENT_MARK + (uint64_t)e->what;

	if (e->what == WIRE_DEED_PURCHASE)
		return event_mark(mark, e->order);
	if (recommended)
		mark = event_mark(mark, "!");
	if (e->sku && *e->sku)
		return event_mark(mark, e->sku);
	return event_mark(event_mark(mark, e->url), e->product);
}

/* How long the same is not told again: what goes in and out of a cart always
 * is, an order without a number too. */
static int64_t event_again(const struct wire_event *e)
{
	switch (e->what) {
	case WIRE_DEED_PRODUCT:
	case WIRE_DEED_CHECKOUT:
		return EVENT_AGAIN;
	case WIRE_DEED_PURCHASE:
		return e->order && *e->order ? DUE_NEVER : 0;
	default:
		return 0;
	}
}

/* Was it told a moment ago?  Else it is remembered: orders in a place of their
 * own, from where no views can push them. */
static bool event_repeats(struct desk *d, struct chat *c,
	const struct wire_event *e, bool recommended)
{
	struct lately *l = &c->lately;
	uint64_t sign = event_sign(e, recommended);
	int64_t again = event_again(e);

	if (again == DUE_NEVER) {
		if (l->order == sign)
			return true;
		l->order = sign;
		return false;
	}
	if (!again)
		return false;
	for (int i = 0; i < LATELY_MOST; i++)
		if (l->told[i].sign == sign &&
			d->now.steady - l->told[i].at < again)
			return true;
	l->told[l->next].sign = sign;
	l->told[l->next].at = d->now.steady;
	l->next = (l->next + 1) % LATELY_MOST;
	return false;
}

static enum wire_kind event_kind(const struct wire_event *e)
{
	static const enum wire_kind kinds[] = {
		[WIRE_DEED_PRODUCT] = WIRE_KIND_PRODUCT,
		[WIRE_DEED_CART] = WIRE_KIND_CART,
		[WIRE_DEED_UNCART] = WIRE_KIND_UNCART,
		[WIRE_DEED_CHECKOUT] = WIRE_KIND_CHECKOUT,
		[WIRE_DEED_PURCHASE] = WIRE_KIND_PURCHASE,
	};

	return kinds[e->what];
}

static void event_tell(
	struct desk *d, struct chat *c, const struct wire_event *e)
{
	struct rec_attach attach = {
		.recommended = show_recommended(c, e),
		.sku = e->sku,
		.product = e->product,
		.amount = e->amount,
		.sale = e->sale,
		.currency = e->currency,
		.url = e->url,
		.image = e->image,
		.stock = e->stock,
		.quantity = e->quantity,
		.orderno = e->order,
	};
	struct chat_event told = {.kind = event_kind(e), .attach = &attach};

	if (!event_repeats(d, c, e, attach.recommended) &&
		event_room(d, c, e->what == WIRE_DEED_PRODUCT))
		event_append(d, c, &told);
}

/* Who is blocked does nothing that anybody hears of (D9), but buy. */
void event_on_event(struct desk *d, const struct ask *k)
{
	const struct wire_event *e = &k->msg->event;
	struct shopper *s = k->from->shopper;

	if (e->what == WIRE_DEED_PURCHASE) {
		sale_bought(d, s, e, k->sale, k->earlier);
		if (k->msg->ref)
			tell_ok(d, k);
	}
	if (s->block || d->nomem)
		return;
	basket_event(d, s, e);
	if (s->chat && !d->nomem)
		event_tell(d, s->chat, e);
}
