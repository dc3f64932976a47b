/* SPDX-License-Identifier: MIT */
/* Claims become sales, or do not, over real sockets (E5). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "shared/mem.h"
#include "tests/lib/heard.h"
#include "tests/lib/office.h"

static void claims(struct office *b, const char *token, const char *order,
	const char *rest, const char *code_wanted, const char *text_wanted)
{
	char body[600], code[64], text[200], key[41] = "";

	for (size_t i = 0; order[i] && i < 20; i++)
		snprintf(key + 2 * i, 3, "%02x", (unsigned char)order[i]);
	snprintf(body, sizeof(body),
		"{\"t\":\"claim\",\"key\":\"%s\",\"order\":\"%s\","
		"\"name\":\"Hana\",\"product\":\"Bowl\","
		"\"evidence\":\"She wrote it down\",%s}",
		key, order, rest);
	office_post(b, token, "/v1/claims", body, code, text);
	assert_string_equal(code, code_wanted);
	if (text_wanted)
		assert_string_equal(text, text_wanted);
}

#define GOOD "\"amount\":4800,\"currency\":\"JPY\",\"bought\":1999999999000000"

static void E5_what_makes_no_sense_is_refused(void **state)
{
	struct office *b = *state;

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
	/* A number that looks like another one would be credited once more. */
	claims(b, b->aiko, "\u200b", GOOD, "bad_field", NULL);
	claims(b, b->aiko, "T-1 ", GOOD, "bad_field",
		"The field order has something in it that nobody can see.");
	claims(b, b->aiko, " T-1", GOOD, "bad_field", NULL);
	claims(b, b->aiko, "T-1\u200b", GOOD, "bad_field", NULL);
	claims(b, b->aiko, "T\u00ad-1", GOOD, "bad_field", NULL);
	claims(b, b->aiko, "T  1", GOOD, "bad_field", NULL);
	claims(b, b->hana, "T-1", GOOD, "bad_token", NULL);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM claim"), 0);
}

/* The id of the claim of that order. */
static void claim_id(struct office *b, const char *order, char id[32])
{
	char *list = office_get(b, b->ken, "/v1/manage/claims/suzume", 200);
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

static void decides(struct office *b, const char *token, const char *order,
	const char *rest, const char *code_wanted, const char *text_wanted)
{
	char body[400], code[64], text[200], id[32];

	claim_id(b, order, id);
	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_claim\",\"retailer\":\"suzume\",\"claim\":\"%s\","
		"%s}",
		id, rest);
	office_post(b, token, "/v1/manage/claim", body, code, text);
	assert_string_equal(code, code_wanted);
	if (text_wanted)
		assert_string_equal(text, text_wanted);
}

static void E5_granted_it_is_a_sale(void **state)
{
	struct office *b = *state;
	const char *m;
	char *list;

	claims(b, b->aiko, "T-1", GOOD, "", NULL);
	heard_has(heard(b->k, "claims"), "waiting", "0");
	heard_has(heard(b->k, "claims"), "waiting", "1");
	claims(b, b->aiko, "T-1", GOOD, "", NULL); /* the same key */
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM claim"), 1);
	decides(b, b->aiko, "T-1", "\"grant\":true", "forbidden", NULL);
	decides(b, b->rin, "T-1", "\"grant\":true", "forbidden", NULL);
	decides(b, b->ken, "T-1", "\"reason\":\"  \"", "bad_field",
		"A refusal needs a reason.");
	decides(b, b->ken, "T-1", "\"reason\":\"\u3000\u200b\"", "bad_field",
		"A refusal needs a reason.");
	decides(b, b->ken, "T-1", "\"grant\":true,\"reason\":\"I saw it\"", "",
		NULL);
	m = heard(b->a, "sale");
	heard_has(m, "claimed", "true");
	heard_has(m, "fresh", "true");
	heard_has(m, "amount", "4800");
	m = heard(b->a, "claimed");
	heard_has(m, "state", "granted");
	heard_has(m, "decider", "Ken");
	heard_has(m, "reason", "I saw it");
	decides(b, b->ken, "T-1", "\"grant\":true", "taken",
		"Ken has decided it already.");
	claims(b, b->aiko, "T-1", "\"evidence_\":1," GOOD, "credited",
		"That order is your sale already.");
	list = office_get(b, b->aiko, "/v1/claims", 200);
	assert_non_null(strstr(list, "\"state\":\"granted\""));
	mem_free(list);
	list = office_get(b, b->rin, "/v1/claims", 200);
	assert_string_equal(list, "{\"claims\":[]}");
	mem_free(list);
	wsclient_say(b->a,
		"{\"t\":\"viewed\",\"ref\":\"v\","
		"\"order\":\"T-1\"}");
	heard_has(heard(b->a, "sale"), "fresh", "");
	assert_int_equal(office_number(b,
				 "SELECT COUNT(*) FROM audit WHERE what IN"
				 " ('claim', 'claim_granted')"
				 " AND about = 'T-1'"),
		2);
}

static void E5_an_order_is_somebodys_once(void **state)
{
	struct office *b = *state;

	claims(b, b->aiko, "T-1", GOOD, "", NULL);
	claims(b, b->ken, "T-1", GOOD, "", NULL);
	decides(b, b->ken, "T-1", "\"grant\":true", "", NULL);
	heard(b->a, "sale");
	decides(b, b->ken, "T-1", "\"grant\":true", "oneself", NULL);
	relayproc_promote(&b->relay, "suzume", "aiko@suzume.example");
	decides(b, b->aiko, "T-1", "\"grant\":true", "credited",
		"That order is Aiko's sale already.");
	decides(b, b->aiko, "T-1", "\"reason\":\"It was mine\"", "", NULL);
	heard_has(heard(b->k, "claimed"), "state", "refused");
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM sale"), 1);
}

/* The sale was kept, and then the relay died: the claim is granted. */
static void E5_the_relay_dies_in_between(void **state)
{
	struct office *b = *state;

	claims(b, b->aiko, "T-1", GOOD, "", NULL);
	decides(b, b->ken, "T-1", "\"grant\":true", "", NULL);
	wsclient_close(&b->a);
	wsclient_close(&b->k);
	relayproc_kill(&b->relay);
	office_change(b, "UPDATE claim SET state = 0");
	relayproc_start(&b->relay);
	decides(b, b->ken, "T-1", "\"reason\":\"No\"", "credited",
		"It has become a sale: it can only be granted.");
	decides(b, b->ken, "T-1", "\"grant\":true", "", NULL);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM sale"), 1);
	assert_int_equal(office_number(b,
				 "SELECT sales FROM presence"
				 " WHERE sales > 0"),
		1);
}

/* Two managers decide in the same moment. */
static int decided_at_once(struct office *b, const char *order)
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
	struct office *b = *state;

	claims(b, b->aiko, "T-1", GOOD, "", NULL);
	assert_int_equal(decided_at_once(b, "T-1"), 1);
	assert_int_equal(office_number(b, "SELECT COUNT(*) FROM sale"),
		office_number(b, "SELECT COUNT(*) FROM claim WHERE state = 1"));
}

#define T(name) \
	cmocka_unit_test_setup_teardown( \
		name, office_setup_bare, office_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(E5_what_makes_no_sense_is_refused),
		T(E5_granted_it_is_a_sale),
		T(E5_an_order_is_somebodys_once),
		T(E5_the_relay_dies_in_between),
		T(E5_granted_and_refused_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
