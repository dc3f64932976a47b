/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_EDIT_WORD_H
#define CLIENT_TERM_EDIT_WORD_H

/*
 * Where words begin and end for a cursor.  Japanese puts no blanks between
 * them; there a change of script counts, as it does in Japanese editors.
 */
#include <stddef.h>

/* The end of the word at or after byte `at`, a cluster's beginning. */
size_t edit_word_right(const char *s, size_t len, size_t at);

/* The beginning of the word before byte `at`. */
size_t edit_word_left(const char *s, size_t at);

#endif
