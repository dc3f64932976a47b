/* SPDX-License-Identifier: MIT */
/* Enquiries are answered by mail or by hand, over real sockets (C9). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "tests/lib/heard.h"
#include "tests/lib/office.h"

/* Hana leaves an enquiry; Aiko hears of it. */
static void enquire(struct office *b, const char *key, const char *address)
{
	struct wsclient *s = relayproc_as_shopper(&b->relay, "suzume", b->hana);
	char body[400];

	snprintf(body, sizeof(body),
		"{\"t\":\"enquire\",\"ref\":\"e\",\"key\":\"%s\","
		"\"name\":\"Hana\",\"address\":\"%s\","
		"\"text\":\"Is it back?\\nThe bowl.\"}",
		key, address);
	wsclient_say(s, body);
	heard(s, "ok");
	wsclient_member(heard(b->a, "enquiry"), "enquiry", b->enquiry, 32);
	wsclient_close(&s);
}

static void take_up(struct office *b, struct wsclient *c, const char *what)
{
	char body[200];

	snprintf(body, sizeof(body),
		"{\"t\":\"%s\",\"ref\":\"t\",\"enquiry\":\"%s\"}", what,
		b->enquiry);
	wsclient_say(c, body);
}

static void answers(struct office *b, const char *token, const char *rest,
	const char *wanted)
{
	char body[600], code[64], text[200];

	snprintf(body, sizeof(body), "{\"t\":\"answer\",\"enquiry\":\"%s\",%s}",
		b->enquiry, rest);
	office_post(b, token, "/v1/enquiries/answer", body, code, text);
	assert_string_equal(code, wanted);
}

static char *letters(struct office *b, const char *token)
{
	char path[100];

	snprintf(path, sizeof(path), "/v1/enquiries/%s/letters", b->enquiry);
	return office_get(b, token, path, 200);
}

/* It is heard that an enquiry is answered. */
static void until_done(struct wsclient *c)
{
	char done[40];

	do
		wsclient_member(
			heard(c, "enquiry"), "done", done, sizeof(done));
	while (!*done);
}

/* ---- enquiries ---- */

static void C9_answered_by_mail(void **state)
{
	struct office *b = *state;
	char *list;

	enquire(b, "k", "hana@example.com");
	heard(b->k, "enquiry");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"Yes\"", "taken");
	take_up(b, b->a, "take_up");
	heard(b->a, "ok");
	heard_has(heard(b->k, "enquiry"), "taken", "Aiko");
	answers(b, b->ken, "\"key\":\"a\",\"text\":\"Yes\"", "taken");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\" \\n \"", "bad_field");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"\u3000\"", "bad_field");
	answers(b, b->rin, "\"key\":\"a\",\"text\":\"Yes\"", "unknown_id");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"Yes, it is.\"", "");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"Yes, it is.\"", "");
	until_done(b->k);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM letter"), 1);
	list = letters(b, b->ken);
	assert_non_null(strstr(list, "Yes, it is."));
	mem_free(list);
	list = letters(b, b->rin);
	assert_string_equal(list, "{\"letters\":[]}");
	mem_free(list);
	/* The server cannot be reached: it waits, and says why. */
	heard_has(heard(b->k, "delivery"), "state", "queued");
	wsclient_say(b->k,
		"{\"t\":\"answered\",\"ref\":\"l\","
		"\"text\":\"yes\"}");
	heard_has(heard(b->k, "enquiry"), "state", "queued");
	heard(b->k, "archived");
	wsclient_say(b->k, "{\"t\":\"enquiries\",\"ref\":\"q\"}");
	heard(b->k, "ok");
	assert_int_equal(office_number(b,
				 "SELECT COUNT(*) FROM audit"
				 " WHERE what = 'enquiry_answered'"),
		1);
}

/* Does the mail that waits say that, in its text? */
static bool mail_says(struct office *b, const char *words)
{
	sqlite3 *db = office_database(b);
	sqlite3_stmt *st = NULL;
	char wanted[400] = "";
	struct buf text;
	const char *s;
	bool says;

	for (const unsigned char *p = (const unsigned char *)words; *p; p++)
		snprintf(wanted + strlen(wanted), 4, *p > 0x7f ? "=%02X" : "%c",
			*p);
	assert_int_equal(
		sqlite3_prepare_v2(db, "SELECT text FROM mail", -1, &st, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	buf_init(&text, 1 << 20);
	/* Without the breaks of lines that go on. */
	for (s = (const char *)sqlite3_column_text(st, 0); *s; s++) {
		if (strncmp(s, "=\r\n", 3) == 0)
			s += 2;
		else
			buf_add_char(&text, *s);
	}
	says = strstr(buf_str(&text), wanted) != NULL;
	buf_fini(&text);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return says;
}

static void C9_in_the_shoppers_language(void **state)
{
	struct office *b = *state;

	enquire(b, "k", "hana@example.com");
	take_up(b, b->a, "take_up");
	heard(b->a, "ok");
	office_change(b, "UPDATE enquiry SET lang = 1");
	answers(b, b->aiko,
		"\"key\":\"a\",\"text\":\"\xe3\x81\xaf\xe3\x81\x84\"", "");
	assert_true(mail_says(b, "はい\r\n\r\nAiko\r\n"));
	assert_true(mail_says(b,
		"日にいただいたお問い合わせ:\r\n> Is it back?"
		"\r\n> The bowl"));
	/* Nobody reads replies, where the retailer has no address for them. */
	assert_true(mail_says(b, "お読みすることができません。"));
	assert_false(mail_says(b, "Reply-To:"));
	assert_false(mail_says(b, "Auto-Submitted:"));
	assert_true(mail_says(b, " <n@chat.example>\r\nTo: hana@example.com"));
}

/* Of whoever asked, another address: the answer that waits goes there. */
static void J1_what_waits_goes_to_the_corrected_address(void **state)
{
	struct office *b = *state;
	char body[200], *found = NULL;

	enquire(b, "k", "hina@example.com");
	take_up(b, b->a, "take_up");
	heard(b->a, "ok");
	answers(b, b->aiko,
		"\"key\":\"a\",\"text\":\"Yes\\n\\nTo: hina@example.com\"", "");
	assert_int_equal(
		relayproc_control(&b->relay, "POST", "/shopper-find",
			"{\"t\":\"ctl_shopper\",\"retailer\":\"suzume\","
			"\"address\":\"hina@example.com\"}",
			&found),
		200);
	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_correct\",\"retailer\":\"suzume\","
		"\"shopper\":\"%.26s\",\"address\":\"hana@example.com\"}",
		strstr(found, "\"shopper\":\"") + 11);
	mem_free(found);
	assert_int_equal(relayproc_control(&b->relay, "POST",
				 "/shopper-correct", body, NULL),
		204);
	assert_true(mail_says(
		b, " <n@chat.example>\r\nTo: hana@example.com\r\nSubject: "));
	assert_true(mail_says(b, "\r\n\r\nYes\r\n\r\nTo: hina@example.com"));
	assert_int_equal(office_number(b,
				 "SELECT COUNT(*) FROM mail"
				 " WHERE address = 'hana@example.com'"),
		1);
}

/* What stands in the text stays there, and no name becomes a header. */
static void C9_no_header_is_smuggled_in(void **state)
{
	struct office *b = *state;

	enquire(b, "k", "hana@example.com");
	take_up(b, b->a, "take_up");
	heard(b->a, "ok");
	answers(b, b->aiko,
		"\"key\":\"a\",\"text\":\"Yes\\r\\nBcc: all@x.example\\n"
		"\\n.\\nQUIT\\u0007\\u001b[2J\"",
		"");
	assert_false(mail_says(b, "\r\nBcc: all@x.example\r\nTo:"));
	assert_true(mail_says(b, "\r\n\r\nYes"));
	assert_false(mail_says(b, "\x1b"));
	assert_false(mail_says(b, "\x07"));
	assert_false(mail_says(b, "\r\n.\r\n"));
}

static void C9_put_back_and_answered_by_hand(void **state)
{
	struct office *b = *state;

	/* No address that mail knows: still it can be answered otherwise. */
	enquire(b, "k", "090 1234 5678");
	take_up(b, b->a, "take_up");
	heard(b->a, "ok");
	take_up(b, b->a, "put_back");
	heard(b->a, "ok");
	take_up(b, b->k, "take_up");
	heard(b->k, "ok");
	answers(b, b->ken, "\"key\":\"a\",\"text\":\"Yes\"", "bad_address");
	answers(b, b->ken,
		"\"key\":\"a\",\"text\":\"Called her\",\"by_hand\":true", "");
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM mail"), 0);
	until_done(b->a);
	assert_int_equal(
		office_number(b, "SELECT COUNT(*) FROM enquiry WHERE done > 0"),
		1);
	/* Whoever likes may write once more. */
	answers(b, b->aiko, "\"key\":\"a\",\"by_hand\":true", "");
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM letter"), 2);
}

static void C9_without_a_mail_server(void **state)
{
	struct office *b = *state;
	struct wsclient *c = wsclient_open(b->relay.port, "/v1/associate", "");

	assert_non_null(c);
	wsclient_sayf(c,
		"{\"t\":\"hello\",\"ref\":\"h\",\"version\":1,"
		"\"token\":\"%s\"}",
		b->aiko);
	heard_has(heard(c, "welcome"), "no_mail", "true");
	wsclient_close(&c);
	enquire(b, "k", "hana@example.com");
	take_up(b, b->a, "take_up");
	heard(b->a, "ok");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"Yes\"", "no_mail");
	answers(b, b->aiko, "\"key\":\"a\",\"by_hand\":true", "");
}

/* The answer was kept, and then the relay died: it is found kept. */
static void C9_the_relay_dies_in_between(void **state)
{
	struct office *b = *state;

	enquire(b, "k", "hana@example.com");
	take_up(b, b->a, "take_up");
	heard(b->a, "ok");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"Yes\"", "");
	wsclient_close(&b->a);
	wsclient_close(&b->k);
	relayproc_kill(&b->relay);
	office_change(b, "UPDATE enquiry SET done = 0");
	relayproc_start(&b->relay);
	b->a = relayproc_as_associate(&b->relay, b->aiko);
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"Yes\"", "");
	until_done(b->a);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM letter"), 1);
	assert_int_equal(
		office_number(b, "SELECT COUNT(*) FROM enquiry WHERE done > 0"),
		1);
}

#define T(name) \
	cmocka_unit_test_setup_teardown(name, office_setup, office_teardown)
#define BARE(name) \
	cmocka_unit_test_setup_teardown( \
		name, office_setup_bare, office_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(C9_answered_by_mail),
		T(C9_in_the_shoppers_language),
		T(J1_what_waits_goes_to_the_corrected_address),
		T(C9_no_header_is_smuggled_in),
		T(C9_put_back_and_answered_by_hand),
		BARE(C9_without_a_mail_server),
		T(C9_the_relay_dies_in_between),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
