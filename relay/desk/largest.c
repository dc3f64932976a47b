/* SPDX-License-Identifier: MIT */
#include "relay/desk/largest.h"

#include <assert.h>

/* A retailer may have a currency that we do not know: nothing is sold in it. */
static int largest_digits(const char *currency)
{
	return money_known(currency) ? money_digits(currency) : 0;
}

/* How many of what is kept are one minor unit. */
static int64_t largest_step(int digits)
{
	int64_t step = digits > 0 ? LARGEST_UNIT : LARGEST_UNIT / 100;

	while (digits-- > 0)
		step /= 10;
	assert(step > 0);
	return step;
}

int64_t largest_kept(int64_t minor, const char *currency)
{
	return minor * largest_step(largest_digits(currency));
}

int64_t largest_order(int64_t kept, const char *currency)
{
	int64_t most = (kept ? kept : LARGEST_ORDER * LARGEST_UNIT) /
		largest_step(largest_digits(currency));

	return most < MONEY_MAX ? most : MONEY_MAX;
}
