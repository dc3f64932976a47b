/* SPDX-License-Identifier: MIT */
/* Rule J1: a shopper's data are found, told, corrected and erased over the
 * control socket, and gone when their retention is over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"
#include "tests/lib/heard.h"
#include "tests/lib/office.h"

#define DAY INT64_C(86400000) /* ms */

static int control(struct office *b, const char *method, const char *path,
	const char *body, char code[64])
{
	char *answer = NULL;
	int status = relayproc_control(
		&b->relay, method, path, body, code ? &answer : NULL);

	if (code) {
		code[0] = '\0';
		if (answer && strstr(answer, "\"t\":\"error\""))
			wsclient_member(answer, "code", code, 64);
	}
	mem_free(answer);
	return status;
}

/* What is found by that, and how many; the first one's id. */
static int find(struct office *b, const char *by, char shopper[32])
{
	char body[200], *answer = NULL;
	int n = 0;

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_shopper\",\"retailer\":\"suzume\",%s}", by);
	assert_int_equal(relayproc_control(&b->relay, "POST", "/shopper-find",
				 body, &answer),
		200);
	for (const char *at = answer; (at = strstr(at, "\"shopper\":"));) {
		if (n++ == 0)
			snprintf(shopper, 27, "%s", strchr(at + 10, '"') + 1);
		at++;
	}
	mem_free(answer);
	return n;
}

/* All that is told of them; mem_free. */
static char *told(struct office *b, const char *shopper)
{
	char path[200], *answer = NULL, *all = mem_strdup("");
	long long at = 0;

	do {
		char *more;

		snprintf(path, sizeof(path),
			"/shopper-lines?retailer=suzume&shopper=%s&at=%lld",
			shopper, at);
		assert_int_equal(
			relayproc_control(&b->relay, "GET", path, "", &answer),
			200);
		at = strtoll(strstr(answer, "\"at\":") + 5, NULL, 10);
		more = mem_alloc(strlen(all) + strlen(answer) + 1);
		sprintf(more, "%s%s", all, answer);
		mem_free(all);
		mem_free(answer);
		all = more;
	} while (at);
	return all;
}

static void amend(struct office *b, const char *what, const char *shopper,
	const char *rest, int status, const char *code_wanted)
{
	char path[40], body[300], code[64];

	snprintf(path, sizeof(path), "/shopper-%s", what);
	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_%s\",\"retailer\":\"suzume\",\"shopper\":\"%s\"%"
		"s}",
		what, shopper, rest);
	assert_int_equal(control(b, "POST", path, body, code), status);
	assert_string_equal(code, code_wanted);
}

/* Hana says something to Aiko, who accepts: the chat. */
static struct wsclient *chats(struct office *b, const char *words, char *chat)
{
	struct wsclient *s = relayproc_as_shopper(&b->relay, "suzume", b->hana);

	wsclient_say(s, "{\"t\":\"identify\",\"name\":\"Hana\"}");
	wsclient_say(b->a, "{\"t\":\"available\",\"ref\":\"v\",\"on\":true}");
	heard_with(b->a, "ok", "ref", "v");
	wsclient_sayf(s,
		"{\"t\":\"say\",\"ref\":\"1\",\"key\":\"k\",\"text\":\"%s\"}",
		words);
	wsclient_member(heard_with(s, "ok", "ref", "1"), "chat", chat, 32);
	heard(b->a, "ring");
	wsclient_sayf(
		b->a, "{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}", chat);
	heard_with(b->a, "ok", "ref", "2");
	return s;
}

static void ends(struct office *b, const char *chat)
{
	wsclient_sayf(
		b->a, "{\"t\":\"end\",\"ref\":\"3\",\"chat\":\"%s\"}", chat);
	heard_with(b->a, "ok", "ref", "3");
}

static void enquires(struct wsclient *s)
{
	wsclient_say(s,
		"{\"t\":\"enquire\",\"ref\":\"q\",\"key\":\"q\","
		"\"address\":\"hana@example.com\",\"text\":\"Please write\"}");
	heard_with(s, "ok", "ref", "q");
}

/* How many lines of that word the audit log has. */
static int64_t audited(struct office *b, const char *word)
{
	char sql[120];

	snprintf(sql, sizeof(sql),
		"SELECT COUNT(*) FROM audit WHERE what = '%s'", word);
	return office_number(b, sql);
}

static void J1_all_that_is_kept_is_told(void **state)
{
	struct office *b = *state;
	char chat[32], shopper[32], other[32], *all;
	struct wsclient *s = chats(b, "Is this bowl glazed?", chat);

	wsclient_say(s,
		"{\"t\":\"event\",\"what\":\"cart\",\"product\":\"Bowl\","
		"\"amount\":12345,\"currency\":\"KWD\",\"quantity\":2}");
	enquires(s);
	assert_int_equal(
		find(b, "\"address\":\"HANA@example.com\"", shopper), 1);
	assert_int_equal(find(b, "\"guest\":1", other), 1);
	assert_string_equal(other, shopper);
	assert_int_equal(find(b, "\"order\":\"T-9\"", other), 0);
	all = told(b, shopper);
	assert_non_null(strstr(all, "Is this bowl glazed?"));
	assert_non_null(strstr(all, "hana@example.com"));
	assert_non_null(strstr(all,
		"\\\"product\\\":\\\"Bowl\\\",\\\"minor_units\\\":12345,"
		"\\\"currency\\\":\\\"KWD\\\",\\\"quantity\\\":2"));
	assert_non_null(strstr(all, "\\\"associate\\\":\\\"Aiko\\\""));
	mem_free(all);
	assert_int_equal(audited(b, "shopper_exported"), 1);
	wsclient_close(&s);
}

/* Whoever left nothing but an enquiry has no row of their own. */
static void J3_what_is_told_of_an_enquiry_is_audited(void **state)
{
	struct office *b = *state;
	struct wsclient *s = relayproc_as_shopper(&b->relay, "suzume", b->hana);
	char shopper[32], *all;

	enquires(s);
	assert_int_equal(
		find(b, "\"address\":\"hana@example.com\"", shopper), 1);
	all = told(b, shopper);
	assert_non_null(strstr(all, "Please write"));
	mem_free(all);
	assert_int_equal(audited(b, "shopper_exported"), 1);
	/* Of nobody there is nothing to tell. */
	mem_free(told(b, "00000000000000000000000000"));
	assert_int_equal(audited(b, "shopper_exported"), 1);
	wsclient_close(&s);
}

/* Aiko claims an order of that chat. */
static void claims(struct office *b, const char *chat)
{
	char body[400], code[64], text[200];

	snprintf(body, sizeof(body),
		"{\"t\":\"claim\",\"key\":\"6b\",\"order\":\"T-7\","
		"\"name\":\"Hana Xylo\",\"product\":\"Bowl\",\"chat\":\"%s\","
		"\"evidence\":\"Xylo said so\",\"amount\":4800,"
		"\"currency\":\"JPY\",\"bought\":1999999999000000}",
		chat);
	office_post(b, b->aiko, "/v1/claims", body, code, text);
	assert_string_equal(code, "");
}

/* No page has reported that order: it is known to be theirs by the chat. */
static void J1_what_was_claimed_is_theirs_too(void **state)
{
	struct office *b = *state;
	char chat[32], shopper[32], body[200], *all;
	struct wsclient *s = chats(b, "Is this bowl glazed?", chat);

	ends(b, chat);
	claims(b, chat);
	assert_int_equal(find(b, "\"order\":\"T-7\"", shopper), 1);
	all = office_get(b, b->ken, "/v1/manage/claims/suzume", 200);
	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_claim\",\"retailer\":\"suzume\","
		"\"claim\":\"%.26s\",\"grant\":true,\"reason\":\"Seen\"}",
		strstr(all, "\"claim\":\"") + 9);
	mem_free(all);
	assert_int_equal(control(b, "POST", "/claim", body, NULL), 204);
	assert_int_equal(find(b, "\"order\":\"T-7\"", shopper), 1);
	amend(b, "correct", shopper, ",\"name\":\"Hana Abe\"", 204, "");
	all = told(b, shopper);
	assert_non_null(strstr(all, "\\\"t\\\":\\\"claim\\\""));
	assert_non_null(strstr(all, "\\\"t\\\":\\\"order\\\""));
	assert_non_null(strstr(all, "\\\"minor_units\\\":4800"));
	assert_non_null(strstr(all, "\\\"why\\\":\\\"Seen\\\""));
	assert_null(strstr(all, "Hana Xylo"));
	mem_free(all);
	amend(b, "erase", shopper, "", 204, "");
	assert_int_equal(find(b, "\"order\":\"T-7\"", shopper), 0);
	wsclient_close(&s);
}

static void J1_corrected(void **state)
{
	struct office *b = *state;
	char chat[32], shopper[32];
	struct wsclient *s = chats(b, "Hello", chat);

	enquires(s);
	assert_int_equal(find(b, "\"guest\":1", shopper), 1);
	amend(b, "correct", shopper, "", 400, "bad_field");
	amend(b, "correct", shopper, ",\"name\":\"  \"", 400, "bad_field");
	amend(b, "correct", shopper, ",\"name\":\"Hana Abe\"", 204, "");
	heard_with(b->a, "chat", "name", "Hana Abe");
	amend(b, "correct", shopper, ",\"address\":\"abe@example.com\"", 204,
		"");
	assert_int_equal(
		find(b, "\"address\":\"abe@example.com\"", shopper), 1);
	assert_int_equal(audited(b, "shopper_corrected"), 2);
	amend(b, "correct", "00000000000000000000000000",
		",\"name\":\"Nobody\"", 404, "unknown_id");
	wsclient_close(&s);
}

static void J1_erased(void **state)
{
	struct office *b = *state;
	char chat[32], shopper[32];
	struct wsclient *s = chats(b, "Is this bowl glazed?", chat);
	const char *m;

	enquires(s);
	assert_int_equal(find(b, "\"guest\":1", shopper), 1);
	amend(b, "erase", shopper, "", 409, "in_a_chat");
	ends(b, chat);
	amend(b, "erase", shopper, "", 204, "");
	heard_has(heard(s, "bye"), "code", "bad_token");
	heard_has(heard_with(b->a, "enquiry", "text", ""), "address", "");
	assert_int_equal(find(b, "\"guest\":1", shopper), 0);
	assert_int_equal(
		find(b, "\"address\":\"hana@example.com\"", shopper), 0);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM entry"), 0);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM score"), 1);
	wsclient_say(b->a, "{\"t\":\"archive\",\"ref\":\"l\"}");
	m = heard_with(b->a, "filed", "chat", chat);
	heard_has(m, "name", "");
	heard_has(m, "text", "");
	assert_int_equal(audited(b, "shopper_erased"), 1);
	amend(b, "erase", shopper, "", 404, "unknown_id");
	assert_int_equal(audited(b, "shopper_erased"), 1);
	wsclient_close(&s);
	/* The same browser, had it kept its token. */
	s = chats(b, "Hello again", chat);
	assert_int_equal(find(b, "\"guest\":2", shopper), 1);
	wsclient_close(&s);
}

/* Is that word in any file of the relay's? */
static bool in_files(struct office *b, const char *word)
{
	char command[300];

	snprintf(command, sizeof(command), "grep -rqF '%s' '%.*s'", word,
		(int)(strrchr(b->relay.control, '/') - b->relay.control),
		b->relay.control);
	return system(command) == 0;
}

static bool is_in_no_file(struct office *b)
{
	return !in_files(b, "Xylo") && !in_files(b, "xylophone");
}

/* What an associate wrote of them, too; and the log beside the database. */
static void J1_erased_is_in_no_file(void **state)
{
	struct office *b = *state;
	char chat[32], shopper[32];
	struct wsclient *s = chats(b, "Is this xylophone glazed?", chat);

	ends(b, chat);
	claims(b, chat);
	assert_int_equal(find(b, "\"guest\":1", shopper), 1);
	assert_true(in_files(b, "Xylo"));
	amend(b, "erase", shopper, "", 204, "");
	/* The last copy goes once nobody reads from the log. */
	office_until(b, is_in_no_file);
	wsclient_close(&s);
}

static void J1_what_cannot_be_read_is_said_so(void **state)
{
	struct office *b = *state;
	char code[64];

	assert_int_equal(control(b, "POST", "/shopper-find",
				 "{\"t\":\"ctl_shopper\",\"retailer\":"
				 "\"suzume\"}",
				 code),
		400);
	assert_int_equal(control(b, "POST", "/shopper-find",
				 "{\"t\":\"ctl_shopper\",\"retailer\":"
				 "\"suzume\",\"guest\":1,\"order\":\"T\"}",
				 code),
		400);
	assert_int_equal(control(b, "POST", "/shopper-find",
				 "{\"t\":\"ctl_shopper\",\"retailer\":"
				 "\"nobody\",\"guest\":1}",
				 code),
		404);
	assert_int_equal(
		control(b, "GET", "/shopper-lines?retailer=suzume&shopper=x",
			"", code),
		400);
	assert_int_equal(control(b, "GET",
				 "/shopper-lines?retailer=suzume&shopper="
				 "00000000000000000000000000&at=99999999999",
				 "", code),
		400);
	assert_int_equal(control(b, "GET", "/retention/nobody", "", code), 404);
}

/* ---- the retention ---- */

static void keep_for(struct office *b, int days)
{
	char body[120];

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_retailer\",\"retailer\":\"suzume\","
		"\"retention\":%d}",
		days);
	assert_int_equal(control(b, "PUT", "/retailer", body, NULL), 204);
}

static void expires(struct office *b, int status, const char *code_wanted)
{
	char code[64];

	assert_int_equal(control(b, "POST", "/expire",
				 "{\"t\":\"ctl_expire\",\"retailer\":"
				 "\"suzume\"}",
				 code),
		status);
	assert_string_equal(code, code_wanted);
}

static void assert_past(struct office *b, const char *field, int wanted)
{
	char *answer = NULL, text[32];

	assert_int_equal(relayproc_control(&b->relay, "GET",
				 "/retention/suzume", "", &answer),
		200);
	wsclient_member(answer, field, text, sizeof(text));
	assert_int_equal(atoi(text), wanted);
	mem_free(answer);
}

static void J1_what_is_past_the_retention_is_gone(void **state)
{
	struct office *b = *state;
	char chat[32];
	struct wsclient *s = chats(b, "Is this bowl glazed?", chat);

	expires(b, 409, "wrong_state"); /* all is kept for ever */
	enquires(s);
	ends(b, chat);
	wsclient_close(&s);
	keep_for(b, 30);
	assert_past(b, "days", 30);
	relayproc_advance(&b->relay, 30 * DAY - 60000);
	assert_past(b, "chats", 0);
	expires(b, 200, "");
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM chat"), 1);
	relayproc_advance(&b->relay, 120000);
	assert_past(b, "chats", 1);
	assert_past(b, "enquiries", 1);
	assert_past(b, "shoppers", 1);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM chat"), 1);
	expires(b, 200, "");
	assert_past(b, "chats", 0);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM enquiry"), 0);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM shopper"), 0);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM chat"), 0);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM filed"), 0);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM score"), 1);
	assert_int_equal(audited(b, "retention"), 1);
}

static bool has_acted(struct office *b)
{
	return audited(b, "retention") == 1;
}

/* Nothing tells a test of it but what is written. */
static void J1_by_itself_within_the_hour(void **state)
{
	struct office *b = *state;
	char chat[32];
	struct wsclient *s = chats(b, "Is this bowl glazed?", chat);

	ends(b, chat);
	wsclient_close(&s);
	relayproc_advance(&b->relay, 31 * DAY);
	keep_for(b, 30);
	relayproc_advance(&b->relay, DAY / 24 - 1000);
	assert_past(b, "chats", 1);
	relayproc_advance(&b->relay, 2000);
	office_until(b, has_acted);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM chat"), 0);
	assert_int_equal(office_number(b,
				 "SELECT COUNT(*) FROM audit WHERE what ="
				 " 'retention' AND who = 'retention'"),
		1);
	keep_for(b, 36500);
	expires(b, 409, "wrong_state");
}

int main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, office_setup, office_teardown)
	const struct CMUnitTest tests[] = {
		TEST(J1_all_that_is_kept_is_told),
		TEST(J3_what_is_told_of_an_enquiry_is_audited),
		TEST(J1_what_was_claimed_is_theirs_too),
		TEST(J1_corrected),
		TEST(J1_erased),
		TEST(J1_erased_is_in_no_file),
		TEST(J1_what_cannot_be_read_is_said_so),
		TEST(J1_what_is_past_the_retention_is_gone),
		TEST(J1_by_itself_within_the_hour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
