/* SPDX-License-Identifier: MIT */
#ifndef SHARED_BARCODE_H
#define SHARED_BARCODE_H

/*
 * The numbers under bars (rule F4): EAN-8, UPC-A, EAN-13 (JAN in Japan) and
 * GTIN-14.  All of them are one number of 14 digits with leading zeros left
 * out, and all have the same check digit at their end.
 */
#include <stdbool.h>
#include <stddef.h>

#define BARCODE_DIGITS 14 /* the most */
#define BARCODE_SIZE (BARCODE_DIGITS + 1)

enum barcode {
	BARCODE_NONE,  /* no digits, or not 8, 12, 13 or 14 of them */
	BARCODE_WRONG, /* a digit is wrong: misread or mistyped */
	BARCODE_EAN8,
	BARCODE_UPC_A,
	BARCODE_EAN13,
	BARCODE_GTIN14
};

/* What the `len` bytes are. */
enum barcode barcode_read(const char *s, size_t len);

/* Are they one that is right? */
bool barcode_right(const char *s, size_t len);

/* The number with all of its 14 digits, so that a UPC-A and the same with a
 * zero before it, which is how some scanners send it, are equal.  `s` must be
 * right.  Returns `out`. */
const char *barcode_long(const char *s, size_t len, char out[BARCODE_SIZE]);

/* The check digit, '0' to '9', that belongs behind `len` digits. */
char barcode_check_digit(const char *digits, size_t len);

#endif
