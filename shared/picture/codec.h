/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_CODEC_H
#define SHARED_PICTURE_CODEC_H

/*
 * Files to pixels and back, by libjpeg, libpng and libwebp: only ever called
 * in the confined child.  A decoded picture stands upright.  Colour profiles
 * are dropped like all else, and nothing is converted: a picture from a wide
 * colour space looks a little paler.  Of an animated WebP, and of an animated
 * PNG, the first frame.
 */
#include <stddef.h>

#include "shared/err.h"

struct buf;
struct pixels;

/* Decode `len` bytes into *out, which pixels_fini frees.  `least` is how many
 * pixels the shorter use of the picture needs in width, 0 for all there are: a
 * JPEG is then decoded smaller, which is quicker.  ERR_MEDIA: broken, cut off,
 * or too large; ERR_NOMEM. */
enum err codec_jpeg_decode(
	const void *data, size_t len, int least, struct pixels *out);
enum err codec_png_decode(const void *data, size_t len, struct pixels *out);
enum err codec_webp_decode(const void *data, size_t len, struct pixels *out);

/* Append the file to `out`.  Quality is 1 to 100.  ERR_SIZE: it does not fit;
 * ERR_NOMEM. */
enum err codec_jpeg_encode(
	const struct pixels *p, int quality, struct buf *out);
enum err codec_png_encode(const struct pixels *p, struct buf *out);
enum err codec_webp_encode(
	const struct pixels *p, int quality, struct buf *out);

/* As codec_webp_encode, but every pixel stays as it is. */
enum err codec_webp_encode_exact(const struct pixels *p, struct buf *out);

#endif
