/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_PAINT_H
#define CLIENT_SCREEN_PAINT_H

/*
 * What all screens paint with: text that shows when it was cut, and times,
 * money and languages as words.
 */
#include <stdint.h>

#include "client/model/model.h"
#include "shared/money.h"
#include "shared/tz.h"

struct grid;

#define PAINT_SIZE \
	1200 /* bytes of a text made here, and NUL: a title, \
	      * shown, and words around it */

/* Paints one line of at most `width` cells; what is longer ends in "..".
 * Returns the cells used. */
int paint_line(struct grid *g, int row, int col, int width, uint8_t style,
	const char *text);
/* The same, ending before column `end`. */
int paint_right(struct grid *g, int row, int end, int width, uint8_t style,
	const char *text);
/* The same in the middle of `width` cells from `col` on. */
void paint_middle(struct grid *g, int row, int col, int width, uint8_t style,
	const char *text);

/* Paints text in several lines, at most `rows`; what is longer ends in "..".
 * Returns the rows used. */
int paint_block(struct grid *g, int row, int col, int rows, int width,
	uint8_t style, const char *text);

/* How many rows that takes. */
int paint_rows(const char *text, int width);

/* A rule across the page with a word in it; NULL: none. */
void paint_rule(
	struct grid *g, int row, int cols, uint8_t style, const char *word);

int paint_width(const char *text);

/* Makes a text as printf does, cut if need be; returns `out`. */
const char *paint_format(char out[PAINT_SIZE], const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* "17:05", by the shop's clock; "Sat 22 Nov"; "1 h 12 min", to the minute,
 * of what is negative "0 min"; the instant as a time, with the day when it is
 * not today's. */
const char *paint_clock(
	const struct model *m, int64_t wall_us, char out[PAINT_SIZE]);
const char *paint_date(
	const struct model *m, const struct tz_time *t, char out[PAINT_SIZE]);
const char *paint_span(int64_t us, char out[PAINT_SIZE]);
const char *paint_when(
	const struct model *m, int64_t wall_us, char out[PAINT_SIZE]);

const char *paint_money(
	const struct model *m, const struct money *money, char out[PAINT_SIZE]);
const char *paint_language(enum wire_lang lang);

/* Days since 1970 by the shop's clock: equal on the same day. */
int64_t paint_day(const struct model *m, int64_t wall_us);

#endif
