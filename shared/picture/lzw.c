/* SPDX-License-Identifier: MIT */
/*
 * A code stands for the string of another one and one pixel more.  A string is
 * written from its end, so its length is kept with it.
 */
#include "shared/picture/lzw.h"

#include <assert.h>
#include <stdbool.h>

#include "shared/mem.h"

#define CODES 4096
#define CODE_BITS 12
#define NONE (-1)

struct string {
	int16_t before; /* the string without its last pixel */
	uint16_t length;
	uint8_t first, last;
};

struct lzw {
	struct string strings[CODES];
	const uint8_t *data;
	size_t len, at; /* bytes */
	uint32_t window;
	int held;  /* bits in the window */
	int width; /* bits of a code */
	int clear, next, previous;
	uint8_t *out;
	size_t count, done;
};

/* The next code; NONE at the end of the data. */
static int next_code(struct lzw *z)
{
	int code;

	while (z->held < z->width) {
		if (z->at == z->len)
			return NONE;
		z->window |= (uint32_t)z->data[z->at++] << z->held;
		z->held += 8;
	}
	code = (int)(z->window & ((1u << z->width) - 1));
	z->window >>= z->width;
	z->held -= z->width;
	return code;
}

static void start_over(struct lzw *z, int bits)
{
	z->width = bits + 1;
	z->next = z->clear + 2;
	z->previous = NONE;
}

static void learn(struct lzw *z, uint8_t last)
{
	const struct string *before = &z->strings[z->previous];

	if (z->next == CODES)
		return;
	z->strings[z->next] = (struct string){
		.before = (int16_t)z->previous,
		.length = (uint16_t)(before->length + 1),
		.first = before->first,
		.last = last,
	};
	z->next++;
	if (z->next == 1 << z->width && z->width < CODE_BITS)
		z->width++;
}

/* Writes the string of a code, as much of it as there are pixels. */
static void put(struct lzw *z, int code)
{
	size_t length = z->strings[code].length;
	size_t room = z->count - z->done;

	for (size_t i = length; z->out && i-- > 0;) {
		if (i < room)
			z->out[z->done + i] = z->strings[code].last;
		code = z->strings[code].before;
	}
	z->done += length < room ? length : room;
}

/* Takes a code that stands for pixels.  It may be the one that it is about to
 * define itself: then it ends as it begins. */
static bool take(struct lzw *z, int code)
{
	bool known = code < z->next;

	if (!known && (code > z->next || z->previous == NONE || code >= CODES))
		return false;
	if (z->previous != NONE)
		learn(z, z->strings[known ? code : z->previous].first);
	put(z, code);
	z->previous = code;
	return true;
}

static enum err read_all(struct lzw *z, int bits)
{
	int code;

	while (z->done < z->count) {
		code = next_code(z);
		if (code == NONE || code == z->clear + 1)
			return ERR_MEDIA;
		if (code == z->clear)
			start_over(z, bits);
		else if (!take(z, code))
			return ERR_MEDIA;
	}
	return ERR_OK;
}

/* What is used: up to here, or up to the mark of the end if that is next. */
static size_t find_end(struct lzw *z)
{
	size_t used = z->at - (size_t)z->held / 8;
	int code = next_code(z);

	if (code == z->clear) /* some write one more before the end */
		code = next_code(z);
	return code == z->clear + 1 ? z->at - (size_t)z->held / 8 : used;
}

enum err lzw_read(int bits, const void *data, size_t len, uint8_t *out,
	size_t count, size_t *used)
{
	struct lzw *z;
	enum err e;

	assert(bits >= LZW_MIN_BITS && bits <= LZW_MAX_BITS);
	*used = 0;
	z = mem_zero(sizeof(*z));
	if (!z)
		return ERR_NOMEM;
	z->data = data;
	z->len = len;
	z->out = out;
	z->count = count;
	z->clear = 1 << bits;
	for (int i = 0; i < z->clear; i++)
		z->strings[i] = (struct string){.before = 0,
			.length = 1,
			.first = (uint8_t)i,
			.last = (uint8_t)i};
	start_over(z, bits);
	e = read_all(z, bits);
	if (!e)
		*used = find_end(z);
	mem_free(z);
	return e;
}
