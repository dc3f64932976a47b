/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/term/edit.h"
#include "client/term/edit_history.h"
#include "client/term/edit_key.h"
#include "client/term/edit_word.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "shared/buf.h"
#include "tests/lib/heap.h"

#define FAMILY "👨‍👩‍👧"

static struct edit *field(const char *text)
{
	struct edit *e = edit_new(4000, true);

	assert_non_null(e);
	assert_int_equal(edit_set(e, text), ERR_OK);
	return e;
}

static void type(struct edit *e, const char *text)
{
	assert_int_equal(edit_insert(e, text, strlen(text)), ERR_OK);
}

/* The text with "|" where the cursor is. */
static void check(const struct edit *e, const char *want)
{
	struct buf b;

	buf_init(&b, 10000);
	buf_add(&b, edit_text(e), edit_at(e));
	buf_add_char(&b, '|');
	buf_add_str(&b, edit_text(e) + edit_at(e));
	assert_string_equal(buf_str(&b), want);
	buf_fini(&b);
}

static void move(struct edit *e, enum edit_move how, int times)
{
	for (int i = 0; i < times; i++)
		edit_move(e, how);
}

static void test_typing_and_moving(void **state)
{
	struct edit *e = field("");

	(void)state;
	type(e, "ab");
	check(e, "ab|");
	assert_true(edit_move(e, EDIT_LEFT));
	check(e, "a|b");
	type(e, "日本");
	check(e, "a日本|b");
	move(e, EDIT_LEFT, 1);
	check(e, "a日|本b");
	move(e, EDIT_LEFT, 9);
	check(e, "|a日本b");
	assert_false(edit_move(e, EDIT_LEFT));
	move(e, EDIT_RIGHT, 9);
	assert_false(edit_move(e, EDIT_RIGHT));
	check(e, "a日本b|");
	edit_destroy(&e);
	assert_null(e);
}

static void test_clusters_are_one_step(void **state)
{
	struct edit *e = field("e\xcc\x81🇯🇵ｶﾞ👍🏽x");

	(void)state;
	move(e, EDIT_LEFT, 1);
	edit_erase(e, EDIT_LEFT);
	assert_string_equal(edit_text(e), "é🇯🇵ｶﾞx");
	edit_erase(e, EDIT_LEFT);
	assert_string_equal(edit_text(e), "é🇯🇵x");
	edit_erase(e, EDIT_LEFT);
	assert_string_equal(edit_text(e), "éx");
	edit_destroy(&e);
}

/* The voice mark of an input method that sends it alone. */
static void test_a_mark_joins_what_is_before_it(void **state)
{
	struct edit *e = field("か");

	(void)state;
	type(e, "\xe3\x82\x99");
	check(e, "か\xe3\x82\x99|");
	edit_erase(e, EDIT_LEFT);
	check(e, "|");
	type(e, "b");
	move(e, EDIT_LEFT, 1);
	type(e, "\xcc\x81");
	move(e, EDIT_HOME, 1);
	type(e, "a"); /* now the mark is a's: the cursor goes behind it */
	assert_string_equal(edit_text(e),
		"a\xcc\x81"
		"b");
	check(e, "a\xcc\x81|b");
	edit_destroy(&e);
}

static void test_lines(void **state)
{
	struct edit *e = field("one\ntwo\nthree");

	(void)state;
	move(e, EDIT_HOME, 1);
	check(e, "one\ntwo\n|three");
	edit_erase(e, EDIT_HOME);
	check(e, "one\ntwo|three");
	edit_erase(e, EDIT_HOME);
	check(e, "one\n|three");
	edit_erase(e, EDIT_END);
	check(e, "one\n|");
	assert_false(edit_erase(e, EDIT_END));
	move(e, EDIT_TOP, 1);
	edit_erase(e, EDIT_END);
	edit_erase(e, EDIT_END);
	check(e, "|");
	edit_destroy(&e);
}

static void test_words(void **state)
{
	static const char text[] = "say  hello, 土曜日にコートをlook";
	static const char *const stops[] = {
		"say", "  hello", ",", " 土曜日", "に", "コート", "を", "look"};
	size_t at = 0, len = strlen(text), next;

	(void)state;
	for (size_t i = 0; i < 8; i++) {
		next = edit_word_right(text, len, at);
		assert_int_equal(next - at, strlen(stops[i]));
		assert_memory_equal(text + at, stops[i], next - at);
		at = next;
	}
	assert_int_equal(edit_word_right(text, len, len), len);
	assert_int_equal(edit_word_left(text, len), len - 4);
	assert_int_equal(edit_word_left(text, 12), 10); /* the comma */
	assert_int_equal(edit_word_left(text, 10), 5);
	assert_int_equal(edit_word_left(text, 5), 0);
	assert_int_equal(edit_word_left(text, 0), 0);
}

static void test_erasing_words(void **state)
{
	struct edit *e = field("hold it until 土曜日");

	(void)state;
	edit_erase(e, EDIT_WORD_LEFT);
	check(e, "hold it until |");
	edit_erase(e, EDIT_WORD_LEFT);
	check(e, "hold it |");
	move(e, EDIT_TOP, 1);
	edit_erase(e, EDIT_WORD_RIGHT);
	check(e, "| it ");
	edit_destroy(&e);
}

static void test_layout_and_cursor(void **state)
{
	struct edit *e = field("one two three");
	size_t len;
	int row, col;

	(void)state;
	assert_int_equal(edit_layout(e, 9), 2);
	assert_memory_equal(edit_row(e, 0, &len), "one two ", 8);
	assert_int_equal(len, 8);
	assert_memory_equal(edit_row(e, 1, &len), "three", 5);
	edit_cursor(e, &row, &col);
	assert_int_equal(row, 1);
	assert_int_equal(col, 5);
	assert_int_equal(edit_layout(e, 80), 1);
	edit_set(e, "");
	assert_int_equal(edit_layout(e, 80), 1);
	edit_cursor(e, &row, &col);
	assert_int_equal(row + col, 0);
	edit_set(e, "a\n");
	assert_int_equal(edit_layout(e, 80), 2);
	edit_cursor(e, &row, &col);
	assert_int_equal(row, 1);
	edit_destroy(&e);
}

/* Whatever the width, the cursor has a cell, and the way down and up again
 * through all rows ends where it began. */
static void test_cursor_is_always_inside(void **state)
{
	struct edit *e = field("ab 日本語のテキスト、です。 e\xcc\x81x " FAMILY
			       "🇯🇵      \n\n長い長い長い言葉 word");
	int row, col, rows, bottom;

	(void)state;
	for (int width = 1; width < 40; width++) {
		rows = edit_layout(e, width);
		move(e, EDIT_TOP, 1);
		do {
			edit_cursor(e, &row, &col);
			assert_in_range(row, 0, rows - 1);
			assert_in_range(col, 0, width > 2 ? width - 1 : 2);
		} while (edit_move(e, EDIT_RIGHT));
		edit_cursor(e, &bottom, &col);
		assert_int_equal(bottom, rows - 1);
		for (int i = bottom; i > 0; i--) {
			assert_true(edit_move(e, EDIT_UP));
			edit_cursor(e, &row, &col);
			assert_int_equal(row, i - 1);
		}
		assert_false(edit_move(e, EDIT_UP));
		for (int i = 1; i <= bottom; i++) {
			assert_true(edit_move(e, EDIT_DOWN));
			edit_cursor(e, &row, &col);
			assert_int_equal(row, i);
		}
		check(e,
			"ab 日本語のテキスト、です。 éx " FAMILY
			"🇯🇵      \n\n長い長い長い言葉 word|");
		edit_layout(e, width);
	}
	edit_destroy(&e);
}

static void test_goal_column(void **state)
{
	struct edit *e = field("long line\nx\nanother one");

	(void)state;
	edit_layout(e, 40);
	move(e, EDIT_TOP, 1);
	move(e, EDIT_RIGHT, 5);
	edit_move(e, EDIT_DOWN);
	edit_move(e, EDIT_DOWN);
	check(e, "long line\nx\nanoth|er one");
	edit_move(e, EDIT_UP);
	edit_move(e, EDIT_UP);
	check(e, "long |line\nx\nanother one");
	edit_destroy(&e);
}

/* What the terminal cannot show is still sent as it was typed. */
static void test_text_is_kept_and_its_likeness_shown(void **state)
{
	struct edit *e = field("a" FAMILY "b");
	struct grid *g = grid_new(1, 20);
	struct buf out;

	(void)state;
	buf_init(&out, 1000);
	edit_draw(e, g, 0, 2, 1, 10, STYLE_DEFAULT, false);
	grid_dump(g, true, &out);
	assert_string_equal(buf_str(&out), "|  a👨👧b\ncursor 0 8\n");
	assert_string_equal(edit_text(e), "a" FAMILY "b");
	buf_fini(&out);
	grid_destroy(&g);
	edit_destroy(&e);
}

static void test_draw_scrolls_to_the_cursor(void **state)
{
	struct edit *e = field("1\n2\n3\n4\n5");
	struct grid *g = grid_new(2, 6);
	struct buf out;

	(void)state;
	buf_init(&out, 1000);
	edit_draw(e, g, 0, 0, 2, 6, STYLE_DEFAULT, false);
	grid_dump(g, true, &out);
	assert_string_equal(buf_str(&out), "|4\n|5\ncursor 1 1\n");
	buf_clear(&out);
	move(e, EDIT_UP, 1);
	edit_draw(e, g, 0, 0, 2, 6, STYLE_DEFAULT, false);
	grid_dump(g, true, &out);
	assert_string_equal(buf_str(&out), "|4\n|5\ncursor 0 1\n");
	buf_clear(&out);
	move(e, EDIT_UP, 2);
	edit_draw(e, g, 0, 0, 2, 6, STYLE_DEFAULT, false);
	grid_dump(g, true, &out);
	assert_string_equal(buf_str(&out), "|2\n|3\ncursor 0 1\n");
	buf_clear(&out);
	edit_set(e, "x");
	edit_draw(e, g, 0, 0, 2, 6, STYLE_DEFAULT, false);
	grid_dump(g, true, &out);
	assert_string_equal(buf_str(&out), "|x\n|\ncursor 0 1\n");
	buf_fini(&out);
	grid_destroy(&g);
	edit_destroy(&e);
}

static void test_masked(void **state)
{
	struct edit *e = field("sécret👍");
	struct grid *g = grid_new(1, 9);
	struct buf out;

	(void)state;
	buf_init(&out, 1000);
	edit_draw(e, g, 0, 0, 1, 9, STYLE_DEFAULT, true);
	grid_dump(g, true, &out);
	assert_string_equal(buf_str(&out), "|*******\ncursor 0 7\n");
	buf_clear(&out);
	edit_draw(e, g, 0, 4, 1, 5, STYLE_DEFAULT, true);
	grid_dump(g, true, &out);
	assert_string_equal(buf_str(&out), "|********\ncursor 0 8\n");
	buf_fini(&out);
	grid_destroy(&g);
	edit_destroy(&e);
}

static void test_undo(void **state)
{
	struct edit *e = field("");

	(void)state;
	for (const char *s = "two words"; *s; s++)
		edit_insert(e, s, 1);
	assert_true(edit_undo(e));
	assert_string_equal(edit_text(e), "two ");
	assert_true(edit_undo(e));
	assert_string_equal(edit_text(e), "");
	assert_false(edit_undo(e));
	type(e, "pasted text");
	edit_erase(e, EDIT_WORD_LEFT);
	move(e, EDIT_TOP, 1);
	edit_erase(e, EDIT_END);
	edit_undo(e);
	edit_undo(e);
	check(e, "pasted text|");
	edit_destroy(&e);
}

static void test_undo_is_bounded(void **state)
{
	struct edit *e = field("");
	int steps = 0;

	(void)state;
	for (int i = 0; i < EDIT_UNDO + 10; i++)
		type(e, "ab");
	while (edit_undo(e))
		steps++;
	assert_int_equal(steps, EDIT_UNDO);
	assert_int_equal(edit_len(e), 20);
	edit_destroy(&e);
}

static void test_history_keeps_the_draft(void **state)
{
	struct edit *e = field("first");

	(void)state;
	edit_commit(e);
	check(e, "|");
	type(e, "second\nline");
	edit_commit(e);
	edit_commit(e); /* an empty one is not kept */
	type(e, "dra");
	assert_true(edit_older(e));
	check(e, "second\nline|");
	assert_true(edit_older(e));
	check(e, "first|");
	assert_false(edit_older(e));
	check(e, "first|");
	assert_true(edit_newer(e));
	assert_true(edit_newer(e));
	check(e, "dra|");
	assert_false(edit_newer(e));
	edit_destroy(&e);
}

static void test_history_is_bounded(void **state)
{
	struct edit *e = field("");
	char text[16];
	int count = 0;

	(void)state;
	for (int i = 0; i < EDIT_HISTORY + 5; i++) {
		snprintf(text, sizeof(text), "%d", i);
		edit_set(e, text);
		edit_commit(e);
		edit_set(e, text);
		edit_commit(e);
	}
	while (edit_older(e))
		count++;
	assert_int_equal(count, EDIT_HISTORY);
	check(e, "5|");
	edit_destroy(&e);
}

static void test_cap_is_in_characters(void **state)
{
	struct edit *e = edit_new(5, true);

	(void)state;
	assert_int_equal(edit_insert(e, "日本語で", 12), ERR_OK);
	assert_int_equal(edit_insert(e, "👍🏽x", 9), ERR_SIZE);
	assert_string_equal(edit_text(e), "日本語で"); /* no half cluster */
	assert_int_equal(edit_insert(e, "xy", 2), ERR_SIZE);
	check(e, "日本語でx|");
	edit_destroy(&e);
}

static void test_what_is_put_in_is_cleaned(void **state)
{
	struct edit *e = edit_new(100, false);

	(void)state;
	type(e, "a\r\nb\tc\033\x07");
	assert_string_equal(edit_text(e), "a b c");
	assert_int_equal(edit_insert(e, "\xff", 1), ERR_UTF8);
	assert_string_equal(edit_text(e), "a b c");
	edit_destroy(&e);
}

static enum edit_key_result press(struct edit *e, const char *name)
{
	struct input_event ev = {.kind = INPUT_KEY};

	assert_true(input_key_parse(name, &ev.key));
	if (ev.key < INPUT_KEY_NAMED)
		snprintf(ev.text, sizeof(ev.text), "%s",
			ev.key == ' ' ? " " : name);
	return edit_key(e, &ev);
}

static void test_keys(void **state)
{
	struct edit *e = field("");
	const struct input_event paste = {
		.kind = INPUT_PASTE, .data = "x\ny", .len = 3};

	(void)state;
	assert_int_equal(press(e, "Up"), EDIT_KEY_NOT_MINE);
	assert_int_equal(press(e, "Enter"), EDIT_KEY_NOT_MINE);
	assert_int_equal(press(e, "F9"), EDIT_KEY_NOT_MINE);
	assert_int_equal(press(e, "é"), EDIT_KEY_DONE);
	assert_int_equal(press(e, "Space"), EDIT_KEY_DONE);
	assert_int_equal(edit_key(e, &paste), EDIT_KEY_DONE);
	check(e, "é x\ny|");
	press(e, "Ctrl-Home");
	press(e, "Delete");
	check(e, "| x\ny");
	press(e, "Alt-U");
	check(e, "|é x\ny");
	press(e, "Down");
	press(e, "Ctrl-U");
	check(e, "é x|y");
	edit_commit(e);
	assert_int_equal(press(e, "Up"), EDIT_KEY_DONE);
	check(e, "é xy|");
	assert_int_equal(press(e, "Down"), EDIT_KEY_DONE);
	check(e, "|");
	edit_destroy(&e);
	e = edit_new(1, false);
	assert_int_equal(edit_key(e, &paste), EDIT_KEY_FULL);
	edit_destroy(&e);
}

static void test_key_help(void **state)
{
	const char *text = NULL;
	uint32_t key = 0;
	int i = 0;

	(void)state;
	assert_true(edit_key_help(0, &key, &text));
	assert_int_equal(key, INPUT_KEY_LEFT);
	while (edit_key_help(i, &key, &text)) {
		assert_non_null(text);
		i++;
	}
	assert_in_range(i, 15, 30);
}

/* Everything that asks for memory; what is answered does not matter here. */
static void use(void)
{
	static const char text[] = "か\xe3\x82\x99" FAMILY " two words";
	struct edit *e = edit_new(100, true);
	struct grid *g = grid_new(3, 20);

	if (!e || !g)
		goto out;
	edit_insert(e, text, strlen(text));
	edit_erase(e, EDIT_WORD_LEFT);
	edit_move(e, EDIT_UP);
	edit_commit(e);
	edit_set(e, "second");
	edit_commit(e);
	edit_older(e);
	edit_older(e);
	edit_newer(e);
	edit_undo(e);
	edit_draw(e, g, 0, 0, 3, 20, STYLE_DEFAULT, false);
	assert_int_equal(strlen(edit_text(e)), edit_len(e));
out:
	edit_destroy(&e);
	grid_destroy(&g);
}

static void test_no_memory_anywhere(void **state)
{
	bool failed = true;

	(void)state;
	heap_init();
	for (long n = 0; failed; n++) {
		heap_fail_at(n);
		use();
		failed = heap_failed();
		assert_int_equal(heap_live(), 0);
		assert_in_range(n, 0, 10000);
	}
	heap_fini();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typing_and_moving),
		cmocka_unit_test(test_clusters_are_one_step),
		cmocka_unit_test(test_a_mark_joins_what_is_before_it),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_erasing_words),
		cmocka_unit_test(test_layout_and_cursor),
		cmocka_unit_test(test_cursor_is_always_inside),
		cmocka_unit_test(test_goal_column),
		cmocka_unit_test(test_text_is_kept_and_its_likeness_shown),
		cmocka_unit_test(test_draw_scrolls_to_the_cursor),
		cmocka_unit_test(test_masked),
		cmocka_unit_test(test_undo),
		cmocka_unit_test(test_undo_is_bounded),
		cmocka_unit_test(test_history_keeps_the_draft),
		cmocka_unit_test(test_history_is_bounded),
		cmocka_unit_test(test_cap_is_in_characters),
		cmocka_unit_test(test_what_is_put_in_is_cleaned),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_key_help),
		cmocka_unit_test(test_no_memory_anywhere),
	};

	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
