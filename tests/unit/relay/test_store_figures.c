/* SPDX-License-Identifier: MIT */
/* Figures in the store (E4): whose, of which days, and what corrects them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "relay/store/store_figures.h"
#include "shared/times.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

#define AIKO 1
#define MIO 2
#define DAY TIMES_DAY
#define FIRST (1000 * DAY) /* the midnight of the day that is asked for */
#define NOON (FIRST + DAY / 2)

struct answer {
	bool done;
	enum err err;
	struct score_sum all, each[4];
	struct score_money money[4], each_money[4];
	int n_each;
	struct score_day day;
};

/* ---- what is there ---- */

static struct id id_of(int n)
{
	return n ? storebed_id((uint64_t)n) : (struct id){""};
}

static void keep(struct storebed *b, const char *retailer, const struct rec *r)
{
	struct store_rows rows = storebed_load(b, retailer);

	assert_int_equal(rows.err, ERR_OK);
	assert_int_equal(storebed_commit(b, retailer, rows.turn, r, 1),
		KEEPER_COMMITTED);
}

static void scored(struct storebed *b, const char *retailer, int n, int who,
	bool missed, int64_t at, int64_t waited)
{
	struct rec r = {.kind = REC_K_SCORE,
		.score = {.chat = id_of(100 + n),
			.round = 1,
			.associate = id_of(who),
			.missed = missed,
			.at = at,
			.waited = waited}};

	keep(b, retailer, &r);
}

static void sold(struct storebed *b, const char *order, int n, int who,
	int64_t total, const char *currency, bool cancelled)
{
	struct rec r = {.kind = REC_K_SALE,
		.sale = {.orderno = order,
			.chat = id_of(n ? 100 + n : 0),
			.associate = id_of(who),
			.at = NOON,
			.total = total,
			.currency = currency,
			.cancelled = cancelled}};

	keep(b, "tea", &r);
}

static void rated(struct storebed *b, int n, int who, int stars)
{
	struct rec r = {.kind = REC_K_RATING,
		.rating = {.chat = id_of(100 + n),
			.associate = id_of(who),
			.at = NOON,
			.stars = stars,
			.body = "Kind."}};

	keep(b, "tea", &r);
}

/* ---- what is asked ---- */

static void on_score(void *ctx, enum err e, const struct score *s)
{
	struct answer *a = ctx;

	a->done = true;
	a->err = e;
	if (e)
		return;
	a->all = s->all;
	a->day = s->days[0];
	a->n_each = s->n_each;
	for (int i = 0; i < s->all.n_money; i++)
		a->money[i] = s->all.money[i];
	for (int i = 0; i < s->n_each && i < 4; i++) {
		a->each[i] = s->each[i];
		if (s->each[i].n_money)
			a->each_money[i] = s->each[i].money[0];
	}
}

static struct answer ask(struct storebed *b, const char *retailer, int who)
{
	static struct span span;
	struct store_figures_ask q = {.retailer = retailer,
		.associate = id_of(who),
		.currency = "JPY",
		.span = &span};
	struct answer a = {0};

	span = (struct span){.n_days = 1, .until = FIRST + DAY};
	span.days[0].at = FIRST;
	for (int h = 0; h < 24; h++)
		span.hours[span.n_hours++] =
			(struct span_hour){.at = FIRST + h * 60 * TIMES_MINUTE,
				.hour = (uint8_t)h};
	store_figures(b->store, &q, on_score, &a);
	span = (struct span){0}; /* all of it was copied */
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
	return a;
}

/* ---- tests ---- */

static void test_nothing(void **state)
{
	struct answer a = ask(*state, "tea", 0);

	assert_int_equal(a.all.accepted, 0);
	assert_int_equal(a.n_each, 0);
}

static void test_own_and_the_teams(void **state)
{
	struct storebed *b = *state;
	struct answer a;

	scored(b, "tea", 1, AIKO, false, FIRST, 4000000);
	scored(b, "tea", 2, AIKO, false, FIRST - 1, 1);
	scored(b, "tea", 3, MIO, false, NOON, 2000000);
	scored(b, "tea", 4, MIO, true, NOON, 0);
	scored(b, "tea", 4, 0, true, NOON, 0);
	scored(b, "tea", 5, MIO, false, FIRST + DAY, 1);
	scored(b, "tea-2", 6, AIKO, false, NOON, 1);
	a = ask(b, "tea", AIKO);
	assert_int_equal(a.all.accepted, 1);
	assert_int_equal(a.all.median, 4000);
	assert_int_equal(a.all.missed, 0);
	a = ask(b, "tea", MIO);
	assert_int_equal(a.all.accepted, 1);
	assert_int_equal(a.all.missed, 1);
	a = ask(b, "tea", 0);
	assert_int_equal(a.all.accepted, 2);
	assert_int_equal(a.all.missed, 1);
	assert_int_equal(a.all.mean, 3000);
	assert_int_equal(a.n_each, 2);
	assert_int_equal(a.day.accepted, 2);
	a = ask(b, "tea-2", 0);
	assert_int_equal(a.all.accepted, 1);
}

/* E1: what is cancelled or paid back corrects the figures; nobody's sale is in
 * none. */
static void test_sales(void **state)
{
	struct storebed *b = *state;
	struct answer a;

	scored(b, "tea", 1, AIKO, false, FIRST, 1);
	scored(b, "tea", 2, AIKO, false, FIRST, 1);
	sold(b, "o-1", 1, AIKO, 12800, "JPY", false);
	sold(b, "o-2", 1, AIKO, 9900, "USD", false);
	sold(b, "o-3", 0, 0, 5, "JPY", false);
	a = ask(b, "tea", AIKO);
	assert_int_equal(a.all.sales, 2);
	assert_int_equal(a.all.n_money, 2);
	assert_int_equal(a.all.chats, 2);
	assert_int_equal(a.all.converted, 1);
	assert_int_equal(a.day.amount, 12800);
	sold(b, "o-1", 1, AIKO, 10000, "JPY", false);
	sold(b, "o-2", 1, AIKO, 9900, "USD", true);
	a = ask(b, "tea", 0);
	assert_int_equal(a.all.sales, 1);
	assert_int_equal(a.all.n_money, 1);
	assert_string_equal(a.money[0].currency, "JPY");
	assert_int_equal(a.money[0].amount, 10000);
	assert_int_equal(a.each_money[0].amount, 10000);
	sold(b, "o-1", 1, AIKO, 10000, "JPY", true);
	a = ask(b, "tea", 0);
	assert_int_equal(a.all.sales, 0);
	assert_int_equal(a.all.converted, 0);
}

/* J1: what was said goes, and the shopper with it; the figures stay. */
static void test_without_words(void **state)
{
	struct storebed *b = *state;
	sqlite3 *db;
	struct answer a;

	scored(b, "tea", 1, AIKO, false, FIRST, 1);
	sold(b, "o-1", 1, AIKO, 12800, "JPY", false);
	rated(b, 1, AIKO, 4);
	db = storebed_peek(b);
	assert_int_equal(sqlite3_exec(db,
				 "DELETE FROM chat; DELETE FROM entry;"
				 "DELETE FROM shopper;"
				 "UPDATE rating SET body = '';"
				 "UPDATE sale SET name = '', title = '',"
				 " shopper = ''",
				 NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	a = ask(b, "tea", 0);
	assert_int_equal(a.all.accepted, 1);
	assert_int_equal(a.all.converted, 1);
	assert_int_equal(a.all.sales, 1);
	assert_int_equal(a.all.ratings, 1);
	assert_int_equal(a.all.stars, 4);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown( \
		test_##name, storebed_setup, storebed_teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(nothing),
		TEST(own_and_the_teams),
		TEST(sales),
		TEST(without_words),
	};

	dbfault_init();
	dbfault_no_sync(true);
	return cmocka_run_group_tests_name("store_figures", tests, NULL, NULL);
}
