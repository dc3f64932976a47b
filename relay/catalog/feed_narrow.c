/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_narrow.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "shared/utf8.h"

static uint32_t feed_narrow_point(uint32_t cp)
{
	if (cp >= 0xff01 && cp <= 0xff5e)
		cp = cp - 0xff01 + '!';
	switch (cp) {
	case 0xffe5:
		return 0xa5; /* ¥ */
	case 0xffe1:
		return 0xa3; /* £ */
	case '\t':
	case '\r':
	case '\n':
	case 0xa0:
	case 0x2009:
	case 0x202f:
	case 0x3000:
		return ' ';
	case 0x2019:
		return '\'';
	default:
		return cp < 0x80 ? (uint32_t)tolower((int)cp) : cp;
	}
}

bool feed_narrow(const char *s, size_t len, char out[FEED_NARROW])
{
	char bytes[UTF8_MAX];
	size_t to = 0, n;
	uint32_t cp;

	for (size_t at = 0; at < len; to += n) {
		at += utf8_decode(s + at, len - at, &cp);
		if (cp == UTF8_BAD || cp == 0)
			return false;
		n = utf8_encode(feed_narrow_point(cp), bytes);
		if (n == 1 && bytes[0] == ' ' && to == 0)
			n = 0;
		if (to + n >= FEED_NARROW)
			return false;
		memcpy(out + to, bytes, n);
	}
	while (to > 0 && out[to - 1] == ' ')
		to--;
	out[to] = '\0';
	return true;
}
