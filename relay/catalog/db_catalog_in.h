/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_DB_CATALOG_IN_H
#define RELAY_CATALOG_DB_CATALOG_IN_H

/*
 * A catalogue's file from the inside, for db_catalog*.c only.
 *
 * Products are numbered twice: by `id`, in the order of the feed, and by `doc`
 * from 0 in the order of popularity, which is what lists hold.  A list
 * (terms.h) is a row of `list`, its key the term's, a NUL and the field.  A
 * short one lies in its row; of a long one the row has the first doc of every
 * block, four bytes each, and the blocks are rows of `block` from `first` on.
 * `place` has the product's id and price of so many docs a row.  Numbers in
 * blobs are little-endian.
 */
#include <sqlite3.h>

#include "relay/catalog/db_catalog.h"

#define DB_CATALOG_FORMAT 2
#define DB_CATALOG_MARKED 1        /* the one before: see fold_marked() */
#define DB_CATALOG_MARK 0x6e6f7263 /* "norc" */
#define DB_CATALOG_INLINE 200      /* bytes of a list in its row */
#define DB_CATALOG_BLOCK 2000      /* bytes of a block */
#define DB_CATALOG_PLACES 640      /* docs of a row of `place`: a page */
#define DB_CATALOG_PLACE 12        /* bytes of one of them */

/* Columns of a product, as SELECT DB_CATALOG_COLUMNS and INSERT have them. */
#define DB_CATALOG_COLUMNS \
	"sku, name, description, url, image, brand, category, keywords," \
	" gtin, mpn, item_group, color, size, extra, price, sale, currency," \
	" stock, count"
#define DB_CATALOG_TEXTS 14 /* of them, in front */

enum db_catalog_query {
	DB_CATALOG_LISTS,   /* of one term, or of all that begin so */
	DB_CATALOG_ANY,     /* is there one? */
	DB_CATALOG_BLOCK_Q, /* a block */
	DB_CATALOG_PLACE_Q,
	DB_CATALOG_PRODUCT, /* by id */
	DB_CATALOG_NAME,
	DB_CATALOG_SKU,
	DB_CATALOG_GROUP,
	DB_CATALOG_QUERIES
};

struct db_catalog {
	sqlite3 *sqlite;
	sqlite3_stmt *query[DB_CATALOG_QUERIES];
	struct db_catalog_about about;
	uint8_t **places;     /* rows of `place` that were read */
	int64_t limit, steps; /* of a question; that are left of this one */
	bool cut;             /* something was left out in this one */
	bool marked;          /* letters kept their marks in its index */
	char why[256];
};

/* Little-endian numbers. */
uint32_t db_catalog_get32(const uint8_t *p);
uint64_t db_catalog_get64(const uint8_t *p);
void db_catalog_put32(uint8_t *p, uint32_t n);
void db_catalog_put64(uint8_t *p, uint64_t n);

/* A result code of SQLite's: ERR_NOMEM, ERR_NOT_KEPT (no room), ERR_EXISTS (a
 * key that must be unique), else ERR_IO. */
enum err db_catalog_err(int rc);

/* Takes steps off; false, and cut, when there are none left. */
static inline bool db_catalog_spend(struct db_catalog *c, int64_t steps)
{
	c->steps -= steps;
	if (c->steps < 0)
		c->cut = true;
	return c->steps >= 0;
}

/* Says what is wrong with the file; returns ERR_IO, or what SQLite says. */
enum err db_catalog_bad(struct db_catalog *c, const char *what);
enum err db_catalog_failed(struct db_catalog *c);

/* Where a doc is. */
struct db_catalog_place {
	int64_t id, price;
};
enum err db_catalog_place(
	struct db_catalog *c, uint32_t doc, struct db_catalog_place *out);

/* The row of a product: strings lent until db_catalog_done. */
enum err db_catalog_product(
	struct db_catalog *c, int64_t id, struct product *out);
/* Its name only: lent until db_catalog_done. */
enum err db_catalog_name(struct db_catalog *c, int64_t id, const char **out);
void db_catalog_done(struct db_catalog *c, enum db_catalog_query q);

/* The product in the row that a statement stands at. */
enum err db_catalog_row(
	struct db_catalog *c, sqlite3_stmt *st, struct product *out);

#endif
