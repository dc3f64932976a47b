/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_WEBP_H
#define SHARED_PICTURE_WEBP_H

/*
 * The container of a WebP file (RFC 9649): what is in it, and an animation
 * written anew with nothing but its frames.  Knows nothing of pixels.
 */
#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"

struct buf;

struct webp_info {
	int width, height;
	bool animated, lossless; /* of an animation lossless says nothing */
	const void *exif;        /* lent by the file; NULL: none */
	size_t exif_len;
};

/* ERR_MEDIA: it is no WebP file, cut off, or larger than LIMIT_PIXELS. */
enum err webp_look(const void *data, size_t len, struct webp_info *out);

/* Appends the animation without EXIF, XMP, colour profile, chunks that nobody
 * knows, and what follows the end.  ERR_MEDIA: it is none, or not sound: a
 * frame that is cut off, of another size than it says, or beyond the canvas;
 * ERR_SIZE, ERR_NOMEM. */
enum err webp_strip(const void *data, size_t len, struct buf *out);

#endif
