/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_ENQUIRY_H
#define RELAY_DESK_ENQUIRY_H

/*
 * Messages left when nobody was there (C8, C9): they wait, oldest first, until
 * one is answered.  Whoever works on one has it alone; whoever goes away, for
 * as long as makes them unavailable (B6), leaves it to the others.
 */
#include "relay/desk/floor.h"

/* One that waits, as the store has it. */
void enquiry_load(struct desk *d, const struct rec_enquiry *r);

/* For good.  When one falls due: it was answered a while ago, or whoever works
 * on it has been gone for too long. */
void enquiry_forget(struct desk *d, struct enquiry *e);
void enquiry_due(struct desk *d, struct enquiry *e);

/* That associate has come, or is gone; or has no account any more. */
void enquiry_schedule(struct desk *d, const struct associate *a);
void enquiry_gone(struct desk *d, const struct associate *a);

/* An answer to it is kept: it waits no longer, whoever had it. */
void enquiry_answered(struct desk *d, const struct id *id);

/* J1: all of that shopper's; their names and addresses; those that have waited
 * since before then. */
void enquiry_erase(struct desk *d, const struct id *shopper);
void enquiry_correct(struct desk *d, const struct desk_correct *c);
void enquiry_expire(struct desk *d, int64_t before);

void enquiry_on_enquire(struct desk *d, const struct ask *k);
void enquiry_on_enquiries(struct desk *d, const struct ask *k);
void enquiry_on_take_up(struct desk *d, const struct ask *k);
void enquiry_on_put_back(struct desk *d, const struct ask *k);

#endif
