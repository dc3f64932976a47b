/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_PERFORMANCE_CHART_H
#define CLIENT_SCREEN_PERFORMANCE_CHART_H

/*
 * Charts in cells, for the figures (rule E4), on a sheet that may be longer
 * than the page: what lies above or below is not painted.  Every shade is a
 * sign as well, so that they say the same without colours.
 */
#include <stdint.h>

#include "client/model/model.h"

struct grid;

struct performance_sheet {
	struct grid *g;
	int top, end; /* rows of the page that it may paint on */
	int left, width;
	int at; /* the row of the page where the next thing begins */
};

/* The row of the page that is `i` below the next; where it cannot be seen, one
 * that is not on the page. */
int performance_sheet_row(const struct performance_sheet *s, int i);

struct performance_bar {
	int64_t value; /* what it is made of */
	int64_t part;  /* and what stands on top of that, in crosses */
	char label[24];
};

/* Bars side by side, `rows` high, the last ones where not all have room;
 * `most` says what the highest is worth.  Moves the sheet on. */
void performance_chart_bars(struct performance_sheet *s,
	const struct performance_bar *bars, int n, int rows, const char *most);

/* A week of hours, from Monday on.  Moves the sheet on. */
void performance_chart_hours(struct performance_sheet *s,
	const struct performance_hour hours[7][24]);

/* What the shades of that mean, "fewer" to "more", from that cell on. */
void performance_chart_shades(struct grid *g, int row, int col);

#endif
