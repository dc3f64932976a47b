/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_FEED_H
#define RELAY_STORE_STORE_FEED_H

/* Feeds that are fetched on a schedule, and what imports ask for: part of
 * store.h, to the same promises.
 */
#include "relay/store/store_extra.h"

/* A retailer's feed is like that now.  ERR_UNKNOWN: no such retailer. */
void store_put_feed(struct store *s, const struct store_feed *f,
	store_done_fn fn, void *ctx);
/* ERR_UNKNOWN: it has none. */
void store_drop_feed(
	struct store *s, const char *retailer, store_done_fn fn, void *ctx);
/* All that there are. */
typedef void (*store_feeds_fn)(
	void *ctx, enum err e, const struct store_feed *rows, int n);
void store_feeds(struct store *s, store_feeds_fn fn, void *ctx);

/* How often a product was recommended since then, those first that were most
 * often, STORE_POPULAR at most.  On the reader's thread: nothing waits for it.
 */
#define STORE_POPULAR 2000
struct store_popular {
	const char *sku;
	int64_t times;
};
typedef void (*store_popular_fn)(
	void *ctx, enum err e, const struct store_popular *rows, int n);
void store_popular(struct store *s, const char *retailer, int64_t since,
	store_popular_fn fn, void *ctx);

#endif
