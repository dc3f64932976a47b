/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_EXIF_H
#define SHARED_PICTURE_EXIF_H

/*
 * The one thing in a picture's EXIF data that belongs to the picture: which
 * side is up (EXIF 2.3, 4.6.4, tag 0x0112).  All else is dropped unread.
 */
#include <stddef.h>

/* The orientation, 1 to 8, in EXIF data that begins with its TIFF head; 1 when
 * there is none. */
int exif_orientation(const void *tiff, size_t len);

/* Of a JPEG or PNG file: looks for the EXIF data first.  1 when there is none.
 */
int exif_of_jpeg(const void *file, size_t len);
int exif_of_png(const void *file, size_t len);

#endif
