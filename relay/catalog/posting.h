/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_POSTING_H
#define RELAY_CATALOG_POSTING_H

/*
 * Numbers of products on disk: seven bits a byte, the lowest first, the eighth
 * set where more follow.  A list holds each number as its distance from the
 * one before; the first one stands as it is.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define POSTING_MAX 5 /* bytes of a number */

static inline size_t posting_put(uint8_t out[POSTING_MAX], uint32_t n)
{
	size_t len = 0;

	for (; n >= 0x80; n >>= 7)
		out[len++] = (uint8_t)(n | 0x80);
	out[len++] = (uint8_t)n;
	return len;
}

/* Reads one at *p and moves *p behind it; false when there is none before
 * `end`, or one that is too large. */
static inline bool posting_get(
	const uint8_t **p, const uint8_t *end, uint32_t *out)
{
	const uint8_t *at = *p;
	uint64_t n = 0;

	/* Nearly always. */
	if (at < end && *at < 0x80) {
		*out = *at;
		*p = at + 1;
		return true;
	}
	for (int shift = 0; at < end && shift <= 28; shift += 7) {
		n |= (uint64_t)(*at & 0x7f) << shift;
		if (*at++ < 0x80) {
			*p = at;
			*out = (uint32_t)n;
			return n <= UINT32_MAX;
		}
	}
	return false;
}

#endif
