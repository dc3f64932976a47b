/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_DB_CATALOG_MATCH_H
#define RELAY_CATALOG_DB_CATALOG_MATCH_H

/*
 * One pass of a search: the products that stand in all of several unions of
 * lists, in order of popularity.
 */
#include "relay/catalog/db_catalog_lists.h"
#include "relay/catalog/query.h"
#include "relay/catalog/rank.h"

struct db_catalog;

/* A term of a run is up to so many pairs of letters; the rest of a longer run
 * is seen to when a product's text is looked at. */
#define DB_CATALOG_PAIRS 12
#define DB_CATALOG_UNIONS (CATALOG_WORDS * DB_CATALOG_PAIRS + 2)

/* How the terms of a query are taken in this pass. */
struct db_catalog_how {
	enum terms_field first; /* worst field of the first term */
	enum terms_field worst; /* of the others */
	bool whole;             /* words only as they stand */
	bool respelt;           /* long words with one mistake */
};

struct db_catalog_match {
	struct db_catalog *c;
	struct db_catalog_lists *unions[DB_CATALOG_UNIONS];
	int term[DB_CATALOG_UNIONS]; /* of the query; -1: a filter */
	int n;
	uint32_t doc;
};

void db_catalog_match_init(struct db_catalog_match *m, struct db_catalog *c);
void db_catalog_match_fini(struct db_catalog_match *m);

/* Adds the query's terms; the filters of `ask` but for prices; or the products
 * of one key, in fields down to `worst`. */
enum err db_catalog_match_terms(struct db_catalog_match *m,
	const struct query *q, const struct db_catalog_how *how);
enum err db_catalog_match_filters(
	struct db_catalog_match *m, const struct catalog_ask *ask);
enum err db_catalog_match_key(struct db_catalog_match *m, char kind,
	const char *s, size_t len, enum terms_field worst);

/* Call once all are added: everything, if nothing was. */
enum err db_catalog_match_ready(struct db_catalog_match *m);

/* Goes to the next product; m->doc is DB_CATALOG_END behind the last.  Writes
 * the best field of every term. */
enum err db_catalog_match_next(
	struct db_catalog_match *m, uint8_t field[CATALOG_WORDS]);

#endif
