/* SPDX-License-Identifier: MIT */
/* No memory, at any allocation of ours or of SQLite's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/lib/dbfault.h"
#include "tests/lib/storefloor.h"

static int set_up(void **state)
{
	struct storebed *b = malloc(sizeof(*b));

	dbfault_no_sync(true);
	storebed_init(b);
	*state = b;
	return storebed_open(b) || storebed_retailer(b, "tea");
}

static int tear_down(void **state)
{
	storebed_fini(*state);
	free(*state);
	return 0;
}

struct gathered {
	enum keeper_result result;
	bool done;
};

static void on_commit(void *ctx, enum keeper_result result)
{
	*(struct gathered *)ctx = (struct gathered){result, true};
}

static void on_done(void *ctx, enum err e)
{
	*(enum err *)ctx = e;
}

static void on_account(void *ctx, enum err e, const struct store_associate *a)
{
	(void)a;
	*(enum err *)ctx = e;
}

static void on_rows(void *ctx, const struct store_rows *rows)
{
	assert_int_equal(rows->err != ERR_OK && rows->n > 0, 0);
	*(enum err *)ctx = rows->err;
}

/* One of each request, while memory is out somewhere. */
static enum keeper_result ask_all(struct storefloor *f, enum err errs[6])
{
	struct store *s = f->bed->store;
	struct gathered g = {0};
	struct store_associate row = {.id = storebed_id(7),
		.retailer = "tea",
		.address = "yuki@tea.example"};
	struct store_session session = {.hash = {1},
		.associate = storebed_id(7),
		.retailer = "tea",
		.device = "a till"};
	struct id chat = STOREFLOOR_CHAT, shopper = STOREFLOOR_SHOPPER;

	store_commit(
		s, "tea", f->turn, f->recs, storefloor_fill(f), on_commit, &g);
	store_replay(s, "tea", &chat, 0, WIRE_WHO_SHOPPER, &shopper, on_rows,
		&errs[0]);
	store_put_associate(s, &row, on_done, &errs[1]);
	store_put_session(s, &session, on_done, &errs[2]);
	store_find_session(s, session.hash, 9, on_account, &errs[3]);
	store_find_address(s, row.address, on_account, &errs[4]);
	store_load(s, "tea", on_rows, &errs[5]);
	storebed_settle(f->bed);
	assert_true(g.done);
	return g.result;
}

static void check_after(
	struct storefloor *f, enum keeper_result r, const enum err errs[6])
{
	int64_t n;

	for (int i = 0; i < 6; i++)
		assert_true(errs[i] == ERR_OK || errs[i] == ERR_NOMEM ||
			errs[i] == ERR_IO || errs[i] == ERR_TOKEN ||
			errs[i] == ERR_UNKNOWN);
	storefloor_load(f);
	n = storebed_number(f->bed, "SELECT count(*) FROM entry");
	assert_int_equal(n, f->kept + (n > f->kept ? f->batch : 0));
	if (r == KEEPER_COMMITTED)
		assert_int_equal(n, f->kept + f->batch);
	else if (r == KEEPER_REFUSED)
		assert_int_equal(n, f->kept);
	else
		assert_int_equal(r, KEEPER_UNKNOWN);
	f->kept = n;
}

/* The n-th allocation fails, and `times` - 1 after it. */
static void out_of_memory(struct storebed *b, long times)
{
	struct storefloor f = storefloor_begin(b);
	enum err errs[6];
	enum keeper_result r;
	bool failed = true;
	long n;

	f.batch = 3;
	for (n = 0; failed; n++) {
		for (int i = 0; i < 6; i++)
			errs[i] = ERR_COUNT;
		b->log[0] = '\0';
		dbfault_heap(n, times);
		r = ask_all(&f, errs);
		failed = dbfault_heap_failed();
		dbfault_heap(-1, 0);
		check_after(&f, r, errs);
		store_mem_fini(&b->mem);
	}
	assert_int_equal(r, KEEPER_COMMITTED);
	assert_int_equal(storefloor_entries(b), f.kept);
	for (int i = 0; i < 6; i++)
		assert_int_equal(errs[i], ERR_OK);
	assert_true(n > 50);
	print_message("%ld allocations failed\n", n - 1);
}

static void test_memory_fails_once(void **state)
{
	out_of_memory(*state, 1);
}

static void test_memory_is_out(void **state)
{
	out_of_memory(*state, 1000000);
}

/* Every request finds nothing but the store's own spare jobs. */
static void test_spare_jobs(void **state)
{
	struct storebed *b = *state;
	struct gathered g[STORE_SPARE] = {0};
	struct storefloor f = storefloor_begin(b);
	int n = storefloor_fill(&f);

	for (int round = 0; round < 3; round++) {
		dbfault_heap(0, 1000000);
		for (int i = 0; i < STORE_SPARE; i++)
			store_commit(b->store, "tea", f.turn, f.recs, n,
				on_commit, &g[i]);
		storebed_settle(b);
		dbfault_heap(-1, 0);
		for (int i = 0; i < STORE_SPARE; i++)
			assert_int_equal(g[i].result, KEEPER_REFUSED);
	}
	assert_int_equal(storefloor_grow(&f), KEEPER_COMMITTED);
}

/* Opening, with every n-th allocation failing in turn; nothing leaks. */
static void test_opening_without_memory(void **state)
{
	struct storebed *b = *state;
	long live, n;
	enum err e = ERR_NOMEM;

	storebed_close(b);
	live = dbfault_heap_live();
	/* Of the thousands of allocations a part, never the same twice. */
	for (n = 0; e != ERR_OK; n += 1 + n / 20) {
		dbfault_heap(n, 1);
		e = storebed_open(b);
		if (dbfault_heap_failed() && e == ERR_OK) {
			/* SQLite can do without some. */
			dbfault_heap(-1, 0);
			storebed_close(b);
			e = ERR_NOMEM;
		}
		dbfault_heap(-1, 0);
		if (e != ERR_OK) {
			assert_null(b->store);
			assert_int_equal(dbfault_heap_live(), live);
		}
	}
	assert_true(n > 1000);
	assert_int_equal(storebed_retailer(b, "tea"), ERR_OK);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(memory_fails_once),
		TEST(memory_is_out),
		TEST(spare_jobs),
		TEST(opening_without_memory),
	};

	dbfault_init();
	return cmocka_run_group_tests_name("store_memory", tests, NULL, NULL);
}
