/* SPDX-License-Identifier: MIT */
#include "tests/sim/sales/deed.h"

#include <inttypes.h>
#include <string.h>

#include "shared/times.h"

/* splitmix64 */
static uint64_t dice_roll(uint64_t *seed)
{
	uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* 0 to n - 1. */
static int dice(uint64_t *seed, int n)
{
	return (int)(dice_roll(seed) % (uint64_t)n);
}

/* How often each kind comes: most of all what sales depend on. */
static const int deed_weights[DEED_COUNT] = {
	[DEED_ask] = 12,
	[DEED_accept] = 14,
	[DEED_transfer] = 4,
	[DEED_call_back] = 1,
	[DEED_end] = 7,
	[DEED_block] = 1,
	[DEED_unblock] = 1,
	[DEED_leave] = 2,
	[DEED_visit] = 1,
	[DEED_go] = 2,
	[DEED_sit] = 2,
	[DEED_remove] = 1,
	[DEED_erase] = 2,
	[DEED_view] = 3,
	[DEED_buy] = 16,
	[DEED_tell] = 10,
	[DEED_claim] = 3,
	[DEED_wait] = 9,
	[DEED_edge] = 6,
	[DEED_jump] = 2,
	[DEED_window] = 1,
	[DEED_restart] = 4,
};

static enum deed_kind deed_choose(uint64_t *seed)
{
	int sum = 0, at, kind = 0;

	for (int i = 0; i < DEED_COUNT; i++)
		sum += deed_weights[i];
	at = dice(seed, sum);
	while (at >= deed_weights[kind])
		at -= deed_weights[kind++];
	return (enum deed_kind)kind;
}

/* Short ones and long ones, and just those at which something falls due. */
static int64_t deed_span(uint64_t *seed)
{
	static const int64_t spans[] = {1, TIMES_SECOND, 20 * TIMES_SECOND,
		90 * TIMES_SECOND - 1, 90 * TIMES_SECOND, 2 * TIMES_MINUTE,
		5 * TIMES_MINUTE, 30 * TIMES_MINUTE, 2 * TIMES_HOUR,
		8 * TIMES_HOUR, TIMES_DAY, 3 * TIMES_DAY};
	int64_t span = spans[dice(seed, 12)];

	return dice(seed, 2) ? span : span + dice(seed, 1000000);
}

static int64_t deed_time(uint64_t *seed, enum deed_kind kind)
{
	int64_t span = deed_span(seed);

	switch (kind) {
	case DEED_edge:
		return dice(seed, 3) - 1;
	case DEED_jump:
		return dice(seed, 2) ? span : -span;
	case DEED_window:
		return (1 + dice(seed, 7)) * TIMES_DAY;
	case DEED_tell: /* late, or at the same moment as another one */
		return dice(seed, 3) ? 0 : span;
	default:
		return span;
	}
}

/* E1: as much as an order comes to, or more. */
static void deed_enlarge(uint64_t *seed, struct deed *d)
{
	if (dice(seed, 20) == 0)
		d->paid = INT64_C(1000000000) + dice(seed, 2);
}

static void deed_amounts(uint64_t *seed, struct deed *d)
{
	static const char *const currencies[] = {
		"JPY", "JPY", "JPY", "JPY", "EUR"};

	uint64_t aside = ~*seed; /* not to change what seeds play */

	d->currency = currencies[dice(seed, 5)];
	d->paid = 100 * dice(seed, 4);
	if (dice(seed, 2))
		d->refunded = d->paid / 4;
	d->cancelled = dice(seed, 4) == 0;
	if (d->kind != DEED_buy) {
		deed_enlarge(&aside, d);
		return;
	}
	d->refunded = 0;
	d->cancelled = false;
	if (dice(seed, 20) == 0)
		d->currency = "XQX";
	deed_enlarge(seed, d);
}

/* What often comes next: else most requests would be missed, and most offers
 * of a chat taken back. */
static enum deed_kind deed_next(uint64_t *seed, enum deed_kind before)
{
	if (before == DEED_ask && dice(seed, 3))
		return DEED_accept;
	if (before == DEED_transfer && dice(seed, 3))
		return DEED_accept;
	if (before == DEED_edge && dice(seed, 3))
		return DEED_buy;
	return deed_choose(seed);
}

int deed_make(uint64_t seed, struct deed deeds[DEEDS_MOST])
{
	int n = 20 + dice(&seed, DEEDS_MOST - 20);
	int shoppers = 1 + dice(&seed, DEED_SHOPPERS);

	memset(deeds, 0, DEEDS_MOST * sizeof(*deeds));
	deeds[0].kind = DEED_COUNT;
	for (int i = 0; i < n; i++) {
		struct deed *d = &deeds[i], *before = i ? d - 1 : d;

		d->kind = deed_next(&seed, before->kind);
		d->shopper = 1 + dice(&seed, shoppers);
		d->associate = 1 + dice(&seed, DEED_STAFF);
		if (i && d->kind != before->kind && dice(&seed, 2))
			d->shopper = before->shopper;
		if (before->kind == DEED_transfer && dice(&seed, 2))
			d->associate = before->associate;
		d->order = 1 + dice(&seed, DEED_ORDERS);
		d->time = deed_time(&seed, d->kind);
		d->lost = dice(&seed, 30) == 0;
		d->careful = dice(&seed, 2);
		deed_amounts(&seed, d);
	}
	return n;
}

void deed_print(FILE *out, const struct deed *d)
{
	static const char *const names[] = {
#define DEED_NAME(name) #name,
		DEEDS(DEED_NAME)
#undef DEED_NAME
	};

	fprintf(out, "  %-9s s%d a%d o%d", names[d->kind], d->shopper,
		d->associate, d->order);
	fprintf(out, " time %" PRId64 " us, %" PRId64 "-%" PRId64 " %s",
		d->time, d->paid, d->refunded, d->currency);
	fprintf(out, "%s%s%s\n", d->cancelled ? ", cancelled" : "",
		d->careful ? ", carefully" : "",
		d->lost ? ", and the relay dies" : "");
}
