/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_UV_CATALOG_H
#define RELAY_CATALOG_UV_CATALOG_H

/*
 * Catalogues beside the loop: a thread of the pool reads them, one question
 * after the other.  Who asks keeps the queue (gate/find.h).
 */
#include <uv.h>

#include "relay/catalog/lookup.h"

struct uv_catalog; /* opaque */

/* The loop is lent for its life; the catalogues are in `directory`/catalog.
 * NULL: no memory. */
struct uv_catalog *uv_catalog_new(uv_loop_t *loop, const char *directory);
/* Nothing may be going on. */
void uv_catalog_destroy(struct uv_catalog **c);

/* Asks; nothing may be going on.  `what` is lent until fn is called, out of the
 * loop. */
void uv_catalog_ask(struct uv_catalog *c, const struct lookup *what,
	lookup_fn fn, void *ctx);
/* Is something going on? */
bool uv_catalog_busy(const struct uv_catalog *c);

/* Removes all of a retailer's catalogues. */
void uv_catalog_remove(const struct uv_catalog *c, const char *retailer);
/* And of those that there are not; when the relay begins. */
void uv_catalog_sweep(const struct uv_catalog *c,
	bool (*known)(void *ctx, const char *retailer), void *ctx);

#endif
