/* SPDX-License-Identifier: MIT */
/*
 * One arena, grown from its beginning, and offsets into it for pointers: a
 * term with its key, a list for each field that it has, and the list's bytes
 * in chunks that grow as the list does.  A catalogue has a million terms with
 * one product and a few with all of them; both are cheap so.
 */
#include "relay/catalog/gather.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "relay/catalog/posting.h"
#include "shared/mem.h"

#define CHUNK_LEAST 8
#define CHUNK_MOST 512

struct chunk {
	uint32_t next;
	uint16_t size, used;
	uint8_t bytes[];
};

struct list {
	uint32_t next; /* the same term's list of a later field */
	uint32_t n, last, bytes;
	uint32_t head, tail; /* chunks */
	uint32_t field;
};

struct term {
	uint32_t next;  /* in its bucket */
	uint32_t lists; /* by field */
	uint32_t doc;   /* the last one, plus 1 */
	uint32_t hash;
	uint32_t len;
	char key[];
};

struct gather {
	uint8_t *arena;
	size_t size, used;
	uint32_t *buckets; /* terms; offset 0 is nothing */
	uint32_t mask;
	uint32_t terms;
};

static void *at(struct gather *g, uint32_t offset)
{
	assert(offset > 0 && offset < g->used);
	return g->arena + offset;
}

static uint32_t take(struct gather *g, size_t bytes)
{
	uint32_t offset = (uint32_t)g->used;

	bytes = (bytes + 7) & ~(size_t)7;
	assert(bytes <= g->size - g->used);
	g->used += bytes;
	return offset;
}

/* A quarter for buckets and for the order at the end, the rest for lists. */
struct gather *gather_new(size_t bytes)
{
	struct gather *g = mem_zero(sizeof(*g));
	uint32_t buckets = 1;

	assert(bytes >= GATHER_LEAST && bytes < UINT32_MAX);
	while ((buckets * 2) * sizeof(uint32_t) <= bytes / 8)
		buckets *= 2;
	if (!g)
		return NULL;
	g->mask = buckets - 1;
	g->size = bytes - bytes / 4;
	g->arena = mem_alloc(g->size);
	g->buckets = mem_alloc(buckets * sizeof(*g->buckets));
	if (!g->arena || !g->buckets) {
		gather_destroy(&g);
		return NULL;
	}
	gather_clear(g);
	return g;
}

void gather_destroy(struct gather **gp)
{
	struct gather *g = *gp;

	*gp = NULL;
	if (!g)
		return;
	mem_free(g->arena);
	mem_free(g->buckets);
	mem_free(g);
}

void gather_clear(struct gather *g)
{
	memset(g->buckets, 0, ((size_t)g->mask + 1) * sizeof(*g->buckets));
	g->used = 8;
	g->terms = 0;
}

static uint32_t hash_of(const char *key, size_t len)
{
	uint32_t h = 0x811c9dc5;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)key[i]) * 0x01000193;
	return h ^ h >> 15;
}

static struct term *find(
	struct gather *g, const char *key, size_t len, uint32_t hash)
{
	for (uint32_t i = g->buckets[hash & g->mask]; i;) {
		struct term *t = at(g, i);

		if (t->hash == hash && t->len == len &&
			memcmp(t->key, key, len) == 0)
			return t;
		i = t->next;
	}
	return NULL;
}

static struct term *make(
	struct gather *g, const char *key, size_t len, uint32_t hash)
{
	uint32_t *bucket = &g->buckets[hash & g->mask];
	uint32_t i = take(g, sizeof(struct term) + len);
	struct term *t = at(g, i);

	*t = (struct term){.next = *bucket, .hash = hash, .len = (uint32_t)len};
	memcpy(t->key, key, len);
	*bucket = i;
	g->terms++;
	return t;
}

static struct list *list_of(struct gather *g, struct term *t, unsigned field)
{
	uint32_t *link = &t->lists, i;
	struct list *l;

	while (*link) {
		l = at(g, *link);
		if (l->field == field)
			return l;
		if (l->field > field)
			break;
		link = &l->next;
	}
	i = take(g, sizeof(*l));
	l = at(g, i);
	*l = (struct list){.next = *link, .field = field};
	*link = i;
	return l;
}

static void append(struct gather *g, struct list *l, uint32_t doc)
{
	uint8_t bytes[POSTING_MAX];
	size_t n = posting_put(bytes, l->n ? doc - l->last : doc);
	struct chunk *c = l->tail ? at(g, l->tail) : NULL, *fresh;
	size_t size = l->bytes / 2;
	uint32_t i;

	if (!c || n > (size_t)(c->size - c->used)) {
		size = size < CHUNK_LEAST ? CHUNK_LEAST : size;
		size = size > CHUNK_MOST ? CHUNK_MOST : size;
		i = take(g, sizeof(*c) + size);
		fresh = at(g, i);
		*fresh = (struct chunk){.size = (uint16_t)size};
		if (c)
			c->next = i;
		else
			l->head = i;
		l->tail = i;
		c = fresh;
	}
	memcpy(c->bytes + c->used, bytes, n);
	c->used = (uint16_t)(c->used + n);
	l->bytes += (uint32_t)n;
	l->last = doc;
	l->n++;
}

enum err gather_add(struct gather *g, const char *key, size_t len,
	unsigned field, uint32_t doc)
{
	uint32_t hash = hash_of(key, len);
	struct term *t = find(g, key, len, hash);

	assert(field < GATHER_FIELDS && doc < UINT32_MAX);
	if (t && t->doc == doc + 1)
		return ERR_OK;
	/* What one addition can need at most; and order has to fit. */
	if (g->size - g->used < sizeof(*t) + len + sizeof(struct list) +
				sizeof(struct chunk) + CHUNK_MOST + 24 ||
		g->terms > g->mask)
		return ERR_FULL;
	if (!t)
		t = make(g, key, len, hash);
	t->doc = doc + 1;
	append(g, list_of(g, t, field), doc);
	return ERR_OK;
}

/* ---- taking out ---- */

static int by_key(const void *a, const void *b, void *ctx)
{
	const struct term *x = at(ctx, *(const uint32_t *)a);
	const struct term *y = at(ctx, *(const uint32_t *)b);
	int c = memcmp(x->key, y->key, x->len < y->len ? x->len : y->len);

	return c ? c : (x->len > y->len) - (x->len < y->len);
}

/* The buckets become the order: nobody looks for a term from now on. */
static void put_in_order(struct gather *g)
{
	uint32_t n = 0, next;

	/* Chains first: a bucket that is read may be written after. */
	for (uint32_t b = 0; b <= g->mask; b++)
		if (g->buckets[b])
			g->buckets[n++] = g->buckets[b];
	/* Heads stand in front now; each chain's rest goes behind them all. */
	for (uint32_t i = 0; i < n; i++) {
		next = ((struct term *)at(g, g->buckets[i]))->next;
		if (next)
			g->buckets[n++] = next;
	}
	assert(n == g->terms);
	qsort_r(g->buckets, n, sizeof(*g->buckets), by_key, g);
}

static enum err give(struct gather *g, const struct term *t,
	const struct list *l, const struct gather_sink *sink)
{
	const struct gather_list list = {
		t->key, t->len, l->field, l->n, l->bytes};
	enum err e = sink->begin(sink->ctx, &list);

	for (uint32_t i = l->head; i && !e;) {
		const struct chunk *c = at(g, i);

		e = sink->more(sink->ctx, c->bytes, c->used);
		i = c->next;
	}
	return e;
}

enum err gather_take(struct gather *g, const struct gather_sink *sink)
{
	enum err e = ERR_OK;

	put_in_order(g);
	for (uint32_t i = 0; i < g->terms && !e; i++) {
		const struct term *t = at(g, g->buckets[i]);

		for (uint32_t j = t->lists; j && !e;) {
			const struct list *l = at(g, j);

			e = give(g, t, l, sink);
			j = l->next;
		}
	}
	gather_clear(g);
	return e;
}
