/* SPDX-License-Identifier: MIT */
/* Greetings and replies (D3), blocks lifted from outside (D9), recommendations
 * of what is not the shop's (D5), problem reports (H3): over real sockets. */
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

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], hana[RELAYPROC_TOKEN];
	struct wsclient *aiko_link, *hana_link;
	char chat[40];
};

static void put(struct bed *b, const char *body)
{
	assert_int_equal(
		relayproc_control(&b->relay, "PUT", "/template", body, NULL),
		204);
}

static int setup(void **state)
{
	static struct bed b;

	relayproc_init(&b.relay, NULL);
	relayproc_retailer(&b.relay, "suzume");
	assert_int_equal(
		relayproc_control(&b.relay, "PUT", "/retailer",
			"{\"t\":\"ctl_retailer\",\"retailer\":\"suzume\","
			"\"origins\":\"https://shop.example\"}",
			NULL),
		204);
	relayproc_associate(
		&b.relay, "suzume", "aiko@suzume.example", "Aiko", b.aiko);
	b.aiko_link = relayproc_as_associate(&b.relay, b.aiko);
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

/* The next message of that type has this member. */
static void expect(struct wsclient *c, const char *type, const char *name,
	const char *want)
{
	const char *m = wsclient_expect(c, type);
	char text[256];

	assert_non_null(m);
	assert_string_equal(wsclient_member(m, name, text, sizeof(text)), want);
}

static void test_greetings_are_told_at_once_and_on_connecting(void **state)
{
	struct bed *b = *state;
	char type[32];
	const char *m;

	put(b,
		"{\"t\":\"ctl_template\",\"retailer\":\"suzume\","
		"\"template\":\"hi\",\"text\":\"Hi {shopper}\",\"from\":60}");
	expect(b->aiko_link, "template", "text", "Hi {shopper}");
	wsclient_close(&b->aiko_link);
	/* It survives a restart, and comes before ready. */
	assert_int_equal(relayproc_stop(&b->relay), 0);
	relayproc_start(&b->relay);
	b->aiko_link = wsclient_open(b->relay.port, "/v1/associate", "");
	assert_true(wsclient_sayf(b->aiko_link,
		"{\"t\":\"hello\",\"version\":1,\"token\":\"%s\"}", b->aiko));
	assert_non_null(wsclient_expect(b->aiko_link, "welcome"));
	do {
		m = wsclient_read(b->aiko_link);
		assert_non_null(m);
		wsclient_member(m, "t", type, sizeof(type));
		assert_string_not_equal(type, "ready");
	} while (strcmp(type, "template") != 0);
	assert_int_equal(wsclient_number(m, "from"), 60);
	assert_non_null(wsclient_expect(b->aiko_link, "ready"));
	put(b,
		"{\"t\":\"ctl_template\",\"retailer\":\"suzume\","
		"\"template\":\"hi\",\"remove\":true}");
	expect(b->aiko_link, "template", "gone", "true");
}

static void begin_chat(struct bed *b)
{
	b->hana_link = relayproc_as_shopper(&b->relay, "suzume", b->hana);
	assert_true(wsclient_say(b->aiko_link,
		"{\"t\":\"available\",\"ref\":\"1\",\"on\":true}"));
	assert_non_null(wsclient_expect(b->aiko_link, "ok"));
	assert_true(wsclient_say(b->hana_link,
		"{\"t\":\"say\",\"key\":\"k\",\"text\":\"Look\"}"));
	wsclient_member(wsclient_expect(b->aiko_link, "ring"), "chat", b->chat,
		sizeof(b->chat));
	assert_true(wsclient_sayf(b->aiko_link,
		"{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}", b->chat));
	assert_non_null(wsclient_expect(b->aiko_link, "ok"));
}

static void recommend(struct bed *b, const char *key, const char *url)
{
	assert_true(wsclient_sayf(b->aiko_link,
		"{\"t\":\"recommend\",\"ref\":\"%s\",\"chat\":\"%s\","
		"\"key\":\"%s\",\"product\":\"Cup\",\"url\":\"%s\"}",
		key, b->chat, key, url));
}

static void test_only_the_shops_own_pages_are_recommended(void **state)
{
	struct bed *b = *state;

	begin_chat(b);
	recommend(b, "r1", "https://shop.example/p/cup");
	expect(b->aiko_link, "ok", "ref", "r1");
	recommend(b, "r2", "https://shop.example.evil.example/p/cup");
	expect(b->aiko_link, "error", "code", "bad_field");
	recommend(b, "r3", "javascript:alert(1)");
	expect(b->aiko_link, "error", "code", "bad_field");
	recommend(b, "r4", "https://shop.example@evil.example/");
	expect(b->aiko_link, "error", "code", "bad_field");
}

/* A member of the only object in a list. */
static const char *only(char *answer, const char *name, char *out, size_t size)
{
	char *from = strchr(answer, '['), *to = strrchr(answer, ']');

	assert_true(from && to);
	*to = '\0';
	wsclient_member(from + 1, name, out, size);
	*to = ']';
	return out;
}

static void test_a_block_is_listed_and_lifted(void **state)
{
	struct bed *b = *state;
	char shopper[40], body[160], text[64];
	char *answer;

	assert_true(wsclient_sayf(b->aiko_link,
		"{\"t\":\"block\",\"ref\":\"b\",\"chat\":\"%s\","
		"\"text\":\"Rude\"}",
		b->chat));
	expect(b->aiko_link, "ok", "ref", "b");
	assert_int_equal(relayproc_control(&b->relay, "GET", "/blocks/suzume",
				 "", &answer),
		200);
	assert_string_equal(only(answer, "by", text, sizeof(text)), "Aiko");
	only(answer, "shopper", shopper, sizeof(shopper));
	mem_free(answer);
	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_unblock\",\"retailer\":\"suzume\","
		"\"shopper\":\"%s\"}",
		shopper);
	assert_int_equal(
		relayproc_control(&b->relay, "POST", "/unblock", body, NULL),
		204);
	assert_int_equal(relayproc_control(&b->relay, "GET", "/blocks/suzume",
				 "", &answer),
		200);
	assert_string_equal(answer, "{\"blocks\":[]}");
	mem_free(answer);
	assert_int_equal(
		relayproc_control(&b->relay, "POST", "/unblock", body, NULL),
		404);
}

static int report(struct bed *b, const char *token, const char *text)
{
	char headers[128], body[256];

	snprintf(headers, sizeof(headers), "Authorization: Bearer %s\r\n",
		token);
	snprintf(
		body, sizeof(body), "{\"t\":\"report\",\"text\":\"%s\"}", text);
	return relayproc_http(
		&b->relay, "POST", "/v1/report", headers, body, NULL);
}

static void test_reports_are_kept_and_capped(void **state)
{
	struct bed *b = *state;
	char id[40], path[96];
	char *answer;
	int n = 1;

	assert_int_equal(report(b, "nobody", "x"), 401);
	assert_int_equal(report(b, b->aiko, ""), 400);
	assert_int_equal(report(b, b->aiko, "The timer was wrong"), 204);
	assert_int_equal(relayproc_control(&b->relay, "GET", "/reports/suzume",
				 "", &answer),
		200);
	assert_null(strstr(answer, "timer"));
	assert_non_null(strstr(answer, "\"name\":\"Aiko\""));
	only(answer, "report", id, sizeof(id));
	mem_free(answer);
	snprintf(path, sizeof(path), "/report/%s?retailer=suzume", id);
	assert_int_equal(
		relayproc_control(&b->relay, "GET", path, "", &answer), 200);
	assert_non_null(strstr(answer, "The timer was wrong"));
	mem_free(answer);
	assert_int_equal(
		relayproc_control(&b->relay, "GET",
			"/audit?retailer=suzume&what=report_read", "", &answer),
		200);
	assert_non_null(strstr(answer, id));
	assert_null(strstr(answer, "timer"));
	mem_free(answer);
	while (n < 20 && report(b, b->aiko, "again") == 204)
		n++;
	assert_int_equal(n, 20);
	assert_int_equal(report(b, b->aiko, "and again"), 429);
	relayproc_advance(&b->relay, 25 * 3600 * 1000);
	assert_int_equal(report(b, b->aiko, "tomorrow"), 204);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_greetings_are_told_at_once_and_on_connecting),
		cmocka_unit_test(test_only_the_shops_own_pages_are_recommended),
		cmocka_unit_test(test_a_block_is_listed_and_lifted),
		cmocka_unit_test(test_reports_are_kept_and_capped),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
