/* SPDX-License-Identifier: MIT */
#include "shared/barcode.h"

#include <assert.h>
#include <string.h>

/* GS1 General Specifications, 7.9: weights of 3 and 1 from the right, so that
 * leading zeros change nothing. */
char barcode_check_digit(const char *digits, size_t len)
{
	unsigned sum = 0;

	for (size_t i = 0; i < len; i++)
		sum += (unsigned)(digits[i] - '0') *
			((len - i) % 2 == 1 ? 3 : 1);
	return (char)('0' + (10 - sum % 10) % 10);
}

static enum barcode barcode_of_length(size_t len)
{
	switch (len) {
	case 8:
		return BARCODE_EAN8;
	case 12:
		return BARCODE_UPC_A;
	case 13:
		return BARCODE_EAN13;
	case 14:
		return BARCODE_GTIN14;
	default:
		return BARCODE_NONE;
	}
}

enum barcode barcode_read(const char *s, size_t len)
{
	enum barcode kind = barcode_of_length(len);

	if (kind == BARCODE_NONE)
		return kind;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return BARCODE_NONE;
	}
	return barcode_check_digit(s, len - 1) == s[len - 1] ? kind
							     : BARCODE_WRONG;
}

bool barcode_right(const char *s, size_t len)
{
	return barcode_read(s, len) > BARCODE_WRONG;
}

const char *barcode_long(const char *s, size_t len, char out[BARCODE_SIZE])
{
	assert(barcode_right(s, len));
	memset(out, '0', BARCODE_DIGITS - len);
	memcpy(out + BARCODE_DIGITS - len, s, len);
	out[BARCODE_DIGITS] = '\0';
	return out;
}
