/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_EDIT_HISTORY_H
#define CLIENT_TERM_EDIT_HISTORY_H

/*
 * The texts that a field once held, and a place among them.  Behind the last
 * one is the draft: what was being typed when the way back began.
 */
#define EDIT_HISTORY 50 /* texts kept; the oldest is forgotten */

struct edit_history;

struct edit_history *edit_history_new(void); /* NULL: memory is out */
void edit_history_destroy(struct edit_history **h);

/* Keeps a text and goes back to an empty draft.  An empty text, or the one
 * that was kept last, is not kept again. */
void edit_history_add(struct edit_history *h, const char *text);

/* The text before the present place, which is gone to; NULL when there is
 * none.  `draft` is kept when the present place is the draft's.  Lends until
 * the next call. */
const char *edit_history_older(struct edit_history *h, const char *draft);

/* The text after it, in the end the draft; NULL at the draft. */
const char *edit_history_newer(struct edit_history *h);

#endif
