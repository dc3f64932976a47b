/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_GATHER_H
#define RELAY_CATALOG_GATHER_H

/*
 * Lists of products by key and field, gathered in a fixed amount of memory.
 * When it is full, whoever gathers takes the lists out in order and empties
 * it: a part of the index (file_runs.h), of which many are merged later.
 * Products come in rising numbers.
 */
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"

struct gather;

/* NULL when memory is out.  `bytes`, at least GATHER_LEAST, bounds the whole
 * of it. */
#define GATHER_LEAST (1 << 16)
#define GATHER_FIELDS 8 /* fields are below it */
struct gather *gather_new(size_t bytes);
void gather_destroy(struct gather **g);

/* Puts product `doc`, no smaller than the last, into the list of that key; no
 * more than once, with the field that came first.  Never ERR_OK when it is
 * full: ERR_FULL, and nothing has changed. */
enum err gather_add(struct gather *g, const char *key, size_t len,
	unsigned field, uint32_t doc);

/* Forgets everything, and so which lists the last product stands in already:
 * it may come into one of them again, in the next part. */
void gather_clear(struct gather *g);

/* One list, its numbers in pieces (posting.h). */
struct gather_list {
	const char *key;
	size_t len;
	unsigned field;
	uint32_t n;
	size_t bytes;
};

/* Calls `begin` for every list, ordered by key and then field, and `more` for
 * each piece of its numbers.  Stops at what is not ERR_OK and returns that. */
struct gather_sink {
	enum err (*begin)(void *ctx, const struct gather_list *list);
	enum err (*more)(void *ctx, const uint8_t *bytes, size_t len);
	void *ctx;
};
enum err gather_take(struct gather *g, const struct gather_sink *sink);

#endif
