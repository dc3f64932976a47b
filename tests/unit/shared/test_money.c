/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/money.h"

static const struct {
	struct money money;
	const char *en, *ja, *written;
} rows[] = {
	{{12800, "JPY"}, "¥12,800", "¥12,800", "12800 JPY"},
	{{12900, "USD"}, "$129.00", "$129.00", "129.00 USD"},
	{{1250, "KWD"}, "KWD 1.250", "KWD 1.250", "1.250 KWD"},
	{{-500, "JPY"}, "-¥500", "-¥500", "-500 JPY"},
	{{-5, "EUR"}, "-€0.05", "-€0.05", "-0.05 EUR"},
	{{0, "GBP"}, "£0.00", "£0.00", "0.00 GBP"},
	{{123456789, "CNY"}, "CN¥1,234,567.89", "元1,234,567.89",
		"1234567.89 CNY"},
	{{1000, "KRW"}, "₩1,000", "₩1,000", "1000 KRW"},
	{{100050, "TWD"}, "NT$1,000.50", "NT$1,000.50", "1000.50 TWD"},
	{{99, "HKD"}, "HK$0.99", "HK$0.99", "0.99 HKD"},
	{{100, "AUD"}, "A$1.00", "A$1.00", "1.00 AUD"},
	{{100, "CAD"}, "CA$1.00", "CA$1.00", "1.00 CAD"},
	{{123400, "CHF"}, "CHF 1,234.00", "CHF 1,234.00", "1234.00 CHF"},
	{{-MONEY_MAX, "CNY"}, "-CN¥10,000,000,000,000.00",
		"-元10,000,000,000,000.00", "-10000000000000.00 CNY"},
	{{-MONEY_MAX, "VND"}, "-₫1,000,000,000,000,000",
		"-₫1,000,000,000,000,000", "-1000000000000000 VND"},
};

#define ROWS (sizeof(rows) / sizeof(*rows))

static void shows_and_writes(void **state)
{
	char text[MONEY_SIZE];
	struct money back;

	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		const struct money *m = &rows[i].money;

		assert_string_equal(money_show(m, MONEY_EN, text), rows[i].en);
		assert_string_equal(money_show(m, MONEY_JA, text), rows[i].ja);
		assert_string_equal(money_write(m, text), rows[i].written);
		assert_int_equal(
			money_parse(text, strlen(text), &back), ERR_OK);
		assert_true(back.minor == m->minor);
		assert_string_equal(back.code, m->code);
	}
}

static void adds_up_to_what_can_be_said(void **state)
{
	struct money m = {.minor = MONEY_SUM_MAX, .code = "KWD"};
	char text[MONEY_SIZE];
	int64_t sum = 5;

	(void)state;
	money_add(&sum, 7);
	assert_int_equal(sum, 12);
	for (int i = 0; i < 12; i++)
		money_add(&sum, MONEY_MAX);
	assert_int_equal(sum, MONEY_SUM_MAX);
	assert_string_equal(
		money_show(&m, MONEY_EN, text), "KWD 9,007,199,254,740.991");
	assert_string_equal(money_write(&m, text), "9007199254740.991 KWD");
}

static void shows_what_it_does_not_know(void **state)
{
	struct money m = {-12800, "XYZ"};
	char text[MONEY_SIZE];

	(void)state;
	assert_false(money_known("XYZ"));
	assert_false(money_known("jpy"));
	assert_false(money_known(""));
	assert_string_equal(money_show(&m, MONEY_EN, text), "-XYZ 12,800");
}

static void parses_what_feeds_say(void **state)
{
	static const struct {
		const char *text;
		int64_t minor;
	} good[] = {
		{"129.00 USD", 12900},
		{"129 USD", 12900},
		{"129.5 USD", 12950},
		{"USD 129.50", 12950},
		{"1,129.50 USD", 112950},
		{"12,800 JPY", 12800},
		{"120 JPY", 120},
		{"JPY 120", 120},
		{"007 JPY", 7},
		{"-5 EUR", -500},
		{"1000000000000000 JPY", MONEY_MAX},
	};
	struct money m;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		const char *s = good[i].text;

		assert_int_equal(money_parse(s, strlen(s), &m), ERR_OK);
		assert_true(m.minor == good[i].minor);
	}
}

static void refuses_the_rest(void **state)
{
	static const char *const bad[] = {"", "USD", "129", " USD", "USD ",
		"12.5 JPY", "12. USD", ".5 USD", "1.001 USD", "1,00 USD",
		"1234,567 JPY", ",123 JPY", "1,234,56 JPY", "1,, JPY",
		"129 usd", "129 XYZ", "129USD", "129  USD", "--1 USD", "+1 USD",
		"- USD", "1000000000000001 JPY", "99999999999999999999 JPY",
		"10000000000000.01 USD", "1 USD ", "0x10 JPY", "1e3 JPY",
		"１２ JPY", "NaN USD", "1,000,000,000,000,000,000,000 JPY"};
	struct money m = {1, "JPY"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(
			money_parse(bad[i], strlen(bad[i]), &m), ERR_FIELD);
	assert_int_equal(m.minor, 1);
}

static void knows_minor_units(void **state)
{
	(void)state;
	assert_int_equal(money_digits("JPY"), 0);
	assert_int_equal(money_digits("USD"), 2);
	assert_int_equal(money_digits("KWD"), 3);
	assert_int_equal(money_digits("TWD"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_and_writes),
		cmocka_unit_test(adds_up_to_what_can_be_said),
		cmocka_unit_test(shows_what_it_does_not_know),
		cmocka_unit_test(parses_what_feeds_say),
		cmocka_unit_test(refuses_the_rest),
		cmocka_unit_test(knows_minor_units),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
