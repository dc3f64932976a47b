/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FILE_RUNS_H
#define RELAY_CATALOG_FILE_RUNS_H

/*
 * The parts of an index (gather.h) in a file without a name, which goes with
 * the process, and their merging into one: lists of the same key and field
 * follow each other in the order of the parts.  Memory is that of a small
 * buffer for each part.
 */
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"

struct file_runs;
struct gather;

/* Makes the file, whose name is there for a moment.  ERR_IO, ERR_NOT_KEPT (no
 * room), ERR_NOMEM.  Gives *out. */
enum err file_runs_open(const char *path, struct file_runs **out);
void file_runs_close(struct file_runs **r);

/* Empties `g` into one more part.  Errors as above. */
enum err file_runs_add(struct file_runs *r, struct gather *g);

/* Calls `list` for every key and field in order, then `doc` for each of its
 * numbers, rising; the same number is given once.  Stops at what is not ERR_OK
 * and returns that.  The key is lent until the next. */
struct file_runs_sink {
	enum err (*list)(
		void *ctx, const char *key, size_t len, unsigned field);
	enum err (*doc)(void *ctx, uint32_t doc);
	void *ctx;
};
enum err file_runs_merge(struct file_runs *r, const struct file_runs_sink *to);

#endif
