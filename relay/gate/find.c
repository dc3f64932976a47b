/* SPDX-License-Identifier: MIT */
#include "relay/gate/find.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <utlist.h>

#include "relay/gate/hub.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/utf8.h"

static_assert((int)PRODUCT_UNSAID == (int)WIRE_STOCK_UNSAID &&
		(int)PRODUCT_BACKORDER == (int)WIRE_STOCK_BACKORDER &&
		(int)PRODUCT_STOCK_COUNT == (int)WIRE_STOCK_COUNT,
	"one number a stock");
static_assert(LIMIT_FOUND == CATALOG_REACH, "no more is listed");

/* A question, with copies of its strings. */
struct asked {
	struct asked *next, *prev;
	struct finds *all;
	uint64_t caller; /* 0: fn is told */
	lookup_fn fn;
	void *ctx;
	bool has_ref;
	char ref[LIMIT_REF + 1];
	char retailer[LIMIT_SLUG + 1];
	char key[LIMIT_FIND + 1];
	char category[LIMIT_CATEGORY + 1];
	int skip, limit;
	struct lookup lookup;
};

struct finds {
	struct hub *hub;
	struct find_io io;
	struct asked *first; /* that wait */
	struct asked *begun; /* NULL: the catalogue has nothing to do */
	int n;               /* of both */
};

struct finds *find_all_new(struct hub *hub, const struct find_io *io)
{
	struct finds *all = mem_zero(sizeof(*all));

	if (all) {
		all->hub = hub;
		all->io = *io;
	}
	return all;
}

void find_all_destroy(struct finds **all)
{
	assert(!*all || (*all)->n == 0);
	mem_free(*all);
	*all = NULL;
}

int find_pending(const struct finds *all)
{
	return all->n;
}

/* ---- answers ---- */

static const char *ref_of(const struct asked *q)
{
	return q->has_ref ? q->ref : NULL;
}

/* A description may be longer than a message's text: mem_free. */
static char *cut_text(const char *text)
{
	size_t len = strlen(text), at = 0;
	uint32_t cp;

	for (int n = 0; n < LIMIT_TEXT_CHARS && at < len; n++)
		at += utf8_decode(text + at, len - at, &cp);
	return mem_strndup(text, at);
}

struct wire_goods find_goods(const struct product *p, const char *text)
{
	struct wire_goods g = {
		.sku = p->sku,
		.product = p->name,
		.url = p->url,
		.image = p->image,
		.stock = (int)p->stock,
		.brand = p->brand,
		.category = p->category,
		.gtin = p->gtin,
		.color = p->color,
		.size = p->size,
		.family = p->item_group,
		.text = text,
	};
	if (p->price != PRODUCT_NO_PRICE) {
		g.currency = p->currency;
		g.amount = p->price;
		if (p->sale != PRODUCT_NO_PRICE && p->sale < p->price)
			g.sale = p->sale;
	}
	if (p->count > 0 && catalog_in_stock(p))
		g.count = p->count;
	else if (p->count == 0 && p->stock == PRODUCT_IN_STOCK)
		g.stock = WIRE_STOCK_OUT_OF_STOCK;
	return g;
}

static void say_goods(struct caller *s, const struct asked *q,
	const struct product *p, const char *text)
{
	struct wire_msg m = {.type = WIRE_T_GOODS, .ref = ref_of(q)};

	m.goods = find_goods(p, text);
	caller_say(s, &m);
}

/* A description is for who looks at one product. */
static void say_one(
	struct caller *s, const struct asked *q, const struct product *p)
{
	char *text = cut_text(p->description);

	say_goods(s, q, p, text);
	mem_free(text);
}

/* When it was last seen to be what the shop has: it is no older than that. */
static int64_t fresh(const struct tenant *t, int64_t made)
{
	return t->feed_made == made && t->feed_checked > made ? t->feed_checked
							      : made;
}

static void say_found(
	struct caller *s, const struct asked *q, const struct lookup_answer *a)
{
	const struct catalog_hits *h = &a->hits;
	bool text = q->lookup.kind == LOOKUP_TEXT;
	int first = text ? 0 : q->skip; /* the others come whole */
	int last = first + q->limit < h->n ? first + q->limit : h->n;
	struct wire_msg m = {.type = WIRE_T_FOUND, .ref = ref_of(q)};

	if (q->lookup.kind == LOOKUP_SKU ||
		(q->lookup.kind == LOOKUP_GTIN && h->n == 1)) {
		for (int i = first; i < last; i++)
			say_one(s, q, &h->products[i]);
	} else {
		for (int i = first; i < last; i++)
			say_goods(s, q, &h->products[i], NULL);
	}
	m.found.total = text ? h->total : h->n;
	m.found.at_least = h->at_least || h->cut;
	m.found.respelt = h->respelt;
	m.found.products = a->products;
	m.found.updated = a->there ? fresh(s->tenant, a->made) : 0;
	m.found.more = text ? q->skip + h->n < h->total &&
			q->skip + h->n < CATALOG_REACH && h->n == q->limit
			    : last < h->n;
	caller_say(s, &m);
}

static void say_shelves(
	struct caller *s, const struct asked *q, const struct lookup_answer *a)
{
	struct wire_msg m = {.type = WIRE_T_SHELF, .ref = ref_of(q)};

	for (int i = 0; i < a->n_shelves; i++) {
		m.shelf.category = a->shelves[i].category;
		m.shelf.products = a->shelves[i].products;
		caller_say(s, &m);
	}
	m = (struct wire_msg){.type = WIRE_T_OK, .ref = ref_of(q)};
	caller_say(s, &m);
}

static void fail(const struct asked *q, enum err e)
{
	struct caller *s = callers_find(&q->all->hub->callers, q->caller);
	struct lookup_answer a = {.err = e};

	if (q->fn)
		q->fn(q->ctx, &a);
	if (q->fn || !s || s->state == CALLER_CLOSING)
		return;
	if (e == ERR_SIZE || e == ERR_UTF8)
		caller_refuse(s, ref_of(q), ERR_FIELD, "text");
	else
		caller_fail(s, ref_of(q), ERR_FULL, TIMES_SECOND);
}

static void tell(const struct asked *q, const struct lookup_answer *a)
{
	struct hub *h = q->all->hub;
	struct caller *s = callers_find(&h->callers, q->caller);

	if (a->err == ERR_IO || a->err == ERR_CONFIG || a->err == ERR_NEWER)
		log_event(h->log, LOG_ERROR, "catalog_unreadable", "retailer",
			q->retailer, "why", a->why, NULL);
	if (q->fn)
		q->fn(q->ctx, a);
	else if (a->err != ERR_OK)
		fail(q, a->err);
	else if (s && s->state != CALLER_CLOSING)
		(q->lookup.kind == LOOKUP_SHELVES_BELOW ? say_shelves
							: say_found)(s, q, a);
}

/* ---- the queue ---- */

static void drop(struct asked *q)
{
	q->all->n--;
	mem_free(q);
}

static void begin(struct finds *all);

static void on_answer(void *ctx, const struct lookup_answer *a)
{
	struct finds *all = ctx;
	struct asked *q = all->begun;

	all->begun = NULL;
	tell(q, a);
	drop(q);
	begin(all);
}

/* The next one; but not of who has gone meanwhile. */
static void begin(struct finds *all)
{
	struct asked *q;

	while (!all->begun && (q = all->first)) {
		DL_DELETE(all->first, q);
		if (all->hub->draining) {
			fail(q, ERR_FULL);
			drop(q);
		} else if (!q->fn &&
			!callers_find(&all->hub->callers, q->caller)) {
			drop(q);
		} else {
			all->begun = q;
			all->io.ask(all->io.ctx, &q->lookup, on_answer, all);
		}
	}
}

/* Is there room for one more of this session? */
static bool make_room(struct finds *all, const struct asked *fresh)
{
	struct asked *q, *next;
	int own = 0;

	if (fresh->fn)
		return all->n < FIND_QUEUE;
	DL_FOREACH_SAFE(all->first, q, next)
	{
		if (q->fn || q->caller != fresh->caller)
			continue;
		own++;
		if (q->lookup.kind != LOOKUP_TEXT ||
			fresh->lookup.kind != LOOKUP_TEXT)
			continue;
		own--;
		DL_DELETE(all->first, q);
		fail(q, ERR_FULL);
		drop(q);
	}
	return own < FIND_EACH && all->n < FIND_QUEUE;
}

/* Takes it. */
static void queue(struct asked *q)
{
	struct finds *all = q->all;

	if (!make_room(all, q)) {
		fail(q, ERR_FULL);
		mem_free(q);
		return;
	}
	all->n++;
	DL_APPEND(all->first, q);
	begin(all);
}

/* ---- questions ---- */

static bool said(const char *s)
{
	return s && s[0];
}

/* What is asked for by; two of them at once are one too many. */
static const char *read_kind(struct asked *q, const struct wire_find *f)
{
	const struct {
		enum lookup_kind kind;
		const char *name, *said;
	} by[] = {{LOOKUP_SKU, "sku", f->sku}, {LOOKUP_GTIN, "gtin", f->gtin},
		{LOOKUP_FAMILY, "family", f->family},
		{LOOKUP_TEXT, "text", f->text}};
	bool one = false;

	q->lookup.kind = LOOKUP_TEXT;
	for (size_t i = 0; i < sizeof(by) / sizeof(by[0]); i++) {
		if (!said(by[i].said))
			continue;
		if (one)
			return by[i].name;
		one = true;
		q->lookup.kind = by[i].kind;
		snprintf(q->key, sizeof(q->key), "%s", by[i].said);
	}
	if (q->lookup.kind == LOOKUP_GTIN &&
		q->key[strspn(q->key, "0123456789")])
		return "gtin";
	return NULL;
}

/* NULL, or the name of the field that is wrong. */
static const char *read_find(struct asked *q, const struct wire_find *f)
{
	struct catalog_ask *ask = &q->lookup.ask;
	const char *wrong = read_kind(q, f);

	if (wrong)
		return wrong;
	if (f->high && f->high < f->low)
		return "high";
	if (f->category)
		snprintf(q->category, sizeof(q->category), "%s", f->category);
	q->skip = (int)f->skip;
	q->limit = f->limit ? (int)f->limit : LIMIT_FOUND_PAGE;
	*ask = (struct catalog_ask){
		.text = q->key,
		.len = strlen(q->key),
		.category = q->category,
		.in_stock = f->stock,
		.priced = f->low || f->high,
		.low = f->low,
		.high = f->high ? f->high : INT64_MAX,
		.offset = q->skip,
		.limit = q->limit,
	};
	return NULL;
}

void find_take(struct caller *s, const struct wire_msg *msg)
{
	struct finds *all = s->hub->finds;
	struct asked *q;
	const char *wrong = NULL;

	if (!all || s->hub->draining || !(q = mem_zero(sizeof(*q)))) {
		caller_fail(s, msg->ref, ERR_FULL, TIMES_SECOND);
		return;
	}
	q->all = all;
	q->caller = s->id;
	q->has_ref = msg->ref != NULL;
	snprintf(q->ref, sizeof(q->ref), "%s", msg->ref ? msg->ref : "");
	snprintf(q->retailer, sizeof(q->retailer), "%s",
		s->tenant->rules->retailer);
	q->lookup.retailer = q->retailer;
	q->lookup.key = q->key;
	if (msg->type == WIRE_T_FIND) {
		wrong = read_find(q, &msg->find);
	} else {
		q->lookup.kind = LOOKUP_SHELVES_BELOW;
		q->lookup.key = q->category;
		snprintf(q->category, sizeof(q->category), "%s",
			msg->shelves.category ? msg->shelves.category : "");
	}
	if (wrong) {
		caller_refuse(s, msg->ref, ERR_FIELD, wrong);
		mem_free(q);
		return;
	}
	queue(q);
}

void find_ask(struct finds *all, const char *retailer, enum lookup_kind kind,
	const char *key, lookup_fn fn, void *ctx)
{
	struct asked *q = mem_zero(sizeof(*q));
	struct lookup_answer a = {.err = ERR_NOMEM};

	if (!q) {
		fn(ctx, &a);
		return;
	}
	q->all = all;
	q->fn = fn;
	q->ctx = ctx;
	snprintf(q->retailer, sizeof(q->retailer), "%s", retailer);
	snprintf(q->key, sizeof(q->key), "%s", key);
	q->lookup = (struct lookup){
		.kind = kind,
		.retailer = q->retailer,
		.key = q->key,
		.ask = {.text = q->key,
			.len = strlen(q->key),
			.limit = LIMIT_FOUND_PAGE},
	};
	queue(q);
}
