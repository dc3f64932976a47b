/* SPDX-License-Identifier: MIT */
#include "client/screen/performance_chart.h"

#include <string.h>

#include "client/model/words.h"
#include "client/screen/paint.h"
#include "client/term/grid.h"
#include "client/term/style.h"

int performance_sheet_row(const struct performance_sheet *s, int i)
{
	int row = s->at + i;

	return row >= s->top && row < s->end ? row : -1;
}

/* ---- bars ---- */

#define WIDEST 8 /* cells of a bar and what is beside it */

static int64_t sum(const struct performance_bar *b)
{
	return b->value + b->part;
}

/* So many of `rows` are `value` of `most`; what is there shows. */
static int height(int64_t value, int64_t most, int rows)
{
	int h = most > 0 ? (int)((double)value * rows / (double)most + 0.5) : 0;

	return value > 0 && h == 0 ? 1 : h;
}

static void draw_bar(const struct performance_sheet *s, int col, int width,
	int rows, const struct performance_bar *b, int64_t most)
{
	int all = height(sum(b), most, rows);
	int part = height(b->part, most, rows);
	int value;

	if (all < 2 && b->value > 0 && b->part > 0 && rows > 1)
		all = 2;
	if (part >= all && b->value > 0)
		part = all - 1;
	value = all - part;
	for (int i = 0; i < all; i++) {
		int row = performance_sheet_row(s, rows - 1 - i);

		if (i < value)
			grid_fill(s->g, row, col, 1, width, STYLE_ACCENT);
		else
			for (int x = 0; x < width; x++)
				paint_line(
					s->g, row, col + x, 1, STYLE_GREY, "x");
	}
}

/* So many bars lie between two labels; the last one has one. */
static int label_step(const struct performance_bar *bars, int n, int slot)
{
	int widest = 1;

	for (int i = 0; i < n; i++)
		if (widest < paint_width(bars[i].label))
			widest = paint_width(bars[i].label);
	return (widest + 1 + slot - 1) / slot;
}

void performance_chart_bars(struct performance_sheet *s,
	const struct performance_bar *bars, int n, int rows, const char *most)
{
	int scale = paint_width(most) + 2, room = s->width - scale - 1;
	int64_t top = 0;
	int slot, bar, step;

	if (n > room) {
		bars += n - room;
		n = room;
	}
	if (n < 1)
		return;
	slot = room / n < WIDEST ? room / n : WIDEST;
	bar = slot > 4 ? slot - 2 : slot > 1 ? slot - 1 : 1;
	step = label_step(bars, n, slot);
	for (int i = 0; i < n; i++)
		if (top < sum(&bars[i]))
			top = sum(&bars[i]);
	paint_right(s->g, performance_sheet_row(s, 0), s->left + scale - 1,
		scale, STYLE_GREY, most);
	paint_right(s->g, performance_sheet_row(s, rows - 1),
		s->left + scale - 1, scale, STYLE_GREY, "0");
	grid_hline(s->g, performance_sheet_row(s, rows), s->left + scale,
		n * slot, STYLE_GREY);
	for (int i = 0; i < n; i++) {
		int col = s->left + scale + i * slot;

		draw_bar(s, col, bar, rows, &bars[i], top);
		if ((n - 1 - i) % step == 0)
			paint_line(s->g, performance_sheet_row(s, rows + 1),
				col, WIDEST, STYLE_GREY, bars[i].label);
	}
	s->at += rows + 2;
}

/* ---- hours ---- */

#define SHADES 5

/* From nothing to the most. */
static const struct {
	uint8_t style;
	const char *sign;
} shades[SHADES] = {
	{STYLE_GREY, " "},
	{STYLE_GREY, "."},
	{STYLE_BLUE, ":"},
	{STYLE_BLUE_BOLD, "#"},
	{STYLE_ACCENT, " "},
};

static void draw_shade(struct grid *g, int row, int col, int width, int shade)
{
	for (int i = 0; i < width; i++)
		grid_text(g, row, col + i, 1, shades[shade].style,
			shades[shade].sign);
}

static int shade_of(int64_t n, int64_t most)
{
	return n > 0 ? 1 + (int)((n * (SHADES - 1) - 1) / most) : 0;
}

static int64_t calls(const struct performance_hour *h)
{
	return h->accepted + h->missed;
}

void performance_chart_hours(
	struct performance_sheet *s, const struct performance_hour hours[7][24])
{
	static const char *const days[] = {N_("Sun"), N_("Mon"), N_("Tue"),
		N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat")};
	int cell = s->width >= 5 + 48 ? 2 : 1, left = s->left + 5;
	int64_t most = 0;

	for (int i = 0; i < 7 * 24; i++)
		if (most < calls(&hours[i / 24][i % 24]))
			most = calls(&hours[i / 24][i % 24]);
	for (int h = 0; h < 24; h += 6) {
		char text[PAINT_SIZE];

		paint_line(s->g, performance_sheet_row(s, 0), left + h * cell,
			3, STYLE_GREY, paint_format(text, "%d", h));
	}
	for (int i = 0; i < 7; i++) {
		int day = (i + 1) % 7, row = performance_sheet_row(s, i + 1);

		paint_line(s->g, row, s->left, 4, STYLE_GREY, _(days[day]));
		for (int h = 0; h < 24; h++)
			draw_shade(s->g, row, left + h * cell, cell,
				shade_of(calls(&hours[day][h]), most));
	}
	s->at += 8;
}

void performance_chart_shades(struct grid *g, int row, int col)
{
	const char *fewer = _("fewer"), *more = _("more");

	col += paint_line(g, row, col, paint_width(fewer), STYLE_GREY, fewer) +
		1;
	for (int i = 1; i < SHADES; i++, col += 3)
		draw_shade(g, row, col, 2, i);
	paint_line(g, row, col, paint_width(more), STYLE_GREY, more);
}
