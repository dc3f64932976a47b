/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_RETENTION_H
#define RELAY_GATE_RETENTION_H

/*
 * How long chats are kept (J1): what is past a retailer's retention is gone
 * within the hour, a few chats at a time, so that nobody waits for it.  What
 * was just set may be wrong, and what is gone is gone: a new retention, a clock
 * that was put on or back, and one that a relay begins with, act an hour later.
 * Pure.
 */
#include "relay/gate/hub.h"
#include "relay/store/store_shopper.h"

#define RETENTION_EVERY TIMES_HOUR

/* Once a second: begins when it is due. */
void retention_look(struct hub *hub);

/* Us: what was before then is past it; 0: all is kept for ever. */
int64_t retention_before(const struct tenant *t);

/* Does away with some of it now, a second's worth: `fn` hears of what is gone,
 * and whether there is `more`.  ERR_FULL: it is being done already; ERR_NOMEM:
 * then it hears of nothing. */
enum err retention_begin(struct tenant *t, const struct trail_who *by,
	store_expired_fn fn, void *ctx);

/* Something has been erased: its words leave the index, its files the disk. */
void retention_clean(struct hub *hub);

#endif
