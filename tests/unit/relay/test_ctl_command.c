/* SPDX-License-Identifier: MIT */
#include "relay/ctl/ask.h"
#include "relay/ctl/help.h"
#include "relay/ctl/outcome.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
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
		{"retailer fly", "retailer takes one of: add set list"},
		{"retailer", "retailer takes one of: add set list"},
		{"session end-all",
			"usage: norenctl session end-all RETAILER "
			"ADDRESS"},
		{"hours", "hours takes one of: set show week except"},
		{"hours except now", "hours except takes one of: add remove"},
		{"hours except add k 2026-12-31",
			"usage: norenctl hours except add RETAILER DATE "
			"HOURS..."},
		{"retailer add", "usage: norenctl retailer add KEY"},
		{"status now", "usage: norenctl status"},
		{"a b c d e", "there is no command a"},
		{"a a a a a a a a a a a a a a a a a a a a a b",
			"b: one word too many"},
		{"--help fly", "there is no command fly"},
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

/* What is wrong with a value is said before the relay is asked. */
static void test_days_of_performance(void **state)
{
	static const char *const bad[] = {
		"0", "2", "007", "7d", "-7", "+7", "1e1", "7,30", "week"};
	static char wanted[64], words[64];
	struct command_line line;
	struct ask ask;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(words, sizeof(words), "performance k --days %s",
			bad[i]);
		snprintf(wanted, sizeof(wanted), "--days: %s is not 1, 7 or 30",
			bad[i]);
		assert_int_equal(parse(&line, words), ERR_OK);
		assert_int_equal(ask_make(&line, &ask, why), ERR_FIELD);
		assert_string_equal(why, wanted);
	}
	assert_int_equal(parse(&line, "performance k --days=30"), ERR_OK);
	assert_int_equal(ask_make(&line, &ask, why), ERR_OK);
	assert_string_equal(ask.path, "/performance/k?days=30");
	assert_int_equal(parse(&line, "performance k --days="), ERR_OK);
	assert_int_equal(ask_make(&line, &ask, why), ERR_FIELD);
	assert_int_equal(parse(&line, "performance k"), ERR_OK);
	assert_int_equal(ask_make(&line, &ask, why), ERR_OK);
	assert_string_equal(ask.path, "/performance/k?days=7");
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

static void test_repeated_arguments(void **state)
{
	struct command_line line;

	(void)state;
	assert_int_equal(parse(&line,
				 "hours except add k 2026-12-31 10:00-12:00 "
				 "13:00-15:00 --notice=Late"),
		ERR_OK);
	assert_int_equal(line.id, COMMAND_EXCEPT_ADD);
	assert_string_equal(line.args[2], "10:00-12:00");
	assert_string_equal(line.args[3], "13:00-15:00");
	assert_null(line.args[4]);
	assert_string_equal(line.notice, "Late");
}

/* Its words, with what is between quotes as one. */
static enum err parse_shell(struct command_line *line, const char *said)
{
	static char text[512];
	static char program[] = "norenctl";
	char *argv[32] = {program}, *s = text;
	int argc = 1;

	strcpy(text, said);
	while (*s) {
		char end = *s == '\'' ? '\'' : ' ';
		char *inner = NULL;

		s += end == '\'';
		argv[argc++] = s;
		while (*s && *s != end) {
			if (*s == '\'')
				inner = s;
			s++;
		}
		assert_null(inner);
		if (*s)
			*s++ = '\0';
		s += *s == ' ';
	}
	return command_parse(argc, argv, line, why);
}

static void test_every_row_is_whole(void **state)
{
	const struct command *c;
	struct command_line line;

	(void)state;
	for (size_t i = 0; (c = command_row(i)); i++) {
		const char *s = c->args;
		int words = *s != '\0';
		bool more;

		assert_int_equal(c->id, i);
		for (; *s; s++)
			words += *s == ' ';
		assert_int_equal(command_arity(c, &more), words);
		assert_int_equal(parse_shell(&line, c->example), ERR_OK);
		assert_int_equal(line.id, c->id);
		assert_true(c->method[0] || !c->path[0]);
	}
	assert_int_equal(COMMAND_COUNT, 68);
}

static void assert_help(
	const char *words, const char *const *has, const char *const *has_not)
{
	struct command_line line;
	struct buf b;

	buf_init(&b, 65536);
	assert_int_equal(parse(&line, words), ERR_OK);
	assert_int_equal(help_write(&line, &b), ERR_OK);
	for (; *has; has++)
		assert_non_null(strstr(b.data, *has));
	for (; *has_not; has_not++)
		assert_null(strstr(b.data, *has_not));
	buf_fini(&b);
}

static void test_help(void **state)
{
	static const char *const none[] = {NULL};
	static const char *const all[] = {"retailer add KEY", "stop",
		"--socket PATH", "  3  No relay answers at the socket.", NULL};
	static const char *const add[] = {
		"usage: norenctl hours except add RETAILER DATE HOURS...",
		"--notice TEXT", "--group KEY", "--json",
		"norenctl hours except add suzume", NULL};
	static const char *const other[] = {"--zone", "--yes", NULL};
	static const char *const invite[] = {
		"invite issue RETAILER", "invite withdraw", NULL};
	static const char *const beside[] = {"group add", NULL};

	(void)state;
	assert_help("--help", all, none);
	assert_help("hours except add --help", add, other);
	assert_help("--help invite", invite, beside);
}

static void test_outcomes(void **state)
{
	static const struct {
		enum err e;
		enum outcome o;
	} some[] = {
		{ERR_FIELD, OUTCOME_REFUSED},
		{ERR_EXISTS, OUTCOME_REFUSED},
		{ERR_CODE_OVER, OUTCOME_REFUSED},
		{ERR_UNKNOWN, OUTCOME_UNKNOWN},
		{ERR_RETAILER, OUTCOME_UNKNOWN},
		{ERR_INVITE, OUTCOME_UNKNOWN},
		{ERR_RATE, OUTCOME_BUSY},
		{ERR_FULL, OUTCOME_BUSY},
		{ERR_NOT_KEPT, OUTCOME_BUSY},
		{ERR_RESTART, OUTCOME_BUSY},
	};
	struct buf b;

	(void)state;
	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++)
		assert_int_equal(outcome_of(err_name(some[i].e)), some[i].o);
	assert_int_equal(outcome_of("of_tomorrow"), OUTCOME_REFUSED);
	buf_init(&b, 1024);
	outcome_say(OUTCOME_BUSY, "too_fast", "Wait.", false, false, &b);
	outcome_say(OUTCOME_USAGE, "usage", "What?", false, false, &b);
	outcome_say(OUTCOME_USAGE, "usage", "\"\xe9\x9b\x80\"", true, true, &b);
	outcome_say(OUTCOME_USAGE, "usage", "\xff", true, false, &b);
	assert_string_equal(buf_str(&b),
		"norenctl: Wait. [too_fast]\n"
		"norenctl: What?\n"
		"{\"error\":\"usage\",\"text\":\"\\\"\\u96C0\\\"\"}\n"
		"{\"error\":\"usage\",\"text\":\"The text is not UTF-8.\"}\n");
	buf_fini(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands_and_options),
		cmocka_unit_test(test_mistakes_are_named),
		cmocka_unit_test(test_days_of_performance),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_repeated_arguments),
		cmocka_unit_test(test_every_row_is_whole),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_outcomes),
	};

	return cmocka_run_group_tests_name("ctl_command", tests, NULL, NULL);
}
