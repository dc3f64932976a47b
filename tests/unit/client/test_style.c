/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "client/term/style.h"

static void test_no_two_inks_share_a_mark(void **state)
{
	(void)state;
	for (uint8_t a = 0; a < STYLE_COUNT; a++)
		for (uint8_t b = 0; b < a; b++)
			assert_int_not_equal(style_mark(a), style_mark(b));
}

static void test_looks(void **state)
{
	(void)state;
	for (int p = 0; p < STYLE_PALETTES; p++) {
		struct style_look bar =
			style_look(STYLE_ACCENT, (enum style_palette)p);

		assert_true(bar.reverse);
		assert_true(style_look(
			STYLE_DEFAULT | STYLE_REVERSE, (enum style_palette)p)
				    .reverse);
	}
	for (uint8_t s = 0; s < STYLE_COUNT; s++) {
		assert_int_equal(style_look(s, STYLE_MONO).colour, -1);
		assert_in_range(style_look(s, STYLE_8).colour + 1, 0, 8);
	}
	assert_int_equal(style_look(STYLE_BLUE, STYLE_DARK).colour, 75);
	assert_int_equal(style_look(STYLE_BLUE, STYLE_LIGHT).colour, 25);
	assert_int_equal(style_look(STYLE_GREY, STYLE_UNKNOWN).colour, 243);
	assert_true(style_look(STYLE_BLUE, STYLE_8).bold);
	assert_true(style_look(STYLE_GREY, STYLE_8).dim);
	assert_true(style_look(STYLE_BLUE_BOLD, STYLE_MONO).bold);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_two_inks_share_a_mark),
		cmocka_unit_test(test_looks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
