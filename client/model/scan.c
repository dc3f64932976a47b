/* SPDX-License-Identifier: MIT */
#include "client/model/scan.h"

#include <string.h>

#include "shared/utf8.h"

/* The digit, or 0. */
static char digit_of(uint32_t cp)
{
	if (cp >= '0' && cp <= '9')
		return (char)cp;
	if (cp >= 0xff10 && cp <= 0xff19) /* full-width */
		return (char)('0' + (cp - 0xff10));
	return 0;
}

void scan_typed(struct scan *s, const char *text, int64_t now_ms)
{
	uint32_t cp = 0;
	char digit;

	utf8_decode(text, strlen(text), &cp);
	digit = digit_of(cp);
	if (!digit || now_ms - s->at > SCAN_GAP_MS)
		s->n = 0;
	s->at = now_ms;
	if (!digit)
		return;
	if (s->n < BARCODE_DIGITS)
		s->digits[s->n] = digit;
	s->n++;
}

static bool is_length(int n)
{
	return n == 8 || n == 12 || n == 13 || n == 14;
}

/* A field of digits alone; blanks around them do no harm. */
static bool read_field(const char *field, char out[BARCODE_SIZE])
{
	size_t len = strlen(field);
	int n = 0;

	while (len > 0) {
		uint32_t cp;
		size_t used = utf8_decode(field, len, &cp);
		char digit = digit_of(cp);

		field += used;
		len -= used;
		if (cp == ' ')
			continue;
		if (!digit || n == BARCODE_DIGITS)
			return false;
		out[n++] = digit;
	}
	out[n] = '\0';
	return is_length(n);
}

bool scan_entered(struct scan *s, const char *field, int64_t now_ms,
	char out[BARCODE_SIZE])
{
	bool burst = s->n >= SCAN_SHORT && is_length(s->n) &&
		now_ms - s->at <= SCAN_GAP_MS;

	if (burst) {
		memcpy(out, s->digits, (size_t)s->n);
		out[s->n] = '\0';
	}
	*s = (struct scan){0};
	return burst || read_field(field, out);
}

bool scan_behind(const char *field, char out[BARCODE_SIZE])
{
	size_t len = strlen(field), used;
	int n = 0;

	for (uint32_t cp; len > 0; field += used, len -= used) {
		used = utf8_decode(field, len, &cp);
		if (!digit_of(cp))
			n = 0;
		else if (n++ < BARCODE_DIGITS)
			out[n - 1] = digit_of(cp);
	}
	if (!is_length(n))
		return false;
	out[n] = '\0';
	return barcode_right(out, (size_t)n);
}
