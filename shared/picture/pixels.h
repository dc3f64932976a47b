/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_PIXELS_H
#define SHARED_PICTURE_PIXELS_H

/*
 * A decoded picture: red, green, blue, opacity, a byte each, row by row.  Its
 * size is checked before there is memory for it.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"

struct pixels {
	int width, height;
	uint8_t *rgba; /* mem_free */
};

/* All transparent black.  ERR_MEDIA: no such size, or over LIMIT_PIXELS;
 * ERR_NOMEM. */
enum err pixels_init(struct pixels *p, int64_t width, int64_t height);
void pixels_fini(struct pixels *p);

/* Turns and mirrors it as EXIF's orientation (1 to 8) says; any other number
 * is 1.  ERR_NOMEM leaves it as it was. */
enum err pixels_orient(struct pixels *p, int orientation);

/* Half as wide and high, at least 1x1, in place. */
void pixels_halve(struct pixels *p);

/* Lays it on white, as a shop's page would. */
void pixels_flatten(struct pixels *p);

/* Is all of it opaque? */
bool pixels_opaque(const struct pixels *p);

#endif
