/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_FEEDS_H
#define RELAY_GATE_FEEDS_H

/*
 * Product feeds that are fetched on a schedule (F3): one a retailer, some at a
 * time, so that a server that is slow holds up only its own.  What the last try
 * came to is kept with the schedule, in the store. A catalogue that a feed
 * became is not brought in again while the feed is as it was: not the one that
 * is there, nor one that waits for a manager or was refused.  Pure.
 */
#include <jansson.h>

#include "relay/catalog/intake.h"
#include "relay/gate/answer.h"
#include "relay/gate/trail.h"
#include "shared/wire.h"

#define FEEDS_LEAST (5 * TIMES_MINUTE) /* from one fetch to the next */
#define FEEDS_USUAL (6 * TIMES_HOUR)   /* where nothing is said */
#define FEEDS_MOST (30 * TIMES_DAY)

struct feeds; /* opaque */

/* See uv_feed.h and hosts.h, which are behind this. */
struct feeds_io {
	void *ctx;
	/* fn never comes from inside.  False: no memory. */
	bool (*begin)(void *ctx, const struct intake_order *order,
		intake_fetched_fn fn, void *fn_ctx);
	/* What goes on for that retailer ends soon. */
	void (*stop)(void *ctx, const char *retailer);
	/* FETCH_FINE, or why it may not be fetched. */
	enum fetch_end (*allowed)(void *ctx, const char *url);
	/* The retailer went while its catalogue was made. */
	void (*remove)(void *ctx, const char *retailer);
};

/* NULL: no memory. */
struct feeds *feeds_new(struct hub *hub, const struct feeds_io *io);
/* Nothing may be going on. */
void feeds_destroy(struct feeds **all);

/* Reads what the store has; fn is told when it has. */
void feeds_load(
	struct feeds *all, void (*fn)(void *ctx, enum err e), void *ctx);
/* Once a second: begins those that have been due for longest, up to
 * LIMIT_FEEDS_AT_ONCE. */
void feeds_look(struct feeds *all);
/* How many are being fetched. */
int feeds_pending(const struct feeds *all);

/* Sets a retailer's, has it fetched now, or stops it.  ERR_RETAILER;
 * ERR_FIELD: not from there, or not so often; ERR_UNKNOWN: it has none. */
void feeds_change(struct feeds *all, const struct trail_who *by,
	const struct wire_ctl_feed *m, struct reply *r);
/* A manager has refused the catalogue that was made then (us) and held back: a
 * feed that became it is not taken again until it changes, or somebody wants it
 * after all (feeds_change).  Fine where it was no feed's. */
void feeds_decline(struct feeds *all, const char *retailer, int64_t made);
/* The retailer's currency or pages are others, and with them what its feed
 * becomes: it is fetched now, and taken whatever its server says.  Fine where
 * it has none. */
void feeds_renew(struct feeds *all, const char *retailer);
/* The retailer is gone, and its row too. */
void feeds_forget(struct feeds *all, const char *retailer);

/* Does the retailer's feed come from that host? */
bool feeds_from(
	const struct feeds *all, const char *retailer, const char *host);

/* Adds what is known of a retailer's feed to a JSON object; nothing where it
 * has none.  Without `whole` only the host of its address. */
void feeds_show(const struct feeds *all, const char *retailer, bool whole,
	json_t *value);
#endif
