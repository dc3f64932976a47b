/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/flow/flow.h"

static struct flow *parse(const char *text)
{
	struct flow_fault fault;
	struct flow *flow = NULL;
	enum err e = flow_parse(text, strlen(text), &flow, &fault);

	if (e != ERR_OK)
		fail_msg("%d:%d: %s", fault.line, fault.column, fault.why);
	return flow;
}

static const char tour[] =
	"\xef\xbb\xbf# One winner: two accept at once\r\n"
	"# rules: C3 C4\r\n"
	"# more about it\r\n"
	"\r\n"
	"the shop is open Mon-Fri 9:00-19:00, Sat and Sun 11:00–02:00\r\n"
	"at Friday 18:59   # in the shop's time\r\n"
	"associates Ken, Mio, and 健 in groups ginza and living, in "
	"Japanese\r\n"
	"manager Aya goes available\r\n"
	"shopper Hana opens /p/matcha-bowl showing \"Matcha bowl\" for "
	"12,800 JPY of group ginza in a second tab\r\n"
	"Hana says 「在庫は # ありますか」\r\n"
	"within 5 s:\r\n"
	"\tKen and 健 are rung for Hana\r\n"
	"    exactly one of Ken, Mio and 健 is rung with 75 s left within 1 "
	"s\r\n"
	"Ken tries to accept on the second device\r\n"
	"chat of Hana is not with Mio\r\n"
	"Ken is unavailable because of 3 misses\r\n"
	"Ken’s connection is delayed by 300 ms";

static void a_whole_flow_is_read(void **state)
{
	struct flow *f = parse(tour);
	const struct flow_step *s = f->steps;

	(void)state;
	assert_string_equal(f->title, "One winner: two accept at once");
	assert_string_equal(f->rules, "C3 C4");
	assert_int_equal(f->n_people, 5);
	assert_string_equal(f->people[2].name, "健");
	assert_string_equal(f->people[2].groups, "ginza living");
	assert_true(f->people[2].japanese);
	assert_true(f->people[3].manager);
	assert_int_equal(f->people[4].role, FLOW_SHOPPER);
	assert_int_equal(f->n_groups, 2);
	assert_string_equal(f->groups[1], "living");
	assert_int_equal(f->n_steps, 13);

	assert_string_equal(s[0].args[0].text,
		"mon-fri 09:00-19:00\nsat,sun 11:00-02:00\n");
	assert_int_equal(s[1].args[0].number, 4 * 1440 + 18 * 60 + 59);
	assert_int_equal(s[1].args[0].slot, VERB_CLOCK);
	assert_string_equal(s[1].said, "at Friday 18:59");
	assert_int_equal(s[2].verb->id, VERB_SIGNS_IN);
	assert_int_equal(s[2].n_actors, 3);
	assert_int_equal(s[2].device, 1);
	assert_int_equal(s[3].verb->id, VERB_SIGNS_IN);
	assert_string_equal(s[3].said, "manager Aya");
	assert_int_equal(s[4].verb->id, VERB_GOES_AVAILABLE);
	assert_string_equal(s[4].said, "manager Aya goes available");
	assert_int_equal(s[5].device, 2);
	assert_string_equal(s[5].args[0].text, "/p/matcha-bowl");
	assert_string_equal(s[5].args[1].text, "Matcha bowl");
	assert_int_equal(s[5].args[2].number, 12800);
	assert_string_equal(s[5].args[2].currency, "JPY");
	assert_string_equal(s[5].args[3].text, "ginza");
	assert_string_equal(s[6].args[0].text, "在庫は # ありますか");
	assert_int_equal(s[7].within, 5000);
	assert_int_equal(s[7].block, 11);
	assert_int_equal(s[7].line, 12);
	assert_int_equal(s[7].column, 2);
	assert_int_equal(s[7].args[0].person, 4);
	assert_int_equal(s[7].args[1].slot, VERB_NOTHING);
	assert_int_equal(s[8].within, 1000);
	assert_int_equal(s[8].exactly, 1);
	assert_int_equal(s[8].args[1].number, 75000);
	assert_true(s[9].tries);
	assert_int_equal(s[9].device, 2);
	assert_int_equal(s[9].within, FLOW_WITHIN);
	assert_int_equal(s[9].block, 0);
	assert_true(s[10].negated);
	assert_int_equal(s[10].verb->id, VERB_CHAT_WITH);
	assert_int_equal(s[11].args[0].number, 3);
	assert_string_equal(s[11].args[0].text, "misses");
	assert_int_equal(s[12].verb->id, VERB_DELAYED);
	flow_destroy(&f);
	assert_null(f);
}

static void hours_add_up(void **state)
{
	struct flow *f =
		parse("shop is closed on 2026-12-31 \"Stocktaking\"\n"
		      "the shop is open on 2027-01-01 12:00-16:00\n"
		      "group ginza is open Mon 10:00-12:00 14:00-18:00\n"
		      "group ginza is closed on 2026-12-31\n"
		      "the shop is closed\n"
		      "the shop is open on 2027-01-02 10:00-12:00\n"
		      "the shop is open around the clock\n");
	const struct flow_step *s = f->steps;

	(void)state;
	assert_string_equal(s[0].args[0].text,
		"mon-sun 00:00-24:00\n2026-12-31 closed \"Stocktaking\"\n");
	assert_string_equal(s[1].args[0].text,
		"mon-sun 00:00-24:00\n2026-12-31 closed \"Stocktaking\"\n"
		"2027-01-01 12:00-16:00\n");
	assert_string_equal(s[2].args[0].text, "ginza");
	assert_string_equal(s[2].args[1].text, "mon 10:00-12:00 14:00-18:00\n");
	assert_string_equal(s[3].args[1].text,
		"mon 10:00-12:00 14:00-18:00\n2026-12-31 closed\n");
	assert_string_equal(s[4].args[0].text, "none\n");
	assert_string_equal(s[5].args[0].text, "2027-01-02 10:00-12:00\n");
	assert_string_equal(s[6].args[0].text, "always\n");
	flow_destroy(&f);
}

static void texts_have_escapes(void **state)
{
	struct flow *f = parse("shopper Hana says \"a \\\"b\\\" \\\\ c\\nd\"\n"
			       "Hana says “it’s “here”\n");

	(void)state;
	assert_string_equal(f->steps[0].args[0].text, "a \"b\" \\ c\nd");
	assert_string_equal(f->steps[1].args[0].text, "it’s “here");
	flow_destroy(&f);
}

static void people_come_once(void **state)
{
	struct flow *f = parse("associate Ken signs in\n"
			       "associate Mio as manager in Japanese goes "
			       "available\n"
			       "shopper Hana\n"
			       "shopper Hana opens /\n"
			       "associate Ken goes available\n");

	(void)state;
	assert_int_equal(f->n_people, 3);
	assert_int_equal(f->n_steps, 5);
	assert_true(f->people[1].manager);
	assert_true(f->people[1].japanese);
	assert_int_equal(f->steps[3].verb->id, VERB_OPENS);
	assert_int_equal(f->steps[4].verb->id, VERB_GOES_AVAILABLE);
	flow_destroy(&f);
}

static void newcomers_have_no_account(void **state)
{
	struct flow *f = parse("associate Ken with the password \"kettle\" in "
			       "group ginza goes available\n"
			       "newcomers Rin and 健 in Japanese\n"
			       "newcomer Yui signs up\n"
			       "Ken signs out device 2 on the first device\n"
			       "Ken sees in the team that Rin is in a chat\n"
			       "Ken sees that the invite is expired\n");
	const struct flow_step *s = f->steps;

	(void)state;
	assert_string_equal(f->people[0].password, "kettle");
	assert_string_equal(f->people[0].groups, "ginza");
	assert_false(f->people[0].newcomer);
	assert_true(f->people[1].newcomer && f->people[1].japanese);
	assert_true(f->people[3].newcomer);
	assert_int_equal(f->people[1].role, FLOW_ASSOCIATE);
	assert_null(f->people[1].password);
	assert_int_equal(f->n_steps, 6); /* nobody else signs in */
	assert_int_equal(s[2].verb->id, VERB_SIGNS_UP);
	assert_int_equal(s[3].verb->id, VERB_SIGNS_OUT_DEVICE);
	assert_int_equal(s[3].args[0].number, 2);
	assert_int_equal(s[3].device, 1);
	assert_string_equal(s[4].args[1].text, "in a chat");
	assert_string_equal(s[5].args[0].text, "expired");
	flow_destroy(&f);
}

/* What is wrong with flows, and where. */
static const struct {
	const char *text;
	int line, column;
	const char *why; /* a part of it */
} wrong[] = {
	{"", 1, 1, "nothing happens"},
	{"# only words\n\n", 1, 1, "nothing happens"},
	{"associate Ken\nKen acepts\n", 2, 5, "the nearest: Ken accepts"},
	{"associate Ken\nKen is availible\n", 2, 8,
		"expected \"available\", as in: Ken is available"},
	{"associate Ken\nKen accepts it\n", 2, 13, "somebody in this flow"},
	{"associate Ken\nKen passes now and then\n", 2, 12,
		"as in: Ken passes"},
	{"associate Ken\nKem accepts\n", 2, 1, "did you mean Ken?"},
	{"associate Ken\nYui accepts\n", 2, 1, "\"associate Yui\""},
	{"wiat 90 s\n", 1, 1, "the nearest: wait 90 s"},
	{"wait 90 x\n", 1, 6, "expected a span of time"},
	{"wait\n", 1, 5, "expected a span of time"},
	{"wait 99999999 days\n", 1, 6, "expected a span of time"},
	{"at Fryday 10:00\n", 1, 4, "expected a time"},
	{"at 2026-02-29 10:00\n", 1, 4, "expected a time"},
	{"at Friday 25:00\n", 1, 4, "expected a time"},
	{"the shop is open Mon-Fri 10:00-\n", 1, 13, "expected open Mon-Fri"},
	{"shopper Hana\nHana accepts\n", 2, 1,
		"Hana is a shopper; this is for associates"},
	{"associate Ken\nKen opens /p/x\n", 2, 1,
		"Ken is an associate; this is for shoppers"},
	{"shopper Hana says Hello\n", 1, 19, "a text in \"quotes\""},
	{"shopper Hana says \"Hello\n", 1, 19, "not closed"},
	{"shopper Hana says \"a\\b\"\n", 1, 22, "for a backslash"},
	{"shopper Hana\n\nHana\n", 3, 5, "what Hana does or sees"},
	{"shopper Hana\nassociate Hana\n", 2, 11, "somebody else"},
	{"shopper the\n", 1, 9, "a first name"},
	{"shopper\n", 1, 8, "a first name"},
	{"associate Ken\nKen and accept\n", 2, 9, "nobody here is called"},
	{"associate Ken in group gin/za\n", 1, 24, "a group's key"},
	{"associate Ken\n  Ken accepts\n", 2, 3, "indented"},
	{"associate Ken\nwithin 5 s\nKen accepts\n", 2, 1,
		"nothing is indented"},
	{"associate Ken\nwithin 5 s", 2, 1, "nothing is indented"},
	{"associate Ken\nwithin 5 s\n  within 2 s\n", 3, 3, "in a block"},
	{"associate Ken\nwithin 5 s\n  Ken accepts\n", 3, 3, "what is seen"},
	{"associate Ken\nwithin five\n", 2, 8, "a span of time"},
	{"associate Ken\nKen accepts within 5 s\n", 2, 1, "what is seen"},
	{"associate Ken\nKen is rung within soon\n", 2, 20, "a span of time"},
	{"associate Ken\nKen is not rung within 9 s\n", 2, 1,
		"first \"wait\", then look"},
	{"associate Ken\nKen does not accept\n", 2, 1, "needs no line"},
	{"associate Ken\nKen tries to see sent\n", 2, 1, "what is done"},
	{"associates Ken and Mio\nexactly 3 of Ken and Mio are rung\n", 2, 1,
		"fewer than 3"},
	{"associates Ken and Mio\none of Ken and Mio accepts\n", 2, 1,
		"what is seen"},
	{"associates Ken and Mio\none of Ken and Mio is not rung\n", 2, 1,
		"do not go together"},
	{"associate Ken\nexactly Ken is rung\n", 2, 9, "a number"},
	{"associate Ken with the password kettle\n", 1, 33, "in \"quotes\""},
	{"newcomer Rin with the password \"kettle\"\n", 1, 14,
		"there is no such verb"},
	{"associate Ken\nnewcomer Ken\n", 2, 10, "somebody else"},
	{"associate Ken\nKen sees in the team that Ken is ill\n", 2, 34,
		"expected available, unavailable, rung"},
	{"associate Ken\nKen sees that the invite is lost\n", 2, 29,
		"expected open, used, expired or withdrawn"},
	{"associate Ken\nKen is refused as tired\n", 2, 19, "an error's name"},
	{"shopper Hana says \"\xff\"\n", 1, 20, "not UTF-8"},
	{"shopper Hana says \"\x1b[2J\"\n", 1, 20, "control character"},
};

static void mistakes_are_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct flow_fault fault;
		struct flow *f;

		assert_int_equal(flow_parse(wrong[i].text,
					 strlen(wrong[i].text), &f, &fault),
			ERR_FIELD);
		assert_null(f);
		if (fault.line != wrong[i].line ||
			fault.column != wrong[i].column ||
			!strstr(fault.why, wrong[i].why))
			fail_msg("%s: told at %d:%d: %s", wrong[i].text,
				fault.line, fault.column, fault.why);
	}
}

/* ---- everything has its cap ---- */

static char *repeat(const char *head, const char *s, int n)
{
	size_t len = strlen(head), size = strlen(s);
	char *text = malloc(len + size * (size_t)n + 1);

	assert_non_null(text);
	strcpy(text, head);
	for (int i = 0; i < n; i++)
		strcpy(text + len + size * (size_t)i, s);
	return text;
}

/* So many are fine, and one more is refused for that reason. */
static void caps(const char *head, const char *s, int most, const char *why)
{
	for (int more = 0; more < 2; more++) {
		char *text = repeat(head, s, most + more);
		struct flow_fault fault = {0};
		struct flow *f;
		enum err e = flow_parse(text, strlen(text), &f, &fault);

		assert_int_equal(e, more ? ERR_FIELD : ERR_OK);
		assert_true(!more || strstr(fault.why, why));
		flow_destroy(&f);
		free(text);
	}
}

static void everything_has_a_cap(void **state)
{
	char names[FLOW_PEOPLE + 2][40];

	(void)state;
	caps("", "wait 1 s\n", FLOW_STEPS, "10000 steps");
	caps("wait 1 s #", "x", FLOW_LINE - 10, "20000 bytes");
	caps("wait 1 s\n", "#\n", (FLOW_SIZE - 9) / 2, "4194304 bytes");
	names[0][0] = '\0';
	for (int n = 1; n <= FLOW_PEOPLE + 1; n++) {
		char text[2000] = "wait 1 s\n";
		struct flow_fault fault;
		struct flow *f;

		snprintf(names[n], sizeof(names[n]), "shopper S%d\n", n);
		for (int i = 1; i <= n; i++)
			strcat(text, names[i]);
		assert_int_equal(flow_parse(text, strlen(text), &f, &fault),
			n > FLOW_PEOPLE ? ERR_FIELD : ERR_OK);
		flow_destroy(&f);
	}
}

static void nine_are_too_many_for_a_line(void **state)
{
	static const char text[] = "shoppers A, B, C, D, E, F, G, H and I\n";
	struct flow_fault fault;
	struct flow *f;

	(void)state;
	assert_int_equal(flow_parse(text, strlen(text), &f, &fault), ERR_FIELD);
	assert_non_null(strstr(fault.why, "at most 8 people"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_flow_is_read),
		cmocka_unit_test(hours_add_up),
		cmocka_unit_test(texts_have_escapes),
		cmocka_unit_test(people_come_once),
		cmocka_unit_test(newcomers_have_no_account),
		cmocka_unit_test(mistakes_are_told),
		cmocka_unit_test(everything_has_a_cap),
		cmocka_unit_test(nine_are_too_many_for_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
