/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_CATALOG_FACTS_H
#define CLIENT_SCREEN_CATALOG_FACTS_H

/*
 * All that is known of the product under the cursor (rule F2): beside the list,
 * or as a page of its own.
 */
struct grid;
struct model;

/* Paints it into that area, beginning `up` rows further down than its first;
 * returns the rows that all of it takes. */
int catalog_facts_draw(const struct model *m, struct grid *g, int row, int col,
	int rows, int width, int up);

#endif
