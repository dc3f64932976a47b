/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_BACKOFF_H
#define RELAY_GATE_BACKOFF_H

/*
 * Wrong passwords slow down (A9): how long somebody must wait before the next
 * try, by account and by address of origin.  Some failures are free; after
 * them each one doubles the wait.  A try counts as a failure from its
 * beginning, so that many at once are worth no more than one after another.
 *
 * A table of fixed size: when it is full the entry that was idle longest
 * makes room.  Keys are hashes made outside with a secret.  Pure.
 */
#include <stdint.h>

struct backoff; /* opaque */

struct backoff_policy {
	int free;       /* failures without a wait */
	int64_t first;  /* us: the first wait */
	int64_t most;   /* us: the longest */
	int64_t forget; /* us without a try after which all is forgotten */
};

/* NULL: no memory. */
struct backoff *backoff_new(const struct backoff_policy *policy, int entries);
void backoff_destroy(struct backoff **b);

/* Begins a try: 0, and a failure is counted; or the microseconds to wait. */
int64_t backoff_try(struct backoff *b, uint64_t key, int64_t now);

/* The try was right: all of the key's failures are forgotten. */
void backoff_forgive(struct backoff *b, uint64_t key);

/* The try was not judged (no memory, say): takes its failure back. */
void backoff_return(struct backoff *b, uint64_t key);

#endif
