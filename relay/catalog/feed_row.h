/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_ROW_H
#define RELAY_CATALOG_FEED_ROW_H

/*
 * One row on its way from cells to a product: each cell is read as its kind
 * says, and the first that cannot be is the reason for which the row is
 * refused.
 */
#include "relay/catalog/feed.h"
#include "relay/catalog/feed_column.h"

struct feed_row;

/* Gives a row (feed_row_destroy); NULL when memory is out.  Lends the
 * config. */
struct feed_row *feed_row_new(const struct feed_config *config);
void feed_row_destroy(struct feed_row **r);

/* Empties it. */
void feed_row_clear(struct feed_row *r);

/* A cell of a known column; lent until the row is cleared. */
void feed_row_set(struct feed_row *r, enum feed_column_id id, const char *cell,
	size_t len);

/* A cell of a column that is only kept; an empty one is not.  *why is
 * FEED_FINE or FEED_ENCODING.  ERR_NOMEM, else ERR_OK. */
enum err feed_row_extra(struct feed_row *r, const char *name, const char *cell,
	size_t len, enum feed_reason *why);

/* Makes a product of the cells, lent until the row is cleared; or says why
 * not, and in which column.  ERR_NOMEM, else ERR_OK. */
enum err feed_row_product(struct feed_row *r, struct product *out,
	enum feed_reason *why, enum feed_column_id *where);

/* The id, as far as it was read; "" before.  Lends. */
const char *feed_row_sku(const struct feed_row *r);

#endif
