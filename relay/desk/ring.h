/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_RING_H
#define RELAY_DESK_RING_H

/*
 * Requests: who is rung by which, and who wins (rules C).  An associate is
 * rung by one request at a time.  A request has as many places as its waves
 * have brought; whenever something changes, ring_settle() fills those that
 * are free, the oldest request first.
 */
#include "relay/desk/floor.h"

/* Begins to ring: the chat becomes a request; or, live, one that is being
 * transferred rings for those whom that concerns. */
void ring_start(struct desk *d, struct chat *c);
void ring_begin(struct desk *d, struct chat *c);
bool ring_rings(const struct chat *c);

/* Ends the ringing for whoever is rung; the chat is no request any more. */
void ring_stop(struct desk *d, struct chat *c, enum wire_reason reason,
	const char *name);

/* The request is older than it may be, or its shop has closed. */
void ring_miss(struct desk *d, struct chat *c);
void ring_close(struct desk *d, struct chat *c);

/* Takes the ring away from an associate who is rung, without a miss. */
void ring_withdraw(
	struct desk *d, struct associate *a, enum wire_reason reason);

/* Puts an associate on the list of those who can be rung, or takes them off:
 * after every change of what that depends on. */
void ring_idle(struct desk *d, struct associate *a);

/* Forgets an associate who is about to be removed. */
void ring_forget(struct desk *d, struct associate *a);

/* Rings whoever should be rung now. */
void ring_settle(struct desk *d);

/* A ring as it was kept; and, when all are there, the requests in order. */
bool ring_add(struct desk *d, struct chat *c, struct associate *a,
	enum rec_ring_state state, int64_t at);
void ring_loaded(struct desk *d);

/* When the request changes by itself: the next wave or the end. */
int64_t ring_next(const struct desk *d, const struct chat *c);
int ring_capacity(const struct desk *d, const struct chat *c);
int64_t ring_left(const struct desk *d, const struct chat *c); /* ms */
struct ring *ring_of(const struct chat *c, const struct associate *a);

/* May this request ring this associate, who is idle? */
bool ring_suits(const struct chat *c, const struct associate *a);

void ring_on_accept(struct desk *d, const struct ask *k);
void ring_on_pass(struct desk *d, const struct ask *k);

#endif
