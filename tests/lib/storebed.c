/* SPDX-License-Identifier: MIT */
#include "tests/lib/storebed.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "relay/store/store_extra.h"

#define STOREBED_PATIENCE_MS 10000

static void die(const struct storebed *b, const char *what)
{
	fprintf(stderr, "storebed: %s\n%s", what, b->log);
	abort();
}

static void on_wake(void *ctx)
{
	struct storebed *b = ctx;
	uint64_t one = 1;

	if (write(b->woken, &one, sizeof(one)) != sizeof(one))
		abort();
}

static void on_log(void *ctx, const char *line)
{
	struct storebed *b = ctx;
	size_t len = strlen(b->log);

	snprintf(b->log + len, sizeof(b->log) - len, "%s\n", line);
}

void storebed_init(struct storebed *b)
{
	const char *tmp = getenv("TMPDIR");

	*b = (struct storebed){.woken = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
	snprintf(b->dir, sizeof(b->dir), "%.40s/noren.XXXXXX",
		tmp ? tmp : "/tmp");
	if (b->woken < 0 || !mkdtemp(b->dir))
		die(b, "no temporary directory");
	b->config = (struct store_config){
		.directory = b->dir,
		.owner = "here",
		.reserve_kib = 64,
		.wake = on_wake,
		.log = on_log,
		.ctx = b,
	};
}

void storebed_fini(struct storebed *b)
{
	char path[400];
	struct dirent *entry;
	DIR *dir;

	storebed_close(b);
	store_mem_fini(&b->mem);
	close(b->woken);
	dir = opendir(b->dir);
	while (dir && (entry = readdir(dir))) {
		snprintf(path, sizeof(path), "%s/%s", b->dir, entry->d_name);
		unlink(path);
	}
	if (dir)
		closedir(dir);
	rmdir(b->dir);
}

enum err storebed_open(struct storebed *b)
{
	return store_open(&b->config, &b->store, b->why);
}

void storebed_close(struct storebed *b)
{
	store_close(&b->store);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void storebed_wait(struct storebed *b, const bool *done)
{
	int64_t end = now_ms() + STOREBED_PATIENCE_MS;
	struct pollfd pfd = {.fd = b->woken, .events = POLLIN};
	uint64_t n;

	store_answers(b->store);
	while (!*done) {
		if (now_ms() > end)
			die(b, "no answer in time");
		if (poll(&pfd, 1, 100) > 0 &&
			read(b->woken, &n, sizeof(n)) == sizeof(n))
			store_answers(b->store);
	}
}

struct mark {
	struct storebed *bed;
	bool done;
	enum err err;
	enum keeper_result result;
	struct store_rows rows;
};

static void on_done(void *ctx, enum err e)
{
	struct mark *m = ctx;

	m->err = e;
	m->done = true;
}

static void on_commit(void *ctx, enum keeper_result result)
{
	struct mark *m = ctx;

	m->result = result;
	m->done = true;
}

/* Rows that are lent for the call, kept until storebed_fini. */
static const struct rec *keep_rows(
	struct storebed *b, const struct rec *rows, int n)
{
	size_t size = (size_t)n * sizeof(struct rec);
	struct rec *recs = store_mem_alloc(&b->mem, size);

	if (n > 0)
		memcpy(recs, rows, size);
	for (int i = 0; i < n; i++) {
		const struct rec_table *t = rec_table(recs[i].kind);

		for (int k = 0; k < t->n_columns; k++) {
			size_t at = t->columns[k].offset;
			const char *s;

			if (t->columns[k].kind != REC_COL_STR)
				continue;
			memcpy(&s, (char *)&recs[i] + at, sizeof(s));
			s = s ? store_mem_str(&b->mem, s) : NULL;
			memcpy((char *)&recs[i] + at, &s, sizeof(s));
		}
	}
	return recs;
}

static void on_rows(void *ctx, const struct store_rows *rows)
{
	struct mark *m = ctx;

	m->rows = *rows;
	m->rows.recs = keep_rows(m->bed, rows->recs, rows->n);
	m->rows.attached = keep_rows(m->bed, rows->attached, rows->n_attached);
	m->done = true;
}

void storebed_settle(struct storebed *b)
{
	struct pollfd pfd = {.fd = b->woken, .events = POLLIN};
	int64_t end = now_ms() + STOREBED_PATIENCE_MS;
	uint64_t n;

	store_answers(b->store);
	while (store_pending(b->store) > 0) {
		if (now_ms() > end)
			die(b, "no answers in time");
		if (poll(&pfd, 1, 100) > 0 &&
			read(b->woken, &n, sizeof(n)) == sizeof(n))
			store_answers(b->store);
	}
}

enum err storebed_retailer(struct storebed *b, const char *retailer)
{
	struct store_retailer row = {.retailer = retailer,
		.name = retailer,
		.zone = "Asia/Tokyo",
		.currency = "JPY",
		.hours = "always"};
	struct mark m = {.bed = b};

	store_put_retailer(b->store, &row, on_done, &m);
	storebed_wait(b, &m.done);
	return m.err;
}

enum keeper_result storebed_commit(struct storebed *b, const char *retailer,
	int64_t turn, const struct rec *recs, int n)
{
	struct mark m = {.bed = b};

	store_commit(b->store, retailer, turn, recs, n, on_commit, &m);
	storebed_wait(b, &m.done);
	return m.result;
}

struct store_rows storebed_load(struct storebed *b, const char *retailer)
{
	struct mark m = {.bed = b};

	store_load(b->store, retailer, on_rows, &m);
	storebed_wait(b, &m.done);
	return m.rows;
}

struct store_rows storebed_replay(struct storebed *b, const char *retailer,
	struct id chat, int64_t after, enum wire_who who, struct id viewer)
{
	struct mark m = {.bed = b};

	store_replay(
		b->store, retailer, &chat, after, who, &viewer, on_rows, &m);
	storebed_wait(b, &m.done);
	return m.rows;
}

struct store_rows storebed_shopper(
	struct storebed *b, const char *retailer, struct id shopper)
{
	struct mark m = {.bed = b};

	store_shopper(b->store, retailer, &shopper, on_rows, &m);
	storebed_wait(b, &m.done);
	return m.rows;
}

struct store_rows storebed_bought(struct storebed *b, const char *retailer,
	const char *order, struct id shopper)
{
	struct mark m = {.bed = b};

	store_bought(b->store, retailer, order, &shopper, on_rows, &m);
	storebed_wait(b, &m.done);
	return m.rows;
}

sqlite3 *storebed_peek(struct storebed *b)
{
	char path[100];
	sqlite3 *db;

	snprintf(path, sizeof(path), "%s/noren.db", b->dir);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		die(b, "cannot open the database");
	sqlite3_busy_timeout(db, STOREBED_PATIENCE_MS);
	return db;
}

int64_t storebed_number(struct storebed *b, const char *sql)
{
	sqlite3 *db = storebed_peek(b);
	sqlite3_stmt *st = NULL;
	int64_t value;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK ||
		sqlite3_step(st) != SQLITE_ROW)
		die(b, sqlite3_errmsg(db));
	value = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return value;
}

struct id storebed_id(uint64_t n)
{
	uint8_t bytes[16] = {0};

	memcpy(bytes, &n, sizeof(n));
	return id_from_bytes(bytes);
}

int storebed_setup(void **state)
{
	struct storebed *b = malloc(sizeof(*b));

	storebed_init(b);
	*state = b;
	return storebed_open(b) || storebed_retailer(b, "tea") ||
		storebed_retailer(b, "tea-2");
}

int storebed_teardown(void **state)
{
	storebed_fini(*state);
	free(*state);
	return 0;
}
