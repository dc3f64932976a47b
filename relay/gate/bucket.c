/* SPDX-License-Identifier: MIT */
#include "relay/gate/bucket.h"

#include <assert.h>

#include "shared/times.h"

void bucket_init(struct bucket *b, const struct bucket_policy *p, int64_t now)
{
	assert(p->rate > 0 && p->burst > 0);
	b->at = now;
	b->level = p->burst;
}

static void fill(struct bucket *b, const struct bucket_policy *p, int64_t now)
{
	int64_t passed = now - b->at;
	int64_t whole = (2 * p->burst / p->rate + 1) * TIMES_SECOND;
	int64_t gain;

	if (passed <= 0)
		return;
	if (passed >= whole) {
		b->level = p->burst;
		b->at = now;
		return;
	}
	gain = passed * p->rate / TIMES_SECOND;
	/* What the division cut off is left for the next time. */
	b->at += gain * TIMES_SECOND / p->rate;
	b->level += gain;
	if (b->level > p->burst)
		b->level = p->burst;
}

enum bucket_answer bucket_take(struct bucket *b, const struct bucket_policy *p,
	int64_t cost, int64_t now)
{
	assert(cost >= 0);
	fill(b, p, now);
	b->level -= cost;
	if (b->level < -p->burst)
		return BUCKET_FLOOD;
	return b->level < 0 ? BUCKET_WAIT : BUCKET_OK;
}

int64_t bucket_wait(
	const struct bucket *b, const struct bucket_policy *p, int64_t cost)
{
	if (b->level >= cost)
		return 0;
	return ((cost - b->level) * TIMES_SECOND + p->rate - 1) / p->rate;
}
