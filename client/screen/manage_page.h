/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_MANAGE_PAGE_H
#define CLIENT_SCREEN_MANAGE_PAGE_H

/* What the managers' pages (rule I1) have in common. */
#include <stdint.h>

#include "client/model/ask.h"

struct grid;
struct layout;
struct model;

/* What stands where a list of that kind would be while it is empty: why it is
 * not there yet, or `none` when there is nothing.  Lends, translated. */
const char *manage_page_state(
	const struct model *m, enum ask_kind kind, const char *none);

/* Why nothing can be changed now, in a few words; NULL: it can. */
const char *manage_page_off(const struct model *m);

/* The first row of a page, below a blank one where there is room. */
int manage_page_top(const struct layout *at);

/* One cell of a table: its text within `width`, at the left or the right. */
void manage_page_cell(struct grid *g, int row, int col, int width,
	uint8_t style, const char *text);
void manage_page_number(struct grid *g, int row, int col, int width,
	uint8_t style, int64_t number);

/* "Ginza, Shibuya": the names of the groups of those keys, which have blanks
 * between.  Needs PAINT_SIZE bytes; returns `out`. */
const char *manage_page_groups(
	const struct model *m, const char *keys, char *out);

#endif
