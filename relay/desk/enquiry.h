/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_ENQUIRY_H
#define RELAY_DESK_ENQUIRY_H

/*
 * Messages left when nobody was there (C8, C9): they wait, oldest first, until
 * an associate takes them up.
 */
#include "relay/desk/floor.h"

/* One that waits, as the store has it. */
void enquiry_load(struct desk *d, const struct rec_enquiry *r);

/* One that was taken up is forgotten after a while. */
void enquiry_forget(struct desk *d, struct enquiry *e);

void enquiry_on_enquire(struct desk *d, const struct ask *k);
void enquiry_on_enquiries(struct desk *d, const struct ask *k);
void enquiry_on_take_up(struct desk *d, const struct ask *k);

#endif
