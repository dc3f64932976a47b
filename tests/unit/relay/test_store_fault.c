/* SPDX-License-Identifier: MIT */
/* Disks that are full or fail, and others at the same file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

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

static bool there(const struct storebed *b, const char *name)
{
	char path[100];

	snprintf(path, sizeof(path), "%s/%s", b->dir, name);
	return access(path, F_OK) == 0;
}

/* ---- the disk ---- */

/* Full at the n-th write of a commit, whichever that is. */
static void test_full_at_any_write(void **state)
{
	struct storebed *b = *state;
	struct storefloor f = storefloor_begin(b);
	enum keeper_result r = KEEPER_REFUSED;
	int n;

	for (n = 0; r != KEEPER_COMMITTED; n++) {
		b->log[0] = '\0';
		dbfault_fail(DBFAULT_WRITE, n, SQLITE_FULL);
		r = storefloor_grow(&f);
		if (!dbfault_failed()) {
			assert_int_equal(r, KEEPER_COMMITTED);
			break;
		}
		assert_int_equal(r, KEEPER_REFUSED);
		assert_non_null(strstr(b->log, "disk is full"));
		assert_false(there(b, "noren.reserve"));
		/* The desk is loaded anew, and goes on, as there is room. */
		storefloor_load(&f);
		assert_int_equal(storefloor_entries(b), f.kept);
		assert_int_equal(storefloor_grow(&f), KEEPER_COMMITTED);
		assert_true(there(b, "noren.reserve"));
		assert_non_null(strstr(b->log, "room on the disk again"));
	}
	assert_true(n > 4);
	assert_int_equal(storefloor_entries(b), f.kept);
}

/* What a relay would find that started after a crash at this moment. */
static int64_t entries_after_crash(struct storebed *b)
{
	static const char *const names[] = {"noren.db", "noren.db-wal"};
	struct storebed other;
	int64_t n;

	storebed_init(&other);
	for (int i = 0; i < 2; i++) {
		char from[100], to[100];
		int in, out;

		snprintf(from, sizeof(from), "%s/%s", b->dir, names[i]);
		snprintf(to, sizeof(to), "%s/%s", other.dir, names[i]);
		/* Not open() and close() on the store's own files: that would
		 * drop the locks of this process. */
		snprintf(other.why, sizeof(other.why), "cp %s %s", from, to);
		in = system(other.why);
		out = access(to, F_OK);
		assert_true(in == 0 && out == 0);
	}
	assert_int_equal(storebed_open(&other), ERR_OK);
	n = storefloor_entries(&other);
	storebed_fini(&other);
	return n;
}

/* After a failed write or sync nobody can say what is on the disk. */
static void test_unknown_when_the_commit_fails(void **state)
{
	struct storebed *b = *state;
	struct storefloor f = storefloor_begin(b);

	dbfault_fail(DBFAULT_SYNC, 0, SQLITE_IOERR_FSYNC);
	assert_int_equal(storefloor_grow(&f), KEEPER_UNKNOWN);
	assert_true(dbfault_failed());
	assert_non_null(strstr(b->log, "commit"));
	/* This relay takes it for lost; had it died, it would be kept. */
	assert_int_equal(storefloor_entries(b), f.kept);
	assert_int_equal(entries_after_crash(b), f.kept + STOREFLOOR_BATCH);
	storefloor_load(&f);
	assert_int_equal(storefloor_grow(&f), KEEPER_COMMITTED);
	assert_int_equal(storefloor_entries(b), f.kept);
	assert_int_equal(entries_after_crash(b), f.kept);
}

static void test_failure_at_any_write(void **state)
{
	struct storebed *b = *state;
	struct storefloor f = storefloor_begin(b);
	enum keeper_result r;

	for (int n = 0;; n++) {
		dbfault_fail(DBFAULT_WRITE, n, SQLITE_IOERR_WRITE);
		r = storefloor_grow(&f);
		if (!dbfault_failed()) {
			assert_int_equal(r, KEEPER_COMMITTED);
			assert_true(n > 4);
			break;
		}
		assert_true(r == KEEPER_UNKNOWN || r == KEEPER_REFUSED);
		storefloor_load(&f);
		assert_int_equal(storefloor_entries(b), f.kept);
	}
	assert_int_equal(storefloor_grow(&f), KEEPER_COMMITTED);
	assert_int_equal(storefloor_entries(b), f.kept);
}

struct gathered {
	enum keeper_result result;
	bool done;
};

static void on_commit(void *ctx, enum keeper_result result)
{
	*(struct gathered *)ctx = (struct gathered){result, true};
}

/* A transaction that is lost as a whole is done again batch by batch. */
static void test_a_lost_group_is_tried_apart(void **state)
{
	static const struct {
		enum dbfault_op op;
		int rc;
		enum keeper_result result;
	} cases[] = {
		{DBFAULT_WRITE, SQLITE_FULL, KEEPER_COMMITTED},
		{DBFAULT_SYNC, SQLITE_IOERR_FSYNC, KEEPER_UNKNOWN},
	};
	static const char *const names[] = {"tea", "r1", "r2", "r3"};
	struct storebed *b = *state;
	struct rec row = {.kind = REC_K_TALLY};
	struct gathered g[4];
	int64_t turns[4];

	row.tally.name = "guest";
	for (int i = 0; i < 4; i++)
		assert_int_equal(storebed_retailer(b, names[i]), ERR_OK);
	for (int c = 0; c < 2; c++) {
		for (int i = 0; i < 4; i++)
			turns[i] = storebed_load(b, names[i]).turn;
		memset(g, 0, sizeof(g));
		dbfault_hold();
		store_commit(b->store, names[0], turns[0], &row, 1, on_commit,
			&g[0]);
		dbfault_held();
		/* The fence stops the second, with the others or apart. */
		for (int i = 1; i < 4; i++)
			store_commit(b->store, names[i], turns[i] - (i == 2),
				&row, 1, on_commit, &g[i]);
		dbfault_fail(cases[c].op, 0, cases[c].rc);
		dbfault_release();
		storebed_settle(b);
		assert_true(dbfault_failed());
		assert_int_equal(g[0].result, KEEPER_COMMITTED);
		assert_int_equal(g[1].result, cases[c].result);
		assert_int_equal(g[2].result, KEEPER_FENCED);
		assert_int_equal(g[3].result, cases[c].result);
	}
}

/* ---- others at the same file ---- */

static void test_a_reader_is_not_waited_for(void **state)
{
	struct storebed *b = *state;
	struct storefloor f = storefloor_begin(b);
	sqlite3 *reader = storebed_peek(b);
	sqlite3_stmt *st;

	assert_int_equal(
		sqlite3_exec(reader, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(reader, "SELECT seq FROM entry", -1,
				 &st, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	/* Enough for the log to be folded in several times. */
	for (int i = 0; i < 400; i++)
		assert_int_equal(storefloor_grow(&f), KEEPER_COMMITTED);
	/* It goes on seeing what was true when it began. */
	for (int i = 1; i < STOREFLOOR_BATCH; i++)
		assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_int_equal(sqlite3_step(st), SQLITE_DONE);
	sqlite3_finalize(st);
	sqlite3_close(reader);
	assert_int_equal(storefloor_entries(b), f.kept);
	assert_string_equal(b->log, "");
}

static void test_a_writer_is_waited_for(void **state)
{
	struct storebed *b = *state;
	struct storefloor f = storefloor_begin(b);
	sqlite3 *writer = storebed_peek(b);
	struct gathered g = {0};

	assert_int_equal(
		sqlite3_exec(writer, "BEGIN IMMEDIATE", NULL, NULL, NULL),
		SQLITE_OK);
	store_commit(b->store, "tea", f.turn, f.recs, storefloor_fill(&f),
		on_commit, &g);
	assert_int_equal(store_pending(b->store), 1);
	assert_int_equal(
		sqlite3_exec(writer, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	storebed_wait(b, &g.done);
	assert_int_equal(g.result, KEEPER_COMMITTED);
	sqlite3_close(writer);
}

static void on_found(void *ctx, const struct store_rows *rows)
{
	*(enum err *)ctx = rows->err;
}

/* … but not for ever: then nothing is kept, what only reads is answered. */
static void test_a_writer_who_stays(void **state)
{
	struct storebed *b = *state;
	struct storefloor f = storefloor_begin(b);
	sqlite3 *writer = storebed_peek(b);
	struct id nobody = storebed_id(1);
	struct gathered g = {0};
	enum err found = ERR_COUNT;

	assert_int_equal(
		sqlite3_exec(writer, "BEGIN IMMEDIATE", NULL, NULL, NULL),
		SQLITE_OK);
	store_commit(b->store, "tea", f.turn, f.recs, storefloor_fill(&f),
		on_commit, &g);
	store_shopper(b->store, "tea", &nobody, on_found, &found);
	storebed_settle(b);
	sqlite3_close(writer);
	assert_int_equal(g.result, KEEPER_REFUSED);
	assert_int_equal(found, ERR_UNKNOWN);
	assert_non_null(strstr(b->log, "begin: database is locked"));
	assert_int_equal(storefloor_grow(&f), KEEPER_COMMITTED);
}

/* A row that no relay has written is an error, never an end. */
static void test_a_row_that_is_not_ours(void **state)
{
	struct storebed *b = *state;
	struct storefloor f = storefloor_begin(b);
	sqlite3 *other = storebed_peek(b);

	assert_int_equal(sqlite3_exec(other,
				 "UPDATE entry SET actor = 'x' WHERE seq = 3",
				 NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(other);
	assert_int_equal(storebed_load(b, "tea").err, ERR_IO);
	assert_int_equal(storebed_replay(b, "tea", STOREFLOOR_CHAT, 0,
				 WIRE_WHO_SHOPPER, STOREFLOOR_SHOPPER)
				 .err,
		ERR_IO);
	assert_int_equal(storebed_replay(b, "tea", STOREFLOOR_CHAT, 3,
				 WIRE_WHO_SHOPPER, STOREFLOOR_SHOPPER)
				 .n,
		f.kept - 3);
}

/* Entries in the database's own file, whatever stands in the log. */
static int64_t folded_in(struct storebed *b)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	char uri[120];
	int64_t n;

	snprintf(uri, sizeof(uri), "file:%s/noren.db?immutable=1", b->dir);
	assert_int_equal(sqlite3_open_v2(uri, &db,
				 SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL),
		SQLITE_OK);
	if (sqlite3_prepare_v2(db, "SELECT count(*) FROM entry", -1, &st,
		    NULL) == SQLITE_OK &&
		sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	else
		n = 0; /* not even the table is there yet */
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

/* When nothing is asked for a while, the log is folded in. */
static void test_quiet_moments_fold_the_log_in(void **state)
{
	struct storebed *b = *state;
	struct storefloor f = storefloor_begin(b);

	for (int round = 0; round < 2; round++) {
		assert_int_equal(storefloor_grow(&f), KEEPER_COMMITTED);
		assert_true(folded_in(b) < f.kept);
		for (int i = 0; i < 1000 && folded_in(b) < f.kept; i++)
			poll(NULL, 0, 10);
		assert_int_equal(folded_in(b), f.kept);
	}
}

/* ---- a disk that is really full ---- */

static bool mount_small(const char *dir)
{
	/* Whoever is not root is it in a name space of their own. */
	return (syscall(SYS_unshare, 0x00020000 /* CLONE_NEWNS */) == 0 ||
		       syscall(SYS_unshare, 0x10020000 /* and NEWUSER */) ==
			       0) &&
		mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
		mount("none", dir, "tmpfs", 0, "size=16m") == 0;
}

static void fill_disk(const char *dir)
{
	static const char zeros[4096];
	char path[100];
	int fd;

	snprintf(path, sizeof(path), "%s/filler", dir);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	while (write(fd, zeros, sizeof(zeros)) > 0)
		;
	assert_int_equal(errno, ENOSPC);
	close(fd);
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

static enum err sign_in(struct storebed *b, uint8_t token)
{
	struct store_session row = {.hash = {token},
		.associate = storebed_id(7),
		.retailer = "tea"};
	enum err e = ERR_COUNT;

	store_put_session(b->store, &row, on_done, &e);
	storebed_settle(b);
	return e;
}

static enum err resume(struct storebed *b, uint8_t token)
{
	uint8_t hash[32] = {token};
	enum err e = ERR_COUNT;

	store_find_session(b->store, hash, 9, on_account, &e);
	storebed_settle(b);
	return e;
}

static enum err sign_out(struct storebed *b, uint8_t token)
{
	uint8_t hash[32] = {token};
	enum err e = ERR_COUNT;

	store_drop_session(b->store, hash, on_done, &e);
	storebed_settle(b);
	return e;
}

static enum err hire(struct storebed *b)
{
	struct store_associate row = {.id = storebed_id(7),
		.retailer = "tea",
		.address = "yuki@tea.example"};
	enum err e = ERR_COUNT;

	store_put_associate(b->store, &row, on_done, &e);
	storebed_settle(b);
	return e;
}

static void test_a_disk_that_is_full(void **state)
{
	struct storebed *b = *state;
	struct storefloor f;
	enum keeper_result r;
	char path[100];

	storebed_close(b);
	if (!mount_small(b->dir)) {
		print_message("needs the right to mount\n");
		skip();
	}
	b->config.reserve_kib = 6 * 1024; /* more than the log's length */
	assert_int_equal(storebed_open(b), ERR_OK);
	assert_int_equal(storebed_retailer(b, "tea"), ERR_OK);
	assert_int_equal(hire(b), ERR_OK);
	assert_int_equal(sign_in(b, 1), ERR_OK);
	f = storefloor_begin(b);
	fill_disk(b->dir);
	do
		r = storefloor_grow(&f);
	while (r == KEEPER_COMMITTED);
	assert_int_equal(r, KEEPER_REFUSED);
	assert_non_null(strstr(b->log, "disk is full"));
	/* Nothing new, as often as it is asked; everything else goes on. */
	for (int i = 0; i < 100; i++) {
		assert_int_equal(storefloor_grow(&f), KEEPER_REFUSED);
		storefloor_load(&f);
		assert_int_equal(storefloor_entries(b), f.kept);
	}
	assert_int_equal(sign_in(b, 2), ERR_NOT_KEPT);
	assert_int_equal(hire(b), ERR_NOT_KEPT);
	assert_int_equal(resume(b, 1), ERR_OK);
	assert_int_equal(sign_out(b, 1), ERR_OK);
	assert_int_equal(resume(b, 1), ERR_TOKEN);
	/* It starts on a full disk, too. */
	storebed_close(b);
	assert_int_equal(storebed_open(b), ERR_OK);
	storefloor_load(&f);
	assert_int_equal(storefloor_entries(b), f.kept);
	/* Room again. */
	snprintf(path, sizeof(path), "%s/filler", b->dir);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(storefloor_grow(&f), KEEPER_COMMITTED);
	assert_int_equal(sign_in(b, 2), ERR_OK);
	assert_true(there(b, "noren.reserve"));
	assert_int_equal(storefloor_entries(b), f.kept);
	storebed_close(b);
	assert_int_equal(umount(b->dir), 0);
	assert_int_equal(storebed_open(b), ERR_OK);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(full_at_any_write),
		TEST(unknown_when_the_commit_fails),
		TEST(failure_at_any_write),
		TEST(a_lost_group_is_tried_apart),
		TEST(a_reader_is_not_waited_for),
		TEST(a_writer_is_waited_for),
		TEST(a_writer_who_stays),
		TEST(a_row_that_is_not_ours),
		TEST(quiet_moments_fold_the_log_in),
		TEST(a_disk_that_is_full),
	};

	dbfault_init();
	return cmocka_run_group_tests_name("store_fault", tests, NULL, NULL);
}
