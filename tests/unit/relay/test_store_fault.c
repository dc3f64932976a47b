/* SPDX-License-Identifier: MIT */
/* Disks that are full, fail, or are slow; readers in the way; no memory. */
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
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

#define CHAT storebed_id(1000)
#define SHOPPER storebed_id(2000)
#define BATCH 40 /* entries a batch: several pages */

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

/* ---- a chat that grows by batches ---- */

struct floor {
	struct storebed *bed;
	int64_t turn, kept; /* entries */
	int batch;          /* entries that come at once */
	struct rec recs[BATCH + 1];
};

static void load(struct floor *f)
{
	struct store_rows rows = storebed_load(f->bed, "tea");

	assert_int_equal(rows.err, ERR_OK);
	f->turn = rows.turn;
}

static int fill(struct floor *f)
{
	f->recs[0] = (struct rec){.kind = REC_K_CHAT};
	f->recs[0].chat.chat = CHAT;
	f->recs[0].chat.shopper = SHOPPER;
	f->recs[0].chat.phase = WIRE_PHASE_RINGING;
	for (int i = 1; i <= f->batch; i++) {
		f->recs[i] = (struct rec){.kind = REC_K_ENTRY};
		f->recs[i].entry.chat = CHAT;
		f->recs[i].entry.seq = f->kept + i;
		f->recs[i].entry.body = "a text of some length, so that some"
					" pages are filled by a few of them,"
					" or else faults would be too few";
	}
	return f->batch + 1;
}

static enum keeper_result grow(struct floor *f)
{
	enum keeper_result r =
		storebed_commit(f->bed, "tea", f->turn, f->recs, fill(f));

	if (r == KEEPER_COMMITTED) {
		f->turn++;
		f->kept += f->batch;
	}
	return r;
}

static struct floor begin(struct storebed *b)
{
	struct floor f = {.bed = b, .batch = BATCH};

	load(&f);
	assert_int_equal(grow(&f), KEEPER_COMMITTED);
	return f;
}

/* All of them, each once and in order. */
static int64_t entries(struct storebed *b)
{
	struct store_rows rows;
	int64_t n = 0;

	do {
		rows = storebed_replay(
			b, "tea", CHAT, n, WIRE_WHO_SHOPPER, SHOPPER);
		assert_int_equal(rows.err, ERR_OK);
		for (int i = 0; i < rows.n; i++)
			assert_int_equal(rows.recs[i].entry.seq, ++n);
	} while (rows.more);
	return n;
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
	struct floor f = begin(b);
	enum keeper_result r = KEEPER_REFUSED;
	int n;

	for (n = 0; r != KEEPER_COMMITTED; n++) {
		b->log[0] = '\0';
		dbfault_fail(DBFAULT_WRITE, n, SQLITE_FULL);
		r = grow(&f);
		if (!dbfault_failed()) {
			assert_int_equal(r, KEEPER_COMMITTED);
			break;
		}
		assert_int_equal(r, KEEPER_REFUSED);
		assert_non_null(strstr(b->log, "disk is full"));
		assert_false(there(b, "noren.reserve"));
		/* The desk is loaded anew, and goes on, as there is room. */
		load(&f);
		assert_int_equal(entries(b), f.kept);
		assert_int_equal(grow(&f), KEEPER_COMMITTED);
		assert_true(there(b, "noren.reserve"));
		assert_non_null(strstr(b->log, "room on the disk again"));
	}
	assert_true(n > 4);
	assert_int_equal(entries(b), f.kept);
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
	n = entries(&other);
	storebed_fini(&other);
	return n;
}

/* After a failed write or sync nobody can say what is on the disk. */
static void test_unknown_when_the_commit_fails(void **state)
{
	struct storebed *b = *state;
	struct floor f = begin(b);

	dbfault_fail(DBFAULT_SYNC, 0, SQLITE_IOERR_FSYNC);
	assert_int_equal(grow(&f), KEEPER_UNKNOWN);
	assert_true(dbfault_failed());
	assert_non_null(strstr(b->log, "commit"));
	/* This relay takes it for lost; had it died, it would be kept. */
	assert_int_equal(entries(b), f.kept);
	assert_int_equal(entries_after_crash(b), f.kept + BATCH);
	load(&f);
	assert_int_equal(grow(&f), KEEPER_COMMITTED);
	assert_int_equal(entries(b), f.kept);
	assert_int_equal(entries_after_crash(b), f.kept);
}

static void test_failure_at_any_write(void **state)
{
	struct storebed *b = *state;
	struct floor f = begin(b);
	enum keeper_result r;

	for (int n = 0;; n++) {
		dbfault_fail(DBFAULT_WRITE, n, SQLITE_IOERR_WRITE);
		r = grow(&f);
		if (!dbfault_failed()) {
			assert_int_equal(r, KEEPER_COMMITTED);
			assert_true(n > 4);
			break;
		}
		assert_true(r == KEEPER_UNKNOWN || r == KEEPER_REFUSED);
		load(&f);
		assert_int_equal(entries(b), f.kept);
	}
	assert_int_equal(grow(&f), KEEPER_COMMITTED);
	assert_int_equal(entries(b), f.kept);
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
	struct floor f = begin(b);
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
		assert_int_equal(grow(&f), KEEPER_COMMITTED);
	/* It goes on seeing what was true when it began. */
	for (int i = 1; i < BATCH; i++)
		assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_int_equal(sqlite3_step(st), SQLITE_DONE);
	sqlite3_finalize(st);
	sqlite3_close(reader);
	assert_int_equal(entries(b), f.kept);
	assert_string_equal(b->log, "");
}

static void test_a_writer_is_waited_for(void **state)
{
	struct storebed *b = *state;
	struct floor f = begin(b);
	sqlite3 *writer = storebed_peek(b);
	struct gathered g = {0};

	assert_int_equal(
		sqlite3_exec(writer, "BEGIN IMMEDIATE", NULL, NULL, NULL),
		SQLITE_OK);
	store_commit(b->store, "tea", f.turn, f.recs, fill(&f), on_commit, &g);
	assert_int_equal(store_pending(b->store), 1);
	assert_int_equal(
		sqlite3_exec(writer, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	storebed_wait(b, &g.done);
	assert_int_equal(g.result, KEEPER_COMMITTED);
	sqlite3_close(writer);
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
	struct floor f = begin(b);

	for (int round = 0; round < 2; round++) {
		assert_int_equal(grow(&f), KEEPER_COMMITTED);
		assert_true(folded_in(b) < f.kept);
		for (int i = 0; i < 1000 && folded_in(b) < f.kept; i++)
			poll(NULL, 0, 10);
		assert_int_equal(folded_in(b), f.kept);
	}
}

/* ---- a disk that is really full ---- */

static bool mount_small(const char *dir)
{
	return syscall(SYS_unshare, 0x00020000 /* CLONE_NEWNS */) == 0 &&
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
	struct floor f;
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
	f = begin(b);
	fill_disk(b->dir);
	do
		r = grow(&f);
	while (r == KEEPER_COMMITTED);
	assert_int_equal(r, KEEPER_REFUSED);
	assert_non_null(strstr(b->log, "disk is full"));
	/* Nothing new, as often as it is asked; everything else goes on. */
	for (int i = 0; i < 100; i++) {
		assert_int_equal(grow(&f), KEEPER_REFUSED);
		load(&f);
		assert_int_equal(entries(b), f.kept);
	}
	assert_int_equal(sign_in(b, 2), ERR_NOT_KEPT);
	assert_int_equal(hire(b), ERR_NOT_KEPT);
	assert_int_equal(resume(b, 1), ERR_OK);
	assert_int_equal(sign_out(b, 1), ERR_OK);
	assert_int_equal(resume(b, 1), ERR_TOKEN);
	/* It starts on a full disk, too. */
	storebed_close(b);
	assert_int_equal(storebed_open(b), ERR_OK);
	load(&f);
	assert_int_equal(entries(b), f.kept);
	/* Room again. */
	snprintf(path, sizeof(path), "%s/filler", b->dir);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(grow(&f), KEEPER_COMMITTED);
	assert_int_equal(sign_in(b, 2), ERR_OK);
	assert_true(there(b, "noren.reserve"));
	assert_int_equal(entries(b), f.kept);
	storebed_close(b);
	assert_int_equal(umount(b->dir), 0);
	assert_int_equal(storebed_open(b), ERR_OK);
}

/* ---- no memory ---- */

static void on_rows(void *ctx, const struct store_rows *rows)
{
	assert_int_equal(rows->err != ERR_OK && rows->n > 0, 0);
	*(enum err *)ctx = rows->err;
}

/* One of each request, while memory is out somewhere. */
static enum keeper_result ask_all(struct floor *f, enum err errs[6])
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
	struct id chat = CHAT, shopper = SHOPPER;

	store_commit(s, "tea", f->turn, f->recs, fill(f), on_commit, &g);
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
	struct floor *f, enum keeper_result r, const enum err errs[6])
{
	int64_t n;

	for (int i = 0; i < 6; i++)
		assert_true(errs[i] == ERR_OK || errs[i] == ERR_NOMEM ||
			errs[i] == ERR_IO || errs[i] == ERR_TOKEN ||
			errs[i] == ERR_UNKNOWN);
	load(f);
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
	struct floor f = begin(b);
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
	assert_int_equal(entries(b), f.kept);
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
	struct floor f = begin(b);
	int n = fill(&f);

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
	assert_int_equal(grow(&f), KEEPER_COMMITTED);
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
		TEST(full_at_any_write),
		TEST(unknown_when_the_commit_fails),
		TEST(failure_at_any_write),
		TEST(a_lost_group_is_tried_apart),
		TEST(a_reader_is_not_waited_for),
		TEST(a_writer_is_waited_for),
		TEST(quiet_moments_fold_the_log_in),
		TEST(a_disk_that_is_full),
		TEST(memory_fails_once),
		TEST(memory_is_out),
		TEST(spare_jobs),
		TEST(opening_without_memory),
	};

	dbfault_init();
	return cmocka_run_group_tests_name("store_fault", tests, NULL, NULL);
}
