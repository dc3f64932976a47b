/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_ARCHIVE_TABS_H
#define CLIENT_SCREEN_ARCHIVE_TABS_H

/*
 * The row above the archive's lists: its tabs, of which the enquiries are the
 * last, and the field to look in.
 */
#include <stdbool.h>

struct find_field;
struct grid;
struct layout;
struct screen;
struct screen_event;

#define ARCHIVE_TABS 4           /* enum wire_pick, and the enquiries */
#define ARCHIVE_TABS_ENQUIRIES 3 /* which is them */

/* Goes to that tab; the one behind the last is the first. */
void archive_tabs_go(struct screen *s, int tab);

/* The keys and clicks that lead to another tab than `open`.  False: it is none
 * of them. */
bool archive_tabs_event(
	struct screen *s, const struct screen_event *e, int open);

/* Paints them, and the field beside or below them; returns the row behind. */
int archive_tabs_draw(const struct screen *s, const struct find_field *f,
	struct grid *g, const struct layout *at, int open);

#endif
