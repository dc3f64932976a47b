/* SPDX-License-Identifier: MIT */
#include "shared/picture/clean.h"

#include "shared/buf.h"
#include "shared/picture/codec.h"
#include "shared/picture/gif.h"
#include "shared/picture/mp4.h"
#include "shared/picture/picture.h"
#include "shared/picture/pixels.h"
#include "shared/picture/webp.h"

#define EXACT_PIXELS 8000000 /* above, exact WebP takes too long */

/* Nobody sees the first; the others are for what would not fit. */
static const int qualities[] = {88, 75, 60};
#define QUALITIES (sizeof(qualities) / sizeof(*qualities))

struct cleaning {
	const void *data;
	size_t len;
	enum picture_kind kind;
	bool exact; /* PNG, and WebP that lost nothing */
	int width, height;
	struct buf file;
};

static enum err write_once(
	struct cleaning *c, const struct pixels *p, int quality)
{
	buf_clear(&c->file);
	if (c->kind == PICTURE_PNG)
		return codec_png_encode(p, &c->file);
	if (c->kind == PICTURE_JPEG)
		return codec_jpeg_encode(p, quality, &c->file);
	if (c->exact && (int64_t)p->width * p->height <= EXACT_PIXELS)
		return codec_webp_encode_exact(p, &c->file);
	return codec_webp_encode(p, quality, &c->file);
}

/* Coarser, then half as wide and high, and again. */
static enum err write_anew(struct cleaning *c, struct pixels *p)
{
	enum err e = ERR_SIZE;

	while (e == ERR_SIZE) {
		for (size_t i = 0; e == ERR_SIZE && i < QUALITIES; i++)
			e = write_once(c, p, qualities[c->exact ? 0 : i]);
		if (e == ERR_SIZE && p->width == 1 && p->height == 1)
			return ERR_MEDIA;
		if (e == ERR_SIZE)
			pixels_halve(p);
	}
	c->width = p->width;
	c->height = p->height;
	return e;
}

static enum err decode(const struct cleaning *c, struct pixels *p)
{
	switch (c->kind) {
	case PICTURE_JPEG:
		return codec_jpeg_decode(c->data, c->len, 0, p);
	case PICTURE_PNG:
		return codec_png_decode(c->data, c->len, p);
	case PICTURE_WEBP:
		return codec_webp_decode(c->data, c->len, p);
	case PICTURE_GIF:
	case PICTURE_MP4:
	case PICTURE_NONE:
	case PICTURE_KINDS:
		break;
	}
	return ERR_MEDIA;
}

static enum err clean_still(struct cleaning *c)
{
	struct pixels p = {.rgba = NULL};
	enum err e = decode(c, &p);

	if (!e)
		e = write_anew(c, &p);
	pixels_fini(&p);
	return e;
}

static enum err clean_webp(struct cleaning *c)
{
	struct webp_info info;
	enum err e = webp_look(c->data, c->len, &info);

	if (e)
		return e;
	c->exact = info.lossless;
	if (!info.animated)
		return clean_still(c);
	c->width = info.width;
	c->height = info.height;
	return webp_strip(c->data, c->len, &c->file);
}

static enum err clean_any(struct cleaning *c)
{
	switch (c->kind) {
	case PICTURE_PNG:
		c->exact = true;
		return clean_still(c);
	case PICTURE_JPEG:
		return clean_still(c);
	case PICTURE_WEBP:
		return clean_webp(c);
	case PICTURE_GIF:
		return gif_strip(
			c->data, c->len, &c->file, &c->width, &c->height);
	case PICTURE_MP4:
		return mp4_strip(
			c->data, c->len, &c->file, &c->width, &c->height);
	case PICTURE_NONE:
	case PICTURE_KINDS:
		break;
	}
	return ERR_MEDIA;
}

enum err clean_file(const void *data, size_t len, struct buf *out)
{
	struct cleaning c = {
		.data = data, .len = len, .kind = picture_kind(data, len)};
	enum err e;

	buf_init(&c.file, LIMIT_MEDIA);
	e = len > LIMIT_MEDIA ? ERR_MEDIA : clean_any(&c);
	if (!e)
		e = buf_addf(out, "%s %d %d %zu\n", picture_mime(c.kind),
			c.width, c.height, c.file.len);
	if (!e)
		e = buf_add(out, c.file.data, c.file.len);
	buf_fini(&c.file);
	return e == ERR_NOMEM || e == ERR_OK ? e : ERR_MEDIA;
}
