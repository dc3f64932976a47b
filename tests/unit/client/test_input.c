/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/term/input.h"
#include "shared/buf.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Writes events down as text: "Up 'a' Alt-Enter paste(x) press1@4,2". */
struct log {
	struct buf text;
};

static const char *const mouse_names[] = {
	[INPUT_PRESS] = "press",
	[INPUT_RELEASE] = "release",
	[INPUT_DRAG] = "drag",
	[INPUT_MOVE] = "move",
	[INPUT_WHEEL_UP] = "up",
	[INPUT_WHEEL_DOWN] = "down",
};

static void log_mouse(struct buf *b, const struct input_event *ev)
{
	buf_addf(b, "%s%s%s%s%d@%d,%d", ev->key & INPUT_KEY_CTRL ? "Ctrl-" : "",
		ev->key & INPUT_KEY_ALT ? "Alt-" : "",
		ev->key & INPUT_KEY_SHIFT ? "Shift-" : "",
		mouse_names[ev->mouse], ev->button, ev->row, ev->col);
}

static void log_event(void *ctx, const struct input_event *ev)
{
	struct buf *b = &((struct log *)ctx)->text;
	char name[INPUT_KEY_NAME_MAX];

	if (b->len)
		buf_add_char(b, ' ');
	switch (ev->kind) {
	case INPUT_KEY:
		if (ev->text[0])
			buf_addf(b, "'%s'", ev->text);
		else
			buf_add_str(b, input_key_name(ev->key, name));
		break;
	case INPUT_PASTE:
		assert_int_equal(ev->len, strlen(ev->data));
		buf_addf(b, "paste(%s)%s", ev->data, ev->cut ? "cut" : "");
		break;
	case INPUT_MOUSE:
		log_mouse(b, ev);
		break;
	case INPUT_FOCUS:
		buf_add_str(b, ev->focused ? "focus" : "blur");
		break;
	case INPUT_BACKGROUND:
		buf_add_str(b, ev->light ? "light" : "dark");
		break;
	case INPUT_POSITION:
		buf_addf(b, "at%d,%d", ev->row, ev->col);
		break;
	case INPUT_DEVICE:
		buf_add_str(b, "device");
		break;
	}
}

struct fixture {
	struct log log;
	struct input *in;
};

static void start(struct fixture *f)
{
	buf_init(&f->log.text, 1 << 20);
	f->in = input_new(log_event, &f->log);
	assert_non_null(f->in);
}

static void stop(struct fixture *f)
{
	input_destroy(&f->in);
	buf_fini(&f->log.text);
}

static void check(struct fixture *f, const char *events)
{
	assert_string_equal(buf_str(&f->log.text), events);
	buf_clear(&f->log.text);
}

struct row {
	const char *bytes;
	const char *events;
	size_t len; /* of bytes, where they hold a NUL */
};

/* clang-format off */
static const struct row rows[] = {
	/* characters */
	{"a", "'a'", 0}, {"A~ ", "'A' '~' ' '", 0},
	{"あ", "'あ'", 0}, {"é👍", "'é' '👍'", 0},
	{"\xe3\x81", "", 0}, /* waits for its third byte */
	{"\xe3\x81x", "'\xef\xbf\xbd' 'x'", 0},
	{"\xff", "'\xef\xbf\xbd'", 0},
	{"\xc0\x80", "'\xef\xbf\xbd' '\xef\xbf\xbd'", 0},
	{"\xed\xa0\x80", "'\xef\xbf\xbd' '\xef\xbf\xbd' '\xef\xbf\xbd'", 0},
	{"\xe3\x81\033[A", "'\xef\xbf\xbd' Up", 0},
	/* controls */
	{"\0", "Ctrl-Space", 1}, {"\x01", "Ctrl-A", 0}, {"\x1a", "Ctrl-Z", 0},
	{"\x1c", "Ctrl-\\", 0}, {"\x1f", "Ctrl-_", 0}, {"\n", "Ctrl-J", 0},
	{"\t", "Tab", 0}, {"\r", "Enter", 0}, {"\x7f", "Backspace", 0},
	{"\b", "Backspace", 0},
	/* Alt */
	{"\033a", "Alt-A", 0}, {"\033A", "Alt-Shift-A", 0},
	{"\033\r", "Alt-Enter", 0}, {"\033\x7f", "Alt-Backspace", 0},
	{"\033é", "Alt-é", 0}, {"\033\x01", "Ctrl-Alt-A", 0},
	{"\033\033[A", "Alt-Up", 0}, {"\033\033a", "Alt-A", 0},
	{"\033\033\033[A", "Alt-Esc Up", 0}, {"\033X", "Alt-Shift-X", 0},
	/* cursor keys */
	{"\033[A", "Up", 0}, {"\033[B", "Down", 0}, {"\033[C", "Right", 0},
	{"\033[D", "Left", 0}, {"\033OA", "Up", 0}, {"\033OD", "Left", 0},
	{"\033[1;2A", "Shift-Up", 0}, {"\033[1;5C", "Ctrl-Right", 0},
	{"\033[1;3D", "Alt-Left", 0}, {"\033[1;8B", "Ctrl-Alt-Shift-Down", 0},
	{"\033[a", "Shift-Up", 0}, {"\033Oc", "Ctrl-Right", 0},
	{"\033[H", "Home", 0}, {"\033[F", "End", 0}, {"\033OH", "Home", 0},
	{"\033OF", "End", 0}, {"\033[1~", "Home", 0}, {"\033[4~", "End", 0},
	{"\033[7~", "Home", 0}, {"\033[8~", "End", 0},
	{"\033[1;5H", "Ctrl-Home", 0}, {"\033[7^", "Ctrl-Home", 0},
	{"\033[8$", "Shift-End", 0}, {"\033[3@", "Ctrl-Shift-Delete", 0},
	{"\033[2~", "Insert", 0}, {"\033[3~", "Delete", 0},
	{"\033[3;5~", "Ctrl-Delete", 0}, {"\033[5~", "PageUp", 0},
	{"\033[6~", "PageDown", 0}, {"\033[6;3~", "Alt-PageDown", 0},
	{"\033[Z", "Shift-Tab", 0},
	/* function keys: xterm, VT220, Linux console, modified */
	{"\033OP", "F1", 0}, {"\033OS", "F4", 0}, {"\033[11~", "F1", 0},
	{"\033[14~", "F4", 0}, {"\033[[A", "F1", 0}, {"\033[[E", "F5", 0},
	{"\033[15~", "F5", 0}, {"\033[17~", "F6", 0}, {"\033[20~", "F9", 0},
	{"\033[21~", "F10", 0}, {"\033[23~", "F11", 0}, {"\033[24~", "F12", 0},
	{"\033[25~", "F13", 0}, {"\033[34~", "F20", 0},
	{"\033[1;2P", "Shift-F1", 0}, {"\033[1;2R", "Shift-F3", 0},
	{"\033[20;5~", "Ctrl-F9", 0}, {"\033O5P", "Ctrl-F1", 0},
	{"\033O1;2Q", "Shift-F2", 0},
	/* keypad */
	{"\033OM", "Enter", 0}, {"\033Oq", "'1'", 0}, {"\033Ok", "'+'", 0},
	/* modifyOtherKeys and kitty */
	{"\033[27;2;13~", "Shift-Enter", 0}, {"\033[27;5;105~", "Ctrl-I", 0},
	{"\033[13;2u", "Shift-Enter", 0}, {"\033[13;5u", "Ctrl-Enter", 0},
	{"\033[13;3u", "Alt-Enter", 0}, {"\033[27u", "Esc", 0},
	{"\033[102;5u", "Ctrl-F", 0}, {"\033[97;2u", "'A'", 0},
	{"\033[47:63;2u", "'?'", 0}, {"\033[97;6u", "Ctrl-Shift-A", 0},
	{"\033[12354u", "'あ'", 0}, {"\033[9;2u", "Shift-Tab", 0},
	{"\033[57414u", "Enter", 0}, {"\033[57376u", "F13", 0},
	{"\033[13;1:3u", "", 0}, {"\033[1;1:3A", "", 0},
	{"\033[13;1:2u", "Enter", 0},
	{"\033[57358u", "", 0}, {"\033[55296u", "", 0},
	{"\033[1114112u", "", 0},
	/* mouse */
	{"\033[<0;5;3M", "press1@2,4", 0}, {"\033[<0;5;3m", "release1@2,4", 0},
	{"\033[<2;1;1M", "press3@0,0", 0}, {"\033[<32;9;9M", "drag1@8,8", 0},
	{"\033[<35;9;9M", "move0@8,8", 0}, {"\033[<64;9;9M", "up0@8,8", 0},
	{"\033[<65;9;9M", "down0@8,8", 0}, {"\033[<66;9;9M", "", 0},
	{"\033[<20;200;150M", "Ctrl-Shift-press1@149,199", 0},
	{"\033[M !!", "press1@0,0", 0}, {"\033[M#\"!", "release0@0,1", 0},
	{"\033[32;4;5M", "press1@4,3", 0},
	{"\033[<0;0;3M", "", 0}, {"\033[<128;1;1M", "", 0},
	/* focus, answers */
	{"\033[I", "focus", 0}, {"\033[O", "blur", 0},
	{"\033[2;3R", "at1,2", 0}, {"\033[?2;3R", "at1,2", 0},
	{"\033[?62;4c", "device", 0}, {"\033[>1;10;0c", "", 0},
	{"\033[?2026;2$y", "", 0}, {"\033[?1u", "", 0},
	{"\033]11;rgb:ffff/ffff/ffff\007", "light", 0},
	{"\033]11;rgb:0000/0000/0000\033\\", "dark", 0},
	{"\033]11;rgb:1e/1e/2e\033\\", "dark", 0},
	{"\033]11;rgba:fdf6/f6f6/e3e3/ffff\007", "light", 0},
	{"\033]11;rgb:\007", "", 0}, {"\033]11;rgb:12345/0/0\007", "", 0},
	{"\033]4;1;rgb:0/0/0\007", "", 0},
	{"\033P1$r0m\033\\", "", 0}, {"\033_Gi=1;OK\033\\", "", 0},
	/* broken off */
	{"\033[1;2\rx", "Enter 'x'", 0}, {"\033[3\033[A", "Up", 0},
	{"\033O\033[A", "Up", 0}, {"\033]11;\033[A", "Up", 0},
	{"\033]11;\rx", "Enter 'x'", 0}, {"\033[[\rx", "Enter 'x'", 0},
	{"\033[M \rx", "Enter 'x'", 0}, {"\033[1あ", "'あ'", 0},
	{"\033\033[99~a", "'a'", 0}, {"\033[ q", "", 0}, {"\033[!p", "", 0},
	{"\033[1;2;3;4;5;6;7;8;9A", "", 0},
	{"\033[99999999999999999999A", "Up", 0},
	/* paste */
	{"\033[200~hi\033[201~", "paste(hi)", 0},
	{"\033[200~\033[201~x", "paste() 'x'", 0},
	{"\033[200~a\rb\r\nc\nd\033[201~", "paste(a\nb\nc\nd)", 0},
	{"\033[200~土曜日\xff👍\033[201~", "paste(土曜日\xef\xbf\xbd👍)", 0},
	{"\033[200~a\tb\033c\033[20\x01" "d\033[201~", "paste(a\tbc[20d)", 0},
	{"\033[200~a\033\033[201~", "paste(a)", 0},
	{"\033[200~\xe3\x81\033[201~", "paste(\xef\xbf\xbd)", 0},
	{"\033[201~", "", 0},
};
/* clang-format on */

static size_t row_len(const struct row *r)
{
	return r->len ? r->len : strlen(r->bytes);
}

static void test_every_row_split_at_every_byte(void **state)
{
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		for (size_t cut = 0; cut <= row_len(&rows[i]); cut++) {
			start(&f);
			input_feed(f.in, rows[i].bytes, cut, 0);
			input_feed(f.in, rows[i].bytes + cut,
				row_len(&rows[i]) - cut, 10);
			check(&f, rows[i].events);
			stop(&f);
		}
	}
}

static void test_every_row_byte_by_byte(void **state)
{
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		start(&f);
		for (size_t at = 0; at < row_len(&rows[i]); at++)
			input_feed(f.in, rows[i].bytes + at, 1, (int64_t)at);
		check(&f, rows[i].events);
		stop(&f);
	}
}

/* Whatever came before, the next key is understood. */
static void test_every_row_leaves_nothing_behind(void **state)
{
	struct fixture f;

	(void)state;
	start(&f);
	for (size_t i = 0; i < COUNT(rows); i++) {
		input_feed(f.in, rows[i].bytes, row_len(&rows[i]), 0);
		input_tick(f.in, 100000);
		buf_clear(&f.log.text);
		input_feed(f.in, "\033[5~", 4, 100000);
		if (rows[i].bytes[0] == '\xe3') /* was still incomplete */
			continue;
		check(&f, "PageUp");
	}
	stop(&f);
}

static void test_lone_escape_after_50_ms(void **state)
{
	struct fixture f;

	(void)state;
	start(&f);
	assert_int_equal(input_deadline(f.in), -1);
	input_feed(f.in, "\033", 1, 1000);
	check(&f, "");
	assert_int_equal(input_deadline(f.in), 1050);
	input_tick(f.in, 1049);
	check(&f, "");
	input_tick(f.in, 1050);
	check(&f, "Esc");
	assert_int_equal(input_deadline(f.in), -1);
	input_feed(f.in, "[A", 2, 1060);
	check(&f, "'[' 'A'");
	stop(&f);
}

static void test_begun_sequences_that_stay_alone(void **state)
{
	static const struct row alone[] = {
		{"\033\033", "Alt-Esc", 0},
		{"\033[", "Alt-[", 0},
		{"\033O", "Alt-Shift-O", 0},
		{"\033P", "Alt-Shift-P", 0},
		{"\033]", "Alt-]", 0},
	};
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < COUNT(alone); i++) {
		start(&f);
		input_feed(f.in, alone[i].bytes, strlen(alone[i].bytes), 0);
		check(&f, "");
		assert_int_equal(input_deadline(f.in), INPUT_ESC_MS);
		input_tick(f.in, INPUT_ESC_MS);
		check(&f, alone[i].events);
		stop(&f);
	}
}

static void test_unfinished_sequence_is_dropped(void **state)
{
	struct fixture f;

	(void)state;
	start(&f);
	input_feed(f.in, "\033[1;", 4, 0);
	assert_int_equal(input_deadline(f.in), INPUT_SEQUENCE_MS);
	input_tick(f.in, INPUT_SEQUENCE_MS);
	input_feed(f.in, "x", 1, 2000);
	check(&f, "'x'");
	stop(&f);
}

/* A letter cut by a slow link waits as long as it takes. */
static void test_letter_waits_for_its_rest(void **state)
{
	struct fixture f;

	(void)state;
	start(&f);
	input_feed(f.in, "\xe3\x81", 2, 0);
	assert_int_equal(input_deadline(f.in), -1);
	input_tick(f.in, 1000000);
	input_feed(f.in, "\x82", 1, 1000000);
	check(&f, "'あ'");
	stop(&f);
}

static void test_paste_over_the_cap_is_cut_between_letters(void **state)
{
	const size_t letters = INPUT_PASTE_CAP / 3;
	struct buf want;
	struct fixture f;

	(void)state;
	start(&f);
	buf_init(&want, 1 << 20);
	input_feed(f.in, "\033[200~", 6, 0);
	for (size_t i = 0; i < letters + 100; i++)
		input_feed(f.in, "あ", 3, 0);
	input_feed(f.in, "xyz\033[201~y", 10, 0);
	buf_add_str(&want, "paste(");
	for (size_t i = 0; i < letters; i++)
		buf_add_str(&want, "あ");
	buf_add_str(&want, ")cut 'y'");
	assert_string_equal(buf_str(&f.log.text), buf_str(&want));
	buf_fini(&want);
	stop(&f);
}

static void test_paste_that_never_ends(void **state)
{
	struct fixture f;

	(void)state;
	start(&f);
	input_feed(f.in, "\033[200~a\033[20", 11, 0);
	input_tick(f.in, INPUT_SEQUENCE_MS);
	check(&f, "");
	assert_int_equal(input_deadline(f.in), INPUT_PASTE_MS);
	input_tick(f.in, INPUT_PASTE_MS);
	check(&f, "paste(a[20)");
	input_feed(f.in, "b", 1, 0);
	check(&f, "'b'");
	stop(&f);
}

static void test_answer_without_end_gives_typing_back(void **state)
{
	struct fixture f;

	(void)state;
	start(&f);
	input_feed(f.in, "\033]52;", 5, 0);
	for (int i = 0; i < 5000; i++)
		input_feed(f.in, "A", 1, 0);
	buf_clear(&f.log.text);
	input_feed(f.in, "x", 1, 0);
	check(&f, "'x'");
	stop(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_row_split_at_every_byte),
		cmocka_unit_test(test_every_row_byte_by_byte),
		cmocka_unit_test(test_every_row_leaves_nothing_behind),
		cmocka_unit_test(test_lone_escape_after_50_ms),
		cmocka_unit_test(test_begun_sequences_that_stay_alone),
		cmocka_unit_test(test_unfinished_sequence_is_dropped),
		cmocka_unit_test(test_letter_waits_for_its_rest),
		cmocka_unit_test(
			test_paste_over_the_cap_is_cut_between_letters),
		cmocka_unit_test(test_paste_that_never_ends),
		cmocka_unit_test(test_answer_without_end_gives_typing_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
