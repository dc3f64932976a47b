/* SPDX-License-Identifier: MIT */
/* Signing in and out, unlocking, and what slows guesses down (A3, A8, A9). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "shared/id.h"
#include "shared/mem.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

static struct relayproc relay;

static int setup(void **state)
{
	char token[RELAYPROC_TOKEN];

	(void)state;
	relayproc_init(&relay, "-o", "trust_proxy=yes", "-o",
		"least_client=0.2.0", NULL);
	relayproc_retailer(&relay, "suzume");
	relayproc_associate(
		&relay, "suzume", "aiko@suzume.example", "Aiko", token);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	assert_int_equal(relayproc_stop(&relay), 0);
	relayproc_fini(&relay);
	return 0;
}

static int sign_in(const char *address, const char *password, const char *from,
	char **answer)
{
	char body[256], headers[96];

	snprintf(body, sizeof(body),
		"{\"t\":\"sign_in\",\"address\":\"%s\",\"password\":\"%s\"}",
		address, password);
	snprintf(headers, sizeof(headers), "X-Forwarded-For: %s\r\n", from);
	return relayproc_http(
		&relay, "POST", "/v1/sign-in", headers, body, answer);
}

static void test_unknown_address_and_wrong_password_are_told_alike(void **state)
{
	char *unknown, *wrong;

	(void)state;
	assert_int_equal(
		sign_in("x@suzume.example", "no", "192.0.2.1", &unknown), 401);
	assert_int_equal(
		sign_in("aiko@suzume.example", "no", "192.0.2.1", &wrong), 401);
	assert_string_equal(unknown, wrong);
	mem_free(unknown);
	mem_free(wrong);
}

static void test_wrong_passwords_slow_down(void **state)
{
	/* One account, however it is written. */
	static const char *const spelled[] = {"AIKO@suzume.example",
		"\uff41iko@suzume.example", "aik\uff4f@suzume.example"};
	char *answer;
	int status = 401;
	int tries = 0;

	(void)state;
	/* From many addresses: the account slows down. */
	while (status == 401 && tries < 20) {
		char from[32];

		snprintf(from, sizeof(from), "198.51.100.%d", ++tries);
		status = sign_in(spelled[tries % 3], "no", from, NULL);
	}
	assert_int_equal(status, 429);
	assert_in_range(tries, 5, 8);
	assert_int_equal(sign_in("aiko@suzume.example", "quiet river stones",
				 "192.0.2.2", &answer),
		429);
	assert_in_range(wsclient_number(answer, "wait"), 1, 60000);
	mem_free(answer);
	relayproc_advance(&relay, 61000);
	assert_int_equal(sign_in("aiko@suzume.example", "quiet river stones",
				 "192.0.2.2", NULL),
		200);
}

/* It is a try like any other of that address of origin. */
static void test_what_cannot_be_read_counts_too(void **state)
{
	static const char from[] = "X-Forwarded-For: 192.0.2.50\r\n";
	static const char *const doors[] = {
		"/v1/sign-in", "/v1/sign-up", "/v1/reset"};
	static const char *const whole[] = {
		"{\"t\":\"sign_in\",\"address\":\"aiko@suzume.example\","
		"\"password\":\"quiet river stones\"}",
		"{\"t\":\"sign_up\",\"invite\":\"ABCDEF\",\"address\":"
		"\"x@y.example\",\"name\":\"X\","
		"\"password\":\"quiet river stones\"}",
		"{\"t\":\"reset\",\"address\":\"x@y.example\","
		"\"code\":\"12345\",\"password\":\"quiet river stones\"}"};

	(void)state;
	/* Sign-up and reset have one count together. */
	for (int door = 0; door < 2; door++) {
		for (int i = 0; i < 40; i++)
			assert_int_equal(relayproc_http(&relay, "POST",
						 doors[door], from, "{", NULL),
				400);
	}
	for (int door = 0; door < 3; door++)
		assert_int_equal(relayproc_http(&relay, "POST", doors[door],
					 from, whole[door], NULL),
			429);
	assert_int_equal(sign_in("aiko@suzume.example", "quiet river stones",
				 "192.0.2.51", NULL),
		200);
}

static void test_one_address_of_origin_slows_down(void **state)
{
	int status = 401;
	int tries = 0;

	(void)state;
	while (status == 401 && tries < 40) {
		char address[32];

		snprintf(address, sizeof(address), "a%d@b.example", ++tries);
		status = sign_in(address, "no", "203.0.113.9", NULL);
	}
	assert_int_equal(status, 429);
	assert_in_range(tries, 20, 23);
	assert_int_equal(
		sign_in("new@b.example", "no", "203.0.113.10", NULL), 401);
}

static void test_unlock_and_sign_out(void **state)
{
	char mine[RELAYPROC_TOKEN], header[128], code[32];
	struct wsclient *c;

	(void)state;
	relayproc_associate(&relay, "suzume", "b@suzume.example", "B", mine);
	snprintf(header, sizeof(header), "Authorization: Bearer %s\r\n", mine);
	assert_int_equal(
		relayproc_http(&relay, "POST", "/v1/unlock", header,
			"{\"t\":\"unlock\",\"password\":\"no\"}", NULL),
		401);
	assert_int_equal(relayproc_http(&relay, "POST", "/v1/unlock", header,
				 "{\"t\":\"unlock\",\"password\":\"quiet river "
				 "stones\"}",
				 NULL),
		204);
	assert_int_equal(relayproc_http(&relay, "POST", "/v1/unlock", "",
				 "{\"t\":\"unlock\",\"password\":\"quiet river "
				 "stones\"}",
				 NULL),
		401);
	c = relayproc_as_associate(&relay, mine);
	assert_int_equal(relayproc_http(&relay, "POST", "/v1/sign-out", header,
				 "", NULL),
		204);
	wsclient_member(wsclient_expect(c, "bye"), "code", code, sizeof(code));
	assert_string_equal(code, "bad_token");
	wsclient_close(&c);
	assert_int_equal(relayproc_http(&relay, "POST", "/v1/sign-out", header,
				 "", NULL),
		401);
}

static void put_associate(const char *address, const char *more)
{
	char body[256];

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_associate\",\"retailer\":\"suzume\","
		"\"address\":\"%s\",%s}",
		address, more);
	assert_int_equal(
		relayproc_control(&relay, "PUT", "/associate", body, NULL),
		204);
}

static void assert_signed_out(struct wsclient *c, const char *token)
{
	char header[128], code[32];

	wsclient_member(wsclient_expect(c, "bye"), "code", code, sizeof(code));
	assert_string_equal(code, "bad_token");
	wsclient_close(&c);
	snprintf(header, sizeof(header), "Authorization: Bearer %s\r\n", token);
	assert_int_equal(relayproc_http(&relay, "POST", "/v1/sign-out", header,
				 "", NULL),
		401);
}

/* A4; and so does taking the account away. */
static void test_a_new_password_ends_every_session(void **state)
{
	char token[RELAYPROC_TOKEN], others[RELAYPROC_TOKEN];
	struct wsclient *mine, *theirs;
	char *answer;

	(void)state;
	relayproc_associate(&relay, "suzume", "c@suzume.example", "C", token);
	relayproc_associate(&relay, "suzume", "d@suzume.example", "D", others);
	mine = relayproc_as_associate(&relay, token);
	theirs = relayproc_as_associate(&relay, others);
	put_associate("c@suzume.example", "\"password\":\"brisk finches\"");
	assert_signed_out(mine, token);
	assert_int_equal(sign_in("c@suzume.example", "brisk finches",
				 "192.0.2.3", &answer),
		200);
	mem_free(answer);
	put_associate("d@suzume.example", "\"remove\":true");
	assert_signed_out(theirs, others);
}

static int answer_to(const char *token)
{
	char header[128];

	snprintf(header, sizeof(header), "Authorization: Bearer %s\r\n", token);
	return relayproc_http(&relay, "POST", "/v1/unlock", header,
		"{\"t\":\"unlock\",\"password\":\"quiet river stones\"}", NULL);
}

#define DAY_MS (24 * 3600 * 1000LL)

/* A8: one in use lasts to its last day, and one that is not for less. */
static void test_sessions_expire(void **state)
{
	char used[RELAYPROC_TOKEN], idle[RELAYPROC_TOKEN];

	(void)state;
	relayproc_associate(&relay, "suzume", "e@suzume.example", "E", used);
	relayproc_associate(&relay, "suzume", "f@suzume.example", "F", idle);
	for (int days = 0; days < 88; days += 11) {
		assert_int_equal(answer_to(used), 204);
		relayproc_advance(&relay, 11 * DAY_MS);
	}
	assert_int_equal(answer_to(used), 204);
	assert_int_equal(answer_to(idle), 401);
	relayproc_advance(&relay, 3 * DAY_MS);
	assert_int_equal(answer_to(used), 401);
}

static void test_an_expired_session_is_cut(void **state)
{
	char token[RELAYPROC_TOKEN], code[32];
	struct wsclient *c;

	(void)state;
	relayproc_associate(&relay, "suzume", "g@suzume.example", "G", token);
	c = relayproc_as_associate(&relay, token);
	relayproc_advance(&relay, 13 * DAY_MS);
	assert_int_equal(answer_to(token), 204);
	relayproc_advance(&relay, 15 * DAY_MS);
	wsclient_member(wsclient_expect(c, "bye"), "code", code, sizeof(code));
	assert_string_equal(code, "bad_token");
	wsclient_close(&c);
	assert_int_equal(answer_to(token), 401);
}

static int as_owner(
	const char *token, const char *method, const char *path, char **answer)
{
	char header[128];

	snprintf(header, sizeof(header), "Authorization: Bearer %s\r\n", token);
	return relayproc_http(&relay, method, path, header, "", answer);
}

/* The id of the one whose device that is; "" when there is none.  Frees the
 * answer. */
static struct id find_session(char *answer, const char *device, bool own)
{
	json_t *root = json_loads(answer, 0, NULL);
	const json_t *all = json_object_get(root, "sessions");
	struct id id = {""};

	assert_true(json_is_array(all));
	for (size_t i = 0; i < json_array_size(all); i++) {
		const json_t *one = json_array_get(all, i);
		const char *on =
			json_string_value(json_object_get(one, "device"));

		if (!on || strcmp(on, device) != 0)
			continue;
		assert_int_equal(
			json_is_true(json_object_get(one, "this")), own);
		id = id_from_str(
			json_string_value(json_object_get(one, "session")));
	}
	json_decref(root);
	mem_free(answer);
	return id;
}

static void sign_in_on(
	const char *address, const char *device, char token[RELAYPROC_TOKEN])
{
	char body[256];
	char *answer;

	snprintf(body, sizeof(body),
		"{\"t\":\"sign_in\",\"address\":\"%s\",\"password\":"
		"\"quiet river stones\",\"device\":\"%s\"}",
		address, device);
	assert_int_equal(relayproc_http(&relay, "POST", "/v1/sign-in", "", body,
				 &answer),
		200);
	wsclient_member(answer, "token", token, RELAYPROC_TOKEN);
	assert_null(strstr(answer, "\"session\""));
	mem_free(answer);
}

static int end_session(const char *token, const struct id *session)
{
	char path[64];

	snprintf(path, sizeof(path), "/v1/sessions/%s/end", session->s);
	return as_owner(token, "POST", path, NULL);
}

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static void test_sessions_are_listed_and_ended_one_by_one(void **state)
{
	char till[RELAYPROC_TOKEN], desk[RELAYPROC_TOKEN];
	char other[RELAYPROC_TOKEN];
	struct wsclient *lost, *kept;
	struct id mine, theirs;
	long long began;
	char *answer;

	(void)state;
	relayproc_associate(&relay, "suzume", "h@suzume.example", "H", till);
	relayproc_associate(&relay, "suzume", "i@suzume.example", "I", other);
	sign_in_on("h@suzume.example", "till", till);
	sign_in_on("h@suzume.example", "desk", desk);
	sign_in_on("i@suzume.example", "other", other);
	lost = relayproc_as_associate(&relay, till);
	kept = relayproc_as_associate(&relay, desk);
	assert_int_equal(as_owner(desk, "GET", "/v1/sessions", &answer), 200);
	assert_null(strstr(answer, till));
	mine = find_session(answer, "till", false);
	assert_int_equal(as_owner(desk, "GET", "/v1/sessions", &answer), 200);
	theirs = find_session(answer, "desk", true);
	assert_true(id_is(&theirs));
	/* A colleague's is not there, and is not theirs to end. */
	assert_int_equal(as_owner(desk, "GET", "/v1/sessions", &answer), 200);
	theirs = find_session(answer, "other", false);
	assert_false(id_is(&theirs));
	assert_int_equal(end_session(other, &mine), 404);
	assert_int_equal(end_session("", &mine), 401);
	assert_int_equal(as_owner("", "GET", "/v1/sessions", NULL), 401);
	began = now_ms();
	assert_int_equal(end_session(desk, &mine), 204);
	assert_signed_out(lost, till);
	assert_in_range(now_ms() - began, 0, 999);
	assert_int_equal(end_session(desk, &mine), 404);
	assert_int_equal(answer_to(desk), 204);
	assert_true(wsclient_sayf(kept, "{\"t\":\"ping\",\"ref\":\"1\"}"));
	assert_non_null(wsclient_expect(kept, "pong"));
	wsclient_close(&kept);
}

static int control(const char *path, const char *retailer, const char *name,
	const char *value, char **answer)
{
	char body[256];

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_%s\",\"retailer\":\"%s\",\"%s\":\"%s\"}",
		strcmp(path, "/sessions") == 0 ? "sessions" : "session_end",
		retailer, name, value);
	return relayproc_control(&relay, "POST", path, body, answer);
}

/* As norenctl does: of one retailer only. */
static void test_sessions_are_ended_from_outside(void **state)
{
	char token[RELAYPROC_TOKEN];
	struct wsclient *c;
	long long began;
	struct id id;
	char *answer;

	(void)state;
	relayproc_retailer(&relay, "tsubame");
	relayproc_associate(&relay, "suzume", "j@suzume.example", "J", token);
	sign_in_on("j@suzume.example", "till", token);
	c = relayproc_as_associate(&relay, token);
	assert_int_equal(control("/sessions", "suzume", "address",
				 "j@suzume.example", &answer),
		200);
	id = find_session(answer, "till", false);
	assert_true(id_is(&id));
	assert_int_equal(control("/sessions", "tsubame", "address",
				 "j@suzume.example", NULL),
		404);
	assert_int_equal(control("/sessions", "suzume", "address",
				 "nobody@suzume.example", NULL),
		404);
	assert_int_equal(
		control("/session-end", "tsubame", "session", id.s, NULL), 404);
	began = now_ms();
	assert_int_equal(
		control("/session-end", "suzume", "session", id.s, NULL), 204);
	assert_signed_out(c, token);
	assert_in_range(now_ms() - began, 0, 999);
	assert_int_equal(
		control("/session-end", "suzume", "session", id.s, NULL), 404);
}

/* Guesses at once are worth no more than one after another, and the queue of
 * those who wait to be judged is short. */
static void test_many_at_once(void **state)
{
	struct wsclient *c[60];
	int judged = 0, slowed = 0;
	const char *body;

	(void)state;
	for (int i = 0; i < 60; i++) {
		c[i] = wsclient_connect(relay.port);
		wsclient_print(c[i],
			"POST /v1/sign-in HTTP/1.1\r\nHost: a\r\n"
			"X-Forwarded-For: 192.0.2.77\r\n"
			"Content-Length: 64\r\n\r\n%-64s",
			"{\"t\":\"sign_in\",\"address\":\"c@d.example\","
			"\"password\":\"x\"}");
	}
	for (int i = 0; i < 60; i++) {
		int status = wsclient_read_http(c[i], &body);

		judged += status == 401;
		slowed += status == 429;
		wsclient_close(&c[i]);
	}
	assert_in_range(judged, 5, 6);
	assert_int_equal(judged + slowed, 60);
}

/* A7: told before anything else is looked at, the password included. */
static void test_an_old_client_is_told_to_update(void **state)
{
	static const char old[] =
		"{\"t\":\"sign_in\",\"client\":\"noren 0.1.9\","
		"\"address\":\"aiko@suzume.example\",\"password\":\"no\"}";
	char *answer, code[64];
	struct wsclient *c;

	(void)state;
	assert_int_equal(
		relayproc_http(&relay, "POST", "/v1/sign-in", "", old, &answer),
		426);
	assert_non_null(strstr(answer, "\"old_version\""));
	mem_free(answer);
	assert_int_equal(relayproc_http(&relay, "GET", "/v1/serves/0.1.9", "",
				 "", &answer),
		426);
	assert_non_null(strstr(answer, "\"old_version\""));
	mem_free(answer);
	assert_int_equal(
		relayproc_http(&relay, "GET", "/v1/serves/0.2.0", "", "", NULL),
		204);
	c = wsclient_open(relay.port, "/v1/associate", NULL);
	wsclient_sayf(c,
		"{\"t\":\"hello\",\"version\":1,"
		"\"client\":\"noren 0.1.9\",\"token\":\"x\"}");
	wsclient_member(
		wsclient_expect(c, "error"), "code", code, sizeof(code));
	assert_string_equal(code, "old_version");
	wsclient_expect(c, "bye");
	assert_int_equal(wsclient_expect_close(c), 4010);
	wsclient_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_unknown_address_and_wrong_password_are_told_alike),
		cmocka_unit_test(test_an_old_client_is_told_to_update),
		cmocka_unit_test(test_wrong_passwords_slow_down),
		cmocka_unit_test(test_what_cannot_be_read_counts_too),
		cmocka_unit_test(test_one_address_of_origin_slows_down),
		cmocka_unit_test(test_unlock_and_sign_out),
		cmocka_unit_test(test_a_new_password_ends_every_session),
		cmocka_unit_test(test_sessions_expire),
		cmocka_unit_test(test_an_expired_session_is_cut),
		cmocka_unit_test(test_sessions_are_listed_and_ended_one_by_one),
		cmocka_unit_test(test_sessions_are_ended_from_outside),
		cmocka_unit_test(test_many_at_once),
	};

	return cmocka_run_group_tests_name("signin", tests, setup, teardown);
}
