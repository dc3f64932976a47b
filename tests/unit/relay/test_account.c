/* SPDX-License-Identifier: MIT */
/* One's own account (A5), and devices that it knows (A9), on a real store. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>

#include "relay/gate/account.h"
#include "relay/gate/reset.h"
#include "relay/gate/token.h"
#include "shared/times.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/gatebed.h"

#define OLD "three tired larks"
#define FRESH "four brisk finches"
#define MARI "mari@tea.example"
#define KNOWN "a secret of this device alone"

static int set_up(void **state)
{
	struct gatebed *b = malloc(sizeof(*b));

	gatebed_init(b, 0, false);
	gatebed_staff(b, 1, "tea", MARI, "Mari", OLD);
	gatebed_staff(b, 2, "wool", "ben@wool.example", "Ben", OLD);
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	gatebed_fini(*state);
	free(*state);
	return 0;
}

/* ---- signing in ---- */

/* Signs in from there; `known` "" says none.  The token, or "". */
static const char *sign_in(struct gatebed *b, const char *address,
	const char *password, const char *known, int from, char token[64])
{
	static char word[64];
	struct gatebed_reply r;
	char body[512];
	struct request q;

	snprintf(body, sizeof(body),
		"{\"t\":\"sign_in\",\"address\":\"%s\",\"password\":\"%s\","
		"\"known\":\"%s\",\"lang\":\"ja\"}",
		address, password, known);
	q = gatebed_request(body, from);
	gatebed_reply(&r);
	signin_in(b->signin, &q, &r.reply);
	gatebed_run(b);
	snprintf(word, sizeof(word), "%s", gatebed_word(&r));
	snprintf(token, 64, "%s",
		strcmp(word, "ok") == 0 ? r.msg.signed_in.token : "");
	gatebed_over(&r);
	return word;
}

static void in(struct gatebed *b, char token[64])
{
	assert_string_equal(sign_in(b, MARI, OLD, "", 1, token), "ok");
}

/* Guesses from everywhere until the account is slowed. */
static void hammer(struct gatebed *b, const char *address)
{
	char token[64];

	for (int i = 0; i < 8; i++)
		sign_in(b, address, "wrong", "", 20 + i, token);
	assert_string_equal(
		sign_in(b, address, "wrong", "", 40, token), "too_fast");
}

static void test_a_known_device_gets_in(void **state)
{
	struct gatebed *b = *state;
	char token[64];

	assert_string_equal(sign_in(b, MARI, OLD, KNOWN, 1, token), "ok");
	hammer(b, MARI);
	assert_string_equal(sign_in(b, MARI, OLD, "", 1, token), "too_fast");
	assert_string_equal(
		sign_in(b, MARI, OLD, "another device's secret", 1, token),
		"too_fast");
	assert_string_equal(sign_in(b, MARI, OLD, KNOWN, 1, token), "ok");
	/* And the guesses of the others are not forgotten. */
	assert_string_equal(
		sign_in(b, MARI, "wrong", "", 41, token), "too_fast");
}

/* Where everybody shares an address that somebody hammers from. */
static void test_a_known_device_at_a_bad_address(void **state)
{
	struct gatebed *b = *state;
	char token[64];

	assert_string_equal(sign_in(b, MARI, OLD, KNOWN, 7, token), "ok");
	for (int i = 0; i < 40; i++) {
		char address[64];

		snprintf(address, sizeof(address), "n%d@sea.example", i);
		sign_in(b, address, "wrong", "", 7, token);
	}
	assert_string_equal(sign_in(b, MARI, OLD, "", 7, token), "too_fast");
	assert_string_equal(sign_in(b, MARI, OLD, KNOWN, 7, token), "ok");
}

/* A device is slowed by its own count, and knows one account only. */
static void test_a_device_that_guesses(void **state)
{
	struct gatebed *b = *state;
	char token[64];
	int n = 0;

	assert_string_equal(sign_in(b, MARI, OLD, KNOWN, 1, token), "ok");
	while (strcmp(sign_in(b, MARI, "wrong", KNOWN, 1, token),
		       "bad_credentials") == 0)
		n++;
	assert_int_equal(n, 6);
	assert_string_equal(sign_in(b, MARI, OLD, KNOWN, 1, token), "too_fast");
	/* Others are not. */
	assert_string_equal(sign_in(b, MARI, OLD, "", 1, token), "ok");
	hammer(b, "ben@wool.example");
	assert_string_equal(
		sign_in(b, "ben@wool.example", OLD, KNOWN, 1, token),
		"too_fast");
}

static void test_devices_are_bounded(void **state)
{
	struct gatebed *b = *state;
	char token[64], known[64];

	assert_string_equal(sign_in(b, MARI, OLD, KNOWN, 1, token), "ok");
	for (int i = 0; i < STORE_DEVICES; i++) {
		gatebed_pass(b, TIMES_MINUTE);
		snprintf(known, sizeof(known), "a device of number %d", i);
		assert_string_equal(
			sign_in(b, MARI, OLD, known, 1, token), "ok");
	}
	/* Too short to be a secret. */
	assert_string_equal(sign_in(b, MARI, OLD, "short", 1, token), "ok");
	assert_int_equal(
		gatebed_count(b, "SELECT COUNT(*) FROM device"), STORE_DEVICES);
	hammer(b, MARI);
	assert_string_equal(sign_in(b, MARI, OLD, KNOWN, 1, token), "too_fast");
	assert_string_equal(sign_in(b, MARI, OLD, known, 1, token), "ok");
	/* The secret itself is not kept. */
	assert_int_equal(gatebed_count(b,
				 "SELECT COUNT(*) FROM device WHERE hash LIKE "
				 "'%device%'"),
		0);
}

static void test_unlocking_while_others_hammer(void **state)
{
	struct gatebed *b = *state;
	struct gatebed_reply r;
	char token[64], none[64];
	struct request q;

	in(b, token);
	hammer(b, MARI);
	for (int i = 0; i < 40; i++)
		sign_in(b, "x@sea.example", "wrong", "", 1, none);
	q = gatebed_request("{\"t\":\"unlock\",\"password\":\"" OLD "\"}", 1);
	q.bearer = token;
	gatebed_reply(&r);
	signin_unlock(b->signin, &q, &r.reply);
	gatebed_run(b);
	assert_string_equal(gatebed_word(&r), "ok");
	gatebed_over(&r);
}

/* ---- the account ---- */

typedef void (*plain_fn)(
	struct codes *c, const struct request *q, struct reply *r);
typedef void (*proof_fn)(struct codes *c, struct signin *s,
	const struct request *q, struct reply *r);

static struct gatebed_reply ask(
	struct gatebed *b, plain_fn fn, const char *token, const char *body)
{
	struct request q = gatebed_request(body, 1);
	struct gatebed_reply r;

	q.bearer = token;
	gatebed_reply(&r);
	fn(b->codes, &q, &r.reply);
	gatebed_run(b);
	return r;
}

static const char *word_of(struct gatebed_reply r)
{
	static char word[64];

	snprintf(word, sizeof(word), "%s", gatebed_word(&r));
	gatebed_over(&r);
	return word;
}

static const char *prove(
	struct gatebed *b, proof_fn fn, const char *token, const char *body)
{
	struct request q = gatebed_request(body, 1);
	struct gatebed_reply r;

	q.bearer = token;
	gatebed_reply(&r);
	fn(b->codes, b->signin, &q, &r.reply);
	gatebed_run(b);
	return word_of(r);
}

static void test_showing(void **state)
{
	struct gatebed *b = *state;
	struct gatebed_reply r;
	char token[64], other[64];

	in(b, token);
	gatebed_pass(b, TIMES_MINUTE);
	in(b, other);
	r = ask(b, account_show, token, "");
	assert_int_equal(r.msg.type, WIRE_T_ACCOUNT);
	assert_string_equal(r.msg.account.address, MARI);
	assert_string_equal(r.msg.account.name, "Mari");
	assert_int_equal(r.msg.account.lang, WIRE_LANG_JA);
	assert_int_equal(r.msg.account.sessions, 2);
	assert_int_equal(r.msg.account.used, b->now.wall);
	assert_false(r.msg.account.locked);
	gatebed_over(&r);
	assert_string_equal(
		word_of(ask(b, account_show, NULL, "")), "bad_token");
	other[0] = other[0] == 'A' ? 'B' : 'A';
	assert_string_equal(
		word_of(ask(b, account_show, other, "")), "bad_token");
}

static void test_renaming(void **state)
{
	struct gatebed *b = *state;
	const struct tenant *t = hub_tenant(&b->hub, "tea");
	char token[64];

	in(b, token);
	assert_string_equal(word_of(ask(b, account_rename, token,
				    "{\"t\":\"rename\",\"name\":\"まり\"}")),
		"ok");
	assert_string_equal(t->roster.staff->name, "まり");
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM associate WHERE name = 'まり'"),
		1);
	assert_int_equal(gatebed_count(b,
				 "SELECT COUNT(*) FROM audit WHERE what = "
				 "'name_changed'"),
		1);
	assert_string_equal(word_of(ask(b, account_rename, token,
				    "{\"t\":\"rename\",\"name\":\" \"}")),
		"bad_field");
	assert_string_equal(t->roster.staff->name, "まり");
}

/* Who does nothing else does not fill the audit log. */
static void test_renaming_again_and_again(void **state)
{
	struct gatebed *b = *state;
	char token[64], body[64];
	int n = 0;

	in(b, token);
	do {
		snprintf(body, sizeof(body),
			"{\"t\":\"rename\",\"name\":\"Mari %d\"}", ++n);
	} while (n < 100 &&
		strcmp(word_of(ask(b, account_rename, token, body)), "ok") ==
			0);
	assert_in_range(n, 20, 40);
	assert_string_equal(
		word_of(ask(b, account_rename, token, body)), "too_fast");
	assert_int_equal(gatebed_count(b,
				 "SELECT COUNT(*) FROM audit WHERE what = "
				 "'name_changed'"),
		n - 1);
	gatebed_pass(b, TIMES_HOUR);
	assert_string_equal(word_of(ask(b, account_rename, token, body)), "ok");
}

static void test_another_password(void **state)
{
	struct gatebed *b = *state;
	char token[64], other[64], none[16];

	in(b, token);
	in(b, other);
	assert_string_equal(prove(b, account_password, token,
				    "{\"t\":\"password\",\"password\":\"no\","
				    "\"fresh\":\"" FRESH "\"}"),
		"bad_credentials");
	assert_string_equal(prove(b, account_password, token,
				    "{\"t\":\"password\",\"password\":\"" OLD
				    "\",\"fresh\":\"short\"}"),
		"short_password");
	assert_string_equal(prove(b, account_password, token,
				    "{\"t\":\"password\",\"password\":\"" OLD
				    "\",\"fresh\":\"" MARI "\"}"),
		"common_password");
	assert_string_equal(prove(b, account_password, token,
				    "{\"t\":\"password\",\"password\":\"" OLD
				    "\",\"fresh\":\"" FRESH "\"}"),
		"ok");
	/* This session stays, and no other does. */
	assert_string_equal(word_of(ask(b, account_show, token, "")), "ok");
	assert_string_equal(
		word_of(ask(b, account_show, other, "")), "bad_token");
	gatebed_mailed(b, MARI, none);
	assert_non_null(strstr(b->letter, "パスワードが変更されました"));
	assert_string_equal(
		sign_in(b, MARI, OLD, "", 1, other), "bad_credentials");
	assert_string_equal(sign_in(b, MARI, FRESH, "", 1, other), "ok");
	assert_null(strstr(b->said, FRESH));
}

#define MOVE(address) \
	"{\"t\":\"move\",\"password\":\"" OLD "\",\"address\":\"" address "\"" \
	"}"

static const char *moved(struct gatebed *b, const char *token, const char *code)
{
	char body[128];

	snprintf(body, sizeof(body), "{\"t\":\"moved\",\"code\":\"%s\"}", code);
	return word_of(ask(b, account_moved, token, body));
}

static void test_another_address(void **state)
{
	struct gatebed *b = *state;
	const struct tenant *t = hub_tenant(&b->hub, "tea");
	char token[64], code[16], none[64];

	in(b, token);
	assert_string_equal(
		prove(b, account_move, token, MOVE("nonsense")), "bad_address");
	assert_string_equal(
		prove(b, account_move, token, MOVE("BEN@wool.example")),
		"address_taken");
	assert_string_equal(moved(b, token, "12345"), "code_over");
	assert_string_equal(
		prove(b, account_move, token, MOVE("mm@tea.example")), "ok");
	gatebed_mailed(b, "mm@tea.example", code);
	/* It counts once its code has come. */
	assert_string_equal(t->roster.staff->address, MARI);
	assert_string_equal(moved(b, token, code), "ok");
	assert_string_equal(t->roster.staff->address, "mm@tea.example");
	gatebed_mailed(b, MARI, none);
	assert_string_equal(none, "");
	assert_non_null(strstr(b->letter, "mm@tea.example"));
	assert_string_equal(moved(b, token, code), "code_over");
	assert_string_equal(
		sign_in(b, MARI, OLD, "", 2, none), "bad_credentials");
	assert_string_equal(
		sign_in(b, "mm@tea.example", OLD, "", 2, none), "ok");
	assert_int_equal(gatebed_count(b,
				 "SELECT COUNT(*) FROM audit WHERE what = "
				 "'address_changed'"
				 " AND about = 'mm@tea.example'"),
		1);
}

/* Handed out for the address in other letters, it moves to what was asked for:
 * no mail would go to those. */
static void test_a_move_by_a_code_handed_out(void **state)
{
	const struct trail_who by = {.retailer = "tea", .id = AUDIT_NORENCTL};
	const struct wire_ctl_code m = {.address = "ＭＭ@Tea.example"};
	struct gatebed *b = *state;
	const struct tenant *t = hub_tenant(&b->hub, "tea");
	struct gatebed_reply r;
	char token[64];

	in(b, token);
	assert_string_equal(
		prove(b, account_move, token, MOVE("mm@tea.example")), "ok");
	gatebed_reply(&r);
	codes_hand_out(b->codes, &by, &m, &r.reply);
	gatebed_run(b);
	assert_string_equal(gatebed_word(&r), "ok");
	assert_string_equal(moved(b, token, r.msg.handed.code), "ok");
	gatebed_over(&r);
	assert_string_equal(t->roster.staff->address, "mm@tea.example");
}

/* A move's code does not count against the resets of the day. */
static void test_its_codes_are_not_resets(void **state)
{
	static const char forgot[] =
		"{\"t\":\"forgot\",\"address\":\"mm@tea.example\"}";
	struct gatebed *b = *state;
	char token[64], code[16];

	in(b, token);
	assert_string_equal(
		prove(b, account_move, token, MOVE("mm@tea.example")), "ok");
	gatebed_mailed(b, "mm@tea.example", code);
	assert_string_equal(moved(b, token, code), "ok");
	for (int i = 0; i < STORE_CODES_A_DAY; i++)
		assert_string_equal(
			word_of(ask(b, reset_forgot, NULL, forgot)), "ok");
	assert_string_equal(
		word_of(ask(b, reset_forgot, NULL, forgot)), "too_fast");
}

/* Somebody else gets the address between the code and its use; one's own in
 * other letters is free. */
static void test_an_address_in_between(void **state)
{
	struct gatebed *b = *state;
	char token[64], code[16];

	in(b, token);
	assert_string_equal(
		prove(b, account_move, token, MOVE("mm@tea.example")), "ok");
	gatebed_mailed(b, "mm@tea.example", code);
	gatebed_staff(b, 3, "wool", "MM@tea.example", "Mo", OLD);
	assert_string_equal(moved(b, token, code), "address_taken");
	gatebed_pass(b, TIMES_SECOND);
	assert_string_equal(
		prove(b, account_move, token, MOVE("Mari@Tea.example")), "ok");
	gatebed_mailed(b, "Mari@Tea.example", code);
	assert_string_equal(moved(b, token, code), "ok");
}

/* Another's code does not move this account. */
static void test_anothers_code(void **state)
{
	struct gatebed *b = *state;
	char token[64], ben[64], code[16];

	in(b, token);
	assert_string_equal(
		sign_in(b, "ben@wool.example", OLD, "", 1, ben), "ok");
	assert_string_equal(
		prove(b, account_move, ben, MOVE("mm@tea.example")), "ok");
	gatebed_mailed(b, "mm@tea.example", code);
	assert_string_equal(moved(b, token, code), "code_over");
	assert_string_equal(moved(b, ben, code), "ok");
}

/* ---- races and faults ---- */

/* A reset while the old password is being judged: nobody gets in by it. */
static void test_a_reset_during_a_sign_in(void **state)
{
	struct gatebed *b = *state;
	struct gatebed_reply one, other;
	char code[16], body[256];
	struct request q;

	q = gatebed_request("{\"t\":\"forgot\",\"address\":\"" MARI "\"}", 2);
	gatebed_reply(&one);
	reset_forgot(b->codes, &q, &one.reply);
	gatebed_run(b);
	gatebed_over(&one);
	gatebed_mailed(b, MARI, code);
	snprintf(body, sizeof(body),
		"{\"t\":\"reset\",\"address\":\"" MARI "\",\"code\":\"%s\","
		"\"password\":\"" FRESH "\"}",
		code);
	q = gatebed_request(body, 2);
	gatebed_reply(&one);
	reset_take(b->codes, &q, &one.reply);
	storebed_settle(&b->bed); /* judged right: the new one is hashed */
	q = gatebed_request("{\"t\":\"sign_in\",\"address\":\"" MARI
			    "\",\"password\":\"" OLD "\"}",
		3);
	gatebed_reply(&other);
	signin_in(b->signin, &q, &other.reply);
	gatebed_run(b);
	assert_string_equal(gatebed_word(&one), "ok");
	assert_string_equal(gatebed_word(&other), "bad_credentials");
	gatebed_over(&one);
	gatebed_over(&other);
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM session"), 0);
}

/* Who signs out in between has no account to change. */
static void test_the_session_goes(void **state)
{
	struct gatebed *b = *state;
	char token[64];
	uint8_t hash[32];
	sqlite3 *db;

	in(b, token);
	token_hash(token, hash);
	db = storebed_peek(&b->bed);
	assert_int_equal(
		sqlite3_exec(db, "DELETE FROM session", NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	assert_string_equal(word_of(ask(b, account_rename, token,
				    "{\"t\":\"rename\",\"name\":\"M\"}")),
		"bad_token");
	assert_string_equal(
		prove(b, account_move, token, MOVE("mm@tea.example")),
		"bad_token");
	assert_string_equal(moved(b, token, "12345"), "bad_token");
}

static bool is_fault(const char *word)
{
	return strcmp(word, "busy") == 0 || strcmp(word, "not_kept") == 0 ||
		strcmp(word, "bad_json") == 0 || strcmp(word, "?") == 0 ||
		strcmp(word, "no_memory") == 0;
}

/* Whichever allocation fails, it is answered, and what was kept is whole. */
static void test_no_memory(void **state)
{
	struct gatebed *b = *state;
	char token[64], name[64];
	const char *word;
	bool failed = true;

	in(b, token);
	for (long n = 0; failed; n++) {
		snprintf(name, sizeof(name),
			"{\"t\":\"rename\",\"name\":\"M%ld\"}", n);
		gatebed_pass(b, TIMES_HOUR); /* or it is slowed */
		dbfault_heap(n, 1);
		word = word_of(ask(b, account_rename, token, name));
		failed = dbfault_heap_failed();
		dbfault_heap(-1, 0);
		if (strcmp(word, "ok") != 0 && !is_fault(word))
			fail_msg("allocation %ld: %s", n, word);
	}
	assert_string_equal(word, "ok");
	failed = true;
	for (long n = 0; failed; n++) {
		snprintf(name, sizeof(name),
			"{\"t\":\"forgot\",\"address\":\"n%ld@x.example\"}", n);
		dbfault_heap(n, 1);
		word = word_of(ask(b, reset_forgot, NULL, name));
		failed = dbfault_heap_failed();
		dbfault_heap(-1, 0);
		gatebed_pass(b, TIMES_HOUR);
		if (strcmp(word, "ok") != 0 && !is_fault(word))
			fail_msg("allocation %ld: %s", n, word);
	}
	assert_string_equal(word, "ok");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)
		TEST(a_known_device_gets_in),
		TEST(a_known_device_at_a_bad_address),
		TEST(a_device_that_guesses),
		TEST(devices_are_bounded),
		TEST(unlocking_while_others_hammer),
		TEST(showing),
		TEST(renaming),
		TEST(renaming_again_and_again),
		TEST(another_password),
		TEST(another_address),
		TEST(a_move_by_a_code_handed_out),
		TEST(its_codes_are_not_resets),
		TEST(an_address_in_between),
		TEST(anothers_code),
		TEST(a_reset_during_a_sign_in),
		TEST(the_session_goes),
		TEST(no_memory),
	};

	dbfault_init();
	return cmocka_run_group_tests_name("account", tests, NULL, NULL);
}
