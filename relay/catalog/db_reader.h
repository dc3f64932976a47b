/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_DB_READER_H
#define RELAY_CATALOG_DB_READER_H

/*
 * Keeps the catalogues that were asked last open, and answers from them.  Each
 * question looks whether the file has been replaced or removed since, which
 * takes a microsecond, so that nobody need be told.  Used by one thread at a
 * time.
 */
#include "relay/catalog/lookup.h"

#define DB_READER_OPEN 8 /* catalogues, of up to 16 MB of pages each */

struct db_reader; /* opaque */

/* Copies the directory.  NULL: no memory. */
struct db_reader *db_reader_new(const char *directory);
void db_reader_destroy(struct db_reader **r);

/* Fills in *out (lookup_answer_fini), whatever comes of it. */
void db_reader_ask(struct db_reader *r, const struct lookup *what,
	struct lookup_answer *out);

#endif
