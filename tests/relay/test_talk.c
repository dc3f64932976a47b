/* SPDX-License-Identifier: MIT */
/* A whole conversation with the real relay over real sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/lib/heard.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

static struct relayproc relay; /* one for all tests of this file */
static char token[RELAYPROC_TOKEN];

static int setup(void **state)
{
	(void)state;
	relayproc_init(&relay, NULL);
	relayproc_retailer(&relay, "suzume");
	relayproc_associate(
		&relay, "suzume", "aiko@suzume.example", "Aiko", token);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	relayproc_fini(&relay);
	return 0;
}

static void go_available(struct wsclient *a)
{
	wsclient_say(a, "{\"t\":\"available\",\"ref\":\"v\",\"on\":true}");
	heard(a, "ok");
}

static void test_question_ring_accept_answer(void **state)
{
	char chat[32], key[32], text[64], shopper[RELAYPROC_TOKEN] = "";
	struct wsclient *a, *s;
	const char *m;

	(void)state;
	a = relayproc_as_associate(&relay, token);
	go_available(a);
	s = relayproc_as_shopper(&relay, "suzume", shopper);
	assert_int_equal(strlen(shopper), 43);
	wsclient_say(s,
		"{\"t\":\"say\",\"ref\":\"1\",\"key\":\"k1\","
		"\"text\":\"青い茶碗はありますか\"}");
	m = heard(a, "ring");
	assert_string_equal(wsclient_member(m, "text", text, sizeof(text)),
		"青い茶碗はありますか");
	wsclient_member(m, "chat", chat, sizeof(chat));
	m = heard(s, "ok");
	assert_string_equal(wsclient_member(m, "chat", key, sizeof(key)), chat);
	wsclient_sayf(
		a, "{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}", chat);
	heard(a, "ok");
	wsclient_sayf(a,
		"{\"t\":\"say\",\"ref\":\"3\",\"chat\":\"%s\",\"key\":\"k2\","
		"\"text\":\"Yes.\"}",
		chat);
	do {
		m = heard(s, "entry");
	} while (strcmp(wsclient_member(m, "text", text, sizeof(text)),
			 "Yes.") != 0);
	wsclient_sayf(a, "{\"t\":\"end\",\"ref\":\"4\",\"chat\":\"%s\"}", chat);
	heard(a, "ok");
	wsclient_close(&a);
	wsclient_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_question_ring_accept_answer),
	};

	return cmocka_run_group_tests_name("talk", tests, setup, teardown);
}
