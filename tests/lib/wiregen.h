/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_WIREGEN_H
#define TESTS_LIB_WIREGEN_H

/*
 * Messages out of the wire's table: made at random from a seed, and compared
 * field by field.  For the codec's tests, its fuzzer and its benchmark.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/buf.h"
#include "shared/wire.h"

struct wiregen {
	uint64_t seed;
	struct buf text[40]; /* what the strings of the last message lie in */
	int used;
};

/* The same seed makes the same messages. */
void wiregen_init(struct wiregen *g, uint64_t seed);
void wiregen_fini(struct wiregen *g);

/* The next number, below `bound`. */
uint64_t wiregen_next(struct wiregen *g, uint64_t bound);

/* Any message of that type that wire_decode gives back as it is; with `full`
 * every field of it is set.  Lends its strings until the next one. */
void wiregen_make(struct wiregen *g, enum wire_type type, bool full,
	struct wire_msg *msg);

/* The field in which they differ, "t" or "ref"; NULL: they are the same, where
 * no string and an empty one are so too. */
const char *wiregen_differ(const struct wire_msg *a, const struct wire_msg *b);

#endif
