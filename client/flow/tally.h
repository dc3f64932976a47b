/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_TALLY_H
#define CLIENT_FLOW_TALLY_H

/*
 * How long things took, counted so that percentiles can be asked for: in
 * buckets that are at most 1/64 of their value wide, from 1 us to an hour;
 * what took longer counts as an hour.  A fixed size, whatever is counted.
 * Pure.
 */
#include <stdint.h>

#define TALLY_SUB 64    /* buckets between a power of two and the next */
#define TALLY_POWERS 27 /* 2^(26+6) us is above an hour */
#define TALLY_BUCKETS (TALLY_SUB * (TALLY_POWERS + 1))

struct tally {
	uint64_t n;
	int64_t most; /* us, exact */
	uint32_t counts[TALLY_BUCKETS];
};

/* An empty one is all zero.  Below 0 counts as 0. */
void tally_add(struct tally *t, int64_t us);

/* The time within which so many thousandths of all were done: 999 is the 99.9th
 * percentile.  At least the true one, by at most 1/64 of it; 0 when there is
 * none. */
int64_t tally_at(const struct tally *t, int thousandths);

#endif
