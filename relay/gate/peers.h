/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_PEERS_H
#define RELAY_GATE_PEERS_H

/*
 * How many connections each address has.  An IPv6 address counts as its /64,
 * which is what one customer gets.  Pure.
 */
#include "relay/gate/peer.h"
#include "shared/err.h"

struct peers; /* opaque */

/* NULL: no memory. */
struct peers *peers_new(int max_per_address);
void peers_destroy(struct peers **p);

/* One more from this address?  ERR_FULL at its maximum, ERR_NOMEM. */
enum err peers_add(struct peers *p, const struct peer *peer);

/* One that was added is gone. */
void peers_remove(struct peers *p, const struct peer *peer);

#endif
