/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_MAP_H
#define RELAY_DESK_MAP_H

/*
 * uthash on our heap: maps whose iteration is in the order of insertion, so
 * the same commands give the same outs.  When memory is out the element that
 * was to be added is left alone with hh.tbl NULL.
 */
#include "shared/mem.h"

#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) mem_alloc(size)
#define uthash_free(p, size) mem_free(p)

#include <uthash.h>
#include <utlist.h>

/* Adds by a key that is a struct id; gives `ok`. */
#define MAP_ADD_ID(map, element, ok) \
	do { \
		HASH_ADD(hh, map, id, sizeof(struct id), element); \
		(ok) = (element)->hh.tbl != NULL; \
	} while (0)
#define MAP_FIND_ID(map, key, element) \
	HASH_FIND(hh, map, key, sizeof(struct id), element)

#endif
