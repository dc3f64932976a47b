/* SPDX-License-Identifier: MIT */
/*
 * Which media bytes a track uses (ISO/IEC 14496-12, 8.7): its samples lie in
 * chunks, of which one table has the place, one how many samples are in each,
 * and one how large each sample is.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/picture/bytes.h"
#include "shared/picture/mp4.h"

#define RUN_BYTES 12 /* first chunk, samples in each, which kind */

/* The tables with their rows counted and checked. */
struct places {
	const uint8_t *chunks;
	int chunk_bytes; /* 4 or 8 */
	uint64_t chunk_count;
	const uint8_t *runs;
	uint64_t run_count;
	const uint8_t *sizes;
	int size_bits; /* 4, 8, 16 or 32; 0: all have same_size */
	uint32_t same_size;
	uint64_t sample_count;
};

/* The rows of a table, of so many bits each, that begins after `head` bytes
 * the last four of which count them. */
static bool open_table(const struct mp4_body *b, size_t head, unsigned bits,
	const uint8_t **rows, uint64_t *count)
{
	if (!b->at || b->len < head)
		return false;
	*rows = b->at + head;
	*count = bytes_be(b->at + head - 4, 4);
	return *count <= (uint64_t)(b->len - head) * 8 / (bits ? bits : 1) ||
		bits == 0;
}

static bool open_sizes(const struct mp4_track *t, struct places *p)
{
	if (t->sizes.at && t->sizes.len >= 12) {
		p->same_size = (uint32_t)bytes_be(t->sizes.at + 4, 4);
		p->size_bits = p->same_size ? 0 : 32;
		return open_table(&t->sizes, 12, (unsigned)p->size_bits,
			&p->sizes, &p->sample_count);
	}
	if (!t->sizes2.at || t->sizes2.len < 12)
		return false;
	p->size_bits = t->sizes2.at[7];
	return (p->size_bits == 4 || p->size_bits == 8 || p->size_bits == 16) &&
		open_table(&t->sizes2, 12, (unsigned)p->size_bits, &p->sizes,
			&p->sample_count);
}

static bool open_places(const struct mp4_track *t, struct places *p)
{
	p->chunk_bytes = t->chunks.at ? 4 : 8;
	return open_table(t->chunks.at ? &t->chunks : &t->chunks64, 8,
		       8 * (unsigned)p->chunk_bytes, &p->chunks,
		       &p->chunk_count) &&
		open_table(
			&t->runs, 8, 8 * RUN_BYTES, &p->runs, &p->run_count) &&
		open_sizes(t, p);
}

static uint64_t sample_size(const struct places *p, uint64_t i)
{
	switch (p->size_bits) {
	case 0:
		return p->same_size;
	case 4:
		return i % 2 ? p->sizes[i / 2] & 15 : p->sizes[i / 2] >> 4;
	default:
		return bytes_be(p->sizes + i * (uint64_t)p->size_bits / 8,
			p->size_bits / 8);
	}
}

/* How many samples the chunks of run `i` have, and the chunk (from 1) after
 * its last. */
static uint64_t run_samples(const struct places *p, uint64_t i, uint64_t *until)
{
	const uint8_t *run = p->runs + i * RUN_BYTES;

	*until = i + 1 < p->run_count ? bytes_be(run + RUN_BYTES, 4)
				      : p->chunk_count + 1;
	return bytes_be(run + 4, 4);
}

/* The range of one chunk of n samples from *sample on.  Samples of no size
 * would make a small file cost much time. */
static bool chunk_range(const struct places *p, uint64_t chunk, uint64_t n,
	uint64_t *sample, size_t len, struct mp4_range *out)
{
	uint64_t size = 0;

	out->start =
		bytes_be(p->chunks + (chunk - 1) * (uint64_t)p->chunk_bytes,
			p->chunk_bytes);
	if (n > p->sample_count - *sample || out->start > len)
		return false;
	if (p->size_bits == 0)
		size = n > len ? (uint64_t)len + 1 : n * p->same_size;
	else
		for (uint64_t i = 0; i < n; i++)
			size += sample_size(p, *sample + i);
	*sample += n;
	if (size > len - out->start)
		return false;
	out->end = out->start + size;
	return true;
}

static bool add_runs(struct mp4_ranges *r, const struct places *p, size_t len)
{
	uint64_t chunk = 1, sample = 0, until, n;

	for (uint64_t i = 0; i < p->run_count; i++) {
		n = run_samples(p, i, &until);
		if (bytes_be(p->runs + i * RUN_BYTES, 4) != chunk ||
			until <= chunk || until > p->chunk_count + 1)
			return false;
		for (; chunk < until; chunk++)
			if (!chunk_range(p, chunk, n, &sample, len,
				    &r->list[r->count++]))
				return false;
	}
	return chunk == p->chunk_count + 1 && sample == p->sample_count;
}

enum err mp4_add_ranges(
	struct mp4_ranges *r, const struct mp4_track *track, size_t len)
{
	struct places p = {.chunks = NULL};
	struct mp4_range *list;

	if (!open_places(track, &p))
		return ERR_MEDIA;
	list = mem_resize(r->list,
		(r->count + (size_t)p.chunk_count + 1) * sizeof(*list));
	if (!list)
		return ERR_NOMEM;
	r->list = list;
	return add_runs(r, &p, len) ? ERR_OK : ERR_MEDIA;
}

static int by_start(const void *a, const void *b)
{
	const struct mp4_range *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

void mp4_sort_ranges(struct mp4_ranges *r)
{
	if (r->count > 0)
		qsort(r->list, r->count, sizeof(*r->list), by_start);
}

void mp4_blank_unused(
	const struct mp4_ranges *r, uint8_t *file, size_t start, size_t end)
{
	size_t at = start;

	for (size_t i = 0; i < r->count && at < end; i++) {
		const struct mp4_range *used = &r->list[i];

		if (used->start > at)
			memset(file + at, 0,
				(used->start < end ? used->start : end) - at);
		if (used->end > at)
			at = (size_t)used->end;
	}
	if (at < end)
		memset(file + at, 0, end - at);
}
