/* SPDX-License-Identifier: MIT */
/*
 * The head is read by hand, byte for byte as the child writes it: whatever
 * could be written in two ways (a sign, a leading zero, two blanks) is refused.
 */
#include "shared/picture/picture.h"

#include <string.h>

#include "shared/mem.h"

static const struct {
	const char *mime;
	const char *suffix;
} kinds[PICTURE_KINDS] = {
	[PICTURE_NONE] = {"", ""},
	[PICTURE_JPEG] = {"image/jpeg", "jpg"},
	[PICTURE_PNG] = {"image/png", "png"},
	[PICTURE_GIF] = {"image/gif", "gif"},
	[PICTURE_WEBP] = {"image/webp", "webp"},
	[PICTURE_MP4] = {"video/mp4", "mp4"},
};

static bool begins(const void *data, size_t len, const char *with, size_t n)
{
	return len >= n && memcmp(data, with, n) == 0;
}

enum picture_kind picture_kind(const void *data, size_t len)
{
	const char *s = data;

	if (begins(s, len, "\xff\xd8\xff", 3))
		return PICTURE_JPEG;
	if (begins(s, len, "\x89PNG\r\n\x1a\n", 8))
		return PICTURE_PNG;
	if (begins(s, len, "GIF87a", 6) || begins(s, len, "GIF89a", 6))
		return PICTURE_GIF;
	if (len >= 12 && begins(s, len, "RIFF", 4) &&
		memcmp(s + 8, "WEBP", 4) == 0)
		return PICTURE_WEBP;
	if (len >= 12 && memcmp(s + 4, "ftyp", 4) == 0)
		return PICTURE_MP4;
	return PICTURE_NONE;
}

const char *picture_mime(enum picture_kind kind)
{
	return kinds[kind].mime;
}

const char *picture_suffix(enum picture_kind kind)
{
	return kinds[kind].suffix;
}

enum picture_kind picture_from_mime(const char *mime)
{
	for (int i = PICTURE_NONE + 1; i < PICTURE_KINDS; i++)
		if (strcmp(mime, kinds[i].mime) == 0)
			return (enum picture_kind)i;
	return PICTURE_NONE;
}

const char *picture_colours_name(enum picture_colours colours)
{
	static const char *const names[] = {
		[PICTURE_256] = "256",
		[PICTURE_8] = "8",
		[PICTURE_MONO] = "mono",
	};

	return names[colours];
}

/* What is left of an answer. */
struct rest {
	const uint8_t *at, *end;
};

/* Takes a word that ends in `stop`; false when there is none so short. */
static bool take_word(struct rest *r, char stop, char out[PICTURE_HEAD_MAX])
{
	const uint8_t *end = memchr(r->at, stop, (size_t)(r->end - r->at));

	if (!end || end - r->at >= PICTURE_HEAD_MAX)
		return false;
	memcpy(out, r->at, (size_t)(end - r->at));
	out[end - r->at] = '\0';
	r->at = end + 1;
	return true;
}

/* Takes a number from 1 to max. */
static bool take_number(struct rest *r, char stop, long max, long *out)
{
	char word[PICTURE_HEAD_MAX];

	*out = 0;
	if (!take_word(r, stop, word) || word[0] == '0')
		return false;
	for (const char *s = word; *s; s++) {
		if (*s < '0' || *s > '9')
			return false;
		*out = *out * 10 + (*s - '0');
		if (*out > max)
			return false;
	}
	return *out > 0;
}

enum err picture_read_file(
	const void *answer, size_t len, struct picture_file *out)
{
	struct rest r = {answer, (const uint8_t *)answer + len};
	char mime[PICTURE_HEAD_MAX];
	long width, height, bytes;

	*out = (struct picture_file){.kind = PICTURE_NONE};
	if (len == 0 || !take_word(&r, ' ', mime) ||
		!take_number(&r, ' ', LIMIT_PIXELS, &width) ||
		!take_number(&r, ' ', LIMIT_PIXELS / width, &height) ||
		!take_number(&r, '\n', LIMIT_MEDIA, &bytes) ||
		r.end - r.at != bytes ||
		picture_from_mime(mime) == PICTURE_NONE ||
		picture_kind(r.at, (size_t)bytes) != picture_from_mime(mime))
		return ERR_MEDIA;
	*out = (struct picture_file){
		.kind = picture_from_mime(mime),
		.width = (int)width,
		.height = (int)height,
		.data = r.at,
		.len = (size_t)bytes,
	};
	return ERR_OK;
}

static bool colour_fits(int16_t colour, enum picture_colours colours)
{
	switch (colours) {
	case PICTURE_256:
		return colour >= 16 && colour <= 255;
	case PICTURE_8:
		return colour >= 0 && colour <= 7;
	case PICTURE_MONO:
		break;
	}
	return false;
}

/* Only what every terminal shows in one cell, and what moves nothing. */
static bool cell_fits(
	const struct picture_cell *c, enum picture_colours colours)
{
	return (c->code == ' ' || (c->code >= 0x2580 && c->code <= 0x259f)) &&
		(c->fg == -1 || colour_fits(c->fg, colours)) &&
		(c->bg == -1 || colour_fits(c->bg, colours));
}

static struct picture_cell cell_read(const uint8_t *s)
{
	return (struct picture_cell){
		.code = (uint32_t)s[0] | (uint32_t)s[1] << 8 |
			(uint32_t)s[2] << 16 | (uint32_t)s[3] << 24,
		.fg = (int16_t)(s[4] | s[5] << 8),
		.bg = (int16_t)(s[6] | s[7] << 8),
	};
}

static bool take_size(struct rest *r, int cols, int rows,
	enum picture_colours colours, struct picture_cells *out)
{
	char word[PICTURE_HEAD_MAX];
	long width, height;

	if (r->at == r->end || !take_word(r, ' ', word) ||
		strcmp(word, "cells") != 0 ||
		!take_number(r, ' ', cols, &width) ||
		!take_number(r, ' ', rows, &height) ||
		!take_word(r, '\n', word) ||
		strcmp(word, picture_colours_name(colours)) != 0 ||
		r->end - r->at != PICTURE_CELL_BYTES * width * height)
		return false;
	*out = (struct picture_cells){
		.cols = (int)width, .rows = (int)height, .colours = colours};
	return true;
}

enum err picture_read_cells(const void *answer, size_t len, int cols, int rows,
	enum picture_colours colours, struct picture_cells **out)
{
	struct rest r = {answer, (const uint8_t *)answer + len};
	struct picture_cells size;
	size_t count;

	*out = NULL;
	if (!take_size(&r, cols, rows, colours, &size))
		return ERR_MEDIA;
	count = (size_t)size.cols * (size_t)size.rows;
	*out = mem_alloc(sizeof(**out) + count * sizeof((*out)->cell[0]));
	if (!*out)
		return ERR_NOMEM;
	**out = size;
	for (size_t i = 0; i < count; i++) {
		(*out)->cell[i] = cell_read(r.at + i * PICTURE_CELL_BYTES);
		if (!cell_fits(&(*out)->cell[i], colours))
			goto fail;
	}
	return ERR_OK;
fail:
	mem_free(*out);
	*out = NULL;
	return ERR_MEDIA;
}
