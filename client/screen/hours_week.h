/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_HOURS_WEEK_H
#define CLIENT_SCREEN_HOURS_WEEK_H

/*
 * A week of opening hours as rows: the day, a bar of its hours as fine as the
 * page is wide, and the times in words.
 */
#include <stdbool.h>

struct grid;
struct hours;
struct model;

/* Where things stand; made once for all rows of a page. */
struct hours_week {
	const struct hours *h;
	int left, width;
	int day;        /* cells of the longest day's name */
	int bar, cells; /* where the bars begin; cells an hour; 0: none */
	int from, to;   /* hours that the bars show, 24 and up: past midnight */
	int words, words_width;
	int today, minute; /* of the shop's clock: weekday, 0 is Sunday */
};

struct hours_week hours_week_of(
	const struct model *m, const struct hours *h, int left, int width);

/* The hours above the bars, with a mark over the present one. */
void hours_week_axis(const struct hours_week *w, struct grid *g, int row);

/* A day's row; i counts from Monday. */
void hours_week_row(const struct hours_week *w, struct grid *g, int row, int i,
	bool chosen);

/* The weekday of row i, 0 is Sunday; its name, translated. */
int hours_week_day(int i);
const char *hours_week_name(int weekday);

#endif
