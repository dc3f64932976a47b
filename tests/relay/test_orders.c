/* SPDX-License-Identifier: MIT */
/* Rule E1: orders from the shop's own server, signed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/orders.h"
#include "shared/mem.h"
#include "tests/lib/heard.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

/* Under a test clock that stands here. */
#define NOW INT64_C(2000000000000) /* ms */
#define BODY(rest) \
	"{\"t\":\"order\",\"order\":\"T-1\",\"currency\":\"JPY\"," rest "}"

struct bed {
	struct relayproc relay;
	char key[64];
	char aiko[RELAYPROC_TOKEN], mio[RELAYPROC_TOKEN];
};

static void new_key(struct bed *b)
{
	char *answer = NULL;

	assert_int_equal(relayproc_control(&b->relay, "PUT", "/order-key",
				 "{\"t\":\"ctl_order_key\",\"retailer\":"
				 "\"suzume\"}",
				 &answer),
		200);
	wsclient_member(answer, "key", b->key, sizeof(b->key));
	assert_int_equal(strlen(b->key), 43);
	mem_free(answer);
}

static void set_clock(struct bed *b, int64_t ms)
{
	char body[100];

	snprintf(body, sizeof(body), "{\"t\":\"ctl_clock\",\"wall\":%lld}",
		(long long)ms * 1000);
	assert_int_equal(
		relayproc_control(&b->relay, "POST", "/clock", body, NULL),
		204);
}

static int setup(void **state)
{
	static struct bed b;

	memset(&b, 0, sizeof(b));
	*state = &b;
	relayproc_init(&b.relay, NULL);
	set_clock(&b, NOW); /* first: a session would expire */
	relayproc_retailer(&b.relay, "suzume");
	relayproc_retailer(&b.relay, "tsubame");
	relayproc_associate(
		&b.relay, "suzume", "aiko@suzume.example", "Aiko", b.aiko);
	new_key(&b);
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	relayproc_fini(&b->relay);
	return 0;
}

/* The status, and the error's name, "" for none. */
static int post(struct bed *b, const char *retailer, const char *key,
	int64_t at, const char *body, char error[64])
{
	char sign[ORDERS_SIGNATURE + 1], path[256], *answer = NULL;
	int status;

	orders_sign(key, at, retailer, body, strlen(body), sign);
	snprintf(path, sizeof(path), "/v1/orders/%s?at=%lld&signature=%s",
		retailer, (long long)at, sign);
	status = relayproc_http(&b->relay, "POST", path,
		"Content-Type: application/json\r\n", body, &answer);
	error[0] = '\0';
	if (answer)
		wsclient_member(answer, "code", error, 64);
	mem_free(answer);
	return status;
}

static void says(struct bed *b, int64_t at, const char *body)
{
	char error[64];

	assert_int_equal(post(b, "suzume", b->key, at, body, error), 204);
}

static void refuses(
	struct bed *b, int64_t at, const char *body, const char *wanted)
{
	char error[64];

	assert_true(post(b, "suzume", b->key, at, body, error) >= 400);
	assert_string_equal(error, wanted);
}

static void assert_sale(
	const char *m, const char *amount, const char *cancelled)
{
	char text[64];

	assert_string_equal(
		wsclient_member(m, "amount", text, sizeof(text)), amount);
	assert_string_equal(
		wsclient_member(m, "cancelled", text, sizeof(text)), cancelled);
}

/* A chat of Aiko's; gives the shopper. */
static struct wsclient *chats(struct bed *b, struct wsclient *a)
{
	struct wsclient *s = relayproc_as_shopper(&b->relay, "suzume", b->mio);
	char chat[32];

	wsclient_say(a, "{\"t\":\"available\",\"ref\":\"v\",\"on\":true}");
	heard(a, "ok");
	wsclient_say(s,
		"{\"t\":\"say\",\"ref\":\"1\",\"key\":\"k\",\"text\":\"Hi\"}");
	wsclient_member(heard(s, "ok"), "chat", chat, sizeof(chat));
	heard(a, "ring");
	wsclient_sayf(
		a, "{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}", chat);
	heard(a, "ok");
	return s;
}

/* The page reports a purchase; she hears of a sale that is worth so much. */
static void buys(struct wsclient *s, struct wsclient *a, const char *worth)
{
	wsclient_say(s,
		"{\"t\":\"event\",\"ref\":\"3\",\"what\":\"purchase\","
		"\"order\":"
		"\"T-1\",\"amount\":12900,\"currency\":\"JPY\"}");
	heard(s, "ok");
	assert_sale(heard(a, "sale"), worth, "");
	wsclient_close(&s);
}

/* Both; gives Aiko. */
static struct wsclient *bought(struct bed *b, const char *worth)
{
	struct wsclient *a = relayproc_as_associate(&b->relay, b->aiko);

	buys(chats(b, a), a, worth);
	return a;
}

static void test_it_corrects_what_a_page_said(void **state)
{
	struct bed *b = *state;
	struct wsclient *a = bought(b, "12900");

	says(b, NOW, BODY("\"total\":12900,\"refunded\":2900"));
	assert_sale(heard(a, "sale"), "10000", "");
	says(b, NOW + 1, BODY("\"total\":12900,\"cancelled\":true"));
	assert_sale(heard(a, "sale"), "12900", "true");
	/* Said again, over a restart too: nothing changes. */
	says(b, NOW + 1, BODY("\"total\":12900,\"cancelled\":true"));
	relayproc_kill(&b->relay);
	wsclient_close(&a);
	relayproc_start(&b->relay);
	says(b, NOW + 1, BODY("\"total\":12900,\"cancelled\":true"));
	/* What was said before the last cannot be said again. */
	refuses(b, NOW, BODY("\"total\":12900,\"refunded\":2900"), "stale");
	refuses(b, NOW + 2,
		"{\"t\":\"order\",\"order\":\"T-1\",\"currency\":\"USD\","
		"\"total\":1}",
		"bad_field");
}

/* Of a currency that a page made up, too: once the server has spoken, that is
 * the order's. */
static void test_its_first_word_sets_the_currency(void **state)
{
	struct bed *b = *state;
	struct wsclient *a = bought(b, "12900");
	char text[8];
	const char *m;

	says(b, NOW,
		"{\"t\":\"order\",\"order\":\"T-1\",\"currency\":\"USD\","
		"\"total\":9900}");
	m = heard(a, "sale");
	assert_sale(m, "9900", "");
	assert_string_equal(
		wsclient_member(m, "currency", text, sizeof(text)), "USD");
	relayproc_kill(&b->relay);
	wsclient_close(&a);
	relayproc_start(&b->relay);
	refuses(b, NOW + 1, BODY("\"total\":12900"), "bad_field");
	says(b, NOW + 1,
		"{\"t\":\"order\",\"order\":\"T-1\",\"currency\":\"USD\","
		"\"total\":9900,\"cancelled\":true}");
}

/* Also where the last has only said what was so already. */
static void test_its_last_word_counts(void **state)
{
	struct bed *b = *state;
	struct wsclient *a = bought(b, "12900");

	says(b, NOW + 2, BODY("\"total\":12900"));
	says(b, NOW + 4, BODY("\"total\":12900"));
	refuses(b, NOW + 3, BODY("\"total\":12900,\"cancelled\":true"),
		"stale");
	says(b, NOW + 3, BODY("\"total\":12900"));
	wsclient_close(&a);
}

/* Blanks beside a number, of a field that is filled up with them, make no other
 * order: the widget leaves them out as well. */
static void test_blanks_make_no_other_order(void **state)
{
	struct bed *b = *state;
	struct wsclient *a = bought(b, "12900");

	says(b, NOW,
		"{\"t\":\"order\",\"order\":\"T-1  \",\"currency\":\"JPY\","
		"\"total\":12900,\"refunded\":2900}");
	assert_sale(heard(a, "sale"), "10000", "");
	wsclient_close(&a);
}

/* The server may be first: the page then says only whose it is. */
static void test_it_may_be_first(void **state)
{
	struct bed *b = *state;
	struct wsclient *a = relayproc_as_associate(&b->relay, b->aiko);
	struct wsclient *s = chats(b, a);

	says(b, NOW, BODY("\"total\":9000,\"product\":\"Belt\""));
	buys(s, a, "9000");
	wsclient_close(&a);
}

static void test_who_does_not_know_the_key(void **state)
{
	struct bed *b = *state;
	const char *body = BODY("\"total\":9000");
	char error[64], old[64], path[200];

	assert_int_equal(post(b, "suzume", "guess", NOW, body, error), 401);
	assert_string_equal(error, "bad_signature");
	/* Another retailer's key, or one that there is not. */
	assert_int_equal(post(b, "tsubame", b->key, NOW, body, error), 401);
	assert_int_equal(post(b, "nobody", b->key, NOW, body, error), 401);
	/* Unsigned, and signed with nonsense. */
	assert_int_equal(relayproc_http(&b->relay, "POST", "/v1/orders/suzume",
				 "", body, NULL),
		400);
	snprintf(path, sizeof(path),
		"/v1/orders/suzume?at=%lld&signature=%064d", (long long)NOW, 0);
	assert_int_equal(
		relayproc_http(&b->relay, "POST", path, "", body, NULL), 401);
	/* A new key takes the old one's place; none is none. */
	strcpy(old, b->key);
	new_key(b);
	assert_int_equal(post(b, "suzume", old, NOW, body, error), 401);
	says(b, NOW, body);
	assert_int_equal(relayproc_control(&b->relay, "PUT", "/order-key",
				 "{\"t\":\"ctl_order_key\",\"retailer\":"
				 "\"suzume\",\"remove\":true}",
				 NULL),
		200);
	assert_int_equal(post(b, "suzume", b->key, NOW, body, error), 401);
	assert_int_equal(relayproc_control(&b->relay, "PUT", "/order-key",
				 "{\"t\":\"ctl_order_key\",\"retailer\":"
				 "\"nobody\"}",
				 NULL),
		404);
}

static void test_the_window(void **state)
{
	struct bed *b = *state;
	const char *body = BODY("\"total\":9000");

	says(b, NOW - 290000, body);
	says(b, NOW + 290000, body);
	refuses(b, NOW - 300001, body, "stale");
	/* The clock goes on while this runs: not to the millisecond. */
	refuses(b, NOW + 360000, body, "stale");
	refuses(b, 0, body, "bad_field");
}

static void test_what_is_no_order(void **state)
{
	struct bed *b = *state;

	refuses(b, NOW, BODY("\"total\":1000000000000001"), "bad_field");
	refuses(b, NOW, BODY("\"total\":-1"), "bad_field");
	refuses(b, NOW, BODY("\"total\":1.5"), "bad_field");
	refuses(b, NOW, BODY("\"total\":5,\"refunded\":6"), "bad_field");
	refuses(b, NOW,
		"{\"t\":\"order\",\"order\":\"T\",\"currency\":\"ZZZ\","
		"\"total\":5}",
		"bad_field");
	refuses(b, NOW,
		"{\"t\":\"order\",\"order\":\"\",\"currency\":\"JPY\","
		"\"total\":5}",
		"bad_field");
	refuses(b, NOW,
		"{\"t\":\"order\",\"order\":\" \\u200b\",\"currency\":\"JPY\","
		"\"total\":5}",
		"bad_field");
	refuses(b, NOW, "{\"t\":\"order\"", "bad_json");
	refuses(b, NOW,
		"{\"t\":\"sign_in\",\"address\":\"a\",\"password\":\"b\"}",
		"unknown_type");
}

static void set_largest(struct bed *b, const char *amount)
{
	char body[160];

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_retailer\",\"retailer\":\"suzume\","
		"\"largest_order\":%s}",
		amount);
	assert_int_equal(
		relayproc_control(&b->relay, "PUT", "/retailer", body, NULL),
		204);
}

/* The largest order that the retailer has set, over a restart too; what is kept
 * already stays, and can be paid back. */
static void test_what_nobody_can_have_bought(void **state)
{
	struct bed *b = *state;
	struct wsclient *a = bought(b, "12900");
	char *answer = NULL;

	refuses(b, NOW, BODY("\"total\":1000000001"), "bad_field");
	set_largest(b, "12000");
	relayproc_kill(&b->relay);
	wsclient_close(&a);
	relayproc_start(&b->relay);
	assert_int_equal(
		relayproc_control(&b->relay, "GET", "/retailers", "", &answer),
		200);
	assert_non_null(strstr(answer, "\"largest_order\":12000"));
	mem_free(answer);
	refuses(b, NOW,
		"{\"t\":\"order\",\"order\":\"T-2\",\"currency\":\"JPY\","
		"\"total\":12001}",
		"bad_field");
	/* A hundred yen count as a euro. */
	refuses(b, NOW,
		"{\"t\":\"order\",\"order\":\"T-2\",\"currency\":\"EUR\","
		"\"total\":12001}",
		"bad_field");
	says(b, NOW,
		"{\"t\":\"order\",\"order\":\"T-2\",\"currency\":\"EUR\","
		"\"total\":12000}");
	refuses(b, NOW, BODY("\"total\":12901"), "bad_field");
	says(b, NOW, BODY("\"total\":12900,\"refunded\":900"));
}

/* A page's word is no better: refused by name, and not told in the chat. */
static void test_what_is_no_purchase(void **state)
{
	static const char *const all[][2] = {
		{"\"order\":\"A\",\"amount\":5,\"currency\":\"ZZZ\"",
			"(currency)"},
		{"\"order\":\"B\",\"amount\":5", "(currency)"},
		{"\"order\":\"C\",\"amount\":1000000000000001,"
		 "\"currency\":\"JPY\"",
			"(amount)"},
		{"\"order\":\"D\",\"amount\":1000000001,\"currency\":\"JPY\"",
			"(amount)"},
		{"\"order\":\"E\",\"amount\":null,\"currency\":\"JPY\"",
			"(amount)"},
		{"\"order\":\"F\",\"amount\":-5,\"currency\":\"JPY\"",
			"(amount)"},
		{"\"order\":\" \\u200b\",\"amount\":5,\"currency\":\"JPY\"",
			"(order)"},
	};
	struct bed *b = *state;
	struct wsclient *a = relayproc_as_associate(&b->relay, b->aiko);
	struct wsclient *s = chats(b, a);
	char text[200];

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		wsclient_sayf(s,
			"{\"t\":\"event\",\"ref\":\"e\",\"what\":\"purchase\","
			"%s}",
			all[i][0]);
		wsclient_member(heard_with(s, "error", "code", "bad_field"),
			"text", text, sizeof(text));
		assert_non_null(strstr(text, all[i][1]));
	}
	wsclient_say(s,
		"{\"t\":\"event\",\"ref\":\"3\",\"what\":\"purchase\","
		"\"order\":\"T-1\",\"amount\":12900,\"currency\":\"JPY\"}");
	heard_has(heard_with(a, "entry", "kind", "purchase"), "order", "T-1");
	wsclient_close(&s);
	wsclient_close(&a);
}

static void test_the_log_has_the_key_not(void **state)
{
	struct bed *b = *state;
	char *answer = NULL, *log;

	assert_int_equal(relayproc_control(&b->relay, "GET",
				 "/audit?retailer=suzume", "", &answer),
		200);
	assert_non_null(strstr(answer, "\"order_key\""));
	assert_null(strstr(answer, b->key));
	log = relayproc_log(&b->relay);
	assert_null(strstr(log, b->key));
	mem_free(log);
	mem_free(answer);
}

#define BED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED(test_it_corrects_what_a_page_said),
		BED(test_its_first_word_sets_the_currency),
		BED(test_its_last_word_counts),
		BED(test_blanks_make_no_other_order),
		BED(test_it_may_be_first),
		BED(test_who_does_not_know_the_key),
		BED(test_the_window),
		BED(test_what_is_no_order),
		BED(test_what_nobody_can_have_bought),
		BED(test_what_is_no_purchase),
		BED(test_the_log_has_the_key_not),
	};

	return cmocka_run_group_tests_name("orders", tests, NULL, NULL);
}
