/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_BOX_H
#define CLIENT_SCREEN_BOX_H

/*
 * A box in the middle of the page with a title in its frame, and what stands
 * in it: lines, fields with a label, buttons.
 */
#include <stdbool.h>
#include <stdint.h>

struct edit;
struct grid;
struct layout;

struct box {
	struct grid *g;
	int row, col, rows, width; /* inside the frame and its blanks */
};

#define BOX_COLS 60

/* Paints the frame, `rows` high with it, but within the body. */
struct box box_open(
	struct grid *g, const struct layout *at, int rows, const char *title);

/* The same, as wide as the page lets it be. */
struct box box_open_wide(
	struct grid *g, const struct layout *at, int rows, const char *title);

/* Paints a text from that row of the box on, at most `rows`; returns the rows
 * used. */
int box_text(const struct box *b, int row, int rows, uint8_t style,
	const char *text);

/* Paints a field behind its label; the cursor is put there when it is `here`.
 */
void box_field(const struct box *b, int row, const char *label,
	struct edit *field, bool here);

/* Paints a button; returns the cells used. */
int box_button(
	const struct box *b, int row, int col, uint8_t style, const char *word);

#endif
