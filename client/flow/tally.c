/* SPDX-License-Identifier: MIT */
#include "client/flow/tally.h"

#include <assert.h>

/* Below TALLY_SUB every value has its own bucket; above, a row of TALLY_SUB
 * for every power of two, told apart by the bits behind the highest. */
static int bucket_of(int64_t us)
{
	int power = 0;

	while ((us >> power) >= 2 * TALLY_SUB)
		power++;
	if (us < TALLY_SUB)
		return (int)us;
	if (power >= TALLY_POWERS)
		return TALLY_BUCKETS - 1;
	return TALLY_SUB * (power + 1) + (int)((us >> power) - TALLY_SUB);
}

/* The greatest value that is counted there. */
static int64_t bucket_top(int bucket)
{
	int power = bucket / TALLY_SUB - 1;

	if (power < 0)
		return bucket;
	return ((int64_t)(bucket % TALLY_SUB + TALLY_SUB + 1) << power) - 1;
}

void tally_add(struct tally *t, int64_t us)
{
	if (us < 0)
		us = 0;
	t->counts[bucket_of(us)]++;
	t->n++;
	if (us > t->most)
		t->most = us;
}

int64_t tally_at(const struct tally *t, int thousandths)
{
	uint64_t wanted, seen = 0;
	int bucket = 0;

	assert(thousandths >= 0 && thousandths <= 1000);
	if (t->n == 0)
		return 0;
	wanted = (t->n * (uint64_t)thousandths + 999) / 1000;
	if (wanted == 0)
		wanted = 1;
	while ((seen += t->counts[bucket]) < wanted)
		bucket++;
	return bucket_top(bucket) < t->most ? bucket_top(bucket) : t->most;
}
