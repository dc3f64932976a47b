/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_GIF_H
#define SHARED_PICTURE_GIF_H

/*
 * GIF files (GIF89a): written anew with nothing but their frames and how often
 * they are repeated; and the first frame as pixels.
 */
#include <stddef.h>

#include "shared/err.h"

struct buf;
struct pixels;

/* Appends the file without comments, texts, what programs have added, and what
 * follows the end; *width and *height are its canvas.  Every frame is
 * uncompressed to see that it is sound.  ERR_MEDIA: it is not, or has no frame;
 * ERR_SIZE, ERR_NOMEM. */
enum err gif_strip(
	const void *data, size_t len, struct buf *out, int *width, int *height);

/* The canvas with its first frame.  Gives *out (pixels_fini). */
enum err gif_first(const void *data, size_t len, struct pixels *out);

#endif
