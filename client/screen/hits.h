/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_HITS_H
#define CLIENT_SCREEN_HITS_H

/*
 * What a click means: areas of the page as last drawn, each with an action or
 * the number of a row.  What is painted over another takes its clicks.
 */
#include "client/model/action.h"

#define HITS_MAX 96 /* further ones have no meaning */
#define HITS_NO_ROW (-1)

struct hit {
	int row, col, rows, cols;
	enum action_kind action; /* ACTION_USER_COUNT: a row */
	int number;              /* of the row, else HITS_NO_ROW */
};

/* Zeroed, it is empty. */
struct hits {
	struct hit all[HITS_MAX];
	int n;
};

void hits_clear(struct hits *h);

/* A click there runs that action; or is that row of a list. */
void hits_action(
	struct hits *h, int row, int col, int cols, enum action_kind action);
void hits_row(struct hits *h, int row, int col, int cols, int number);

/* What is at that cell; NULL: nothing.  Lends. */
const struct hit *hits_find(const struct hits *h, int row, int col);

#endif
