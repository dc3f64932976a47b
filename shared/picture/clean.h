/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_CLEAN_H
#define SHARED_PICTURE_CLEAN_H

/*
 * The same picture with nothing in it but the picture.  JPEG, PNG and still
 * WebP are decoded and written anew; animated GIF and WebP, and MP4, are taken
 * apart and put together strictly.  What would be larger than LIMIT_MEDIA is
 * written coarser, then smaller.
 */
#include <stddef.h>

#include "shared/err.h"

struct buf;

/* Appends the answer to `clean` (picture.h): head and file.  ERR_MEDIA,
 * ERR_NOMEM. */
enum err clean_file(const void *data, size_t len, struct buf *out);

#endif
