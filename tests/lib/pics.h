/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_PICS_H
#define TESTS_LIB_PICS_H

/*
 * Files as strangers send them: sound pictures with things in them that must
 * not get out.  Each function appends to `out`.  PICS_SECRET is in everything
 * that is to go.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/buf.h"
#include "shared/picture/pixels.h"

#define PICS_SECRET "35.6586N139.7454E"

/* Red at the top left, green at the top right, blue at the bottom left, white
 * at the bottom right. */
void pics_paint(struct pixels *p, int width, int height);

/* EXIF from its TIFF head on, with a place in it. */
void pics_exif(struct buf *out, int orientation);

/* With EXIF, and a comment. */
void pics_jpeg(struct buf *out, const struct pixels *p, int orientation);

/* A chunk of PNG with its checksum; a PNG with EXIF and a text. */
void pics_png_chunk(
	struct buf *out, const char *kind, const void *body, size_t len);
void pics_png(struct buf *out, const struct pixels *p, int orientation);

/* Still, with EXIF and XMP; or moving, with an unknown chunk besides. */
void pics_webp(struct buf *out, const struct pixels *p, int orientation);
void pics_webp_moving(struct buf *out, const struct pixels *p, int frames);

/* Frames of four colours in turn, with a comment, a text, and what programs
 * add. */
void pics_gif(struct buf *out, int width, int height, int frames);

/* One frame, interlaced, of which two rows each are of one colour: red, green,
 * blue, white, and again. */
void pics_gif_woven(struct buf *out, int width, int height);

/* A track of one sample of pictures, and one of places; a place in a box of
 * its own, too. */
#define PICS_MP4_PICTURE "the picture itself"
void pics_mp4(struct buf *out, int width, int height);

#endif
