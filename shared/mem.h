/* SPDX-License-Identifier: MIT */
#ifndef SHARED_MEM_H
#define SHARED_MEM_H

/*
 * The one heap.  All our allocation goes through it, so that tests can count
 * it and make it fail.  Functions here return NULL on exhaustion: the relay
 * passes that on as ERR_NOMEM; the client installs a handler that restores
 * the terminal and ends.
 */
#include <stddef.h>

struct mem_heap {
	void *(*alloc)(void *ctx, size_t size);
	void *(*resize)(void *ctx, void *p, size_t size);
	void (*release)(void *ctx, void *p);
	void *ctx;
};

/* Replaces the heap; NULL puts libc's back.  Call before any allocation. */
void mem_use(const struct mem_heap *heap);

/* Called, if set, when an allocation fails, before NULL is returned. */
void mem_on_exhaustion(void (*fn)(void));

/* As malloc, calloc, realloc, free, strdup, strndup.  Caller frees with
 * mem_free.  mem_alloc(0) gives a valid pointer. */
void *mem_alloc(size_t size);
void *mem_zero(size_t size);
void *mem_resize(void *p, size_t size);
void mem_free(void *p);
char *mem_strdup(const char *s);
char *mem_strndup(const char *s, size_t len);

#endif
