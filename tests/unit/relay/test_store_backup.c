/* SPDX-License-Identifier: MIT */
/* Copies of the database, made while it is written to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

#define SIZE 4000 /* bytes of an entry's text: about a page each */

struct fixture {
	struct storebed bed, copy;
	char path[100]; /* the copy's database */
	char text[SIZE + 1];
	int64_t turn, seq;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	*state = f;
	storebed_init(&f->bed);
	storebed_init(&f->copy);
	snprintf(f->path, sizeof(f->path), "%s/noren.db", f->copy.dir);
	memset(f->text, 'x', SIZE);
	if (storebed_open(&f->bed) || storebed_retailer(&f->bed, "tea"))
		return 1;
	f->turn = storebed_load(&f->bed, "tea").turn;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	storebed_fini(&f->bed);
	storebed_fini(&f->copy);
	free(f);
	return 0;
}

/* One more entry of the one chat. */
static void say(struct fixture *f)
{
	struct rec recs[2] = {{.kind = REC_K_CHAT}, {.kind = REC_K_ENTRY}};

	recs[0].chat.chat = recs[1].entry.chat = storebed_id(1);
	recs[0].chat.shopper = recs[1].entry.actor = storebed_id(2);
	recs[1].entry.seq = ++f->seq;
	recs[1].entry.body = f->text;
	assert_int_equal(storebed_commit(&f->bed, "tea", f->turn++, recs, 2),
		KEEPER_COMMITTED);
}

struct done {
	bool done;
	enum err err;
};

static void on_done(void *ctx, enum err e)
{
	*(struct done *)ctx = (struct done){true, e};
}

static enum err copy(struct fixture *f, const char *path)
{
	struct done d = {0};

	store_backup(f->bed.store, path, on_done, &d);
	storebed_wait(&f->bed, &d.done);
	return d.err;
}

/* The other work goes on, and what is in the copy is true at one moment. */
static void test_while_it_is_written_to(void **state)
{
	struct fixture *f = *state;
	struct done d = {0};
	struct store_rows rows;
	int64_t before, n = 0;
	struct stat st;

	for (int i = 0; i < 600; i++)
		say(f);
	before = f->seq;
	store_backup(f->bed.store, f->path, on_done, &d);
	for (int i = 0; i < 3; i++)
		say(f);
	storebed_wait(&f->bed, &d.done);
	assert_int_equal(d.err, ERR_OK);
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	say(f); /* not in it */
	assert_int_equal(storebed_number(&f->copy,
				 "SELECT 1 FROM"
				 " pragma_integrity_check"
				 " WHERE integrity_check = 'ok'"),
		1);
	/* A relay can start from it. */
	assert_int_equal(storebed_open(&f->copy), ERR_OK);
	do {
		rows = storebed_replay(&f->copy, "tea", storebed_id(1), n,
			WIRE_WHO_SHOPPER, storebed_id(2));
		for (int i = 0; i < rows.n; i++)
			assert_int_equal(rows.recs[i].entry.seq, ++n);
	} while (rows.more);
	assert_in_range(n, before, before + 3);
	/* The turn goes with what was kept by it. */
	assert_int_equal(storebed_load(&f->copy, "tea").turn, n + 2);
}

static void test_paths(void **state)
{
	struct fixture *f = *state;
	char path[160];

	say(f);
	snprintf(path, sizeof(path), "%s/no/such/place", f->copy.dir);
	assert_int_equal(copy(f, path), ERR_IO);
	/* Never over a file, least of all the database itself. */
	snprintf(path, sizeof(path), "%s/noren.db", f->bed.dir);
	assert_int_equal(copy(f, path), ERR_EXISTS);
	say(f);
	assert_int_equal(copy(f, f->path), ERR_OK);
	assert_int_equal(copy(f, f->path), ERR_EXISTS);
	/* What a killed relay left behind is in nobody's way. */
	snprintf(path, sizeof(path), "%s.part", f->path);
	assert_int_equal(rename(f->path, path), 0);
	assert_int_equal(copy(f, f->path), ERR_OK);
	assert_int_equal(access(path, F_OK), -1);
}

static void on_commit(void *ctx, enum keeper_result result)
{
	*(struct done *)ctx = (struct done){
		true, result == KEEPER_COMMITTED ? ERR_OK : ERR_NOT_KEPT};
}

static void test_one_at_a_time(void **state)
{
	struct fixture *f = *state;
	struct done kept = {0}, first = {0}, second = {0};
	char path[100];

	for (int i = 0; i < 600; i++)
		say(f);
	snprintf(path, sizeof(path), "%s/second", f->copy.dir);
	/* So that both are met in one turn. */
	dbfault_hold();
	store_commit(f->bed.store, "tea", f->turn, NULL, 0, on_commit, &kept);
	dbfault_held();
	store_backup(f->bed.store, f->path, on_done, &first);
	store_backup(f->bed.store, path, on_done, &second);
	dbfault_release();
	storebed_settle(&f->bed);
	assert_int_equal(kept.err, ERR_OK);
	assert_int_equal(first.err, ERR_OK);
	assert_int_equal(second.err, ERR_FULL);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(copy(f, path), ERR_OK);
}

static void test_closing_finishes_it(void **state)
{
	struct fixture *f = *state;
	struct done d = {0};

	for (int i = 0; i < 600; i++)
		say(f);
	store_backup(f->bed.store, f->path, on_done, &d);
	storebed_close(&f->bed);
	assert_true(d.done);
	assert_int_equal(d.err, ERR_OK);
	assert_int_equal(
		storebed_number(&f->copy, "SELECT count(*) FROM entry"), 600);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(while_it_is_written_to),
		TEST(paths),
		TEST(one_at_a_time),
		TEST(closing_finishes_it),
	};

	dbfault_init();
	dbfault_no_sync(true);
	return cmocka_run_group_tests_name("store_backup", tests, NULL, NULL);
}
