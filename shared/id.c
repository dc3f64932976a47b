/* SPDX-License-Identifier: MIT */
#include "shared/id.h"

#include <assert.h>
#include <string.h>

static const char id_alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

struct id id_from_bytes(const uint8_t bytes[16])
{
	struct id id = {""};
	unsigned acc = 0;
	int bits = 2; /* 26 letters hold 130 bits: the first two are 0 */
	int n = 0;

	for (int i = 0; i < 16; i++) {
		acc = acc << 8 | bytes[i];
		for (bits += 8; bits >= 5; bits -= 5)
			id.s[n++] = id_alphabet[acc >> (bits - 5) & 31];
		acc &= (1u << bits) - 1;
	}
	assert(n == ID_LEN && bits == 0);
	return id;
}

bool id_valid(const char *s)
{
	return strlen(s) == ID_LEN && strspn(s, id_alphabet) == ID_LEN &&
		s[0] < '8';
}

struct id id_from_str(const char *s)
{
	struct id id;

	assert(id_valid(s));
	memcpy(id.s, s, sizeof(id.s));
	return id;
}

bool id_is(const struct id *id)
{
	return id->s[0] != '\0';
}

bool id_same(const struct id *a, const struct id *b)
{
	return memcmp(a->s, b->s, sizeof(a->s)) == 0;
}
