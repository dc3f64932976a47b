/* SPDX-License-Identifier: MIT */
#include "relay/catalog/db_catalog_lists.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "relay/catalog/db_catalog_in.h"
#include "relay/catalog/posting.h"
#include "shared/mem.h"

#define FEW 32    /* docs of a list that is not worth a cursor */
#define MOST 4000 /* rows that one word may be */
#define CURSORS 600

/* One list.  Its docs are from p to end, or, when `few`, the entries of that
 * array; blocks that follow are read when they are needed. */
struct db_catalog_cursor {
	uint32_t doc;
	unsigned field;
	uint8_t *data; /* firsts of all blocks, then room for one */
	const uint8_t *p, *end;
	int64_t first;
	uint32_t blocks, block; /* in all; that is in `data` */
	bool loaded;
	const uint64_t *few, *few_end;
};

void db_catalog_lists_init(struct db_catalog_lists *l, struct db_catalog *c,
	unsigned best, unsigned worst)
{
	*l = (struct db_catalog_lists){.c = c, .best = best, .worst = worst};
}

void db_catalog_lists_fini(struct db_catalog_lists *l)
{
	for (int i = 0; i < l->n; i++) {
		mem_free(l->heap[i]->data);
		mem_free(l->heap[i]);
	}
	mem_free(l->heap);
	mem_free(l->few);
	*l = (struct db_catalog_lists){.n = 0};
}

/* ---- one list ---- */

static enum err load(
	struct db_catalog *c, struct db_catalog_cursor *cur, uint32_t block)
{
	sqlite3_stmt *st = c->query[DB_CATALOG_BLOCK_Q];
	uint8_t *to = cur->data + 4 * cur->blocks;
	enum err e = ERR_OK;
	int rc, len = 0;

	db_catalog_spend(c, 300);
	sqlite3_bind_int64(st, 1, cur->first + block);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		len = sqlite3_column_bytes(st, 0);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		e = db_catalog_failed(c);
	else if (len == 0 || len > DB_CATALOG_BLOCK)
		e = db_catalog_bad(c, "a block of a list");
	else
		memcpy(to, sqlite3_column_blob(st, 0), (size_t)len);
	db_catalog_done(c, DB_CATALOG_BLOCK_Q);
	cur->p = to;
	cur->end = to + len;
	cur->block = block;
	cur->loaded = true;
	cur->doc = 0;
	return e;
}

/* The last block from `from` on that begins no later than at `doc`. */
static uint32_t block_of(
	const struct db_catalog_cursor *cur, uint32_t from, uint32_t doc)
{
	uint32_t low = from, high = cur->blocks;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (db_catalog_get32(cur->data + 4 * middle) <= doc)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool lies_beyond(const struct db_catalog_cursor *cur, uint32_t doc)
{
	return cur->block + 1 < cur->blocks &&
		db_catalog_get32(cur->data + 4 * (cur->block + 1)) <= doc;
}

/* Within what is loaded, to a doc that is not before `doc`; DB_CATALOG_END
 * behind it. */
static enum err go_on(
	struct db_catalog *c, struct db_catalog_cursor *cur, uint32_t doc)
{
	const uint8_t *start = cur->p;
	uint32_t at = cur->doc, step = 0;

	do {
		if (cur->p == cur->end) {
			at = DB_CATALOG_END;
			break;
		}
		if (!posting_get(&cur->p, cur->end, &step) ||
			step >= DB_CATALOG_END - at)
			return db_catalog_bad(c, "a list");
		at += step;
	} while (at < doc);
	cur->doc = at;
	db_catalog_spend(c, cur->p - start);
	return ERR_OK;
}

static enum err seek_few(
	struct db_catalog *c, struct db_catalog_cursor *cur, uint32_t doc)
{
	(void)c;
	while (cur->few < cur->few_end && *cur->few >> 8 < doc)
		cur->few++;
	cur->doc = cur->few < cur->few_end ? (uint32_t)(*cur->few >> 8)
					   : DB_CATALOG_END;
	cur->field = cur->few < cur->few_end ? *cur->few & 0xff : 0;
	return ERR_OK;
}

static enum err seek(
	struct db_catalog *c, struct db_catalog_cursor *cur, uint32_t doc)
{
	enum err e = ERR_OK;
	uint32_t block;

	if (cur->few)
		return seek_few(c, cur, doc);
	/* Mostly it is in the block that is there. */
	if (!cur->loaded || lies_beyond(cur, doc)) {
		block = cur->blocks ? block_of(cur, cur->block, doc) : 0;
		if (cur->blocks && (!cur->loaded || block != cur->block))
			e = load(c, cur, block);
	}
	if (!e)
		e = go_on(c, cur, doc);
	while (!e && cur->doc == DB_CATALOG_END &&
		cur->block + 1 < cur->blocks && db_catalog_spend(c, 0)) {
		e = load(c, cur, cur->block + 1);
		if (!e)
			e = go_on(c, cur, doc);
	}
	return e;
}

/* ---- adding ---- */

static enum err add_cursor(
	struct db_catalog_lists *l, const struct db_catalog_cursor *cur)
{
	struct db_catalog_cursor **heap = l->heap, *copy;

	if (l->n == l->size) {
		heap = mem_resize(heap,
			(size_t)(2 * l->size + 8) *
				sizeof(struct db_catalog_cursor *));
		if (!heap)
			return ERR_NOMEM;
		l->heap = heap;
		l->size = 2 * l->size + 8;
	}
	copy = mem_alloc(sizeof(*copy));
	if (!copy)
		return ERR_NOMEM;
	*copy = *cur;
	heap[l->n++] = copy;
	return ERR_OK;
}

static enum err add_few(struct db_catalog_lists *l, unsigned field,
	const uint8_t *p, size_t len)
{
	const uint8_t *end = p + len;
	uint32_t doc = 0, step;
	uint64_t *few;

	while (p < end) {
		if (!posting_get(&p, end, &step) ||
			step >= DB_CATALOG_END - doc)
			return db_catalog_bad(l->c, "a short list");
		doc += step;
		if (l->few_n == l->few_size) {
			few = mem_resize(
				l->few, (2 * l->few_size + 64) * sizeof(*few));
			if (!few)
				return ERR_NOMEM;
			l->few = few;
			l->few_size = 2 * l->few_size + 64;
		}
		l->few[l->few_n++] = (uint64_t)doc << 8 | field;
	}
	return ERR_OK;
}

/* The row that the statement stands at. */
static enum err add_row(struct db_catalog_lists *l, sqlite3_stmt *st)
{
	const uint8_t *key = sqlite3_column_blob(st, 0);
	int key_len = sqlite3_column_bytes(st, 0);
	int64_t n = sqlite3_column_int64(st, 1);
	struct db_catalog_cursor cur = {.first = sqlite3_column_int64(st, 2)};
	const uint8_t *data;
	size_t len, room;
	enum err e;

	if (key_len < 3)
		return db_catalog_bad(l->c, "a key");
	cur.field = key[key_len - 1];
	if (cur.field < l->best || cur.field > l->worst)
		return ERR_OK;
	data = sqlite3_column_blob(st, 3);
	len = (size_t)sqlite3_column_bytes(st, 3);
	if (!data)
		return sqlite3_errcode(l->c->sqlite) == SQLITE_NOMEM
			? ERR_NOMEM
			: db_catalog_bad(l->c, "an empty list");
	l->estimate += n;
	if (!cur.first && n <= FEW)
		return add_few(l, cur.field, data, len);
	if (l->n >= CURSORS) {
		l->c->cut = true;
		return ERR_OK;
	}
	if (cur.first && len % 4 != 0)
		return db_catalog_bad(l->c, "the blocks of a list");
	room = cur.first ? DB_CATALOG_BLOCK : 0;
	cur.data = mem_alloc(len + room);
	if (!cur.data)
		return ERR_NOMEM;
	memcpy(cur.data, data, len);
	cur.blocks = cur.first ? (uint32_t)(len / 4) : 0;
	cur.p = cur.data;
	cur.end = cur.data + (cur.first ? 0 : len);
	cur.doc = cur.first ? db_catalog_get32(data) : 0;
	e = add_cursor(l, &cur);
	if (e)
		mem_free(cur.data);
	return e;
}

void db_catalog_lists_range(char kind, const char *s, size_t len,
	bool beginnings, char low[DB_CATALOG_KEY], size_t *n,
	char high[DB_CATALOG_KEY], size_t *m)
{
	assert(len < TERMS_KEY);
	low[0] = kind;
	memcpy(low + 1, s, len);
	*n = len + 1;
	if (!beginnings)
		low[(*n)++] = '\0';
	memcpy(high, low, *n);
	*m = *n;
	high[(*m)++] = '\xff';
}

enum err db_catalog_lists_add(struct db_catalog_lists *l, char kind,
	const char *s, size_t len, bool beginnings, int *found)
{
	sqlite3_stmt *st = l->c->query[DB_CATALOG_LISTS];
	char low[DB_CATALOG_KEY], high[DB_CATALOG_KEY];
	int rows = 0, rc = SQLITE_ROW;
	enum err e = ERR_OK;
	size_t n, m;

	db_catalog_lists_range(kind, s, len, beginnings, low, &n, high, &m);
	sqlite3_bind_blob(st, 1, low, (int)n, SQLITE_STATIC);
	sqlite3_bind_blob(st, 2, high, (int)m, SQLITE_STATIC);
	db_catalog_spend(l->c, 1000);
	while (!e && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		if (++rows > MOST || !db_catalog_spend(l->c, 300)) {
			l->c->cut = true;
			break;
		}
		e = add_row(l, st);
	}
	if (!e && rc != SQLITE_ROW && rc != SQLITE_DONE)
		e = db_catalog_failed(l->c);
	db_catalog_done(l->c, DB_CATALOG_LISTS);
	if (found)
		*found = rows;
	return e;
}

void db_catalog_lists_all(struct db_catalog_lists *l)
{
	l->all = true;
	l->estimate = l->c->about.products;
}

/* ---- all of them ---- */

static int by_doc(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void sink_down(struct db_catalog_lists *l)
{
	struct db_catalog_cursor **heap = l->heap, *cur = heap[0];
	int i = 0, child;

	for (; (child = 2 * i + 1) < l->n; i = child) {
		if (child + 1 < l->n && heap[child + 1]->doc < heap[child]->doc)
			child++;
		if (cur->doc <= heap[child]->doc)
			break;
		heap[i] = heap[child];
	}
	heap[i] = cur;
}

static int by_first(const void *a, const void *b)
{
	const struct db_catalog_cursor *x =
		*(struct db_catalog_cursor *const *)a;
	const struct db_catalog_cursor *y =
		*(struct db_catalog_cursor *const *)b;

	return (x->doc > y->doc) - (x->doc < y->doc);
}

/* A cursor that is not at its first doc yet stands before it, at a block's or
 * at 0; the first seek sees to that. */
enum err db_catalog_lists_ready(struct db_catalog_lists *l)
{
	struct db_catalog_cursor few = {.doc = 0};
	enum err e = ERR_OK;

	if (l->few_n > 0) {
		qsort(l->few, l->few_n, sizeof(*l->few), by_doc);
		few.few = l->few;
		few.few_end = l->few + l->few_n;
		e = add_cursor(l, &few);
	}
	for (int i = 0; i < l->n && !e; i++)
		if (!l->heap[i]->first)
			e = seek(l->c, l->heap[i], 0);
	if (l->n > 0)
		qsort(l->heap, (size_t)l->n, sizeof(*l->heap), by_first);
	return e;
}

/* The best field of all lists that stand at the doc of the first. */
static unsigned best_field(const struct db_catalog_lists *l, int i)
{
	unsigned best, other;

	if (i >= l->n || l->heap[i]->doc != l->heap[0]->doc)
		return TERMS_FIELDS;
	best = l->heap[i]->field;
	other = best_field(l, 2 * i + 1);
	best = other < best ? other : best;
	other = best_field(l, 2 * i + 2);
	return other < best ? other : best;
}

enum err db_catalog_lists_seek(struct db_catalog_lists *l, uint32_t doc)
{
	enum err e = ERR_OK;

	if (l->all) {
		l->doc = doc < l->c->about.products ? doc : DB_CATALOG_END;
		return ERR_OK;
	}
	while (l->n > 0 && !e && db_catalog_spend(l->c, 1)) {
		struct db_catalog_cursor *first = l->heap[0];

		if (first->doc == DB_CATALOG_END ||
			(first->doc >= doc && (first->loaded || !first->first)))
			break;
		e = seek(l->c, first, doc > first->doc ? doc : first->doc);
		if (l->n > 1)
			sink_down(l);
	}
	l->doc =
		l->n > 0 && l->c->steps >= 0 ? l->heap[0]->doc : DB_CATALOG_END;
	return e;
}

unsigned db_catalog_lists_field(const struct db_catalog_lists *l)
{
	return l->n > 0 ? best_field(l, 0) : 0;
}
