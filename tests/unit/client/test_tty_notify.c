/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "client/term/tty_notify.h"
#include "shared/buf.h"

/* What is written for a title. */
static const char *written(const char *title)
{
	static char bytes[300];
	int fds[2];
	ssize_t n;

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(tty_notify_title(fds[1], title), ERR_OK);
	n = read(fds[0], bytes, sizeof(bytes) - 1);
	assert_true(n > 0);
	bytes[n] = '\0';
	close(fds[0]);
	close(fds[1]);
	return bytes;
}

static void test_titles_are_cleaned(void **state)
{
	(void)state;
	assert_string_equal(
		written("(1) 佐藤さん"), "\033]2;(1) 佐藤さん\033\\");
	assert_string_equal(written("a\033]52;c;ZXZpbA==\007b\nc\xc2\x9c"),
		"\033]2;a]52;c;ZXZpbA==b c\033\\");
	assert_string_equal(written("a\xe2\x80\xae"
				    "b\xff"),
		"\033]2;ab\xef\xbf\xbd\033\\");
}

static void test_long_titles_are_cut_between_clusters(void **state)
{
	char title[200] = "x", want[200] = "\033]2;x";

	(void)state;
	for (int i = 0; i < 50; i++)
		strcat(title, "日");
	for (int i = 0; i < (TTY_NOTIFY_TITLE - 1) / 3; i++)
		strcat(want, "日");
	strcat(want, "\033\\");
	assert_string_equal(written(title), want);
}

static const char *term;

static const char *only_term(const char *name)
{
	return strcmp(name, "TERM") == 0 ? term : NULL;
}

static void test_what_terminals_know(void **state)
{
	(void)state;
	term = "xterm-kitty";
	assert_int_equal(tty_notify_guess(only_term), TTY_NOTIFY_99);
	term = "foot";
	assert_int_equal(tty_notify_guess(only_term), TTY_NOTIFY_777);
	term = "xterm-256color";
	assert_int_equal(tty_notify_guess(only_term), TTY_NOTIFY_NONE);
}

static void check_notice(enum tty_notify_kind kind, bool tmux, const char *text,
	const char *want)
{
	struct buf b;

	buf_init(&b, 400);
	assert_int_equal(tty_notify_text(kind, tmux, text, &b), ERR_OK);
	assert_string_equal(buf_str(&b), want);
	buf_fini(&b);
}

static void test_desktop(void **state)
{
	(void)state;
	check_notice(TTY_NOTIFY_9, false, "A chat", "\033]9;A chat\033\\");
	check_notice(TTY_NOTIFY_99, false, "チャット",
		"\033]99;i=noren:d=1;チャット\033\\");
	check_notice(TTY_NOTIFY_777, false, "a\033b\ac",
		"\033]777;notify;noren;abc\033\\");
	check_notice(TTY_NOTIFY_9, true, "x",
		"\033Ptmux;\033\033]9;x\033\033\\\033\\");
}

static void test_copy(void **state)
{
	char bytes[64] = "";
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(tty_notify_copy(fds[1], "https"), ERR_OK);
	assert_true(read(fds[0], bytes, sizeof(bytes) - 1) > 0);
	assert_string_equal(bytes, "\033]52;c;aHR0cHM=\033\\");
	close(fds[0]);
	close(fds[1]);
}

static void test_bell(void **state)
{
	char byte = 0;
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(tty_notify_bell(fds[1]), ERR_OK);
	assert_int_equal(read(fds[0], &byte, 1), 1);
	assert_int_equal(byte, '\a');
	close(fds[0]);
	close(fds[1]);
	assert_int_equal(tty_notify_bell(fds[1]), ERR_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_titles_are_cleaned),
		cmocka_unit_test(test_long_titles_are_cut_between_clusters),
		cmocka_unit_test(test_what_terminals_know),
		cmocka_unit_test(test_desktop),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_bell),
	};

	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
