/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_UV_FEED_H
#define RELAY_CATALOG_UV_FEED_H

/*
 * Feeds that are fetched become catalogues, whole or not at all, piece by piece
 * as they come in, each on a thread of its own: neither the loop nor the pool
 * waits for a shop's server, nor one feed for another's.  Indexes are made one
 * after another, for they take memory and a processor.
 */
#include <uv.h>

#include "relay/catalog/intake.h"

struct hosts;
struct uv_feed; /* opaque */

/* The loop, `hosts` and `ca` (see http_fetch.h) are lent for its life;
 * catalogues are made in `directory`/catalog.  NULL: no memory. */
struct uv_feed *uv_feed_new(uv_loop_t *loop, const char *directory,
	const struct hosts *hosts, const char *ca);
/* Nothing may be going on; the loop has to run once more. */
void uv_feed_destroy(struct uv_feed **u);

/* Fetches one; fewer than LIMIT_FEEDS_AT_ONCE may be going on, and none of that
 * retailer.  fn is called out of the loop.  False: no memory, and it is not. */
bool uv_feed_begin(struct uv_feed *u, const struct intake_order *order,
	intake_fetched_fn fn, void *ctx);
/* Ends what goes on for the retailer (NULL: for all) soon: FETCH_STOPPED, or an
 * intake that failed. */
void uv_feed_stop(struct uv_feed *u, const char *retailer);
/* Is something going on? */
bool uv_feed_busy(const struct uv_feed *u);

#endif
