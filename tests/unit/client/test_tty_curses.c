/* SPDX-License-Identifier: MIT */
/* The terminal layer on a real pty: tests/tools/ttydemo shows a page, libvterm
 * reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "tests/lib/vt.h"

#define FIELD_ROW(rows) ((rows)-3)

static const char *program(void)
{
	static char path[500];
	const char *build = getenv("NOREN_BUILD");

	snprintf(path, sizeof(path), "%s/tests/tools/ttydemo",
		build ? build : "build/debug");
	return path;
}

static struct vt *demo(int rows, int cols, const char *env, const char *option)
{
	const char *const argv[] = {program(), option, NULL};
	const char *const envs[] = {env, NULL};
	struct vt *v = vt_start(argv, env ? envs : NULL, rows, cols);

	if (rows > 5 && cols > 20)
		assert_true(vt_wait_text(v, "F10 leave", VT_MS));
	vt_settle(v, 20);
	return v;
}

static void leave(struct vt **v)
{
	vt_send(*v, "\033[21~");
	assert_int_equal(vt_wait_exit(*v, VT_MS), 0);
	assert_false(vt_alternate(*v));
	vt_stop(v);
}

/* The bytes that a key costs.  What it shows is waited for; that nothing
 * follows can only be seen by waiting. */
static size_t cost(struct vt *v, const char *keys, const char *shown)
{
	size_t before, after;

	vt_output(v, &before);
	vt_send(v, keys);
	assert_true(vt_wait_text(v, shown, VT_MS));
	vt_settle(v, 20);
	vt_output(v, &after);
	return after - before;
}

static void test_first_frame(void **state)
{
	struct vt *v = demo(30, 100, NULL, NULL);
	int row, col;

	(void)state;
	assert_true(vt_alternate(v));
	assert_string_equal(
		vt_row(v, 0), " ttydemo  blue  grey  (o)  red  reverse");
	assert_memory_equal(vt_row(v, 1), "──────────", 30);
	assert_string_equal(vt_row(v, 29), " F10 leave");
	assert_true(vt_cursor(v, &row, &col));
	assert_int_equal(row, FIELD_ROW(30));
	assert_int_equal(col, 1);
	leave(&v);
}

static bool field_empty(struct vt *v, void *ctx)
{
	(void)ctx;
	return vt_row(v, FIELD_ROW(30))[0] == '\0';
}

static void test_a_chat_line_costs_130_bytes(void **state)
{
	static const char *const text[] = {
		"Hi, do you have this coat in M in Ginza?",
		"Could you hold one until Saturday? 土曜日に行きます。"};
	struct vt *v = demo(30, 100, NULL, NULL);
	char shown[200];
	size_t before, after;

	(void)state;
	for (int i = 0; i < 12; i++) {
		snprintf(shown, sizeof(shown), "%d %s", i, text[i % 2]);
		cost(v, shown, shown);
		vt_output(v, &before);
		vt_send(v, "\r");
		assert_true(vt_wait(v, field_empty, NULL, VT_MS));
		vt_settle(v, 20);
		vt_output(v, &after);
		assert_true(vt_wait_text(v, shown, VT_MS));
		assert_in_range(after - before, strlen(shown), 130);
	}
	leave(&v);
}

static void test_a_countdown_step_costs_40_bytes(void **state)
{
	struct vt *v = demo(30, 100, NULL, NULL);
	char shown[16];

	(void)state;
	cost(v, "\033OQ", "90 s");
	for (int left = 89; left > 70; left--) {
		snprintf(shown, sizeof(shown), " %d s", left);
		assert_in_range(cost(v, "\033OP", shown), 1, 40);
	}
	leave(&v);
}

/* F3 only draws; the event that follows it shows that it was seen. */
static void test_drawing_the_same_costs_nothing(void **state)
{
	struct vt *v = demo(24, 80, NULL, NULL);

	(void)state;
	assert_int_equal(cost(v, "\033OR\033ORx", " x"), 1);
	leave(&v);
}

static void test_bursts_are_one_frame(void **state)
{
	struct vt *v = demo(30, 100, NULL, NULL);
	char keys[20 * 100 + 1] = "";

	(void)state;
	for (int i = 0; i < 100; i++)
		snprintf(keys + strlen(keys), sizeof(keys) - strlen(keys),
			"line %d\r", i);
	assert_in_range(cost(v, keys, "line 99"), 1, 1500);
	leave(&v);
}

static struct vt_cell cell_of(struct vt *v, const char *text)
{
	int row, col;

	assert_true(vt_find(v, text, &row, &col));
	return vt_cell(v, row, col);
}

static void check_colours(struct vt *v, int blue, int grey, int green, int red)
{
	assert_int_equal(cell_of(v, "blue").fg, blue);
	assert_int_equal(cell_of(v, "grey").fg, grey);
	assert_int_equal(cell_of(v, "(o)").fg, green);
	assert_int_equal(cell_of(v, "red").fg, red);
	assert_true(cell_of(v, "ttydemo").bold);
	assert_true(cell_of(v, "blue").bold);
	assert_true(cell_of(v, "reverse").reverse);
	assert_int_equal(cell_of(v, "reverse").fg, -1);
	assert_int_equal(cell_of(v, "blue").bg, -1);
}

static void test_256_colours(void **state)
{
	struct vt *v = demo(24, 80, NULL, NULL);

	(void)state;
	check_colours(v, 32, 243, 34, 160);
	leave(&v);
	v = demo(24, 80, NULL, "dark");
	check_colours(v, 75, 246, 77, 203);
	leave(&v);
	v = demo(24, 80, NULL, "light");
	check_colours(v, 25, 241, 28, 124);
	leave(&v);
}

static bool is_dark(struct vt *v, void *ctx)
{
	(void)ctx;
	return cell_of(v, "blue").fg == 75;
}

static bool is_light(struct vt *v, void *ctx)
{
	(void)ctx;
	return cell_of(v, "blue").fg == 25;
}

static void test_background_is_asked_and_its_answer_taken(void **state)
{
	struct vt *v = demo(24, 80, NULL, NULL);

	(void)state;
	assert_true(vt_wait_output(v, "\033]11;?\033\\", VT_MS));
	vt_send(v, "\033]11;rgb:1e1e/1e1e/2e2e\033\\");
	assert_true(vt_wait(v, is_dark, NULL, VT_MS));
	vt_send(v, "\033]11;rgb:ffff/ffff/ffff\007");
	assert_true(vt_wait(v, is_light, NULL, VT_MS));
	check_colours(v, 25, 241, 28, 124);
	leave(&v);
}

static void test_a_theme_that_was_chosen_stays(void **state)
{
	struct vt *v = demo(24, 80, NULL, "dark");
	size_t len;

	(void)state;
	vt_send(v, "\033]11;rgb:ffff/ffff/ffff\033\\");
	cost(v, "x", " x");
	check_colours(v, 75, 246, 77, 203);
	assert_null(strstr(vt_output(v, &len), "]11;?"));
	leave(&v);
}

static void test_8_colours(void **state)
{
	struct vt *v = demo(24, 80, "TERM=linux", NULL);
	size_t len;
	const char *out;

	(void)state;
	check_colours(v, 4, -1, 2, 1);
	out = vt_output(v, &len);
	assert_non_null(strstr(out, "\033[0;10;2m")); /* grey is dim */
	assert_null(strstr(out, "]11;"));
	assert_null(strstr(out, "\033[>"));
	assert_null(strstr(out, "\033[c"));
	vt_send(v, "\033[21~");
	assert_int_equal(vt_wait_exit(v, VT_MS), 0);
	vt_stop(&v);
}

static void test_monochrome(void **state)
{
	struct vt *v = demo(24, 80, NULL, "mono");
	size_t len;

	(void)state;
	check_colours(v, -1, -1, -1, -1);
	assert_null(strstr(vt_output(v, &len), "\033[3"));
	assert_null(strstr(vt_output(v, &len), "8;5;"));
	leave(&v);
	v = demo(24, 80, "TERM=vt100", NULL);
	check_colours(v, -1, -1, -1, -1);
	vt_send(v, "\033[21~");
	assert_int_equal(vt_wait_exit(v, VT_MS), 0);
	vt_stop(&v);
}

static void test_borders_are_ascii_where_lines_are_wide(void **state)
{
	struct vt *v = demo(24, 80, NULL, "ascii");

	(void)state;
	assert_memory_equal(vt_row(v, 1), "----------", 10);
	leave(&v);
}

/* This terminal says that the line took two cells; libvterm's own answer,
 * that it took one, comes later and finds the question answered. */
static void test_wide_lines_are_found_out(void **state)
{
	const char *const argv[] = {program(), NULL};
	struct vt *v = vt_start(argv, NULL, 24, 80);
	size_t len;

	(void)state;
	vt_send(v, "\033[2;3R");
	assert_true(vt_wait_text(v, "-----", VT_MS));
	assert_true(vt_wait_no_text(v, "─", VT_MS));
	assert_non_null(strstr(vt_output(v, &len), "─\033[6n"));
	leave(&v);
}

static void test_unknown_terminals_are_taken_for_xterm(void **state)
{
	struct vt *v = demo(24, 80, "TERM=unheard-of", NULL);

	(void)state;
	assert_int_equal(cell_of(v, "blue").fg, 32);
	leave(&v);
}

static void test_terminals_that_cannot_show_a_page(void **state)
{
	static const char *const terms[] = {"TERM=dumb", "TERM"};
	const char *const argv[] = {program(), NULL};

	(void)state;
	for (int i = 0; i < 2; i++) {
		const char *const env[] = {terms[i], NULL};
		struct vt *v = vt_start(argv, env, 24, 80);
		int status = vt_wait_exit(v, VT_MS);

		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
		assert_string_equal(vt_row(v, 0), "ttydemo: no terminal");
		vt_stop(&v);
	}
}

static void test_resize(void **state)
{
	static const int sizes[][2] = {{24, 80}, {30, 100}, {12, 40}, {5, 20},
		{1, 1}, {2, 3}, {1, 200}, {60, 1}, {24, 80}};
	struct vt *v = demo(24, 80, NULL, NULL);

	(void)state;
	vt_send(v, "日本語です\r");
	assert_true(vt_wait_text(v, "日本語です", VT_MS));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		vt_resize(v, sizes[i][0], sizes[i][1]);
		if (sizes[i][1] >= 40)
			assert_true(vt_wait_text(v, "F10 leave", VT_MS));
		vt_settle(v, 20);
	}
	assert_true(vt_wait_text(v, "日本語です", VT_MS));
	assert_string_equal(vt_row(v, 23), " F10 leave");
	leave(&v);
}

static void test_starting_tiny(void **state)
{
	struct vt *v = demo(1, 1, NULL, NULL);

	(void)state;
	assert_true(vt_wait_output(v, "\033[c", VT_MS));
	vt_send(v, "x");
	vt_resize(v, 24, 80);
	assert_true(vt_wait_text(v, " x", VT_MS));
	leave(&v);
}

static void test_a_letter_split_over_two_reads(void **state)
{
	struct vt *v = demo(24, 80, NULL, "events");

	(void)state;
	vt_send_bytes(v, "\xe3\x81", 2);
	vt_settle(v, 100); /* longer than ESC's time-out */
	vt_send_bytes(v, "\x82い\r", 5);
	assert_true(vt_wait_text(v, "あい", VT_MS));
	assert_true(vt_wait_text(v, "key Enter", VT_MS));
	leave(&v);
}

static void test_keys_mouse_and_paste(void **state)
{
	const char *const argv[] = {program(), "events", "mouse", NULL};
	struct vt *v = vt_start(argv, NULL, 24, 80);
	int row, col;

	(void)state;
	assert_true(vt_wait_output(v, "\033[?1002h\033[?1006h", VT_MS));
	assert_true(vt_wait_output(v, "\033[?2004h\033[?1004h", VT_MS));
	vt_send(v, "\033[13;2u");
	assert_true(vt_wait_text(v, "key Shift-Enter", VT_MS));
	vt_send(v, "\033");
	assert_true(vt_wait_text(v, "key Esc", VT_MS));
	vt_send(v, "\033[<0;5;7M");
	assert_true(vt_wait_text(v, "mouse 0 6,4", VT_MS));
	vt_send(v, "\033[O");
	assert_true(vt_wait_text(v, "focus 0", VT_MS));
	vt_send(v, "\033[200~one\rtwo 日本\033[201~");
	assert_true(vt_wait_text(v, "two 日本", VT_MS));
	assert_string_equal(vt_row(v, FIELD_ROW(24)), " one");
	assert_true(vt_cursor(v, &row, &col));
	assert_int_equal(row, FIELD_ROW(24) + 1);
	assert_int_equal(col, 9);
	leave(&v);
}

static bool cursor_hidden(struct vt *v, void *ctx)
{
	int row, col;

	(void)ctx;
	return !vt_cursor(v, &row, &col);
}

static void test_cursor_hides_without_a_field(void **state)
{
	struct vt *v = demo(24, 80, NULL, NULL);

	(void)state;
	vt_send(v, "\033[19~");
	assert_true(vt_wait(v, cursor_hidden, NULL, VT_MS));
	leave(&v);
}

static bool rang(struct vt *v, void *ctx)
{
	(void)ctx;
	return vt_bells(v) == 1;
}

static void test_bell_and_title(void **state)
{
	struct vt *v = demo(24, 80, NULL, NULL);

	(void)state;
	vt_send(v, "\033OS");
	assert_true(vt_wait(v, rang, NULL, VT_MS));
	vt_send(v, "新しいチャット\033[15~");
	assert_true(vt_wait_output(v, "\033]2;新しいチャット\033\\", VT_MS));
	assert_string_equal(vt_title(v), "新しいチャット");
	assert_true(vt_wait_text(v, "新しいチャット", VT_MS));
	vt_settle(v, 20);
	assert_int_equal(cost(v, "\033[15~x", "チャットx"), 1); /* the same */
	leave(&v);
}

static void test_painting_anew_repairs_the_screen(void **state)
{
	struct vt *v = demo(24, 80, NULL, NULL);
	size_t before, after;

	(void)state;
	vt_output(v, &before);
	vt_send(v, "\033[18~");
	assert_in_range(cost(v, "x", " x"), 200, 2000);
	vt_output(v, &after);
	assert_non_null(strstr(vt_output(v, &after) + before, "\033[2J"));
	leave(&v);
}

static void test_suspend_and_resume(void **state)
{
	struct vt *v = demo(24, 80, NULL, NULL);
	size_t before, len;
	const char *out, *left;

	(void)state;
	cost(v, "kept", "kept");
	vt_output(v, &before);
	vt_send(v, "\033[17~");
	assert_true(vt_wait_output(v, "\033[?1049l", VT_MS));
	cost(v, "!", "kept!");
	out = vt_output(v, &len) + before;
	left = strstr(out, "\033[?1049l");
	assert_non_null(left);
	assert_non_null(strstr(left, "\033[?1049h"));
	assert_non_null(strstr(left, "F10 leave"));
	assert_true(vt_alternate(v));
	leave(&v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_frame),
		cmocka_unit_test(test_a_chat_line_costs_130_bytes),
		cmocka_unit_test(test_a_countdown_step_costs_40_bytes),
		cmocka_unit_test(test_drawing_the_same_costs_nothing),
		cmocka_unit_test(test_bursts_are_one_frame),
		cmocka_unit_test(test_256_colours),
		cmocka_unit_test(test_background_is_asked_and_its_answer_taken),
		cmocka_unit_test(test_a_theme_that_was_chosen_stays),
		cmocka_unit_test(test_8_colours),
		cmocka_unit_test(test_monochrome),
		cmocka_unit_test(test_borders_are_ascii_where_lines_are_wide),
		cmocka_unit_test(test_wide_lines_are_found_out),
		cmocka_unit_test(test_unknown_terminals_are_taken_for_xterm),
		cmocka_unit_test(test_terminals_that_cannot_show_a_page),
		cmocka_unit_test(test_resize),
		cmocka_unit_test(test_starting_tiny),
		cmocka_unit_test(test_a_letter_split_over_two_reads),
		cmocka_unit_test(test_keys_mouse_and_paste),
		cmocka_unit_test(test_cursor_hides_without_a_field),
		cmocka_unit_test(test_bell_and_title),
		cmocka_unit_test(test_painting_anew_repairs_the_screen),
		cmocka_unit_test(test_suspend_and_resume),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
