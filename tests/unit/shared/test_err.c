/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/err.h"

static void names_are_found_again(void **state)
{
	(void)state;
	for (int e = 0; e < ERR_COUNT; e++) {
		assert_int_equal(err_from_name(err_name((enum err)e)), e);
		assert_true(strlen(err_text((enum err)e)) > 0);
	}
	assert_int_equal(err_from_name("no such error"), ERR_COUNT);
	assert_int_equal(err_from_name(""), ERR_COUNT);
}

/* Others have these numbers in their code: none may ever change. */
static void close_codes_stay(void **state)
{
	static const struct {
		enum err err;
		int code;
	} closing[] = {
		{ERR_SIZE, 4001},
		{ERR_UTF8, 4002},
		{ERR_JSON, 4003},
		{ERR_DEPTH, 4004},
		{ERR_VERSION, 4010},
		{ERR_HELLO, 4011},
		{ERR_TOKEN, 4012},
		{ERR_ORIGIN, 4013},
		{ERR_RETAILER, 4014},
		{ERR_FLOOD, 4020},
		{ERR_SLOW, 4021},
		{ERR_RESTART, 4022},
		{ERR_ELSEWHERE, 4023},
		{ERR_NOMEM, 4024},
	};
	size_t n = sizeof(closing) / sizeof(*closing);
	size_t closes = 0;

	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_int_equal(
			err_close_code(closing[i].err), closing[i].code);
	for (int e = 0; e < ERR_COUNT; e++)
		closes += err_closes((enum err)e);
	assert_int_equal(closes, n);
}

static void close_codes_are_apart(void **state)
{
	(void)state;
	for (int a = 0; a < ERR_COUNT; a++) {
		int code = err_close_code((enum err)a);

		assert_int_equal(err_closes((enum err)a), code != 4000);
		if (code == 4000)
			continue;
		assert_in_range(code, 4001, 4999);
		for (int b = 0; b < a; b++)
			assert_int_not_equal(err_close_code((enum err)b), code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_again),
		cmocka_unit_test(close_codes_stay),
		cmocka_unit_test(close_codes_are_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
