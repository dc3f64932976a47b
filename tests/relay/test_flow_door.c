/* SPDX-License-Identifier: MIT */
/* What norenflow asks for at the control socket: retailers of its own that can
 * be taken away, sign-in without a password, and what people do written down
 * without what they say. */
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

static int setup(void **state)
{
	static struct relayproc relay;

	relayproc_init(&relay, "-o", "flows=yes", NULL);
	*state = &relay;
	return 0;
}

static int teardown(void **state)
{
	relayproc_fini(*state);
	return 0;
}

static int add_player(const struct relayproc *p, const char *retailer)
{
	char body[256];

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_associate\",\"retailer\":\"%s\","
		"\"address\":\"ken@%s.example\",\"name\":\"Ken\"}",
		retailer, retailer);
	return relayproc_control(p, "PUT", "/associate", body, NULL);
}

static int sign_in(const struct relayproc *p, const char *retailer,
	char token[RELAYPROC_TOKEN])
{
	char body[256];
	char *answer = NULL;
	int status;

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_session\",\"retailer\":\"%s\","
		"\"address\":\"ken@%s.example\"}",
		retailer, retailer);
	status = relayproc_control(p, "POST", "/session", body, &answer);
	token[0] = '\0';
	if (status == 200)
		wsclient_member(answer, "token", token, RELAYPROC_TOKEN);
	mem_free(answer);
	return status;
}

static int drop(const struct relayproc *p, const char *retailer)
{
	char body[128];

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_retailer\",\"retailer\":\"%s\",\"remove\":true}",
		retailer);
	return relayproc_control(p, "PUT", "/retailer", body, NULL);
}

static void test_flows_are_told_in_the_status(void **state)
{
	char *answer;

	assert_int_equal(
		relayproc_control(*state, "GET", "/status", "", &answer), 200);
	assert_non_null(strstr(answer, "\"flows\":true"));
	mem_free(answer);
}

static void test_players_need_no_password(void **state)
{
	struct relayproc *p = *state;
	char token[RELAYPROC_TOKEN];
	struct wsclient *ken;

	relayproc_retailer(p, "flow-a");
	assert_int_equal(add_player(p, "flow-a"), 204);
	assert_int_equal(sign_in(p, "flow-a", token), 200);
	ken = relayproc_as_associate(p, token);
	wsclient_close(&ken);
	/* Nor does any password open their account. */
	assert_int_equal(relayproc_http(p, "POST", "/v1/sign-in", "",
				 "{\"t\":\"sign_in\",\"address\":"
				 "\"ken@flow-a.example\",\"password\":\"*\"}",
				 NULL),
		401);
}

static void test_a_real_retailer_is_left_alone(void **state)
{
	struct relayproc *p = *state;
	char token[RELAYPROC_TOKEN];

	relayproc_retailer(p, "suzume");
	assert_int_equal(add_player(p, "suzume"), 404);
	assert_int_equal(sign_in(p, "suzume", token), 403);
	assert_int_equal(drop(p, "suzume"), 403);
}

static void test_a_relay_without_flows_refuses_all_of_it(void **state)
{
	char token[RELAYPROC_TOKEN];
	struct relayproc p;

	(void)state;
	relayproc_init(&p, NULL);
	relayproc_retailer(&p, "flow-a");
	assert_int_equal(add_player(&p, "flow-a"), 404);
	assert_int_equal(sign_in(&p, "flow-a", token), 403);
	assert_int_equal(drop(&p, "flow-a"), 403);
	relayproc_fini(&p);
}

static void test_a_retailer_goes_with_all_that_it_has(void **state)
{
	struct relayproc *p = *state;
	char token[RELAYPROC_TOKEN], hana_token[RELAYPROC_TOKEN] = "";
	struct wsclient *ken, *hana;
	const char *bye;
	char code[32];

	relayproc_retailer(p, "flow-b");
	assert_int_equal(add_player(p, "flow-b"), 204);
	assert_int_equal(sign_in(p, "flow-b", token), 200);
	ken = relayproc_as_associate(p, token);
	hana = relayproc_as_shopper(p, "flow-b", hana_token);
	assert_true(wsclient_say(
		ken, "{\"t\":\"available\",\"ref\":\"1\",\"on\":true}"));
	assert_non_null(wsclient_expect(ken, "ok"));
	assert_true(wsclient_say(
		hana, "{\"t\":\"say\",\"key\":\"k\",\"text\":\"Hello\"}"));
	assert_non_null(wsclient_expect(ken, "ring"));
	/* In the middle of it, with a batch perhaps in flight. */
	assert_true(wsclient_say(
		hana, "{\"t\":\"say\",\"key\":\"l\",\"text\":\"There?\"}"));
	assert_int_equal(drop(p, "flow-b"), 204);
	bye = wsclient_expect(ken, "bye");
	assert_non_null(bye);
	wsclient_member(bye, "code", code, sizeof(code));
	assert_string_equal(code, "unknown_retailer");
	assert_int_equal(wsclient_expect_close(hana), 4014);
	wsclient_close(&ken);
	wsclient_close(&hana);
	assert_int_equal(drop(p, "flow-b"), 404);
	/* Made anew, it knows nobody, and still not after a restart. */
	relayproc_retailer(p, "flow-b");
	assert_int_equal(sign_in(p, "flow-b", token), 404);
	assert_int_equal(add_player(p, "flow-b"), 204);
	assert_int_equal(relayproc_stop(p), 0);
	relayproc_start(p);
	assert_int_equal(sign_in(p, "flow-b", token), 200);
	ken = relayproc_as_associate(p, token);
	assert_true(wsclient_say(
		ken, "{\"t\":\"available\",\"ref\":\"1\",\"on\":true}"));
	assert_non_null(wsclient_expect(ken, "ok"));
	hana = relayproc_as_shopper(p, "flow-b", hana_token);
	assert_true(wsclient_say(
		hana, "{\"t\":\"say\",\"key\":\"k\",\"text\":\"Hello\"}"));
	assert_int_equal(
		wsclient_number(wsclient_expect(ken, "ring"), "visits"), 1);
	wsclient_close(&ken);
	wsclient_close(&hana);
	assert_int_equal(drop(p, "flow-b"), 204);
}

/* The n-th line of the recording without its time; "" when there is none. */
static const char *line(
	const char *all, int n, const char *key, char *out, size_t size)
{
	char one[1024];

	for (; n > 1 && all; n--) {
		all = strchr(all, '\n');
		all = all ? all + 1 : NULL;
	}
	snprintf(one, sizeof(one), "%.*s", all ? (int)strcspn(all, "\n") : 0,
		all ? all : "");
	return wsclient_member(one, key, out, size);
}

/* A chat from its first word to its end; Ken hears all of it. */
static void chat_once(struct wsclient *ken, struct wsclient *hana)
{
	char chat[40];

	assert_true(wsclient_say(
		ken, "{\"t\":\"available\",\"ref\":\"1\",\"on\":true}"));
	assert_non_null(wsclient_expect(ken, "ok"));
	assert_true(wsclient_say(hana,
		"{\"t\":\"page\",\"group\":\"\",\"title\":\"Hana's cup\","
		"\"url\":\"https://shop.example/p/cup?who=hana#x\"}"));
	assert_true(wsclient_say(
		hana, "{\"t\":\"say\",\"key\":\"k\",\"text\":\"Secret\"}"));
	wsclient_member(
		wsclient_expect(ken, "ring"), "chat", chat, sizeof(chat));
	assert_true(wsclient_sayf(
		ken, "{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}", chat));
	assert_non_null(wsclient_expect(ken, "ok"));
	assert_true(wsclient_sayf(ken,
		"{\"t\":\"say\",\"ref\":\"3\",\"key\":\"a\",\"chat\":\"%s\","
		"\"text\":\"\u304a\u8336\"}",
		chat));
	assert_non_null(wsclient_expect(ken, "ok"));
	assert_true(wsclient_sayf(
		ken, "{\"t\":\"end\",\"ref\":\"4\",\"chat\":\"%s\"}", chat));
	assert_non_null(wsclient_expect(ken, "ok"));
}

/* The lines after that number, once there are so many of them. */
static char *recorded(const struct relayproc *p, int after, int n)
{
	char path[64], did[32] = "";
	char *all = NULL;

	snprintf(path, sizeof(path), "/record?retailer=suzume&after=%d", after);
	do {
		mem_free(all);
		assert_int_equal(
			relayproc_control(p, "GET", path, "", &all), 200);
		line(all, n, "did", did, sizeof(did));
	} while (!did[0]);
	return all;
}

static void check_lines(const char *all)
{
	static const char *const did[] = {"connect", "connect", "available",
		"page", "say", "accept", "say", "end", "disconnect"};
	static const struct {
		int line;
		const char *key, *value;
	} more[] = {{1, "who", "associate 1"}, {4, "who", "shopper 1"},
		{4, "path", "/p/cup"}, {5, "chat", "1"}, {5, "chars", "6"},
		{6, "chat", "1"}, {7, "chars", "2"}};
	char text[64];

	for (int i = 0; i < 9; i++)
		assert_string_equal(
			line(all, i + 1, "did", text, sizeof(text)), did[i]);
	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++)
		assert_string_equal(line(all, more[i].line, more[i].key, text,
					    sizeof(text)),
			more[i].value);
	assert_null(strstr(all, "Secret"));
	assert_null(strcasestr(all, "hana"));
	assert_null(strstr(all, "Ken"));
}

static void test_what_people_do_is_written_down(void **state)
{
	struct relayproc *p = *state;
	char token[RELAYPROC_TOKEN], hana_token[RELAYPROC_TOKEN] = "";
	struct wsclient *ken, *hana;
	char text[64];
	char *all;

	relayproc_retailer(p, "suzume");
	relayproc_associate(p, "suzume", "ken@suzume.example", "Ken", token);
	assert_int_equal(relayproc_control(
				 p, "GET", "/record?retailer=suzume", "", NULL),
		409);
	ken = relayproc_as_associate(p, token);
	assert_int_equal(
		relayproc_control(p, "POST", "/record",
			"{\"t\":\"ctl_record\",\"retailer\":\"suzume\","
			"\"on\":true}",
			NULL),
		204);
	hana = relayproc_as_shopper(p, "suzume", hana_token);
	chat_once(ken, hana);
	wsclient_close(&ken);
	all = recorded(p, 0, 9);
	check_lines(all);
	mem_free(all);
	all = recorded(p, 8, 1);
	assert_string_equal(line(all, 1, "n", text, sizeof(text)), "9");
	mem_free(all);
	wsclient_close(&hana);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_flows_are_told_in_the_status),
		cmocka_unit_test(test_players_need_no_password),
		cmocka_unit_test(test_a_real_retailer_is_left_alone),
		cmocka_unit_test(test_a_relay_without_flows_refuses_all_of_it),
		cmocka_unit_test(test_a_retailer_goes_with_all_that_it_has),
		cmocka_unit_test(test_what_people_do_is_written_down),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
