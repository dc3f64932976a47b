/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_SPLIT_H
#define RELAY_CATALOG_FEED_SPLIT_H

/*
 * Text to rows and cells, as it arrives (RFC 4180).  A cell whose first
 * character is a quote ends at the next one that is not doubled, and may hold
 * newlines; elsewhere a quote is a character as any other.  LF, CRLF and CR
 * end a row.  A row that is refused takes no memory from there on, and is
 * read to its end.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relay/catalog/feed_reason.h"
#include "shared/buf.h"

#define FEED_SPLIT_LINES '\0' /* as separator: a row is a line, one cell */

struct feed_split;

/* Gives a splitter for rows of at most `max_row` bytes and `max_cells` cells
 * (feed_split_destroy); NULL when memory is out.  Lines are counted from
 * `line`. */
struct feed_split *feed_split_new(
	char separator, size_t max_row, size_t max_cells, uint64_t line);
void feed_split_destroy(struct feed_split **s);

/* Reads up to the end of a row and returns how many bytes that took; *row
 * says whether there is one.  Blank lines are none.  The row stays until the
 * next call.  When memory is out, *e is ERR_NOMEM. */
size_t feed_split_bytes(struct feed_split *s, const char *data, size_t len,
	bool *row, enum err *e);

/* Nothing follows: is there one more row? */
bool feed_split_end(struct feed_split *s, enum err *e);

/* What is wrong with the row, or FEED_FINE; then *cell is where. */
enum feed_reason feed_split_fault(const struct feed_split *s, size_t *cell);

/* The cells of a row that is fine; each lends a C string. */
size_t feed_split_cells(const struct feed_split *s);
const char *feed_split_cell(const struct feed_split *s, size_t i, size_t *len);

/* The line on which the row began, and the one that is being read. */
uint64_t feed_split_row_line(const struct feed_split *s);
uint64_t feed_split_line(const struct feed_split *s);

#endif
