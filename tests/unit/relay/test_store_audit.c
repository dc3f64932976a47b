/* SPDX-License-Identifier: MIT */
/* The audit log in the store (J3). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/store/store_audit.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

struct answer {
	bool done;
	enum err err;
	int n;
	char lines[600]; /* "seq what who about;" each */
};

static int setup(void **state)
{
	static struct storebed b;

	storebed_init(&b);
	assert_int_equal(storebed_open(&b), ERR_OK);
	assert_int_equal(storebed_retailer(&b, "tea"), ERR_OK);
	assert_int_equal(storebed_retailer(&b, "wool"), ERR_OK);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	storebed_fini(*state);
	return 0;
}

static void on_done(void *ctx, enum err e)
{
	*(struct answer *)ctx = (struct answer){.done = true, .err = e};
}

static void on_lines(
	void *ctx, enum err e, const struct store_audit *rows, int n)
{
	struct answer *a = ctx;
	size_t len = 0;

	*a = (struct answer){.done = true, .err = e, .n = n};
	for (int i = 0; i < n && len < sizeof(a->lines); i++)
		len += (size_t)snprintf(a->lines + len, sizeof(a->lines) - len,
			"%d %s %s %s;", (int)rows[i].seq, rows[i].what,
			rows[i].who, rows[i].about);
}

static enum err put(struct storebed *b, struct store_audit row)
{
	struct answer a = {0};

	store_audit_put(b->store, &row, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static enum err line(struct storebed *b, const char *retailer, const char *what,
	const char *who, int64_t at)
{
	return put(b,
		(struct store_audit){.at = at,
			.retailer = retailer,
			.what = what,
			.who = who});
}

static struct answer lines(struct storebed *b, struct store_audit_ask ask)
{
	struct answer a = {0};

	store_audit_read(b->store, &ask, on_lines, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
	return a;
}

static void fill(struct storebed *b)
{
	assert_int_equal(line(b, "tea", "sign_in", "x", 10), ERR_OK);
	assert_int_equal(line(b, "wool", "sign_in", "y", 11), ERR_OK);
	assert_int_equal(line(b, "tea", "sign_out", "x", 12), ERR_OK);
	assert_int_equal(line(b, "tea", "settings", "norenctl", 13), ERR_OK);
	assert_int_equal(line(b, "", "sign_in_failed", "nobody", 14), ERR_OK);
	assert_int_equal(line(b, "silk", "settings", "x", 15), ERR_UNKNOWN);
}

static void test_lines_are_a_retailers_own_and_numbered(void **state)
{
	struct storebed *b = *state;

	fill(b);
	assert_string_equal(
		lines(b, (struct store_audit_ask){.retailer = "tea"}).lines,
		"3 settings norenctl ;2 sign_out x ;1 sign_in x ;");
	assert_string_equal(
		lines(b, (struct store_audit_ask){.retailer = "wool"}).lines,
		"1 sign_in y ;");
	assert_string_equal(
		lines(b, (struct store_audit_ask){.retailer = ""}).lines,
		"1 sign_in_failed nobody ;");
}

static void test_they_are_filtered(void **state)
{
	struct storebed *b = *state;
	struct store_audit_ask ask = {.retailer = "tea", .what = "sign_out"};

	fill(b);
	assert_string_equal(lines(b, ask).lines, "2 sign_out x ;");
	ask = (struct store_audit_ask){.retailer = "tea", .who = "x"};
	assert_int_equal(lines(b, ask).n, 2);
	ask = (struct store_audit_ask){.retailer = "tea", .since = 12};
	assert_int_equal(lines(b, ask).n, 2);
	ask = (struct store_audit_ask){.retailer = "tea", .after = 1};
	assert_string_equal(
		lines(b, ask).lines, "2 sign_out x ;3 settings norenctl ;");
	ask = (struct store_audit_ask){.retailer = "tea", .before = 3};
	assert_string_equal(lines(b, ask).lines, "2 sign_out x ;1 sign_in x ;");
	ask.after = 1;
	assert_string_equal(lines(b, ask).lines, "2 sign_out x ;");
	ask.before = 0;
	ask.after = -1;
	assert_int_equal(lines(b, ask).n, 3);
	assert_memory_equal(lines(b, ask).lines, "1 ", 2);
}

static void test_what_is_too_old_is_removed(void **state)
{
	struct storebed *b = *state;
	struct answer a = {0};

	fill(b);
	store_audit_sweep(b->store, 13, on_done, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
	assert_int_equal(storebed_number(b, "SELECT count(*) FROM audit"), 2);
	assert_int_equal(line(b, "tea", "sign_in", "x", 20), ERR_OK);
	assert_string_equal(
		lines(b, (struct store_audit_ask){.retailer = "tea"}).lines,
		"4 sign_in x ;3 settings norenctl ;");
}

/* A line of a block is kept once, if the block is, and never without. */
static void test_a_blocks_line_stands_and_falls_with_it(void **state)
{
	struct storebed *b = *state;
	struct rec rec = {.kind = REC_K_BLOCK,
		.block = {.chat = storebed_id(50),
			.shopper = storebed_id(1),
			.associate = storebed_id(7),
			.at = 30,
			.reason = "Rude"}};
	const struct store_audit row = {.at = 30,
		.retailer = "tea",
		.what = "block",
		.about = "s",
		.chat = rec.block.chat.s};
	int64_t turn = storebed_load(b, "tea").turn;

	assert_int_equal(put(b, row), ERR_UNKNOWN);
	assert_int_equal(
		storebed_commit(b, "tea", turn, &rec, 1), KEEPER_COMMITTED);
	assert_int_equal(put(b, row), ERR_OK);
	assert_int_equal(put(b, row), ERR_UNKNOWN);
	assert_string_equal(
		lines(b, (struct store_audit_ask){.retailer = "tea"}).lines,
		"1 block  s;");
}

static void test_every_word_is_found(void **state)
{
	(void)state;
	for (int i = 0; i < AUDIT_COUNT; i++)
		assert_int_equal(audit_find(audit_word((enum audit_what)i)), i);
	assert_int_equal(audit_find("export"), AUDIT_COUNT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(lines_are_a_retailers_own_and_numbered),
		TEST(they_are_filtered),
		TEST(what_is_too_old_is_removed),
		TEST(a_blocks_line_stands_and_falls_with_it),
		cmocka_unit_test(test_every_word_is_found),
	};

	dbfault_init();
	dbfault_no_sync(true);
	return cmocka_run_group_tests_name("store_audit", tests, NULL, NULL);
}
