/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <utf8proc.h>

#include "shared/utf8.h"
#include "tests/fuzz/fuzz.h"

/* Decoding goes forward, agrees with another decoder, and encodes back. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data;
	size_t count = 0, n;
	bool valid = true;
	char back[UTF8_MAX];

	for (size_t at = 0; at < size; at += n, count++) {
		utf8proc_int32_t other;
		uint32_t cp;
		utf8proc_ssize_t other_n = utf8proc_iterate(
			data + at, (utf8proc_ssize_t)(size - at), &other);

		n = utf8_decode(s + at, size - at, &cp);
		assert(n >= 1 && n <= UTF8_MAX && n <= size - at);
		assert((cp == UTF8_BAD) == (other_n < 0));
		if (cp == UTF8_BAD) {
			valid = false;
			continue;
		}
		assert(other_n == (utf8proc_ssize_t)n &&
			other == (utf8proc_int32_t)cp);
		assert(utf8_encode(cp, back) == n);
		assert(memcmp(back, s + at, n) == 0);
	}
	assert(utf8_count(s, size) == count);
	assert(utf8_valid(s, size) == valid);
	return 0;
}
