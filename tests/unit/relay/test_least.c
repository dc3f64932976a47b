/* SPDX-License-Identifier: MIT */
/* Which clients are served (A7). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "relay/gate/least.h"

static void test_valid(void **state)
{
	(void)state;
	assert_true(least_valid(""));
	assert_true(least_valid("1"));
	assert_true(least_valid("0.12.3"));
	assert_false(least_valid("1."));
	assert_false(least_valid(".1"));
	assert_false(least_valid("1..2"));
	assert_false(least_valid("v1"));
	assert_false(least_valid("1.2-rc1"));
	assert_false(least_valid(" 1"));
}

static void test_reached(void **state)
{
	static const struct {
		const char *least, *version;
		bool reached;
	} cases[] = {
		{NULL, "0.1.0", true},
		{"", "0.1.0", true},
		{"0.1.0", "0.1.0", true},
		{"0.1", "0.1.0", true},
		{"0.1.0", "0.1", true},
		{"0.1.1", "0.1", false},
		{"0.9.0", "0.10.0", true}, /* numbers, not letters */
		{"0.10.0", "0.9.9", false},
		{"1", "0.99.99", false},
		{"0.99.99", "1", true},
		{"1.2.0", "1.2.0-rc1", true},
		{"1.2.1", "1.2-7.9", false},
		{"99999999999999999999", "99999999999999999999", true},
		{"1", "99999999999999999999", true},
		{"1", "", false},
		{"1", "new", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
			least_reached(cases[i].least, cases[i].version),
			cases[i].reached);
}

/* Others than noren are judged by the protocol's version alone. */
static void test_serves(void **state)
{
	(void)state;
	assert_true(least_serves("0.2.0", "noren 0.2.0"));
	assert_false(least_serves("0.2.0", "noren 0.1.9"));
	assert_true(least_serves("", "noren 0.1.9"));
	assert_true(least_serves("0.2.0", "norenflow 0.1.0"));
	assert_true(least_serves("0.2.0", "noren nightly"));
	assert_true(least_serves("0.2.0", ""));
	assert_true(least_serves("0.2.0", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_reached),
		cmocka_unit_test(test_serves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
