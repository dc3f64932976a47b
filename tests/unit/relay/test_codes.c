/* SPDX-License-Identifier: MIT */
/* What is kept of codes and of those who ask for them, and what is forgotten.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>

#include "relay/gate/reset.h"
#include "shared/times.h"
#include "tests/lib/gatebed.h"

#define MARI "mari@tea.example"
#define NOBODY "nemo@sea.example"

static int set_up(void **state)
{
	struct gatebed *b = malloc(sizeof(*b));

	gatebed_init(b, 0, false);
	gatebed_staff(b, 1, "tea", MARI, "Mari", "three tired larks");
	gatebed_staff(b, 2, "wool", "ben@wool.example", "Ben", "");
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	gatebed_fini(*state);
	free(*state);
	return 0;
}

static const char *forgot(struct gatebed *b, const char *address)
{
	static char word[64];
	struct gatebed_reply r;
	char body[512];
	struct request q;

	snprintf(body, sizeof(body), "{\"t\":\"forgot\",\"address\":\"%s\"}",
		address);
	q = gatebed_request(body, 1);
	gatebed_reply(&r);
	reset_forgot(b->codes, &q, &r.reply);
	gatebed_run(b);
	snprintf(word, sizeof(word), "%s", gatebed_word(&r));
	gatebed_over(&r);
	return word;
}

static void change(struct gatebed *b, const char *sql)
{
	sqlite3 *db = storebed_peek(&b->bed);

	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* As five wrong codes leave it. */
static void lock(struct gatebed *b, const char *address)
{
	char sql[200];

	assert_string_equal(forgot(b, address), "ok");
	snprintf(sql, sizeof(sql),
		"UPDATE guard SET wrong = 5 WHERE folded = '%s'", address);
	change(b, sql);
	assert_string_equal(forgot(b, address), "locked");
}

static void on_done(void *ctx, enum err e)
{
	(void)ctx;
	assert_int_equal(e, ERR_OK);
}

/* Strangers are forgotten, the longest idle first, and accounts are not. */
static void test_strangers_are_bounded(void **state)
{
	struct gatebed *b = *state;

	lock(b, MARI);
	change(b,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
		" WHERE i < 20000) INSERT INTO guard (folded, retailer, asked,"
		" asked_2, asked_3, wrong, used) SELECT 's' || i, '', i, 0, 0,"
		" 1, i FROM n");
	assert_string_equal(forgot(b, NOBODY), "ok");
	assert_int_equal(
		gatebed_count(
			b, "SELECT COUNT(*) FROM guard WHERE retailer = ''"),
		STORE_STRANGERS);
	assert_int_equal(
		gatebed_count(
			b, "SELECT COUNT(*) FROM guard WHERE folded = 's1'"),
		0);
	assert_string_equal(forgot(b, MARI), "locked");
}

static void test_old_ones_are_swept(void **state)
{
	struct gatebed *b = *state;

	lock(b, MARI);
	lock(b, NOBODY);
	assert_string_equal(forgot(b, "ben@wool.example"), "ok");
	gatebed_pass(b, 2 * TIMES_DAY);
	store_sweep_codes(b->bed.store, b->now.wall, on_done, b);
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM code"), 0);
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM guard"), 2);
	gatebed_pass(b, STORE_GUARD_DAYS * TIMES_DAY);
	store_sweep_codes(b->bed.store, b->now.wall, on_done, b);
	assert_int_equal(
		gatebed_count(b,
			"SELECT COUNT(*) FROM guard WHERE folded = '" MARI "'"),
		1);
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM guard"), 1);
	assert_string_equal(forgot(b, MARI), "locked");
}

/* A retailer that is removed leaves nothing of this behind. */
static void test_a_retailer_goes(void **state)
{
	struct gatebed *b = *state;

	assert_string_equal(forgot(b, MARI), "ok");
	store_drop_retailer(b->bed.store, "tea", on_done, b);
	storebed_settle(&b->bed);
	assert_int_equal(gatebed_count(b,
				 "SELECT (SELECT COUNT(*) FROM code) +"
				 " (SELECT COUNT(*) FROM guard) + (SELECT "
				 "COUNT(*) FROM mail)"),
		0);
}

/* Nobody hands a code out for another retailer's, or for nobody, or where too
 * many were wrong. */
static void test_handing_out(void **state)
{
	static const struct {
		const char *retailer, *address, *word;
	} all[] = {
		{"tea", MARI, "ok"},
		{"wool", MARI, "unknown_id"},
		{"tea", NOBODY, "unknown_id"},
		{"tea", "ben@wool.example", "unknown_id"},
		{"none", MARI, "unknown_retailer"},
		{"wool", "ben@wool.example", "locked"},
	};
	struct gatebed *b = *state;

	lock(b, "ben@wool.example");
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		const struct trail_who by = {
			.retailer = all[i].retailer, .id = AUDIT_NORENCTL};
		const struct wire_ctl_code m = {.address = all[i].address};
		struct gatebed_reply r;

		gatebed_reply(&r);
		codes_hand_out(b->codes, &by, &m, &r.reply);
		gatebed_run(b);
		assert_string_equal(gatebed_word(&r), all[i].word);
		gatebed_over(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)
		TEST(strangers_are_bounded),
		TEST(old_ones_are_swept),
		TEST(a_retailer_goes),
		TEST(handing_out),
	};

	return cmocka_run_group_tests_name("codes", tests, NULL, NULL);
}
