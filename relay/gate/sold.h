/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_SOLD_H
#define RELAY_GATE_SOLD_H

/*
 * A purchase on its way to the desk (E1): the store is asked first what it
 * has of that order.  Pure.
 */
#include "relay/gate/caller.h"
#include "shared/wire.h"

/* Does the message report one?  Without an order's number it does not. */
bool sold_is(const struct wire_msg *msg);
/* The message is copied.  What is no order is refused with its field: a number
 * that nobody can see, a currency that is not known or not said, more than the
 * retailer's largest order. */
void sold_take(struct caller *s, const struct wire_msg *msg);

#endif
