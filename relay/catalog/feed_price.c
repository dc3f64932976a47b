/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_price.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "relay/catalog/feed_narrow.h"

/* What stands before or behind an amount, but for codes; the currencies that
 * are written so. */
static const struct feed_price_sign {
	const char *sign, *codes;
} feed_price_signs[] = {
	/* clang-format off */
	{"$", "USD AUD CAD HKD MXN NZD SGD TWD"},
	{"us$", "USD"}, {"a$", "AUD"}, {"au$", "AUD"}, {"c$", "CAD"},
	{"ca$", "CAD"}, {"hk$", "HKD"}, {"mx$", "MXN"}, {"nz$", "NZD"},
	{"s$", "SGD"}, {"nt$", "TWD"}, {"r$", "BRL"},
	{"¥", "JPY CNY"}, {"jp¥", "JPY"}, {"cn¥", "CNY"},
	{"円", "JPY"}, {"円税込", "JPY"}, {"円(税込)", "JPY"},
	{"円(税込み)", "JPY"}, {"元", "CNY TWD"}, {"人民元", "CNY"},
	{"€", "EUR"}, {"£", "GBP"}, {"₩", "KRW"}, {"₹", "INR"},
	{"₫", "VND"}, {"₪", "ILS"}, {"₱", "PHP"}, {"฿", "THB"},
	{"₺", "TRY"}, {"zł", "PLN"}, {"kč", "CZK"}, {"ft", "HUF"},
	{"kr", "DKK ISK NOK SEK"}, {"rm", "MYR"}, {"rp", "IDR"},
	/* clang-format on */
};

/* A part of the price without blanks around it. */
struct feed_price_part {
	const char *s;
	size_t len;
};

static struct feed_price_part feed_price_trim(const char *s, size_t len)
{
	while (len > 0 && s[len - 1] == ' ')
		len--;
	while (len > 0 && s[0] == ' ') {
		s++;
		len--;
	}
	return (struct feed_price_part){.s = s, .len = len};
}

static bool feed_price_is_code(struct feed_price_part p)
{
	return p.len == 3 && isalpha((unsigned char)p.s[0]) &&
		isalpha((unsigned char)p.s[1]) &&
		isalpha((unsigned char)p.s[2]);
}

/* What currency a code or sign is; `code` is what it would be without, and
 * gets it. */
static enum feed_reason feed_price_currency(
	struct feed_price_part p, char code[4])
{
	size_t n = sizeof(feed_price_signs) / sizeof(feed_price_signs[0]);

	if (p.len == 0)
		return FEED_FINE;
	if (feed_price_is_code(p)) {
		for (size_t i = 0; i < 3; i++)
			code[i] = (char)toupper((unsigned char)p.s[i]);
		return money_known(code) ? FEED_FINE : FEED_CURRENCY;
	}
	for (size_t i = 0; i < n; i++) {
		const struct feed_price_sign *sign = &feed_price_signs[i];

		if (strlen(sign->sign) != p.len ||
			memcmp(sign->sign, p.s, p.len) != 0)
			continue;
		if (strstr(sign->codes, code))
			return FEED_FINE;
		memcpy(code, sign->codes, 3);
		return sign->codes[3] ? FEED_AMBIGUOUS : FEED_FINE;
	}
	return FEED_PRICE;
}

/* Before and behind the amount: one of them, or both if they agree. */
static enum feed_reason feed_price_currencies(struct feed_price_part before,
	struct feed_price_part behind, char code[4])
{
	bool code_first = feed_price_is_code(before);
	struct feed_price_part first = code_first ? before : behind;
	struct feed_price_part second = code_first ? behind : before;
	enum feed_reason r = feed_price_currency(first, code);
	char same[4];

	if (r)
		return r;
	memcpy(same, code, sizeof(same));
	r = feed_price_currency(second, code);
	if (!r && first.len > 0 && strcmp(same, code) != 0)
		return FEED_CURRENCY;
	return r;
}

/* How an amount is written: what stands between thousands, or 0, and where the
 * decimals begin. */
struct feed_price_shape {
	char between;
	size_t point; /* the index of the mark, or the length */
};

static size_t feed_price_count(struct feed_price_part a, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < a.len; i++)
		n += a.s[i] == c;
	return n;
}

/* One point or comma alone, at `at`: what the currency makes of it. */
static enum feed_reason feed_price_single(struct feed_price_part a, size_t at,
	int digits, struct feed_price_shape *out)
{
	bool comma = a.s[at] == ',';

	if (a.len - at - 1 == 3 && at <= 3 && a.s[0] != '0') {
		if (comma == (digits == 3))
			return FEED_AMBIGUOUS;
		if (comma) {
			out->between = ',';
			return FEED_FINE;
		}
	}
	out->point = at;
	return FEED_FINE;
}

static enum feed_reason feed_price_shape(
	struct feed_price_part a, int digits, struct feed_price_shape *out)
{
	size_t points = feed_price_count(a, '.');
	size_t commas = feed_price_count(a, ',');
	size_t blanks = feed_price_count(a, ' ');
	size_t ticks = feed_price_count(a, '\'');
	const char *point = memrchr(a.s, '.', a.len);
	const char *comma = memrchr(a.s, ',', a.len);
	bool at_point = point && (!comma || point > comma);
	const char *last = at_point ? point : comma;

	*out = (struct feed_price_shape){.point = a.len};
	if ((blanks > 0) + (ticks > 0) + (points > 0) + (commas > 0) > 2)
		return FEED_PRICE;
	if (blanks + ticks > 0)
		out->between = blanks > 0 ? ' ' : '\'';
	if (blanks > 0 && ticks > 0)
		return FEED_PRICE;
	if (points > 0 && commas > 0) {
		out->between = *last == '.' ? ',' : '.';
		out->point = (size_t)(last - a.s);
		return (*last == '.' ? points : commas) == 1 ? FEED_FINE
							     : FEED_PRICE;
	}
	if (points + commas > 1) {
		if (out->between)
			return FEED_PRICE;
		out->between = *last;
	} else if (points + commas == 1 && out->between) {
		out->point = (size_t)(last - a.s);
	} else if (points + commas == 1) {
		return feed_price_single(a, (size_t)(last - a.s), digits, out);
	}
	return FEED_FINE;
}

/* Appends digits to *value; false when it becomes too large. */
static bool feed_price_digit(int64_t *value, char c)
{
	*value = *value * 10 + (c - '0');
	return *value <= MONEY_MAX;
}

/* Reads the digits before the decimals; thousands are grouped all or not at
 * all. */
static enum feed_reason feed_price_major(
	struct feed_price_part a, char between, int64_t *value)
{
	size_t run = 0;
	bool grouped = false;

	for (size_t i = 0; i < a.len; i++) {
		if (between && a.s[i] == between) {
			if (grouped ? run != 3 : run < 1 || run > 3)
				return FEED_PRICE;
			grouped = true;
			run = 0;
			continue;
		}
		if (!isdigit((unsigned char)a.s[i]) ||
			!feed_price_digit(value, a.s[i]))
			return FEED_PRICE;
		run++;
	}
	return grouped && run != 3 ? FEED_PRICE : FEED_FINE;
}

static enum feed_reason feed_price_minor(
	struct feed_price_part a, int digits, int64_t *value)
{
	size_t n = a.len;

	while (n > (size_t)digits && a.s[n - 1] == '0')
		n--;
	for (size_t i = 0; i < a.len; i++) {
		if (!isdigit((unsigned char)a.s[i]))
			return FEED_PRICE;
	}
	if (n > (size_t)digits)
		return FEED_FINE_PRICE;
	for (size_t i = 0; i < (size_t)digits; i++) {
		if (!feed_price_digit(value, i < n ? a.s[i] : '0'))
			return FEED_PRICE;
	}
	return FEED_FINE;
}

static enum feed_reason feed_price_amount(
	struct feed_price_part a, int digits, int64_t *value)
{
	struct feed_price_shape shape;
	struct feed_price_part part = a;
	enum feed_reason r = feed_price_shape(a, digits, &shape);

	*value = 0;
	if (r)
		return r;
	part.len = shape.point;
	r = feed_price_major(part, shape.between, value);
	if (r)
		return r;
	part.s = a.s + shape.point + (shape.point < a.len);
	part.len = (size_t)(a.s + a.len - part.s);
	return feed_price_minor(part, digits, value);
}

enum feed_reason feed_price(
	const char *s, size_t len, const char *currency, struct money *out)
{
	static const char digit[] = "0123456789";
	char text[FEED_NARROW];
	struct feed_price_part amount;
	struct money m = {0};
	enum feed_reason r;
	size_t end;

	if (!feed_narrow(s, len, text))
		return FEED_PRICE;
	amount.s = text + strcspn(text, digit);
	end = strlen(text);
	while (end > 0 && !isdigit((unsigned char)text[end - 1]))
		end--;
	if (end == 0)
		return FEED_PRICE;
	amount.len = (size_t)(text + end - amount.s);
	memcpy(m.code, currency, 3);
	r = feed_price_currencies(
		feed_price_trim(text, (size_t)(amount.s - text)),
		feed_price_trim(text + end, strlen(text + end)), m.code);
	if (!r)
		r = feed_price_amount(amount, money_digits(m.code), &m.minor);
	if (!r)
		*out = m;
	return r;
}
