/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_CATALOG_ROWS_H
#define CLIENT_SCREEN_CATALOG_ROWS_H

/*
 * How a product of the catalogue is told: in a row of a list, and its price
 * and stock in words.
 */
#include <stdbool.h>

struct catalog_item;
struct grid;
struct model;

/* Name, price and stock in one row. */
void catalog_rows_draw(const struct model *m, struct grid *g, int row, int col,
	int width, const struct catalog_item *item, bool chosen);

/* By how many per cent its price is lowered: "-20%"; "" when it is not.
 * Needs PAINT_SIZE bytes, as the one below; returns `out`. */
const char *catalog_rows_lowered(const struct catalog_item *item, char *out);

/* "3 in stock", "none", "to order"; "" when nobody knows. */
const char *catalog_rows_stock(const struct catalog_item *item, char *out);

#endif
