/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/utf8.h"

static void every_code_point_comes_back(void **state)
{
	char bytes[UTF8_MAX];
	uint32_t back;

	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		size_t n;

		if (cp == 0xd800)
			cp = 0xe000;
		n = utf8_encode(cp, bytes);
		assert_int_equal(utf8_decode(bytes, n, &back), n);
		assert_int_equal(back, cp);
		if (n > 1) { /* and never from fewer bytes */
			assert_int_equal(
				utf8_decode(bytes, n - 1, &back), n - 1);
			assert_true(back == UTF8_BAD);
		}
	}
}

/* The example of Unicode 15, section 3.9, table 3-8, and what lies at the
 * bounds: each row is the bytes and how many each bad part takes. */
static void bad_parts_are_maximal(void **state)
{
	static const struct {
		const char *bytes;
		size_t parts[8];
	} rows[] = {
		{"\x61\xf1\x80\x80\xe1\x80\xc2\x62", {1, 3, 2, 1, 1}},
		{"\xc0\xaf", {1, 1}},        /* overlong / */
		{"\xe0\x80\xaf", {1, 1, 1}}, /* overlong / */
		{"\xf0\x80\x80\xaf", {1, 1, 1, 1}},
		{"\xed\xa0\x80", {1, 1, 1}},        /* a surrogate */
		{"\xf4\x90\x80\x80", {1, 1, 1, 1}}, /* U+110000 */
		{"\xf5\x80", {1, 1}}, {"\xff\xfe\x80", {1, 1, 1}},
		{"\xe3\x81", {2}}, /* あ cut off */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *s = rows[i].bytes;
		size_t len = strlen(s), at = 0;
		uint32_t cp;

		for (size_t n = 0; at < len; n++) {
			size_t took = utf8_decode(s + at, len - at, &cp);

			assert_int_equal(took, rows[i].parts[n]);
			assert_int_equal(cp == UTF8_BAD, (s[at] & 0x80) != 0);
			at += took;
		}
		assert_false(utf8_valid(s, len));
	}
}

static void counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(utf8_count("", 0), 0);
	assert_int_equal(utf8_count("aé日👍", 10), 4);
	assert_int_equal(utf8_count("a\0b", 3), 3);
	assert_int_equal(utf8_count("\xff\xe3\x81", 3), 2);
	assert_true(utf8_valid("", 0));
	assert_true(utf8_valid("a\0é", 4));
	assert_false(utf8_valid("\xff"
				"a",
		2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_comes_back),
		cmocka_unit_test(bad_parts_are_maximal),
		cmocka_unit_test(counts_code_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
