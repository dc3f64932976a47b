/* SPDX-License-Identifier: MIT */
#include "relay/gate/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void test_what_an_origin_is(void **state)
{
	static const char *const good[] = {"https://shop.example",
		"http://localhost:8080", "http://127.0.0.1", "http://[::1]:80",
		"https://xn--eckwd4c7c.example"};
	static const char *const bad[] = {"", "null", "shop.example",
		"ftp://shop.example", "https://", "https://:80",
		"https://shop.example/",
		"https://shop.example:", "https://shop.example:123456",
		"https://Shop.example", "https://a b", "https://a\"",
		"https://*.example", "https://-a", "https://a@b", "http://[::1",
		"https://a;script-src"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(origin_valid(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(origin_valid(bad[i]));
}

static void test_lists(void **state)
{
	const char *list = "https://a.example\n\n  https://b.example:1\t\r\n"
			   "http://c";
	struct buf b;
	int line = 0;

	(void)state;
	assert_int_equal(origin_check(list, &line), ERR_OK);
	assert_true(origin_listed(list, "https://a.example"));
	assert_true(origin_listed(list, "https://b.example:1"));
	assert_true(origin_listed(list, "http://c"));
	assert_false(origin_listed(list, "https://b.example"));
	assert_false(origin_listed(list, "https://a.example.evil"));
	assert_false(origin_listed(list, ""));
	assert_false(origin_listed("", "https://a.example"));
	assert_int_equal(origin_check("https://a\n\nnope\n", &line), ERR_FIELD);
	assert_int_equal(line, 3);
	buf_init(&b, 1000);
	assert_int_equal(origin_add_all(list, &b), ERR_OK);
	assert_string_equal(
		b.data, " https://a.example https://b.example:1 http://c");
	buf_fini(&b);
}

static void test_own_origin(void **state)
{
	(void)state;
	assert_true(origin_own("", "chat.example:8", "http://chat.example:8"));
	assert_true(origin_own("", "chat.example", "https://chat.example"));
	assert_false(origin_own("", "chat.example", "https://shop.example"));
	assert_false(origin_own("", "chat.example", "null"));
	assert_false(origin_own("", "", "https://"));
	assert_true(origin_own(
		"https://chat.example", "inside:80", "https://chat.example"));
	assert_false(origin_own(
		"https://chat.example", "inside:80", "http://inside:80"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_an_origin_is),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_own_origin),
	};

	return cmocka_run_group_tests_name("origin", tests, NULL, NULL);
}
