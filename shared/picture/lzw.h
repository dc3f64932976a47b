/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_LZW_H
#define SHARED_PICTURE_LZW_H

/* The compression of GIF pictures (GIF89a, appendix F). */
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"

#define LZW_MIN_BITS 2 /* of a pixel, as the file says it */
#define LZW_MAX_BITS 8

/* Reads exactly `count` pixels of that many bits from the data without its
 * division into blocks, into `out` unless NULL.  *used is how many bytes that
 * took, with the mark of the end if it stands there.  ERR_MEDIA: broken, or
 * there are fewer; ERR_NOMEM. */
enum err lzw_read(int bits, const void *data, size_t len, uint8_t *out,
	size_t count, size_t *used);

#endif
