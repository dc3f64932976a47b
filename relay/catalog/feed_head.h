/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_HEAD_H
#define RELAY_CATALOG_FEED_HEAD_H

/*
 * The header of a feed of cells: what each of its columns means.  Where
 * several mean the same, the one with the best name does, and the others are
 * kept as extra columns.  A name that is there twice is numbered, "shipping 2",
 * unless it means something; one that is empty is "column 7".
 */
#include <stddef.h>

#include "relay/catalog/feed_column.h"
#include "relay/catalog/feed_reason.h"

struct buf;
struct feed_head;
struct feed_split;

/* Reads the row that `row` holds.  Gives *out (feed_head_destroy), or NULL and
 * in *why FEED_ENCODING, FEED_SAME_NAME or FEED_NO_COLUMN; the names that this
 * is about are appended to `about`.  ERR_NOMEM, else ERR_OK. */
enum err feed_head_read(const struct feed_names *names,
	const struct feed_split *row, struct feed_head **out,
	enum feed_reason *why, struct buf *about);
void feed_head_destroy(struct feed_head **h);

/* How many columns it has. */
size_t feed_head_cells(const struct feed_head *h);

/* What a cell is: FEED_COLUMN_NONE is one that is only kept. */
enum feed_column_id feed_head_column(const struct feed_head *h, size_t cell);

/* The name of a column as the feed has it, "" past the last.  Lends. */
const char *feed_head_name(const struct feed_head *h, size_t cell);

/* The same for a column that means something; if the feed has none, its usual
 * name. */
const char *feed_head_known(const struct feed_head *h, enum feed_column_id id);

#endif
