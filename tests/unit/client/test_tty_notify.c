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
		cmocka_unit_test(test_bell),
	};

	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
