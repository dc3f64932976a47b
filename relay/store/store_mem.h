/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_MEM_H
#define RELAY_STORE_STORE_MEM_H

/*
 * Memory that is freed all at once: what a request copied, and what was found
 * for it.  Running out sticks, as in buf.h: the last check is enough.
 */
#include <stdbool.h>
#include <stddef.h>

struct store_mem_chunk;
struct store_mem {
	struct store_mem_chunk *top;
	bool out; /* an allocation has failed */
};

/* An empty one is all zero.  Frees everything and leaves it empty. */
void store_mem_fini(struct store_mem *m);

/* Aligned for anything, not cleared; NULL when memory is out. */
void *store_mem_alloc(struct store_mem *m, size_t size);

/* A copy of the string, or of its first bytes.  NULL is "".  When memory is
 * out, "". */
const char *store_mem_str(struct store_mem *m, const char *s);
const char *store_mem_strn(struct store_mem *m, const char *s, size_t len);

/* Room for one element more in an array of n that was made here, NULL for
 * n = 0: the array, which may have moved; NULL when memory is out. */
void *store_mem_more(struct store_mem *m, void *array, int n, size_t each);

#endif
