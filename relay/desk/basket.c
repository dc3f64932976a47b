/* SPDX-License-Identifier: MIT */
#include "relay/desk/basket.h"

#include <string.h>

#include "relay/desk/show.h"
#include "relay/desk/tell.h"

#define N_STRINGS 6
#define QUANTITY_MOST 1000000

/* The strings of a product that a cart shows. */
static void line_strings(struct wire_event *e, const char **out[N_STRINGS])
{
	out[0] = &e->sku;
	out[1] = &e->product;
	out[2] = &e->currency;
	out[3] = &e->url;
	out[4] = &e->image;
	out[5] = &e->stock;
}

/* A line with a copy of that product; NULL: no memory. */
static struct line *line_new(const struct wire_event *e)
{
	struct wire_event copy = *e;
	const char **strings[N_STRINGS];
	size_t size = 0;
	struct line *l;
	char *at;

	line_strings(&copy, strings);
	for (int i = 0; i < N_STRINGS; i++)
		size += *strings[i] ? strlen(*strings[i]) + 1 : 0;
	l = mem_zero(sizeof(*l) + size);
	if (!l)
		return NULL;
	at = l->mem;
	for (int i = 0; i < N_STRINGS; i++) {
		char *begin = at;

		if (!*strings[i])
			continue;
		at = stpcpy(begin, *strings[i]) + 1;
		*strings[i] = begin;
	}
	copy.quantity = 0;
	copy.order = NULL;
	l->what = copy;
	return l;
}

static const char *line_str(const char *s)
{
	return s ? s : "";
}

bool basket_same(const struct wire_event *a, const struct wire_event *b)
{
	const char *sku = line_str(a->sku), *url = line_str(a->url);

	if (*sku && *line_str(b->sku))
		return strcmp(sku, b->sku) == 0;
	if (*url && *line_str(b->url))
		return show_same_page(url, b->url);
	return strcmp(line_str(a->product), line_str(b->product)) == 0;
}

static struct line *basket_find(
	const struct shopper *s, const struct wire_event *e)
{
	struct line *l;

	DL_FOREACH (s->basket, l)
		if (basket_same(&l->what, e))
			return l;
	return NULL;
}

/* ---- telling ---- */

static struct wire_msg *basket_msg(
	struct desk *d, const struct chat *c, const struct line *l)
{
	struct wire_msg *m = tell_new(d, WIRE_T_BASKET);
	const struct wire_event *e = &l->what;

	m->basket = (struct wire_basket){
		.chat = c->id,
		.sku = tell_str(d, e->sku),
		.product = tell_str(d, e->product),
		.amount = e->amount,
		.sale = e->sale,
		.currency = tell_str(d, e->currency),
		.url = tell_str(d, e->url),
		.image = tell_str(d, e->image),
		.stock = tell_str(d, e->stock),
		.quantity = e->quantity,
	};
	return m;
}

static void basket_changed(
	struct desk *d, const struct shopper *s, const struct line *l)
{
	const struct chat *c = s->chat;

	if (c && c->associate)
		tell_person(d, &c->associate->person, basket_msg(d, c, l));
}

void basket_tell(struct desk *d, const struct session *to, const struct chat *c)
{
	const struct line *l;

	DL_FOREACH (c->shopper->basket, l)
		tell_session(d, to, basket_msg(d, c, l));
}

void basket_tell_all(struct desk *d, const struct chat *c)
{
	const struct session *s;

	DL_FOREACH (c->associate->person.sessions, s)
		basket_tell(d, s, c);
}

/* ---- changes ---- */

static void basket_remove(struct desk *d, struct shopper *s, struct line *l)
{
	l->what.quantity = 0;
	basket_changed(d, s, l);
	DL_DELETE(s->basket, l);
	s->n_basket--;
	mem_free(l);
}

static struct line *basket_add(
	struct desk *d, struct shopper *s, const struct wire_event *e)
{
	struct line *l = line_new(e);

	if (!l) {
		d->nomem = true;
		return NULL;
	}
	if (s->n_basket == LIMIT_BASKET)
		basket_remove(d, s, s->basket);
	DL_APPEND(s->basket, l);
	s->n_basket++;
	return l;
}

static void basket_put(
	struct desk *d, struct shopper *s, const struct wire_event *e)
{
	struct line *l = basket_find(s, e);

	if (!l)
		l = basket_add(d, s, e);
	if (!l)
		return;
	l->what.quantity += e->quantity ? e->quantity : 1;
	if (l->what.quantity > QUANTITY_MOST)
		l->what.quantity = QUANTITY_MOST;
	basket_changed(d, s, l);
}

static void basket_take(
	struct desk *d, struct shopper *s, const struct wire_event *e)
{
	struct line *l = basket_find(s, e);
	int64_t n = e->quantity ? e->quantity : 1;

	if (!l)
		return;
	if (l->what.quantity <= n) {
		basket_remove(d, s, l);
		return;
	}
	l->what.quantity -= n;
	basket_changed(d, s, l);
}

static void basket_empty(struct desk *d, struct shopper *s)
{
	while (s->basket)
		basket_remove(d, s, s->basket);
}

void basket_event(struct desk *d, struct shopper *s, const struct wire_event *e)
{
	switch (e->what) {
	case WIRE_DEED_CART:
		basket_put(d, s, e);
		break;
	case WIRE_DEED_UNCART:
		basket_take(d, s, e);
		break;
	case WIRE_DEED_PURCHASE:
		basket_empty(d, s);
		break;
	default:
		break;
	}
}

void basket_free(struct shopper *s)
{
	struct line *l, *next;

	DL_FOREACH_SAFE(s->basket, l, next)
	{
		DL_DELETE(s->basket, l);
		mem_free(l);
	}
	s->n_basket = 0;
}
