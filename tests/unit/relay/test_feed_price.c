/* SPDX-License-Identifier: MIT */
/* Rule E6 in feeds: prices as shops write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "relay/catalog/feed_price.h"

struct price {
	const char *text, *currency, *is;
};

/* "1234 EUR" in minor units, or the word of the reason. */
static void expect(const struct price *p)
{
	char is[64];
	struct money m = {.minor = -1, .code = "???"};
	enum feed_reason r =
		feed_price(p->text, strlen(p->text), p->currency, &m);

	if (r) {
		assert_int_equal(m.minor, -1);
		snprintf(is, sizeof(is), "%s", feed_reason_word(r));
	} else {
		snprintf(is, sizeof(is), "%lld %s", (long long)m.minor, m.code);
	}
	if (strcmp(is, p->is) != 0)
		fail_msg("\"%s\" (%s): %s instead of %s", p->text, p->currency,
			is, p->is);
}

static void expect_all(const struct price *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		expect(&p[i]);
}
#define EXPECT(table) expect_all(table, sizeof(table) / sizeof(table[0]))

static void currencies_are_codes_or_signs(void **state)
{
	static const struct price table[] = {
		{"12800 JPY", "USD", "12800 JPY"},
		{"JPY 12800", "USD", "12800 JPY"},
		{"jpy12800", "USD", "12800 JPY"},
		{"12800", "JPY", "12800 JPY"},
		{"48", "EUR", "4800 EUR"},
		{"¥12,800", "JPY", "12800 JPY"},
		{"￥１２，８００", "JPY", "12800 JPY"},
		{"12,800円", "USD", "12800 JPY"},
		{"12,800 円（税込）", "JPY", "12800 JPY"},
		{"48.00 EUR", "JPY", "4800 EUR"},
		{"€48.00", "JPY", "4800 EUR"},
		{"48,00 €", "JPY", "4800 EUR"},
		{"US$ 1,234.50", "JPY", "123450 USD"},
		{"US$1 USD", "JPY", "100 USD"},
		{"$48.00 CAD", "JPY", "4800 CAD"},
		{"CAD $48.00", "USD", "price"},
		{"$5", "USD", "500 USD"},
		{"$5", "AUD", "500 AUD"},
		{"100 kr", "SEK", "10000 SEK"},
		{"19 zł", "EUR", "1900 PLN"},
		{"KWD 1.250", "EUR", "1250 KWD"},
		{"  12 800\xc2\xa0JPY ", "USD", "12800 JPY"},
	};

	(void)state;
	EXPECT(table);
}

static void a_sign_of_several_is_not_guessed(void **state)
{
	static const struct price table[] = {
		{"$5", "JPY", "ambiguous"},
		{"¥500", "USD", "ambiguous"},
		{"¥500", "CNY", "50000 CNY"},
		{"kr 5", "EUR", "ambiguous"},
		{"元5", "JPY", "ambiguous"},
	};

	(void)state;
	EXPECT(table);
}

static void decimals_are_what_the_currency_has(void **state)
{
	static const struct price table[] = {
		{"1.234,50 EUR", "JPY", "123450 EUR"},
		{"1,234.50 EUR", "JPY", "123450 EUR"},
		{"1 234,50 EUR", "JPY", "123450 EUR"},
		{"1'234.50 CHF", "JPY", "123450 CHF"},
		{"1’234.50 CHF", "JPY", "123450 CHF"},
		{"1.234.567 EUR", "JPY", "123456700 EUR"},
		{"1,234,567 JPY", "JPY", "1234567 JPY"},
		{"1.234.567,8 EUR", "JPY", "123456780 EUR"},
		{"12,5 EUR", "JPY", "1250 EUR"},
		{"12.5 EUR", "JPY", "1250 EUR"},
		{"1,500 USD", "JPY", "150000 USD"},
		{"12800.00 JPY", "JPY", "12800 JPY"},
		{"12800.0 JPY", "JPY", "12800 JPY"},
		{"12,800.00 JPY", "JPY", "12800 JPY"},
		{"12800.000 JPY", "JPY", "12800 JPY"},
		{"48.5000 EUR", "JPY", "4850 EUR"},
		{"0.500 EUR", "JPY", "50 EUR"},
		{"0,500 KWD", "JPY", "500 KWD"},
		{"1,234.567 KWD", "JPY", "1234567 KWD"},
		{"1.250 KWD", "JPY", "1250 KWD"},
		{"0 JPY", "JPY", "0 JPY"},
		{"0.00", "USD", "0 USD"},
		{"1000000000000000 JPY", "JPY", "1000000000000000 JPY"},
	};

	(void)state;
	EXPECT(table);
}

static void what_can_be_read_in_two_ways_is_refused(void **state)
{
	static const struct price table[] = {
		{"1.234 EUR", "JPY", "ambiguous"},
		{"48.000 EUR", "JPY", "ambiguous"},
		{"12.800 JPY", "JPY", "ambiguous"},
		{"980.000 JPY", "JPY", "ambiguous"},
		{"1,250 KWD", "JPY", "ambiguous"},
	};

	(void)state;
	EXPECT(table);
}

static void what_is_no_price_is_refused(void **state)
{
	static const struct price table[] = {
		{"", "JPY", "price"},
		{"JPY", "JPY", "price"},
		{"free", "JPY", "price"},
		{"-5 EUR", "JPY", "price"},
		{"5-10 EUR", "JPY", "price"},
		{"from 5 EUR", "JPY", "price"},
		{"5 EUR each", "JPY", "price"},
		{"1e5 JPY", "JPY", "price"},
		{"1,23,456 JPY", "JPY", "price"},
		{"1234,567,890 JPY", "JPY", "price"},
		{"12,34.50 EUR", "JPY", "price"},
		{"1.2.3,4 EUR", "JPY", "price"},
		{"1,2.3,4 EUR", "JPY", "price"},
		{"1 2 EUR", "JPY", "price"},
		{"1 234'567 JPY", "JPY", "price"},
		{"1 234.567.890 JPY", "JPY", "price"},
		{"=1+1", "JPY", "price"},
		{"1000000000000001 JPY", "JPY", "price"},
		{"99999999999999999999999999 JPY", "JPY", "price"},
		{"10000000000000.01 EUR", "JPY", "price"},
		{"12.345,678 EUR", "JPY", "fine_price"},
		{"1.5 JPY", "JPY", "fine_price"},
		{"0.234 EUR", "JPY", "fine_price"},
		{"5 XYZ", "JPY", "currency"},
		{"5 EUR", "JPY", "500 EUR"},
		{"USD 5 EUR", "JPY", "currency"},
		{"€5 USD", "JPY", "currency"},
		{"$5 EUR", "JPY", "ambiguous"},
		{"\xff"
		 "5",
			"JPY", "price"},
	};
	char many[400];

	(void)state;
	EXPECT(table);
	memset(many, '1', sizeof(many) - 1);
	many[sizeof(many) - 1] = '\0';
	expect(&(struct price){many, "JPY", "price"});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(currencies_are_codes_or_signs),
		cmocka_unit_test(a_sign_of_several_is_not_guessed),
		cmocka_unit_test(decimals_are_what_the_currency_has),
		cmocka_unit_test(what_can_be_read_in_two_ways_is_refused),
		cmocka_unit_test(what_is_no_price_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
