/* SPDX-License-Identifier: MIT */
/* Figures and ratings over the wire (E4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "shared/mem.h"
#include "tests/lib/heard.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], ren[RELAYPROC_TOKEN], mio[RELAYPROC_TOKEN];
	char chat[32];
	struct wsclient *a, *r, *s; /* Ren is a manager */
};

static int setup(void **state)
{
	static struct bed b;

	memset(&b, 0, sizeof(b));
	*state = &b;
	relayproc_init(&b.relay, NULL);
	relayproc_retailer(&b.relay, "suzume");
	relayproc_associate(
		&b.relay, "suzume", "aiko@suzume.example", "Aiko", b.aiko);
	relayproc_associate(
		&b.relay, "suzume", "ren@suzume.example", "Ren", b.ren);
	relayproc_promote(&b.relay, "suzume", "ren@suzume.example");
	b.a = relayproc_as_associate(&b.relay, b.aiko);
	b.r = relayproc_as_associate(&b.relay, b.ren);
	b.s = relayproc_as_shopper(&b.relay, "suzume", b.mio);
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	wsclient_close(&b->a);
	wsclient_close(&b->r);
	wsclient_close(&b->s);
	relayproc_fini(&b->relay);
	return 0;
}

static void says(struct bed *b, const char *key)
{
	wsclient_sayf(b->s,
		"{\"t\":\"say\",\"ref\":\"%s\",\"key\":\"%s\",\"text\":"
		"\"Hello\"}",
		key, key);
	wsclient_member(heard_with(b->s, "ok", "ref", key), "chat", b->chat,
		sizeof(b->chat));
	heard(b->a, "ring");
}

/* One that is missed, and one that is accepted, ended and rated. */
static void a_day(struct bed *b)
{
	wsclient_say(b->a, "{\"t\":\"available\",\"ref\":\"v\",\"on\":true}");
	heard_with(b->a, "ok", "ref", "v");
	says(b, "k1");
	relayproc_advance(&b->relay, 91000);
	heard(b->a, "ring_over");
	says(b, "k2");
	relayproc_advance(&b->relay, 4000);
	wsclient_sayf(b->a, "{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}",
		b->chat);
	heard_with(b->a, "ok", "ref", "2");
	wsclient_sayf(
		b->a, "{\"t\":\"end\",\"ref\":\"3\",\"chat\":\"%s\"}", b->chat);
	heard_with(b->a, "ok", "ref", "3");
}

static void buys(struct bed *b, const char *order, int amount, const char *code)
{
	wsclient_sayf(b->s,
		"{\"t\":\"event\",\"ref\":\"%s\",\"what\":\"purchase\","
		"\"order\":\"%s\",\"amount\":%d,\"currency\":\"%s\"}",
		order, order, amount, code);
	heard_with(b->s, "ok", "ref", order);
}

static void test_a_day(void **state)
{
	struct bed *b = *state;
	const char *m;

	a_day(b);
	m = heard(b->s, "ask_rating");
	heard_has(m, "chat", b->chat);
	heard_has(m, "name", "Aiko");
	wsclient_sayf(b->s,
		"{\"t\":\"rate\",\"ref\":\"4\",\"chat\":\"%s\",\"stars\":4,"
		"\"text\":\"ご親切に\"}",
		b->chat);
	heard_with(b->s, "ok", "ref", "4");
	m = heard(b->a, "rated");
	assert_int_equal(wsclient_number(m, "stars"), 4);
	heard_has(m, "text", "ご親切に");
	buys(b, "T-1", 12800, "JPY");
	buys(b, "T-2", 1999, "USD");

	wsclient_say(b->a, "{\"t\":\"performance\",\"ref\":\"x\",\"days\":7}");
	m = heard(b->a, "figures");
	heard_has(m, "name", "Aiko");
	assert_int_equal(wsclient_number(m, "accepted"), 1);
	assert_int_equal(wsclient_number(m, "missed"), 1);
	assert_true(wsclient_number(m, "median") >= 4000);
	assert_true(wsclient_number(m, "median") < 9000);
	assert_int_equal(wsclient_number(m, "chats"), 1);
	assert_int_equal(wsclient_number(m, "converted"), 1);
	assert_int_equal(wsclient_number(m, "sales"), 2);
	assert_int_equal(wsclient_number(m, "ratings"), 1);
	assert_int_equal(wsclient_number(m, "stars"), 4);
	m = heard(b->a, "takings");
	heard_has(m, "currency", "JPY");
	assert_int_equal(wsclient_number(m, "amount"), 12800);
	m = heard(b->a, "takings");
	heard_has(m, "currency", "USD");
	assert_int_equal(wsclient_number(m, "amount"), 1999);
	for (int i = 0; i < 7; i++) {
		m = heard(b->a, "day_figures");
		assert_int_equal(wsclient_number(m, "accepted"), i == 6);
		assert_int_equal(
			wsclient_number(m, "amount"), i == 6 ? 12800 : 0);
	}
	m = heard(b->a, "hour_figures");
	assert_int_equal(wsclient_number(m, "missed"), 1);
	heard_with(b->a, "ok", "ref", "x");

	/* The archive shows it with the chat. */
	wsclient_say(b->a, "{\"t\":\"archive\",\"ref\":\"y\"}");
	m = heard(b->a, "filed");
	assert_int_equal(wsclient_number(m, "stars"), 4);
	heard_has(m, "opinion", "ご親切に");
	assert_true(wsclient_number(m, "rated") > 0);
}

/* It is kept before it is answered. */
static void test_after_a_crash(void **state)
{
	struct bed *b = *state;
	struct wsclient *s;
	const char *m;

	a_day(b);
	heard(b->s, "ask_rating");
	wsclient_close(&b->s);
	wsclient_close(&b->a);
	wsclient_close(&b->r);
	relayproc_kill(&b->relay);
	relayproc_start(&b->relay);
	s = wsclient_open(b->relay.port, "/v1/shopper", NULL);
	wsclient_sayf(s,
		"{\"t\":\"hello\",\"version\":1,\"retailer\":\"suzume\","
		"\"token\":\"%s\"}",
		b->mio);
	heard_has(heard(s, "ask_rating"), "chat", b->chat);
	wsclient_sayf(s,
		"{\"t\":\"rate\",\"ref\":\"4\",\"chat\":\"%s\",\"stars\":5}",
		b->chat);
	heard_with(s, "ok", "ref", "4");
	wsclient_close(&s);
	relayproc_kill(&b->relay);
	relayproc_start(&b->relay);
	b->a = relayproc_as_associate(&b->relay, b->aiko);
	wsclient_say(b->a, "{\"t\":\"performance\",\"ref\":\"x\",\"days\":1}");
	m = heard(b->a, "figures");
	assert_int_equal(wsclient_number(m, "stars"), 5);
	assert_int_equal(wsclient_number(m, "accepted"), 1);
}

static void test_the_teams(void **state)
{
	struct bed *b = *state;
	char id[32];
	const char *m;

	a_day(b);
	wsclient_say(
		b->a, "{\"t\":\"team_performance\",\"ref\":\"x\",\"days\":1}");
	heard_has(heard(b->a, "error"), "code", "forbidden");
	wsclient_say(
		b->r, "{\"t\":\"team_performance\",\"ref\":\"x\",\"days\":1}");
	m = heard(b->r, "figures");
	heard_has(m, "associate", "");
	assert_int_equal(wsclient_number(m, "accepted"), 1);
	assert_int_equal(wsclient_number(m, "missed"), 1);
	m = heard(b->r, "figures");
	heard_has(m, "name", "Aiko");
	wsclient_member(m, "associate", id, sizeof(id));
	heard_with(b->r, "ok", "ref", "x");
	wsclient_sayf(b->r,
		"{\"t\":\"team_performance\",\"ref\":\"y\",\"days\":30,"
		"\"associate\":\"%s\"}",
		id);
	m = heard(b->r, "figures");
	heard_has(m, "name", "Aiko");
	assert_int_equal(wsclient_number(m, "accepted"), 1);
	heard_with(b->r, "ok", "ref", "y");
}

/* What norenctl asks; nobody else may. */
static void test_over_the_control_socket(void **state)
{
	struct bed *b = *state;
	char *answer;

	a_day(b);
	assert_int_equal(relayproc_control(&b->relay, "GET",
				 "/performance/suzume?days=30", "", &answer),
		200);
	assert_non_null(strstr(answer, "\"name\":\"(all)\""));
	assert_non_null(strstr(answer, "\"name\":\"Aiko\""));
	assert_non_null(strstr(answer, "\"accepted\":1,\"missed\":1"));
	mem_free(answer);
	assert_int_equal(relayproc_control(&b->relay, "GET",
				 "/performance/suzume?days=2", "", NULL),
		400);
	assert_int_equal(relayproc_control(&b->relay, "GET",
				 "/performance/suzume?week=1", "", NULL),
		400);
	assert_int_equal(relayproc_control(&b->relay, "GET",
				 "/performance/kamome", "", NULL),
		404);
}

static void test_bad_questions(void **state)
{
	struct bed *b = *state;
	static const char *const bad[] = {
		"{\"t\":\"performance\",\"ref\":\"x\"}",
		"{\"t\":\"performance\",\"ref\":\"x\",\"days\":0}",
		"{\"t\":\"performance\",\"ref\":\"x\",\"days\":2}",
		"{\"t\":\"performance\",\"ref\":\"x\",\"days\":31}",
		"{\"t\":\"performance\",\"ref\":\"x\",\"days\":-7}",
		"{\"t\":\"performance\",\"ref\":\"x\",\"days\":\"7\"}",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		wsclient_say(b->a, bad[i]);
		heard_has(heard(b->a, "error"), "code", "bad_field");
	}
	a_day(b);
	wsclient_sayf(b->s,
		"{\"t\":\"rate\",\"ref\":\"4\",\"chat\":\"%s\",\"stars\":6}",
		b->chat);
	heard_has(heard(b->s, "error"), "code", "bad_field");
	wsclient_sayf(b->s,
		"{\"t\":\"rate\",\"ref\":\"5\",\"chat\":\"%s\","
		"\"text\":\"no stars\"}",
		b->chat);
	heard_has(heard(b->s, "error"), "code", "bad_field");
	wsclient_sayf(b->s,
		"{\"t\":\"rate\",\"ref\":\"6\",\"chat\":\"%s\",\"stars\":1}",
		b->chat);
	heard_with(b->s, "ok", "ref", "6");
}

#define BED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED(test_a_day),
		BED(test_after_a_crash),
		BED(test_the_teams),
		BED(test_over_the_control_socket),
		BED(test_bad_questions),
	};

	return cmocka_run_group_tests_name("performance", tests, NULL, NULL);
}
