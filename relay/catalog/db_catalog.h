/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_DB_CATALOG_H
#define RELAY_CATALOG_DB_CATALOG_H

/*
 * A finished catalogue, to be read: a file that nobody changes.  When another
 * takes its place, who has it open goes on reading the old one; so open the new
 * one when told, and close this.  Each of these objects is used by one thread
 * at a time; any number of them may have the same file open.  It holds up
 * to 16 MB of pages, and 12 bytes a product once prices were asked for.
 *
 * No question takes long: each may do so many steps, about a nanosecond or a
 * few each, and then answers with what it has found (catalog_hits.cut).
 *
 * Errors of all: ERR_NOMEM; ERR_IO when the file cannot be read or is damaged;
 * ERR_UTF8 and ERR_SIZE for a query (query.h).  db_catalog_why says more.
 */
#include "relay/catalog/catalog.h"

struct db_catalog;

struct db_catalog_about {
	int64_t made; /* us: when it was finished (F2: "updated 09:10") */
	int64_t products;
	int64_t bytes; /* of all text of the products, as the feed had it */
	/* Of one that was held back: so many of those before are not in it, by
	 * SKU; 0 where that was not written down. */
	int64_t gone;
	bool outdated; /* db_catalog_renew.h would make it anew */
};

/* Opens it.  ERR_UNKNOWN: there is none.  ERR_NEWER: a newer noren made it.
 * ERR_CONFIG: it is no catalogue.  Gives *out, or says in `why` what is wrong.
 */
enum err db_catalog_open(
	const char *path, struct db_catalog **out, char why[256]);
void db_catalog_close(struct db_catalog **c);

/* Lends. */
const struct db_catalog_about *db_catalog_about(const struct db_catalog *c);
const char *db_catalog_why(const struct db_catalog *c);

/* Steps of a question from now on; 0: the usual number. */
void db_catalog_limit(struct db_catalog *c, int64_t steps);

/* What matches, best first.  Gives *out (catalog_hits_fini), empty on error. */
enum err db_catalog_search(struct db_catalog *c, const struct catalog_ask *ask,
	struct catalog_hits *out);

/* The product of that SKU, byte for byte; those of that barcode, which may be
 * 8, 12, 13 or 14 digits, zeros in front do not matter; those of one item
 * group, in order of the feed, CATALOG_REACH at most.  None is ERR_OK too.
 * Gives *out. */
enum err db_catalog_sku(
	struct db_catalog *c, const char *sku, struct catalog_hits *out);
enum err db_catalog_gtin(
	struct db_catalog *c, const char *gtin, struct catalog_hits *out);
enum err db_catalog_group(
	struct db_catalog *c, const char *group, struct catalog_hits *out);

/* Calls `fn` for the categories right below `below` ("" or NULL: the top ones)
 * in alphabetical order, with the number of products there and further below,
 * until it says false.  `name` is the whole path, as catalog_ask takes it. */
enum err db_catalog_categories(struct db_catalog *c, const char *below,
	bool (*fn)(void *ctx, const char *name, int64_t products), void *ctx);

#endif
