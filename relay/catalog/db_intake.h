/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_DB_INTAKE_H
#define RELAY_CATALOG_DB_INTAKE_H

/*
 * Reads a feed into a new catalogue, in pieces, with memory that does not grow
 * with either, but for four bytes a product up to 8 MiB: feed.h and
 * db_catalog_build.h together.  Used by one thread at a time, but for
 * db_intake_stop and db_intake_progress.
 */
#include "relay/catalog/intake.h"

struct db_intake; /* opaque */

/* Copies the directory and the config.  NULL: no memory. */
struct db_intake *db_intake_new(
	const char *directory, const struct intake_config *config);
/* Whatever did not end is as if it had never begun. */
void db_intake_destroy(struct db_intake **i);

/* The next piece.  False: it has failed, now or before. */
bool db_intake_piece(struct db_intake *i, const char *data, size_t len);
/* There is no more: makes the index, which takes a while, and puts the
 * catalogue in its place. */
void db_intake_finish(struct db_intake *i);

/* From any thread: a finish that goes on fails soon, with ERR_RESTART. */
void db_intake_stop(struct db_intake *i);
/* From any thread: how far a finish is. */
void db_intake_progress(struct db_intake *i, int64_t *done, int64_t *of);

/* Lends; not while a piece is read, or it is being finished. */
const struct intake_state *db_intake_state(const struct db_intake *i);

#endif
