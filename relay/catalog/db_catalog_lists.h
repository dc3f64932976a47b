/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_DB_CATALOG_LISTS_H
#define RELAY_CATALOG_DB_CATALOG_LISTS_H

/*
 * Several lists of a catalogue read as one, in order of popularity: all that
 * one word of a query can mean.  Nothing is read of a long list before it is
 * needed, and blocks are passed over.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/catalog/terms.h"

struct db_catalog;
struct db_catalog_cursor;

#define DB_CATALOG_END UINT32_MAX /* behind the last doc */

struct db_catalog_lists {
	struct db_catalog *c;
	unsigned best, worst;            /* fields that count */
	struct db_catalog_cursor **heap; /* by doc; the first is nearest */
	int n, size;
	uint64_t *few; /* docs of short lists, with their fields */
	size_t few_n, few_size;
	int64_t estimate; /* docs, some of them twice */
	bool all;         /* every doc */
	uint32_t doc;     /* where it stands, or DB_CATALOG_END */
};

/* Nothing yet, of fields from best to worst. */
void db_catalog_lists_init(struct db_catalog_lists *l, struct db_catalog *c,
	unsigned best, unsigned worst);
void db_catalog_lists_fini(struct db_catalog_lists *l);

/* Adds the lists of that kind and text, or of every text that begins with it;
 * *found, unless NULL, says how many.  Cut when there are too many. */
enum err db_catalog_lists_add(struct db_catalog_lists *l, char kind,
	const char *s, size_t len, bool beginnings, int *found);

/* Makes it every doc there is. */
void db_catalog_lists_all(struct db_catalog_lists *l);

/* Call once all are added, before the first seek. */
enum err db_catalog_lists_ready(struct db_catalog_lists *l);

/* Goes to the first doc that is not before `doc`; it never goes back. */
enum err db_catalog_lists_seek(struct db_catalog_lists *l, uint32_t doc);

/* The best field that it has of the doc where it stands. */
unsigned db_catalog_lists_field(const struct db_catalog_lists *l);

/* The keys of a term's lists lie from `low` on and before `high`.  Returns
 * their lengths in *n and *m. */
#define DB_CATALOG_KEY (TERMS_KEY + 8)
void db_catalog_lists_range(char kind, const char *s, size_t len,
	bool beginnings, char low[DB_CATALOG_KEY], size_t *n,
	char high[DB_CATALOG_KEY], size_t *m);

#endif
