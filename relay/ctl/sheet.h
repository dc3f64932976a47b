/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_SHEET_H
#define RELAY_CTL_SHEET_H

/*
 * Rows of cells, written for a terminal (columns that stand below each other,
 * whatever the script, with headings) or for a pipe (a tab between, as it is).
 * Pure, but for libc's widths: see shared/cluster.h.
 */
#include <stdbool.h>

#include "shared/buf.h"
#include "shared/err.h"

#define SHEET_COLUMNS 10

struct sheet {
	const char *headings[SHEET_COLUMNS];
	int columns;
	bool aligned;
	struct buf cells; /* one after the other, each with its NUL */
};

/* `aligned`: for a terminal. */
void sheet_init(struct sheet *s, bool aligned);
void sheet_fini(struct sheet *s);

/* All columns before the first cell.  Keeps the heading, a constant. */
void sheet_column(struct sheet *s, const char *heading);

/* The next cell of the row; rows follow each other.  Whatever the text is, it
 * stays in its cell. */
enum err sheet_add(struct sheet *s, const char *text);

/* Appends all rows; nothing when there are none. */
enum err sheet_write(const struct sheet *s, struct buf *out);

#endif
