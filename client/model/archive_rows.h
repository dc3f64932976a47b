/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ARCHIVE_ROWS_H
#define CLIENT_MODEL_ARCHIVE_ROWS_H

/*
 * The rows of the archive's list, of which there can be a hundred thousand:
 * what is done for each page that comes or each key must not look at one row
 * for each of another's.
 */
#include "client/model/archive.h"

/* Where the row of that chat and associate stands; `n`: nowhere. */
int archive_rows_index(const struct archive_row *rows, int n,
	const struct id *chat, const struct id *whose);

/* Puts away those of the *n rows of which there is one among the `m` others
 * already. */
void archive_rows_less(struct archive_row *rows, int *n,
	const struct archive_row *others, int m);

/* Those that came take the place of a->rows from `from` up to, and without,
 * `to`, and none is there twice: not what came of those before it, nor what is
 * behind of what came.  Takes a->came; returns where it ends. */
int archive_rows_put(struct archive *a, int from, int to);

#endif
