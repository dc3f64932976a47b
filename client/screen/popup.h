/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_POPUP_H
#define CLIENT_SCREEN_POPUP_H

/*
 * A menu in a box: a title, and things to choose from with the arrows, Enter
 * or a letter.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/model/action.h"

struct grid;
struct hits;
struct layout;
struct screen;
struct screen_event;
struct screen_foot;

struct popup_item {
	enum action_kind run;
	const char *text; /* translated */
	const char *note; /* at its right: a state, or why it is off */
	char letter;
	bool off;
	bool red;
};

/* The columns that the box needs, frame included. */
int popup_width(const char *title, const struct popup_item *items, int n);

/* Paints the box at (row, col).  It needs n + 2 rows for the items; in fewer
 * they scroll. */
void popup_draw(struct grid *g, struct hits *hits, int row, int col, int rows,
	int width, const char *title, const struct popup_item *items, int n,
	int chosen);

/* The same in the middle of the body. */
void popup_middle(struct grid *g, struct hits *hits, const struct layout *at,
	const char *title, const struct popup_item *items, int n, int chosen);

/* Moves *chosen, or returns what shall be run, else ACTION_USER_COUNT.  *mine
 * says whether the event had a meaning here. */
enum action_kind popup_event(const struct screen_event *e,
	const struct popup_item *items, int n, int *chosen, bool *mine);

/* Enter and Esc; for the menu's table. */
int popup_foot(struct screen *s, struct screen_foot *feet);

#endif
