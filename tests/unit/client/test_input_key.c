/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/term/input_key.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct {
	const char *name;
	uint32_t key;
} rows[] = {
	{"F9", INPUT_KEY_F9},
	{"F20", INPUT_KEY_F20},
	{"Enter", INPUT_KEY_ENTER},
	{"Alt-Enter", INPUT_KEY_ALT | INPUT_KEY_ENTER},
	{"Shift-Tab", INPUT_KEY_SHIFT | INPUT_KEY_TAB},
	{"Ctrl-F", INPUT_KEY_CTRL | 'f'},
	{"Alt-Shift-A", INPUT_KEY_ALT | INPUT_KEY_SHIFT | 'a'},
	{"Ctrl-Alt-Shift-PageDown",
		INPUT_KEY_CTRL | INPUT_KEY_ALT | INPUT_KEY_SHIFT |
			INPUT_KEY_PAGE_DOWN},
	{"Space", ' '},
	{"Ctrl-Space", INPUT_KEY_CTRL | ' '},
	{"a", 'a'},
	{"A", 'A'},
	{"/", '/'},
	{"-", '-'},
	{"Alt--", INPUT_KEY_ALT | '-'},
	{"あ", 0x3042},
};

static void test_names_there_and_back(void **state)
{
	char name[INPUT_KEY_NAME_MAX];
	uint32_t key = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_string_equal(
			input_key_name(rows[i].key, name), rows[i].name);
		assert_true(input_key_parse(rows[i].name, &key));
		assert_int_equal(key, rows[i].key);
	}
}

static void test_every_named_key_there_and_back(void **state)
{
	char name[INPUT_KEY_NAME_MAX];
	uint32_t key = 0;

	(void)state;
	for (uint32_t k = INPUT_KEY_NAMED; k < INPUT_KEY_AFTER_NAMED; k++) {
		assert_true(input_key_parse(input_key_name(k, name), &key));
		assert_int_equal(key, k);
	}
}

static void test_people_write_it_in_many_ways(void **state)
{
	uint32_t key = 0;

	(void)state;
	assert_true(input_key_parse("shift+alt+f5", &key));
	assert_int_equal(key, INPUT_KEY_ALT | INPUT_KEY_SHIFT | INPUT_KEY_F5);
	assert_true(input_key_parse("CTRL-f", &key));
	assert_int_equal(key, INPUT_KEY_CTRL | 'f');
	assert_true(input_key_parse("Shift-a", &key));
	assert_int_equal(key, 'A');
}

static void test_what_is_no_key(void **state)
{
	static const char *const bad[] = {"", "F0", "F21", "Ctrl-", "Ctrl",
		"Alt-Foo", "ab", "\n", "\x7f", "\xff", "Meta-a", " "};
	uint32_t key = 77;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(input_key_parse(bad[i], &key));
		assert_int_equal(key, 77);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_there_and_back),
		cmocka_unit_test(test_every_named_key_there_and_back),
		cmocka_unit_test(test_people_write_it_in_many_ways),
		cmocka_unit_test(test_what_is_no_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
