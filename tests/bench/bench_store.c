/* SPDX-License-Identifier: MIT */
/*
 * How fast the store keeps entries of 200 bytes, in groups of 32 and one by
 * one, against a bare loop around SQLite that inserts the same rows into the
 * same table, as durably, and does nothing else: no thread, no fence.  The
 * two take turns, so that the disk's moods meet both; the ratio is the median
 * of the turns'.  usage: bench_store [DIRECTORY]
 */
#include <dirent.h>
#include <poll.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "relay/store/db_sql.h"
#include "relay/store/store.h"

#define TURNS 15
#define TURN_SECONDS 0.25
#define CHATS 50
#define GROUP 32

struct rows {
	struct rec recs[GROUP];
	int64_t seq[CHATS];
	int chat;
	uint64_t chats; /* of this side */
};

struct ours {
	struct store *store;
	struct rows rows;
	int64_t turn;
	int woken;
	bool done;
};

struct bare {
	sqlite3 *db;
	sqlite3_stmt *insert, *begin, *commit;
	struct rows rows;
};

static void die(const char *what)
{
	fprintf(stderr, "bench_store: %s\n", what);
	exit(1);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct id id_of(uint64_t n)
{
	uint8_t bytes[16] = {0};

	memcpy(bytes + 8, &n, sizeof(n));
	return id_from_bytes(bytes);
}

static void next_rows(struct rows *r, int n)
{
	static const char body[] =
		"Hello, I am looking at the blue tea cup on this page and would"
		" like to know whether it is sold in a set of five, how soon"
		" you could ship two sets of them to Osaka, and if they could"
		" be wrapped.";

	for (int i = 0; i < n; i++) {
		int chat = r->chat++ % CHATS;

		r->recs[i] = (struct rec){.kind = REC_K_ENTRY};
		r->recs[i].entry = (struct rec_entry){
			.chat = id_of(r->chats + (uint64_t)chat),
			.seq = ++r->seq[chat],
			.at = 1700000000000000 + r->seq[chat],
			.actor = id_of(77),
			.name = "Tanaka",
			.body = body};
	}
}

/* ---- the store ---- */

static void on_wake(void *ctx)
{
	struct ours *o = ctx;
	uint64_t one = 1;

	if (write(o->woken, &one, sizeof(one)) != sizeof(one))
		die("eventfd");
}

static void on_done(void *ctx, enum err e)
{
	struct ours *o = ctx;

	if (e)
		die(err_text(e));
	o->done = true;
}

static void on_load(void *ctx, const struct store_rows *rows)
{
	struct ours *o = ctx;

	o->turn = rows->turn;
	on_done(ctx, rows->err);
}

static void on_commit(void *ctx, enum keeper_result result)
{
	on_done(ctx, result == KEEPER_COMMITTED ? ERR_OK : ERR_NOT_KEPT);
}

/* As the relay's loop does: asleep until the store's thread wakes it. */
static void wait_for(struct ours *o)
{
	struct pollfd pfd = {.fd = o->woken, .events = POLLIN};
	uint64_t n;

	while (!o->done) {
		poll(&pfd, 1, -1);
		if (read(o->woken, &n, sizeof(n)) == sizeof(n))
			store_answers(o->store);
	}
	o->done = false;
}

static void open_ours(struct ours *o, const char *dir)
{
	struct store_config c = {.directory = dir,
		.owner = "bench",
		.reserve_kib = 1024,
		.wake = on_wake,
		.ctx = o};
	struct store_retailer r = {.retailer = "tea"};
	char why[256];

	o->woken = eventfd(0, EFD_NONBLOCK);
	if (store_open(&c, &o->store, why))
		die(why);
	store_put_retailer(o->store, &r, on_done, o);
	wait_for(o);
	store_load(o->store, "tea", on_load, o);
	wait_for(o);
}

static double turn_of_ours(struct ours *o, int group)
{
	double start = now(), end = start + TURN_SECONDS, t;
	long rows = 0;

	do {
		next_rows(&o->rows, group);
		store_commit(o->store, "tea", o->turn++, o->rows.recs, group,
			on_commit, o);
		wait_for(o);
		rows += group;
	} while ((t = now()) < end);
	return (double)rows / (t - start);
}

/* ---- the bare loop ---- */

static void run(struct bare *b, const char *sql)
{
	if (sqlite3_exec(b->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(b->db));
}

static sqlite3_stmt *prepare(struct bare *b, const char *sql)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v3(b->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st,
		    NULL) != SQLITE_OK)
		die(sqlite3_errmsg(b->db));
	return st;
}

static void step(struct bare *b, sqlite3_stmt *st)
{
	if (sqlite3_step(st) != SQLITE_DONE)
		die(sqlite3_errmsg(b->db));
	sqlite3_reset(st);
}

static void open_bare(struct bare *b, const char *dir)
{
	char path[300];
	int n;

	snprintf(path, sizeof(path), "%s/bare.db", dir);
	if (sqlite3_open_v2(path, &b->db,
		    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
			    SQLITE_OPEN_NOMUTEX,
		    NULL) != SQLITE_OK)
		die("cannot open a database there");
	run(b,
		"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
		"PRAGMA cache_size = -16000");
	run(b, db_sql(&n)[0].sql);
	b->begin = prepare(b, "BEGIN IMMEDIATE");
	b->commit = prepare(b, "COMMIT");
	b->insert = prepare(b,
		"INSERT INTO entry (retailer, chat, seq, at, kind, who, actor,"
		" name, key, reason, body)"
		" VALUES ('tea', ?, ?, ?, ?, ?, ?, ?, '', 0, ?)");
}

static void insert(struct bare *b, const struct rec_entry *e)
{
	sqlite3_bind_text(b->insert, 1, e->chat.s, -1, SQLITE_STATIC);
	sqlite3_bind_int64(b->insert, 2, e->seq);
	sqlite3_bind_int64(b->insert, 3, e->at);
	sqlite3_bind_int64(b->insert, 4, e->kind);
	sqlite3_bind_int64(b->insert, 5, e->who);
	sqlite3_bind_text(b->insert, 6, e->actor.s, -1, SQLITE_STATIC);
	sqlite3_bind_text(b->insert, 7, e->name, -1, SQLITE_STATIC);
	sqlite3_bind_text(b->insert, 8, e->body, -1, SQLITE_STATIC);
	step(b, b->insert);
}

static double turn_of_bare(struct bare *b, int group)
{
	double start = now(), end = start + TURN_SECONDS, t;
	long rows = 0;

	do {
		next_rows(&b->rows, group);
		step(b, b->begin);
		for (int i = 0; i < group; i++)
			insert(b, &b->rows.recs[i].entry);
		step(b, b->commit);
		rows += group;
	} while ((t = now()) < end);
	return (double)rows / (t - start);
}

/* ---- */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v)
{
	qsort(v, TURNS, sizeof(*v), by_size);
	return v[TURNS / 2];
}

static void compare(struct ours *o, struct bare *b, int group)
{
	double ours[TURNS], bare[TURNS], ratio[TURNS];

	for (int i = 0; i < TURNS; i++) {
		bare[i] = turn_of_bare(b, group);
		ours[i] = turn_of_ours(o, group);
		ratio[i] = ours[i] / bare[i];
	}
	printf("store, groups of %2d: %7.0f rows/s, bare SQLite %7.0f, "
	       "ratio %.2f\n",
		group, median(ours), median(bare), median(ratio));
}

static void clean(const char *dir)
{
	char path[600];
	struct dirent *entry;
	DIR *d = opendir(dir);

	while (d && (entry = readdir(d))) {
		snprintf(path, sizeof(path), "%s/%s", dir, entry->d_name);
		unlink(path);
	}
	if (d)
		closedir(d);
	rmdir(dir);
}

int main(int argc, char **argv)
{
	static struct ours ours = {.rows = {.chats = 1000}};
	static struct bare bare = {.rows = {.chats = 2000}};
	char dir[280];

	snprintf(dir, sizeof(dir), "%.250s/bench_store.XXXXXX",
		argc > 1 ? argv[1] : "/tmp");
	if (!mkdtemp(dir))
		die("no directory to work in");
	open_ours(&ours, dir);
	open_bare(&bare, dir);
	compare(&ours, &bare, GROUP);
	compare(&ours, &bare, 1);
	store_close(&ours.store);
	close(ours.woken);
	sqlite3_finalize(bare.insert);
	sqlite3_finalize(bare.begin);
	sqlite3_finalize(bare.commit);
	sqlite3_close(bare.db);
	clean(dir);
	return 0;
}
