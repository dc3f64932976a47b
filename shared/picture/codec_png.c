/* SPDX-License-Identifier: MIT */
/* Read through libpng's simplified interface; it has no way to write into a
 * buffer of limited size, so writing uses the other one. */
#include <png.h>
#include <setjmp.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/picture/codec.h"
#include "shared/picture/exif.h"
#include "shared/picture/pixels.h"

#define LARGE_PIXELS 4000000 /* above, speed is worth more than bytes */
#define LEVEL 6              /* zlib's own choice */
#define LARGE_LEVEL 3

enum err codec_png_decode(const void *data, size_t len, struct pixels *out)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	enum err e = ERR_MEDIA;

	*out = (struct pixels){.rgba = NULL};
	if (!png_image_begin_read_from_memory(&image, data, len))
		goto out;
	e = pixels_init(out, image.width, image.height);
	if (e)
		goto out;
	image.format = PNG_FORMAT_RGBA;
	if (!png_image_finish_read(&image, NULL, out->rgba, 0, NULL))
		e = ERR_MEDIA;
	if (!e)
		e = pixels_orient(out, exif_of_png(data, len));
out:
	png_image_free(&image);
	if (e)
		pixels_fini(out);
	return e;
}

struct sink {
	struct buf *out;
	enum err err;
};

static void sink_add(png_structp png, png_bytep data, size_t len)
{
	struct sink *s = png_get_io_ptr(png);

	s->err = buf_add(s->out, data, len);
	if (s->err)
		png_error(png, "full");
}

static void sink_flush(png_structp png)
{
	(void)png;
}

static void on_warning(png_structp png, png_const_charp text)
{
	(void)png;
	(void)text;
}

static void on_error(png_structp png, png_const_charp text)
{
	(void)text;
	png_longjmp(png, 1);
}

/* An opaque picture is written without its opacity. */
static void encode(png_structp png, png_infop info, const struct pixels *p)
{
	bool opaque = pixels_opaque(p);
	int64_t pixels = (int64_t)p->width * p->height;
	int type = opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGB_ALPHA;

	png_set_compression_level(
		png, pixels > LARGE_PIXELS ? LARGE_LEVEL : LEVEL);
	png_set_IHDR(png, info, (png_uint_32)p->width, (png_uint_32)p->height,
		8, type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
		PNG_FILTER_TYPE_DEFAULT);
	png_write_info(png, info);
	if (opaque)
		png_set_filler(png, 0, PNG_FILLER_AFTER);
	for (int y = 0; y < p->height; y++)
		png_write_row(png, p->rgba + 4 * (size_t)y * (size_t)p->width);
	png_write_end(png, info);
}

enum err codec_png_encode(const struct pixels *p, struct buf *out)
{
	struct sink sink = {.out = out};
	png_structp png = png_create_write_struct(
		PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	enum err e = ERR_NOMEM;

	if (!info)
		goto out;
	png_set_write_fn(png, &sink, sink_add, sink_flush);
	if (setjmp(png_jmpbuf(png)) == 0) {
		encode(png, info, p);
		e = ERR_OK;
	} else {
		e = sink.err ? sink.err : ERR_NOMEM;
	}
out:
	png_destroy_write_struct(&png, &info);
	return e;
}
