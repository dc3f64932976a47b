/* SPDX-License-Identifier: MIT */
/*
 * libchafa chooses for each cell the block element and the two colours that
 * come nearest.  In few colours it scatters them, which is what makes a
 * photograph recognisable there.  It shows what is transparent in the colour of
 * the terminal's text, so nothing is left transparent.
 */
#include "shared/picture/cells.h"

#include <chafa.h>

#include "shared/buf.h"
#include "shared/picture/codec.h"
#include "shared/picture/gif.h"
#include "shared/picture/pixels.h"

#define CELL_PIXELS 8 /* libchafa looks at that many a side of a cell */
#define CELL_SHAPE 2  /* a cell is so many times as high as wide */

void cells_start(void)
{
	chafa_set_n_threads(1); /* a thread could not be started later */
}

static enum err decode(
	const void *data, size_t len, int least, struct pixels *out)
{
	switch (picture_kind(data, len)) {
	case PICTURE_JPEG:
		return codec_jpeg_decode(data, len, least, out);
	case PICTURE_PNG:
		return codec_png_decode(data, len, out);
	case PICTURE_WEBP:
		return codec_webp_decode(data, len, out);
	case PICTURE_GIF:
		return gif_first(data, len, out);
	case PICTURE_MP4: /* no decoder is worth its risk */
	case PICTURE_NONE:
	case PICTURE_KINDS:
		break;
	}
	*out = (struct pixels){.rgba = NULL};
	return ERR_MEDIA;
}

/* The largest size within cols x rows that keeps the picture's shape. */
static void fit(const struct pixels *p, int *cols, int *rows)
{
	int64_t width = p->width, height = p->height;
	int64_t high = (*cols * height + width) / (CELL_SHAPE * width);
	int64_t wide = (*rows * CELL_SHAPE * width + height / 2) / height;

	if (high <= *rows)
		*rows = high > 0 ? (int)high : 1;
	else
		*cols = wide < 1 ? 1 : wide < *cols ? (int)wide : *cols;
}

static ChafaCanvasMode mode_of(enum picture_colours colours)
{
	switch (colours) {
	case PICTURE_256:
		return CHAFA_CANVAS_MODE_INDEXED_240;
	case PICTURE_8:
		return CHAFA_CANVAS_MODE_INDEXED_8;
	case PICTURE_MONO:
		break;
	}
	return CHAFA_CANVAS_MODE_FGBG;
}

static ChafaCanvasConfig *configure(
	int cols, int rows, enum picture_colours colours)
{
	ChafaCanvasConfig *config = chafa_canvas_config_new();
	ChafaSymbolMap *symbols = chafa_symbol_map_new();

	chafa_symbol_map_add_by_tags(symbols,
		CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_SOLID |
			CHAFA_SYMBOL_TAG_BLOCK | CHAFA_SYMBOL_TAG_HALF |
			CHAFA_SYMBOL_TAG_QUAD | CHAFA_SYMBOL_TAG_STIPPLE);
	chafa_canvas_config_set_symbol_map(config, symbols);
	chafa_symbol_map_unref(symbols);
	chafa_canvas_config_set_geometry(config, cols, rows);
	chafa_canvas_config_set_canvas_mode(config, mode_of(colours));
	chafa_canvas_config_set_work_factor(config, 1.0f);
	chafa_canvas_config_set_dither_mode(config,
		colours == PICTURE_256 ? CHAFA_DITHER_MODE_NONE
				       : CHAFA_DITHER_MODE_DIFFUSION);
	return config;
}

static void put_number(struct buf *out, uint32_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_add_char(out, (char)(value >> 8 * i & 255));
}

static void put_cell(struct buf *out, ChafaCanvas *canvas, int col, int row,
	enum picture_colours colours)
{
	gunichar code = chafa_canvas_get_char_at(canvas, col, row);
	gint fg, bg;

	chafa_canvas_get_raw_colors_at(canvas, col, row, &fg, &bg);
	if (colours == PICTURE_MONO)
		fg = bg = -1;
	put_number(out, code, 4);
	put_number(out, (uint32_t)fg, 2);
	put_number(out, (uint32_t)bg, 2);
}

static enum err draw(const struct pixels *p, int cols, int rows,
	enum picture_colours colours, struct buf *out)
{
	ChafaCanvasConfig *config = configure(cols, rows, colours);
	ChafaCanvas *canvas = chafa_canvas_new(config);

	chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_RGBA8_UNASSOCIATED,
		p->rgba, p->width, p->height, 4 * p->width);
	buf_addf(out, "cells %d %d %s\n", cols, rows,
		picture_colours_name(colours));
	for (int row = 0; row < rows; row++)
		for (int col = 0; col < cols; col++)
			put_cell(out, canvas, col, row, colours);
	chafa_canvas_unref(canvas);
	chafa_canvas_config_unref(config);
	return out->err;
}

enum err cells_draw(const void *data, size_t len, int cols, int rows,
	enum picture_colours colours, struct buf *out)
{
	struct pixels p;
	enum err e = decode(
		data, len, CELL_PIXELS * (cols > rows ? cols : rows), &p);

	if (!e) {
		pixels_flatten(&p);
		fit(&p, &cols, &rows);
		e = draw(&p, cols, rows, colours, out);
	}
	pixels_fini(&p);
	return e;
}
