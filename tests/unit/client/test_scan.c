/* SPDX-License-Identifier: MIT */
/*
 * What a barcode scanner types is told from what people type.  Rule F4.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/scan.h"

#define JAN "4901234567894"

/* Types each letter, so many milliseconds apart; returns when it is done. */
static int64_t type(struct scan *s, const char *text, int64_t at, int64_t gap)
{
	char one[2] = "";

	for (; *text; text++, at += gap) {
		one[0] = *text;
		scan_typed(s, one, at);
	}
	return at - gap;
}

static void test_burst(void **state)
{
	struct scan s = {0};
	char out[BARCODE_SIZE];
	int64_t at = type(&s, JAN, 1000, 5);

	(void)state;
	assert_true(scan_entered(&s, "wool coat" JAN, at + 5, out));
	assert_string_equal(out, JAN);
	/* Enter once more is only Enter. */
	assert_false(scan_entered(&s, "wool coat" JAN, at + 10, out));
}

/* All at one instant, as when they come in one read. */
static void test_at_once(void **state)
{
	struct scan s = {0};
	char out[BARCODE_SIZE];

	(void)state;
	type(&s, "tea 96385074", 7, 0);
	assert_true(scan_entered(&s, "tea 96385074", 7, out));
	assert_string_equal(out, "96385074");
}

static void test_people_are_slow(void **state)
{
	struct scan s = {0};
	char out[BARCODE_SIZE];
	int64_t at = type(&s, JAN, 1000, SCAN_GAP_MS + 1);

	(void)state;
	assert_false(scan_entered(&s, "wool coat" JAN, at, out));
	at = type(&s, JAN, 1000, 5);
	assert_false(scan_entered(&s, "x" JAN, at + SCAN_GAP_MS + 1, out));
	/* A letter among them ends it. */
	at = type(&s, "49012x34567894", 1000, 5);
	assert_true(scan_entered(&s, "49012x34567894", at, out));
	assert_string_equal(out, "34567894");
}

/* Digits alone, however slowly: a camera, or somebody who reads them out. */
static void test_field(void **state)
{
	static const char *const codes[] = {"96385074", "036000291452", JAN,
		"14901234567891", " " JAN " ", "4 901234 567894"};
	static const char *const others[] = {"", "1234567", "123456789",
		"12345678901", "149012345678911", "4901234-567894", "coat"};
	struct scan s = {0};
	char out[BARCODE_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		assert_true(scan_entered(&s, codes[i], 0, out));
	assert_string_equal(out, JAN);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_false(scan_entered(&s, others[i], 0, out));
}

/* Behind other words, if it is one beyond doubt. */
static void test_behind(void **state)
{
	static const char *const others[] = {"", "coat", "coat 96385075",
		"coat " JAN " ", "coat 1" JAN, "coat 96385074x"};
	char out[BARCODE_SIZE];

	(void)state;
	assert_true(scan_behind("wool coat" JAN, out));
	assert_string_equal(out, JAN);
	assert_true(scan_behind("4 cups ９６３８５０７４", out));
	assert_string_equal(out, "96385074");
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_false(scan_behind(others[i], out));
}

/* With a Japanese input method on, they come full-width. */
static void test_full_width(void **state)
{
	struct scan s = {0};
	char out[BARCODE_SIZE];

	(void)state;
	assert_true(scan_entered(&s, "４９０１２３４５６７８９４", 0, out));
	assert_string_equal(out, JAN);
	for (int i = 0; i < 8; i++)
		scan_typed(&s, "９", 5);
	assert_true(scan_entered(&s, "x", 6, out));
	assert_string_equal(out, "99999999");
}

/* A burst that is no code, or far too long, is none. */
static void test_too_long(void **state)
{
	struct scan s = {0};
	char out[BARCODE_SIZE];

	(void)state;
	for (int i = 0; i < 100000; i++)
		scan_typed(&s, "1", 5);
	assert_false(scan_entered(&s, "x", 5, out));
	for (int i = 0; i < 10; i++)
		scan_typed(&s, "1", 5);
	assert_false(scan_entered(&s, "x", 5, out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_burst),
		cmocka_unit_test(test_at_once),
		cmocka_unit_test(test_people_are_slow),
		cmocka_unit_test(test_field),
		cmocka_unit_test(test_behind),
		cmocka_unit_test(test_full_width),
		cmocka_unit_test(test_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
