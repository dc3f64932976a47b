/* SPDX-License-Identifier: MIT */
#include "relay/ctl/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static char why[COMMAND_WHY];

static enum err parse(struct command_line *line, const char *words)
{
	static char text[512];
	static char program[] = "norenctl";
	char *argv[32] = {program};
	int argc = 1;

	strcpy(text, words);
	for (char *w = strtok(text, " "); w; w = strtok(NULL, " "))
		argv[argc++] = w;
	return command_parse(argc, argv, line, why);
}

static void test_commands_and_options(void **state)
{
	struct command_line line;

	(void)state;
	assert_int_equal(parse(&line, "status"), ERR_OK);
	assert_int_equal(line.id, COMMAND_STATUS);
	assert_int_equal(parse(&line,
				 "--json --socket /s retailer add k "
				 "--name=N --origin a --origin b"),
		ERR_OK);
	assert_int_equal(line.id, COMMAND_RETAILER_ADD);
	assert_string_equal(line.args[0], "k");
	assert_string_equal(line.name, "N");
	assert_string_equal(line.origins[1], "b");
	assert_null(line.origins[2]);
	assert_string_equal(line.socket, "/s");
	assert_true(line.json);
	assert_int_equal(parse(&line, "hours set k -"), ERR_OK);
	assert_string_equal(line.args[1], "-");
	assert_int_equal(parse(&line, "--help"), ERR_OK);
	assert_true(line.help);
}

static void test_mistakes_are_named(void **state)
{
	static const struct {
		const char *words, *why;
	} bad[] = {
		{"", "which command?  See --help"},
		{"fly", "there is no command fly"},
		{"retailer fly", "there is no command retailer fly"},
		{"retailer", "there is no command retailer"},
		{"retailer add", "usage: norenctl retailer add KEY"},
		{"status now", "usage: norenctl status "},
		{"a b c d e", "e: one word too many"},
		{"status --fly", "there is no option --fly"},
		{"status --json=1", "--json takes nothing"},
		{"retailer add k --name", "--name takes NAME"},
		{"group add r k --zone UTC",
			"--zone does not go with group add"},
		{"associate add r a --password",
			"--password does not go with associate add"},
	};
	struct command_line line;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(parse(&line, bad[i].words), ERR_FIELD);
		assert_string_equal(why, bad[i].why);
	}
}

static void test_spans(void **state)
{
	int64_t ms;

	(void)state;
	assert_int_equal(command_span("90s", &ms), ERR_OK);
	assert_int_equal(ms, 90000);
	assert_int_equal(command_span("7d", &ms), ERR_OK);
	assert_int_equal(ms, 7 * 86400000);
	assert_int_equal(command_span("5ms", &ms), ERR_OK);
	assert_int_equal(ms, 5);
	assert_int_equal(command_span("5", &ms), ERR_FIELD);
	assert_int_equal(command_span("-5s", &ms), ERR_FIELD);
	assert_int_equal(command_span("s", &ms), ERR_FIELD);
	assert_int_equal(command_span("99999999999999999999d", &ms), ERR_FIELD);
	assert_int_equal(command_span("999999999999d", &ms), ERR_FIELD);
}

static void test_help_names_every_command(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 65536);
	assert_int_equal(command_help(&b), ERR_OK);
	assert_non_null(strstr(b.data, "retailer add KEY"));
	assert_non_null(strstr(b.data, "stop"));
	assert_non_null(strstr(b.data, "--socket PATH"));
	buf_fini(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands_and_options),
		cmocka_unit_test(test_mistakes_are_named),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_help_names_every_command),
	};

	return cmocka_run_group_tests_name("ctl_command", tests, NULL, NULL);
}
