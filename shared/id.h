/* SPDX-License-Identifier: MIT */
#ifndef SHARED_ID_H
#define SHARED_ID_H

/*
 * Ids: 128 random bits as 26 letters and digits (base32 without i l o u, as
 * in Crockford's alphabet, lower case), unguessable and safe in URLs, SQL and
 * on paper.  Randomness comes in from outside: this file is pure.
 */
#include <stdbool.h>
#include <stdint.h>

#define ID_LEN 26

struct id {
	char s[ID_LEN + 1]; /* "" is no id */
};

/* The id that stands for these 16 bytes. */
struct id id_from_bytes(const uint8_t bytes[16]);

/* Is `s` written as an id is?  Says nothing about whether it exists. */
bool id_valid(const char *s);

/* The id written in `s`, which must be valid. */
struct id id_from_str(const char *s);

bool id_is(const struct id *id); /* is there one? */
bool id_same(const struct id *a, const struct id *b);

#endif
