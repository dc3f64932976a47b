/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ERRAND_H
#define RELAY_GATE_ERRAND_H

/*
 * Commands to a desk whose senders wait until what they want is kept: norenctl,
 * a manager, a shop's server.  Pure.
 */
#include <stdint.h>

#include "shared/err.h"

/* Once for each errand, never from inside of tenant_send(): ERR_OK; what the
 * desk has against it; ERR_NOT_KEPT; ERR_IO: it may have been kept;
 * ERR_ELSEWHERE; ERR_RETAILER: it is being removed. */
typedef void (*errand_fn)(void *ctx, enum err e);

struct errand {
	struct errand *next, *prev;
	uint64_t number;
	errand_fn fn;
	void *ctx;
};

/* Those that wait; an empty one is all zero. */
struct errands {
	struct errand *list;
	uint64_t last; /* number given */
};

/* Its number, never 0 and never given again; 0: no memory. */
uint64_t errand_add(struct errands *all, errand_fn fn, void *ctx);
/* Forgets it without a word: it was not sent. */
void errand_drop(struct errands *all, uint64_t number);

/* It, or all of them, ended like that.  A number that is not known is one that
 * was ended before. */
void errand_end(struct errands *all, uint64_t number, enum err e);
void errand_end_all(struct errands *all, enum err e);

#endif
