/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/jscan.h"

static enum err check(const char *s)
{
	return jscan_check(s, strlen(s), 1000, 4, 8);
}

static void passes_objects(void **state)
{
	static const char *const good[] = {"{}", " {\t}\r\n", "{\"a\":1}",
		"{\"a\":[1,-2.5e+3,true,false,null,\"x\"]}",
		"{\"a\":{\"b\":{\"c\":{}}}}", "{\"\":\"\"}",
		"{\"a\":\"[{,:]}\"}", "{\"a\":\"\\\"\\\\\"}",
		"{\"\\u3042\":\"\\\\\",\"あ\":[]}"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_int_equal(check(good[i]), ERR_OK);
}

static void refuses_what_is_no_object(void **state)
{
	static const char *const bad[] = {"", " ", "[]", "1", "null", "\"a\"",
		"{", "}", "{}{}", "{},", "{]", "{\"a\"}", "{\"a\":}",
		"{\"a\":1,}", "{,}", "{\"a\":1 2}", "{\"a\":1,2}", "{1:2}",
		"{\"a\":[1,]}", "{\"a\":[,1]}", "{\"a\":[1}", "{\"a\":[1]",
		"{\"a\"::1}", "{\"a\":\"b}", "{\"a\":\"b\\\"}", "{\"a\":\"b\\",
		"{\"a\":\"\n\"}", "{\"a\":'b'}", "{a:1}", "{\"a\":[1:2]}",
		"{\"a\":\"b\"\"c\"}", "{\"a\" 1}", "{\"a\":1}x",
		"\xef\xbb\xbf{}", "{\"a\":\"\\\n\"}"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(check(bad[i]), ERR_JSON);
	assert_int_equal(jscan_check("{\"a\":\"\0\"}", 9, 99, 4, 8), ERR_JSON);
	assert_int_equal(jscan_check("{\"a\":1\0}", 8, 99, 4, 8), ERR_JSON);
}

static void refuses_bad_utf8(void **state)
{
	(void)state;
	assert_int_equal(check("{\"a\":\"\xff\"}"), ERR_UTF8);
	assert_int_equal(check("{\"a\":\"\xed\xa0\x80\"}"), ERR_UTF8);
	assert_int_equal(check("{\"a\":1}\xe3\x81"), ERR_UTF8);
}

static void limits_hold_to_the_one(void **state)
{
	const char *eight = "{\"a\":[1,2,3,4,5,6]}";
	const char *deep = "{\"a\":[[[]]]}";
	size_t len = strlen(eight);

	(void)state;
	assert_int_equal(jscan_check(eight, len, len, 2, 8), ERR_OK);
	assert_int_equal(jscan_check(eight, len, len - 1, 2, 8), ERR_SIZE);
	assert_int_equal(jscan_check(eight, len, len, 1, 8), ERR_DEPTH);
	assert_int_equal(jscan_check(eight, len, len, 2, 7), ERR_SIZE);
	assert_int_equal(check(deep), ERR_OK);
	assert_int_equal(jscan_check(deep, strlen(deep), 99, 3, 8), ERR_DEPTH);
}

/* The frame that this is for: it is refused by its count, wherever it ends. */
static void bombs_are_refused(void **state)
{
	static char bomb[65536] = "{\"a\":[";
	size_t at = strlen(bomb);

	(void)state;
	for (; at + 4 < sizeof(bomb); at += 3)
		memcpy(bomb + at, "{},", 3);
	assert_int_equal(jscan_check(bomb, at, sizeof(bomb), 8, 256), ERR_SIZE);
	memset(bomb + 5, '[', sizeof(bomb) - 5);
	assert_int_equal(
		jscan_check(bomb, sizeof(bomb), sizeof(bomb), JSCAN_DEPTH, 256),
		ERR_DEPTH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passes_objects),
		cmocka_unit_test(refuses_what_is_no_object),
		cmocka_unit_test(refuses_bad_utf8),
		cmocka_unit_test(limits_hold_to_the_one),
		cmocka_unit_test(bombs_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
