/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_ENTRY_WORDS_H
#define CLIENT_SCREEN_ENTRY_WORDS_H

/* What an entry of a chat says: on the screen, and in what is exported. */
#include <stdbool.h>

#include "client/screen/paint.h"

struct chat_entry;
struct chat_file;
struct model;

/* Did somebody say it?  Else it is something that happened. */
bool entry_words_said(const struct chat_entry *e);

/* What happened.  Returns `out`. */
const char *entry_words_event(const struct model *m, const struct chat_entry *e,
	char out[PAINT_SIZE]);

/* "[navy.jpg]  JPEG 1024x768, 340 KB"; `name` may be NULL.  Returns `out`. */
const char *entry_words_file(
	const struct chat_file *f, const char *name, char out[PAINT_SIZE]);

#endif
