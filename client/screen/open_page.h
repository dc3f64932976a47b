/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_OPEN_PAGE_H
#define CLIENT_SCREEN_OPEN_PAGE_H

/*
 * One of a list, opened on a page of its own: its text, which may be longer
 * than the page, and a button at its foot for what Enter does.
 */
#include <stdbool.h>

struct grid;
struct hits;
struct leaf;
struct screen_event;

/* Zeroed, it is at its beginning. */
struct open_page {
	int top, rows; /* rows scrolled away, and how many there are */
	int page;      /* of them, as last drawn */
};

/* The arrows, the page keys and the wheel.  False: it is none of them. */
bool open_page_event(struct open_page *p, const struct screen_event *e);

/* Paints what `write` writes, and the button; NULL: there is none.  A click on
 * it is row 0. */
void open_page_draw(struct open_page *p, struct grid *g, struct hits *hits,
	int row, int col, int rows, int width,
	void (*write)(void *ctx, struct leaf *l), void *ctx, const char *button,
	bool off);

#endif
