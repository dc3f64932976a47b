/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_SHOWN_H
#define RELAY_GATE_SHOWN_H

/*
 * A `show` message on its way to the desk (D6): the store is asked first what
 * the sender has uploaded under that id.  What the sender says meanwhile may
 * come before it.  Pure.
 */
#include "relay/gate/caller.h"
#include "shared/wire.h"

/* The message is copied. */
void shown_take(struct caller *s, const struct wire_msg *msg);

#endif
