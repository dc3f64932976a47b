/* SPDX-License-Identifier: MIT */
#include "relay/gate/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void keep(void *ctx, const char *line, size_t len)
{
	char *out = ctx;

	assert_in_range(len, 1, LOG_LINE_MAX);
	memcpy(out, line, len);
	out[len] = '\0';
}

static void test_lines(void **state)
{
	char out[LOG_LINE_MAX + 1] = "";
	struct log log = {.level = LOG_INFO, .write = keep, .ctx = out};

	(void)state;
	log_event(&log, LOG_INFO, "a", "k", "v", "n", NULL, "e", "", NULL);
	assert_string_equal(out, "level=info event=a k=v e=\"\"\n");
	log_event(&log, LOG_WARN, "b", "k", "x y\n\"\\=\x1b", NULL);
	assert_string_equal(
		out, "level=warn event=b k=\"x y\\x0a\\\"\\\\=\\x1b\"\n");
	out[0] = '\0';
	log_event(&log, LOG_DEBUG, "c", NULL);
	assert_string_equal(out, "");
}

static void test_long_values_are_cut(void **state)
{
	char out[LOG_LINE_MAX + 1] = "";
	struct log log = {.level = LOG_INFO, .write = keep, .ctx = out};
	char value[3000];

	(void)state;
	memset(value, ' ', sizeof(value));
	value[sizeof(value) - 1] = '\0';
	log_event(&log, LOG_INFO, "a", "k", value, "l", value, NULL);
	assert_int_equal(out[strlen(out) - 1], '\n');
	assert_int_equal(out[strlen(out) - 2], '"');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_long_values_are_cut),
	};

	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
