/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_LEAF_H
#define CLIENT_SCREEN_LEAF_H

/*
 * A page of text that may be longer than its area: what is written on it goes
 * on below what was, and what has been scrolled away is not painted.  Written
 * once with no grid, it is only measured.
 */
#include <stdint.h>

struct grid;

struct leaf {
	struct grid *g;            /* NULL: only measured */
	int row, col, rows, width; /* the area */
	int top;                   /* rows that are scrolled away */
	int at;                    /* rows written so far */
};

/* A text, wrapped; a line of "label  value" with the values under one another;
 * so many blank rows. */
void leaf_text(struct leaf *l, uint8_t style, const char *text);
void leaf_pair(struct leaf *l, int label_width, const char *label,
	uint8_t style, const char *value);
void leaf_gap(struct leaf *l, int rows);

#endif
