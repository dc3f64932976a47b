/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_CALLERS_H
#define RELAY_GATE_CALLERS_H

/*
 * All sessions: by id, which is a place in an array and a serial number, and
 * in the order in which they came.  Pure.
 */
#include <stdint.h>

#include "relay/gate/caller.h"

struct callers {
	struct caller **places;
	uint32_t n_places, n, hint;
	uint64_t serial;
	struct caller *first, *last;
};

/* An empty one is all zero.  There must be no session left. */
void callers_fini(struct callers *all);

/* A new session, zeroed but for magic and id.  NULL: no memory. */
struct caller *callers_add(struct callers *all);

/* Takes it off and frees it with all that it owns. */
void callers_remove(struct callers *all, struct caller *s);

/* NULL when it is gone. */
struct caller *callers_find(const struct callers *all, uint64_t id);

#endif
