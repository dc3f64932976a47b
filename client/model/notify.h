/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_NOTIFY_H
#define CLIENT_MODEL_NOTIFY_H

/*
 * What calls the associate (rule H1): the bell, and the terminal's desktop
 * notification when its window is not looked at.  It never holds a word of a
 * shopper's.
 */
#include <stdbool.h>

struct effects;
struct model;

enum notify_kind {
	NOTIFY_CHAT,
	NOTIFY_TRANSFER,
	NOTIFY_SALE,
	NOTIFY_BLOCK, /* told to managers */
	NOTIFY_KINDS
};

/* What is switched on. */
struct notify {
	bool bell, desktop;
	bool kind[NOTIFY_KINDS];
};

/* The switches, for the menu: the bell, the desktop, then the kinds. */
#define NOTIFY_SWITCHES (2 + NOTIFY_KINDS)
bool *notify_switch(struct notify *n, int i);
const char *notify_switch_name(int i); /* N_ */

/* As the settings say. */
void notify_init(struct model *m);

/* Calls, if that kind is switched on. */
void notify_send(
	const struct model *m, enum notify_kind k, struct effects *out);

/* Calls in any case, also when the window is looked at. */
void notify_try(const struct model *m, struct effects *out);

#endif
