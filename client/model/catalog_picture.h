/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_CATALOG_PICTURE_H
#define CLIENT_MODEL_CATALOG_PICTURE_H

/*
 * Pictures of the catalogue's products, as cells: asked for when the cursor
 * rests on a row, one at a time, and kept while there is room.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/limits.h"

struct action;
struct catalog_item;
struct effects;
struct model;
struct picture_cells;

#define CATALOG_PICTURE_COLS 36 /* cells of one, at most */
#define CATALOG_PICTURE_ROWS 12
/* Kept; then the one that came first goes.  One takes 3.4 KB at most. */
#define CATALOG_PICTURE_MAX 64
/* For one, before the next one may be asked for anyway. */
#define CATALOG_PICTURE_WAIT_MS 3000

struct catalog_picture {
	char sku[LIMIT_SKU + 1];
	bool waits;                  /* no answer yet */
	struct picture_cells *cells; /* NULL: not here yet, or there is none */
};

struct catalog_pictures {
	struct catalog_picture all[CATALOG_PICTURE_MAX];
	int n;
	int64_t asked_ms; /* 0: none is on its way */
};

void catalog_picture_fini(struct catalog_pictures *p);

/* Asks for that of the product under the cursor, when it rests there. */
void catalog_picture_refresh(struct model *m, struct effects *out);

/* The world's: ACTION_GOODS_CELLS. */
void catalog_picture_told(struct model *m, const struct action *a);

/* Those that have not come will not: they may be asked for again. */
void catalog_picture_lost(struct catalog_pictures *p);

/* The now_ms at which one may be asked for; INT64_MAX: never. */
int64_t catalog_picture_deadline(const struct model *m);

/* The product's picture, or NULL.  Lends. */
const struct picture_cells *catalog_picture_of(
	const struct model *m, const struct catalog_item *item);

/* Is one to come? */
bool catalog_picture_waits(
	const struct model *m, const struct catalog_item *item);

#endif
