/* SPDX-License-Identifier: MIT */
/*
 * libjpeg reports errors by a call that must not return, hence setjmp; between
 * it and the call into libjpeg lie no variables that change.  A file that ends
 * early is refused, where libjpeg would fill up with grey.
 */
#include <setjmp.h>
#include <stdio.h> /* jpeglib.h needs it */

#include <jerror.h>
#include <jpeglib.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/picture/codec.h"
#include "shared/picture/exif.h"
#include "shared/picture/pixels.h"

#define CHUNK 65536
#define CAREFUL_PIXELS \
	8000000  /* above, a second pass costs too much memory \
		  */
#define SCALES 8 /* libjpeg decodes at n/8 of the size */

struct trap {
	struct jpeg_error_mgr base; /* first: libjpeg knows nothing else */
	jmp_buf back;
	enum err err;
};

static void on_error(j_common_ptr info)
{
	struct trap *t = (struct trap *)info->err;

	if (!t->err)
		t->err = info->err->msg_code == JERR_OUT_OF_MEMORY ? ERR_NOMEM
								   : ERR_MEDIA;
	longjmp(t->back, 1);
}

/* Level -1 is a warning. */
static void on_message(j_common_ptr info, int level)
{
	int code = info->err->msg_code;

	if (level == -1 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER))
		on_error(info);
}

static struct jpeg_error_mgr *set_trap(struct trap *t)
{
	jpeg_std_error(&t->base);
	t->base.error_exit = on_error;
	t->base.emit_message = on_message;
	t->err = ERR_OK;
	return &t->base;
}

/* ---- decoding ---- */

/* The smallest eighth at which the picture is still `least` wide. */
static void choose_scale(struct jpeg_decompress_struct *info, int least)
{
	unsigned eighths = 1;

	if (least <= 0)
		return;
	while (eighths < SCALES &&
		(info->image_width * eighths / SCALES < (unsigned)least ||
			info->image_height * eighths / SCALES <
				(unsigned)least))
		eighths++;
	info->scale_num = eighths;
	info->scale_denom = SCALES;
}

static bool is_cmyk(const struct jpeg_decompress_struct *info)
{
	return info->jpeg_color_space == JCS_CMYK ||
		info->jpeg_color_space == JCS_YCCK;
}

/* Inks to light, in place.  Adobe's programs, which write all of these files,
 * store how much ink is missing. */
static void mix(uint8_t *row, int width, bool missing)
{
	for (uint8_t *at = row; width-- > 0; at += 4) {
		int black = missing ? at[3] : 255 - at[3];

		for (int i = 0; i < 3; i++)
			at[i] = (uint8_t)((missing ? at[i] : 255 - at[i]) *
				black / 255);
		at[3] = 255;
	}
}

static void read_rows(struct jpeg_decompress_struct *info, struct pixels *p)
{
	bool cmyk = is_cmyk(info);

	while (info->output_scanline < info->output_height) {
		JSAMPROW row = p->rgba +
			4 * (size_t)info->output_scanline * (size_t)p->width;

		jpeg_read_scanlines(info, &row, 1);
		if (cmyk)
			mix(row, p->width, info->saw_Adobe_marker);
	}
}

static enum err decode(struct jpeg_decompress_struct *info, const void *data,
	size_t len, int least, struct pixels *out)
{
	enum err e;

	jpeg_create_decompress(info);
	jpeg_mem_src(info, data, (unsigned long)len);
	jpeg_read_header(info, TRUE);
	if ((uint64_t)info->image_width * info->image_height > LIMIT_PIXELS)
		return ERR_MEDIA;
	choose_scale(info, least);
	info->out_color_space = is_cmyk(info) ? JCS_CMYK : JCS_EXT_RGBA;
	jpeg_start_decompress(info);
	e = pixels_init(out, info->output_width, info->output_height);
	if (e)
		return e;
	read_rows(info, out);
	jpeg_finish_decompress(info);
	return ERR_OK;
}

enum err codec_jpeg_decode(
	const void *data, size_t len, int least, struct pixels *out)
{
	struct jpeg_decompress_struct info = {.err = NULL};
	struct trap trap;
	enum err e = ERR_OK;

	*out = (struct pixels){.rgba = NULL};
	info.err = set_trap(&trap);
	if (setjmp(trap.back) == 0)
		trap.err = decode(&info, data, len, least, out);
	jpeg_destroy_decompress(&info);
	e = trap.err;
	if (!e)
		e = pixels_orient(out, exif_of_jpeg(data, len));
	if (e)
		pixels_fini(out);
	return e;
}

/* ---- encoding ---- */

/* Writes into the buffer as it fills. */
struct sink {
	struct jpeg_destination_mgr base; /* first */
	struct buf *out;
	uint8_t chunk[CHUNK];
};

static void sink_start(j_compress_ptr info)
{
	struct sink *s = (struct sink *)info->dest;

	s->base.next_output_byte = s->chunk;
	s->base.free_in_buffer = CHUNK;
}

static void sink_add(j_compress_ptr info, size_t len)
{
	struct sink *s = (struct sink *)info->dest;
	struct trap *t = (struct trap *)info->err;

	t->err = buf_add(s->out, s->chunk, len);
	if (t->err)
		longjmp(t->back, 1);
}

static boolean sink_full(j_compress_ptr info)
{
	sink_add(info, CHUNK);
	sink_start(info);
	return TRUE;
}

static void sink_end(j_compress_ptr info)
{
	sink_add(info, CHUNK - info->dest->free_in_buffer);
}

static void encode(struct jpeg_compress_struct *info, struct sink *sink,
	const struct pixels *p, int quality)
{
	jpeg_create_compress(info);
	info->dest = &sink->base;
	info->image_width = (JDIMENSION)p->width;
	info->image_height = (JDIMENSION)p->height;
	info->input_components = 4;
	info->in_color_space = JCS_EXT_RGBX;
	jpeg_set_defaults(info);
	jpeg_set_quality(info, quality, TRUE);
	info->optimize_coding = (int64_t)p->width * p->height <= CAREFUL_PIXELS;
	jpeg_start_compress(info, TRUE);
	while (info->next_scanline < info->image_height) {
		JSAMPROW row = p->rgba +
			4 * (size_t)info->next_scanline * (size_t)p->width;

		jpeg_write_scanlines(info, &row, 1);
	}
	jpeg_finish_compress(info);
}

enum err codec_jpeg_encode(const struct pixels *p, int quality, struct buf *out)
{
	struct jpeg_compress_struct info = {.err = NULL};
	struct sink sink = {.out = out};
	struct trap trap;

	if (p->width > JPEG_MAX_DIMENSION || p->height > JPEG_MAX_DIMENSION)
		return ERR_SIZE;
	sink.base.init_destination = sink_start;
	sink.base.empty_output_buffer = sink_full;
	sink.base.term_destination = sink_end;
	info.err = set_trap(&trap);
	if (setjmp(trap.back) == 0)
		encode(&info, &sink, p, quality);
	jpeg_destroy_compress(&info);
	return trap.err;
}
