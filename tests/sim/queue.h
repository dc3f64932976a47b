/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_QUEUE_H
#define TESTS_SIM_QUEUE_H

/* What happens later, in the order of time. */
#include <stdint.h>

struct world;

typedef void (*queue_fn)(struct world *w, void *arg);
struct event {
	int64_t at;
	uint64_t order; /* of two at the same time */
	queue_fn fn;
	void *arg;
};
/* Calls fn(w, arg) after that long. */
void queue_in(struct world *w, int64_t after, queue_fn fn, void *arg);
/* Runs what happens until then. */
void queue_run(struct world *w, int64_t until);
void queue_fini(struct world *w);

#endif
