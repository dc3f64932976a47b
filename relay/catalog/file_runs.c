/* SPDX-License-Identifier: MIT */
/*
 * A list in the file: length of the key, key, field, count, length of the
 * numbers, numbers.  Lengths are written as numbers are (posting.h).
 */
#include "relay/catalog/file_runs.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "relay/catalog/gather.h"
#include "relay/catalog/posting.h"
#include "relay/catalog/terms.h"
#include "shared/mem.h"

#define BUFFER (32 * 1024)

struct run {
	off_t at, end;
	uint8_t *buffer;
	size_t used, filled;
	char key[TERMS_KEY]; /* of the list that it stands at */
	uint32_t len, n, bytes;
	uint8_t field;
	size_t order;
};

struct file_runs {
	int fd;
	off_t size;
	struct run *runs;
	size_t n;
	uint8_t buffer[BUFFER]; /* for writing */
	size_t used;
};

static enum err failed(void)
{
	return errno == ENOSPC || errno == EDQUOT || errno == EFBIG
		? ERR_NOT_KEPT
		: ERR_IO;
}

enum err file_runs_open(const char *path, struct file_runs **out)
{
	struct file_runs *r = mem_zero(sizeof(*r));
	enum err e;

	*out = NULL;
	if (!r)
		return ERR_NOMEM;
	unlink(path);
	r->fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (r->fd < 0) {
		e = failed();
		mem_free(r);
		return e;
	}
	unlink(path);
	*out = r;
	return ERR_OK;
}

void file_runs_close(struct file_runs **rp)
{
	struct file_runs *r = *rp;

	*rp = NULL;
	if (!r)
		return;
	close(r->fd);
	for (size_t i = 0; i < r->n; i++)
		mem_free(r->runs[i].buffer);
	mem_free(r->runs);
	mem_free(r);
}

/* ---- writing ---- */

static enum err flush(struct file_runs *r)
{
	for (size_t at = 0; at < r->used;) {
		ssize_t n =
			pwrite(r->fd, r->buffer + at, r->used - at, r->size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return failed();
		at += (size_t)n;
		r->size += n;
	}
	r->used = 0;
	return ERR_OK;
}

static enum err put(struct file_runs *r, const void *bytes, size_t len)
{
	enum err e = ERR_OK;

	assert(len <= BUFFER);
	if (len > BUFFER - r->used)
		e = flush(r);
	if (e)
		return e;
	memcpy(r->buffer + r->used, bytes, len);
	r->used += len;
	return ERR_OK;
}

static enum err put_number(struct file_runs *r, size_t n)
{
	uint8_t bytes[POSTING_MAX];

	return put(r, bytes, posting_put(bytes, (uint32_t)n));
}

static enum err on_begin(void *ctx, const struct gather_list *list)
{
	struct file_runs *r = ctx;
	uint8_t field = (uint8_t)list->field;
	enum err e = put_number(r, list->len);

	if (!e)
		e = put(r, list->key, list->len);
	if (!e)
		e = put(r, &field, 1);
	if (!e)
		e = put_number(r, list->n);
	return e ? e : put_number(r, list->bytes);
}

static enum err on_more(void *ctx, const uint8_t *bytes, size_t len)
{
	return put(ctx, bytes, len);
}

enum err file_runs_add(struct file_runs *r, struct gather *g)
{
	struct gather_sink sink = {on_begin, on_more, r};
	struct run *runs = mem_resize(r->runs, (r->n + 1) * sizeof(*runs));
	off_t start = r->size;
	enum err e;

	if (!runs)
		return ERR_NOMEM;
	r->runs = runs;
	e = gather_take(g, &sink);
	if (!e)
		e = flush(r);
	if (e)
		return e;
	runs[r->n] = (struct run){.at = start, .end = r->size, .order = r->n};
	r->n++;
	return ERR_OK;
}

/* ---- reading ---- */

/* At least one byte in the buffer, or the end. */
static enum err fill(struct file_runs *r, struct run *run)
{
	off_t left = run->end - run->at;
	ssize_t n;

	if (run->used < run->filled)
		return ERR_OK;
	if (left == 0)
		return ERR_CLOSE;
	do
		n = pread(r->fd, run->buffer,
			left < BUFFER ? (size_t)left : BUFFER, run->at);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return ERR_IO;
	run->at += n;
	run->used = 0;
	run->filled = (size_t)n;
	return ERR_OK;
}

static enum err get(struct file_runs *r, struct run *run, void *to, size_t len)
{
	size_t part;
	enum err e;

	for (char *out = to; len > 0; len -= part, out += part) {
		e = fill(r, run);
		if (e)
			return e;
		part = run->filled - run->used;
		part = part < len ? part : len;
		memcpy(out, run->buffer + run->used, part);
		run->used += part;
	}
	return ERR_OK;
}

static enum err get_number(struct file_runs *r, struct run *run, uint32_t *out)
{
	uint8_t bytes[POSTING_MAX];
	const uint8_t *p = bytes;
	const uint8_t *at = run->buffer + run->used;
	size_t n = 0;
	enum err e;

	/* Nearly always; the rest is for the edges of the buffer. */
	if (run->filled - run->used >= POSTING_MAX) {
		if (!posting_get(&at, at + POSTING_MAX, out))
			return ERR_IO;
		run->used = (size_t)(at - run->buffer);
		return ERR_OK;
	}
	do {
		if (n == sizeof(bytes))
			return ERR_IO;
		e = get(r, run, &bytes[n], 1);
		if (e)
			return e;
	} while (bytes[n++] & 0x80);
	return posting_get(&p, bytes + n, out) ? ERR_OK : ERR_IO;
}

/* Its next list; ERR_CLOSE behind the last. */
static enum err next_list(struct file_runs *r, struct run *run)
{
	enum err e = get_number(r, run, &run->len);

	if (e)
		return e;
	if (run->len > sizeof(run->key))
		return ERR_IO;
	e = get(r, run, run->key, run->len);
	if (!e)
		e = get(r, run, &run->field, 1);
	if (!e)
		e = get_number(r, run, &run->n);
	if (!e)
		e = get_number(r, run, &run->bytes);
	return e == ERR_CLOSE ? ERR_IO : e;
}

/* ---- merging ---- */

static int compare_lists(const struct run *a, const struct run *b)
{
	uint32_t len = a->len < b->len ? a->len : b->len;
	int c = memcmp(a->key, b->key, len);

	if (!c)
		c = (a->len > b->len) - (a->len < b->len);
	return c ? c : (a->field > b->field) - (a->field < b->field);
}

static int compare(const struct run *a, const struct run *b)
{
	int c = compare_lists(a, b);

	return c ? c : (a->order > b->order) - (a->order < b->order);
}

/* Puts the first of the heap where it belongs. */
static void sink_down(struct run **heap, size_t n)
{
	size_t i = 0, child;
	struct run *run = heap[0];

	for (; (child = 2 * i + 1) < n; i = child) {
		if (child + 1 < n && compare(heap[child + 1], heap[child]) < 0)
			child++;
		if (compare(run, heap[child]) <= 0)
			break;
		heap[i] = heap[child];
	}
	heap[i] = run;
}

/* The numbers of the list that `run` stands at; *last is the list's last one,
 * and *some whether there is one. */
static enum err give(struct file_runs *r, struct run *run,
	const struct file_runs_sink *to, uint32_t *last, bool *some)
{
	uint32_t doc = 0, step;
	enum err e = ERR_OK;

	for (uint32_t i = 0; i < run->n && !e; i++) {
		e = get_number(r, run, &step);
		doc += step;
		if (e || (*some && doc <= *last))
			continue;
		*last = doc;
		*some = true;
		e = to->doc(to->ctx, doc);
	}
	return e == ERR_CLOSE ? ERR_IO : e;
}

static enum err merge(struct file_runs *r, struct run **heap, size_t n,
	const struct file_runs_sink *to)
{
	struct run *before = mem_alloc(sizeof(*before));
	uint32_t last = 0;
	bool some = false;
	enum err e = before ? ERR_OK : ERR_NOMEM;

	if (before)
		*before = (struct run){.len = 0};
	while (n > 0 && !e) {
		struct run *run = heap[0];

		if (!some || compare_lists(before, run) != 0) {
			memcpy(before->key, run->key, run->len);
			before->len = run->len;
			before->field = run->field;
			some = false;
			e = to->list(to->ctx, run->key, run->len, run->field);
		}
		if (!e)
			e = give(r, run, to, &last, &some);
		if (!e)
			e = next_list(r, run);
		if (e == ERR_CLOSE) {
			heap[0] = heap[--n];
			e = ERR_OK;
		}
		if (n > 0)
			sink_down(heap, n);
	}
	mem_free(before);
	return e;
}

static int by_list(const void *a, const void *b)
{
	return compare(*(struct run *const *)a, *(struct run *const *)b);
}

enum err file_runs_merge(struct file_runs *r, const struct file_runs_sink *to)
{
	struct run **heap = mem_zero((r->n + 1) * sizeof(struct run *));
	enum err e = heap ? ERR_OK : ERR_NOMEM;
	size_t n = 0;

	for (size_t i = 0; i < r->n && !e; i++) {
		r->runs[i].buffer = mem_alloc(BUFFER);
		e = r->runs[i].buffer ? next_list(r, &r->runs[i]) : ERR_NOMEM;
		if (!e)
			heap[n++] = &r->runs[i];
		else if (e == ERR_CLOSE)
			e = ERR_OK;
	}
	/* In order is a heap too. */
	if (n > 0)
		qsort(heap, n, sizeof(struct run *), by_list);
	if (!e)
		e = merge(r, heap, n, to);
	mem_free(heap);
	return e;
}
