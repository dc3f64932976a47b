/* SPDX-License-Identifier: MIT */
#include "relay/ctl/complete.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static struct complete c;
static struct buf candidates;

/* The words, with blanks between; the last one may be empty. */
static const char *complete(const char *said)
{
	static char text[512];
	const char *words[32];
	int n = 0;

	strcpy(text, said);
	for (char *s = text; s; n++) {
		char *blank = strchr(s, ' ');

		words[n] = s;
		if (blank)
			*blank++ = '\0';
		s = blank;
	}
	buf_clear(&candidates);
	assert_int_equal(complete_words(words, n, &c, &candidates), ERR_OK);
	return buf_str(&candidates);
}

/* The first words of the lines, with blanks between. */
static const char *firsts(const char *lines)
{
	static char out[4096];
	size_t n = 0;

	while (*lines) {
		size_t len = strcspn(lines, "\t\n");

		if (n)
			out[n++] = ' ';
		memcpy(out + n, lines, len);
		n += len;
		lines = strchr(lines, '\n') + 1;
	}
	out[n] = '\0';
	return out;
}

static void test_words_of_commands(void **state)
{
	(void)state;
	assert_string_equal(
		firsts(complete("re")), "retailer reply retention report");
	assert_string_equal(
		firsts(complete("invite ")), "issue list withdraw replace");
	assert_string_equal(complete("hours s"),
		"set\tset the opening hours; FILE may be -\n"
		"show\tshow the opening hours as they were set\n");
	assert_string_equal(complete("hours e"), "except\t...\n");
	assert_string_equal(firsts(complete("hours except ")), "add remove");
	assert_string_equal(firsts(complete("--json sess")), "session");
	assert_string_equal(firsts(complete("--socket /s sta")), "status");
	assert_string_equal(c.socket, "/s");
	assert_string_equal(complete("fly "), "");
	assert_string_equal(complete("status "), "");
	assert_int_equal(c.kind, ' ');
	assert_int_equal(complete_words(NULL, 0, &c, &candidates), ERR_OK);
	assert_string_equal(c.word, "");
}

static void test_options(void **state)
{
	(void)state;
	assert_string_equal(firsts(complete("status --")),
		"--socket --json --help --version");
	assert_string_equal(firsts(complete("invite issue suzume --")),
		"--socket --json --help --version --groups --days --uses");
	assert_string_equal(
		firsts(complete("greeting add s k --lang ")), "en ja");
	assert_string_equal(
		firsts(complete("greeting add s k --lang=j")), "--lang=ja");
	assert_string_equal(firsts(complete("audit suzume --what ro")),
		"role_given role_taken");
	assert_string_equal(complete("hours set s -- --"), ":files\n");
	assert_string_equal(complete("status --json="), "");
	assert_string_equal(complete("status --fly="), "");
	assert_string_equal(firsts(complete("completion ")), "bash zsh fish");
	assert_string_equal(firsts(complete("hours set s ")), ":files");
	assert_string_equal(firsts(complete("--socket ")), ":files");
}

static void test_kinds(void **state)
{
	static const struct {
		const char *words;
		char kind;
	} some[] = {
		{"group list ", 'r'},
		{"associate set suzume ", 'a'},
		{"associate set suzume a@b --groups ", 'g'},
		{"group add ", 'r'},
		{"group add suzume ", '.'},
		{"retailer add ", '.'},
		{"retailer set ", 'r'},
		{"invite withdraw suzume ", 'i'},
		{"hours except remove suzume ", 'd'},
		{"hours except add suzume 2026-12-31 closed ", '.'},
		{"audit suzume --who ", 'a'},
		{"group list suzume ", ' '},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
		complete(some[i].words);
		assert_int_equal(c.kind, some[i].kind);
	}
	complete("hours week suzume --group ");
	assert_string_equal(c.retailer, "suzume");
	complete("hours except remove suzume --group=living ");
	assert_string_equal(c.group, "living");
}

static void assert_live(
	const char *words, const char *answer, const char *wanted)
{
	complete(words);
	assert_int_equal(complete_live(&c, answer, &candidates), ERR_OK);
	assert_string_equal(buf_str(&candidates), wanted);
}

#define RETAILERS \
	"{\"retailers\":[{\"retailer\":\"suzume\",\"name\":\"\xe9\x9b\x80\"," \
	"\"hours\":\"always\",\"groups\":[{\"group\":\"living\",\"name\":" \
	"\"Living\",\"hours\":\"2026-12-31 closed\\n\"}]}," \
	"{\"retailer\":\"kamome\",\"name\":\"K\\tm\",\"groups\":[]}]}"
#define TEMPLATES \
	"{\"templates\":[{\"template\":\"hello\",\"title\":\"Hello\",\"use\":" \
	"\"greeting\"},{\"template\":\"thanks\",\"title\":\"Thanks\",\"use\":" \
	"\"reply\"}]}"

static void test_values_of_the_relay(void **state)
{
	(void)state;
	assert_live("group list ", RETAILERS,
		"suzume\t\xe9\x9b\x80\nkamome\tK m\n");
	assert_live("group list s", RETAILERS, "suzume\t\xe9\x9b\x80\n");
	assert_live("group set suzume ", RETAILERS, "living\tLiving\n");
	assert_live("group set kamome ", RETAILERS, "");
	assert_live("hours week suzume --group=l", RETAILERS,
		"--group=living\tLiving\n");
	assert_live("hours except remove suzume --group living 2", RETAILERS,
		"2026-12-31\t\n");
	assert_live("hours except remove suzume ", RETAILERS, "");
	assert_live("greeting set suzume ", TEMPLATES, "hello\tHello\n");
	assert_live("reply set suzume ", TEMPLATES, "thanks\tThanks\n");
	assert_live("associate set suzume a",
		"{\"associates\":[{\"address\":\"a@b\",\"name\":\"A\"},"
		"{\"address\":\"c@d\",\"name\":\"C\"}]}",
		"a@b\tA\n");
	assert_live("invite withdraw suzume ",
		"{\"invites\":[{\"code\":\"7KQ2MX\",\"standing\":\"open\"}]}",
		"7KQ2MX\topen\n");
}

/* Whatever the relay says, a line stays a line, and none means files. */
static void test_odd_answers(void **state)
{
	(void)state;
	assert_live("group list ", "", "");
	assert_live("group list ", "[1]", "");
	assert_live(
		"group list ", "{\"retailers\":[1,{\"retailer\":2},null]}", "");
	assert_live("associate set suzume ",
		"{\"associates\":[{\"address\":\":files\"},"
		"{\"address\":\"a\\nb\"},{\"address\":\"\"}]}",
		"");
	assert_live("hours except remove suzume ",
		"{\"retailers\":[{\"retailer\":\"suzume\",\"hours\":\"fly\"}]}",
		"");
}

static void test_scripts(void **state)
{
	(void)state;
	assert_non_null(strstr(complete_script("bash"), "complete -F"));
	assert_non_null(strstr(complete_script("zsh"), "#compdef norenctl"));
	assert_non_null(
		strstr(complete_script("fish"), "complete -c norenctl"));
	assert_null(complete_script("csh"));
}

static int begin(void **state)
{
	(void)state;
	buf_init(&candidates, 1 << 20);
	return 0;
}

static int end(void **state)
{
	(void)state;
	buf_fini(&candidates);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_of_commands),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_values_of_the_relay),
		cmocka_unit_test(test_odd_answers),
		cmocka_unit_test(test_scripts),
	};

	return cmocka_run_group_tests_name("ctl_complete", tests, begin, end);
}
