/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_BYTES_H
#define SHARED_PICTURE_BYTES_H

/*
 * A run of bytes that is read from its front and never past its end: what
 * the readers of containers hand around.  Numbers with the low byte first (le)
 * or the high one (be).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct bytes {
	const uint8_t *at;
	size_t len;
};

static inline uint32_t bytes_le(const uint8_t *at, int n)
{
	uint32_t value = 0;

	while (n-- > 0)
		value = value << 8 | at[n];
	return value;
}

static inline uint64_t bytes_be(const uint8_t *at, int n)
{
	uint64_t value = 0;

	for (int i = 0; i < n; i++)
		value = value << 8 | at[i];
	return value;
}

/* Takes n bytes off the front; NULL when there are not so many. */
static inline const uint8_t *bytes_take(struct bytes *b, size_t n)
{
	const uint8_t *at = b->at;

	if (b->len < n)
		return NULL;
	b->at += n;
	b->len -= n;
	return at;
}

/* Does it begin so? */
static inline bool bytes_begin(const struct bytes *b, const char *s, size_t n)
{
	return b->len >= n && memcmp(b->at, s, n) == 0;
}

#endif
