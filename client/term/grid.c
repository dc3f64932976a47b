/* SPDX-License-Identifier: MIT */
/*
 * Every cell is written through grid_put, which keeps the one invariant: a
 * cell of width 2 is followed by one of width 0, and no other cell is 0.
 */
#include "client/term/grid.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include "client/term/style.h"
#include "shared/buf.h"
#include "shared/cluster.h"
#include "shared/mem.h"
#include "shared/picture/picture.h"
#include "shared/utf8.h"

#define REPLACEMENT "\xef\xbf\xbd"

struct grid {
	int rows, cols;
	struct grid_cell *cells; /* row by row */
	bool cursor;
	int cursor_row, cursor_col;
};

static const struct grid_cell blank = {.width = 1};

static int clamp(int n)
{
	return n < 1 ? 1 : n > GRID_MAX ? GRID_MAX : n;
}

struct grid *grid_new(int rows, int cols)
{
	struct grid *g = mem_zero(sizeof(*g));

	if (!g)
		return NULL;
	if (grid_resize(g, rows, cols) != ERR_OK)
		grid_destroy(&g);
	return g;
}

void grid_destroy(struct grid **g)
{
	if (!*g)
		return;
	mem_free((*g)->cells);
	mem_free(*g);
	*g = NULL;
}

enum err grid_resize(struct grid *g, int rows, int cols)
{
	struct grid_cell *cells;

	rows = clamp(rows);
	cols = clamp(cols);
	cells = mem_resize(
		g->cells, (size_t)rows * (size_t)cols * sizeof(*cells));
	if (!cells)
		return ERR_NOMEM;
	g->cells = cells;
	g->rows = rows;
	g->cols = cols;
	grid_clear(g);
	return ERR_OK;
}

void grid_clear(struct grid *g)
{
	for (int i = 0; i < g->rows * g->cols; i++)
		g->cells[i] = blank;
	g->cursor = false;
}

int grid_rows(const struct grid *g)
{
	return g->rows;
}

int grid_cols(const struct grid *g)
{
	return g->cols;
}

static bool inside(const struct grid *g, int row, int col)
{
	return row >= 0 && row < g->rows && col >= 0 && col < g->cols;
}

static struct grid_cell *cell_at(struct grid *g, int row, int col)
{
	assert(inside(g, row, col));
	return &g->cells[row * g->cols + col];
}

/* Makes a blank of what stands there, both halves of it. */
static void vacate(struct grid *g, int row, int col)
{
	struct grid_cell *cell = cell_at(g, row, col);

	if (cell->width == 0)
		*cell_at(g, row, col - 1) =
			(struct grid_cell){.width = 1, .style = cell[-1].style};
	if (cell->width == 2)
		*cell_at(g, row, col + 1) =
			(struct grid_cell){.width = 1, .style = cell->style};
	*cell = blank;
}

/* The only writer of cells; all of `cell` must lie inside. */
static void grid_put(
	struct grid *g, int row, int col, const struct grid_cell *cell)
{
	assert(cell->width == 1 || cell->width == 2);
	for (int i = 0; i < cell->width; i++)
		vacate(g, row, col + i);
	*cell_at(g, row, col) = *cell;
	if (cell->width == 2)
		*cell_at(g, row, col + 1) =
			(struct grid_cell){.style = cell->style};
}

/* The next cluster as this page shows it: what cannot be measured, controls
 * among it, is one replacement character. */
static bool next_cluster(const char **s, size_t *len, struct cluster *out)
{
	if (!cluster_next(*s, *len, out))
		return false;
	*s += out->len;
	*len -= out->len;
	if (out->width == 0)
		*out = (struct cluster){REPLACEMENT, strlen(REPLACEMENT), 1};
	return true;
}

/* Adds a character to a cell; a mark for which there is no room is lost. */
static void add_char(struct grid_cell *cell, const char *s, size_t len)
{
	size_t at = strlen(cell->text);

	if (at + len > GRID_CLUSTER)
		return;
	memcpy(cell->text + at, s, len);
	cell->text[at + len] = '\0';
}

/* Most clusters are one cell; a half-width kana with its voice mark, or an
 * Indic syllable, is several, each a character with its marks. */
static void put_cluster(struct grid *g, int row, int col, uint8_t style,
	const struct cluster *c)
{
	struct grid_cell cell = {.style = style};
	uint32_t cp;
	size_t n;
	int cells;

	for (size_t at = 0; at < c->len; at += n) {
		n = utf8_decode(c->s + at, c->len - at, &cp);
		cells = cluster_cells(cp);
		if (cells < 0)
			continue;
		if (cells > 0 && cell.width > 0) {
			grid_put(g, row, col, &cell);
			col += cell.width;
			cell = (struct grid_cell){.style = style};
		}
		add_char(&cell, c->s + at, n);
		cell.width = (uint8_t)(cell.width + cells);
	}
	grid_put(g, row, col, &cell);
}

/* A cluster of which the page's left edge shows a part only. */
static void put_part(struct grid *g, int row, int cols, uint8_t style)
{
	for (int col = 0; col < cols; col++)
		grid_put(g, row, col,
			&(struct grid_cell){.width = 1, .style = style});
}

int grid_span(struct grid *g, int row, int col, int width, uint8_t style,
	const char *text, size_t len)
{
	struct cluster c;
	int used = 0, at;

	while (next_cluster(&text, &len, &c)) {
		at = col + used;
		if (c.width > width - used || at > g->cols - c.width)
			break;
		used += c.width;
		if (row < 0 || row >= g->rows)
			continue;
		if (at >= 0)
			put_cluster(g, row, at, style, &c);
		else
			put_part(g, row, at + c.width, style);
	}
	return used;
}

int grid_text(struct grid *g, int row, int col, int width, uint8_t style,
	const char *text)
{
	return grid_span(g, row, col, width, style, text, strlen(text));
}

int grid_right(struct grid *g, int row, int end, int width, uint8_t style,
	const char *text)
{
	const char *rest = text;
	size_t len = strlen(text);
	struct cluster c;
	int used = 0;

	while (next_cluster(&rest, &len, &c) && c.width <= width - used)
		used += c.width;
	return grid_text(g, row, end - used, used, style, text);
}

/* Cuts an area to the page.  Done in 64 bits: any int is fine. */
static void clip(int *from, int *count, int max)
{
	long long end = (long long)*from + (*count > 0 ? *count : 0);

	*from = *from < 0 ? 0 : *from;
	end = end > max ? max : end;
	*count = end > *from ? (int)(end - *from) : 0;
}

/* Writes `cell` everywhere in an area. */
static void put_area(struct grid *g, int row, int col, int rows, int cols,
	const struct grid_cell *cell)
{
	clip(&row, &rows, g->rows);
	clip(&col, &cols, g->cols);
	for (int r = row; r < row + rows; r++)
		for (int c = col; c < col + cols; c++)
			grid_put(g, r, c, cell);
}

void grid_fill(
	struct grid *g, int row, int col, int rows, int cols, uint8_t style)
{
	put_area(g, row, col, rows, cols,
		&(struct grid_cell){.width = 1, .style = style});
}

/* A picture's colours do not outlive its style. */
static void paint_cell(struct grid_cell *cell, uint8_t style)
{
	cell->style = style;
	cell->fg = cell->bg = 0;
}

void grid_paint(
	struct grid *g, int row, int col, int rows, int cols, uint8_t style)
{
	clip(&row, &rows, g->rows);
	clip(&col, &cols, g->cols);
	for (int r = row; r < row + rows; r++)
		for (int c = col; c < col + cols; c++)
			paint_cell(cell_at(g, r, c), style);
}

static void put_line(struct grid *g, int row, int col, int rows, int cols,
	uint8_t style, enum grid_line line)
{
	put_area(g, row, col, rows, cols,
		&(struct grid_cell){
			.width = 1, .style = style, .line = (uint8_t)line});
}

void grid_hline(struct grid *g, int row, int col, int cols, uint8_t style)
{
	put_line(g, row, col, 1, cols, style, GRID_HORIZONTAL);
}

void grid_vline(struct grid *g, int row, int col, int rows, uint8_t style)
{
	put_line(g, row, col, rows, 1, style, GRID_VERTICAL);
}

void grid_edge(
	struct grid *g, int row, int col, int cols, bool top, uint8_t style)
{
	int right = col + cols - 1;

	grid_hline(g, row, col, cols, style);
	put_line(g, row, col, 1, 1, style,
		top ? GRID_TOP_LEFT : GRID_BOTTOM_LEFT);
	put_line(g, row, right, 1, 1, style,
		top ? GRID_TOP_RIGHT : GRID_BOTTOM_RIGHT);
}

void grid_box(
	struct grid *g, int row, int col, int rows, int cols, uint8_t style)
{
	int bottom = row + rows - 1, right = col + cols - 1;

	if (rows < 2 || cols < 2)
		return;
	grid_fill(g, row, col, rows, cols, style);
	grid_vline(g, row, col, rows, style);
	grid_vline(g, row, right, rows, style);
	grid_edge(g, row, col, cols, true, style);
	grid_edge(g, bottom, col, cols, false, style);
}

static void put_picture_cell(
	struct grid *g, int row, int col, const struct picture_cell *c)
{
	struct grid_cell cell = {
		.width = 1, .style = STYLE_PICTURE, .fg = c->fg, .bg = c->bg};

	if (c->code != ' ')
		utf8_encode(c->code, cell.text);
	grid_put(g, row, col, &cell);
}

void grid_picture(struct grid *g, int row, int col,
	const struct picture_cells *p, int from, int count)
{
	for (int r = from < 0 ? 0 : from; r < p->rows && r - from < count; r++)
		for (int c = 0; c < p->cols; c++)
			if (inside(g, row + r - from, col + c))
				put_picture_cell(g, row + r - from, col + c,
					&p->cell[r * p->cols + c]);
}

void grid_cursor_show(struct grid *g, int row, int col)
{
	g->cursor = true;
	g->cursor_row = row < 0 ? 0 : row >= g->rows ? g->rows - 1 : row;
	g->cursor_col = col < 0 ? 0 : col >= g->cols ? g->cols - 1 : col;
}

void grid_cursor_hide(struct grid *g)
{
	g->cursor = false;
}

bool grid_cursor(const struct grid *g, int *row, int *col)
{
	if (g->cursor) {
		*row = g->cursor_row;
		*col = g->cursor_col;
	}
	return g->cursor;
}

const struct grid_cell *grid_at(const struct grid *g, int row, int col)
{
	assert(inside(g, row, col));
	return &g->cells[row * g->cols + col];
}

static size_t grid_bytes(const struct grid *g)
{
	return (size_t)g->rows * (size_t)g->cols * sizeof(*g->cells);
}

bool grid_same(const struct grid *a, const struct grid *b)
{
	if (a->rows != b->rows || a->cols != b->cols || a->cursor != b->cursor)
		return false;
	if (a->cursor &&
		(a->cursor_row != b->cursor_row ||
			a->cursor_col != b->cursor_col))
		return false;
	/* Cells have no padding, and nothing behind their text but zeros. */
	return memcmp(a->cells, b->cells, grid_bytes(a)) == 0;
}

enum err grid_copy(struct grid *to, const struct grid *from)
{
	enum err e = ERR_OK;

	if (to->rows != from->rows || to->cols != from->cols)
		e = grid_resize(to, from->rows, from->cols);
	if (e)
		return e;
	memcpy(to->cells, from->cells, grid_bytes(from));
	to->cursor = from->cursor;
	to->cursor_row = from->cursor_row;
	to->cursor_col = from->cursor_col;
	return ERR_OK;
}

static const char *const line_text[] = {
	[GRID_HORIZONTAL] = "─",
	[GRID_VERTICAL] = "│",
	[GRID_TOP_LEFT] = "┌",
	[GRID_TOP_RIGHT] = "┐",
	[GRID_BOTTOM_LEFT] = "└",
	[GRID_BOTTOM_RIGHT] = "┘",
};

static void trim(struct buf *b, size_t start, char what)
{
	while (b->len > start && b->data[b->len - 1] == what)
		b->data[--b->len] = '\0';
}

static void dump_text(const struct grid *g, int row, struct buf *out)
{
	size_t start = out->len;

	for (int col = 0; col < g->cols; col++) {
		const struct grid_cell *cell = grid_at(g, row, col);

		if (cell->line != GRID_NO_LINE)
			buf_add_str(out, line_text[cell->line]);
		else if (cell->text[0])
			buf_add_str(out, cell->text);
		else if (cell->width)
			buf_add_char(out, ' ');
	}
	trim(out, start, ' ');
	buf_add_char(out, '\n');
}

static void dump_styles(const struct grid *g, int row, struct buf *out)
{
	bool any = false;
	size_t start;

	for (int col = 0; col < g->cols; col++)
		any = any || grid_at(g, row, col)->style != STYLE_DEFAULT;
	if (!any)
		return;
	buf_add_char(out, '~');
	start = out->len;
	for (int col = 0; col < g->cols; col++)
		buf_add_char(out, style_mark(grid_at(g, row, col)->style));
	trim(out, start, '.');
	buf_add_char(out, '\n');
}

enum err grid_dump(const struct grid *g, bool styles, struct buf *out)
{
	for (int row = 0; row < g->rows; row++) {
		if (styles)
			buf_add_char(out, '|');
		dump_text(g, row, out);
		if (styles)
			dump_styles(g, row, out);
	}
	if (styles && g->cursor)
		buf_addf(out, "cursor %d %d\n", g->cursor_row, g->cursor_col);
	else if (styles)
		buf_add_str(out, "cursor hidden\n");
	return out->err;
}
