/* SPDX-License-Identifier: MIT */
/* Signing up (A1, A2), on a real store. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>

#include "relay/gate/invites.h"
#include "relay/gate/reset.h"
#include "relay/gate/signup.h"
#include "shared/times.h"
#include "tests/lib/gatebed.h"

#define GOOD "three tired larks"

static int set_up(void **state)
{
	struct gatebed *b = malloc(sizeof(*b));

	gatebed_init(b, 0, false);
	gatebed_staff(b, 1, "tea", "mari@tea.example", "Mari", GOOD);
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	gatebed_fini(*state);
	free(*state);
	return 0;
}

static void invite(struct gatebed *b, const char *retailer, int uses,
	char code[INVITES_LEN + 1])
{
	const struct trail_who by = {
		.retailer = retailer, .id = AUDIT_NORENCTL};
	const struct wire_ctl_invite m = {.uses = uses, .groups = "ginza"};
	struct gatebed_reply r;

	gatebed_reply(&r);
	invites_change(&b->hub, &by, &m, &r.reply);
	gatebed_run(b);
	assert_string_equal(gatebed_word(&r), "ok");
	strcpy(code, r.msg.invite.code);
	gatebed_over(&r);
}

static void withdraw(struct gatebed *b, const char *code)
{
	const struct trail_who by = {.retailer = "tea", .id = AUDIT_NORENCTL};
	const struct wire_ctl_invite m = {.code = code, .withdraw = true};
	struct gatebed_reply r;

	gatebed_reply(&r);
	invites_change(&b->hub, &by, &m, &r.reply);
	gatebed_run(b);
	gatebed_over(&r);
}

static const char *sign_up_body(char out[1024], const char *code,
	const char *address, const char *name, const char *password)
{
	snprintf(out, 1024,
		"{\"t\":\"sign_up\",\"invite\":\"%s\",\"address\":\"%s\","
		"\"name\":\"%s\",\"password\":\"%s\",\"lang\":\"ja\"}",
		code, address, name, password);
	return out;
}

static void begin(struct gatebed *b, struct gatebed_reply *r, const char *body)
{
	struct request q = gatebed_request(body, 1);

	gatebed_reply(r);
	signup_begin(b->codes, &q, &r->reply);
}

static const char *sign_up(struct gatebed *b, const char *code,
	const char *address, const char *name, const char *password)
{
	static char word[64];
	struct gatebed_reply r;
	char body[1024];

	begin(b, &r, sign_up_body(body, code, address, name, password));
	gatebed_run(b);
	snprintf(word, sizeof(word), "%s", gatebed_word(&r));
	gatebed_over(&r);
	return word;
}

static void begin_confirm_by(struct gatebed *b, struct gatebed_reply *r,
	const char *address, const char *code, const char *password)
{
	char body[1024];
	struct request q;

	snprintf(body, sizeof(body),
		"{\"t\":\"confirm\",\"address\":\"%s\",\"code\":\"%s\","
		"\"password\":\"%s\"}",
		address, code, password);
	q = gatebed_request(body, 2);
	gatebed_reply(r);
	signup_confirm(b->codes, &q, &r->reply);
}

static void begin_confirm(struct gatebed *b, struct gatebed_reply *r,
	const char *address, const char *code)
{
	begin_confirm_by(b, r, address, code, GOOD);
}

static const char *confirm_by(struct gatebed *b, const char *address,
	const char *code, const char *password)
{
	static char word[64];
	struct gatebed_reply r;

	begin_confirm_by(b, &r, address, code, password);
	gatebed_run(b);
	snprintf(word, sizeof(word), "%s", gatebed_word(&r));
	gatebed_over(&r);
	return word;
}

static const char *confirm(
	struct gatebed *b, const char *address, const char *code)
{
	return confirm_by(b, address, code, GOOD);
}

static void test_the_whole_way(void **state)
{
	struct gatebed *b = *state;
	const struct tenant *t = hub_tenant(&b->hub, "tea");
	char code[8], mailed[16], body[1024], small[8];
	const struct roster_staff *s = NULL;
	struct gatebed_reply r;

	invite(b, "tea", 1, code);
	for (int i = 0; i < 8; i++)
		small[i] = (char)(code[i] >= 'A' ? code[i] + 32 : code[i]);
	begin(b, &r,
		sign_up_body(body, small, "Yui@tea.example", "ゆい", GOOD));
	gatebed_run(b);
	assert_int_equal(r.msg.type, WIRE_T_CODE_SENT);
	assert_true(r.msg.code_sent.mailed);
	assert_int_equal(r.msg.code_sent.digits, 5);
	assert_int_equal(r.msg.code_sent.minutes, 15);
	gatebed_over(&r);
	assert_int_equal(b->mails, 1);
	gatebed_mailed(b, "Yui@tea.example", mailed);
	assert_int_equal(strlen(mailed), 5);
	/* Nobody yet, and the invite is as it was. */
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM associate"), 1);
	assert_int_equal(gatebed_count(b, "SELECT used FROM invite"), 0);
	/* By any spelling of the address. */
	assert_string_equal(confirm(b, "yui@TEA.example", mailed), "ok");
	for (s = t->roster.staff; s->next; s = s->next)
		;
	assert_string_equal(s->address, "Yui@tea.example");
	assert_string_equal(s->name, "ゆい");
	assert_string_equal(s->groups, "ginza");
	assert_false(s->manager);
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM associate WHERE retailer = 'tea'"
			" AND address = 'Yui@tea.example' AND grps = 'ginza'"
			" AND hash = 'h:" GOOD
			"' AND manager = 0 AND lang = 1"),
		1);
	assert_int_equal(gatebed_count(b, "SELECT used FROM invite"), 1);
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM sign_up"), 0);
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM code"), 0);
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM audit WHERE what = 'sign_up'"
			" AND about = 'Yui@tea.example' AND origin = "
			"'192.0.2.2'"),
		1);
	/* Once only. */
	assert_string_equal(confirm(b, "yui@tea.example", mailed), "code_over");
	assert_null(strstr(b->said, mailed));
	assert_null(strstr(b->said, GOOD));
}

static void test_what_is_wrong(void **state)
{
	struct gatebed *b = *state;
	char code[8], used[8], gone[8];
	char mailed[16];

	invite(b, "tea", 2, code);
	invite(b, "tea", 1, used);
	invite(b, "tea", 1, gone);
	withdraw(b, gone);
	assert_string_equal(sign_up(b, used, "a@tea.example", "A", GOOD), "ok");
	gatebed_mailed(b, "a@tea.example", mailed);
	assert_string_equal(confirm(b, "a@tea.example", mailed), "ok");
	/* The invite comes first: who has none learns nothing else. */
	assert_string_equal(
		sign_up(b, "ABCDEF", "no address", "", "x"), "bad_invite");
	assert_string_equal(
		sign_up(b, "I0", "mari@tea.example", "", "x"), "bad_invite");
	assert_string_equal(sign_up(b, gone, "mari@tea.example", "", "x"),
		"invite_withdrawn");
	assert_string_equal(
		sign_up(b, used, "mari@tea.example", "", "x"), "invite_used");
	assert_string_equal(
		sign_up(b, code, "no address", "A", "x"), "bad_address");
	assert_string_equal(
		sign_up(b, code, "b@tea.example", "", GOOD), "bad_field");
	assert_string_equal(sign_up(b, code, "b@tea.example", "B", "short"),
		"short_password");
	assert_string_equal(
		sign_up(b, code, "b@tea.example", "B", "password123"),
		"common_password");
	assert_string_equal(
		sign_up(b, code, "b@tea.example", "B", "b@tea.example"),
		"common_password");
	assert_string_equal(
		sign_up(b, code, "MARI@tea.example", "B", "password123"),
		"common_password");
	assert_string_equal(sign_up(b, code, "MARI@tea.example", "B", GOOD),
		"address_taken");
	gatebed_pass(b, 8 * TIMES_DAY);
	assert_string_equal(sign_up(b, code, "mari@tea.example", "", "x"),
		"invite_expired");
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM sign_up"), 0);
}

/* The last use of an invite, wanted by two: both hold a right code. */
static void test_a_race_for_the_invite(void **state)
{
	struct gatebed *b = *state;
	struct gatebed_reply one, other;
	char code[8], mailed[2][16];

	invite(b, "tea", 1, code);
	assert_string_equal(sign_up(b, code, "a@tea.example", "A", GOOD), "ok");
	assert_string_equal(sign_up(b, code, "b@tea.example", "B", GOOD), "ok");
	gatebed_mailed(b, "a@tea.example", mailed[0]);
	gatebed_mailed(b, "b@tea.example", mailed[1]);
	begin_confirm(b, &one, "a@tea.example", mailed[0]);
	begin_confirm(b, &other, "b@tea.example", mailed[1]);
	gatebed_run(b);
	assert_string_equal(gatebed_word(&one), "ok");
	assert_string_equal(gatebed_word(&other), "invite_used");
	gatebed_over(&one);
	gatebed_over(&other);
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM associate"), 2);
	assert_int_equal(gatebed_count(b, "SELECT used FROM invite"), 1);
}

/* The same code twice at once. */
static void test_a_race_for_the_code(void **state)
{
	struct gatebed *b = *state;
	struct gatebed_reply one, other;
	char code[8], mailed[16];

	invite(b, "tea", 5, code);
	assert_string_equal(sign_up(b, code, "a@tea.example", "A", GOOD), "ok");
	gatebed_mailed(b, "a@tea.example", mailed);
	begin_confirm(b, &one, "a@tea.example", mailed);
	begin_confirm(b, &other, "a@tea.example", mailed);
	gatebed_run(b);
	assert_string_equal(gatebed_word(&one), "ok");
	assert_string_equal(gatebed_word(&other), "code_over");
	gatebed_over(&one);
	gatebed_over(&other);
	assert_int_equal(gatebed_count(b, "SELECT used FROM invite"), 1);
}

/* Somebody else gets an account of that address in between. */
static void test_a_race_for_the_address(void **state)
{
	struct gatebed *b = *state;
	char code[8], mailed[16];

	invite(b, "tea", 5, code);
	assert_string_equal(sign_up(b, code, "a@tea.example", "A", GOOD), "ok");
	gatebed_mailed(b, "a@tea.example", mailed);
	gatebed_staff(b, 9, "wool", "A@TEA.example", "Other", GOOD);
	assert_string_equal(
		confirm(b, "a@tea.example", mailed), "address_taken");
	assert_int_equal(gatebed_count(b, "SELECT used FROM invite"), 0);
}

/* Withdrawn in between it is good no more; expired it is. */
static void test_the_invite_in_between(void **state)
{
	struct gatebed *b = *state;
	char code[8], mailed[16];

	invite(b, "tea", 5, code);
	assert_string_equal(sign_up(b, code, "a@tea.example", "A", GOOD), "ok");
	gatebed_mailed(b, "a@tea.example", mailed);
	withdraw(b, code);
	assert_string_equal(
		confirm(b, "a@tea.example", mailed), "invite_withdrawn");
	invite(b, "tea", 5, code);
	gatebed_pass(b, 7 * TIMES_DAY - TIMES_MINUTE);
	assert_string_equal(sign_up(b, code, "b@tea.example", "B", GOOD), "ok");
	gatebed_mailed(b, "b@tea.example", mailed);
	gatebed_pass(b, 5 * TIMES_MINUTE);
	assert_string_equal(confirm(b, "b@tea.example", mailed), "ok");
}

/* A later sign-up of the same address makes the earlier one's code void. */
static void test_the_last_one_counts(void **state)
{
	struct gatebed *b = *state;
	char code[8], first[16], second[16];

	invite(b, "tea", 5, code);
	assert_string_equal(sign_up(b, code, "a@tea.example", "A", GOOD), "ok");
	gatebed_mailed(b, "a@tea.example", first);
	do {
		gatebed_pass(b, TIMES_DAY);
		assert_string_equal(
			sign_up(b, code, "A@tea.example", "Anna", GOOD), "ok");
		gatebed_mailed(b, "A@tea.example", second);
	} while (strcmp(first, second) == 0);
	assert_string_equal(confirm(b, "a@tea.example", first), "bad_code");
	assert_string_equal(confirm(b, "a@tea.example", second), "ok");
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM associate WHERE name = 'Anna'"),
		1);
}

static const char *forgot(struct gatebed *b, const char *address)
{
	static char word[64];
	struct gatebed_reply r;
	char body[256];
	struct request q;

	snprintf(body, sizeof(body), "{\"t\":\"forgot\",\"address\":\"%s\"}",
		address);
	q = gatebed_request(body, 3);
	gatebed_reply(&r);
	reset_forgot(b->codes, &q, &r.reply);
	gatebed_run(b);
	snprintf(word, sizeof(word), "%s", gatebed_word(&r));
	gatebed_over(&r);
	return word;
}

/* Three codes to sign up are as many as there are in a day; once one of them
 * has come back, a day's resets are left. */
static void test_its_codes_are_not_the_accounts(void **state)
{
	struct gatebed *b = *state;
	char code[8], mailed[16];

	invite(b, "tea", 5, code);
	for (int i = 0; i < STORE_CODES_A_DAY; i++) {
		gatebed_pass(b, TIMES_SECOND);
		assert_string_equal(
			sign_up(b, code, "a@tea.example", "A", GOOD), "ok");
	}
	gatebed_mailed(b, "a@tea.example", mailed);
	assert_string_equal(
		sign_up(b, code, "a@tea.example", "A", GOOD), "too_fast");
	assert_string_equal(forgot(b, "a@tea.example"), "too_fast");
	assert_string_equal(confirm(b, "a@tea.example", mailed), "ok");
	for (int i = 0; i < STORE_CODES_A_DAY; i++)
		assert_string_equal(forgot(b, "A@tea.example"), "ok");
	assert_string_equal(forgot(b, "a@tea.example"), "too_fast");
}

/* Somebody with an invite signs up in the place of who has just done so: the
 * code that the owner of the mail enters proves nothing for them. */
static void test_a_code_proves_nothing_for_others(void **state)
{
	struct gatebed *b = *state;
	char code[8], mailed[16];

	invite(b, "tea", 5, code);
	assert_string_equal(sign_up(b, code, "a@tea.example", "A", GOOD), "ok");
	gatebed_pass(b, TIMES_MINUTE);
	assert_string_equal(
		sign_up(b, code, "a@tea.example", "Eve", "a wholly other one"),
		"ok");
	gatebed_mailed(b, "a@tea.example", mailed);
	assert_string_equal(
		confirm(b, "a@tea.example", mailed), "bad_credentials");
	assert_int_equal(
		gatebed_count(
			b, "SELECT COUNT(*) FROM associate WHERE name = 'Eve'"),
		0);
	/* Nor is the code spent: who signed up with it can still use it. */
	assert_string_equal(
		confirm_by(b, "a@tea.example", mailed, "a wholly other one"),
		"ok");
}

/* Guesses at invites are slowed by address of origin and all together. */
static void test_guessing_invites(void **state)
{
	struct gatebed *b = *state;
	int slowed = 0, wrong = 0;
	char body[1024];

	sign_up_body(body, "ABCDEF", "a@tea.example", "A", GOOD);
	for (int i = 0; i < 100; i++) {
		struct request q = gatebed_request(body, 7);
		struct gatebed_reply r;

		gatebed_reply(&r);
		signup_begin(b->codes, &q, &r.reply);
		gatebed_run(b);
		if (strcmp(gatebed_word(&r), "too_fast") == 0) {
			assert_true(r.msg.error.wait > 0);
			slowed++;
		} else {
			assert_string_equal(gatebed_word(&r), "bad_invite");
			wrong++;
		}
		gatebed_over(&r);
	}
	assert_int_equal(wrong, 31);
	assert_int_equal(slowed, 69);
	for (int i = 0; i < CODES_GUESSES; i++) {
		struct request q = gatebed_request(body, 10 + i / 20);
		struct gatebed_reply r;

		gatebed_reply(&r);
		signup_begin(b->codes, &q, &r.reply);
		gatebed_run(b);
		assert_string_equal(gatebed_word(&r),
			i < CODES_GUESSES - 31 ? "bad_invite" : "too_fast");
		gatebed_over(&r);
	}
}

static void test_the_hashing_is_busy(void **state)
{
	struct gatebed *b = *state;
	char code[8];

	invite(b, "tea", 5, code);
	b->full = true;
	assert_string_equal(
		sign_up(b, code, "a@tea.example", "A", GOOD), "busy");
	b->full = false;
	assert_string_equal(sign_up(b, code, "a@tea.example", "A", GOOD), "ok");
}

static void test_no_body(void **state)
{
	static const char *const bodies[] = {"", "{}", "[]",
		"{\"t\":\"forgot\",\"address\":\"a@b.example\"}",
		"{\"t\":\"sign_up\",\"invite\":\"ABCDEF\"}"};
	struct gatebed *b = *state;
	struct gatebed_reply r;

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		begin(b, &r, bodies[i]);
		assert_true(r.come);
		assert_int_equal(r.status, 400);
		gatebed_over(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)
		TEST(the_whole_way),
		TEST(what_is_wrong),
		TEST(a_race_for_the_invite),
		TEST(a_race_for_the_code),
		TEST(a_race_for_the_address),
		TEST(the_invite_in_between),
		TEST(the_last_one_counts),
		TEST(its_codes_are_not_the_accounts),
		TEST(a_code_proves_nothing_for_others),
		TEST(guessing_invites),
		TEST(the_hashing_is_busy),
		TEST(no_body),
	};

	return cmocka_run_group_tests_name("signup", tests, NULL, NULL);
}
