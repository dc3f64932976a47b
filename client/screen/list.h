/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_LIST_H
#define CLIENT_SCREEN_LIST_H

/*
 * What all lists that are longer than the page do alike: the arrows, the page
 * keys, the wheel and clicks choose, and the page follows what is chosen.
 * Which entry is chosen is the screen's to remember, by id where entries come
 * and go.
 */
#include <stdbool.h>

struct screen_event;

struct list {
	int first; /* entry at the top of the page */
	int page;  /* entries of the page, as last drawn */
};

/* Moves *chosen among `n`.  False: the event does not choose. */
bool list_event(
	const struct list *l, const struct screen_event *e, int n, int *chosen);

/* How far the event moves, where a page has so many entries and a turn of the
 * wheel is so many; 0: not at all. */
int list_step(const struct screen_event *e, int page, int wheel);

/* A page of so many entries: scrolls until `chosen` is on it. */
void list_page(struct list *l, int page, int n, int chosen);

#endif
