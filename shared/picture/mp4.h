/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_MP4_H
#define SHARED_PICTURE_MP4_H

/*
 * MP4 videos (ISO/IEC 14496-12).  Nothing is decoded: the file is taken apart
 * into its boxes, and what is not part of a picture or a sound is blanked
 * where it stands, as the others are found by their distance from the file's
 * start: unknown boxes, texts, places, times, names of programs, tracks of
 * anything else, and all media bytes that no picture or sound is made of.
 */
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"

struct buf;

/* Appends the cleaned file, as long as it was without what follows the last
 * box; *width and *height are those of its first video track.  ERR_MEDIA: it
 * is no video, or not sound; ERR_SIZE, ERR_NOMEM. */
enum err mp4_strip(
	const void *data, size_t len, struct buf *out, int *width, int *height);

/* ---- for the files named mp4_ alone ---- */

/* A box in the file: its body, which may be changed. */
struct mp4_body {
	uint8_t *at; /* NULL: there is none */
	size_t len;
};

/* What says where a track's media bytes are. */
struct mp4_track {
	struct mp4_body chunks, chunks64; /* stco, co64: where each begins */
	struct mp4_body runs;             /* stsc: how many samples in each */
	struct mp4_body sizes, sizes2;    /* stsz, stz2: bytes of each sample */
};

struct mp4_range {
	uint64_t start, end;
};

/* All that is used, in no order. */
struct mp4_ranges {
	struct mp4_range *list; /* mem_free */
	size_t count;
};

/* Adds a track's ranges.  ERR_MEDIA: they contradict each other, or leave the
 * file of `len` bytes; ERR_NOMEM. */
enum err mp4_add_ranges(
	struct mp4_ranges *r, const struct mp4_track *track, size_t len);

void mp4_sort_ranges(struct mp4_ranges *r);

/* Blanks file[start..end) but for the ranges, which must be sorted. */
void mp4_blank_unused(
	const struct mp4_ranges *r, uint8_t *file, size_t start, size_t end);

#endif
