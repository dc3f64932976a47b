/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_PRESENCE_H
#define RELAY_DESK_PRESENCE_H

/*
 * Availability (rules B): it belongs to the associate, not to the device.
 */
#include "relay/desk/floor.h"

/* Sets it; `reason` says why not. */
void presence_set(struct desk *d, struct associate *a, bool available,
	enum wire_reason reason);

/* One miss more; the third in a row makes unavailable (B5). */
void presence_miss(struct desk *d, struct associate *a);

/* A chat begins and ends. */
void presence_join(struct desk *d, struct associate *a, struct chat *c);
void presence_leave(struct desk *d, struct associate *a);

/* So many sales more or fewer today (E4), of that worth in the retailer's
 * currency. */
void presence_sold(
	struct desk *d, struct associate *a, int sales, int64_t worth);

/* The first device has come, the last one has gone (B6). */
void presence_came(struct desk *d, struct associate *a);
void presence_lost(struct desk *d, struct associate *a);
void presence_due(struct desk *d, struct associate *a);

/* Counts an associate among the available of their groups, by +1 or -1. */
void presence_count(struct desk *d, const struct associate *a, int by);

void presence_on_available(struct desk *d, const struct ask *k);

#endif
