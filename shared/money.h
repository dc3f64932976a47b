/* SPDX-License-Identifier: MIT */
#ifndef SHARED_MONEY_H
#define SHARED_MONEY_H

/*
 * Money (rule E6): an integer of minor units with its ISO 4217 code; never a
 * fraction, never a float, never one currency added to another.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"

#define MONEY_MAX INT64_C(1000000000000000) /* one price, or one order */
/* What is added up stays what JavaScript counts exactly. */
#define MONEY_SUM_MAX INT64_C(9007199254740991)
#define MONEY_SIZE 40 /* bytes of any money shown, and NUL */

struct money {
	int64_t minor; /* yen, cents, fils: -MONEY_SUM_MAX to MONEY_SUM_MAX */
	char code[4];  /* "JPY" */
};

enum money_usage { MONEY_EN, MONEY_JA };

/* Adds what is not negative; what would be more than MONEY_SUM_MAX is that. */
void money_add(int64_t *sum, int64_t what);

/* Is it a currency that we know, written in capitals? */
bool money_known(const char *code);

/* How many minor units make one major are 10 to the power of this; the code
 * must be known. */
int money_digits(const char *code);

/* For people: "¥12,800", "$129.00", "KWD 1.250", "-¥500".  Returns `out`.  A
 * code that is not known is shown with its minor units: "XYZ 12,800". */
const char *money_show(
	const struct money *m, enum money_usage usage, char out[MONEY_SIZE]);

/* For files and command lines, and back: "129.00 USD".  Returns `out`. */
const char *money_write(const struct money *m, char out[MONEY_SIZE]);

/* Reads "129.00 USD", "USD 129", "12,800 JPY", "-5 EUR".  ERR_FIELD when the
 * currency is not known, the amount is finer than its minor unit or larger
 * than MONEY_MAX, or it is anything else. */
enum err money_parse(const char *s, size_t len, struct money *out);

#endif
