/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_SHELF_H
#define TESTS_LIB_SHELF_H

/*
 * A directory for catalogues, and the plain way to find something in one: look
 * at every product.  What db_catalog.h finds must be the same.
 */
#include "relay/catalog/catalog.h"
#include "relay/catalog/db_catalog.h"
#include "relay/catalog/db_catalog_build.h"

struct shelf {
	char directory[64];
	char path[DB_CATALOG_BUILD_PATH];
	char why[256];
};

/* A directory of its own, "shop" the retailer. */
void shelf_init(struct shelf *s);
void shelf_fini(struct shelf *s);

/* Makes a catalogue of `n` products; the test fails if that does. */
void shelf_fill(struct shelf *s, const struct product *products, int n);
enum err shelf_build(struct shelf *s, const struct product *products, int n,
	struct db_catalog_build_end *end);
struct db_catalog *shelf_open(struct shelf *s);

/* How many files are in the directory. */
int shelf_files(const struct shelf *s);

/* What a product and a query look like to the plain search. */
struct shelf_text;
struct shelf_text *shelf_read(const struct product *p);
void shelf_text_free(struct shelf_text *t);

/* Does it match?  With `respelt`, one mistake in each long word is forgiven.
 * Filters are left to the caller. */
bool shelf_matches(const struct shelf_text *t, const char *query, bool respelt);

/* How well: 3 by its code, 2 by its name, 1 where the name begins so, else 0.
 */
int shelf_class(const struct shelf_text *t, const char *query);

/* One with empty fields, in stock, for 100. */
struct product shelf_product(const char *sku, const char *name);

#endif
