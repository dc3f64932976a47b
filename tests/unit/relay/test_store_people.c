/* SPDX-License-Identifier: MIT */
/* Retailers, groups, accounts and sessions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>

#include "relay/store/store_extra.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

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

static enum err put(struct storebed *b, struct store_associate row)
{
	struct answer a = {0};

	store_put_associate(b->store, &row, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static struct answer find(struct storebed *b, const char *address)
{
	struct answer a = {0};

	store_find_address(b->store, address, on_account, &a);
	storebed_wait(b, &a.done);
	return a;
}

static enum err drop(struct storebed *b, struct id id)
{
	struct answer a = {0};

	store_drop_associate(b->store, &id, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static enum err put_session(
	struct storebed *b, uint8_t token, const char *retailer, struct id id)
{
	struct store_session row = {.hash = {token, 0xab},
		.id = storebed_id(100 + token),
		.associate = id,
		.retailer = retailer,
		.device = "till 3",
		.made = 5,
		.used = 5};
	struct answer a = {0};

	store_put_session(b->store, &row, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static enum err put_judged(struct storebed *b, uint8_t token,
	const char *retailer, struct id id, const char *judged)
{
	struct store_session row = {.hash = {token, 0xab},
		.associate = id,
		.retailer = retailer,
		.judged = judged,
		.made = 5,
		.used = 5};
	struct answer a = {0};

	store_put_session(b->store, &row, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static struct answer find_session(struct storebed *b, uint8_t token)
{
	uint8_t hash[32] = {token, 0xab};
	struct answer a = {0};

	store_find_session(b->store, hash, 77, on_account, &a);
	storebed_wait(b, &a.done);
	return a;
}

static enum err drop_session(struct storebed *b, uint8_t token)
{
	uint8_t hash[32] = {token, 0xab};
	struct answer a = {0};

	store_drop_session(b->store, hash, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static struct store_associate yuki(void)
{
	return (struct store_associate){.id = storebed_id(7),
		.retailer = "tea",
		.address = "Yuki@Tea.example",
		.name = "Yuki 雪",
		.hash = "$argon2id$x",
		.groups = "ginza tokyo",
		.manager = true};
}

static void test_accounts(void **state)
{
	struct storebed *b = *state;
	struct store_associate row = yuki();
	struct answer a;

	assert_int_equal(put(b, row), ERR_OK);
	a = find(b, "Yuki@Tea.example");
	assert_int_equal(a.err, ERR_OK);
	assert_true(id_same(&a.account.id, &row.id));
	assert_true(a.account.manager);
	assert_string_equal(a.text[0], "Yuki@Tea.example");
	assert_string_equal(a.text[1], "Yuki 雪");
	assert_string_equal(a.text[2], "$argon2id$x");
	assert_string_equal(a.text[3], "ginza tokyo");
	/* Replaced whole; NULL is "". */
	row.address = "yuki@new.example";
	row.manager = false;
	row.groups = NULL;
	assert_int_equal(put(b, row), ERR_OK);
	assert_int_equal(find(b, "Yuki@Tea.example").err, ERR_UNKNOWN);
	a = find(b, "yuki@new.example");
	assert_int_equal(a.err, ERR_OK);
	assert_false(a.account.manager);
	assert_string_equal(a.text[3], "");
}

/* A2: compared without case, in the whole installation. */
static void test_addresses_are_unique(void **state)
{
	struct storebed *b = *state;
	struct store_associate row = yuki(), other = yuki();

	assert_int_equal(put(b, row), ERR_OK);
	assert_int_equal(put(b, row), ERR_OK); /* itself */
	other.id = storebed_id(8);
	assert_int_equal(put(b, other), ERR_EXISTS);
	other.address = "YUKI@TEA.EXAMPLE";
	assert_int_equal(put(b, other), ERR_EXISTS);
	other.address = "ｙｕｋｉ@tea.example";
	assert_int_equal(put(b, other), ERR_EXISTS);
	other.retailer = "tea-2";
	assert_int_equal(put(b, other), ERR_EXISTS);
	other.address = "yuki2@tea.example";
	assert_int_equal(put(b, other), ERR_OK);
	/* Nor by changing one that is there; nor across retailers. */
	other.address = "yuki@TEA.example";
	assert_int_equal(put(b, other), ERR_EXISTS);
	row.retailer = "tea-2";
	assert_int_equal(put(b, row), ERR_EXISTS);
	assert_int_equal(find(b, "yUKI@tea.EXAMPLE").err, ERR_OK);
	assert_int_equal(find(b, "nobody@tea.example").err, ERR_UNKNOWN);
	assert_int_equal(find(b, "\xff\xfe@tea.example").err, ERR_UNKNOWN);
	assert_int_equal(find(b, "").err, ERR_UNKNOWN);
}

static void test_bad_accounts(void **state)
{
	struct storebed *b = *state;
	struct store_associate row = yuki();

	row.retailer = "silk";
	assert_int_equal(put(b, row), ERR_UNKNOWN);
	row = yuki();
	row.address = "\xff@tea.example";
	assert_int_equal(put(b, row), ERR_FIELD);
	row.address = NULL;
	assert_int_equal(put(b, row), ERR_OK);
	assert_int_equal(find(b, "Yuki@Tea.example").err, ERR_UNKNOWN);
}

static void test_sessions(void **state)
{
	struct storebed *b = *state;
	struct answer a;

	assert_int_equal(put(b, yuki()), ERR_OK);
	assert_int_equal(find_session(b, 1).err, ERR_TOKEN);
	assert_int_equal(put_session(b, 1, "tea", storebed_id(7)), ERR_OK);
	assert_int_equal(put_session(b, 2, "tea", storebed_id(7)), ERR_OK);
	/* Only for an account that is there. */
	assert_int_equal(put_session(b, 3, "tea", storebed_id(9)), ERR_UNKNOWN);
	assert_int_equal(
		put_session(b, 3, "tea-2", storebed_id(7)), ERR_UNKNOWN);
	a = find_session(b, 1);
	assert_int_equal(a.err, ERR_OK);
	assert_string_equal(a.text[1], "Yuki 雪");
	assert_int_equal(
		storebed_number(b, "SELECT sum(used) FROM session"), 77 + 5);
	assert_int_equal(drop_session(b, 1), ERR_OK);
	assert_int_equal(drop_session(b, 1), ERR_UNKNOWN);
	assert_int_equal(find_session(b, 1).err, ERR_TOKEN);
	assert_int_equal(find_session(b, 2).err, ERR_OK);
}

/* The password was changed while the old one was being judged. */
static void test_what_was_judged_by_an_old_password_is_no_session(void **state)
{
	struct storebed *b = *state;
	struct store_associate row = yuki();

	assert_int_equal(put(b, row), ERR_OK);
	assert_int_equal(
		put_judged(b, 1, "tea", row.id, "$argon2id$x"), ERR_OK);
	row.hash = "$argon2id$y";
	assert_int_equal(put(b, row), ERR_OK);
	assert_int_equal(
		put_judged(b, 2, "tea", row.id, "$argon2id$x"), ERR_UNKNOWN);
	assert_int_equal(find_session(b, 2).err, ERR_TOKEN);
	assert_int_equal(
		put_judged(b, 2, "tea", row.id, "$argon2id$y"), ERR_OK);
}

static void test_a_retailer_goes_with_all_its_rows(void **state)
{
	struct storebed *b = *state;
	struct answer a = {0};

	assert_int_equal(put(b, yuki()), ERR_OK);
	assert_int_equal(put_session(b, 1, "tea", storebed_id(7)), ERR_OK);
	store_drop_retailer(b->store, "tea", on_done, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
	assert_int_equal(storebed_number(b,
				 "SELECT (SELECT count(*) FROM session)"
				 " + (SELECT count(*) FROM associate)"
				 " + (SELECT count(*) FROM retailer"
				 " WHERE retailer = 'tea')"),
		0);
	a = (struct answer){0};
	store_drop_retailer(b->store, "tea", on_done, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_UNKNOWN);
}

static void test_dropping_an_account_ends_its_sessions(void **state)
{
	struct storebed *b = *state;
	struct store_associate other = yuki();

	other.id = storebed_id(8);
	other.address = "jun@tea.example";
	assert_int_equal(put(b, yuki()), ERR_OK);
	assert_int_equal(put(b, other), ERR_OK);
	assert_int_equal(put_session(b, 1, "tea", storebed_id(7)), ERR_OK);
	assert_int_equal(put_session(b, 2, "tea", storebed_id(8)), ERR_OK);
	assert_int_equal(drop(b, storebed_id(7)), ERR_OK);
	assert_int_equal(drop(b, storebed_id(7)), ERR_UNKNOWN);
	assert_int_equal(find(b, "Yuki@Tea.example").err, ERR_UNKNOWN);
	assert_int_equal(find_session(b, 1).err, ERR_TOKEN);
	assert_int_equal(find_session(b, 2).err, ERR_OK);
	assert_int_equal(storebed_number(b, "SELECT count(*) FROM session"), 1);
	/* The address is free again. */
	other.id = storebed_id(9);
	other.address = "yuki@tea.example";
	assert_int_equal(put(b, other), ERR_OK);
}

/* A4 */
static void test_a_new_password_ends_sessions(void **state)
{
	struct storebed *b = *state;
	struct store_associate row = yuki(), other = yuki();

	other.id = storebed_id(8);
	other.address = "jun@tea.example";
	assert_int_equal(put(b, row), ERR_OK);
	assert_int_equal(put(b, other), ERR_OK);
	assert_int_equal(put_session(b, 1, "tea", row.id), ERR_OK);
	assert_int_equal(put_session(b, 2, "tea", other.id), ERR_OK);
	row.name = "Yuki";
	assert_int_equal(put(b, row), ERR_OK);
	assert_int_equal(find_session(b, 1).err, ERR_OK);
	row.hash = "$argon2id$y";
	/* What is refused ends nothing. */
	row.address = other.address;
	assert_int_equal(put(b, row), ERR_EXISTS);
	assert_int_equal(find_session(b, 1).err, ERR_OK);
	row.address = yuki().address;
	assert_int_equal(put(b, row), ERR_OK);
	assert_int_equal(find_session(b, 1).err, ERR_TOKEN);
	assert_int_equal(find_session(b, 2).err, ERR_OK);
}

static void reopen(struct storebed *b, int64_t idle, int64_t life)
{
	storebed_close(b);
	b->config.session_idle = idle;
	b->config.session_life = life;
	assert_int_equal(storebed_open(b), ERR_OK);
}

/* A8: at 77, by sessions of 5. */
static void test_sessions_expire(void **state)
{
	static const struct {
		int64_t idle, life;
		bool stands;
	} all[] = {{0, 0, true}, {73, 73, true}, {72, 0, false}, {0, 72, false},
		{1, 1000, false}};
	struct storebed *b = *state;
	struct answer a;

	assert_int_equal(put(b, yuki()), ERR_OK);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_int_equal(
			put_session(b, 1, "tea", storebed_id(7)), ERR_OK);
		reopen(b, all[i].idle, all[i].life);
		a = (struct answer){0};
		store_sweep_sessions(b->store, 76, on_done, &a);
		storebed_wait(b, &a.done);
		assert_int_equal(a.err, ERR_OK);
		assert_int_equal(
			storebed_number(b, "SELECT count(*) FROM session"),
			all[i].idle != 1);
		assert_int_equal(find_session(b, 1).err,
			all[i].stands ? ERR_OK : ERR_TOKEN);
		a.done = false;
		store_sweep_sessions(b->store, 77, on_done, &a);
		storebed_wait(b, &a.done);
		assert_int_equal(
			storebed_number(b, "SELECT count(*) FROM session"),
			all[i].stands);
	}
}

struct listed {
	struct answer answer;
	int n;
	struct id ids[4];
};

static void on_sessions(
	void *ctx, enum err e, const struct store_session *rows, int n)
{
	struct listed *l = ctx;

	l->n = n;
	for (int i = 0; i < n && i < 4; i++) {
		l->ids[i] = rows[i].id;
		assert_string_equal(rows[i].device, "till 3");
		assert_int_equal(rows[i].hash[1], 0xab);
		assert_int_equal(rows[i].hash[31], 0);
	}
	on_done(&l->answer, e);
}

static struct listed list(struct storebed *b, struct id associate)
{
	struct listed l = {.n = -1};

	store_sessions(b->store, "tea", &associate, 77, on_sessions, &l);
	storebed_wait(b, &l.answer.done);
	return l;
}

static enum err end(struct storebed *b, const char *retailer,
	const struct id *associate, struct id session)
{
	struct listed l = {.n = -1};

	store_end_session(
		b->store, retailer, associate, &session, on_sessions, &l);
	storebed_wait(b, &l.answer.done);
	/* One, or all that there are. */
	assert_int_equal(l.n > 0, l.answer.err == ERR_OK);
	assert_true(l.n <= 1 || !id_is(&session));
	return l.answer.err;
}

/* A8 */
static void test_sessions_are_listed_and_ended(void **state)
{
	struct storebed *b = *state;
	struct id own = storebed_id(7), other = storebed_id(8);
	struct listed l;

	assert_int_equal(put(b, yuki()), ERR_OK);
	assert_int_equal(put_session(b, 1, "tea", own), ERR_OK);
	assert_int_equal(put_session(b, 2, "tea", own), ERR_OK);
	assert_int_equal(find_session(b, 2).err, ERR_OK);
	l = list(b, own);
	assert_int_equal(l.n, 2);
	/* The one that was used last comes first. */
	assert_string_equal(l.ids[0].s, storebed_id(102).s);
	assert_string_equal(l.ids[1].s, storebed_id(101).s);
	assert_int_equal(list(b, other).n, 0);
	assert_int_equal(end(b, "tea-2", NULL, l.ids[0]), ERR_UNKNOWN);
	assert_int_equal(end(b, "tea", &other, l.ids[0]), ERR_UNKNOWN);
	assert_int_equal(find_session(b, 2).err, ERR_OK);
	assert_int_equal(end(b, "tea", &own, l.ids[0]), ERR_OK);
	assert_int_equal(end(b, "tea", NULL, l.ids[0]), ERR_UNKNOWN);
	assert_int_equal(find_session(b, 2).err, ERR_TOKEN);
	assert_int_equal(end(b, "tea", NULL, l.ids[1]), ERR_OK);
	assert_int_equal(list(b, own).n, 0);
	/* All at once, and nobody else's. */
	for (uint8_t i = 1; i <= 3; i++)
		assert_int_equal(put_session(b, i, "tea", own), ERR_OK);
	assert_int_equal(end(b, "tea", &other, (struct id){""}), ERR_UNKNOWN);
	assert_int_equal(list(b, own).n, 3);
	assert_int_equal(end(b, "tea", &own, (struct id){""}), ERR_OK);
	assert_int_equal(list(b, own).n, 0);
	/* What has expired is not listed. */
	assert_int_equal(put_session(b, 1, "tea", own), ERR_OK);
	reopen(b, 72, 0);
	assert_int_equal(list(b, own).n, 0);
}

static void on_tenants(void *ctx, const struct store_tenants *t)
{
	const struct store_retailer *r = t->retailers;

	assert_int_equal(t->err, ERR_OK);
	assert_int_equal(t->n_retailers, 2);
	assert_string_equal(r[0].retailer, "tea");
	assert_string_equal(r[0].name, "Tea & more");
	assert_string_equal(r[0].zone, "Europe/Berlin");
	assert_string_equal(r[0].currency, "EUR");
	assert_string_equal(r[0].accent, "#c00");
	assert_string_equal(r[0].origins, "https://a\nhttps://b");
	assert_string_equal(r[0].hours, "mon-fri 9:00-17:00");
	assert_string_equal(r[1].retailer, "tea-2");
	assert_string_equal(r[1].zone, "Asia/Tokyo");
	assert_int_equal(t->n_groups, 20);
	assert_string_equal(t->groups[3].retailer, "tea-2");
	assert_string_equal(t->groups[3].group, "g03");
	assert_string_equal(t->groups[3].name, "Group");
	assert_string_equal(t->groups[3].hours, "");
	assert_int_equal(t->n_associates, 1);
	assert_string_equal(t->associates[0].name, "Yuki 雪");
	on_done(ctx, t->err);
}

static void test_tenants(void **state)
{
	struct storebed *b = *state;
	struct store_retailer r = {.retailer = "tea",
		.name = "Tea & more",
		.zone = "Europe/Berlin",
		.currency = "EUR",
		.accent = "#c00",
		.origins = "https://a\nhttps://b",
		.hours = "mon-fri 9:00-17:00"};
	struct answer a = {0};

	store_put_retailer(b->store, &r, on_done, &a);
	for (int i = 0; i < 20; i++) {
		char key[16];
		struct store_group g = {.retailer = "tea-2",
			.group = key,
			.name = i == 5 ? "Old" : "Group"};

		snprintf(key, sizeof(key), "g%02d", i);
		store_put_group(b->store, &g, on_done, &a);
		g.name = "Group"; /* replaces */
		store_put_group(b->store, &g, on_done, &a);
	}
	storebed_settle(b);
	assert_int_equal(a.err, ERR_OK);
	assert_int_equal(put(b, yuki()), ERR_OK);
	a.done = false;
	store_tenants(b->store, on_tenants, &a);
	storebed_wait(b, &a.done);
}

static void test_a_group_needs_its_retailer(void **state)
{
	struct storebed *b = *state;
	struct store_group g = {.retailer = "silk", .group = "g", .name = "G"};
	struct answer a = {0};

	store_put_group(b->store, &g, on_done, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_UNKNOWN);
}

static enum err drop_group(
	struct storebed *b, const char *retailer, const char *key)
{
	struct answer a = {0};

	store_drop_group(b->store, retailer, key, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static void test_a_group_goes(void **state)
{
	struct storebed *b = *state;
	struct store_group g = {.retailer = "tea", .group = "g", .name = "G"};
	struct answer a = {0};

	store_put_group(b->store, &g, on_done, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
	assert_int_equal(drop_group(b, "tea-2", "g"), ERR_UNKNOWN);
	assert_int_equal(drop_group(b, "tea", "g"), ERR_OK);
	assert_int_equal(drop_group(b, "tea", "g"), ERR_UNKNOWN);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown( \
		test_##name, storebed_setup, storebed_teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(accounts),
		TEST(addresses_are_unique),
		TEST(bad_accounts),
		TEST(sessions),
		TEST(dropping_an_account_ends_its_sessions),
		TEST(a_new_password_ends_sessions),
		TEST(sessions_expire),
		TEST(sessions_are_listed_and_ended),
		TEST(what_was_judged_by_an_old_password_is_no_session),
		TEST(a_retailer_goes_with_all_its_rows),
		TEST(tenants),
		TEST(a_group_needs_its_retailer),
		TEST(a_group_goes),
	};

	dbfault_init();
	dbfault_no_sync(true);
	return cmocka_run_group_tests_name("store_people", tests, NULL, NULL);
}
