/* SPDX-License-Identifier: MIT */
/* Enquiries are answered by mail or by hand, and claims become sales, over real
 * sockets (C9, E5). */
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
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

/* Under a test clock that stands here. */
#define NOW INT64_C(2000000000000000) /* us */

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], ken[RELAYPROC_TOKEN], rin[RELAYPROC_TOKEN];
	char hana[RELAYPROC_TOKEN];
	struct wsclient *a, *k; /* Aiko, and Ken, who is a manager */
	char enquiry[32];
};

static void set_clock(struct bed *b)
{
	char body[100];

	snprintf(body, sizeof(body), "{\"t\":\"ctl_clock\",\"wall\":%lld}",
		(long long)NOW);
	assert_int_equal(
		relayproc_control(&b->relay, "POST", "/clock", body, NULL),
		204);
}

static void promote(struct bed *b, const char *address)
{
	char body[200];

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_associate\",\"retailer\":\"suzume\","
		"\"address\":\"%s\",\"manager\":true}",
		address);
	assert_int_equal(
		relayproc_control(&b->relay, "PUT", "/associate", body, NULL),
		204);
}

/* "server" has a mail server, which nobody hears at; "" has none. */
static struct bed *open_bed(const char *mail)
{
	static struct bed b;

	memset(&b, 0, sizeof(b));
	if (*mail)
		relayproc_init(&b.relay, "-o", "smtp_url=smtp://127.0.0.1:9",
			"-o", "smtp_from=n@chat.example", NULL);
	else
		relayproc_init(&b.relay, NULL);
	set_clock(&b); /* first: a session would expire */
	relayproc_retailer(&b.relay, "suzume");
	relayproc_retailer(&b.relay, "tsubame");
	relayproc_associate(
		&b.relay, "suzume", "aiko@suzume.example", "Aiko", b.aiko);
	relayproc_associate(
		&b.relay, "suzume", "ken@suzume.example", "Ken", b.ken);
	relayproc_associate(
		&b.relay, "tsubame", "rin@tsubame.example", "Rin", b.rin);
	promote(&b, "ken@suzume.example");
	b.a = relayproc_as_associate(&b.relay, b.aiko);
	b.k = relayproc_as_associate(&b.relay, b.ken);
	return &b;
}

static int setup(void **state)
{
	*state = open_bed("server");
	return 0;
}

static int setup_bare(void **state)
{
	*state = open_bed("");
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	wsclient_close(&b->a);
	wsclient_close(&b->k);
	assert_int_equal(relayproc_stop(&b->relay), 0);
	relayproc_fini(&b->relay);
	return 0;
}

static void assert_member(const char *m, const char *name, const char *wanted)
{
	char text[400];

	assert_string_equal(
		wsclient_member(m, name, text, sizeof(text)), wanted);
}

/* Hana leaves an enquiry; Aiko hears of it. */
static void enquire(struct bed *b, const char *key, const char *address)
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

static void take_up(struct bed *b, struct wsclient *c, const char *what)
{
	char body[200];

	snprintf(body, sizeof(body),
		"{\"t\":\"%s\",\"ref\":\"t\",\"enquiry\":\"%s\"}", what,
		b->enquiry);
	wsclient_say(c, body);
}

/* The status; the error's name and text, or "". */
static int post(struct bed *b, const char *token, const char *path,
	const char *body, char code[64], char text[200])
{
	char headers[200], *answer = NULL;
	int status;

	snprintf(headers, sizeof(headers),
		"Authorization: Bearer %s\r\nContent-Type: "
		"application/json\r\n",
		token);
	status =
		relayproc_http(&b->relay, "POST", path, headers, body, &answer);
	code[0] = text[0] = '\0';
	if (answer && strstr(answer, "\"t\":\"error\"")) {
		wsclient_member(answer, "code", code, 64);
		wsclient_member(answer, "text", text, 200);
	}
	mem_free(answer);
	return status;
}

static void answers(
	struct bed *b, const char *token, const char *rest, const char *wanted)
{
	char body[600], code[64], text[200];

	snprintf(body, sizeof(body), "{\"t\":\"answer\",\"enquiry\":\"%s\",%s}",
		b->enquiry, rest);
	post(b, token, "/v1/enquiries/answer", body, code, text);
	assert_string_equal(code, wanted);
}

static char *get(struct bed *b, const char *token, const char *path, int status)
{
	char headers[200], *answer = NULL;

	snprintf(headers, sizeof(headers), "Authorization: Bearer %s\r\n",
		token);
	assert_int_equal(
		relayproc_http(&b->relay, "GET", path, headers, "", &answer),
		status);
	return answer;
}

static char *letters(struct bed *b, const char *token)
{
	char path[100];

	snprintf(path, sizeof(path), "/v1/enquiries/%s/letters", b->enquiry);
	return get(b, token, path, 200);
}

static sqlite3 *open_database(struct bed *b)
{
	char path[128];
	sqlite3 *db;

	snprintf(path, sizeof(path), "%.*s/noren.db",
		(int)(strrchr(b->relay.control, '/') - b->relay.control),
		b->relay.control);
	assert_int_equal(
		sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL),
		SQLITE_OK);
	sqlite3_busy_timeout(db, 10000);
	return db;
}

static void change(struct bed *b, const char *sql)
{
	sqlite3 *db = open_database(b);

	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static int64_t number(struct bed *b, const char *sql)
{
	sqlite3 *db = open_database(b);
	sqlite3_stmt *st = NULL;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
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
	struct bed *b = *state;
	char *list;

	enquire(b, "k", "hana@example.com");
	heard(b->k, "enquiry");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"Yes\"", "taken");
	take_up(b, b->a, "take_up");
	heard(b->a, "ok");
	assert_member(heard(b->k, "enquiry"), "taken", "Aiko");
	answers(b, b->ken, "\"key\":\"a\",\"text\":\"Yes\"", "taken");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\" \\n \"", "bad_field");
	answers(b, b->rin, "\"key\":\"a\",\"text\":\"Yes\"", "unknown_id");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"Yes, it is.\"", "");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"Yes, it is.\"", "");
	until_done(b->k);
	assert_int_equal(number(b, "SELECT COUNT(*) FROM letter"), 1);
	list = letters(b, b->ken);
	assert_non_null(strstr(list, "Yes, it is."));
	mem_free(list);
	list = letters(b, b->rin);
	assert_string_equal(list, "{\"letters\":[]}");
	mem_free(list);
	/* The server cannot be reached: it waits, and says why. */
	assert_member(heard(b->k, "delivery"), "state", "queued");
	wsclient_say(b->k,
		"{\"t\":\"answered\",\"ref\":\"l\","
		"\"text\":\"yes\"}");
	assert_member(heard(b->k, "enquiry"), "state", "queued");
	heard(b->k, "archived");
	wsclient_say(b->k, "{\"t\":\"enquiries\",\"ref\":\"q\"}");
	heard(b->k, "ok");
	assert_int_equal(number(b,
				 "SELECT COUNT(*) FROM audit"
				 " WHERE what = 'enquiry_answered'"),
		1);
}

/* Does the mail that waits say that, in its text? */
static bool mail_says(struct bed *b, const char *words)
{
	sqlite3 *db = open_database(b);
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
	struct bed *b = *state;

	enquire(b, "k", "hana@example.com");
	take_up(b, b->a, "take_up");
	heard(b->a, "ok");
	change(b, "UPDATE enquiry SET lang = 1");
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

/* What stands in the text stays there, and no name becomes a header. */
static void C9_no_header_is_smuggled_in(void **state)
{
	struct bed *b = *state;

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
	struct bed *b = *state;

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
	assert_int_equal(number(b, "SELECT COUNT(*) FROM mail"), 0);
	until_done(b->a);
	assert_int_equal(
		number(b, "SELECT COUNT(*) FROM enquiry WHERE done > 0"), 1);
	/* Whoever likes may write once more. */
	answers(b, b->aiko, "\"key\":\"a\",\"by_hand\":true", "");
	assert_int_equal(number(b, "SELECT COUNT(*) FROM letter"), 2);
}

static void C9_without_a_mail_server(void **state)
{
	struct bed *b = *state;
	struct wsclient *c = wsclient_open(b->relay.port, "/v1/associate", "");

	assert_non_null(c);
	wsclient_sayf(c,
		"{\"t\":\"hello\",\"ref\":\"h\",\"version\":1,"
		"\"token\":\"%s\"}",
		b->aiko);
	assert_member(heard(c, "welcome"), "no_mail", "true");
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
	struct bed *b = *state;

	enquire(b, "k", "hana@example.com");
	take_up(b, b->a, "take_up");
	heard(b->a, "ok");
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"Yes\"", "");
	wsclient_close(&b->a);
	wsclient_close(&b->k);
	relayproc_kill(&b->relay);
	change(b, "UPDATE enquiry SET done = 0");
	relayproc_start(&b->relay);
	b->a = relayproc_as_associate(&b->relay, b->aiko);
	answers(b, b->aiko, "\"key\":\"a\",\"text\":\"Yes\"", "");
	until_done(b->a);
	assert_int_equal(number(b, "SELECT COUNT(*) FROM letter"), 1);
	assert_int_equal(
		number(b, "SELECT COUNT(*) FROM enquiry WHERE done > 0"), 1);
}

/* ---- claims ---- */

static void claims(struct bed *b, const char *token, const char *order,
	const char *rest, const char *code_wanted, const char *text_wanted)
{
	char body[600], code[64], text[200];

	snprintf(body, sizeof(body),
		"{\"t\":\"claim\",\"key\":\"%s\",\"order\":\"%s\","
		"\"name\":\"Hana\",\"product\":\"Bowl\","
		"\"evidence\":\"She wrote it down\",%s}",
		order, order, rest);
	post(b, token, "/v1/claims", body, code, text);
	assert_string_equal(code, code_wanted);
	if (text_wanted)
		assert_string_equal(text, text_wanted);
}

#define GOOD "\"amount\":4800,\"currency\":\"JPY\",\"bought\":1999999999000000"

static void E5_what_makes_no_sense_is_refused(void **state)
{
	struct bed *b = *state;

	claims(b, b->aiko, "T-1",
		"\"amount\":0,\"currency\":\"JPY\",\"bought\":1999999999000000",
		"bad_field", "The field amount is nothing.");
	claims(b, b->aiko, "T-1",
		"\"amount\":2000000000000000,\"currency\":\"JPY\","
		"\"bought\":1999999999000000",
		"bad_field",
		"The field amount is more than any order comes to.");
	claims(b, b->aiko, "T-1",
		"\"amount\":1,\"currency\":\"XQQ\",\"bought\":1999999999000000",
		"bad_field", "The field currency is none that is known.");
	claims(b, b->aiko, "T-1",
		"\"amount\":1,\"currency\":\"JPY\",\"bought\":2000100000000000",
		"bad_field", "The field bought is in the future.");
	claims(b, b->aiko, "T-1",
		"\"amount\":1,\"currency\":\"JPY\",\"bought\":1900000000000000",
		"bad_field", "The field bought is too long ago.");
	claims(b, b->aiko, " ", GOOD, "bad_field", NULL);
	claims(b, b->hana, "T-1", GOOD, "bad_token", NULL);
	assert_int_equal(number(b, "SELECT COUNT(*) FROM claim"), 0);
}

/* The id of the claim of that order. */
static void claim_id(struct bed *b, const char *order, char id[32])
{
	char *list = get(b, b->ken, "/v1/manage/claims/suzume", 200);
	char what[64];
	const char *at;

	snprintf(what, sizeof(what), "\"order\":\"%s\"", order);
	at = strstr(list, what);
	assert_non_null(at);
	while (strncmp(at, "\"claim\":\"", 9) != 0)
		at--;
	snprintf(id, 27, "%s", at + 9);
	mem_free(list);
}

static void decides(struct bed *b, const char *token, const char *order,
	const char *rest, const char *code_wanted, const char *text_wanted)
{
	char body[400], code[64], text[200], id[32];

	claim_id(b, order, id);
	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_claim\",\"retailer\":\"suzume\",\"claim\":\"%s\","
		"%s}",
		id, rest);
	post(b, token, "/v1/manage/claim", body, code, text);
	assert_string_equal(code, code_wanted);
	if (text_wanted)
		assert_string_equal(text, text_wanted);
}

static void E5_granted_it_is_a_sale(void **state)
{
	struct bed *b = *state;
	const char *m;
	char *list;

	claims(b, b->aiko, "T-1", GOOD, "", NULL);
	assert_member(heard(b->k, "claims"), "waiting", "0");
	assert_member(heard(b->k, "claims"), "waiting", "1");
	claims(b, b->aiko, "T-1", GOOD, "", NULL); /* the same key */
	assert_int_equal(number(b, "SELECT COUNT(*) FROM claim"), 1);
	decides(b, b->aiko, "T-1", "\"grant\":true", "forbidden", NULL);
	decides(b, b->rin, "T-1", "\"grant\":true", "forbidden", NULL);
	decides(b, b->ken, "T-1", "\"reason\":\"  \"", "bad_field",
		"A refusal needs a reason.");
	decides(b, b->ken, "T-1", "\"grant\":true,\"reason\":\"I saw it\"", "",
		NULL);
	m = heard(b->a, "sale");
	assert_member(m, "claimed", "true");
	assert_member(m, "fresh", "true");
	assert_member(m, "amount", "4800");
	m = heard(b->a, "claimed");
	assert_member(m, "state", "granted");
	assert_member(m, "decider", "Ken");
	assert_member(m, "reason", "I saw it");
	decides(b, b->ken, "T-1", "\"grant\":true", "taken",
		"Ken has decided it already.");
	claims(b, b->aiko, "T-1", "\"evidence_\":1," GOOD, "credited",
		"That order is your sale already.");
	list = get(b, b->aiko, "/v1/claims", 200);
	assert_non_null(strstr(list, "\"state\":\"granted\""));
	mem_free(list);
	list = get(b, b->rin, "/v1/claims", 200);
	assert_string_equal(list, "{\"claims\":[]}");
	mem_free(list);
	wsclient_say(b->a,
		"{\"t\":\"viewed\",\"ref\":\"v\","
		"\"order\":\"T-1\"}");
	assert_member(heard(b->a, "sale"), "fresh", "");
	assert_int_equal(number(b,
				 "SELECT COUNT(*) FROM audit WHERE what IN"
				 " ('claim', 'claim_granted')"
				 " AND about = 'T-1'"),
		2);
}

static void E5_an_order_is_somebodys_once(void **state)
{
	struct bed *b = *state;

	claims(b, b->aiko, "T-1", GOOD, "", NULL);
	claims(b, b->ken, "T-1", GOOD, "", NULL);
	decides(b, b->ken, "T-1", "\"grant\":true", "", NULL);
	heard(b->a, "sale");
	decides(b, b->ken, "T-1", "\"grant\":true", "oneself", NULL);
	promote(b, "aiko@suzume.example");
	decides(b, b->aiko, "T-1", "\"grant\":true", "credited",
		"That order is Aiko's sale already.");
	decides(b, b->aiko, "T-1", "\"reason\":\"It was mine\"", "", NULL);
	assert_member(heard(b->k, "claimed"), "state", "refused");
	assert_int_equal(number(b, "SELECT COUNT(*) FROM sale"), 1);
}

/* The sale was kept, and then the relay died: the claim is granted. */
static void E5_the_relay_dies_in_between(void **state)
{
	struct bed *b = *state;

	claims(b, b->aiko, "T-1", GOOD, "", NULL);
	decides(b, b->ken, "T-1", "\"grant\":true", "", NULL);
	wsclient_close(&b->a);
	wsclient_close(&b->k);
	relayproc_kill(&b->relay);
	change(b, "UPDATE claim SET state = 0");
	relayproc_start(&b->relay);
	decides(b, b->ken, "T-1", "\"reason\":\"No\"", "credited",
		"It has become a sale: it can only be granted.");
	decides(b, b->ken, "T-1", "\"grant\":true", "", NULL);
	assert_int_equal(number(b, "SELECT COUNT(*) FROM sale"), 1);
	assert_int_equal(number(b,
				 "SELECT sales FROM presence"
				 " WHERE sales > 0"),
		1);
}

/* Two managers decide in the same moment. */
static int decided_at_once(struct bed *b, const char *order)
{
	static const char *const ways[2] = {
		"\"grant\":true", "\"reason\":\"Not Aiko's\""};
	struct wsclient *c[2];
	char body[200], id[32];
	const char *answer;
	int done = 0;

	claim_id(b, order, id);
	for (int i = 0; i < 2; i++) {
		c[i] = wsclient_connect_unix(b->relay.control);
		assert_non_null(c[i]);
	}
	for (int i = 0; i < 2; i++) {
		snprintf(body, sizeof(body),
			"{\"t\":\"ctl_claim\",\"retailer\":\"suzume\","
			"\"claim\":\"%s\",%s}",
			id, ways[i]);
		assert_true(wsclient_print(c[i],
			"POST /claim HTTP/1.1\r\nHost: localhost\r\n"
			"Content-Length: %zu\r\n\r\n%s",
			strlen(body), body));
	}
	for (int i = 0; i < 2; i++) {
		done += wsclient_read_http(c[i], &answer) == 204;
		wsclient_close(&c[i]);
	}
	return done;
}

static void E5_granted_and_refused_at_once(void **state)
{
	struct bed *b = *state;

	claims(b, b->aiko, "T-1", GOOD, "", NULL);
	assert_int_equal(decided_at_once(b, "T-1"), 1);
	assert_int_equal(number(b, "SELECT COUNT(*) FROM sale"),
		number(b, "SELECT COUNT(*) FROM claim WHERE state = 1"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
#define BARE(name) cmocka_unit_test_setup_teardown(name, setup_bare, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(C9_answered_by_mail),
		T(C9_in_the_shoppers_language),
		T(C9_no_header_is_smuggled_in),
		T(C9_put_back_and_answered_by_hand),
		BARE(C9_without_a_mail_server),
		T(C9_the_relay_dies_in_between),
		BARE(E5_what_makes_no_sense_is_refused),
		BARE(E5_granted_it_is_a_sale),
		BARE(E5_an_order_is_somebodys_once),
		BARE(E5_the_relay_dies_in_between),
		BARE(E5_granted_and_refused_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
