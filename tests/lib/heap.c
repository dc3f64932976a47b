/* SPDX-License-Identifier: MIT */
#include "tests/lib/heap.h"

#include <jansson.h>
#include <stdlib.h>

#include "shared/mem.h"

static struct {
	long left; /* allocations until the fault; negative: no fault */
	long live;
	bool failed;
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

static void *heap_alloc(void *ctx, size_t size)
{
	void *p = heap_is_out() ? NULL : malloc(size);

	(void)ctx;
	heap.live += p != NULL;
	return p;
}

static void *heap_resize(void *ctx, void *p, size_t size)
{
	void *q = heap_is_out() ? NULL : realloc(p, size);

	(void)ctx;
	heap.live += q && !p;
	return q;
}

static void heap_release(void *ctx, void *p)
{
	(void)ctx;
	heap.live--;
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
