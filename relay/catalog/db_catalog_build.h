/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_DB_CATALOG_BUILD_H
#define RELAY_CATALOG_DB_CATALOG_BUILD_H

/*
 * A new catalogue for a retailer, whole or not at all (F3): products are put
 * into a file of another name; only when that is complete and on disk does it
 * take the old one's place, in one step.  Whatever happens before, power cuts
 * too, leaves the old one as it was.  One import a retailer at a time.  Used by
 * one thread at a time; touches no catalogue that is being read.
 *
 * In the directory are NAME.catalog, the one that counts; NAME.part while one
 * is made, and NAME.runs for a moment; NAME.held, which waits for a manager;
 * NAME.lock.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/catalog/product.h"
#include "shared/err.h"

struct db_catalog_build;

/* Names the catalogue of a retailer; false when that does not fit. */
#define DB_CATALOG_BUILD_PATH 4096
bool db_catalog_build_path(const char *directory, const char *retailer,
	char out[DB_CATALOG_BUILD_PATH]);

/* And the one of the retailer that is held back. */
bool db_catalog_build_held(const char *directory, const char *retailer,
	char out[DB_CATALOG_BUILD_PATH]);

/* Begins, making the directory if need be.  ERR_FULL: another import of this
 * retailer is running.  ERR_IO, ERR_NOT_KEPT (no room), ERR_NOMEM, ERR_CONFIG
 * (the path is too long).  Gives *out, or says in `why` what is wrong. */
enum err db_catalog_build_begin(const char *directory, const char *retailer,
	struct db_catalog_build **out, char why[256]);

/* Puts one in.  ERR_EXISTS: its SKU is there already, and this one is left
 * out.  ERR_FIELD: it has no SKU or no name.  Both leave the import as it was;
 * everything else ends it: ERR_NOT_KEPT, ERR_IO, ERR_NOMEM. */
enum err db_catalog_build_add(
	struct db_catalog_build *b, const struct product *p);

/* Which one it was that came with this SKU, from 1; 0: none. */
int64_t db_catalog_build_find(struct db_catalog_build *b, const char *sku);

/* How often a product was recommended lately. */
struct db_catalog_popular {
	const char *sku;
	int64_t times;
};

enum db_catalog_build_as {
	DB_CATALOG_BUILD_NEW,
	/* With the products of the one that is there, or is held back, whose
	 * place it takes: nothing is compared, all else stays. */
	DB_CATALOG_BUILD_SAME,
	DB_CATALOG_BUILD_SAME_HELD,
};

struct db_catalog_build_end {
	int64_t now; /* us */
	enum db_catalog_build_as as;
	const struct db_catalog_popular *popular;
	int n;
	char currency[4]; /* of prices that can be asked for; "": any */
	bool force;       /* whatever is gone */
	/* Told now and then how far it is; what is not ERR_OK stops it, and
	 * is what finish says.  May be NULL. */
	enum err (*progress)(void *ctx, int64_t done, int64_t of);
	void *ctx;
	/* Filled in */
	int64_t products, before; /* in the new one; in the old one, or 0 */
	/* Of those before: their SKUs are not in the new one.  Handed in for
	 * DB_CATALOG_BUILD_SAME_HELD. */
	int64_t gone;
	bool held; /* it waits for db_catalog_build_release */
};

/* Makes the index, and puts the new catalogue in the old one's place; a million
 * products take a minute or so.  With more than half of the old one's products
 * not in it, by SKU, it is held back instead, if not forced.  Errors as
 * begin's, and what progress says; then nothing has changed.  Ends the build in
 * any case, as abandon does; *b is NULL afterwards. */
enum err db_catalog_build_finish(struct db_catalog_build **b,
	struct db_catalog_build_end *end, char why[256]);
void db_catalog_build_abandon(struct db_catalog_build **b);

/* The manager has looked: the one that was held back takes its place after
 * all, or goes.  ERR_UNKNOWN: none is held. */
enum err db_catalog_build_release(
	const char *directory, const char *retailer, char why[256]);
enum err db_catalog_build_refuse(
	const char *directory, const char *retailer, char why[256]);

/* The retailer is gone: removes all that it has.  What is not there is fine. */
void db_catalog_build_remove(const char *directory, const char *retailer);
/* Removes those of retailers that there are not: the relay ended between their
 * row and their files. */
void db_catalog_build_sweep(const char *directory,
	bool (*known)(void *ctx, const char *retailer), void *ctx);

#endif
