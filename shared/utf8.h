/* SPDX-License-Identifier: MIT */
#ifndef SHARED_UTF8_H
#define SHARED_UTF8_H

/*
 * Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above
 * U+10FFFF.  The only place that takes bytes apart into code points.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD UINT32_MAX     /* what utf8_decode says of a bad byte */
#define UTF8_REPLACEMENT 0xfffd /* what people are shown instead */
#define UTF8_MAX 4              /* bytes of a code point */

/* Reads the code point at `s`; `len` must not be 0.  Returns the bytes
 * consumed, at least 1.  Of what is not UTF-8 it consumes the longest part
 * that could have begun a code point (as browsers do; Unicode 3.9, "maximal
 * subpart") and sets *cp to UTF8_BAD. */
size_t utf8_decode(const char *s, size_t len, uint32_t *cp);

/* Writes `cp`, which must be a code point and no surrogate; returns the bytes
 * written.  No NUL is added. */
size_t utf8_encode(uint32_t cp, char out[UTF8_MAX]);

/* Is all of it UTF-8?  NUL is. */
bool utf8_valid(const char *s, size_t len);

/* Code points; every bad part counts as one. */
size_t utf8_count(const char *s, size_t len);

#endif
