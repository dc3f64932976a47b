/* SPDX-License-Identifier: MIT */
/* splitmix64: small, and the same everywhere. */
#include <math.h>

#include "tests/sim/sim.h"

uint64_t rng_next(struct world *w)
{
	uint64_t z = w->rng += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

bool rng_one_in(struct world *w, uint64_t n)
{
	return rng_next(w) % n == 0;
}

int64_t rng_between(struct world *w, int64_t from, int64_t to)
{
	return from + (int64_t)(rng_next(w) % (uint64_t)(to - from + 1));
}

int64_t rng_about(struct world *w, int64_t mean)
{
	double u = ((double)(rng_next(w) >> 11) + 1) / 9007199254740993.0;

	return (int64_t)(-log(u) * (double)mean);
}

struct id rng_id(struct world *w)
{
	uint8_t bytes[16];

	for (int i = 0; i < 16; i++)
		bytes[i] = (uint8_t)rng_next(w);
	return id_from_bytes(bytes);
}
