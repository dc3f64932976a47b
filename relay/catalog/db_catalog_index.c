/* SPDX-License-Identifier: MIT */
/*
 * Two ways through: products into lists, gathered in parts that fit in memory;
 * then all parts at once, list by list, into the tables.
 */
#include "relay/catalog/db_catalog_index.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "relay/catalog/db_catalog_build.h"
#include "relay/catalog/db_catalog_in.h"
#include "relay/catalog/file_runs.h"
#include "relay/catalog/gather.h"
#include "relay/catalog/posting.h"
#include "relay/catalog/terms.h"
#include "shared/mem.h"

#define GATHER (48 << 20) /* bytes */
#define TELL 2048         /* products between two reports */

struct db_index {
	sqlite3 *sqlite;
	sqlite3_stmt *list, *block, *place;
	const struct db_catalog_build_end *end;
	struct gather *gather;
	struct file_runs *runs;
	int64_t products;
	uint32_t docs; /* so far */
	uint8_t places[DB_CATALOG_PLACES * DB_CATALOG_PLACE];
	/* The term that is being read; whether its lists are worth having */
	char term[TERMS_KEY];
	size_t term_len;
	unsigned field;
	bool kept;
	struct {
		uint32_t doc;
		unsigned field;
	} waiting[TERMS_MANY];
	int waits;
	/* The list that is being written */
	char key[TERMS_KEY + 2];
	size_t key_len;
	uint8_t bytes[DB_CATALOG_BLOCK];
	size_t len;
	uint32_t n, last;
	int64_t next, first; /* block to come; the first of this list */
	uint8_t *firsts;     /* four bytes a block */
	size_t firsts_size, firsts_len;
};

static enum err prepare(struct db_index *x, const char *sql, sqlite3_stmt **out)
{
	return db_catalog_err(sqlite3_prepare_v3(
		x->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL));
}

static enum err run(sqlite3_stmt *st)
{
	int rc = sqlite3_step(st);

	sqlite3_reset(st);
	return db_catalog_err(rc);
}

/* ---- products into parts ---- */

static enum err on_term(
	void *ctx, const char *key, size_t len, enum terms_field field)
{
	struct db_index *x = ctx;
	enum err e = gather_add(x->gather, key, len, field, x->docs);

	if (e != ERR_FULL)
		return e;
	e = file_runs_add(x->runs, x->gather);
	return e ? e : gather_add(x->gather, key, len, field, x->docs);
}

static enum err write_places(struct db_index *x)
{
	sqlite3_bind_int64(x->place, 1, (x->docs - 1) / DB_CATALOG_PLACES);
	sqlite3_bind_blob(
		x->place, 2, x->places, sizeof(x->places), SQLITE_STATIC);
	return run(x->place);
}

/* What it is found by; prices of other currencies cannot be compared. */
static int64_t price_of(const struct db_index *x, const struct product *p)
{
	const char *currency = x->end->currency;

	return currency[0] && strcmp(currency, p->currency) != 0
		? PRODUCT_NO_PRICE
		: catalog_price(p);
}

/* The next doc: the product in the row that `st` stands at, its id behind the
 * other columns. */
static enum err add_product(struct db_index *x, sqlite3_stmt *st)
{
	struct db_catalog c = {.sqlite = x->sqlite};
	uint8_t *place =
		x->places + x->docs % DB_CATALOG_PLACES * DB_CATALOG_PLACE;
	struct product p;
	enum err e = db_catalog_row(&c, st, &p);

	if (!e)
		e = terms_of(&p, on_term, x);
	if (e)
		return e;
	db_catalog_put32(place, (uint32_t)sqlite3_column_int64(st, 19));
	db_catalog_put64(place + 4, (uint64_t)price_of(x, &p));
	x->docs++;
	if (x->docs % DB_CATALOG_PLACES == 0)
		e = write_places(x);
	if (!e && x->end->progress && x->docs % TELL == 0)
		e = x->end->progress(x->end->ctx, x->docs, x->products);
	return e;
}

struct popular {
	int64_t id, times;
};

static int by_times(const void *a, const void *b)
{
	const struct popular *x = a, *y = b;

	if (x->times != y->times)
		return x->times < y->times ? 1 : -1;
	return (x->id > y->id) - (x->id < y->id);
}

/* Those that were recommended, most often first; each once. */
static enum err find_popular(struct db_index *x, struct popular *out, int *n)
{
	const struct db_catalog_build_end *end = x->end;
	sqlite3_stmt *st = NULL;
	enum err e = prepare(x, "SELECT id FROM product WHERE sku = ?1", &st);
	int rc;

	*n = 0;
	for (int i = 0; i < end->n && !e; i++) {
		sqlite3_bind_text(
			st, 1, end->popular[i].sku, -1, SQLITE_STATIC);
		rc = sqlite3_step(st);
		if (rc == SQLITE_ROW && end->popular[i].times > 0)
			out[(*n)++] =
				(struct popular){sqlite3_column_int64(st, 0),
					end->popular[i].times};
		e = db_catalog_err(rc);
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	qsort(out, (size_t)*n, sizeof(*out), by_times);
	return e;
}

static enum err add_popular(
	struct db_index *x, const struct popular *popular, int n, uint8_t *done)
{
	sqlite3_stmt *st = NULL;
	enum err e = prepare(x,
		"SELECT " DB_CATALOG_COLUMNS ", id FROM product WHERE id = ?1",
		&st);
	int rc;

	for (int i = 0; i < n && !e; i++) {
		int64_t id = popular[i].id;

		if (done[id / 8] & 1 << id % 8)
			continue;
		done[id / 8] |= (uint8_t)(1 << id % 8);
		sqlite3_bind_int64(st, 1, id);
		rc = sqlite3_step(st);
		e = rc == SQLITE_ROW ? add_product(x, st) : db_catalog_err(rc);
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	return e;
}

static enum err add_others(struct db_index *x, const uint8_t *done)
{
	sqlite3_stmt *st = NULL;
	enum err e = prepare(x,
		"SELECT " DB_CATALOG_COLUMNS ", id FROM product ORDER BY id",
		&st);
	int rc = SQLITE_ROW;

	while (!e && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(st, 19);

		if (!(done[id / 8] & 1 << id % 8))
			e = add_product(x, st);
	}
	if (!e)
		e = db_catalog_err(rc);
	sqlite3_finalize(st);
	return e;
}

static enum err add_products(struct db_index *x)
{
	size_t some = (size_t)(x->end->n > 0 ? x->end->n : 1);
	struct popular *popular = mem_alloc(some * sizeof(*popular));
	uint8_t *done = mem_zero((size_t)x->products / 8 + 2);
	enum err e = popular && done ? ERR_OK : ERR_NOMEM;
	int n = 0;

	if (!e)
		e = find_popular(x, popular, &n);
	if (!e)
		e = add_popular(x, popular, n, done);
	if (!e)
		e = add_others(x, done);
	if (!e && x->docs % DB_CATALOG_PLACES)
		e = write_places(x);
	if (!e)
		e = file_runs_add(x->runs, x->gather);
	mem_free(popular);
	mem_free(done);
	return e;
}

/* ---- parts into lists ---- */

static enum err write_block(struct db_index *x)
{
	enum err e;

	sqlite3_bind_int64(x->block, 1, x->next++);
	sqlite3_bind_blob(x->block, 2, x->bytes, (int)x->len, SQLITE_STATIC);
	e = run(x->block);
	x->len = 0;
	return e;
}

static enum err note_first(struct db_index *x, uint32_t doc)
{
	size_t size = x->firsts_size ? 2 * x->firsts_size : 256;
	uint8_t *firsts;

	if (x->firsts_len + 4 > x->firsts_size) {
		firsts = mem_resize(x->firsts, size);
		if (!firsts)
			return ERR_NOMEM;
		x->firsts = firsts;
		x->firsts_size = size;
	}
	db_catalog_put32(x->firsts + x->firsts_len, doc);
	x->firsts_len += 4;
	return ERR_OK;
}

static enum err put_doc(struct db_index *x, uint32_t doc)
{
	enum err e = ERR_OK;

	if (x->len + POSTING_MAX > sizeof(x->bytes))
		e = write_block(x);
	/* A block begins with a doc that stands for itself. */
	if (!e && x->len == 0) {
		x->last = 0;
		e = note_first(x, doc);
	}
	if (e)
		return e;
	x->len += posting_put(x->bytes + x->len, doc - x->last);
	x->last = doc;
	x->n++;
	return ERR_OK;
}

static enum err write_list(struct db_index *x)
{
	bool small = x->next == x->first && x->len <= DB_CATALOG_INLINE;
	enum err e = ERR_OK;

	if (x->n == 0)
		return ERR_OK;
	sqlite3_bind_blob(x->list, 1, x->key, (int)x->key_len, SQLITE_STATIC);
	sqlite3_bind_int64(x->list, 2, x->n);
	if (small) {
		sqlite3_bind_int64(x->list, 3, 0);
		sqlite3_bind_blob(
			x->list, 4, x->bytes, (int)x->len, SQLITE_STATIC);
	} else {
		sqlite3_bind_int64(x->list, 3, x->first);
		if (x->len > 0)
			e = write_block(x);
		sqlite3_bind_blob(x->list, 4, x->firsts, (int)x->firsts_len,
			SQLITE_STATIC);
	}
	return e ? e : run(x->list);
}

static enum err begin_list(struct db_index *x, unsigned field)
{
	enum err e = write_list(x);

	memcpy(x->key, x->term, x->term_len);
	x->key[x->term_len] = '\0';
	x->key[x->term_len + 1] = (char)field;
	x->key_len = x->term_len + 2;
	x->n = 0;
	x->len = 0;
	x->firsts_len = 0;
	x->first = x->next;
	return e;
}

/* Beginnings wait until they have TERMS_MANY docs. */
static enum err on_list(void *ctx, const char *key, size_t len, unsigned field)
{
	struct db_index *x = ctx;

	if (len != x->term_len || memcmp(key, x->term, len) != 0) {
		memcpy(x->term, key, len);
		x->term_len = len;
		x->waits = 0;
		x->kept = key[0] != TERMS_PREFIX && key[0] != TERMS_LONGER;
	}
	x->field = field;
	return x->kept ? begin_list(x, field) : ERR_OK;
}

static enum err on_doc(void *ctx, uint32_t doc)
{
	struct db_index *x = ctx;
	enum err e = ERR_OK;

	if (x->kept)
		return put_doc(x, doc);
	x->waiting[x->waits].doc = doc;
	x->waiting[x->waits++].field = x->field;
	if (x->waits < TERMS_MANY)
		return ERR_OK;
	x->kept = true;
	for (int i = 0; i < TERMS_MANY && !e; i++) {
		unsigned field = x->waiting[i].field;

		if (i == 0 || field != x->waiting[i - 1].field)
			e = begin_list(x, field);
		if (!e)
			e = put_doc(x, x->waiting[i].doc);
	}
	return e;
}

static enum err write_lists(struct db_index *x)
{
	struct file_runs_sink sink = {on_list, on_doc, x};
	enum err e = file_runs_merge(x->runs, &sink);

	return e ? e : write_list(x);
}

/* ---- */

enum err db_catalog_index(sqlite3 *sqlite, const char *runs, int64_t products,
	const struct db_catalog_build_end *end)
{
	struct db_index *x = mem_zero(sizeof(*x));
	enum err e = ERR_NOMEM;

	if (!x)
		return ERR_NOMEM;
	x->sqlite = sqlite;
	x->end = end;
	x->products = products;
	x->next = x->first = 1;
	x->gather = gather_new(GATHER);
	if (x->gather)
		e = file_runs_open(runs, &x->runs);
	if (!e)
		e = prepare(x, "INSERT INTO list VALUES (?1, ?2, ?3, ?4)",
			&x->list);
	if (!e)
		e = prepare(x, "INSERT INTO block VALUES (?1, ?2)", &x->block);
	if (!e)
		e = prepare(x, "INSERT INTO place VALUES (?1, ?2)", &x->place);
	if (!e)
		e = add_products(x);
	gather_destroy(&x->gather);
	if (!e)
		e = write_lists(x);
	file_runs_close(&x->runs);
	sqlite3_finalize(x->list);
	sqlite3_finalize(x->block);
	sqlite3_finalize(x->place);
	mem_free(x->firsts);
	mem_free(x);
	return e;
}
