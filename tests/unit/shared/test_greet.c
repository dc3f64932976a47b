/* SPDX-License-Identifier: MIT */
/*
 * Rule D3: templates with variables, pages and hours.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/greet.h"
#include "shared/mem.h"

static const struct greet_facts facts = {.value = {
						 [GREET_SHOPPER] = "佐藤",
						 [GREET_ASSOCIATE] = "Aiko",
						 [GREET_PRODUCT] = "",
					 }};

static void check_fill(const char *text, enum err want, const char *filled)
{
	char *out = NULL;

	assert_int_equal(greet_fill(text, &facts, &out), want);
	if (filled)
		assert_string_equal(out, filled);
	else
		assert_null(out);
	mem_free(out);
}

static void test_variables_are_filled_in(void **state)
{
	(void)state;
	check_fill("", ERR_OK, "");
	check_fill(
		"{shopper}さん、{associate}です", ERR_OK, "佐藤さん、Aikoです");
	check_fill("{{shopper}} {{{shopper}}}", ERR_OK, "{shopper} {佐藤}");
	check_fill("The {product}?", ERR_UNKNOWN, NULL);
	check_fill("In {shop}", ERR_UNKNOWN, NULL);
	check_fill("Hi {name}", ERR_FIELD, NULL);
}

static void check_bad(const char *text, size_t want)
{
	size_t at = 99;

	assert_int_equal(greet_check(text, &at), ERR_FIELD);
	assert_int_equal(at, want);
}

static void test_bad_braces_are_found(void **state)
{
	char text[64];
	size_t at;

	(void)state;
	check_bad("Hi {name}", 3);
	check_bad("Hi {shopper", 3);
	check_bad("Hi shopper}", 10);
	check_bad("{}", 0);
	check_bad("{shopper }", 0);
	check_bad("{{{shoppe}", 2);
	check_bad("{{{shopper}}", 11);
	for (int v = 0; v < GREET_VARIABLES; v++) {
		strcpy(text, "{");
		strcat(strcat(text, greet_name(v)), "}");
		assert_int_equal(greet_check(text, &at), ERR_OK);
		assert_true(strlen(greet_help(v)) > 0);
	}
}

static void test_pages(void **state)
{
	const char *url = "https://shop.jp/coats/navy?x=/bags/#/bags/";

	(void)state;
	assert_true(greet_page(NULL, NULL));
	assert_true(greet_page("", url));
	assert_false(greet_page("*", NULL));
	assert_true(greet_page("*", url));
	assert_true(greet_page("/coats/*", url));
	assert_true(greet_page("/coats/navy", url));
	assert_true(greet_page("*a*v*", url));
	assert_false(greet_page("/coats/", url));
	assert_false(greet_page("*bags*", url));
	assert_false(greet_page("shop.jp*", url));
	assert_true(greet_page("/", "https://shop.jp"));
	assert_true(greet_page("/a", "/a?b"));
}

static void test_hours(void **state)
{
	(void)state;
	assert_true(greet_hour(0, 0, 0));
	assert_true(greet_hour(0, 0, 1439));
	assert_true(greet_hour(600, 720, 600));
	assert_false(greet_hour(600, 720, 720));
	assert_true(greet_hour(1320, 120, 1400));
	assert_true(greet_hour(1320, 120, 119));
	assert_false(greet_hour(1320, 120, 120));
	assert_true(greet_hour(1320, 0, 1439));
	assert_false(greet_hour(1320, 0, 0));
}

static void test_times_of_day(void **state)
{
	(void)state;
	assert_string_equal(
		greet_time_of_day(4 * 60, WIRE_LANG_EN), "Good morning");
	assert_string_equal(
		greet_time_of_day(12 * 60, WIRE_LANG_EN), "Good afternoon");
	assert_string_equal(
		greet_time_of_day(18 * 60, WIRE_LANG_EN), "Good evening");
	assert_string_equal(
		greet_time_of_day(3 * 60, WIRE_LANG_JA), "こんばんは");
	assert_string_equal(
		greet_time_of_day(17 * 60, WIRE_LANG_JA), "こんにちは");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_variables_are_filled_in),
		cmocka_unit_test(test_bad_braces_are_found),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_hours),
		cmocka_unit_test(test_times_of_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
