/* SPDX-License-Identifier: MIT */
/*
 * One walk over the file serves both: it calls for every frame, with what
 * belongs to it.
 */
#include "shared/picture/gif.h"

#include <string.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/picture/bytes.h"
#include "shared/picture/lzw.h"
#include "shared/picture/pixels.h"

#define SCREEN_BYTES 7  /* size, flags, background, shape of a pixel */
#define IMAGE_BYTES 9   /* place, size, flags */
#define CONTROL_BYTES 4 /* flags, delay, what is transparent */
#define BLOCK_MAX 255
#define HAS_PALETTE 0x80
#define INTERLACED 0x40
#define TRANSPARENT 0x01
#define CONTROL_FLAGS 0x1f /* the others mean nothing */

struct frame {
	const uint8_t *control; /* CONTROL_BYTES, NULL: none */
	const uint8_t *image;   /* IMAGE_BYTES */
	struct bytes palette;   /* its own, or empty */
	int x, y, width, height;
	int bits;
	struct buf data; /* compressed, without its division into blocks */
};

struct gif {
	struct bytes rest;
	const uint8_t *screen;
	struct bytes palette; /* for frames without their own */
	int width, height;
	const uint8_t *loop; /* how often, two bytes; NULL: once */
	const uint8_t *control;
	int frames;
	struct buf *out;       /* when stripping */
	struct pixels *pixels; /* when looking at the first */
};

static bool take_palette(struct bytes *b, uint8_t flags, struct bytes *out)
{
	*out = (struct bytes){.at = NULL};
	if (!(flags & HAS_PALETTE))
		return true;
	out->len = (size_t)3 << ((flags & 7) + 1);
	out->at = bytes_take(b, out->len);
	return out->at != NULL;
}

static enum err open_file(struct gif *g, const void *data, size_t len)
{
	g->rest = (struct bytes){data, len};
	if (!bytes_begin(&g->rest, "GIF87a", 6) &&
		!bytes_begin(&g->rest, "GIF89a", 6))
		return ERR_MEDIA;
	bytes_take(&g->rest, 6);
	g->screen = bytes_take(&g->rest, SCREEN_BYTES);
	if (!g->screen || !take_palette(&g->rest, g->screen[4], &g->palette))
		return ERR_MEDIA;
	g->width = (int)bytes_le(g->screen, 2);
	g->height = (int)bytes_le(g->screen + 2, 2);
	if (g->width == 0 || g->height == 0 ||
		g->height > LIMIT_PIXELS / g->width)
		return ERR_MEDIA;
	return ERR_OK;
}

/* Blocks, each led by its length, up to an empty one; into `out` unless NULL.
 */
static enum err take_blocks(struct bytes *b, struct buf *out)
{
	const uint8_t *size, *body;
	enum err e = ERR_OK;

	while (!e) {
		size = bytes_take(b, 1);
		body = size ? bytes_take(b, *size) : NULL;
		if (!body)
			return ERR_MEDIA;
		if (*size == 0)
			break;
		if (out)
			e = buf_add(out, body, *size);
	}
	return e;
}

static void put_blocks(struct buf *out, const char *data, size_t len)
{
	while (len > 0) {
		size_t n = len < BLOCK_MAX ? len : BLOCK_MAX;

		buf_add_char(out, (char)n);
		buf_add(out, data, n);
		data += n;
		len -= n;
	}
	buf_add_char(out, '\0');
}

/* ---- extensions ---- */

static enum err take_control(struct gif *g)
{
	const uint8_t *at = bytes_take(&g->rest, CONTROL_BYTES + 2);

	if (!at || at[0] != CONTROL_BYTES || at[CONTROL_BYTES + 1] != 0)
		return ERR_MEDIA;
	g->control = at + 1;
	return ERR_OK;
}

/* Only the one that says how often to repeat is of use to a picture. */
static enum err take_application(struct gif *g)
{
	bool repeats = bytes_begin(&g->rest, "\x0bNETSCAPE2.0", 12) ||
		bytes_begin(&g->rest,
			"\x0b"
			"ANIMEXTS1.0",
			12);

	if (repeats && g->rest.len >= 17 && !g->loop &&
		memcmp(g->rest.at + 12, "\3\1", 2) == 0)
		g->loop = g->rest.at + 14;
	return take_blocks(&g->rest, NULL);
}

static enum err take_extension(struct gif *g)
{
	const uint8_t *kind = bytes_take(&g->rest, 1);

	if (!kind)
		return ERR_MEDIA;
	if (*kind == 0xf9)
		return take_control(g);
	if (*kind == 0xff)
		return take_application(g);
	if (*kind == 0x01) /* a text: what controls it goes with it */
		g->control = NULL;
	return take_blocks(&g->rest, NULL);
}

/* ---- writing ---- */

static void put_head(struct gif *g)
{
	buf_add_str(g->out, "GIF89a");
	buf_add(g->out, g->screen, SCREEN_BYTES);
	buf_add(g->out, g->palette.at, g->palette.len);
	if (g->loop) {
		buf_add_str(g->out, "\x21\xff\x0bNETSCAPE2.0\3\1");
		buf_add(g->out, g->loop, 2);
		buf_add_char(g->out, '\0');
	}
}

static enum err put_frame(struct gif *g, const struct frame *f)
{
	size_t used;
	enum err e = lzw_read(f->bits, f->data.data, f->data.len, NULL,
		(size_t)f->width * (size_t)f->height, &used);

	if (e)
		return e;
	/* Programs write the repetition before the first frame. */
	if (g->frames == 0)
		put_head(g);
	if (f->control) {
		buf_add(g->out, "\x21\xf9\x04", 3);
		buf_add_char(g->out, (char)(f->control[0] & CONTROL_FLAGS));
		buf_add(g->out, f->control + 1, CONTROL_BYTES - 1);
		buf_add_char(g->out, '\0');
	}
	buf_add_char(g->out, '\x2c');
	buf_add(g->out, f->image, IMAGE_BYTES);
	buf_add(g->out, f->palette.at, f->palette.len);
	buf_add_char(g->out, (char)f->bits);
	put_blocks(g->out, f->data.data, used);
	return g->out->err;
}

/* ---- pixels ---- */

/* The row in which the n-th one of an interlaced frame belongs: every 8th from
 * 0 on, every 8th from 4, every 4th from 2, every 2nd from 1. */
static int woven_row(int n, int height)
{
	static const struct {
		int from, step;
	} passes[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

	for (int i = 0; i < 3; i++) {
		int rows = (height - passes[i].from + passes[i].step - 1) /
			passes[i].step;

		if (height <= passes[i].from)
			rows = 0;
		if (n < rows)
			return passes[i].from + n * passes[i].step;
		n -= rows;
	}
	return passes[3].from + n * passes[3].step;
}

static void paint_row(
	struct gif *g, const struct frame *f, int y, const uint8_t *from)
{
	const struct bytes *palette = f->palette.at ? &f->palette : &g->palette;
	int clear = f->control && (f->control[0] & TRANSPARENT) ? f->control[3]
								: -1;
	uint8_t *to = g->pixels->rgba +
		4 * ((size_t)(f->y + y) * (size_t)g->width + (size_t)f->x);

	for (int x = 0; x < f->width; x++, to += 4) {
		size_t at = 3 * (size_t)from[x];

		if (from[x] == clear)
			continue;
		if (at < palette->len)
			memcpy(to, palette->at + at, 3);
		to[3] = 255;
	}
}

static enum err paint_frame(struct gif *g, const struct frame *f)
{
	size_t count = (size_t)f->width * (size_t)f->height, used;
	uint8_t *indexes = mem_alloc(count);
	enum err e = indexes ? pixels_init(g->pixels, g->width, g->height)
			     : ERR_NOMEM;

	if (!e)
		e = lzw_read(f->bits, f->data.data, f->data.len, indexes, count,
			&used);
	for (int y = 0; !e && y < f->height; y++)
		paint_row(g, f,
			f->image[8] & INTERLACED ? woven_row(y, f->height) : y,
			indexes + (size_t)y * (size_t)f->width);
	mem_free(indexes);
	return e;
}

/* ---- the walk ---- */

/* A frame lies on the canvas whole, and knows its colours. */
static bool open_frame(struct gif *g, struct frame *f)
{
	const uint8_t *bits;

	f->control = g->control;
	f->image = bytes_take(&g->rest, IMAGE_BYTES);
	if (!f->image || !take_palette(&g->rest, f->image[8], &f->palette))
		return false;
	bits = bytes_take(&g->rest, 1);
	if (!bits || *bits < LZW_MIN_BITS || *bits > LZW_MAX_BITS)
		return false;
	f->bits = *bits;
	f->x = (int)bytes_le(f->image, 2);
	f->y = (int)bytes_le(f->image + 2, 2);
	f->width = (int)bytes_le(f->image + 4, 2);
	f->height = (int)bytes_le(f->image + 6, 2);
	return f->width > 0 && f->height > 0 && f->x + f->width <= g->width &&
		f->y + f->height <= g->height &&
		(f->palette.at || g->palette.at);
}

static enum err take_frame(struct gif *g)
{
	struct frame f = {.control = NULL};
	enum err e = ERR_MEDIA;

	buf_init(&f.data, LIMIT_MEDIA);
	if (open_frame(g, &f))
		e = take_blocks(&g->rest, &f.data);
	if (!e)
		e = g->pixels ? paint_frame(g, &f) : put_frame(g, &f);
	buf_fini(&f.data);
	g->control = NULL;
	g->frames++;
	return e;
}

/* Until the end of the file, or of the first frame if only that is wanted.
 * Some old programs leave out the mark of the end. */
static enum err walk(struct gif *g, const void *data, size_t len)
{
	enum err e = open_file(g, data, len);
	const uint8_t *mark;

	while (!e && !(g->pixels && g->frames > 0)) {
		mark = bytes_take(&g->rest, 1);
		if (mark && *mark == 0x21)
			e = take_extension(g);
		else if (mark && *mark == 0x2c)
			e = take_frame(g);
		else if (g->frames > 0 && (!mark || *mark == 0x3b))
			break;
		else
			e = ERR_MEDIA;
	}
	return e;
}

enum err gif_strip(
	const void *data, size_t len, struct buf *out, int *width, int *height)
{
	struct gif g = {.out = out};
	enum err e = walk(&g, data, len);

	if (!e)
		e = buf_add_char(out, '\x3b');
	*width = g.width;
	*height = g.height;
	return e;
}

enum err gif_first(const void *data, size_t len, struct pixels *out)
{
	struct gif g = {.pixels = out};
	enum err e;

	*out = (struct pixels){.rgba = NULL};
	e = walk(&g, data, len);
	if (e)
		pixels_fini(out);
	return e;
}
