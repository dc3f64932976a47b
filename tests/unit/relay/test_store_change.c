/* SPDX-License-Identifier: MIT */
/* Changing an account that is there, on a real database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>

#include "relay/store/store_account.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

static const struct store_associate yuki = {
	.id = {"00000000000000000000000007"},
	.retailer = "tea",
	.address = "Yuki@Tea.example",
	.name = "Yuki 雪",
	.hash = "$argon2id$x",
};

struct answer {
	bool done;
	enum err err;
	struct store_associate account;
	char text[4][300]; /* address, name, hash, groups */
};

static void on_done(void *ctx, enum err e)
{
	struct answer *a = ctx;

	a->err = e;
	a->done = true;
}

static void on_account(void *ctx, enum err e, const struct store_associate *row)
{
	struct answer *a = ctx;

	on_done(ctx, e);
	assert_int_equal(e == ERR_OK, row != NULL);
	if (!row)
		return;
	a->account = *row;
	snprintf(a->text[0], sizeof(a->text[0]), "%s", row->address);
	snprintf(a->text[1], sizeof(a->text[1]), "%s", row->name);
	snprintf(a->text[2], sizeof(a->text[2]), "%s", row->hash);
	snprintf(a->text[3], sizeof(a->text[3]), "%s", row->groups);
}

/* With a session. */
static void put(struct storebed *b, const struct store_associate *row)
{
	const struct store_session session = {.hash = {1},
		.id = storebed_id(101),
		.associate = row->id,
		.retailer = row->retailer,
		.device = "till"};
	struct answer a = {0};

	store_put_associate(b->store, row, on_done, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
	a.done = false;
	store_put_session(b->store, &session, on_done, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
}

static int64_t sessions(struct storebed *b)
{
	return storebed_number(b, "SELECT count(*) FROM session");
}

static struct answer change(struct storebed *b, struct store_change c)
{
	struct answer a = {0};

	store_change_account(b->store, &c, on_account, &a);
	storebed_wait(b, &a.done);
	return a;
}

/* What is not said stays as it is, and what is then is told. */
static void test_only_what_is_said_changes(void **state)
{
	struct storebed *b = *state;
	struct store_associate row = yuki;
	const struct store_change none = {
		.associate = row.id, .retailer = "tea", .manager = -1};
	struct store_change c = none;
	struct answer a;

	row.groups = "g h";
	row.manager = true;
	put(b, &row);
	a = change(b, none);
	assert_int_equal(a.err, ERR_OK);
	assert_string_equal(a.text[0], row.address);
	assert_string_equal(a.text[1], row.name);
	assert_string_equal(a.text[2], row.hash);
	assert_string_equal(a.text[3], "g h");
	assert_true(a.account.manager);
	c.name = "Yu";
	c.hash = "";
	a = change(b, c);
	assert_string_equal(a.text[1], "Yu");
	assert_string_equal(a.text[2], row.hash);
	assert_int_equal(sessions(b), 1);
	c = none;
	c.groups = "";
	c.manager = 0;
	a = change(b, c);
	assert_string_equal(a.text[1], "Yu");
	assert_string_equal(a.text[3], "");
	assert_false(a.account.manager);
	c = none;
	c.hash = "$argon2id$y";
	c.manager = 1;
	a = change(b, c);
	assert_string_equal(a.text[2], "$argon2id$y");
	assert_true(a.account.manager);
	assert_int_equal(sessions(b), 0);
	/* Another retailer has no such account. */
	c = none;
	c.retailer = "tea-2";
	c.name = "X";
	assert_int_equal(change(b, c).err, ERR_UNKNOWN);
	assert_string_equal(change(b, none).text[1], "Yu");
	c = none;
	c.associate = storebed_id(99);
	assert_int_equal(change(b, c).err, ERR_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_only_what_is_said_changes,
			storebed_setup, storebed_teardown),
	};

	dbfault_init();
	return cmocka_run_group_tests_name("store_change", tests, NULL, NULL);
}
