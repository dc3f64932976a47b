/* SPDX-License-Identifier: MIT */
/* The audit log (J3, A9) over real sockets: who, what, from where, and never a
 * secret. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "shared/mem.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

#define FROM "192.0.2.77"

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], hana[RELAYPROC_TOKEN];
	struct wsclient *aiko_link, *hana_link;
};

static int setup(void **state)
{
	static struct bed b;

	relayproc_init(
		&b.relay, "-o", "trust_proxy=yes", "-o", "audit_days=30", NULL);
	relayproc_retailer(&b.relay, "suzume");
	relayproc_retailer(&b.relay, "kamome");
	relayproc_associate(
		&b.relay, "suzume", "aiko@suzume.example", "Aiko", b.aiko);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	wsclient_close(&b->aiko_link);
	wsclient_close(&b->hana_link);
	assert_int_equal(relayproc_stop(&b->relay), 0);
	relayproc_fini(&b->relay);
	return 0;
}

static char *audit(const struct bed *b, const char *query)
{
	char path[200], *answer = NULL;

	snprintf(path, sizeof(path), "/audit?retailer=%s", query);
	assert_int_equal(
		relayproc_control(&b->relay, "GET", path, "", &answer), 200);
	return answer;
}

/* Has the log, asked so, a line with that in it? */
static bool has(const struct bed *b, const char *query, const char *what)
{
	char *answer = audit(b, query);
	bool there = strstr(answer, what) != NULL;

	mem_free(answer);
	return there;
}

static int post(const struct bed *b, const char *path, const char *token,
	const char *body)
{
	char headers[160];

	snprintf(headers, sizeof(headers),
		"X-Forwarded-For: " FROM "\r\n%s%s%s",
		token ? "Authorization: Bearer " : "", token ? token : "",
		token ? "\r\n" : "");
	return relayproc_http(&b->relay, "POST", path, headers, body, NULL);
}

#define SIGN_IN(address, password) \
	"{\"t\":\"sign_in\",\"address\":\"" address \
	"\",\"password\":\"" password "\"}"

static void test_signing_in_and_out(void **state)
{
	struct bed *b = *state;

	assert_int_equal(post(b, "/v1/sign-in", NULL,
				 SIGN_IN("Aiko@suzume.example", "Hunter22")),
		401);
	assert_true(has(b, "suzume&what=sign_in_failed",
		"\"who\":\"nobody\",\"name\":\"\",\"from\":\"" FROM
		"\",\"about\":\"aiko@suzume.example\""));
	/* Whose password that was is nobody's business. */
	assert_int_equal(
		post(b, "/v1/sign-in", NULL, SIGN_IN("Hunter23", "x")), 401);
	assert_true(has(b, "-",
		"\"who\":\"nobody\",\"name\":\"\",\"from\":\"" FROM
		"\",\"about\":\"\""));
	assert_int_equal(
		post(b, "/v1/sign-in", NULL,
			SIGN_IN("aiko@suzume.example", "quiet river stones")),
		200);
	assert_true(has(b, "suzume&what=sign_in&who=aiko@suzume.example",
		"\"name\":\"Aiko\",\"from\":\"" FROM "\",\"about\":\"\""));
	assert_int_equal(
		post(b, "/v1/unlock", b->aiko,
			"{\"t\":\"unlock\",\"password\":\"Hunter24\"}"),
		401);
	assert_true(has(b, "suzume&what=unlock_failed", "\"name\":\"Aiko\""));
	assert_int_equal(
		post(b, "/v1/account/password", b->aiko,
			"{\"t\":\"password\",\"password\":\"Hunter25\","
			"\"fresh\":\"four brisk finches\"}"),
		401);
	assert_true(has(b, "suzume&what=password_failed", "\"name\":\"Aiko\""));
	assert_int_equal(post(b, "/v1/sign-out", b->aiko, ""), 204);
	assert_true(has(b, "suzume&what=sign_out",
		"\"name\":\"Aiko\",\"from\":\"" FROM "\""));
	assert_true(has(b, "kamome&what=sign_out", "{\"audit\":[]"));
	assert_false(has(b, "suzume", "Hunter"));
	assert_false(has(b, "suzume", "quiet river stones"));
	assert_false(has(b, "suzume", b->aiko));
	assert_false(has(b, "-", "Hunter"));
}

static void begin_chat(struct bed *b, char chat[40])
{
	b->aiko_link = relayproc_as_associate(&b->relay, b->aiko);
	b->hana_link = relayproc_as_shopper(&b->relay, "suzume", b->hana);
	assert_true(wsclient_say(b->aiko_link,
		"{\"t\":\"available\",\"ref\":\"1\",\"on\":true}"));
	assert_non_null(wsclient_expect(b->aiko_link, "ok"));
	assert_true(wsclient_say(b->hana_link,
		"{\"t\":\"say\",\"key\":\"k\",\"text\":\"Look\"}"));
	wsclient_member(
		wsclient_expect(b->aiko_link, "ring"), "chat", chat, 40);
	assert_true(wsclient_sayf(b->aiko_link,
		"{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}", chat));
	assert_non_null(wsclient_expect(b->aiko_link, "ok"));
}

static void test_a_block_and_its_end(void **state)
{
	struct bed *b = *state;
	char chat[40], body[160], shopper[27];
	char *answer;
	const char *about;

	begin_chat(b, chat);
	assert_true(wsclient_sayf(b->aiko_link,
		"{\"t\":\"block\",\"ref\":\"b\",\"chat\":\"%s\","
		"\"text\":\"Rude\"}",
		chat));
	assert_non_null(wsclient_expect(b->aiko_link, "ok"));
	answer = audit(b, "suzume&what=block");
	assert_non_null(
		strstr(answer, "\"name\":\"Aiko\",\"from\":\"127.0.0.1"));
	assert_null(strstr(answer, "Rude"));
	about = strstr(answer, "\"about\":\"");
	assert_non_null(about);
	snprintf(
		shopper, sizeof(shopper), "%s", about + strlen("\"about\":\""));
	mem_free(answer);
	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_unblock\",\"retailer\":\"suzume\","
		"\"shopper\":\"%s\"}",
		shopper);
	assert_int_equal(
		relayproc_control(&b->relay, "POST", "/unblock", body, NULL),
		204);
	assert_true(
		has(b, "suzume&what=unblock&who=norenctl&after=1", shopper));
}

/* It is read no more once its days are over, and outlives a restart. */
static void test_how_long_a_line_stays(void **state)
{
	struct bed *b = *state;

	assert_int_equal(relayproc_stop(&b->relay), 0);
	relayproc_start(&b->relay);
	assert_true(has(b, "suzume", "sign_out"));
	relayproc_advance(&b->relay, 31LL * 24 * 3600 * 1000);
	assert_true(has(b, "suzume", "{\"audit\":[]"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_block_and_its_end),
		cmocka_unit_test(test_signing_in_and_out),
		cmocka_unit_test(test_how_long_a_line_stays),
	};

	return cmocka_run_group_tests_name("audit", tests, setup, teardown);
}
