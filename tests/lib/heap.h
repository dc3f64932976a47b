/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_HEAP_H
#define TESTS_LIB_HEAP_H

/*
 * A heap that counts and that can be out of memory, for fault loops:
 *
 *	for (long n = 0; !done; n++) {
 *		heap_fail_at(n);
 *		… run; it must say ERR_NOMEM or be done …
 *		assert_int_equal(heap_live(), 0);
 *	}
 *
 * It replaces libc's in mem.h, and jansson's with it.
 */
#include <stdbool.h>
#include <stddef.h>

/* Puts it in place, with no fault planted.  heap_fini puts libc's back. */
void heap_init(void);
void heap_fini(void);

/* The allocation after the next `n` fails, and all that follow it; negative:
 * none does. */
void heap_fail_at(long n);

/* Has an allocation failed since heap_fail_at? */
bool heap_failed(void);

/* Allocations that were not freed yet. */
long heap_live(void);

/* The most bytes that were allocated at a time since heap_init or heap_watch;
 * as the allocator rounds them. */
size_t heap_peak(void);
void heap_watch(void);

#endif
