/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_EVENT_H
#define RELAY_DESK_EVENT_H

/*
 * What the shopper does, as entries of the chat that rings or lives (rule D4).
 * So that a busy page floods nobody, a page that is left within EVENT_SETTLE
 * of the last one told is told only if it stays (the last one wins), the same
 * product is told once in EVENT_AGAIN, and there are at most EVENT_MOST a
 * minute, of them EVENT_VIEWS views; the rest is dropped.  An order is told
 * once a chat.
 */
#include "relay/desk/floor.h"

#define EVENT_SETTLE (3 * TIMES_SECOND)
#define EVENT_AGAIN (30 * TIMES_SECOND)
#define EVENT_MOST 30
#define EVENT_VIEWS 10

/* The chat's view has moved to another page. */
void event_page(struct desk *d, struct chat *c);

/* When a page that waits will have settled, DUE_NEVER if none does; it has. */
int64_t event_next(const struct chat *c);
void event_due(struct desk *d, struct chat *c);

void event_on_event(struct desk *d, const struct ask *k);

#endif
