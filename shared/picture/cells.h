/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_CELLS_H
#define SHARED_PICTURE_CELLS_H

/* A picture as cells of a terminal, by libchafa. */
#include <stddef.h>

#include "shared/err.h"
#include "shared/picture/picture.h"

struct buf;

/* Call once, before the process is confined. */
void cells_start(void);

/* Appends the answer to `cells` (picture.h), at most cols x rows large.
 * ERR_MEDIA: no picture, or broken; ERR_NOMEM. */
enum err cells_draw(const void *data, size_t len, int cols, int rows,
	enum picture_colours colours, struct buf *out);

#endif
