/* SPDX-License-Identifier: MIT */
/*
 * The managers' pages of the shop: hours, groups, greetings, limits, audit.
 * Rules I1, B3, J3.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "tests/lib/scene.h"

/* ---- hours ---- */

static void test_hours(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "o");
	scene_expect(s, "   The shop   Ginza   表参道   Web");
	scene_expect(s, "12    15  v 18    21    0");
	scene_expect(s, "10:30-13:00 14:00-19:00");
	scene_expect(s, "   * Saturday");
	scene_expect(s, "Thu 31 Dec 2026   closed        Stocktaking");
	scene_expect(s, "よいお年を");
	scene_expect_not(s, "20 Nov"); /* that day is over */
}

static void test_hours_of_a_day(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "o");
	scene_keys(s, "<Enter>"); /* today */
	scene_expect(s, "11:00-02:00");
	scene_keys(s, "<Ctrl-U>11:00<F8>");
	scene_expect(s, "an interval is written 10:30-19:00");
	scene_asked_nothing(s);
	scene_keys(s, "<Ctrl-U>９：３０〜１２：００ 14:00-19:30<F8>");
	scene_asked(s,
		"ask PUT /v1/manage/retailer {\"t\":\"ctl_retailer\","
		"\"retailer\":\"maison\",\"hours\":"
		"\"mon-thu 10:30-13:00 14:00-19:00\\nfri 11:00-02:00\\n"
		"sat 09:30-12:00 14:00-19:30\\n2026-11-20 closed\\n"
		"2026-12-31 closed \\\"Stocktaking\\\"\\n"
		"2027-01-01 12:00-16:00 \\\"よいお年を\\\"\\n\"}");
	scene_refuse(s, ASK_M_SET_RETAILER, ERR_IO);
	scene_expect(s, "The relay cannot be reached.");
	scene_expect(s, "〜"); /* what was typed is there still */
	scene_keys(s, "<F8>");
	scene_answer(s, ASK_M_SET_RETAILER, "");
	scene_expect(s, "Saved.");
	scene_expect_not(s, "Holds");
}

static void test_hours_of_all_days(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "o");
	scene_keys(s, "<Enter><Ctrl-U><Tab><Left><F8>");
	scene_asked(s, "\"hours\":\"mon-sun closed\\n2026-11-20 closed\\n");
}

static void test_hours_exception(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "o");
	scene_keys(s, "n2026-12-31<F8>");
	scene_expect(s, "There is an exception on that day already.");
	scene_keys(s, "<Ctrl-U>2026-02-30<F8>");
	scene_expect(s, "a date is written 2026-12-31");
	scene_keys(s, "<Ctrl-U>2026-11-20<F8>");
	scene_expect(s, "That day is over.");
	scene_keys(s, "<Ctrl-U>2026/12/24<Tab>10-12<Tab>\"<F8>");
	scene_expect(s, "A notice has no \" in it.");
	scene_keys(s, "<Ctrl-U>Until noon<F8>");
	scene_expect(s, "an interval is written");
	scene_asked_nothing(s);
	scene_keys(s, "<Ctrl-U>10:00-12:00<F8>");
	scene_asked(
		s, "2026-12-24 10:00-12:00 \\\"Until noon\\\"\\n2026-12-31");
}

static void test_hours_exception_goes(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "o");
	scene_click(s, "Thu 31 Dec");
	scene_keys(s, "<Delete>");
	scene_expect(s, "Remove the exception on Thu 31 Dec 2026?");
	scene_keys(s, "<Right><Enter>");
	scene_asked(s, "fri-sat 11:00-02:00\\n2026-11-20 closed\\n2027-01-01");
}

/* A group's own hours begin with the shop's. */
static void test_hours_of_a_group(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "o");
	scene_keys(s, "<Tab>");
	scene_expect(s, "The shop's hours; changes");
	scene_keys(s, "<Enter><Ctrl-U><F8>");
	scene_asked(s,
		"ask PUT /v1/manage/group {\"t\":\"ctl_group\","
		"\"retailer\":\"maison\",\"group\":\"ginza\",\"hours\":"
		"\"mon-thu 10:30-13:00 14:00-19:00\\nfri 11:00-02:00\\n"
		"sat closed\\n");
	scene_answer(s, ASK_M_SET_GROUP, "");
	scene_click(s, "Web");
	scene_expect(s, "09:00-18:00");
	scene_expect_not(s, "11:00-02:00");
	scene_click(s, "The shop");
	scene_expect(s, "11:00-02:00");
}

static void test_hours_as_text(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "o");
	scene_click(s, "= Edit all of it as text");
	scene_keys(s, "<Enter>");
	scene_expect(s, "fri,sat 11:00-02:00");
	scene_keys(s, "<Alt-Enter>mon 10:00-11:00<F8>");
	scene_expect(s, "Line 7: the day was given before");
	scene_asked_nothing(s);
	scene_keys(s, "<Home><Ctrl-K>sun 10:00-11:00 # new<F8>");
	scene_asked(s, "\\n\\nsun 10:00-11:00 # new\"}");
}

/* A colleague was there meanwhile: what they did is not undone unseen. */
static void test_hours_meanwhile(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "o");
	scene_click(s, "= Edit all of it as text");
	scene_keys(s, "<Enter>");
	scene_wait(s, MANAGE_REFRESH_MS);
	scene_answer(s, ASK_M_RETAILER,
		"{\"t\":\"ctl_retailer\",\"retailer\":\"maison\","
		"\"name\":\"Maison Noren\",\"hours\":\"always\"}");
	scene_out(s);
	scene_keys(s, "<F8>");
	scene_expect(s, "A colleague has changed the hours meanwhile.");
	scene_asked_nothing(s);
	scene_keys(s, "<F8>");
	scene_asked(s, "\"hours\":\"mon-thu");
}

/* ---- groups ---- */

static void test_groups(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "g");
	scene_expect(s,
		"   Ginza                      ginza               "
		"the shop's hours");
	scene_expect(s, "web                 hours of its own");
	scene_keys(s, "nShibuya<Tab>Shi buya<F8>");
	scene_expect(s, "A key is like ginza or ginza-2");
	scene_keys(s, "<Ctrl-U>web<F8>");
	scene_expect(s, "There is a group of that key.");
	scene_asked_nothing(s);
	scene_keys(s, "<Ctrl-U>shibuya<Enter>");
	scene_asked(s,
		"{\"t\":\"ctl_group\",\"retailer\":\"maison\","
		"\"group\":\"shibuya\",\"name\":\"Shibuya\"}");
	scene_answer(s, ASK_M_SET_GROUP, "");
	scene_out(s);
	scene_keys(s, "<Enter>n<Ctrl-U>Ginza 6<F8>");
	scene_asked(s, "\"group\":\"ginza\",\"name\":\"Ginza 6\"}");
	scene_answer(s, ASK_M_SET_GROUP, "");
	scene_out(s);
	scene_keys(s, "<Delete><Right><Enter>");
	scene_asked(s, "\"group\":\"ginza\",\"remove\":true}");
}

static void test_group_hours(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "g");
	scene_keys(s, "<Enter>");
	scene_expect(s, "has them");
	scene_keys(s, "<Esc><Down><Down><Enter>s<Right><Enter>");
	scene_asked(s, "\"group\":\"web\",\"hours\":\"none\"}");
	scene_answer(s, ASK_M_SET_GROUP, "");
	scene_keys(s, "<Enter>o");
	assert_int_equal(s->model->place, MODEL_HOURS);
	assert_string_equal(s->model->manage.hours_of, "web");
	/* By the menu it is the shop's again. */
	scene_manage(s, "o");
	scene_keys(s, "<Tab>");
	scene_expect(s, "The shop's hours; changes");
}

/* ---- greetings ---- */

static void test_greetings(void **state)
{
	struct scene *s = *state;

	scene_templates(s);
	scene_manage(s, "p");
	scene_expect(s, "greeting    English   Coats");
	scene_expect(s, "reply       English   Returns");
	scene_expect(s, "10:00-12:00   /coats/*");
	scene_keys(s, "<Down><Enter>");
	scene_expect(s, "As shoppers read it");
	scene_expect(s, "Good afternoon, Hanako Sato! This is Aiko Tanaka of");
	scene_keys(s, " {price}<F8>");
	scene_expect(s, "What stands in { } is none of the names below.");
	scene_asked_nothing(s);
	scene_keys(s,
		"<Backspace><Backspace><Backspace><Backspace>"
		"<Backspace><Backspace><Backspace><Backspace>"
		"<Tab><Tab><Tab>a/*<F8>");
	scene_expect(s, "Pages are a path such as /coats/*.");
	scene_keys(s, "<Ctrl-U>/a/*<Tab>25:00<F8>");
	scene_expect(s, "One span such as 10:00-12:00.");
	scene_keys(s, "<Ctrl-U>10:00-12:30<F8>");
	scene_asked(s,
		"ask PUT /v1/manage/template {\"t\":\"ctl_template\","
		"\"retailer\":\"maison\",\"template\":\"hello\","
		"\"title\":\"Hello\","
		"\"text\":\"{time_of_day}, {shopper}!");
	scene_answer(s, ASK_M_SET_TEMPLATE, "");
	scene_expect_not(s, "As shoppers read it");
}

static void test_greeting_is_added(void **state)
{
	struct scene *s = *state;

	scene_tell(s,
		"{\"t\":\"template\",\"template\":\"reply-en-1\","
		"\"use\":\"reply\",\"lang\":\"en\",\"title\":\"One\","
		"\"text\":\"One.\"}");
	scene_manage(s, "p");
	scene_keys(s, "n<F8>");
	scene_expect(s, "Please enter a title.");
	scene_keys(s, "Size<Tab><Space><F8>");
	scene_expect(s, "Please enter the words.");
	scene_keys(s, "It runs small.<F8>");
	scene_asked(s,
		"\"template\":\"reply-en-2\",\"use\":\"reply\","
		"\"title\":\"Size\",\"text\":\"It runs small.\","
		"\"pages\":\"none\"}");
	scene_refuse(s, ASK_M_SET_TEMPLATE, ERR_FULL);
	scene_expect(s, "There are 200 already.");
	scene_keys(s, "<Esc><Delete><Right><Enter>");
	scene_asked(s, "\"template\":\"reply-en-1\",\"remove\":true}");
}

/* ---- limits ---- */

static void test_limits(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "m");
	scene_expect(s, "Maison Noren");
	scene_keys(s, "<Tab><Ctrl-U>blue<F8>");
	scene_expect(s, "A colour is like #243b61.");
	scene_keys(s,
		"<Ctrl-U>#ff8800<Tab><Ctrl-U><Tab><Tab><Tab>"
		"<Ctrl-U>5<F8>");
	scene_expect(s, "Usually 90, from 10 to 3600.");
	scene_asked_nothing(s);
	scene_keys(s, "<Ctrl-U>120<F8>");
	/* Only what was changed. */
	scene_asked(s,
		"ask PUT /v1/manage/retailer {\"t\":\"ctl_retailer\","
		"\"retailer\":\"maison\",\"accent\":\"#ff8800\","
		"\"ring_for\":120000,\"support\":\"none\"}");
	scene_refuse(s, ASK_M_SET_RETAILER, ERR_NOT_KEPT);
	scene_expect(s, "120");
	scene_keys(s, "<F8>");
	scene_answer(s, ASK_M_SET_RETAILER, "");
	scene_expect(s, "Saved.");
	scene_expect(s, "120");
	/* F4: whether barcodes are read. */
	scene_keys(s, "<Tab><Tab><Tab><Tab><Tab>");
	scene_expect(s, "< They are read >");
	scene_keys(s, "<Right>");
	scene_expect(s, "< They are not read >");
	scene_keys(s, "<F8>");
	scene_asked(s, "\"scan\":2");
	scene_answer(s, ASK_M_SET_RETAILER, "");
	scene_keys(s, "<Right><F8>");
	scene_asked(s, "\"scan\":1");
}

/* ---- audit ---- */

static void test_audit(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "u");
	scene_expect(s, "Everything");
	scene_expect(s, "17:01              Aiko Tanaka         signed in");
	scene_expect(s, "somebody            sign-in failed");
	scene_expect(s, "from 203.0.113.7");
	scene_expect(s, "of_2031"); /* newer than this program */
	scene_keys(s, "<Down>");
	scene_asked(s, "&before=901");
	scene_keys(s, "<Enter>");
	scene_expect(s, "What is shown");
	scene_keys(s,
		"<Right><Right><Down><Right><Down><Right><Right>"
		"<Enter>");
	scene_lists(s); /* the answer to what was asked before */
	scene_asked(s,
		"maison&what=sign_in_failed&who=0bbbbbbbbbbbbbbbbbbbbbbbbb"
		"&within=604800000");
	scene_expect(s, "sign-in failed   Mio Sato   the last 7 days");
	scene_answer(s, ASK_M_AUDIT, "{\"audit\":[],\"more\":false}");
	scene_expect(s, "Nothing of that kind.");
}

#define T(name) \
	cmocka_unit_test_setup_teardown( \
		test_##name, scene_begin_manager, scene_finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(hours),
		T(hours_of_a_day),
		T(hours_of_all_days),
		T(hours_exception),
		T(hours_exception_goes),
		T(hours_of_a_group),
		T(hours_as_text),
		T(hours_meanwhile),
		T(groups),
		T(group_hours),
		T(greetings),
		T(greeting_is_added),
		T(limits),
		T(audit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
