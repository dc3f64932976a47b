/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_COLUMN_H
#define RELAY_CATALOG_FEED_COLUMN_H

/*
 * The columns of feed_table.h as values, and which of them a name of a feed
 * means.
 */
#include <stddef.h>
#include <stdint.h>

#include "relay/catalog/feed_table.h"
#include "shared/err.h"

enum feed_column_id {
#define FEED_COLUMN_ENUM(code, name, kind, cap, need, member, others) \
	FEED_COLUMN_##code,
	FEED_TABLE(FEED_COLUMN_ENUM)
#undef FEED_COLUMN_ENUM
		FEED_COLUMN_COUNT
};
#define FEED_COLUMN_NONE FEED_COLUMN_COUNT

enum feed_kind {
	FEED_KIND_ID,
	FEED_KIND_LINE,
	FEED_KIND_PROSE,
	FEED_KIND_LINK,
	FEED_KIND_PRICE,
	FEED_KIND_CURRENCY,
	FEED_KIND_STOCK,
	FEED_KIND_COUNT,
	FEED_KIND_GTIN
};

enum feed_need { FEED_NEED_NONE, FEED_NEED_COLUMN, FEED_NEED_CELL };

struct feed_column {
	const char *name;
	const char *others; /* separated by | */
	enum feed_kind kind;
	enum feed_need need;
	size_t cap;    /* bytes of what is kept */
	size_t member; /* its offset in struct product; unless text: 0 */
};

/* A column of the table.  Lends a constant. */
const struct feed_column *feed_column(enum feed_column_id id);

struct feed_names;

/* Gives the dictionary of all names (feed_names_destroy); NULL when memory is
 * out. */
struct feed_names *feed_names_new(void);
void feed_names_destroy(struct feed_names **n);

/* Which column a name of a feed means, FEED_COLUMN_NONE if none that we know;
 * *rank is 0 for the usual name, and higher the worse another is.  ERR_NOMEM,
 * ERR_UTF8, else ERR_OK. */
enum err feed_names_find(const struct feed_names *n, const char *name,
	size_t len, enum feed_column_id *id, int *rank);

#endif
