/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_UV_FEED_H
#define RELAY_CATALOG_UV_FEED_H

/*
 * A feed that is fetched becomes a catalogue, whole or not at all, piece by
 * piece as it comes in, on a thread of its own: neither the loop nor the pool
 * waits for a shop's server.  One at a time.
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

/* Fetches one; nothing may be going on.  fn is called out of the loop.  False:
 * no memory, and it is not. */
bool uv_feed_begin(struct uv_feed *u, const struct intake_order *order,
	intake_fetched_fn fn, void *ctx);
/* Ends what goes on soon: FETCH_STOPPED, or an intake that failed. */
void uv_feed_stop(struct uv_feed *u);
/* Is something going on? */
bool uv_feed_busy(const struct uv_feed *u);

#endif
