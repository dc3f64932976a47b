/* SPDX-License-Identifier: MIT */
/* A forgotten password (A4), and what codes are guarded by, on a real store. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>

#include "relay/gate/reset.h"
#include "relay/gate/token.h"
#include "shared/times.h"
#include "tests/lib/gatebed.h"

#define OLD "three tired larks"
#define FRESH "four brisk finches"
#define MARI "mari@tea.example"
#define NOBODY "nemo@sea.example"

static int set_up_with(void **state, int digits, bool mute)
{
	struct gatebed *b = malloc(sizeof(*b));

	gatebed_init(b, digits, mute);
	gatebed_staff(b, 1, "tea", MARI, "Mari", OLD);
	gatebed_staff(b, 2, "wool", "ben@wool.example", "Ben", OLD);
	*state = b;
	return 0;
}

static int set_up(void **state)
{
	return set_up_with(state, 0, false);
}

static int set_up_long(void **state)
{
	return set_up_with(state, 8, false);
}

static int set_up_mute(void **state)
{
	return set_up_with(state, 0, true);
}

static int tear_down(void **state)
{
	gatebed_fini(*state);
	free(*state);
	return 0;
}

/* Asks from an address of origin; gatebed_over is due. */
static struct gatebed_reply forgot_from(
	struct gatebed *b, const char *address, int from)
{
	struct gatebed_reply r;
	char body[512];
	struct request q;

	snprintf(body, sizeof(body), "{\"t\":\"forgot\",\"address\":\"%s\"}",
		address);
	q = gatebed_request(body, from);
	gatebed_reply(&r);
	reset_forgot(b->codes, &q, &r.reply);
	gatebed_run(b);
	return r;
}

static const char *forgot(struct gatebed *b, const char *address)
{
	static char word[64];
	struct gatebed_reply r = forgot_from(b, address, 1);

	snprintf(word, sizeof(word), "%s", gatebed_word(&r));
	gatebed_over(&r);
	return word;
}

static void begin_reset(struct gatebed *b, struct gatebed_reply *r,
	const char *address, const char *code, const char *password, int from)
{
	char body[512];
	struct request q;

	snprintf(body, sizeof(body),
		"{\"t\":\"reset\",\"address\":\"%s\",\"code\":\"%s\","
		"\"password\":\"%s\"}",
		address, code, password);
	q = gatebed_request(body, from);
	gatebed_reply(r);
	reset_take(b->codes, &q, &r->reply);
}

static const char *reset_with(struct gatebed *b, const char *address,
	const char *code, const char *password)
{
	static char word[64];
	struct gatebed_reply r;

	begin_reset(b, &r, address, code, password, 2);
	gatebed_run(b);
	snprintf(word, sizeof(word), "%s", gatebed_word(&r));
	gatebed_over(&r);
	return word;
}

static const char *reset(
	struct gatebed *b, const char *address, const char *code)
{
	return reset_with(b, address, code, FRESH);
}

/* A code of as many digits that is not this one. */
static const char *other_than(const char *code)
{
	static char other[16];

	strcpy(other, code);
	other[0] = (char)(other[0] == '9' ? '0' : other[0] + 1);
	return other;
}

static void on_put(void *ctx, enum err e)
{
	(void)ctx;
	assert_int_equal(e, ERR_OK);
}

static void put_session(struct gatebed *b, int n, uint8_t token)
{
	const struct store_session row = {.hash = {token},
		.id = storebed_id(100 + token),
		.associate = storebed_id((uint64_t)n),
		.retailer = n == 1 ? "tea" : "wool",
		.made = b->now.wall,
		.used = b->now.wall};

	store_put_session(b->bed.store, &row, on_put, b);
	gatebed_run(b);
}

static void test_the_whole_way(void **state)
{
	struct gatebed *b = *state;
	char code[16], none[16];

	put_session(b, 1, 1);
	put_session(b, 1, 2);
	put_session(b, 2, 3);
	assert_string_equal(forgot(b, "MARI@tea.example"), "ok");
	gatebed_mailed(b, MARI, code);
	assert_int_equal(strlen(code), 5);
	assert_string_equal(b->subject, "Your code for tea");
	assert_non_null(strstr(b->letter, "Hello Mari,\n"));
	assert_non_null(strstr(b->letter, "15 minutes"));
	gatebed_pass(b, TIMES_SECOND);
	assert_string_equal(reset(b, "Mari@Tea.example", code), "ok");
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM associate WHERE hash = 'h:" FRESH
			"'"),
		1);
	/* Every session of the account is over, and no other. */
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM session"), 1);
	gatebed_mailed(b, MARI, none);
	assert_string_equal(none, "");
	assert_string_equal(b->subject, "Your password at tea has changed");
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM audit WHERE what = 'reset'"
			" AND name = 'Mari' AND origin = '192.0.2.2'"),
		1);
	/* It works once. */
	assert_string_equal(reset(b, MARI, code), "code_over");
	assert_null(strstr(b->said, code));
	assert_null(strstr(b->said, FRESH));
}

static void test_in_japanese(void **state)
{
	struct gatebed *b = *state;
	sqlite3 *db = storebed_peek(&b->bed);
	char code[16];

	assert_int_equal(sqlite3_exec(db, "UPDATE associate SET lang = 1", NULL,
				 NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	assert_string_equal(forgot(b, MARI), "ok");
	gatebed_mailed(b, MARI, code);
	assert_int_equal(strlen(code), 5);
	assert_non_null(strstr(b->letter, "Mari 様\n"));
	assert_non_null(strstr(b->letter, "15分"));
	assert_null(strstr(b->letter, "minutes"));
	gatebed_pass(b, TIMES_SECOND);
	assert_string_equal(reset(b, MARI, code), "ok");
	gatebed_mailed(b, MARI, code);
	assert_non_null(strstr(b->letter, "パスワードが変更されました"));
}

static void test_eight_digits(void **state)
{
	struct gatebed *b = *state;
	struct gatebed_reply r = forgot_from(b, MARI, 1);
	char code[16];

	assert_int_equal(r.msg.code_sent.digits, 8);
	gatebed_over(&r);
	gatebed_mailed(b, MARI, code);
	assert_int_equal(strlen(code), 8);
	assert_string_equal(reset(b, MARI, other_than(code)), "bad_code");
	assert_string_equal(reset(b, MARI, code), "ok");
}

/* Without a mail server it says so, and a manager hands the code out. */
static void test_without_mail(void **state)
{
	const struct trail_who by = {.retailer = "tea", .id = AUDIT_NORENCTL};
	const struct wire_ctl_code m = {.address = "Mari@tea.example"};
	struct gatebed *b = *state;
	struct gatebed_reply r = forgot_from(b, MARI, 1);
	char code[16];

	assert_int_equal(r.msg.type, WIRE_T_CODE_SENT);
	assert_false(r.msg.code_sent.mailed);
	gatebed_over(&r);
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM mail"), 0);
	assert_int_equal(b->mails, 0);
	gatebed_reply(&r);
	codes_hand_out(b->codes, &by, &m, &r.reply);
	gatebed_run(b);
	assert_int_equal(r.msg.type, WIRE_T_HANDED);
	assert_int_equal(r.msg.handed.minutes, 15);
	strcpy(code, r.msg.handed.code);
	gatebed_over(&r);
	assert_int_equal(gatebed_count(b,
				 "SELECT COUNT(*) FROM audit WHERE what = "
				 "'code_handed'"),
		1);
	assert_string_equal(reset(b, MARI, code), "ok");
	assert_null(strstr(b->said, code));
}

static void test_a_code_lives_fifteen_minutes(void **state)
{
	struct gatebed *b = *state;
	char code[16];

	assert_string_equal(forgot(b, MARI), "ok");
	gatebed_mailed(b, MARI, code);
	gatebed_pass(b, CODES_LIFE);
	assert_string_equal(reset(b, MARI, code), "code_over");
	assert_string_equal(forgot(b, MARI), "ok");
	gatebed_mailed(b, MARI, code);
	gatebed_pass(b, CODES_LIFE - TIMES_SECOND);
	assert_string_equal(reset(b, MARI, code), "ok");
}

static void test_three_codes_a_day(void **state)
{
	static const char *const all[] = {MARI, NOBODY};
	struct gatebed *b = *state;
	struct gatebed_reply r;

	for (int i = 0; i < 2; i++) {
		for (int n = 0; n < STORE_CODES_A_DAY; n++) {
			assert_string_equal(forgot(b, all[i]), "ok");
			gatebed_pass(b, TIMES_HOUR);
		}
		r = forgot_from(b, all[i], 1);
		assert_string_equal(gatebed_word(&r), "too_fast");
		assert_int_equal(r.msg.error.wait, 21 * 3600 * 1000);
		gatebed_over(&r);
		gatebed_pass(b, 21 * TIMES_HOUR);
		assert_string_equal(forgot(b, all[i]), "ok");
		gatebed_pass(b, TIMES_DAY);
	}
}

/* Five wrong in a row, of however many codes, and it is locked, for who is
 * known and for who is not; a manager's word is needed. */
static void lock(struct gatebed *b, const char *address)
{
	char code[16] = "00000";

	assert_string_equal(forgot(b, address), "ok");
	if (strcmp(address, MARI) == 0)
		gatebed_mailed(b, address, code);
	assert_string_equal(reset(b, address, other_than(code)), "bad_code");
	assert_string_equal(reset(b, address, other_than(code)), "bad_code");
	gatebed_pass(b, TIMES_HOUR);
	assert_string_equal(forgot(b, address), "ok");
	if (strcmp(address, MARI) == 0)
		gatebed_mailed(b, address, code);
	assert_string_equal(reset(b, address, other_than(code)), "bad_code");
	assert_string_equal(reset(b, address, other_than(code)), "bad_code");
	assert_string_equal(reset(b, address, other_than(code)), "locked");
	assert_string_equal(reset(b, address, code), "locked");
	assert_string_equal(forgot(b, address), "locked");
}

static struct gatebed_reply unlock(
	struct gatebed *b, const char *retailer, const char *address)
{
	const struct trail_who by = {
		.retailer = retailer, .id = AUDIT_NORENCTL};
	const struct wire_ctl_unlock m = {.address = address};
	struct gatebed_reply r;

	gatebed_reply(&r);
	codes_unlock(b->codes, &by, &m, &r.reply);
	gatebed_run(b);
	return r;
}

static void test_five_wrong_lock(void **state)
{
	struct gatebed *b = *state;
	struct gatebed_reply r;
	char code[16];

	lock(b, MARI);
	lock(b, NOBODY);
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM audit WHERE what = 'code_locked'"
			" AND retailer = 'tea' AND about = '" MARI "'"),
		1);
	/* What may be anything stands nowhere. */
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM audit WHERE about LIKE '%nemo%'"),
		0);
	r = unlock(b, "wool", MARI);
	assert_string_equal(gatebed_word(&r), "unknown_id");
	gatebed_over(&r);
	r = unlock(b, "tea", NOBODY);
	assert_string_equal(gatebed_word(&r), "unknown_id");
	gatebed_over(&r);
	r = unlock(b, "tea", "MARI@tea.example");
	assert_string_equal(gatebed_word(&r), "ok");
	gatebed_over(&r);
	assert_string_equal(forgot(b, MARI), "ok");
	gatebed_mailed(b, MARI, code);
	assert_string_equal(reset(b, MARI, code), "ok");
	assert_string_equal(forgot(b, NOBODY), "locked");
}

/* The right one starts the count anew. */
static void test_right_ones_forgive(void **state)
{
	struct gatebed *b = *state;
	char code[16];

	for (int i = 0; i < 3; i++) {
		assert_string_equal(forgot(b, MARI), "ok");
		gatebed_mailed(b, MARI, code);
		for (int n = 0; n < STORE_CODE_TRIES - 1; n++)
			assert_string_equal(
				reset(b, MARI, other_than(code)), "bad_code");
		assert_string_equal(reset(b, MARI, code), "ok");
		gatebed_pass(b, TIMES_DAY);
	}
}

/* What else is wrong does not make a right one wrong. */
static void test_right_ones_are_not_counted(void **state)
{
	struct gatebed *b = *state;
	sqlite3 *db = storebed_peek(&b->bed);
	char code[16];

	assert_int_equal(
		sqlite3_exec(db, "UPDATE associate SET name = 'Mari Kobayashi'",
			NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	assert_string_equal(forgot(b, MARI), "ok");
	gatebed_mailed(b, MARI, code);
	for (int n = 0; n < STORE_CODE_TRIES - 1; n++)
		assert_string_equal(
			reset(b, MARI, other_than(code)), "bad_code");
	for (int n = 0; n < STORE_CODE_TRIES + 2; n++)
		assert_string_equal(reset_with(b, MARI, code, "Mari Kobayashi"),
			"common_password");
	assert_string_equal(reset(b, MARI, code), "ok");
}

/* Five at once are five: the sixth is not judged, right as it may be. */
static void test_many_at_once(void **state)
{
	struct gatebed_reply r[6];
	struct gatebed *b = *state;
	char code[16];
	int n = 0;

	assert_string_equal(forgot(b, MARI), "ok");
	gatebed_mailed(b, MARI, code);
	for (int i = 0; i < 6; i++)
		begin_reset(b, &r[i], MARI, i < 5 ? other_than(code) : code,
			FRESH, 3);
	gatebed_run(b);
	for (int i = 0; i < 6; i++) {
		n += strcmp(gatebed_word(&r[i]), "bad_code") == 0;
		gatebed_over(&r[i]);
	}
	assert_int_equal(n, 4);
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM associate WHERE hash = 'h:" FRESH
			"'"),
		0);
}

static void test_the_same_code_twice(void **state)
{
	struct gatebed_reply one, other;
	struct gatebed *b = *state;
	char code[16];

	assert_string_equal(forgot(b, MARI), "ok");
	gatebed_mailed(b, MARI, code);
	begin_reset(b, &one, MARI, code, FRESH, 3);
	begin_reset(b, &other, MARI, code, "another fine one", 4);
	gatebed_run(b);
	assert_string_equal(gatebed_word(&one), "ok");
	assert_string_equal(gatebed_word(&other), "code_over");
	gatebed_over(&one);
	gatebed_over(&other);
}

/* A password that is no good costs no try, as far as that is known before. */
static void test_bad_passwords(void **state)
{
	struct gatebed *b = *state;
	char code[16];

	assert_string_equal(forgot(b, MARI), "ok");
	gatebed_mailed(b, MARI, code);
	for (int i = 0; i < 8; i++) {
		assert_string_equal(
			reset_with(b, MARI, code, "short"), "short_password");
		assert_string_equal(reset_with(b, MARI, code, "password123"),
			"common_password");
	}
	assert_string_equal(reset(b, MARI, code), "ok");
}

static void test_what_is_no_code(void **state)
{
	static const char *const all[] = {
		"1234", "123456789", "abcde", "12 45", "1234x"};
	struct gatebed *b = *state;
	char code[16];

	assert_string_equal(forgot(b, MARI), "ok");
	gatebed_mailed(b, MARI, code);
	for (int i = 0; i < 5; i++)
		assert_string_equal(reset(b, MARI, all[i]),
			i == 3 ? "bad_field" : "bad_code");
	assert_string_equal(reset(b, MARI, code), "ok");
	assert_string_equal(reset(b, NOBODY, "12345"), "code_over");
}

/* The account goes between the code and its use. */
static void test_the_account_goes(void **state)
{
	struct gatebed *b = *state;
	struct gatebed_reply r;
	struct id id = storebed_id(1);
	char code[16];

	assert_string_equal(forgot(b, MARI), "ok");
	gatebed_mailed(b, MARI, code);
	begin_reset(b, &r, MARI, code, FRESH, 3);
	storebed_settle(&b->bed); /* judged right; now it is hashed */
	store_drop_associate(b->bed.store, &id, on_put, b);
	gatebed_run(b);
	assert_string_equal(gatebed_word(&r), "code_over");
	gatebed_over(&r);
}

/* The whole installation: wrong codes are spent, whoever asks. */
static void test_the_brake(void **state)
{
	struct gatebed *b = *state;
	struct gatebed_reply r;
	char address[64], code[16];
	int wrong = 0;

	assert_string_equal(forgot(b, MARI), "ok");
	gatebed_mailed(b, MARI, code);
	for (int i = 0; i < CODES_BRAKE; i++) {
		snprintf(address, sizeof(address), "n%d@sea.example", i / 4);
		if (i % 4 == 0) {
			r = forgot_from(b, address, 20 + i / 8);
			assert_string_equal(gatebed_word(&r), "ok");
			gatebed_over(&r);
		}
		begin_reset(b, &r, address, "12345", FRESH, 60 + i / 8);
		gatebed_run(b);
		wrong += strcmp(gatebed_word(&r), "bad_code") == 0;
		gatebed_over(&r);
	}
	assert_int_equal(wrong, CODES_BRAKE);
	begin_reset(b, &r, MARI, code, FRESH, 99);
	gatebed_run(b);
	assert_string_equal(gatebed_word(&r), "too_fast");
	assert_int_equal(r.msg.error.wait, CODES_BRAKE_EVERY * 1000);
	gatebed_over(&r);
	gatebed_pass(b, CODES_BRAKE_EVERY * TIMES_SECOND);
	assert_string_equal(reset(b, MARI, code), "ok");
}

/* ---- what a stranger sees ---- */

/* Everything that is answered, word for word, as an address is asked for and
 * tried until it is locked. */
static void watch(
	struct gatebed *b, const char *address, char *out, size_t size)
{
	struct gatebed_reply r;
	size_t len = 0;

	for (int i = 0; i < 4; i++) {
		r = forgot_from(b, address, 1);
		len += (size_t)snprintf(
			out + len, size - len, "%d %s\n", r.status, r.body);
		gatebed_over(&r);
	}
	for (int i = 0; i < 7; i++) {
		begin_reset(b, &r, address, "1234", FRESH, 2);
		gatebed_over(&r);
		begin_reset(b, &r, address, "99999", FRESH, 2);
		gatebed_run(b);
		len += (size_t)snprintf(
			out + len, size - len, "%d %s\n", r.status, r.body);
		gatebed_over(&r);
	}
	assert_true(len < size);
}

static void test_alike_in_words(void **state)
{
	static char known[8192], unknown[8192];
	struct gatebed *b = *state;

	watch(b, MARI, known, sizeof(known));
	watch(b, NOBODY, unknown, sizeof(unknown));
	assert_string_equal(known, unknown);
	assert_non_null(strstr(known, "code_sent"));
	assert_non_null(strstr(known, "too_fast"));
	assert_non_null(strstr(known, "bad_code"));
	assert_non_null(strstr(known, "locked"));
	/* The mail to nobody went in and out again. */
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM mail WHERE address = '" NOBODY
			"'"),
		0);
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM mail WHERE address = '" MARI "'"),
		3);
	assert_int_equal(b->mails, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)
		TEST(the_whole_way),
		TEST(in_japanese),
		cmocka_unit_test_setup_teardown(
			test_eight_digits, set_up_long, tear_down),
		cmocka_unit_test_setup_teardown(
			test_without_mail, set_up_mute, tear_down),
		TEST(a_code_lives_fifteen_minutes),
		TEST(three_codes_a_day),
		TEST(five_wrong_lock),
		TEST(right_ones_forgive),
		TEST(right_ones_are_not_counted),
		TEST(many_at_once),
		TEST(the_same_code_twice),
		TEST(bad_passwords),
		TEST(what_is_no_code),
		TEST(the_account_goes),
		TEST(the_brake),
		TEST(alike_in_words),
	};

	return cmocka_run_group_tests_name("reset", tests, NULL, NULL);
}
