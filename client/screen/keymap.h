/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_KEYMAP_H
#define CLIENT_SCREEN_KEYMAP_H

/*
 * Which key does what: the table of actions with its default keys, and what
 * the user's settings say instead.
 */
#include <stddef.h>
#include <stdint.h>

#include "client/model/action.h"

struct keymap;
struct settings;

#define KEYMAP_KEYS 4 /* of one action */

/* ERR_CONFIG: a text in the settings is no list of keys, or the same key does
 * two things in one place; `why` says which. */
enum err keymap_new(const struct settings *s, struct keymap **out, char *why,
	size_t why_size);
void keymap_destroy(struct keymap **k);

/* What the key does where the keys of these groups count (bits); a group's
 * own meaning goes before that of ANYWHERE.  ACTION_USER_COUNT: nothing. */
enum action_kind keymap_find(
	const struct keymap *k, unsigned groups, uint32_t key);

/* The action's keys; ends in 0 unless it has KEYMAP_KEYS. */
const uint32_t *keymap_keys(const struct keymap *k, enum action_kind action);

/* Its first key as people write it, "" when it has none.  Needs
 * INPUT_KEY_NAME_MAX bytes; returns `out`. */
const char *keymap_name(
	const struct keymap *k, enum action_kind action, char *out);

#endif
