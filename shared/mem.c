/* SPDX-License-Identifier: MIT */
#include "shared/mem.h"

#include <stdlib.h>
#include <string.h>

static void *libc_alloc(void *ctx, size_t size)
{
	(void)ctx;
	return malloc(size);
}

static void *libc_resize(void *ctx, void *p, size_t size)
{
	(void)ctx;
	return realloc(p, size);
}

static void libc_release(void *ctx, void *p)
{
	(void)ctx;
	free(p);
}

/* The heap is the program's, like stdout: the one piece of state that is not
 * handed around, because jansson and SQLite take their allocators so too. */
static const struct mem_heap libc_heap = {
	.alloc = libc_alloc,
	.resize = libc_resize,
	.release = libc_release,
};
static struct mem_heap heap = {
	.alloc = libc_alloc,
	.resize = libc_resize,
	.release = libc_release,
};
static void (*exhausted)(void);

void mem_use(const struct mem_heap *h)
{
	heap = h ? *h : libc_heap;
}

void mem_on_exhaustion(void (*fn)(void))
{
	exhausted = fn;
}

static void *checked(void *p)
{
	if (!p && exhausted)
		exhausted();
	return p;
}

void *mem_alloc(size_t size)
{
	return checked(heap.alloc(heap.ctx, size ? size : 1));
}

void *mem_zero(size_t size)
{
	void *p = mem_alloc(size);

	if (p)
		memset(p, 0, size);
	return p;
}

void *mem_resize(void *p, size_t size)
{
	return checked(heap.resize(heap.ctx, p, size ? size : 1));
}

void mem_free(void *p)
{
	if (p)
		heap.release(heap.ctx, p);
}

char *mem_strdup(const char *s)
{
	return mem_strndup(s, strlen(s));
}

char *mem_strndup(const char *s, size_t len)
{
	char *copy = mem_alloc(len + 1);

	if (copy) {
		memcpy(copy, s, len);
		copy[len] = '\0';
	}
	return copy;
}
