/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_PRODUCT_H
#define RELAY_CATALOG_PRODUCT_H

/*
 * A product of a retailer's catalogue (F2), between the feed that brought it
 * and the index that finds it.  Plain values; strings are lent by whoever
 * made it, UTF-8, NFC, cleaned as shared/text.h does, never NULL: "" is none.
 */
#include <stdint.h>

/* Whether it can be had.  A feed that counts says how many as well. */
enum product_stock {
	PRODUCT_UNSAID,
	PRODUCT_IN_STOCK,
	PRODUCT_OUT_OF_STOCK,
	PRODUCT_PREORDER,
	PRODUCT_BACKORDER,
	PRODUCT_STOCK_COUNT
};

#define PRODUCT_UNCOUNTED (-1)
#define PRODUCT_NO_PRICE (-1)

struct product {
	const char *sku; /* the feed's id: names it, unique in a catalogue */
	const char *name;
	const char *description;
	const char *url, *image; /* https or http, checked */
	const char *brand, *category;
	const char *keywords; /* further words to be found by */
	const char *gtin;     /* digits whose check digit is right, or "" */
	const char *mpn;
	const char *item_group; /* the same for sizes and colours of one */
	const char *color, *size;
	/* The columns that have no meaning here, kept: a JSON object, or "" */
	const char *extra;
	/* Minor units of `currency` (E6); `sale` is the price while lowered */
	int64_t price, sale;
	char currency[4];
	enum product_stock stock;
	int64_t count; /* how many there are, or PRODUCT_UNCOUNTED */
};

#endif
