/* SPDX-License-Identifier: MIT */
#include "tests/lib/heap.h"

#include <jansson.h>
#include <malloc.h>
#include <stdlib.h>

#include "shared/mem.h"

static struct {
	long left; /* allocations until the fault; negative: no fault */
	long live;
	bool failed;
	size_t bytes, peak;
} heap;

static bool heap_is_out(void)
{
	if (heap.left < 0)
		return false;
	if (heap.left > 0) {
		heap.left--;
		return false;
	}
	return heap.failed = true;
}

/* One block of `was` bytes is `is` bytes large now. */
static void heap_count(size_t was, size_t is)
{
	heap.bytes = heap.bytes - was + is;
	if (heap.bytes > heap.peak)
		heap.peak = heap.bytes;
}

static void *heap_alloc(void *ctx, size_t size)
{
	void *p = heap_is_out() ? NULL : malloc(size);

	(void)ctx;
	heap.live += p != NULL;
	heap_count(0, malloc_usable_size(p));
	return p;
}

static void *heap_resize(void *ctx, void *p, size_t size)
{
	size_t was = malloc_usable_size(p);
	void *q = heap_is_out() ? NULL : realloc(p, size);

	(void)ctx;
	heap.live += q && !p;
	if (q)
		heap_count(was, malloc_usable_size(q));
	return q;
}

static void heap_release(void *ctx, void *p)
{
	(void)ctx;
	heap.live--;
	heap_count(malloc_usable_size(p), 0);
	free(p);
}

void heap_init(void)
{
	static const struct mem_heap h = {
		.alloc = heap_alloc,
		.resize = heap_resize,
		.release = heap_release,
	};

	heap.left = -1;
	heap.live = 0;
	heap.failed = false;
	heap.bytes = heap.peak = 0;
	mem_use(&h);
	json_set_alloc_funcs(mem_alloc, mem_free);
}

void heap_fini(void)
{
	mem_use(NULL);
	json_set_alloc_funcs(malloc, free);
}

void heap_fail_at(long n)
{
	heap.left = n;
	heap.failed = false;
}

bool heap_failed(void)
{
	return heap.failed;
}

long heap_live(void)
{
	return heap.live;
}

size_t heap_peak(void)
{
	return heap.peak;
}

void heap_watch(void)
{
	heap.peak = heap.bytes;
}
