/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_PLAIN_H
#define RELAY_CATALOG_FEED_PLAIN_H

/*
 * The text of a cell, made plain: shops write HTML into feeds, and people are
 * to read it on a terminal.  Tags go, those that end a line become newlines;
 * scripts, styles and comments go with what is in them; entities become what
 * they stand for; then it is cleaned as shared/text.h does.  A "<" that begins
 * no tag stays.  What comes out is text and nothing else: who shows it as HTML
 * has to escape it.
 */
#include <stddef.h>

#include "shared/err.h"

struct buf;

/* Tags and entities of the `len` bytes at `s` made plain where they are, in
 * one pass; returns how many are left, at most as many. */
size_t feed_plain_html(char *s, size_t len);

enum feed_plain_how {
	FEED_PLAIN_EXACT = 0, /* one line, with neither tags nor entities */
	FEED_PLAIN_HTML = 1,  /* there may be some */
	FEED_PLAIN_LINES = 2, /* newlines stay, two of them at most */
};

/* Appends the cell as plain text; no blanks at the ends, none doubled.  `how`
 * is a sum of the above.  Longer than `cap` bytes, at least 3, it is cut
 * between clusters and ends in an ellipsis.  ERR_UTF8, ERR_NOMEM, ERR_SIZE (the
 * buffer's cap), else ERR_OK. */
enum err feed_plain(
	const char *s, size_t len, int how, size_t cap, struct buf *out);

#endif
