/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_EDIT_KEY_H
#define CLIENT_TERM_EDIT_KEY_H

/*
 * Which keys edit a field: one table for every field of every screen.
 * Enter in all its forms, Esc and Tab are not here: screens give them their
 * meaning (rule D13).
 */
#include <stdbool.h>
#include <stdint.h>

struct edit;
struct input_event;

enum edit_key_result {
	EDIT_KEY_NOT_MINE, /* not an editing key: the screen's turn */
	EDIT_KEY_DONE,
	EDIT_KEY_FULL /* some of the text did not fit: worth a bell */
};

/* Applies a key or a paste to the field. */
enum edit_key_result edit_key(struct edit *e, const struct input_event *event);

/* Row `i` of the table, for the help: a key and its English words (N_).
 * False past the end. */
bool edit_key_help(int i, uint32_t *key, const char **text);

#endif
