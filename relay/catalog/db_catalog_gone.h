/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_DB_CATALOG_GONE_H
#define RELAY_CATALOG_DB_CATALOG_GONE_H

/*
 * What a feed loses of a catalogue (F3): the products that the one has and the
 * other has not.  A product is who has its SKU, whatever else changed.
 */
#include <sqlite3.h>
#include <stdint.h>

#include "shared/err.h"

struct db_catalog_build_end;

/* Puts into *end how many products the catalogue in the file `path` has, and
 * how many of them are not in the one that `fresh` has; none of a file that is
 * not there or is damaged.  A million in both take half a second, and memory
 * does not grow with them.  Errors as db_catalog_build_finish. */
enum err db_catalog_gone(
	sqlite3 *fresh, const char *path, struct db_catalog_build_end *end);

#endif
