/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_GRID_H
#define CLIENT_TERM_GRID_H

/*
 * A page of cells that screens paint on: pure memory, no terminal.  The
 * terminal layer shows it; tests print it.  Whatever lies outside the page is
 * clipped, so a screen may paint without asking how large the page is.  A
 * wide cluster is painted whole or not at all, and overwriting one half of it
 * blanks the other.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"

struct buf;
struct grid;
struct picture_cells;

#define GRID_MAX 1000   /* rows and columns; the page is clamped to 1..this */
#define GRID_CLUSTER 20 /* bytes of a cell: a base and four marks */

/* Lines are abstract: the terminal layer draws them as well as it can. */
enum grid_line {
	GRID_NO_LINE,
	GRID_HORIZONTAL,
	GRID_VERTICAL,
	GRID_TOP_LEFT,
	GRID_TOP_RIGHT,
	GRID_BOTTOM_LEFT,
	GRID_BOTTOM_RIGHT
};

struct grid_cell {
	char text[GRID_CLUSTER + 1]; /* one cluster; "" is a blank */
	uint8_t width;               /* 1, 2, or 0: right half of a wide one */
	uint8_t style;               /* enum style, perhaps STYLE_REVERSE */
	uint8_t line;                /* enum grid_line; then text is "" */
	int16_t fg, bg;              /* of STYLE_PICTURE alone, else 0 */
};

/* A blank page of clamped size; NULL when memory is out. */
struct grid *grid_new(int rows, int cols);
void grid_destroy(struct grid **g);

/* A blank page of the new size.  ERR_NOMEM leaves the old one as it was. */
enum err grid_resize(struct grid *g, int rows, int cols);

/* Blanks every cell and hides the cursor. */
void grid_clear(struct grid *g);

int grid_rows(const struct grid *g);
int grid_cols(const struct grid *g);

/* Paints text from (row, col) on, at most `width` cells of it, by whole
 * clusters.  Returns the cells used, also those that were clipped away left
 * of the page.  Controls show as U+FFFD; nothing here wraps. */
int grid_text(struct grid *g, int row, int col, int width, uint8_t style,
	const char *text);
int grid_span(struct grid *g, int row, int col, int width, uint8_t style,
	const char *text, size_t len);

/* As grid_text, but the text ends before column `end`, and what does not fit
 * into `width` is cut at its end.  Returns the cells used. */
int grid_right(struct grid *g, int row, int end, int width, uint8_t style,
	const char *text);

/* Blanks an area in that style. */
void grid_fill(
	struct grid *g, int row, int col, int rows, int cols, uint8_t style);

/* Changes the style of an area and keeps what stands there. */
void grid_paint(
	struct grid *g, int row, int col, int rows, int cols, uint8_t style);

void grid_hline(struct grid *g, int row, int col, int cols, uint8_t style);
void grid_vline(struct grid *g, int row, int col, int rows, uint8_t style);

/* The top or the bottom of a frame, in one row. */
void grid_edge(
	struct grid *g, int row, int col, int cols, bool top, uint8_t style);

/* A frame, and nothing but blanks inside.  Under 2x2 cells it paints nothing.
 */
void grid_box(
	struct grid *g, int row, int col, int rows, int cols, uint8_t style);

/* Paints `count` rows of a picture, from its row `from` on, with their top left
 * at (row, col).  Rows that it does not have are left alone, so a picture that
 * is scrolled is painted by the rows of it that show. */
void grid_picture(struct grid *g, int row, int col,
	const struct picture_cells *p, int from, int count);

/* Shows the cursor there (clamped to the page), or hides it. */
void grid_cursor_show(struct grid *g, int row, int col);
void grid_cursor_hide(struct grid *g);

/* Is the cursor shown?  If so, where. */
bool grid_cursor(const struct grid *g, int *row, int *col);

/* The cell, which must lie on the page.  Lends. */
const struct grid_cell *grid_at(const struct grid *g, int row, int col);

/* Same size, same cells, same cursor? */
bool grid_same(const struct grid *a, const struct grid *b);

/* Makes `to` equal to `from`. */
enum err grid_copy(struct grid *to, const struct grid *from);

/* Prints the page: a line a row, without blanks at its end.  With `styles`,
 * rows begin with "|", below each row that is not all default ink stands "~"
 * and a style_mark per cell up to the last one that is not ".", and the last
 * line is "cursor ROW COL" or "cursor hidden". */
enum err grid_dump(const struct grid *g, bool styles, struct buf *out);

#endif
