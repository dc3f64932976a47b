/* SPDX-License-Identifier: MIT */
#include "shared/money.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const struct money_row {
	char code[4];
	int digits;
	const char *en; /* the sign before the amount, in English */
	const char *ja; /* and in Japanese */
} money_table[] = {
	/* clang-format off */
	{.code = "AED", .digits = 2, .en = "AED ", .ja = "AED "},
	{.code = "AUD", .digits = 2, .en = "A$",   .ja = "A$"},
	{.code = "BHD", .digits = 3, .en = "BHD ", .ja = "BHD "},
	{.code = "BRL", .digits = 2, .en = "R$",   .ja = "R$"},
	{.code = "CAD", .digits = 2, .en = "CA$",  .ja = "CA$"},
	{.code = "CHF", .digits = 2, .en = "CHF ", .ja = "CHF "},
	{.code = "CLP", .digits = 0, .en = "CLP ", .ja = "CLP "},
	{.code = "CNY", .digits = 2, .en = "CN¥",  .ja = "元"},
	{.code = "CZK", .digits = 2, .en = "CZK ", .ja = "CZK "},
	{.code = "DKK", .digits = 2, .en = "DKK ", .ja = "DKK "},
	{.code = "EUR", .digits = 2, .en = "€",    .ja = "€"},
	{.code = "GBP", .digits = 2, .en = "£",    .ja = "£"},
	{.code = "HKD", .digits = 2, .en = "HK$",  .ja = "HK$"},
	{.code = "HUF", .digits = 2, .en = "HUF ", .ja = "HUF "},
	{.code = "IDR", .digits = 2, .en = "IDR ", .ja = "IDR "},
	{.code = "ILS", .digits = 2, .en = "₪",    .ja = "₪"},
	{.code = "INR", .digits = 2, .en = "₹",    .ja = "₹"},
	{.code = "ISK", .digits = 0, .en = "ISK ", .ja = "ISK "},
	{.code = "JOD", .digits = 3, .en = "JOD ", .ja = "JOD "},
	{.code = "JPY", .digits = 0, .en = "¥",    .ja = "¥"},
	{.code = "KRW", .digits = 0, .en = "₩",    .ja = "₩"},
	{.code = "KWD", .digits = 3, .en = "KWD ", .ja = "KWD "},
	{.code = "MXN", .digits = 2, .en = "MX$",  .ja = "MX$"},
	{.code = "MYR", .digits = 2, .en = "MYR ", .ja = "MYR "},
	{.code = "NOK", .digits = 2, .en = "NOK ", .ja = "NOK "},
	{.code = "NZD", .digits = 2, .en = "NZ$",  .ja = "NZ$"},
	{.code = "OMR", .digits = 3, .en = "OMR ", .ja = "OMR "},
	{.code = "PHP", .digits = 2, .en = "₱",    .ja = "₱"},
	{.code = "PLN", .digits = 2, .en = "PLN ", .ja = "PLN "},
	{.code = "SAR", .digits = 2, .en = "SAR ", .ja = "SAR "},
	{.code = "SEK", .digits = 2, .en = "SEK ", .ja = "SEK "},
	{.code = "SGD", .digits = 2, .en = "SGD ", .ja = "SGD "},
	{.code = "THB", .digits = 2, .en = "THB ", .ja = "THB "},
	{.code = "TND", .digits = 3, .en = "TND ", .ja = "TND "},
	{.code = "TRY", .digits = 2, .en = "TRY ", .ja = "TRY "},
	{.code = "TWD", .digits = 2, .en = "NT$",  .ja = "NT$"},
	{.code = "USD", .digits = 2, .en = "$",    .ja = "$"},
	{.code = "VND", .digits = 0, .en = "₫",    .ja = "₫"},
	{.code = "ZAR", .digits = 2, .en = "ZAR ", .ja = "ZAR "},
	/* clang-format on */
};

static const struct money_row *money_find(const char *code)
{
	for (size_t i = 0; i < sizeof(money_table) / sizeof(money_table[0]);
		i++) {
		if (strcmp(money_table[i].code, code) == 0)
			return &money_table[i];
	}
	return NULL;
}

static int64_t money_unit(int digits)
{
	int64_t unit = 1;

	while (digits-- > 0)
		unit *= 10;
	return unit;
}

void money_add(int64_t *sum, int64_t what)
{
	*sum = *sum > MONEY_SUM_MAX - what ? MONEY_SUM_MAX : *sum + what;
}

bool money_known(const char *code)
{
	return money_find(code) != NULL;
}

int money_digits(const char *code)
{
	const struct money_row *row = money_find(code);

	assert(row);
	return row->digits;
}

/* Writes "12,800.50"; `comma` stands between thousands and may be "". */
static void money_amount(
	int64_t minor, int digits, const char *comma, char out[MONEY_SIZE])
{
	int64_t unit = money_unit(digits), major = minor / unit;
	int64_t step = 1;
	size_t n;

	while (major / step >= 1000)
		step *= 1000;
	n = (size_t)snprintf(out, MONEY_SIZE, "%d", (int)(major / step));
	while (step > 1) {
		step /= 1000;
		n += (size_t)snprintf(out + n, MONEY_SIZE - n, "%s%03d", comma,
			(int)(major / step % 1000));
	}
	if (digits > 0)
		snprintf(out + n, MONEY_SIZE - n, ".%0*d", digits,
			(int)(minor % unit));
}

const char *money_show(
	const struct money *m, enum money_usage usage, char out[MONEY_SIZE])
{
	const struct money_row *row = money_find(m->code);
	bool negative = m->minor < 0;
	char amount[MONEY_SIZE];
	const char *sign = "";
	int n;

	assert(m->minor >= -MONEY_SUM_MAX && m->minor <= MONEY_SUM_MAX);
	if (row)
		sign = usage == MONEY_JA ? row->ja : row->en;
	money_amount(negative ? -m->minor : m->minor, row ? row->digits : 0,
		",", amount);
	n = snprintf(out, MONEY_SIZE, "%s%s%s%s%s", negative ? "-" : "",
		row ? "" : m->code, row ? "" : " ", sign, amount);
	assert(n < MONEY_SIZE);
	(void)n;
	return out;
}

const char *money_write(const struct money *m, char out[MONEY_SIZE])
{
	bool negative = m->minor < 0;
	char amount[MONEY_SIZE];
	int n;

	assert(m->minor >= -MONEY_SUM_MAX && m->minor <= MONEY_SUM_MAX);
	money_amount(negative ? -m->minor : m->minor, money_digits(m->code), "",
		amount);
	n = snprintf(out, MONEY_SIZE, "%s%s %s", negative ? "-" : "", amount,
		m->code);
	assert(n < MONEY_SIZE);
	(void)n;
	return out;
}

static bool money_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Reads digits into *value, at most `max` of them; returns how many. */
static size_t money_digits_in(
	const char *s, size_t len, size_t max, int64_t *value)
{
	size_t n = 0;

	while (n < len && n < max && money_digit(s[n]))
		*value = *value * 10 + (s[n++] - '0');
	return n;
}

/* Reads "12,800" or "12800": commas stand before groups of three, all or
 * none.  Returns the bytes read, 0 when it is no such number. */
static size_t money_major(const char *s, size_t len, int64_t *value)
{
	size_t n = money_digits_in(s, len, 16, value);

	if (n == 0 || (n > 3 && n < len && s[n] == ','))
		return 0;
	for (int groups = 0; n < len && s[n] == ',' && groups < 5; groups++) {
		n++;
		if (money_digits_in(s + n, len - n, 3, value) != 3)
			return 0;
		n += 3;
	}
	return n;
}

/* Reads "-12,800.50" whole, as minor units. */
static enum err money_minor(const char *s, size_t len, int digits, int64_t *out)
{
	bool negative = len > 0 && s[0] == '-';
	int64_t value = 0;
	size_t at = negative, n, decimals = 0;

	n = money_major(s + at, len - at, &value);
	at += n;
	if (n == 0 || value > MONEY_MAX / money_unit(digits))
		return ERR_FIELD;
	if (at < len && s[at] == '.') {
		at++;
		decimals = money_digits_in(
			s + at, len - at, (size_t)digits, &value);
		if (decimals == 0)
			return ERR_FIELD;
		at += decimals;
	}
	value *= money_unit(digits - (int)decimals);
	if (at < len || value > MONEY_MAX)
		return ERR_FIELD;
	*out = negative ? -value : value;
	return ERR_OK;
}

enum err money_parse(const char *s, size_t len, struct money *out)
{
	struct money m = {.code = ""};
	bool first = len > 0 && s[0] >= 'A' && s[0] <= 'Z';
	enum err e;

	if (len < 5 || s[first ? 3 : len - 4] != ' ')
		return ERR_FIELD;
	memcpy(m.code, first ? s : s + len - 3, 3);
	if (!money_known(m.code))
		return ERR_FIELD;
	e = money_minor(
		first ? s + 4 : s, len - 4, money_digits(m.code), &m.minor);
	if (!e)
		*out = m;
	return e;
}
