/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_EXPIRY_H
#define RELAY_GATE_EXPIRY_H

/*
 * The end of sessions that are too old, or that nobody uses (A8).  The store
 * knows which those are and refuses them; here it is asked, once an hour, about
 * those whose sockets are open, which counts as using them, and told to forget
 * the expired.  Pure.
 */
#include <stdint.h>

struct hub;

/* Often; `now` is the steady time. */
void expiry_look(struct hub *h, int64_t now);

#endif
