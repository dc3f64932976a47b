/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_LARGEST_H
#define RELAY_DESK_LARGEST_H

/*
 * The largest order that a page, or the shop's server, is believed (E1):
 * anybody can make a page say that they have bought for a billion, and nobody
 * would look at the figures again.  What a retailer sets in its own currency
 * holds for orders in others too, by what units are roughly worth: where a
 * currency has no minor unit, a hundred of it count as one of the others', for
 * a yen is a cent.  It is kept in thousandths of such a unit, which no currency
 * divides further.  Pure.
 */
#include "shared/money.h"

#define LARGEST_UNIT 1000 /* of what is kept, in a unit */
#define LARGEST_MOST (MONEY_MAX * (LARGEST_UNIT / 100))

/* What holds where nothing was set, in units: far above any basket, and far
 * below what spoils a sum. */
#define LARGEST_ORDER INT64_C(10000000)

/* What is kept of an amount in minor units of the currency. */
int64_t largest_kept(int64_t minor, const char *currency);

/* In minor units of that currency, what such an order comes to at most; of what
 * is kept, 0 is what holds where nothing was set. */
int64_t largest_order(int64_t kept, const char *currency);

#endif
