/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_LARGEST_H
#define RELAY_DESK_LARGEST_H

/*
 * The largest order that a page, or the shop's server, is believed (E1):
 * anybody can make a page say that they have bought for a billion, and nobody
 * would look at the figures again.  What a retailer sets is so many major
 * units, of whichever currency an order is in; it is kept in thousandths of
 * them, which no currency divides further.  Pure.
 */
#include "shared/money.h"

#define LARGEST_UNIT 1000 /* of what is kept, in a major unit */
#define LARGEST_MOST (MONEY_MAX * LARGEST_UNIT)

/* What holds where nothing was set, in major units: far above any basket, and
 * far below what spoils a sum.  Where a currency has no minor unit the major
 * one is worth about as much as others' minor one: a yen is a cent. */
#define LARGEST_ORDER INT64_C(10000000)
#define LARGEST_ORDER_WHOLE (100 * LARGEST_ORDER)

/* What is kept of an amount in minor units of the currency. */
int64_t largest_kept(int64_t minor, const char *currency);

/* In minor units of that currency, what such an order comes to at most; of what
 * is kept, 0 is what holds where nothing was set. */
int64_t largest_order(int64_t kept, const char *currency);

#endif
