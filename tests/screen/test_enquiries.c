/* SPDX-License-Identifier: MIT */
/*
 * Enquiries: those that wait, taking one up, answering it, and what was
 * answered.  Rule C9.
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

#define ONE "01000000000000000000000000"
#define TWO "02000000000000000000000000"

static void tell_enquiry(
	struct scene *s, const char *id, const char *at, const char *fields)
{
	scene_tellf(s,
		"{\"t\":\"enquiry\",\"enquiry\":\"%s\",\"at\":\"%s\","
		"\"address\":\"kim@example.com\",\"name\":\"Kim\","
		"\"text\":\"Is it machine washable?\\nAnd dryable?\"%s}",
		id, at, fields);
}

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	scene_keys(s, "<F7>");
	*state = s;
	return 0;
}

static int finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

/* Nothing was answered so far; the page asks that when it comes up. */
static void none_answered(struct scene *s)
{
	scene_tell(s, "{\"t\":\"archived\",\"ref\":\"0000000000005eed-2\"}");
}

static void tell_two(struct scene *s)
{
	tell_enquiry(s, TWO, "2026-11-21T09:10:00Z", "");
	tell_enquiry(s, ONE, "2026-11-20T09:00:00Z", "");
	scene_tell(s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-1\"}");
}

static void test_list(void **state)
{
	struct scene *s = *state;
	const char *page;

	assert_string_equal(scene_out(s),
		"send {\"t\":\"enquiries\",\"ref\":\"0000000000005eed-1\"}\n"
		"send {\"t\":\"answered\",\"ref\":\"0000000000005eed-2\"}\n");
	assert_true(scene_shows(s, "One moment"));
	tell_two(s);
	page = scene_page(s);
	assert_non_null(strstr(page,
		"   * Fri 20 Nov  Kim                  "
		"Is it machine washable?"));
	assert_true(strstr(page, "Fri 20 Nov") < strstr(page, "09:10"));
}

static void test_none(void **state)
{
	struct scene *s = *state;

	scene_tell(s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-1\"}");
	none_answered(s);
	assert_true(scene_shows(s, "No enquiries wait."));
}

#define MINE ",\"taken\":\"Aiko Tanaka\",\"holder\":\"" SCENE_ME "\""

/* The second one is opened, and nothing was written to it before. */
static void open_second(struct scene *s)
{
	tell_two(s);
	none_answered(s);
	scene_keys(s, "<Down><Enter>");
	scene_answer(s, ASK_LETTERS, "{\"letters\":[]}");
	scene_out(s);
}

static void take_it(struct scene *s)
{
	scene_keys(s, "<Enter>");
	tell_enquiry(s, TWO, "2026-11-21T09:10:00Z", MINE);
	scene_out(s);
}

static void test_take_up(void **state)
{
	struct scene *s = *state;

	open_second(s);
	assert_true(scene_shows(s, "kim@example.com"));
	assert_true(scene_shows(s, "And dryable?"));
	scene_keys(s, "<Enter>");
	scene_asked(s,
		"send {\"t\":\"take_up\",\"ref\":\"0000000000005eed-3\","
		"\"enquiry\":\"" TWO "\"}\n");
	tell_enquiry(s, TWO, "2026-11-21T09:10:00Z", ",\"taken\":\"Mio\"");
	scene_tell(s,
		"{\"t\":\"error\",\"ref\":\"0000000000005eed-3\","
		"\"code\":\"taken\",\"text\":\"\",\"name\":\"Mio\"}");
	assert_true(scene_shows(s, "Taken up by Mio"));
	assert_true(scene_shows(s, "A colleague was first."));
	scene_keys(s, "<Enter>");
	assert_null(strstr(scene_out(s), "take_up"));
	scene_keys(s, "<Esc>");
	assert_true(scene_shows(s, "Fri 20 Nov"));
	scene_keys(s, "<Esc>");
	assert_int_equal(s->model->place, MODEL_HOME);
}

static void test_put_back(void **state)
{
	struct scene *s = *state;

	open_second(s);
	scene_keys(s, "b"); /* it is nobody's */
	scene_asked_nothing(s);
	take_it(s);
	assert_true(scene_shows(s, "You have taken it up"));
	scene_keys(s, "b");
	scene_asked(s,
		"send {\"t\":\"put_back\",\"ref\":\"0000000000005eed-4\","
		"\"enquiry\":\"" TWO "\"}");
	tell_enquiry(s, TWO, "2026-11-21T09:10:00Z", "");
	assert_true(scene_shows(s, "take up"));
}

static void test_answer_by_mail(void **state)
{
	struct scene *s = *state;

	open_second(s);
	take_it(s);
	scene_keys(s, "<Enter>");
	assert_true(scene_shows(s, "Answer to kim@example.com"));
	assert_true(scene_shows(s, "Enter send"));
	scene_keys(s, "<F8>");
	assert_true(scene_shows(s, "Please write an answer."));
	scene_asked_nothing(s);
	scene_keys(s, "Yes.<Alt-Enter>Both.<F8>");
	assert_non_null(
		strstr(scene_out(s), "\"enquiry\":\"" TWO "\",\"key\":\""));
	scene_refuse(s, ASK_ANSWER, ERR_ADDRESS);
	assert_true(scene_shows(s, "No mail can be sent to that address."));
	assert_true(scene_shows(s, "Both."));
	scene_keys(s, "<F8>");
	assert_non_null(strstr(scene_out(s), "\"text\":\"Yes.\\nBoth.\""));
	scene_answer(s, ASK_ANSWER, "");
	assert_true(scene_shows(s, "The enquiry is answered."));
	assert_false(scene_shows(s, "Both."));
}

static void test_answer_otherwise(void **state)
{
	struct scene *s = *state;

	s->model->no_mail = true;
	open_second(s);
	take_it(s);
	assert_true(scene_shows(s, "Please write to kim@example.com yourself"));
	scene_keys(s, "<Enter><F8>");
	assert_non_null(strstr(scene_out(s), "\"by_hand\":true"));
}

#define DONE \
	",\"taken\":\"Mio\",\"done\":\"2026-11-21T10:00:00Z\"," \
	"\"state\":\"failed\",\"why\":\"550 nobody\""

/* What was answered stands below, and says what has become of it. */
static void test_answered(void **state)
{
	struct scene *s = *state;

	tell_enquiry(s, TWO, "2026-11-21T09:10:00Z", "");
	scene_tell(s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-1\"}");
	scene_tellf(s,
		"{\"t\":\"enquiry\",\"ref\":\"0000000000005eed-2\","
		"\"enquiry\":\"%s\",\"at\":\"2026-11-20T09:00:00Z\","
		"\"address\":\"hana@example.com\",\"name\":\"Hana\","
		"\"text\":\"When is it back?\"" DONE "}",
		ONE);
	none_answered(s);
	assert_true(scene_shows(s, "Missed   Enquiries 1"));
	assert_true(scene_shows(s, "Not delivered"));
	assert_true(
		strstr(scene_page(s), "Kim") < strstr(scene_page(s), "Hana"));
	scene_keys(s, "<Down><Enter>");
	scene_asked(s, "ask GET /v1/enquiries/*/letters " ONE);
	scene_answer(s, ASK_LETTERS,
		"{\"letters\":[{\"t\":\"letter\",\"letter\":\"" TWO
		"\",\"at\":\"2026-11-21T10:00:00Z\",\"name\":\"Mio\","
		"\"text\":\"On Monday.\",\"state\":\"failed\","
		"\"why\":\"550 nobody\"}]}");
	assert_true(scene_shows(s, "On Monday."));
	assert_true(scene_shows(s, "550 nobody"));
	assert_true(scene_shows(s, "write again"));
	scene_tell(s,
		"{\"t\":\"delivery\",\"enquiry\":\"" ONE "\",\"letter\":\"" TWO
		"\",\"associate\":\"" SCENE_ME
		"\",\"name\":\"Hana\",\"state\":\"sent\"}");
	assert_true(scene_shows(s, "Your answer to Hana is sent."));
	assert_false(scene_shows(s, "550 nobody"));
}

/* One that is answered while it is on the list goes down there. */
static void test_one_is_answered(void **state)
{
	struct scene *s = *state;

	tell_two(s);
	none_answered(s);
	tell_enquiry(s, ONE, "2026-11-20T09:00:00Z", DONE);
	assert_int_equal(s->model->n_enquiries, 1);
	assert_int_equal(s->model->answered.n, 1);
	assert_true(scene_shows(s, "Missed   Enquiries 1"));
}

static void test_search(void **state)
{
	struct scene *s = *state;

	tell_two(s);
	none_answered(s);
	scene_out(s);
	scene_keys(s, "/b");
	scene_asked(s, "\"text\":\"b\"");
	scene_tell(s, "{\"t\":\"archived\",\"ref\":\"0000000000005eed-3\"}");
	assert_true(scene_shows(s, "Nothing found."));
	scene_keys(s, "<Esc>");
	assert_true(scene_shows(s, "Missed   Enquiries 2"));
}

/* However small the page is, who answers sees what was asked. */
static void test_asked_is_seen(void **state)
{
	struct scene *s = *state;
	static const int sizes[][2] = {
		{30, 100}, {24, 80}, {16, 60}, {12, 40}, {40, 140}};

	open_second(s);
	take_it(s);
	scene_keys(s, "<Enter>");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		scene_resize(s, sizes[i][0], sizes[i][1]);
		assert_true(scene_shows(s, "Is it machine washable?"));
		assert_true(scene_shows(s, "By mail"));
		assert_true(scene_shows(s, "Your answer"));
		assert_true(scene_shows(s, "  Send  "));
	}
}

/* In little room, without colours, and in Japanese, all of it can be read. */
static void test_small(void **state)
{
	struct scene *s = *state;

	open_second(s);
	take_it(s);
	scene_resize(s, 12, 40);
	assert_true(scene_shows(s, "kim@example.com"));
	assert_true(scene_shows(s, "And dryable?"));
	scene_language("ja");
	s->model->japanese = true;
	scene_keys(s, "<PageUp>");
	assert_true(scene_shows(s, "あなたが対応中"));
	scene_keys(s, "<Enter>");
	assert_true(scene_shows(s, "メールで回答する"));
	assert_true(scene_shows(s, "Enter 送信"));
	scene_keys(s, "はい、あります。");
	assert_true(scene_shows(s, "はい、あります。"));
	scene_language("en");
}

/* Asked again, those that are no longer there go. */
static void test_asked_again(void **state)
{
	struct scene *s = *state;

	tell_two(s);
	none_answered(s);
	scene_keys(s, "<Esc><F7>");
	tell_enquiry(s, TWO, "2026-11-21T09:10:00Z", "");
	scene_tell(s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-3\"}");
	assert_int_equal(s->model->n_enquiries, 1);
}

static void test_many(void **state)
{
	struct scene *s = *state;
	char id[] = ONE;

	for (int i = 0; i < 32; i++) {
		id[10] = "0123456789abcdefghjkmnpqrstvwxyz"[i];
		tell_enquiry(s, id, "2026-11-20T09:00:00Z", "");
	}
	scene_keys(s, "<PageDown><PageDown><PageDown>");
	assert_int_equal(s->model->n_enquiries, 32);
	assert_int_equal(scene_count_style(s, STYLE_REVERSE), 76);
	scene_resize(s, 12, 40);
	assert_int_equal(scene_count_style(s, STYLE_REVERSE), 38);
}

/* Rule J1: what an opened one said is gone at once. */
static void test_erased(void **state)
{
	struct scene *s = *state;

	open_second(s);
	assert_true(scene_shows(s, "And dryable?"));
	scene_tell(s,
		"{\"t\":\"enquiry\",\"enquiry\":\"" TWO
		"\",\"at\":\"2026-11-21T09:10:00Z\",\"address\":\"\","
		"\"done\":\"2026-11-21T10:00:00Z\"}");
	assert_false(scene_shows(s, "And dryable?"));
	assert_true(scene_shows(s, "Is it machine washable?")); /* the list */
	assert_false(scene_shows(s, "Take up"));
	assert_int_equal(s->model->n_enquiries, 1);
	assert_int_equal(s->model->answered.n, 0);
}

/* Rule J2: those that are listed, those that were found, the one opened. */
static void test_saved(void **state)
{
	struct scene *s = *state;

	tell_two(s);
	none_answered(s);
	scene_expect(s, "s save");
	scene_out(s);
	scene_keys(s, "s");
	scene_expect(s, "Save the enquiries");
	scene_expect(s, "Enquiries:  All");
	scene_expect(s, "~/Downloads/noren-enquiries-2026-11-21.txt");
	scene_keys(s, "<Right><Right><Ctrl-S>");
	scene_asked(s,
		"saving 2 {\"t\":\"export\",\"enquiries\":true} "
		"~/Downloads/noren-enquiries-2026-11-21.jsonl");
	scene_act(s,
		&(struct action){.kind = ACTION_SAVING,
			.saving = &(struct saving){.chats = 340,
				.reached = INT64_C(1795280000000000)}});
	scene_expect(s, "340 enquiries, back to");
	scene_act(s,
		&(struct action){.kind = ACTION_SAVING_END,
			.ended = &(struct saving_end){.path = "a.jsonl"}});
	scene_expect(s, "Kept as a.jsonl");
	scene_keys(s, "<Enter>s");
	scene_expect(s, "Save the enquiry");
	scene_expect(s, "~/Downloads/noren-enquiry-2026-11-20-");
	scene_out(s);
	scene_keys(s, "<Ctrl-S>");
	scene_asked(s,
		"saving 0 {\"t\":\"export\",\"chat\":\"" ONE
		"\",\"enquiries\":true} ");
}

static void test_found_are_saved(void **state)
{
	struct scene *s = *state;

	tell_two(s);
	none_answered(s);
	scene_keys(s, "/b<Enter>");
	tell_enquiry(s, ONE, "2026-11-20T09:00:00Z",
		",\"ref\":\"0000000000005eed-3\",\"taken\":\"Mio\","
		"\"done\":\"2026-11-21T10:00:00Z\",\"state\":\"sent\"");
	scene_tell(s, "{\"t\":\"archived\",\"ref\":\"0000000000005eed-3\"}");
	scene_out(s);
	scene_keys(s, "s");
	scene_expect(s, "Enquiries:  Answered   / b");
	scene_keys(s, "<Ctrl-S>");
	scene_asked(s, "\"text\":\"b\",\"enquiries\":true}");
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(list),
		T(none),
		T(take_up),
		T(put_back),
		T(answer_by_mail),
		T(asked_is_seen),
		T(answer_otherwise),
		T(answered),
		T(one_is_answered),
		T(search),
		T(small),
		T(asked_again),
		T(many),
		T(erased),
		T(saved),
		T(found_are_saved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
