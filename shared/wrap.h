/* SPDX-License-Identifier: MIT */
#ifndef SHARED_WRAP_H
#define SHARED_WRAP_H

/*
 * Breaks shown text (text_show with lines) into lines of a width: between
 * words, and in Japanese between letters but never so that a line begins with
 * 、。」 or a small kana (UAX #14, by libunistring).  A word longer than a line
 * is cut between clusters.  Allocates nothing.
 *
 *	struct wrap w;
 *	wrap_init(&w, text, strlen(text), 30);
 *	while (wrap_next(&w, &line, &len)) ...
 */
#include <stdbool.h>
#include <stddef.h>

struct wrap {
	const char *s; /* lends */
	size_t len;
	size_t at; /* where the next line begins */
	int width;
	bool done;
};

/* `width` below 1 counts as 1. */
void wrap_init(struct wrap *w, const char *s, size_t len, int width);

/* The next line; false after the last.  There is always one, an empty text
 * being one empty line, and one more after each newline.  A line never holds
 * its newline and is at most `width` cells wide, except for one cluster that
 * is wider by itself.  Blanks where a line breaks stay at its end as far as
 * they fit; the rest belong to no line.  *line lends from the text. */
bool wrap_next(struct wrap *w, const char **line, size_t *len);

/* How many lines there would be. */
size_t wrap_count(const char *s, size_t len, int width);

#endif
