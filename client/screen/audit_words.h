/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_AUDIT_WORDS_H
#define CLIENT_SCREEN_AUDIT_WORDS_H

/* The audit log's kinds (rule J3) in words, as norenctl(1) lists them. */

/* Kind i: its key on the wire; NULL past the end.  Lends a constant. */
const char *audit_words_key(int i);

/* What a kind says, translated; one that is newer than this program is said
 * by its key. */
const char *audit_words(const char *key);

#endif
