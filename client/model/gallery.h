/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_GALLERY_H
#define CLIENT_MODEL_GALLERY_H

/*
 * The pictures that the screen shows, as cells, by the ids of their files.
 * What is wanted is fetched one by one; of more than GALLERY_MAX, the one that
 * was wanted longest ago is forgotten.
 */
#include <stdbool.h>

#include "shared/err.h"
#include "shared/id.h"

struct gallery;
struct picture_cells;

#define GALLERY_MAX 32 /* a quarter of a megabyte at 40x20 */

enum gallery_state {
	GALLERY_UNKNOWN,
	GALLERY_WANTED,
	GALLERY_FETCHING,
	GALLERY_SHOWN, /* there are cells */
	GALLERY_NOT    /* it cannot be shown */
};

/* NULL: no memory. */
struct gallery *gallery_new(void);
void gallery_destroy(struct gallery **g);

/* Somebody wants to see it.  What could not be shown stays so. */
void gallery_want(struct gallery *g, const struct id *media);

/* The one to be fetched now, which is then being fetched: the one wanted last,
 * as that is what the user looks at.  False: none, or one still is. */
bool gallery_next(struct gallery *g, struct id *media);

/* It has come: takes the cells; NULL: it cannot be shown.  Nobody may want it
 * any more. */
void gallery_put(
	struct gallery *g, const struct id *media, struct picture_cells *cells);

/* The screen has changed: all that is known has to be fetched anew. */
void gallery_forget(struct gallery *g);

/* What is known.  *cells (lent until the next put, want or forget; may be NULL)
 * is set to the picture, or NULL. */
enum gallery_state gallery_look(const struct gallery *g, const struct id *media,
	const struct picture_cells **cells);

#endif
