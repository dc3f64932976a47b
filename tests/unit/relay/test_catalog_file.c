/* SPDX-License-Identifier: MIT */
/* A catalogue is replaced whole or not at all, whatever goes wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/lib/dbfault.h"
#include "tests/lib/goods.h"
#include "tests/lib/shelf.h"

#define SOME 40 /* products */

static int set_up(void **state)
{
	struct shelf *s = malloc(sizeof(*s));

	shelf_init(s);
	*state = s;
	return 0;
}

static int tear_down(void **state)
{
	shelf_fini(*state);
	free(*state);
	return 0;
}

/* Products whose names say which feed they are of. */
static struct product *feed(char names[][40], const char *of, int n)
{
	struct product *p = calloc((size_t)n, sizeof(*p));

	for (int i = 0; i < n; i++) {
		snprintf(names[i], 40, "%s cup %d", of, i);
		p[i] = shelf_product(names[i], names[i]);
	}
	return p;
}

static enum err put_feed(struct shelf *s, const char *of, int n,
	struct db_catalog_build_end *end)
{
	char(*names)[40] = calloc((size_t)n + 1, 40);
	struct product *p = feed(names, of, n);
	enum err e = shelf_build(s, p, n, end);

	free(p);
	free(names);
	return e;
}

static int64_t count(struct db_catalog *c, const char *text)
{
	struct catalog_ask ask = {.text = text, .len = strlen(text)};
	struct catalog_hits hits;
	int64_t n;

	assert_int_equal(db_catalog_search(c, &ask, &hits), ERR_OK);
	n = hits.respelt ? 0 : hits.total;
	catalog_hits_fini(&hits);
	return n;
}

/* Whose is the catalogue?  All of it must be. */
static const char *whose(struct shelf *s)
{
	static const char *const feeds[] = {"old", "new"};
	struct db_catalog *c = shelf_open(s);
	const char *found = NULL;

	for (int i = 0; i < 2; i++) {
		if (count(c, feeds[i]) == 0)
			continue;
		assert_null(found);
		assert_int_equal(count(c, feeds[i]), SOME);
		assert_int_equal(db_catalog_about(c)->products, SOME);
		found = feeds[i];
	}
	assert_non_null(found);
	db_catalog_close(&c);
	return found;
}

static void put_old(struct shelf *s)
{
	struct db_catalog_build_end end = {.now = 1};

	assert_int_equal(put_feed(s, "old", SOME, &end), ERR_OK);
}

/* ---- building ---- */

static void a_sku_is_there_once(void **state)
{
	struct shelf *s = *state;
	struct product one = shelf_product("A", "Cup"),
		       two = shelf_product("A", "Bowl"),
		       none = shelf_product("", "Tray"),
		       nameless = shelf_product("B", ""),
		       odd = shelf_product("C", "Cup \xff");
	struct db_catalog_build_end end = {.now = 7};
	struct db_catalog_build *b;
	struct catalog_hits hits;
	struct db_catalog *c;

	assert_int_equal(
		db_catalog_build_begin(s->directory, "shop", &b, s->why),
		ERR_OK);
	assert_int_equal(db_catalog_build_add(b, &one), ERR_OK);
	assert_int_equal(db_catalog_build_add(b, &two), ERR_EXISTS);
	assert_int_equal(db_catalog_build_add(b, &none), ERR_FIELD);
	assert_int_equal(db_catalog_build_add(b, &nameless), ERR_FIELD);
	assert_int_equal(db_catalog_build_add(b, &odd), ERR_FIELD);
	assert_int_equal(db_catalog_build_finish(&b, &end, s->why), ERR_OK);
	assert_null(b);
	assert_int_equal(end.products, 1);
	c = shelf_open(s);
	assert_int_equal(db_catalog_about(c)->made, 7);
	assert_int_equal(db_catalog_sku(c, "A", &hits), ERR_OK);
	assert_int_equal(hits.n, 1);
	assert_string_equal(hits.products[0].name, "Cup");
	catalog_hits_fini(&hits);
	db_catalog_close(&c);
}

static void one_import_at_a_time(void **state)
{
	struct shelf *s = *state;
	struct db_catalog_build *one, *two;

	assert_int_equal(
		db_catalog_build_begin(s->directory, "shop", &one, s->why),
		ERR_OK);
	assert_int_equal(
		db_catalog_build_begin(s->directory, "shop", &two, s->why),
		ERR_FULL);
	assert_string_equal(
		s->why, "another import of this catalogue is running");
	assert_int_equal(
		db_catalog_build_begin(s->directory, "other", &two, s->why),
		ERR_OK);
	db_catalog_build_abandon(&two);
	db_catalog_build_abandon(&one);
	assert_int_equal(
		db_catalog_build_begin(s->directory, "shop", &one, s->why),
		ERR_OK);
	db_catalog_build_abandon(&one);
}

static void the_most_recommended_come_first(void **state)
{
	struct shelf *s = *state;
	static const struct db_catalog_popular popular[] = {{"old cup 7", 3},
		{"gone", 50}, {"old cup 9", 12}, {"old cup 7", 3},
		{"old cup 1", 0}};
	static const char *const want[] = {
		"old cup 9", "old cup 7", "old cup 0", "old cup 1"};
	struct db_catalog_build_end end = {.popular = popular, .n = 5};
	struct catalog_ask ask = {.text = "cup", .len = 3, .limit = 4};
	struct catalog_hits hits;
	struct db_catalog *c;

	assert_int_equal(put_feed(s, "old", SOME, &end), ERR_OK);
	c = shelf_open(s);
	assert_int_equal(db_catalog_search(c, &ask, &hits), ERR_OK);
	assert_int_equal(hits.n, 4);
	assert_int_equal(hits.total, SOME);
	for (int i = 0; i < 4; i++)
		assert_string_equal(hits.products[i].sku, want[i]);
	catalog_hits_fini(&hits);
	db_catalog_close(&c);
}

static void a_feed_that_lost_most_is_held_back(void **state)
{
	struct shelf *s = *state;
	struct db_catalog_build_end end = {.now = 2};

	put_old(s);
	assert_int_equal(db_catalog_build_release(s->directory, "shop", s->why),
		ERR_UNKNOWN);
	assert_int_equal(put_feed(s, "new", SOME / 2 - 1, &end), ERR_OK);
	assert_true(end.held);
	assert_int_equal(end.before, SOME);
	assert_string_equal(whose(s), "old");
	assert_int_equal(
		db_catalog_build_refuse(s->directory, "shop", s->why), ERR_OK);
	assert_int_equal(db_catalog_build_refuse(s->directory, "shop", s->why),
		ERR_UNKNOWN);
	assert_int_equal(put_feed(s, "new", 1, &end), ERR_OK);
	assert_true(end.held);
	assert_int_equal(
		db_catalog_build_release(s->directory, "shop", s->why), ERR_OK);
	end.force = true;
	assert_int_equal(put_feed(s, "old", SOME, &end), ERR_OK);
	assert_int_equal(end.before, 1);
	assert_int_equal(put_feed(s, "new", 1, &end), ERR_OK);
	assert_false(end.held);
	end.force = false;
	assert_int_equal(put_feed(s, "new", SOME, &end), ERR_OK);
	assert_int_equal(put_feed(s, "new", SOME / 2, &end), ERR_OK);
	assert_false(end.held);
}

/* As many products as before say nothing: those of another shop are others. */
static void others_do_not_stand_for_what_is_gone(void **state)
{
	struct shelf *s = *state;
	struct db_catalog_build_end end = {.now = 2};
	struct product p[2 * SOME];
	char skus[2 * SOME][16];
	struct db_catalog *c;

	for (int i = 0; i < 2 * SOME; i++) {
		snprintf(skus[i], sizeof(skus[i]), "%d%d", i % 2, i);
		p[i] = shelf_product(skus[i], "Cup");
	}
	assert_int_equal(shelf_build(s, p, SOME, &end), ERR_OK);
	assert_true(end.before == 0 && end.gone == 0 && !end.held);
	/* Half of them are gone: no more than that. */
	assert_int_equal(shelf_build(s, p + SOME / 2, SOME, &end), ERR_OK);
	assert_true(end.before == SOME && end.gone == SOME / 2 && !end.held);
	assert_int_equal(shelf_build(s, p, SOME, &end), ERR_OK);
	assert_int_equal(shelf_build(s, p + SOME / 2 + 1, SOME, &end), ERR_OK);
	assert_true(end.gone == SOME / 2 + 1 && end.held);
	assert_int_equal(shelf_build(s, p + SOME, SOME, &end), ERR_OK);
	assert_true(end.before == SOME && end.gone == SOME && end.held);
	assert_int_equal(
		db_catalog_build_release(s->directory, "shop", s->why), ERR_OK);
	c = shelf_open(s);
	assert_true(db_catalog_about(c)->gone == SOME);
	db_catalog_close(&c);
	/* Twice as many, all that there were among them. */
	assert_int_equal(shelf_build(s, p, 2 * SOME, &end), ERR_OK);
	assert_true(end.before == SOME && end.gone == 0 && !end.held);
}

static int64_t costing(struct db_catalog *c, int64_t low, int64_t high)
{
	struct catalog_ask ask = {
		.text = "", .priced = true, .low = low, .high = high};
	struct catalog_hits hits;
	int64_t n;

	assert_int_equal(db_catalog_search(c, &ask, &hits), ERR_OK);
	n = hits.total;
	catalog_hits_fini(&hits);
	return n;
}

/* Twelve dollars and fifty cents are not 1,250 yen. */
static void prices_of_other_currencies_are_not_compared(void **state)
{
	struct shelf *s = *state;
	struct product all[3] = {shelf_product("A", "Cup"),
		shelf_product("B", "Cup"), shelf_product("C", "Cup")};
	struct db_catalog_build_end end = {.currency = "JPY"};
	struct db_catalog *c;

	all[0].price = all[1].price = 1250;
	memcpy(all[1].currency, "USD", 4);
	all[2].price = PRODUCT_NO_PRICE;
	assert_int_equal(shelf_build(s, all, 3, &end), ERR_OK);
	c = shelf_open(s);
	assert_int_equal(costing(c, 0, INT64_MAX), 1);
	assert_int_equal(costing(c, 1000, 2000), 1);
	assert_int_equal(costing(c, 1251, 2000), 0);
	db_catalog_close(&c);
}

static enum err stop(void *ctx, int64_t done, int64_t of)
{
	(void)ctx;
	assert_true(done > 0 && done <= of);
	return ERR_CLOSE;
}

static void whoever_asks_can_stop_it(void **state)
{
	struct shelf *s = *state;
	struct db_catalog_build_end end = {.progress = stop};

	put_old(s);
	assert_int_equal(put_feed(s, "new", 5000, &end), ERR_CLOSE);
	assert_string_equal(whose(s), "old");
	assert_int_equal(shelf_files(s), 2); /* it and the lock */
}

static void who_reads_the_old_one_goes_on(void **state)
{
	struct shelf *s = *state;
	struct db_catalog_build_end end = {.now = 2, .force = true};
	struct db_catalog *c;

	put_old(s);
	c = shelf_open(s);
	assert_int_equal(put_feed(s, "new", SOME, &end), ERR_OK);
	assert_int_equal(count(c, "old"), SOME);
	assert_int_equal(count(c, "new"), 0);
	db_catalog_close(&c);
	assert_string_equal(whose(s), "new");
}

/* ---- files that are wrong ---- */

static enum err try_open(struct shelf *s)
{
	struct db_catalog *c;
	enum err e = db_catalog_open(s->path, &c, s->why);

	if (e)
		assert_null(c);
	assert_int_equal(e != ERR_OK, s->why[0] != '\0');
	db_catalog_close(&c);
	return e;
}

static void change(struct shelf *s, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void write_file(struct shelf *s, const char *text)
{
	FILE *f = fopen(s->path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void a_file_that_is_wrong_is_named(void **state)
{
	struct shelf *s = *state;
	struct stat st;

	assert_int_equal(try_open(s), ERR_UNKNOWN);
	write_file(s, "");
	assert_int_equal(try_open(s), ERR_CONFIG);
	write_file(s,
		"This is a text, and long enough to be looked at by"
		" whoever expects a header of a hundred bytes in it, or"
		" a little more than that.");
	assert_int_equal(try_open(s), ERR_CONFIG);
	unlink(s->path);
	put_old(s);
	change(s, "PRAGMA user_version = 3");
	assert_int_equal(try_open(s), ERR_NEWER);
	assert_string_equal(s->why, "the catalogue was made by a newer noren");
	change(s, "PRAGMA user_version = 2; PRAGMA application_id = 5");
	assert_int_equal(try_open(s), ERR_CONFIG);
	unlink(s->path);
	put_old(s);
	assert_int_equal(stat(s->path, &st), 0);
	assert_int_equal(truncate(s->path, st.st_size - 8192), 0);
	assert_int_equal(try_open(s), ERR_IO);
	assert_non_null(strstr(s->why, "the catalogue is damaged: "));
}

/* Any page may say anything: every question is answered or says ERR_IO. */
static void a_damaged_file_does_no_harm(void **state)
{
	static const char *const questions[] = {
		"", "old", "cup 12", "oldd", "茶碗屋", "c", "49012345"};
	struct shelf *s = *state;
	uint64_t seed = 5;
	struct stat st;
	int wrong = 0;

	for (int round = 0; round < 150; round++) {
		struct db_catalog *c;
		int fd;

		if (round % 30 == 0)
			put_old(s);
		assert_int_equal(stat(s->path, &st), 0);
		fd = open(s->path, O_WRONLY);
		for (int i = 0; i < 8; i++) {
			uint64_t dice = goods_dice(&seed);
			off_t at =
				100 + (off_t)(dice >> 8) % (st.st_size - 100);

			at = at < 100 ? 100 : at;
			assert_int_equal(pwrite(fd, &dice, 1, at), 1);
		}
		close(fd);
		if (db_catalog_open(s->path, &c, s->why)) {
			wrong++;
			continue;
		}
		for (size_t i = 0; i < 7; i++) {
			struct catalog_ask ask = {.text = questions[i],
				.len = strlen(questions[i])};
			struct catalog_hits hits;
			enum err e = db_catalog_search(c, &ask, &hits);

			assert_true(e == ERR_OK || e == ERR_IO);
			wrong += e != ERR_OK;
			catalog_hits_fini(&hits);
		}
		db_catalog_close(&c);
	}
	assert_true(wrong > 10);
}

/* ---- kills ---- */

/* The process dies before it does what it has counted down to.  These stand
 * for libc's, for SQLite as well. */
static _Thread_local int left = -1;

static void count_down(void)
{
	if (left >= 0 && left-- == 0)
		kill(getpid(), SIGKILL);
}

int fsync(int fd)
{
	count_down();
	return fdatasync(fd);
}

int rename(const char *from, const char *to)
{
	count_down();
	return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int unlink(const char *path)
{
	count_down();
	return unlinkat(AT_FDCWD, path, 0);
}

/* A child that puts the new feed in and is killed at its n-th step; false when
 * it has come to its end. */
static bool killed_at(struct shelf *s, int n, int products)
{
	struct db_catalog_build_end end = {.now = 2, .force = true};
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		left = n;
		_exit(put_feed(s, "new", products, &end) == ERR_OK ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status))
		return true;
	assert_int_equal(WEXITSTATUS(status), 0);
	return false;
}

static void a_kill_at_any_step_leaves_the_old_one_or_the_new(void **state)
{
	struct shelf *s = *state;
	bool before = true;
	int n = 0;

	put_old(s);
	while (killed_at(s, n++, SOME)) {
		const char *now = whose(s);

		/* Once the new one is there, it stays. */
		if (!before)
			assert_string_equal(now, "new");
		before = strcmp(now, "old") == 0;
	}
	assert_true(n > 4);
	assert_string_equal(whose(s), "new");
	/* What the killed ones have left behind is gone. */
	assert_int_equal(shelf_files(s), 2);
}

/* At random moments, in the middle of anything. */
static void a_kill_at_any_moment_leaves_the_old_one(void **state)
{
	struct shelf *s = *state;
	uint64_t seed = 11;

	put_old(s);
	for (int i = 0; i < 30; i++) {
		int64_t us = (int64_t)(goods_dice(&seed) % 40000);
		struct timespec t = {.tv_nsec = us * 1000};
		pid_t child = fork();

		if (child == 0) {
			struct db_catalog_build_end end = {.progress = stop};

			for (;;)
				put_feed(s, "new", 3000, &end);
		}
		nanosleep(&t, NULL);
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, NULL, 0), child);
		assert_string_equal(whose(s), "old");
	}
}

/* ---- memory ---- */

static void without_memory_nothing_is_lost(void **state)
{
	struct shelf *s = *state;
	struct db_catalog_build_end end;
	enum err e = ERR_NOMEM;
	long live;

	put_old(s);
	live = dbfault_heap_live();
	for (long n = 0; e; n += 1 + n / 40) {
		end = (struct db_catalog_build_end){.now = 2, .force = true};
		dbfault_heap(n, 1);
		e = put_feed(s, "new", SOME, &end);
		/* SQLite does without some of its memory. */
		assert_true(e == ERR_NOMEM ||
			(e == ERR_OK && !dbfault_heap_failed()) || !e);
		dbfault_heap(-1, 0);
		assert_int_equal(dbfault_heap_live(), live);
		if (e)
			assert_string_equal(whose(s), "old");
	}
	assert_string_equal(whose(s), "new");
}

static void without_memory_a_search_says_so(void **state)
{
	static const char *const questions[] = {"", "old cup", "oldd 1"};
	struct shelf *s = *state;
	enum err e = ERR_NOMEM;
	bool all = false;

	put_old(s);
	for (long n = 0; !all; n++) {
		long live = dbfault_heap_live();
		struct db_catalog *c;

		dbfault_heap(n, 1);
		e = db_catalog_open(s->path, &c, s->why);
		for (int i = 0; i < 3 && !e; i++) {
			struct catalog_ask ask = {.text = questions[i],
				.len = strlen(questions[i])};
			struct catalog_hits hits;

			e = db_catalog_search(c, &ask, &hits);
			catalog_hits_fini(&hits);
		}
		all = !dbfault_heap_failed();
		assert_true(e == ERR_OK || e == ERR_NOMEM);
		db_catalog_close(&c);
		dbfault_heap(-1, 0);
		assert_int_equal(dbfault_heap_live(), live);
	}
	assert_int_equal(e, ERR_OK);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_sku_is_there_once),
		TEST(one_import_at_a_time),
		TEST(the_most_recommended_come_first),
		TEST(a_feed_that_lost_most_is_held_back),
		TEST(others_do_not_stand_for_what_is_gone),
		TEST(prices_of_other_currencies_are_not_compared),
		TEST(whoever_asks_can_stop_it),
		TEST(who_reads_the_old_one_goes_on),
		TEST(a_file_that_is_wrong_is_named),
		TEST(a_damaged_file_does_no_harm),
		TEST(a_kill_at_any_step_leaves_the_old_one_or_the_new),
		TEST(a_kill_at_any_moment_leaves_the_old_one),
		TEST(without_memory_nothing_is_lost),
		TEST(without_memory_a_search_says_so),
	};

	dbfault_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
