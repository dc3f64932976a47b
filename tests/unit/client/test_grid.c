/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/buf.h"
#include "shared/mem.h"

static void check(const struct grid *g, bool styles, const char *want)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	assert_int_equal(grid_dump(g, styles, &out), ERR_OK);
	assert_string_equal(buf_str(&out), want);
	buf_fini(&out);
}

static int small(void **state)
{
	struct grid *g = grid_new(3, 10);

	assert_non_null(g);
	*state = g;
	return 0;
}

static int drop(void **state)
{
	struct grid *g = *state;

	grid_destroy(&g);
	assert_null(g);
	grid_destroy(&g);
	return 0;
}

static void test_text_and_styles(void **state)
{
	struct grid *g = *state;

	assert_int_equal(grid_text(g, 0, 1, 99, STYLE_DEFAULT, "home"), 4);
	assert_int_equal(grid_text(g, 1, 0, 5, STYLE_BLUE_BOLD, "too long"), 5);
	grid_text(g, 2, 2, 9, STYLE_DEFAULT | STYLE_REVERSE, "ok");
	grid_cursor_show(g, 2, 4);
	check(g, true,
		"| home\n"
		"|too l\n"
		"~nnnnn\n"
		"|  ok\n"
		"~..##\n"
		"cursor 2 4\n");
}

static void test_wide_text_is_whole_or_not_there(void **state)
{
	struct grid *g = *state;

	assert_int_equal(grid_text(g, 0, 7, 9, 0, "日本"), 2);
	assert_int_equal(grid_text(g, 1, 0, 5, 0, "日本語"), 4);
	assert_int_equal(grid_text(g, 2, 9, 9, 0, "日"), 0);
	check(g, false, "       日\n日本\n\n");
	assert_int_equal(grid_at(g, 0, 7)->width, 2);
	assert_int_equal(grid_at(g, 0, 8)->width, 0);
}

static void test_clusters(void **state)
{
	struct grid *g = *state;

	/* a mark stays with its base; ｶﾞ is two cells */
	assert_int_equal(grid_text(g, 0, 0, 9, 0, "e\xcc\x81x"), 2);
	assert_string_equal(grid_at(g, 0, 0)->text, "e\xcc\x81");
	assert_int_equal(grid_text(g, 1, 0, 9, 0, "ｶﾞｷ"), 3);
	assert_string_equal(grid_at(g, 1, 0)->text, "ｶ");
	assert_string_equal(grid_at(g, 1, 1)->text, "ﾞ");
	assert_int_equal(grid_text(g, 1, 5, 1, 0, "ｶﾞ"), 0);
	assert_int_equal(grid_text(g, 2, 0, 9, 0, "👍x"), 3);
	check(g, false, "e\xcc\x81x\nｶﾞｷ\n👍x\n");
}

static void test_controls_never_get_into_a_cell(void **state)
{
	struct grid *g = *state;

	assert_int_equal(grid_text(g, 0, 0, 9, 0, "a\033[31m\r\t\xff"), 9);
	check(g, false,
		"a\xef\xbf\xbd[31m\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\n\n\n");
	assert_int_equal(grid_text(g, 1, 0, 9, 0, "\xc2\x9b\xe2\x80\xae"), 2);
	check(g, false,
		"a\xef\xbf\xbd[31m\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\n"
		"\xef\xbf\xbd\xef\xbf\xbd\n\n");
}

static void test_many_marks_do_not_overflow(void **state)
{
	struct grid *g = *state;
	char text[202] = "a";

	for (int i = 0; i < 100; i++)
		memcpy(text + 1 + 2 * i, "\xcc\x81", 2);
	assert_int_equal(grid_text(g, 0, 0, 9, 0, text), 1);
	assert_int_equal(strlen(grid_at(g, 0, 0)->text), 19);
}

static void test_half_of_a_wide_cell_is_overwritten(void **state)
{
	struct grid *g = *state;

	grid_text(g, 0, 0, 9, 0, "日本");
	grid_text(g, 0, 1, 9, 0, "x");
	grid_text(g, 0, 2, 1, 0, "y");
	check(g, false, " xy\n\n\n");
	grid_text(g, 1, 0, 9, 0, "日本");
	grid_text(g, 1, 1, 9, 0, "語");
	check(g, false, " xy\n 語\n\n");
	grid_text(g, 2, 0, 9, 0, "日本語");
	grid_fill(g, 2, 1, 1, 2, 0);
	check(g, false, " xy\n 語\n    語\n");
}

static void test_everything_outside_is_clipped(void **state)
{
	struct grid *g = *state;

	assert_int_equal(grid_text(g, -1, 0, 9, 0, "above"), 5);
	assert_int_equal(grid_text(g, 3, 0, 9, 0, "below"), 5);
	assert_int_equal(grid_text(g, 0, -2, 9, 0, "left"), 4);
	assert_int_equal(grid_text(g, 1, -1, 9, 0, "日x"), 3);
	assert_int_equal(grid_text(g, 2, 8, 9, 0, "right"), 2);
	assert_int_equal(grid_text(g, 2, 0, 0, 0, "x"), 0);
	assert_int_equal(grid_text(g, 2, 0, -5, 0, "x"), 0);
	grid_fill(g, INT_MIN, INT_MIN, 5, 5, STYLE_RED);
	grid_fill(g, 2, 9, INT_MAX, INT_MAX, STYLE_RED);
	grid_cursor_show(g, 77, -3);
	check(g, true,
		"|ft\n"
		"| x\n"
		"|        r\n"
		"~.........r\n"
		"cursor 2 0\n");
}

static void test_right_aligned(void **state)
{
	struct grid *g = *state;

	assert_int_equal(grid_right(g, 0, 10, 9, 0, "¥12,900"), 7);
	assert_int_equal(grid_right(g, 1, 10, 5, 0, "日本語"), 4);
	assert_int_equal(grid_right(g, 2, 4, 10, 0, "abcdef"), 6);
	check(g, false, "   ¥12,900\n      日本\ncdef\n");
}

static void test_lines_and_boxes(void **state)
{
	struct grid *g = *state;

	grid_text(g, 1, 0, 9, 0, "abcdefghij");
	grid_box(g, 0, 1, 3, 5, STYLE_GREY);
	grid_hline(g, 1, 7, 3, 0);
	grid_box(g, 0, 8, 1, 2, 0);
	check(g, true,
		"| ┌───┐\n"
		"~.yyyyy\n"
		"|a│   │g───\n"
		"~.yyyyy\n"
		"| └───┘\n"
		"~.yyyyy\n"
		"cursor hidden\n");
}

static void test_paint_keeps_the_text(void **state)
{
	struct grid *g = *state;

	grid_text(g, 0, 0, 9, 0, "日x");
	grid_paint(g, 0, 0, 1, 99, STYLE_ACCENT | STYLE_REVERSE);
	check(g, true, "|日x\n~AAAAAAAAAA\n|\n|\ncursor hidden\n");
}

static void test_copy_and_same(void **state)
{
	struct grid *g = *state;
	struct grid *h = grid_new(1, 1);

	grid_text(g, 0, 0, 9, STYLE_BLUE, "日x");
	assert_false(grid_same(g, h));
	assert_int_equal(grid_copy(h, g), ERR_OK);
	assert_true(grid_same(g, h));
	grid_cursor_show(g, 0, 0);
	assert_false(grid_same(g, h));
	grid_copy(h, g);
	grid_cursor_show(g, 0, 1);
	assert_false(grid_same(g, h));
	grid_copy(h, g);
	grid_text(g, 2, 9, 1, 0, "z");
	assert_false(grid_same(g, h));
	grid_destroy(&h);
}

static void test_sizes_are_clamped(void **state)
{
	struct grid *g = grid_new(0, -4);

	(void)state;
	assert_int_equal(grid_rows(g), 1);
	assert_int_equal(grid_cols(g), 1);
	assert_int_equal(grid_resize(g, 1 << 20, 2), ERR_OK);
	assert_int_equal(grid_rows(g), GRID_MAX);
	grid_text(g, 999, 0, 2, 0, "日");
	assert_int_equal(grid_resize(g, 2, 2), ERR_OK);
	check(g, false, "\n\n");
	grid_destroy(&g);
}

static void *no_memory(void *ctx, void *p, size_t size)
{
	(void)ctx;
	(void)p;
	(void)size;
	return NULL;
}

static void test_no_memory_keeps_the_page(void **state)
{
	static const struct mem_heap empty = {.resize = no_memory};
	struct grid *g = *state;

	grid_text(g, 0, 0, 9, 0, "kept");
	mem_use(&empty);
	assert_int_equal(grid_resize(g, 30, 100), ERR_NOMEM);
	mem_use(NULL);
	check(g, false, "kept\n\n\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_text_and_styles, small, drop),
		cmocka_unit_test_setup_teardown(
			test_wide_text_is_whole_or_not_there, small, drop),
		cmocka_unit_test_setup_teardown(test_clusters, small, drop),
		cmocka_unit_test_setup_teardown(
			test_controls_never_get_into_a_cell, small, drop),
		cmocka_unit_test_setup_teardown(
			test_many_marks_do_not_overflow, small, drop),
		cmocka_unit_test_setup_teardown(
			test_half_of_a_wide_cell_is_overwritten, small, drop),
		cmocka_unit_test_setup_teardown(
			test_everything_outside_is_clipped, small, drop),
		cmocka_unit_test_setup_teardown(
			test_right_aligned, small, drop),
		cmocka_unit_test_setup_teardown(
			test_lines_and_boxes, small, drop),
		cmocka_unit_test_setup_teardown(
			test_paint_keeps_the_text, small, drop),
		cmocka_unit_test_setup_teardown(
			test_copy_and_same, small, drop),
		cmocka_unit_test(test_sizes_are_clamped),
		cmocka_unit_test_setup_teardown(
			test_no_memory_keeps_the_page, small, drop),
	};

	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
