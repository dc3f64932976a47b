/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_PICTURE_H
#define SHARED_PICTURE_PICTURE_H

/*
 * What noren-picture is asked, and how its answer is read.  That program
 * decodes what strangers send, confined, so that neither relay nor client ever
 * does; its answer is not trusted either.  file_picture.h runs it.
 *
 *     noren-picture clean < file
 *         "MIME WIDTH HEIGHT BYTES\n" and that many bytes: the same picture
 *         without anything but the picture
 *     noren-picture cells COLSxROWS 256|8|mono < file
 *         "cells COLS ROWS COLOURS\n" and, row by row, 8 bytes a cell: code
 *         point (32 bits), text colour, colour behind it (16 bits each, signed,
 *         -1 is the terminal's own), the low byte first.  Fits into the size
 *         that was asked for and keeps the picture's shape, a cell being
 *         twice as high as wide; it is laid on white.  Of an animation, its
 * first frame; of a video, nothing: it is refused.
 *
 * The kind of a file is told by its content, never by its name.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/limits.h"

/* How noren-picture ends. */
enum picture_exit {
	PICTURE_DONE,
	PICTURE_REFUSED, /* no such file, broken, or too large */
	PICTURE_USAGE
};

enum picture_kind {
	PICTURE_NONE,
	PICTURE_JPEG,
	PICTURE_PNG,
	PICTURE_GIF,
	PICTURE_WEBP,
	PICTURE_MP4,
	PICTURE_KINDS
};

/* What the terminal can show. */
enum picture_colours {
	PICTURE_256, /* of which 16 to 255 are used: those look the same to all
		      */
	PICTURE_8,
	PICTURE_MONO
};

#define PICTURE_HEAD_MAX 64  /* bytes of the first line with its end */
#define PICTURE_SIDE_MAX 200 /* columns and rows of a picture in cells */
#define PICTURE_CELL_BYTES 8
#define PICTURE_CLEAN_MAX (PICTURE_HEAD_MAX + LIMIT_MEDIA)
#define PICTURE_CELLS_MAX \
	(PICTURE_HEAD_MAX + \
		PICTURE_CELL_BYTES * PICTURE_SIDE_MAX * PICTURE_SIDE_MAX)

/* What a file is, by its first bytes (16 are enough).  That it is whole and
 * sound is for noren-picture to say. */
enum picture_kind picture_kind(const void *data, size_t len);

/* "image/jpeg"; the usual end of its name, "jpg".  Lend constants; "" for
 * PICTURE_NONE. */
const char *picture_mime(enum picture_kind kind);
const char *picture_suffix(enum picture_kind kind);

/* The kind of that MIME type, or PICTURE_NONE. */
enum picture_kind picture_from_mime(const char *mime);

/* "256", "8", "mono". */
const char *picture_colours_name(enum picture_colours colours);

/* A cleaned file. */
struct picture_file {
	enum picture_kind kind;
	int width, height; /* pixels */
	const void *data;  /* lent by the answer */
	size_t len;
};

/* Reads the whole answer to `clean`.  ERR_MEDIA: it is not one. */
enum err picture_read_file(
	const void *answer, size_t len, struct picture_file *out);

struct picture_cell {
	uint32_t code;  /* U+0020 or a block element, U+2580 to U+259F */
	int16_t fg, bg; /* 0 to 255, or -1: the terminal's own */
};

struct picture_cells {
	int cols, rows;
	enum picture_colours colours;
	struct picture_cell cell[]; /* row by row */
};

/* Reads the whole answer to `cells` of at most that size in those colours.
 * Gives *out, freed with mem_free.  ERR_MEDIA: it is not one; ERR_NOMEM. */
enum err picture_read_cells(const void *answer, size_t len, int cols, int rows,
	enum picture_colours colours, struct picture_cells **out);

#endif
