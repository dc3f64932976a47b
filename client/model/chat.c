/* SPDX-License-Identifier: MIT */
#include "client/model/chat.h"

#include <assert.h>
#include <string.h>

#include "client/model/goods.h"
#include "client/model/weblink.h"
#include "shared/limits.h"
#include "shared/mem.h"

struct chat *chat_new(const struct id *id)
{
	struct chat *c = mem_zero(sizeof(*c));

	assert(c);
	c->id = *id;
	c->draft = mem_strdup("");
	c->typing_said = INT64_MIN / 2;
	return c;
}

void chat_destroy(struct chat **c)
{
	if (!*c)
		return;
	for (int64_t i = 0; i < (*c)->n; i++) {
		mem_free((*c)->entries[i].name);
		mem_free((*c)->entries[i].text);
		mem_free((*c)->entries[i].file);
		goods_destroy(&(*c)->entries[i].goods);
	}
	while ((*c)->n_basket > 0)
		goods_destroy(&(*c)->basket[--(*c)->n_basket]);
	mem_free((*c)->basket);
	mem_free((*c)->handing);
	mem_free((*c)->entries);
	mem_free((*c)->name);
	mem_free((*c)->draft);
	view_fini(&(*c)->view);
	mem_free(*c);
	*c = NULL;
}

static void lift(int64_t *to, int64_t value)
{
	if (value > *to)
		*to = value;
}

void chat_set(struct chat *c, const struct wire_chat *w)
{
	assert(id_same(&c->id, &w->chat));
	c->phase = w->phase;
	c->reason = w->reason;
	c->lang = w->lang;
	c->opened = w->opened;
	c->accepted = w->accepted;
	c->present = w->present;
	if (w->visits > 0)
		c->visits = w->visits;
	c->stale = false;
	if (w->name)
		view_show(&c->name, w->name);
	if (w->title || w->product || w->url)
		view_set(&c->view, w->title, w->product, w->url, w->amount,
			w->currency);
	lift(&c->last, w->seq);
	lift(&c->delivered, w->delivered);
	lift(&c->read, w->read);
	lift(&c->said_read, w->own_read);
}

void chat_handing(struct chat *c, const char *to, int64_t until_ms)
{
	view_show(&c->handing, to);
	c->handing_ms = until_ms;
}

static void basket_drop(struct chat *c, int i)
{
	goods_destroy(&c->basket[i]);
	memmove(&c->basket[i], &c->basket[i + 1],
		(size_t)(c->n_basket - i - 1) * sizeof(*c->basket));
	c->n_basket--;
}

void chat_basket(struct chat *c, const struct wire_basket *w)
{
	struct goods *g = goods_new(GOODS_SAID(w));
	int i = 0;

	while (i < c->n_basket && !goods_same(c->basket[i], g))
		i++;
	if (i < c->n_basket && g->quantity == 0) {
		basket_drop(c, i);
	} else if (i < c->n_basket) {
		goods_destroy(&c->basket[i]);
		c->basket[i] = g;
		return;
	} else if (g->quantity > 0 && i < LIMIT_BASKET) {
		c->basket = mem_resize(c->basket,
			(size_t)(c->n_basket + 1) * sizeof(*c->basket));
		assert(c->basket);
		c->basket[c->n_basket++] = g;
		return;
	}
	goods_destroy(&g);
}

static struct chat_file *file_of(const struct wire_entry *w)
{
	struct chat_file *f;

	if (w->kind != WIRE_KIND_FILE)
		return NULL;
	f = mem_zero(sizeof(*f));
	assert(f);
	*f = (struct chat_file){
		w->media, w->mime, w->width, w->height, w->bytes};
	return f;
}

/* The kinds of entries that are about a product. */
static struct goods *goods_of(const struct wire_entry *w)
{
	switch (w->kind) {
	case WIRE_KIND_PRODUCT:
	case WIRE_KIND_CART:
	case WIRE_KIND_UNCART:
	case WIRE_KIND_PURCHASE:
	case WIRE_KIND_CARD:
		return goods_new(GOODS_SAID(w));
	default:
		return NULL;
	}
}

/* Grows by doubling: at 0, 16, 32, 64 … there is no room left. */
static struct chat_entry *grow(struct chat *c)
{
	bool full = c->n == 0 || (c->n >= 16 && (c->n & (c->n - 1)) == 0);
	size_t room = c->n ? (size_t)c->n * 2 : 16;

	if (full)
		c->entries = mem_resize(c->entries, room * sizeof(*c->entries));
	assert(c->entries);
	return &c->entries[c->n++];
}

bool chat_add(struct chat *c, const struct wire_entry *w)
{
	struct chat_entry *e;

	lift(&c->last, w->seq);
	if (w->seq != c->n + 1)
		return false;
	e = grow(c);
	*e = (struct chat_entry){
		.at = w->at,
		.kind = w->kind,
		.who = w->who,
		.reason = w->reason,
		.name = view_shown(w->name, false),
		.text = w->kind == WIRE_KIND_TEXT || w->kind == WIRE_KIND_CARD
			? weblink_shown(w->text)
			: view_shown(w->text, false),
		.goods = goods_of(w),
		.file = file_of(w),
		.recommended = w->recommended,
	};
	if (w->who == WIRE_WHO_SHOPPER)
		c->theirs = c->n;
	return true;
}

bool chat_gap(const struct chat *c)
{
	return c->n < c->last;
}

int chat_unread(const struct chat *c)
{
	int64_t from = c->unread_from - 1;
	int count = 0;

	if (c->unread_from == 0)
		return 0;
	if (from < c->said_read)
		from = c->said_read;
	for (int64_t i = from; i < c->n; i++)
		count += c->entries[i].who == WIRE_WHO_SHOPPER &&
			(c->entries[i].kind == WIRE_KIND_TEXT ||
				c->entries[i].kind == WIRE_KIND_FILE);
	return count;
}
