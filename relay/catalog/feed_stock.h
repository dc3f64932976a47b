/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_STOCK_H
#define RELAY_CATALOG_FEED_STOCK_H

/* The words with which feeds say that something can be had, and numbers of
 * pieces. */
#include <stddef.h>
#include <stdint.h>

#include "relay/catalog/feed_reason.h"
#include "relay/catalog/product.h"
#include "shared/err.h"

struct feed_stock;

/* Gives the table of words, folded (feed_stock_destroy); NULL when memory is
 * out. */
struct feed_stock *feed_stock_new(void);
void feed_stock_destroy(struct feed_stock **s);

/* Which of them a cell is, without regard to width, case, blanks, hyphens and
 * underscores; PRODUCT_UNSAID when it is none.  ERR_NOMEM, else ERR_OK. */
enum err feed_stock_word(const struct feed_stock *s, const char *cell,
	size_t len, enum product_stock *out);

/* Reads "12", "1,200" or "12.0" as a number of pieces; less than none is
 * none.  FEED_FINE or FEED_COUNT. */
enum feed_reason feed_stock_count(const char *cell, size_t len, int64_t *out);

#endif
