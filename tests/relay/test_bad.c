/* SPDX-License-Identifier: MIT */
/* Bad messages on a good connection: each gets its named error, or a close with
 * a reason, and nobody else notices. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/limits.h"
#include "shared/mem.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

static struct relayproc relay;
static char token[RELAYPROC_TOKEN];

static int setup(void **state)
{
	(void)state;
	relayproc_init(&relay, NULL);
	relayproc_retailer(&relay, "suzume");
	relayproc_retailer(&relay, "kamome");
	relayproc_associate(
		&relay, "suzume", "aiko@suzume.example", "Aiko", token);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	assert_int_equal(
		relayproc_http(&relay, "GET", "/healthz", "", "", NULL), 200);
	assert_int_equal(relayproc_stop(&relay), 0);
	relayproc_fini(&relay);
	return 0;
}

static struct wsclient *shopper(void)
{
	char mine[RELAYPROC_TOKEN] = "";

	return relayproc_as_shopper(&relay, "suzume", mine);
}

/* The next error's code. */
static const char *error_code(struct wsclient *c)
{
	static char code[40];
	const char *m = wsclient_expect(c, "error");

	if (!m)
		fail_msg("no error came; closed with %d", c->close_code);
	return wsclient_member(m, "code", code, sizeof(code));
}

static void assert_closes(struct wsclient **c, int code, const char *name)
{
	assert_int_equal(wsclient_expect_close(*c), code);
	assert_string_equal((*c)->close_reason, name);
	wsclient_close(c);
}

static void assert_alive(struct wsclient *c)
{
	const char *m;

	wsclient_say(c, "{\"t\":\"ping\",\"ref\":\"alive\"}");
	m = wsclient_expect(c, "pong");
	assert_non_null(m);
	assert_non_null(strstr(m, "alive"));
}

static void test_what_cannot_be_read_closes(void **state)
{
	static const struct {
		const char *text, *name;
		int code;
	} bad[] = {
		{"", "bad_json", 4003},
		{"{", "bad_json", 4003},
		{"[]", "bad_json", 4003},
		{"{\"t\":\"ping\"} x", "bad_json", 4003},
		{"{\"t\":\"ping\",\"t\":\"ping\"}", "bad_json", 4003},
		{"\xff\xfe", "bad_utf8", 4002},
		{"{\"t\":\"say\",\"text\":\"\xc0\x80\"}", "bad_utf8", 4002},
		{"{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":"
		 "{\"a\":1}}}}}}}}}",
			"too_deep", 4004},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wsclient *c = shopper();

		wsclient_say(c, bad[i].text);
		assert_string_equal(error_code(c), bad[i].name);
		assert_closes(&c, bad[i].code, bad[i].name);
	}
}

static void test_what_cannot_be_understood_is_named(void **state)
{
	static const struct {
		const char *text, *name;
	} bad[] = {
		{"{}", "bad_field"},
		{"{\"t\":\"fly\",\"ref\":\"1\"}", "unknown_type"},
		{"{\"t\":7}", "bad_field"},
		{"{\"t\":\"accept\",\"chat\":\"x\"}", "unknown_type"},
		{"{\"t\":\"welcome\"}", "unknown_type"},
		{"{\"t\":\"ctl_clock\",\"advance\":1}", "unknown_type"},
		{"{\"t\":\"say\",\"key\":\"k\"}", "bad_field"},
		{"{\"t\":\"say\",\"key\":\"a b\",\"text\":\"x\"}", "bad_field"},
		{"{\"t\":\"say\",\"key\":1,\"text\":\"x\"}", "bad_field"},
		{"{\"t\":\"resume\",\"chat\":\"nope\",\"after\":0}",
			"bad_field"},
		{"{\"t\":\"resume\",\"chat\":\"0000000000000000000000000"
		 "0\",\"after\":-1}",
			"bad_field"},
		{"{\"t\":\"resume\",\"chat\":\"0000000000000000000000000"
		 "0\",\"after\":0}",
			"unknown_chat"},
		{"{\"t\":\"say\",\"chat\":\"00000000000000000000000000\","
		 "\"key\":\"k\",\"text\":\"x\"}",
			"unknown_chat"},
	};
	struct wsclient *c = shopper();

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const char *got;

		wsclient_say(c, bad[i].text);
		got = error_code(c);
		if (strcmp(got, bad[i].name) != 0)
			fail_msg("%s: %s", bad[i].text, got);
	}
	assert_alive(c);
	wsclient_close(&c);
}

static void test_the_error_bears_the_ref(void **state)
{
	struct wsclient *c = shopper();
	char ref[32];

	(void)state;
	wsclient_say(c, "{\"t\":\"say\",\"ref\":\"r-7\",\"key\":\"k\"}");
	wsclient_member(wsclient_expect(c, "error"), "ref", ref, sizeof(ref));
	assert_string_equal(ref, "r-7");
	wsclient_close(&c);
}

static void test_sizes(void **state)
{
	char *text = mem_zero(LIMIT_ASSOCIATE_FRAME + 2);
	struct wsclient *c = shopper();

	(void)state;
	memset(text, ' ', LIMIT_ASSOCIATE_FRAME + 1);
	memcpy(text, "{\"t\":\"ping\"}", 12);
	assert_true(
		wsclient_frame(c, true, 1, true, text, LIMIT_SHOPPER_FRAME));
	assert_non_null(wsclient_expect(c, "pong"));
	wsclient_frame(c, true, 1, true, text, LIMIT_SHOPPER_FRAME + 1);
	assert_string_equal(error_code(c), "too_large");
	assert_closes(&c, 4001, "too_large");
	c = relayproc_as_associate(&relay, token);
	wsclient_frame(c, true, 1, true, text, LIMIT_ASSOCIATE_FRAME);
	assert_non_null(wsclient_expect(c, "pong"));
	wsclient_frame(c, true, 1, true, text, LIMIT_ASSOCIATE_FRAME + 1);
	assert_closes(&c, 4001, "too_large");
	mem_free(text);
}

static void test_fragments_are_one_message(void **state)
{
	struct wsclient *c = shopper();
	char piece[1000];

	(void)state;
	wsclient_frame(c, false, 1, true, "{\"t\":\"pi", 8);
	wsclient_frame(c, false, 0, true, "ng\",\"re", 7);
	wsclient_frame(c, true, 9, true, "a ping between", 14);
	wsclient_frame(c, false, 0, true, "", 0);
	wsclient_frame(c, true, 0, true, "f\":\"f\"}", 7);
	assert_non_null(strstr(wsclient_expect(c, "pong"), "\"f\""));
	/* And they are counted together. */
	memset(piece, ' ', sizeof(piece));
	wsclient_frame(c, false, 1, true, piece, sizeof(piece));
	for (int i = 0; i < 17; i++)
		wsclient_frame(c, false, 0, true, piece, sizeof(piece));
	assert_string_equal(error_code(c), "too_large");
	assert_closes(&c, 4001, "too_large");
}

static void test_frames_that_are_none(void **state)
{
	static const char *const bad[] = {"\x83\x80\1\2\3\4", /* opcode 3 */
		"\xf1\x80\1\2\3\4",                           /* rsv bits */
		"\x80\x80\1\2\3\4",          /* continues nothing */
		"\x89\xfe\x01\x00\1\2\3\4"}; /* a ping of 256 bytes */

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wsclient *c = shopper();
		int code;

		wsclient_write(c, bad[i], i == 3 ? 8 : 6);
		code = wsclient_expect_close(c);
		if (code == -1)
			fail_msg("frame %zu did not end it", i);
		wsclient_close(&c);
	}
}

static void test_binary_is_no_message(void **state)
{
	struct wsclient *c = shopper();

	(void)state;
	wsclient_frame(c, true, 2, true, "{\"t\":\"ping\"}", 12);
	assert_string_equal(error_code(c), "bad_json");
	assert_closes(&c, 4003, "bad_json");
}

static void test_hello_comes_first_and_once(void **state)
{
	struct wsclient *c = wsclient_open(relay.port, "/v1/shopper", NULL);

	(void)state;
	wsclient_say(c, "{\"t\":\"ping\",\"ref\":\"1\"}");
	assert_string_equal(error_code(c), "hello_first");
	assert_closes(&c, 4011, "hello_first");
	c = shopper();
	wsclient_say(c,
		"{\"t\":\"hello\",\"version\":1,"
		"\"retailer\":\"suzume\"}");
	assert_string_equal(error_code(c), "hello_first");
	assert_closes(&c, 4011, "hello_first");
}

static void test_hello_answers_with_its_ref(void **state)
{
	struct wsclient *c = wsclient_open(relay.port, "/v1/shopper", NULL);
	char ref[32];

	(void)state;
	wsclient_say(c,
		"{\"t\":\"hello\",\"ref\":\"h1\",\"version\":9,"
		"\"retailer\":\"suzume\"}");
	wsclient_member(wsclient_expect(c, "welcome"), "ref", ref, sizeof(ref));
	assert_string_equal(ref, "h1");
	wsclient_close(&c);
}

static void test_hellos_that_are_refused(void **state)
{
	static const struct {
		const char *path, *fields, *name;
		int code;
	} bad[] = {
		{"/v1/shopper", "\"version\":0,\"retailer\":\"suzume\"",
			"old_version", 4010},
		{"/v1/shopper", "\"version\":1", "unknown_retailer", 4014},
		{"/v1/shopper", "\"version\":1,\"retailer\":\"nobody\"",
			"unknown_retailer", 4014},
		{"/v1/associate", "\"version\":1", "bad_token", 4012},
		{"/v1/associate", "\"version\":1,\"token\":\"x\"", "bad_token",
			4012},
		{"/v1/associate",
			"\"version\":1,\"token\":"
			"\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"",
			"bad_token", 4012},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wsclient *c =
			wsclient_open(relay.port, bad[i].path, NULL);

		wsclient_sayf(c, "{\"t\":\"hello\",%s}", bad[i].fields);
		assert_string_equal(error_code(c), bad[i].name);
		assert_closes(&c, bad[i].code, bad[i].name);
	}
}

/* A token is somebody else at another retailer. */
static void test_nothing_crosses_from_one_retailer_to_another(void **state)
{
	char mine[RELAYPROC_TOKEN] = "", chat[32];
	struct wsclient *a, *c = relayproc_as_shopper(&relay, "suzume", mine);

	(void)state;
	a = relayproc_as_associate(&relay, token);
	wsclient_say(a, "{\"t\":\"available\",\"ref\":\"v\",\"on\":true}");
	assert_non_null(wsclient_expect(a, "ok"));
	wsclient_say(c,
		"{\"t\":\"say\",\"ref\":\"1\",\"key\":\"k\","
		"\"text\":\"secret\"}");
	wsclient_member(wsclient_expect(c, "ok"), "chat", chat, sizeof(chat));
	assert_int_equal(strlen(chat), 26);
	wsclient_close(&c);
	c = relayproc_as_shopper(&relay, "kamome", mine);
	wsclient_sayf(
		c, "{\"t\":\"resume\",\"chat\":\"%s\",\"after\":0}", chat);
	assert_string_equal(error_code(c), "unknown_chat");
	wsclient_close(&c);
	c = shopper(); /* nor from one shopper to another */
	wsclient_sayf(
		c, "{\"t\":\"resume\",\"chat\":\"%s\",\"after\":0}", chat);
	assert_string_equal(error_code(c), "unknown_chat");
	wsclient_close(&c);
	c = relayproc_as_shopper(&relay, "suzume", mine);
	wsclient_sayf(
		c, "{\"t\":\"resume\",\"chat\":\"%s\",\"after\":0}", chat);
	assert_non_null(wsclient_expect(c, "replayed"));
	wsclient_close(&c);
	wsclient_close(&a);
}

static void test_too_fast_is_told_then_cut(void **state)
{
	struct wsclient *c = shopper();
	long long wait;
	const char *m;
	int sent = 0;
	char code[32];

	(void)state;
	do {
		wsclient_sayf(c,
			"{\"t\":\"enquiries_\",\"ref\":\"%d\",\"x\":\"%"
			"0900d\"}",
			++sent, 0);
		m = wsclient_expect(c, "error");
		assert_non_null(m);
		wsclient_member(m, "code", code, sizeof(code));
	} while (strcmp(code, "unknown_type") == 0 && sent < 2000);
	assert_string_equal(code, "flood");
	assert_closes(&c, 4020, "flood");
	c = shopper();
	for (sent = 0; sent < 60; sent++)
		wsclient_say(c, "{\"t\":\"identify\",\"name\":\"x\"}");
	m = wsclient_expect(c, "error");
	assert_non_null(strstr(m, "too_fast"));
	wait = wsclient_number(m, "wait");
	assert_in_range(wait, 1, 5000);
	relayproc_advance(&relay, 10000);
	assert_alive(c);
	wsclient_close(&c);
}

static void test_silence_instead_of_hello_ends(void **state)
{
	struct wsclient *c = wsclient_open(relay.port, "/v1/shopper", NULL);

	(void)state;
	relayproc_advance(&relay, 11000);
	assert_closes(&c, 4011, "hello_first");
}

/* Text is kept as text: nothing in it reaches a log or breaks a frame. */
static void test_text_stays_text(void **state)
{
	char mine[RELAYPROC_TOKEN] = "", other[RELAYPROC_TOKEN];
	struct wsclient *c, *a;
	char text[128];
	const char *m;
	char *log;

	(void)state;
	relayproc_associate(&relay, "kamome", "bo@kamome.example", "Bo", other);
	c = relayproc_as_shopper(&relay, "kamome", mine);
	a = relayproc_as_associate(&relay, other);
	wsclient_say(a, "{\"t\":\"available\",\"ref\":\"v\",\"on\":true}");
	assert_non_null(wsclient_expect(a, "ok"));
	wsclient_say(c,
		"{\"t\":\"say\",\"ref\":\"1\",\"key\":\"t\",\"text\":"
		"\"\\u001b[31m<b>\\u202eunspeakable\\u0007\"}");
	m = wsclient_expect(a, "ring");
	assert_non_null(m);
	wsclient_member(m, "text", text, sizeof(text));
	assert_string_equal(text, "[31m<b>unspeakable");
	log = relayproc_log(&relay);
	assert_null(strstr(log, "unspeakable"));
	assert_null(strstr(log, other));
	assert_null(strstr(log, mine));
	mem_free(log);
	wsclient_close(&a);
	wsclient_close(&c);
}

/* Returns the code of the last answer, "" when all is well. */
static const char *enquire(struct relayproc *p, int who, int n)
{
	char shopper[RELAYPROC_TOKEN] = "";
	struct wsclient *s = relayproc_as_shopper(p, "suzume", shopper);
	static char code[32];
	const char *m = "";

	for (int i = 0; i < n; i++) {
		wsclient_sayf(s,
			"{\"t\":\"enquire\",\"ref\":\"e\",\"key\":\"k%d-%d\","
			"\"address\":\"a@b\",\"text\":\"x\"}",
			who, i);
		do {
			m = wsclient_read(s);
			assert_non_null(m);
		} while (!strstr(m, "\"ref\":\"e\""));
	}
	wsclient_member(m, "code", code, sizeof(code));
	wsclient_close(&s);
	return code;
}

/* Whoever is many shoppers is still one address. */
static void test_enquiries_of_one_address_are_counted(void **state)
{
	struct relayproc one;

	(void)state;
	relayproc_init(&one, "-o", "message_rate=1000", NULL);
	relayproc_retailer(&one, "suzume");
	for (int i = 0; i < 3; i++)
		assert_string_equal(enquire(&one, i, 10), "");
	assert_string_equal(enquire(&one, 3, 1), "too_fast");
	relayproc_fini(&one);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_cannot_be_read_closes),
		cmocka_unit_test(test_what_cannot_be_understood_is_named),
		cmocka_unit_test(test_the_error_bears_the_ref),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_fragments_are_one_message),
		cmocka_unit_test(test_frames_that_are_none),
		cmocka_unit_test(test_binary_is_no_message),
		cmocka_unit_test(test_hello_comes_first_and_once),
		cmocka_unit_test(test_hello_answers_with_its_ref),
		cmocka_unit_test(test_hellos_that_are_refused),
		cmocka_unit_test(
			test_nothing_crosses_from_one_retailer_to_another),
		cmocka_unit_test(test_too_fast_is_told_then_cut),
		cmocka_unit_test(test_silence_instead_of_hello_ends),
		cmocka_unit_test(test_text_stays_text),
		cmocka_unit_test(test_enquiries_of_one_address_are_counted),
	};

	return cmocka_run_group_tests_name("bad", tests, setup, teardown);
}
