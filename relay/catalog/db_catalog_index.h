/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_DB_CATALOG_INDEX_H
#define RELAY_CATALOG_DB_CATALOG_INDEX_H

/*
 * The index of a catalogue that has all of its products: reads them in order of
 * popularity and writes the tables of db_catalog_in.h.  Memory does not grow
 * with the number of products, but for four bytes a product.
 */
#include <sqlite3.h>
#include <stdint.h>

#include "shared/err.h"

struct db_catalog_build_end;

/* `runs` is the path of a file to be made and removed; `products` how many
 * there are.  Errors as db_catalog_build_finish. */
enum err db_catalog_index(sqlite3 *sqlite, const char *runs, int64_t products,
	const struct db_catalog_build_end *end);

#endif
