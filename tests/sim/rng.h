/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_RNG_H
#define TESTS_SIM_RNG_H

/* Chance, the same for the same seed. */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"

struct world;

uint64_t rng_next(struct world *w);
bool rng_one_in(struct world *w, uint64_t n);
int64_t rng_between(struct world *w, int64_t from, int64_t to); /* both in */
int64_t rng_about(struct world *w, int64_t mean); /* exponential */
struct id rng_id(struct world *w);

#endif
