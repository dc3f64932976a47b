/* SPDX-License-Identifier: MIT */
#include "relay/catalog/db_catalog.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "relay/catalog/db_catalog_in.h"
#include "relay/catalog/db_catalog_lists.h"
#include "relay/catalog/terms.h"
#include "shared/buf.h"
#include "shared/mem.h"

/* A mix of a list's numbers, blocks and products; some ten milliseconds. */
#define STEPS 3000000

/* ---- little things that all files of it need ---- */

uint32_t db_catalog_get32(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
		(uint32_t)p[3] << 24;
}

uint64_t db_catalog_get64(const uint8_t *p)
{
	return (uint64_t)db_catalog_get32(p) |
		(uint64_t)db_catalog_get32(p + 4) << 32;
}

void db_catalog_put32(uint8_t *p, uint32_t n)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(n >> 8 * i);
}

void db_catalog_put64(uint8_t *p, uint64_t n)
{
	for (int i = 0; i < 8; i++)
		p[i] = (uint8_t)(n >> 8 * i);
}

enum err db_catalog_err(int rc)
{
	switch (rc) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return ERR_OK;
	case SQLITE_IOERR_NOMEM:
		return ERR_NOMEM;
	case SQLITE_CONSTRAINT_UNIQUE:
		return ERR_EXISTS;
	}
	switch (rc & 0xff) {
	case SQLITE_NOMEM:
		return ERR_NOMEM;
	case SQLITE_FULL:
		return ERR_NOT_KEPT;
	}
	return ERR_IO;
}

enum err db_catalog_bad(struct db_catalog *c, const char *what)
{
	snprintf(c->why, sizeof(c->why), "the catalogue is damaged: %s", what);
	return ERR_IO;
}

enum err db_catalog_failed(struct db_catalog *c)
{
	enum err e = db_catalog_err(sqlite3_extended_errcode(c->sqlite));

	snprintf(c->why, sizeof(c->why), "reading the catalogue: %s",
		sqlite3_errmsg(c->sqlite));
	return e == ERR_OK ? ERR_IO : e;
}

void db_catalog_done(struct db_catalog *c, enum db_catalog_query q)
{
	sqlite3_reset(c->query[q]);
	sqlite3_clear_bindings(c->query[q]);
}

/* ---- opening ---- */

/* "file:...?immutable=1": nobody writes to it, so there is nothing to lock. */
static enum err address_of(const char *path, struct buf *out)
{
	buf_add_str(out, "file:");
	for (; *path; path++) {
		if (strchr("?#%", *path))
			buf_addf(out, "%%%02x", (unsigned char)*path);
		else
			buf_add_char(out, *path);
	}
	buf_add_str(out, "?immutable=1");
	return out->err;
}

static enum err number(struct db_catalog *c, const char *sql, int64_t *out)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(c->sqlite, sql, -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		*out = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return rc == SQLITE_ROW ? ERR_OK : db_catalog_failed(c);
}

/* Ours, of this format, and as long as it says? */
static enum err identify(struct db_catalog *c, int64_t size)
{
	int64_t mark = 0, format = 0, pages = 0, page = 0;
	enum err e = number(c, "PRAGMA application_id", &mark);

	if (!e && mark != DB_CATALOG_MARK) {
		snprintf(c->why, sizeof(c->why), "the file is no catalogue");
		return ERR_CONFIG;
	}
	if (!e)
		e = number(c, "PRAGMA user_version", &format);
	c->marked = c->about.outdated = format == DB_CATALOG_MARKED;
	if (!e && !c->marked && format != DB_CATALOG_FORMAT) {
		snprintf(c->why, sizeof(c->why),
			"the catalogue was made by %s noren",
			format > DB_CATALOG_FORMAT ? "a newer" : "an older");
		return format > DB_CATALOG_FORMAT ? ERR_NEWER : ERR_CONFIG;
	}
	if (!e)
		e = number(c, "PRAGMA page_count", &pages);
	if (!e)
		e = number(c, "PRAGMA page_size", &page);
	if (!e && pages * page != size)
		e = db_catalog_bad(c, "it has been cut off");
	return e;
}

/* Only one that was held back has this table. */
static enum err read_gone(struct db_catalog *c)
{
	int64_t there = 0;
	enum err e = number(c,
		"SELECT count(*) FROM sqlite_schema WHERE name = 'lost'",
		&there);

	return e || !there ? e
			   : number(c, "SELECT gone FROM lost", &c->about.gone);
}

static enum err read_about(struct db_catalog *c)
{
	struct db_catalog_about *a = &c->about;
	enum err e = number(c, "SELECT made FROM about", &a->made);

	if (!e)
		e = number(c, "SELECT products FROM about", &a->products);
	if (!e)
		e = number(c, "SELECT bytes FROM about", &a->bytes);
	if (!e)
		e = read_gone(c);
	if (!e && (a->products < 0 || a->products > UINT32_MAX - 2))
		e = db_catalog_bad(c, "the number of products");
	return e;
}

static enum err prepare(struct db_catalog *c)
{
	static const char *const texts[DB_CATALOG_QUERIES] = {
		[DB_CATALOG_LISTS] = "SELECT key, n, first, data FROM list"
				     " WHERE key >= ?1 AND key < ?2"
				     " ORDER BY key",
		[DB_CATALOG_ANY] = "SELECT 1 FROM list"
				   " WHERE key >= ?1 AND key < ?2 LIMIT 1",
		[DB_CATALOG_BLOCK_Q] = "SELECT data FROM block WHERE id = ?1",
		[DB_CATALOG_PLACE_Q] = "SELECT data FROM place WHERE id = ?1",
		[DB_CATALOG_PRODUCT] = "SELECT " DB_CATALOG_COLUMNS
				       " FROM product WHERE id = ?1",
		[DB_CATALOG_NAME] = "SELECT name FROM product WHERE id = ?1",
		[DB_CATALOG_SKU] = "SELECT " DB_CATALOG_COLUMNS
				   " FROM product WHERE sku = ?1",
		[DB_CATALOG_GROUP] = "SELECT " DB_CATALOG_COLUMNS
				     " FROM product WHERE item_group = ?1"
				     " AND item_group <> '' ORDER BY id"
				     " LIMIT ?2",
	};

	for (int i = 0; i < DB_CATALOG_QUERIES; i++)
		if (sqlite3_prepare_v3(c->sqlite, texts[i], -1,
			    SQLITE_PREPARE_PERSISTENT, &c->query[i],
			    NULL) != SQLITE_OK)
			return db_catalog_failed(c);
	return ERR_OK;
}

static enum err connect(struct db_catalog *c, const char *path)
{
	static const char pragmas[] = "PRAGMA cache_size = -16000;"
				      "PRAGMA query_only = 1";
	struct buf address;
	int rc = SQLITE_NOMEM;

	buf_init(&address, 16384);
	if (address_of(path, &address) == ERR_OK)
		rc = sqlite3_open_v2(buf_str(&address), &c->sqlite,
			SQLITE_OPEN_READONLY | SQLITE_OPEN_URI |
				SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
			NULL);
	buf_fini(&address);
	if (rc == SQLITE_OK) {
		sqlite3_db_config(
			c->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		sqlite3_db_config(
			c->sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
		rc = sqlite3_exec(c->sqlite, pragmas, NULL, NULL, NULL);
	}
	if (rc == SQLITE_OK)
		return ERR_OK;
	if ((rc & 0xff) == SQLITE_NOTADB) {
		snprintf(c->why, sizeof(c->why), "the file is no catalogue");
		return ERR_CONFIG;
	}
	if ((rc & 0xff) == SQLITE_CORRUPT)
		return db_catalog_bad(c, "its length or its first page");
	snprintf(c->why, sizeof(c->why), "opening %s: %s", path,
		sqlite3_errstr(rc));
	return db_catalog_err(rc);
}

static enum err open_all(struct db_catalog *c, const char *path)
{
	struct stat st;
	enum err e;

	if (stat(path, &st) != 0) {
		snprintf(c->why, sizeof(c->why), "opening %s: %s", path,
			strerror(errno));
		return errno == ENOENT ? ERR_UNKNOWN : ERR_IO;
	}
	e = connect(c, path);
	if (!e)
		e = identify(c, st.st_size);
	if (!e)
		e = read_about(c);
	if (!e)
		e = prepare(c);
	if (e)
		return e;
	c->places =
		mem_zero(((size_t)c->about.products / DB_CATALOG_PLACES + 1) *
			sizeof(uint8_t *));
	return c->places ? ERR_OK : ERR_NOMEM;
}

enum err db_catalog_open(
	const char *path, struct db_catalog **out, char why[256])
{
	struct db_catalog *c = mem_zero(sizeof(*c));
	enum err e = c ? open_all(c, path) : ERR_NOMEM;

	*out = NULL;
	snprintf(why, 256, "%s", e ? err_text(e) : "");
	if (e) {
		if (c && c->why[0])
			snprintf(why, 256, "%s", c->why);
		db_catalog_close(&c);
		return e;
	}
	c->limit = STEPS;
	*out = c;
	return ERR_OK;
}

void db_catalog_close(struct db_catalog **cp)
{
	struct db_catalog *c = *cp;
	int64_t rows;

	*cp = NULL;
	if (!c)
		return;
	rows = c->about.products / DB_CATALOG_PLACES + 1;
	for (int64_t i = 0; c->places && i < rows; i++)
		mem_free(c->places[i]);
	mem_free(c->places);
	for (int i = 0; i < DB_CATALOG_QUERIES; i++)
		sqlite3_finalize(c->query[i]);
	if (sqlite3_close(c->sqlite) != SQLITE_OK)
		assert(!"a statement was left behind");
	mem_free(c);
}

const struct db_catalog_about *db_catalog_about(const struct db_catalog *c)
{
	return &c->about;
}

const char *db_catalog_why(const struct db_catalog *c)
{
	return c->why;
}

void db_catalog_limit(struct db_catalog *c, int64_t steps)
{
	c->limit = steps ? steps : STEPS;
}

/* ---- products ---- */

enum err db_catalog_place(
	struct db_catalog *c, uint32_t doc, struct db_catalog_place *out)
{
	uint32_t row = doc / DB_CATALOG_PLACES, at = doc % DB_CATALOG_PLACES;
	sqlite3_stmt *st = c->query[DB_CATALOG_PLACE_Q];
	const size_t size = DB_CATALOG_PLACES * DB_CATALOG_PLACE;
	enum err e = ERR_OK;
	uint8_t *place;
	int rc;

	if (doc >= c->about.products)
		return db_catalog_bad(c, "a list has too high a number");
	if (!c->places[row]) {
		db_catalog_spend(c, 500);
		sqlite3_bind_int64(st, 1, row);
		rc = sqlite3_step(st);
		place = mem_zero(size);
		if (!place)
			e = ERR_NOMEM;
		else if (rc != SQLITE_ROW)
			e = rc == SQLITE_DONE ? db_catalog_bad(c, "a place")
					      : db_catalog_failed(c);
		else if ((size_t)sqlite3_column_bytes(st, 0) != size)
			e = db_catalog_bad(c, "the size of a place");
		else
			memcpy(place, sqlite3_column_blob(st, 0), size);
		db_catalog_done(c, DB_CATALOG_PLACE_Q);
		if (e) {
			mem_free(place);
			return e;
		}
		c->places[row] = place;
	}
	place = c->places[row] + at * DB_CATALOG_PLACE;
	out->id = db_catalog_get32(place);
	out->price = (int64_t)db_catalog_get64(place + 4);
	return ERR_OK;
}

enum err db_catalog_row(
	struct db_catalog *c, sqlite3_stmt *st, struct product *out)
{
	const char *texts[DB_CATALOG_TEXTS], *currency;

	for (int i = 0; i < DB_CATALOG_TEXTS; i++) {
		texts[i] = (const char *)sqlite3_column_text(st, i);
		if (!texts[i])
			return db_catalog_failed(c);
	}
	currency = (const char *)sqlite3_column_text(st, 16);
	if (!currency)
		return db_catalog_failed(c);
	*out = (struct product){.sku = texts[0],
		.name = texts[1],
		.description = texts[2],
		.url = texts[3],
		.image = texts[4],
		.brand = texts[5],
		.category = texts[6],
		.keywords = texts[7],
		.gtin = texts[8],
		.mpn = texts[9],
		.item_group = texts[10],
		.color = texts[11],
		.size = texts[12],
		.extra = texts[13],
		.price = sqlite3_column_int64(st, 14),
		.sale = sqlite3_column_int64(st, 15),
		.count = sqlite3_column_int64(st, 18)};
	snprintf(out->currency, sizeof(out->currency), "%s", currency);
	out->stock = (enum product_stock)sqlite3_column_int(st, 17);
	if ((unsigned)out->stock >= PRODUCT_STOCK_COUNT)
		return db_catalog_bad(c, "a product's stock");
	return ERR_OK;
}

enum err db_catalog_product(
	struct db_catalog *c, int64_t id, struct product *out)
{
	sqlite3_stmt *st = c->query[DB_CATALOG_PRODUCT];
	enum err e;
	int rc;

	db_catalog_spend(c, 2000);
	sqlite3_bind_int64(st, 1, id);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		e = db_catalog_row(c, st, out);
	else
		e = rc == SQLITE_DONE ? db_catalog_bad(c, "a product")
				      : db_catalog_failed(c);
	if (e)
		db_catalog_done(c, DB_CATALOG_PRODUCT);
	return e;
}

enum err db_catalog_name(struct db_catalog *c, int64_t id, const char **out)
{
	sqlite3_stmt *st = c->query[DB_CATALOG_NAME];
	enum err e = ERR_OK;
	int rc;

	db_catalog_spend(c, 1000);
	sqlite3_bind_int64(st, 1, id);
	rc = sqlite3_step(st);
	*out = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0)
				: NULL;
	if (!*out)
		e = rc == SQLITE_DONE ? db_catalog_bad(c, "a product")
				      : db_catalog_failed(c);
	if (e)
		db_catalog_done(c, DB_CATALOG_NAME);
	return e;
}

/* Every row of a statement into the hits. */
static enum err collect(
	struct db_catalog *c, enum db_catalog_query q, struct catalog_hits *out)
{
	struct product p;
	enum err e = ERR_OK;
	int rc;

	*out = (struct catalog_hits){.n = 0};
	while (!e && (rc = sqlite3_step(c->query[q])) != SQLITE_DONE) {
		e = rc == SQLITE_ROW ? db_catalog_row(c, c->query[q], &p)
				     : db_catalog_failed(c);
		if (!e)
			e = catalog_hits_add(out, &p);
	}
	db_catalog_done(c, q);
	out->total = out->n;
	if (e)
		catalog_hits_fini(out);
	return e;
}

enum err db_catalog_sku(
	struct db_catalog *c, const char *sku, struct catalog_hits *out)
{
	sqlite3_bind_text(c->query[DB_CATALOG_SKU], 1, sku, -1, SQLITE_STATIC);
	return collect(c, DB_CATALOG_SKU, out);
}

enum err db_catalog_group(
	struct db_catalog *c, const char *group, struct catalog_hits *out)
{
	sqlite3_stmt *st = c->query[DB_CATALOG_GROUP];

	sqlite3_bind_text(st, 1, group, -1, SQLITE_STATIC);
	sqlite3_bind_int(st, 2, CATALOG_REACH);
	return collect(c, DB_CATALOG_GROUP, out);
}
