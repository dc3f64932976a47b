/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_LAYOUT_H
#define CLIENT_SCREEN_LAYOUT_H

/*
 * Where things stand on a page of that many rows and columns: the one
 * function of the size that all screens share.
 */
#include <stdbool.h>

struct layout {
	int rows, cols;
	bool tiny;  /* no room for anything but one line saying so */
	bool small; /* only the essential */
	bool wide;  /* room for a side panel */
	int head;   /* row of the head line */
	int rule;   /* row below it: a rule, a word in passing, or a ring */
	int top;    /* first row of the body */
	int height; /* rows of the body */
	int left;   /* columns that stay blank at either side of the body */
	int width;  /* of the body without them */
	int foot;   /* row of the foot line */
};

#define LAYOUT_MIN_ROWS 5
#define LAYOUT_MIN_COLS 20
#define LAYOUT_WIDE_COLS 90

struct layout layout_of(int rows, int cols);

#endif
