/* SPDX-License-Identifier: MIT */
#include "client/screen/box.h"

#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/term/edit.h"
#include "client/term/grid.h"
#include "client/term/style.h"

static struct box open_box(struct grid *g, const struct layout *at, int rows,
	int width, const char *title)
{
	int col = (at->cols - width) / 2, row = at->top;

	if (rows > at->height)
		rows = at->height;
	if (!at->small)
		row += (at->height - rows) / 2;
	grid_box(g, row, col, rows, width, STYLE_DEFAULT);
	if (paint_width(title) > width - 6)
		grid_fill(g, row, col + 2, 1, width - 4, STYLE_DEFAULT);
	else
		grid_fill(g, row, col + 2, 1, paint_width(title) + 2,
			STYLE_DEFAULT);
	paint_line(g, row, col + 3, width - 6, STYLE_BOLD, title);
	return (struct box){g, row + 1, col + 3, rows - 2, width - 6};
}

struct box box_open(
	struct grid *g, const struct layout *at, int rows, const char *title)
{
	return open_box(g, at, rows,
		at->width < BOX_COLS ? at->width : BOX_COLS, title);
}

struct box box_open_wide(
	struct grid *g, const struct layout *at, int rows, const char *title)
{
	return open_box(g, at, rows, at->width, title);
}

int box_text(
	const struct box *b, int row, int rows, uint8_t style, const char *text)
{
	if (rows > b->rows - row)
		rows = b->rows - row;
	return rows > 0 ? paint_block(b->g, b->row + row, b->col, rows,
				  b->width, style, text)
			: 0;
}

void box_field(const struct box *b, int row, const char *label,
	struct edit *field, bool here)
{
	int col = b->col, width = b->width, used;
	const char *text;
	size_t len;

	if (row < 0 || row >= b->rows)
		return;
	used = paint_line(b->g, b->row + row, col, width,
		here ? STYLE_BOLD : STYLE_GREY, label);
	if (used > 0)
		used += 2;
	if (here) {
		edit_draw(field, b->g, b->row + row, col + used, 1,
			width - used, STYLE_DEFAULT, false);
		return;
	}
	edit_layout(field, width - used);
	text = edit_row(field, 0, &len);
	grid_span(b->g, b->row + row, col + used, width - used, STYLE_DEFAULT,
		text, len);
}

int box_button(
	const struct box *b, int row, int col, uint8_t style, const char *word)
{
	char text[PAINT_SIZE];

	paint_format(text, " %s ", word);
	return paint_line(
		b->g, b->row + row, col, b->col + b->width - col, style, text);
}
