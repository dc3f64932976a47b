/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_OPENING_H
#define RELAY_DESK_OPENING_H

/*
 * Who is open when (B3), and what closing does (B4): available associates
 * become unavailable, requests end, live chats go on.  It also begins the
 * local day, to which the figures of the panel belong.
 */
#include "relay/desk/floor.h"

/* Looks at the hours of all groups, and does what has changed. */
void opening_turn(struct desk *d);

/* Which day it is. */
void opening_day(struct desk *d);

/* Steady time of the next change, DUE_NEVER if there is none. */
int64_t opening_next(const struct desk *d, const struct desk_now *now);

/* Has the clock on the wall been put back since we looked? */
bool opening_is_stale(const struct desk *d, const struct desk_now *now);

/* What the groups say of an associate who was added or changed. */
void opening_associate(struct desk *d, struct associate *a);

/* What shoppers of this group's pages see.  Strings are lent. */
struct wire_shop opening_shop(const struct group *g);

#endif
