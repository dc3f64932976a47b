/* SPDX-License-Identifier: MIT */
#ifndef SHARED_JSCAN_H
#define SHARED_JSCAN_H

/*
 * The check that a message passes before the JSON library sees it, since that
 * library's memory grows with what it is sent: 64 KiB of "[{},{},…]" become
 * 5 MB.  One pass, no memory.
 */
#include <stddef.h>

#include "shared/err.h"

#define JSCAN_DEPTH 64 /* the greatest max_depth */

/* Is it one JSON object of at most `max_len` bytes, nested at most `max_depth`
 * deep (the object itself is 1) with at most `max_items` values (each object,
 * array, string, number and word, keys not counted)?  ERR_SIZE over the bytes
 * or the values, ERR_UTF8, ERR_DEPTH, ERR_JSON when its brackets, commas,
 * colons and strings are not JSON's, else ERR_OK.  What stands in a number, a
 * word or an escape is left to the library. */
enum err jscan_check(const char *s, size_t len, size_t max_len, int max_depth,
	int max_items);

#endif
