/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_REPLAY_H
#define RELAY_GATE_REPLAY_H

/*
 * Catching up: the entries that a session asked for are read from the store
 * and sent, then `replayed`; what the desk says meanwhile comes after them.
 */
#include "relay/desk/desk.h"
#include "relay/gate/caller.h"

/* The notice is lent for the call. */
void replay_begin(struct caller *s, const struct desk_notice *n);

#endif
