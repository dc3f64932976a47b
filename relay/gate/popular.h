/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_POPULAR_H
#define RELAY_GATE_POPULAR_H

/*
 * What a retailer's associates recommended lately, for its next catalogue: that
 * comes first among equals (F1).  Pure.
 */
#include "relay/catalog/db_catalog_build.h"
#include "shared/times.h"

struct hub;

#define POPULAR_SINCE (90 * TIMES_DAY) /* how far back counts */

/* Lent for the call.  What cannot be counted is nothing. */
typedef void (*popular_fn)(
	void *ctx, const struct db_catalog_popular *rows, int n);
/* fn is called once, never from inside.  False: no memory, and it is not. */
bool popular_ask(
	struct hub *hub, const char *retailer, popular_fn fn, void *ctx);

#endif
