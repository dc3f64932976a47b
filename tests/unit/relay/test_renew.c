/* SPDX-License-Identifier: MIT */
/* F1: catalogues whose index an older noren made are made anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "relay/catalog/db_catalog_renew.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/shelf.h"

#define MADE INT64_C(1700000000000000)

static int set_up(void **state)
{
	static struct shelf s;

	shelf_init(&s);
	*state = &s;
	return 0;
}

static int tear_down(void **state)
{
	shelf_fini(*state);
	return 0;
}

/* As an older one would have made it: its index has the words of `p` with
 * their marks, and it says so. */
static void age(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db, "PRAGMA user_version = 1", NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static int64_t count(struct shelf *s, const char *text)
{
	struct catalog_ask ask = {.text = text, .len = strlen(text)};
	struct db_catalog *c = shelf_open(s);
	struct catalog_hits hits;
	int64_t n;

	assert_int_equal(db_catalog_search(c, &ask, &hits), ERR_OK);
	n = hits.respelt ? 0 : hits.total;
	catalog_hits_fini(&hits);
	db_catalog_close(&c);
	return n;
}

static struct db_catalog_renew renew(struct shelf *s, bool stopped)
{
	static atomic_bool stop;
	struct db_catalog_renew r = {.directory = s->directory, .stop = &stop};

	atomic_store(&stop, stopped);
	db_catalog_renew(&r);
	return r;
}

static void put_old(struct shelf *s)
{
	static const struct db_catalog_popular popular[] = {
		{"C", 9}, {"D", 3}, {"B", 3}};
	struct db_catalog_build_end end = {
		.now = MADE, .popular = popular, .n = 3, .currency = "EUR"};
	struct product p[5] = {shelf_product("A", "Cafe"),
		shelf_product("B", "Pot cafe"), shelf_product("C", "Tea pot"),
		shelf_product("D", "Tea pot"), shelf_product("E", "Tea pot")};

	for (int i = 0; i < 5; i++)
		snprintf(p[i].currency, sizeof(p[i].currency), "%s",
			i == 2 ? "USD" : "EUR");
	assert_int_equal(shelf_build(s, p, 5, &end), ERR_OK);
	age(s->path, "UPDATE product SET name = 'Café' WHERE sku = 'A'");
}

static void until_then_it_is_asked_in_its_own_way(void **state)
{
	struct shelf *s = *state;
	struct product p = shelf_product("A", "Cafe");
	struct db_catalog_build_end end = {.now = MADE};
	struct db_catalog *c;

	assert_int_equal(shelf_build(s, &p, 1, &end), ERR_OK);
	assert_int_equal(count(s, "cafe"), 1);
	assert_int_equal(count(s, "café"), 1);
	age(s->path, "");
	assert_int_equal(count(s, "cafe"), 1);
	assert_int_equal(count(s, "café"), 0);
	c = shelf_open(s);
	assert_true(db_catalog_about(c)->outdated);
	db_catalog_close(&c);
}

static void it_is_made_anew_with_all_that_was_known(void **state)
{
	static const char *const order[] = {"C", "B", "D", "A", "E"};
	struct shelf *s = *state;
	struct catalog_ask ask = {.text = "", .limit = 5};
	struct db_catalog_renew r;
	struct catalog_hits hits;
	struct db_catalog *c;

	put_old(s);
	assert_int_equal(renew(s, true).renewed, 0);
	r = renew(s, false);
	assert_true(r.renewed == 1 && r.err == ERR_OK);
	assert_int_equal(count(s, "cafe"), 2);
	assert_int_equal(count(s, "CAFÉ"), 2);
	c = shelf_open(s);
	assert_false(db_catalog_about(c)->outdated);
	assert_true(db_catalog_about(c)->made == MADE);
	assert_int_equal(db_catalog_search(c, &ask, &hits), ERR_OK);
	assert_int_equal(hits.n, 5);
	for (int i = 0; i < 5; i++)
		assert_string_equal(hits.products[i].sku, order[i]);
	catalog_hits_fini(&hits);
	/* The price in another currency is not compared. */
	ask.priced = true;
	ask.high = 1000;
	assert_int_equal(db_catalog_search(c, &ask, &hits), ERR_OK);
	assert_int_equal(hits.total, 4);
	catalog_hits_fini(&hits);
	db_catalog_close(&c);
	assert_int_equal(renew(s, false).renewed, 0);
	assert_int_equal(shelf_files(s), 2);
}

static void what_is_held_back_stays_so(void **state)
{
	struct shelf *s = *state;
	struct product p = shelf_product("X", "Cafe");
	struct db_catalog_build_end end = {.now = MADE + 1};
	char held[DB_CATALOG_BUILD_PATH];
	struct db_catalog *c;

	put_old(s);
	assert_int_equal(shelf_build(s, &p, 1, &end), ERR_OK);
	assert_true(end.held);
	assert_true(db_catalog_build_held(s->directory, "shop", held));
	age(held, "UPDATE product SET name = 'Café Über'");
	assert_int_equal(renew(s, false).renewed, 2);
	assert_int_equal(count(s, "pot"), 4);
	assert_int_equal(db_catalog_open(held, &c, s->why), ERR_OK);
	assert_true(db_catalog_about(c)->made == MADE + 1);
	assert_true(db_catalog_about(c)->gone == 5);
	db_catalog_close(&c);
	assert_int_equal(
		db_catalog_build_release(s->directory, "shop", s->why), ERR_OK);
	assert_int_equal(count(s, "uber"), 1);
}

/* Another import goes on: that one will be of today. */
static void it_gives_way_to_an_import(void **state)
{
	struct shelf *s = *state;
	struct db_catalog_build *b;
	struct db_catalog_renew r;

	put_old(s);
	assert_int_equal(
		db_catalog_build_begin(s->directory, "shop", &b, s->why),
		ERR_OK);
	r = renew(s, false);
	assert_true(r.renewed == 0 && r.err == ERR_OK);
	db_catalog_build_abandon(&b);
	assert_int_equal(count(s, "pot"), 4);
}

static void what_is_damaged_is_named_and_stays(void **state)
{
	struct shelf *s = *state;
	struct db_catalog_renew r;

	put_old(s);
	age(s->path, "UPDATE place SET data = x'00'");
	r = renew(s, false);
	assert_true(r.renewed == 0 && r.err == ERR_IO);
	assert_string_equal(r.name, "shop");
	assert_true(r.why[0]);
	assert_int_equal(shelf_files(s), 2);
}

static void without_memory_it_stays_as_it_was(void **state)
{
	struct shelf *s = *state;
	struct db_catalog_renew r = {.renewed = 0};
	long live;

	put_old(s);
	live = dbfault_heap_live();
	for (long n = 0; r.renewed == 0; n += 1 + n / 40) {
		dbfault_heap(n, 1);
		r = renew(s, false);
		dbfault_heap(-1, 0);
		assert_int_equal(dbfault_heap_live(), live);
		assert_int_equal(count(s, "pot"), 4);
	}
	assert_int_equal(count(s, "cafe"), 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(until_then_it_is_asked_in_its_own_way),
		TEST(it_is_made_anew_with_all_that_was_known),
		TEST(what_is_held_back_stays_so),
		TEST(it_gives_way_to_an_import),
		TEST(what_is_damaged_is_named_and_stays),
		TEST(without_memory_it_stays_as_it_was),
	};

	dbfault_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
