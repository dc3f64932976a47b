/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_CATALOG_ITEM_H
#define CLIENT_MODEL_CATALOG_ITEM_H

/*
 * A product of the catalogue, in words that are fit to be shown.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/wire.h"

struct goods;

struct catalog_item {
	struct goods *goods; /* what a recommendation says of it; no stock */
	enum wire_stock stock;
	int64_t count; /* how many there are; 0: not known */
	char *brand, *category, *gtin, *color, *size, *family; /* or NULL */
	char *text; /* its description, or NULL */
	bool whole; /* all of it has been told, the description too */
};

void catalog_item_set(struct catalog_item *to, const struct wire_goods *w);
void catalog_item_fini(struct catalog_item *item);

/* Frees all of a list, and the list. */
void catalog_item_drop(struct catalog_item **all, int *n);

/* Adds one at its end, at most `max`. */
void catalog_item_add(
	struct catalog_item **all, int *n, int max, const struct wire_goods *w);

/* Whether it can be had, in words that a shopper reads, in the shopper's
 * language: "3 in stock".  NULL: nobody knows.  Returns `out`. */
#define CATALOG_ITEM_STOCK 64
const char *catalog_item_stock(const struct catalog_item *item,
	enum wire_lang lang, char out[CATALOG_ITEM_STOCK]);

#endif
