/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_FIND_H
#define RELAY_GATE_FIND_H

/*
 * What associates ask of their retailer's catalogue (F1, F2), and how that is
 * answered.  Pure.
 */
#include "relay/gate/caller.h"
#include "shared/wire.h"

/* A `find` or a `shelves`, which is copied. */
void find_take(struct caller *s, const struct wire_msg *msg);

#endif
