/* SPDX-License-Identifier: MIT */
#ifndef SHARED_CLUSTER_H
#define SHARED_CLUSTER_H

/*
 * Grapheme clusters (UAX #29) of shown text and the cells that they take: the
 * only place in the program that knows widths.  A cursor stands between
 * clusters, deleting takes one, cutting happens between two.
 *
 * Widths are those of libc's wcwidth, since curses lays out by them.  They
 * depend on LC_CTYPE, which main (and a test's main) sets to a UTF-8 locale
 * before the first call; all of glibc's UTF-8 locales, C.UTF-8 among them,
 * share one table.  In any other locale what is not ASCII is not measurable,
 * and text_show puts U+FFFD in its place: wrong to read, yet never misaligned.
 *
 * The text must have come out of text_show.  Bytes that did not are still
 * handled without harm, with a width of 0 for what cannot be measured.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLUSTER_CELLS 4 /* a longer cluster is cut into several */

struct cluster {
	const char *s; /* lends: points into the text */
	size_t len;    /* bytes, at least 1 */
	int width;     /* cells: 0 for a newline, else 1 to CLUSTER_CELLS */
};

/* Cells of one code point: 0 for a mark, 1 or 2, or -1 when libc knows none or
 * libc and utf8proc disagree. */
int cluster_cells(uint32_t cp);

/* The first cluster of a text; false when the text is empty.  A cluster can
 * hold several characters with cells of their own (a half-width kana and its
 * voice mark, a Hindi letter and its vowel): a terminal gets each of them in
 * its own cell, with the marks that follow it. */
bool cluster_next(const char *s, size_t len, struct cluster *out);

/* Where the cluster begins that ends at byte `at` of the text `s`; 0 for 0. */
size_t cluster_prev(const char *s, size_t at);

/* Cells of a whole run. */
int cluster_width(const char *s, size_t len);

/* The bytes of the whole clusters at the front that fit `width` cells, up to a
 * newline; *used (may be NULL) is the cells that they take. */
size_t cluster_fit(const char *s, size_t len, int width, int *used);

#endif
