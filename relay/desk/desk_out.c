/* SPDX-License-Identifier: MIT */
#include "relay/desk/desk_out.h"

#include <assert.h>
#include <stdalign.h>
#include <string.h>

#include "shared/mem.h"

#define BLOCK_SIZE (16 * 1024)

struct desk_block {
	struct desk_block *next;
	size_t used, size;
	alignas(max_align_t) char data[];
};

struct desk_out *desk_out_new(void)
{
	return mem_zero(sizeof(struct desk_out));
}

void desk_out_destroy(struct desk_out **out)
{
	if (!*out)
		return;
	for (struct desk_block *b = (*out)->blocks, *next; b; b = next) {
		next = b->next;
		mem_free(b);
	}
	mem_free((*out)->recs);
	mem_free((*out)->notices);
	mem_free(*out);
	*out = NULL;
}

static struct desk_block *out_block(struct desk_out *out, size_t least)
{
	size_t size = least > BLOCK_SIZE ? least : BLOCK_SIZE;
	struct desk_block *b = mem_alloc(sizeof(*b) + size);

	if (!b)
		return NULL;
	b->used = 0;
	b->size = size;
	b->next = out->blocks;
	out->blocks = b;
	return b;
}

static void *out_take(struct desk_out *out, size_t size, size_t align)
{
	struct desk_block *b = out->blocks;
	size_t at = b ? (b->used + align - 1) / align * align : 0;

	if (!b || at > b->size || b->size - at < size) {
		b = out_block(out, size);
		at = 0;
	}
	if (!b)
		return NULL;
	b->used = at + size;
	return b->data + at;
}

void *desk_out_alloc(struct desk_out *out, size_t size)
{
	return out_take(out, size, alignof(max_align_t));
}

const char *desk_out_str(struct desk_out *out, const char *s)
{
	size_t size = s ? strlen(s) + 1 : 0;
	char *copy;

	if (size <= 1)
		return "";
	copy = out_take(out, size, 1);
	if (copy)
		memcpy(copy, s, size);
	return copy;
}

/* Room for one element more; NULL: no memory, and *list is as it was. */
static void *out_grow(void *list, int n, int *size, size_t element)
{
	int more = *size ? 2 * *size : 8;

	if (n < *size)
		return list;
	list = mem_resize(list, (size_t)more * element);
	if (list)
		*size = more;
	return list;
}

struct rec *desk_out_rec(struct desk_out *out, enum rec_kind kind)
{
	struct rec *recs = out_grow(
		out->recs, out->n_recs, &out->recs_size, sizeof(*recs));
	struct rec *r;

	if (!recs)
		return NULL;
	out->recs = recs;
	r = &recs[out->n_recs++];
	memset(r, 0, sizeof(*r));
	r->kind = kind;
	return r;
}

struct desk_notice *desk_out_notice(
	struct desk_out *out, enum desk_notice_kind kind, uint64_t session)
{
	struct desk_notice *notices = out_grow(out->notices, out->n_notices,
		&out->notices_size, sizeof(*notices));
	struct desk_notice *n;

	if (!notices)
		return NULL;
	out->notices = notices;
	n = &notices[out->n_notices++];
	memset(n, 0, sizeof(*n));
	n->kind = kind;
	n->session = session;
	return n;
}
