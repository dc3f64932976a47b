/* SPDX-License-Identifier: MIT */
/*
 * A stack of chunks, each at least twice as large as the one below it until
 * they are large.  Arrays grow by doubling and leave their old place behind,
 * which at worst wastes as much as they hold.
 */
#include "relay/store/store_mem.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "shared/mem.h"

#define STORE_MEM_LEAST 512
#define STORE_MEM_MOST 65536
#define STORE_MEM_ARRAY 8 /* elements of an array to begin with */

struct store_mem_chunk {
	struct store_mem_chunk *below;
	size_t used, size;
	max_align_t data[];
};

void store_mem_fini(struct store_mem *m)
{
	while (m->top) {
		struct store_mem_chunk *c = m->top;

		m->top = c->below;
		mem_free(c);
	}
	m->out = false;
}

static bool push(struct store_mem *m, size_t size)
{
	size_t next = m->top ? 2 * m->top->size : STORE_MEM_LEAST;
	struct store_mem_chunk *c;

	if (next > STORE_MEM_MOST)
		next = STORE_MEM_MOST;
	if (next < size)
		next = size;
	c = mem_alloc(sizeof(*c) + next);
	if (!c) {
		m->out = true;
		return false;
	}
	*c = (struct store_mem_chunk){.below = m->top, .size = next};
	m->top = c;
	return true;
}

void *store_mem_alloc(struct store_mem *m, size_t size)
{
	const size_t align = sizeof(max_align_t);
	struct store_mem_chunk *c = m->top;
	void *p;

	size = (size + align - 1) / align * align;
	if (m->out || ((!c || c->size - c->used < size) && !push(m, size)))
		return NULL;
	c = m->top;
	p = (char *)c->data + c->used;
	c->used += size;
	return p;
}

const char *store_mem_strn(struct store_mem *m, const char *s, size_t len)
{
	char *copy = len ? store_mem_alloc(m, len + 1) : NULL;

	if (!copy)
		return "";
	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

const char *store_mem_str(struct store_mem *m, const char *s)
{
	return s ? store_mem_strn(m, s, strlen(s)) : "";
}

void *store_mem_more(struct store_mem *m, void *array, int n, size_t each)
{
	bool full = n >= STORE_MEM_ARRAY && (n & (n - 1)) == 0;
	int size = n ? 2 * n : STORE_MEM_ARRAY;
	void *moved;

	if (n > 0 && !full)
		return array;
	moved = store_mem_alloc(m, (size_t)size * each);
	if (moved && n > 0)
		memcpy(moved, array, (size_t)n * each);
	return moved;
}
