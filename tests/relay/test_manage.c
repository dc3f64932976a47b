/* SPDX-License-Identifier: MIT */
/* The managers' door (I1) over real sockets: what becomes of the team, which
 * connections close, and what is written down of it (A8, J3). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "relay/gate/rights.h"
#include "shared/mem.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

#define SHOP "flow-suzume" /* so that it can be taken away */
#define FROM "192.0.2.77"
#define AIKO "aiko@suzume.example"
#define HANA "hana@suzume.example"
#define MIO "mio@suzume.example"

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], hana[RELAYPROC_TOKEN];
};

/* {"t":"…","retailer":SHOP, and more; and an address */
#define SAID(type, more) \
	"{\"t\":\"" type "\",\"retailer\":\"" SHOP "\"" more "}"
#define OF(type, address, rest) SAID(type, ",\"address\":\"" address "\"" rest)
#define NONE "\":\"00000000000000000000000000\"" /* an id */

static int control(const struct bed *b, const char *method, const char *path,
	const char *body, char **answer)
{
	return relayproc_control(&b->relay, method, path, body, answer);
}

static int manage(const struct bed *b, const char *token, const char *method,
	const char *path, const char *body, char **answer)
{
	char headers[160], whole[160];

	snprintf(headers, sizeof(headers),
		"X-Forwarded-For: " FROM "\r\nAuthorization: Bearer %s\r\n",
		token);
	snprintf(whole, sizeof(whole), "/v1/manage%s", path);
	return relayproc_http(&b->relay, method, whole, headers, body, answer);
}

static int setup(void **state)
{
	static struct bed b;

	relayproc_init(&b.relay, "-o", "flows=yes", "-o", "trust_proxy=yes",
		"-o", "smtp_url=smtp://127.0.0.1:9", "-o",
		"smtp_from=n@chat.example", NULL);
	relayproc_retailer(&b.relay, SHOP);
	relayproc_associate(&b.relay, SHOP, AIKO, "Aiko", b.aiko);
	relayproc_associate(&b.relay, SHOP, HANA, "Hana", b.hana);
	assert_int_equal(
		control(&b, "PUT", "/associate",
			OF("ctl_associate", HANA, ",\"manager\":true"), NULL),
		204);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	relayproc_fini(&b->relay);
	return 0;
}

/* ---- roles ---- */

static void code_of(const char *answer, char code[48])
{
	wsclient_member(answer ? answer : "", "code", code, 48);
}

/* The manager's change is refused with that name. */
static void refused(const struct bed *b, const char *method, const char *path,
	const char *body, const char *name)
{
	char *answer, code[48];

	assert_int_not_equal(
		manage(b, b->hana, method, path, body, &answer), 204);
	code_of(answer, code);
	assert_string_equal(code, name);
	mem_free(answer);
}

static void test_a_retailer_keeps_a_manager(void **state)
{
	struct bed *b = *state;

	refused(b, "PUT", "/associate",
		OF("ctl_associate", "HANA@suzume.example", ",\"remove\":true"),
		"oneself");
	refused(b, "PUT", "/associate",
		OF("ctl_associate", HANA, ",\"plain\":true"), "oneself");
	refused(b, "POST", "/sign-out", OF("ctl_sign_out", HANA, ""),
		"last_manager");
	refused(b, "PUT", "/associate",
		OF("ctl_associate", "new@suzume.example", ""), "unknown_id");
	refused(b, "POST", "/sign-out",
		OF("ctl_sign_out", "new@suzume.example", ""), "unknown_id");
}

/* Whoever is promoted or demoted is told at once, and so are managers. */
static void test_roles_are_told_at_once(void **state)
{
	struct bed *b = *state;
	struct wsclient *aiko = relayproc_as_associate(&b->relay, b->aiko);
	struct wsclient *hana = relayproc_as_associate(&b->relay, b->hana);
	const char *m;

	assert_true(wsclient_say(hana, "{\"t\":\"team\",\"ref\":\"t\"}"));
	assert_non_null(wsclient_expect(hana, "ok"));
	assert_int_equal(
		manage(b, b->hana, "PUT", "/associate",
			OF("ctl_associate", AIKO, ",\"manager\":true"), NULL),
		204);
	m = wsclient_expect(aiko, "welcome");
	assert_non_null(strstr(m, "\"manager\":true"));
	assert_non_null(strstr(m, "\"shop\":\"" SHOP "\""));
	assert_non_null(wsclient_expect(aiko, "ready"));
	assert_non_null(
		strstr(wsclient_expect(hana, "mate"), "\"manager\":true"));
	assert_int_equal(
		manage(b, b->aiko, "GET", "/accounts/" SHOP, "", NULL), 200);
	assert_int_equal(
		manage(b, b->hana, "PUT", "/associate",
			OF("ctl_associate", AIKO, ",\"plain\":true"), NULL),
		204);
	m = wsclient_expect(aiko, "welcome");
	assert_null(strstr(m, "\"manager\""));
	assert_null(strstr(wsclient_expect(hana, "mate"), "\"manager\""));
	assert_int_equal(
		manage(b, b->aiko, "GET", "/accounts/" SHOP, "", NULL), 403);
	wsclient_close(&aiko);
	wsclient_close(&hana);
}

static void test_what_is_listed(void **state)
{
	struct bed *b = *state;
	char *answer;

	assert_int_equal(
		manage(b, b->hana, "GET", "/retailer/" SHOP, "", &answer), 200);
	assert_non_null(strstr(answer, "\"t\":\"ctl_retailer\""));
	assert_non_null(strstr(answer, "\"ring_for\":90000"));
	assert_non_null(strstr(answer, "\"window\":7"));
	mem_free(answer);
	assert_int_equal(manage(b, b->hana, "PUT", "/group",
				 "{\"t\":\"ctl_group\",\"retailer\":\"" SHOP
				 "\",\"group\":\"ginza\",\"name\":\"Ginza\"}",
				 NULL),
		204);
	assert_int_equal(
		manage(b, b->hana, "GET", "/groups/" SHOP, "", &answer), 200);
	assert_string_equal(answer,
		"{\"groups\":[{\"t\":\"ctl_group\",\"retailer\":\"" SHOP
		"\",\"group\":\"ginza\",\"name\":\"Ginza\"}]}");
	mem_free(answer);
	assert_int_equal(
		manage(b, b->hana, "GET", "/accounts/" SHOP, "", &answer), 200);
	assert_non_null(strstr(answer, "\"address\":\"" HANA "\""));
	assert_non_null(strstr(answer, "\"sessions\":1"));
	assert_null(strstr(answer, "argon"));
	mem_free(answer);
	refused(b, "PUT", "/group",
		"{\"t\":\"ctl_group\",\"retailer\":\"" SHOP
		"\",\"group\":\"nowhere\",\"remove\":true}",
		"unknown_id");
}

/* Each of them asks for so much in a second, and no more; norenctl for as much
 * as it likes. */
static void test_the_rate(void **state)
{
	struct bed b = {.relay.pid = 0};
	char *answer, code[48] = "";
	int n = 0;

	(void)state;
	relayproc_init(&b.relay, "-o", "message_rate=1", NULL);
	relayproc_retailer(&b.relay, SHOP);
	relayproc_associate(&b.relay, SHOP, HANA, "Hana", b.hana);
	while (strcmp(code, "too_fast") != 0 && n++ < 20) {
		manage(&b, b.hana, "GET", "/groups/" SHOP, "", &answer);
		code_of(answer, code);
		mem_free(answer);
		assert_int_equal(
			control(&b, "GET", "/groups/" SHOP, "", NULL), 200);
	}
	assert_string_equal(code, "too_fast");
	relayproc_advance(&b.relay, 60000);
	manage(&b, b.hana, "GET", "/groups/" SHOP, "", &answer);
	code_of(answer, code);
	assert_string_equal(code, "forbidden"); /* no manager, but in time */
	mem_free(answer);
	assert_int_equal(relayproc_stop(&b.relay), 0);
	relayproc_fini(&b.relay);
}

/* ---- connections ---- */

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Two devices of a new account, in one session or two. */
struct pair {
	char token[2][RELAYPROC_TOKEN];
	struct wsclient *link[2];
};

static void pair_up(const struct bed *b, struct pair *p)
{
	for (int i = 0; i < 2; i++) {
		relayproc_associate(&b->relay, SHOP, MIO, "Mio", p->token[i]);
		if (i == 0)
			continue;
		/* The password was set anew: one session, twice. */
		strcpy(p->token[0], p->token[1]);
		p->link[0] = relayproc_as_associate(&b->relay, p->token[0]);
		p->link[1] = relayproc_as_associate(&b->relay, p->token[1]);
	}
}

/* Both are closed, for that reason, within a second. */
static void closed(struct pair *p, int code)
{
	double began = now_ms();

	for (int i = 0; i < 2; i++) {
		assert_int_equal(wsclient_expect_close(p->link[i]), code);
		wsclient_close(&p->link[i]);
	}
	assert_true(now_ms() - began < 1000);
}

/* The end of the one session of that account. */
static void session_end_of(
	const struct bed *b, const char *sessions, char body[160])
{
	static const char name[] = "\"session\":\"";
	char *answer;
	const char *at;

	assert_int_equal(
		control(b, "POST", "/sessions", sessions, &answer), 200);
	at = strstr(answer, name);
	assert_non_null(at);
	snprintf(body, 160,
		"{\"t\":\"ctl_session_end\",\"retailer\":\"" SHOP
		"\",\"session\":\"%.26s\"}",
		at + strlen(name));
	mem_free(answer);
}

static void test_connections_close(void **state)
{
	struct bed *b = *state;
	char body[160];
	struct pair p;

	pair_up(b, &p);
	assert_int_equal(manage(b, b->hana, "POST", "/sign-out",
				 OF("ctl_sign_out", MIO, ""), NULL),
		204);
	closed(&p, 4012);
	assert_int_equal(
		manage(b, p.token[0], "GET", "/groups/" SHOP, "", NULL), 401);

	pair_up(b, &p);
	assert_int_equal(control(b, "POST", "/sign-out",
				 OF("ctl_sign_out", MIO, ""), NULL),
		204);
	closed(&p, 4012);

	pair_up(b, &p);
	session_end_of(b, OF("ctl_sessions", MIO, ""), body);
	assert_int_equal(control(b, "POST", "/session-end", body, NULL), 204);
	closed(&p, 4012);

	pair_up(b, &p);
	assert_int_equal(
		manage(b, b->hana, "PUT", "/associate",
			OF("ctl_associate", MIO, ",\"remove\":true"), NULL),
		204);
	closed(&p, 4012);

	pair_up(b, &p);
	assert_int_equal(
		control(b, "PUT", "/associate",
			OF("ctl_associate", MIO,
				",\"password\":\"four brisk finches\""),
			NULL),
		204);
	closed(&p, 4012);
}

/* ---- what is written down ---- */

/* How many lines there are of the retailer and of nobody's; the last one of
 * the former. */
static int lines(const struct bed *b, char last[400])
{
	static const char *const logs[] = {SHOP, "-"};
	char path[64], *answer;
	int n = 0;

	last[0] = '\0';
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "/audit?retailer=%s", logs[i]);
		assert_int_equal(control(b, "GET", path, "", &answer), 200);
		for (const char *s = answer;
			(s = strstr(s, "{\"t\":\"trace\"")); s++, n++)
			if (i == 0)
				snprintf(last, 400, "%.399s", s);
		mem_free(answer);
	}
	return n;
}

/* A request of each row that is no GET, the word of its line, and, where it
 * leaves none, why. */
static const struct {
	enum rights_control row;
	const char *body, *word, *why;
} deeds[] = {
	{RIGHTS_CONTROL_set_retailer,
		"{\"t\":\"ctl_retailer\",\"retailer\":\"" SHOP
		"\",\"accent\":\"#112233\"}",
		"settings", NULL},
	{RIGHTS_CONTROL_set_retailer,
		"{\"t\":\"ctl_retailer\",\"retailer\":\"" SHOP
		"\",\"accent\":\"#112233\"}",
		NULL, "nothing is changed"},
	{RIGHTS_CONTROL_set_retailer,
		"{\"t\":\"ctl_retailer\",\"retailer\":\"" SHOP
		"\",\"at_once\":3,\"accent\":\"#445566\"}",
		"settings", NULL},
	{RIGHTS_CONTROL_set_group,
		"{\"t\":\"ctl_group\",\"retailer\":\"" SHOP
		"\",\"group\":\"ueno\"}",
		"group", NULL},
	{RIGHTS_CONTROL_set_group,
		"{\"t\":\"ctl_group\",\"retailer\":\"" SHOP
		"\",\"group\":\"ueno\"}",
		NULL, "nothing is changed"},
	{RIGHTS_CONTROL_set_group,
		"{\"t\":\"ctl_group\",\"retailer\":\"" SHOP
		"\",\"group\":\"ueno\",\"remove\":true}",
		"group_removed", NULL},
	{RIGHTS_CONTROL_set_associate,
		OF("ctl_associate", AIKO, ",\"manager\":true"), "role_given",
		NULL},
	{RIGHTS_CONTROL_set_associate,
		OF("ctl_associate", AIKO, ",\"plain\":true"), "role_taken",
		NULL},
	{RIGHTS_CONTROL_set_associate,
		OF("ctl_associate", AIKO, ",\"name\":\"Aya\""),
		"account_changed", NULL},
	{RIGHTS_CONTROL_set_associate,
		OF("ctl_associate", AIKO, ",\"name\":\"Aya\""), NULL,
		"nothing is changed"},
	{RIGHTS_CONTROL_set_associate,
		OF("ctl_associate", AIKO, ",\"plain\":true"), NULL,
		"nothing is changed"},
	{RIGHTS_CONTROL_set_associate,
		OF("ctl_associate", AIKO, ",\"name\":\"Aiko\""),
		"account_changed", NULL},
	{RIGHTS_CONTROL_sign_out, OF("ctl_sign_out", AIKO, ""),
		"sessions_ended", NULL},
	{RIGHTS_CONTROL_code, OF("ctl_code", AIKO, ""), "code_handed", NULL},
	{RIGHTS_CONTROL_unlock, OF("ctl_unlock", AIKO, ""), "code_unlocked",
		NULL},
	{RIGHTS_CONTROL_set_invite,
		"{\"t\":\"ctl_invite\",\"retailer\":\"" SHOP "\"}",
		"invite_issued", NULL},
	{RIGHTS_CONTROL_set_template,
		SAID("ctl_template",
			",\"template\":\"hello\",\"text\":\"Hello\""),
		"template", NULL},
	{RIGHTS_CONTROL_set_template,
		SAID("ctl_template",
			",\"template\":\"hello\",\"text\":\"Hello\""),
		NULL, "nothing is changed"},
	{RIGHTS_CONTROL_set_template,
		SAID("ctl_template", ",\"template\":\"hello\",\"remove\":true"),
		"template", NULL},
	{RIGHTS_CONTROL_mail, OF("ctl_mail", "x@x.example", ""), "mail_tested",
		NULL},
	{RIGHTS_CONTROL_open_session, OF("ctl_session", AIKO, ""), "sign_in",
		NULL},
	{RIGHTS_CONTROL_session_end, NULL, "session_ended", NULL},
	{RIGHTS_CONTROL_record, SAID("ctl_record", ",\"on\":true"), "recording",
		NULL},
	{RIGHTS_CONTROL_record, SAID("ctl_record", ",\"on\":false"),
		"recording", NULL},
	{RIGHTS_CONTROL_set_order_key, SAID("ctl_order_key", ""), "order_key",
		NULL},
	{RIGHTS_CONTROL_set_order_key,
		SAID("ctl_order_key", ",\"remove\":true"), "order_key", NULL},
	{RIGHTS_CONTROL_backup, "", "backup", NULL},
	{RIGHTS_CONTROL_sessions, OF("ctl_sessions", AIKO, ""), NULL,
		"it only reads"},
	{RIGHTS_CONTROL_import, SAID("ctl_import", ""), NULL,
		"its end does; see test_import.sh"},
	{RIGHTS_CONTROL_import_piece, "", NULL, "its end does"},
	{RIGHTS_CONTROL_import_end, "", NULL, "there is none to end"},
	{RIGHTS_CONTROL_catalog_find, SAID("ctl_find", ""), NULL,
		"it only reads"},
	{RIGHTS_CONTROL_catalog_held, SAID("ctl_held", ""), NULL,
		"nothing is held; see test_import.sh"},
	{RIGHTS_CONTROL_set_feed, SAID("ctl_feed", ""), NULL,
		"there is none to fetch; see test_feed.sh"},
	{RIGHTS_CONTROL_decide, SAID("ctl_claim", ",\"claim" NONE), NULL,
		"there is none to decide; see test_claims.c"},
	{RIGHTS_CONTROL_shoppers, SAID("ctl_shopper", ",\"guest\":1"), NULL,
		"it only reads"},
	{RIGHTS_CONTROL_shopper_erase, SAID("ctl_erase", ",\"shopper" NONE),
		NULL, "there is nobody; see test_shoppers.c"},
	{RIGHTS_CONTROL_shopper_correct, SAID("ctl_correct", ",\"shopper" NONE),
		NULL, "there is nobody; see test_shoppers.c"},
	{RIGHTS_CONTROL_expire, SAID("ctl_expire", ""), NULL,
		"all is kept for ever; see test_shoppers.c"},
	{RIGHTS_CONTROL_clock, "{\"t\":\"ctl_clock\",\"advance\":1}", NULL,
		"a test clock is nobody's"},
	{RIGHTS_CONTROL_lift, SAID("ctl_unblock", ",\"shopper" NONE), NULL,
		"nobody is blocked; see test_audit.c"},
	{RIGHTS_CONTROL_stop, NULL, NULL, "comes last"},
};
#define DEEDS (sizeof(deeds) / sizeof(deeds[0]))

static bool is_listed(int row)
{
	for (size_t i = 0; i < DEEDS; i++)
		if ((int)deeds[i].row == row)
			return true;
	return false;
}

static const char *method_of(int row)
{
	unsigned methods = rights_control_routes()[row].methods;

	return methods & ROUTE_POST ? "POST" : "PUT";
}

static void assert_line(const char *last, const char *word, bool manager)
{
	char whole[64];

	snprintf(whole, sizeof(whole), "\"what\":\"%s\"", word);
	if (!strstr(last, whole))
		fail_msg("%s: %s", word, last);
	if (manager)
		assert_non_null(strstr(
			last, "\"name\":\"Hana\",\"from\":\"" FROM "\""));
	else
		assert_non_null(strstr(last, "\"who\":\"norenctl\""));
	assert_null(strstr(last, "Hello"));
}

static void do_deed(const struct bed *b, size_t i, bool manager)
{
	int row = deeds[i].row, n, status;
	const char *path = rights_control_routes()[row].path;
	char last[400], body[160] = "";
	const char *said = deeds[i].body;

	if (!said) {
		session_end_of(b, OF("ctl_sessions", AIKO, ""), body);
		said = body;
	}
	n = lines(b, last);
	status = manager ? manage(b, b->hana, method_of(row), path, said, NULL)
			 : control(b, method_of(row), path, said, NULL);
	if (deeds[i].word && status != 200 && status != 204)
		fail_msg("%s %s: %d", path, said, status);
	if (lines(b, last) != n + (deeds[i].word != NULL))
		fail_msg("%s leaves %d lines, the last is %s", path,
			lines(b, last) - n, last);
	if (deeds[i].word && row != RIGHTS_CONTROL_backup)
		assert_line(last, deeds[i].word, manager);
}

static void test_each_deed_leaves_a_line(void **state)
{
	struct bed *b = *state;

	for (int row = 0; row < RIGHTS_CONTROL_COUNT; row++)
		if (!(rights_control_routes()[row].methods & ROUTE_GET) &&
			!is_listed(row))
			fail_msg("%s: what does it leave?",
				rights_control_routes()[row].path);
	for (int manager = 0; manager < 2; manager++) {
		for (size_t i = 0; i < DEEDS; i++) {
			enum rights_control row = deeds[i].row;

			if (row == RIGHTS_CONTROL_stop ||
				(manager &&
					!(rights_control(row)->who &
						RIGHTS_MANAGER)))
				continue;
			do_deed(b, i, manager);
			relayproc_advance(&b->relay, 10000); /* the rate */
		}
	}
}

/* By number, forwards and backwards. */
static void test_pages_of_the_log(void **state)
{
	struct bed *b = *state;
	char *all, *page;

	assert_int_equal(manage(b, b->hana, "GET",
				 "/audit?retailer=" SHOP "&before=3", "", &all),
		200);
	assert_int_equal(
		manage(b, b->hana, "GET",
			"/audit?retailer=" SHOP "&after=1&before=3", "", &page),
		200);
	assert_non_null(strstr(all, "\"seq\":1,"));
	assert_non_null(strstr(all, "\"seq\":2,"));
	assert_null(strstr(all, "\"seq\":3,"));
	assert_null(strstr(page, "\"seq\":1,"));
	assert_non_null(strstr(page, "\"seq\":2,"));
	mem_free(all);
	mem_free(page);
	assert_int_equal(
		manage(b, b->hana, "GET", "/audit?retailer=-", "", NULL), 404);
}

/* The end of the retailer, and of the relay. */
static void test_the_end(void **state)
{
	struct bed *b = *state;
	struct pair p;
	char *answer;
	int status;

	pair_up(b, &p);
	assert_int_equal(control(b, "PUT", "/retailer",
				 "{\"t\":\"ctl_retailer\",\"retailer\":\"" SHOP
				 "\",\"remove\":true}",
				 NULL),
		204);
	closed(&p, 4014);
	assert_int_equal(control(b, "POST", "/stop", "", NULL), 204);
	assert_int_equal(waitpid(b->relay.pid, &status, 0), b->relay.pid);
	assert_int_equal(status, 0);
	relayproc_start(&b->relay);
	assert_int_equal(
		control(b, "GET", "/audit?retailer=-", "", &answer), 200);
	assert_non_null(strstr(answer,
		"\"what\":\"retailer_removed\",\"who\":\"norenctl\","
		"\"name\":\"\",\"from\":\"\",\"about\":\"" SHOP "\""));
	assert_non_null(strstr(answer, "\"what\":\"stop\""));
	mem_free(answer);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_retailer_keeps_a_manager),
		cmocka_unit_test(test_roles_are_told_at_once),
		cmocka_unit_test(test_what_is_listed),
		cmocka_unit_test(test_the_rate),
		cmocka_unit_test(test_connections_close),
		cmocka_unit_test(test_each_deed_leaves_a_line),
		cmocka_unit_test(test_pages_of_the_log),
		cmocka_unit_test(test_the_end),
	};

	return cmocka_run_group_tests_name("manage", tests, setup, teardown);
}
