/* SPDX-License-Identifier: MIT */
#include "shared/utf8.h"

#include <assert.h>

/* What a leading byte promises.  The bounds of the second byte are what keeps
 * out overlong forms, surrogates and the beyond (RFC 3629, section 4). */
struct utf8_lead {
	uint8_t more; /* bytes to follow; 0: cannot lead */
	uint8_t bits; /* of the code point, in the leading byte */
	uint8_t low;  /* the second byte's bounds */
	uint8_t high;
};

static struct utf8_lead utf8_lead(uint8_t byte)
{
	struct utf8_lead lead = {.low = 0x80, .high = 0xbf};

	if (byte >= 0xc2 && byte <= 0xdf) {
		lead.more = 1;
		lead.bits = byte & 0x1f;
	} else if (byte >= 0xe0 && byte <= 0xef) {
		lead.more = 2;
		lead.bits = byte & 0x0f;
		lead.low = byte == 0xe0 ? 0xa0 : 0x80;
		lead.high = byte == 0xed ? 0x9f : 0xbf;
	} else if (byte >= 0xf0 && byte <= 0xf4) {
		lead.more = 3;
		lead.bits = byte & 0x07;
		lead.low = byte == 0xf0 ? 0x90 : 0x80;
		lead.high = byte == 0xf4 ? 0x8f : 0xbf;
	}
	return lead;
}

size_t utf8_decode(const char *s, size_t len, uint32_t *cp)
{
	const uint8_t *p = (const uint8_t *)s;
	struct utf8_lead lead;
	uint32_t value;
	size_t n = 1;

	assert(len > 0);
	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	lead = utf8_lead(p[0]);
	value = lead.bits;
	while (n < len && n <= lead.more && p[n] >= lead.low &&
		p[n] <= lead.high) {
		value = value << 6 | (p[n++] & 0x3f);
		lead.low = 0x80;
		lead.high = 0xbf;
	}
	*cp = lead.more && n == lead.more + 1u ? value : UTF8_BAD;
	return n;
}

size_t utf8_encode(uint32_t cp, char out[UTF8_MAX])
{
	assert(cp <= 0x10ffff && (cp < 0xd800 || cp > 0xdfff));
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

bool utf8_valid(const char *s, size_t len)
{
	uint32_t cp = 0;

	for (size_t at = 0; at < len && cp != UTF8_BAD;)
		at += utf8_decode(s + at, len - at, &cp);
	return cp != UTF8_BAD;
}

size_t utf8_count(const char *s, size_t len)
{
	size_t count = 0;
	uint32_t cp;

	for (size_t at = 0; at < len; count++)
		at += utf8_decode(s + at, len - at, &cp);
	return count;
}
