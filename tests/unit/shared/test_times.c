/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "shared/times.h"

static const struct {
	const char *text;
	int64_t at;
} rows[] = {
	{"1970-01-01T00:00:00.000000Z", 0},
	{"1969-12-31T23:59:59.999999Z", -1},
	{"2000-02-29T12:34:56.000007Z", 951827696000007},
	{"2026-11-22T19:36:51.123456Z", 1795376211123456},
	{"0001-01-01T00:00:00.000000Z", TIMES_MIN},
	{"9999-12-31T23:59:59.999999Z", TIMES_MAX},
};

#define ROWS (sizeof(rows) / sizeof(*rows))

static void formats_and_parses(void **state)
{
	char text[TIMES_SIZE];
	int64_t at;

	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		assert_string_equal(
			times_format(rows[i].at, text), rows[i].text);
		assert_int_equal(times_parse(text, strlen(text), &at), ERR_OK);
		assert_true(at == rows[i].at);
	}
}

static void parses_what_others_write(void **state)
{
	static const char *const same[] = {"2026-11-22T18:30:00+09:00",
		"2026-11-22T09:30:00Z", "2026-11-22t09:30:00.0z",
		"2026-11-22 09:30:00-00:00", "2026-11-21T22:00:00-11:30",
		"2026-11-22T09:29:60Z", "2026-11-22T09:30:00.0000009Z"};
	int64_t at;

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		assert_int_equal(
			times_parse(same[i], strlen(same[i]), &at), ERR_OK);
		assert_true(at == INT64_C(1795339800000000));
	}
	assert_int_equal(times_parse("1970-01-01T00:00:00.25Z", 23, &at), 0);
	assert_int_equal(at, 250000);
}

static void refuses_the_rest(void **state)
{
	static const char *const bad[] = {"", "2026-11-22", "2026-11-22T09:30Z",
		"2026-11-22T09:30:00", "2026-13-01T00:00:00Z",
		"2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
		"2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
		"2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
		"2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z",
		"2026-01-01T00:00:00+9:00", "2026-01-01T00:00:00+24:00",
		"2026-01-01T00:00:00Zx", "2026-01-01T00:00:00 Z",
		"+026-01-01T00:00:00Z", "0000-12-31T23:59:59Z",
		"0001-01-01T00:00:00+00:01", "9999-12-31T23:59:60Z",
		"2026-01-01T00:00:00+0900", "２026-01-01T00:00:00Z"};
	int64_t at = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_int_equal(
			times_parse(bad[i], strlen(bad[i]), &at), ERR_FIELD);
		assert_int_equal(at, 7);
	}
}

/* Every day of 4,000 years, against libc. */
static void dates_agree_with_libc(void **state)
{
	int year, month, dom;

	(void)state;
	for (int64_t day = -800000; day < 800000; day += 7 + (day % 5)) {
		time_t t = (time_t)day * 86400;
		struct tm tm;

		gmtime_r(&t, &tm);
		times_date(day, &year, &month, &dom);
		assert_int_equal(year, tm.tm_year + 1900);
		assert_int_equal(month, tm.tm_mon + 1);
		assert_int_equal(dom, tm.tm_mday);
		assert_int_equal(times_weekday(day), tm.tm_wday);
		assert_true(times_day(year, month, dom) == day);
	}
	assert_true(times_day(2026, 1, 32) == times_day(2026, 2, 1));
}

static void divides_downwards(void **state)
{
	(void)state;
	assert_int_equal(times_floor(7, 2), 3);
	assert_int_equal(times_floor(-7, 2), -4);
	assert_int_equal(times_floor(-8, 2), -4);
	assert_int_equal(times_floor(0, 2), 0);
}

static void knows_which_days_there_are(void **state)
{
	(void)state;
	assert_true(times_is_date(2024, 2, 29));
	assert_false(times_is_date(2026, 2, 29));
	assert_true(times_is_date(2000, 2, 29));
	assert_false(times_is_date(1900, 2, 29));
	assert_true(times_is_date(2026, 12, 31));
	assert_false(times_is_date(2026, 9, 31));
	assert_false(times_is_date(2026, 0, 1));
	assert_false(times_is_date(2026, 13, 1));
	assert_false(times_is_date(2026, 1, 0));
	assert_false(times_is_date(2026, 1, -1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_and_parses),
		cmocka_unit_test(parses_what_others_write),
		cmocka_unit_test(refuses_the_rest),
		cmocka_unit_test(dates_agree_with_libc),
		cmocka_unit_test(divides_downwards),
		cmocka_unit_test(knows_which_days_there_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
