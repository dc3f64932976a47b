/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_PRICE_H
#define RELAY_CATALOG_FEED_PRICE_H

/*
 * Prices as shops write them (rule E6): "12800 JPY", "¥12,800", "12,800円",
 * "48.00 EUR", "1.234,50 €", "US$ 1,234.50", "1 234,50".  How many decimals
 * the currency has decides what a point or comma is; where it does not, the
 * price is refused, never guessed:
 *
 *	both of them	the last is before decimals, the other between thousands
 *	one, not before three digits	it is before decimals
 *	one comma before three digits	thousands, unless the currency has three
 *			decimals: ambiguous
 *	one point before three digits	decimals if the currency has three, else
 *			ambiguous; "0.500" can only be decimals
 *
 * Decimals may be more than the currency has if they are 0: "12800.00 JPY".
 */
#include <stddef.h>

#include "relay/catalog/feed_reason.h"
#include "shared/money.h"

/* Reads a price; `currency` is what it is when nothing is said.  A sign that
 * several currencies share, such as $, is that one's if it is among them,
 * else FEED_AMBIGUOUS.  FEED_FINE, FEED_PRICE, FEED_AMBIGUOUS, FEED_FINE_PRICE
 * or FEED_CURRENCY.  `s` is UTF-8. */
enum feed_reason feed_price(
	const char *s, size_t len, const char *currency, struct money *out);

#endif
