/* SPDX-License-Identifier: MIT */
/* Figures (E4) from facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/store/score.h"
#include "relay/store/store_mem.h"
#include "shared/times.h"
#include "tests/lib/heap.h"

#define AIKO "0000000000000000000000000a"
#define MIO "0000000000000000000000000b"
#define HOUR (60 * TIMES_MINUTE)
#define DAY TIMES_DAY
#define MS 1000

struct bed {
	struct span span; /* seven days from 0 on, the first a Thursday */
	struct score_book *book;
	struct store_mem mem;
	const struct score *score;
};

static void begin(struct bed *b, bool team)
{
	memset(b, 0, sizeof(*b));
	b->span.n_days = 7;
	for (int d = 0; d < 7; d++) {
		b->span.days[d].at = d * DAY;
		for (int h = 0; h < 24; h++)
			b->span.hours[b->span.n_hours++] =
				(struct span_hour){.at = d * DAY + h * HOUR,
					.day = (uint8_t)d,
					.weekday = (uint8_t)((4 + d) % 7),
					.hour = (uint8_t)h};
	}
	b->span.until = 7 * DAY;
	b->book = score_book_new(&b->span, "JPY", team);
	assert_non_null(b->book);
}

static void finish(struct bed *b)
{
	assert_int_equal(score_finish(b->book, &b->mem, &b->score), ERR_OK);
}

static void end(struct bed *b)
{
	score_book_destroy(&b->book);
	store_mem_fini(&b->mem);
}

static const char *chat(int n)
{
	static char id[27];

	snprintf(id, sizeof(id), "%026d", n);
	return id;
}

static const struct score_sum *sum_of(const struct bed *b, const char *who)
{
	for (int i = 0; i < b->score->n_each; i++)
		if (strcmp(b->score->each[i].who.s, who) == 0)
			return &b->score->each[i];
	fail_msg("%s is not there", who);
	return NULL;
}

static void test_nothing(void **state)
{
	static const struct score none;
	struct bed b;

	(void)state;
	begin(&b, true);
	finish(&b);
	assert_memory_equal(b.score, &none, sizeof(none));
	end(&b);
}

static void test_days_and_hours(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, true);
	score_accepted(b.book, AIKO, chat(1), 0, 4000 * MS);
	score_accepted(b.book, MIO, chat(2), 2 * DAY - 1, 2000 * MS);
	score_missed(b.book, "", 2 * DAY);
	score_missed(b.book, AIKO, 2 * DAY);
	score_missed(b.book, MIO, 2 * DAY);
	/* Before and after those days. */
	score_accepted(b.book, AIKO, chat(3), -1, 1);
	score_missed(b.book, "", 7 * DAY);
	finish(&b);
	assert_int_equal(b.score->all.accepted, 2);
	assert_int_equal(b.score->all.missed, 1);
	assert_int_equal(sum_of(&b, AIKO)->missed, 1);
	assert_int_equal(b.score->days[0].accepted, 1);
	assert_int_equal(b.score->days[1].accepted, 1);
	assert_int_equal(b.score->days[2].missed, 1);
	assert_int_equal(b.score->hours[4][0].accepted, 1);
	assert_int_equal(b.score->hours[5][23].accepted, 1);
	assert_int_equal(b.score->hours[6][0].missed, 1);
	end(&b);
}

/* An associate's own: a miss is theirs, not the shop's. */
static void test_ones_own(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, false);
	score_missed(b.book, AIKO, HOUR);
	score_accepted(b.book, AIKO, chat(1), HOUR, 0);
	finish(&b);
	assert_int_equal(b.score->all.missed, 1);
	assert_int_equal(b.score->days[0].missed, 1);
	assert_int_equal(b.score->hours[4][1].missed, 1);
	assert_int_equal(b.score->n_each, 0);
	end(&b);
}

static void test_time_to_accept(void **state)
{
	static const int64_t waits[] = {9000, 1000, 3000, 5000};
	struct bed b;

	(void)state;
	begin(&b, true);
	for (int i = 0; i < 4; i++)
		score_accepted(b.book, AIKO, chat(i), HOUR, waits[i] * MS);
	score_accepted(b.book, MIO, chat(8), HOUR, 2000 * MS);
	score_accepted(b.book, MIO, chat(9), HOUR, -1); /* nobody knows */
	finish(&b);
	assert_int_equal(sum_of(&b, AIKO)->median, 4000);
	assert_int_equal(sum_of(&b, AIKO)->mean, 4500);
	assert_int_equal(sum_of(&b, MIO)->median, 2000);
	assert_int_equal(sum_of(&b, MIO)->waits, 1);
	assert_int_equal(b.score->all.median, 3000);
	assert_int_equal(b.score->all.mean, 4000);
	assert_int_equal(b.score->all.waits, 5);
	end(&b);
}

/* A chat that two had, one of them twice: one chat, and one sale's. */
static void test_conversion(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, true);
	score_accepted(b.book, AIKO, chat(1), HOUR, 0);
	score_accepted(b.book, MIO, chat(1), 2 * HOUR, 0);
	score_accepted(b.book, AIKO, chat(1), 3 * HOUR, 0);
	score_accepted(b.book, AIKO, chat(2), 4 * HOUR, 0);
	score_accepted(b.book, AIKO, chat(3), 5 * HOUR, 0);
	score_sold(b.book, AIKO, chat(1), 5 * HOUR, "JPY", 100);
	score_sold(b.book, AIKO, chat(1), 6 * HOUR, "JPY", 100);
	score_sold(b.book, AIKO, chat(3), 9 * DAY, "JPY", 100); /* later */
	score_sold(b.book, MIO, chat(7), 6 * HOUR, "JPY", 5);   /* no such */
	finish(&b);
	assert_int_equal(b.score->all.accepted, 5);
	assert_int_equal(b.score->all.chats, 3);
	assert_int_equal(b.score->all.converted, 2);
	assert_int_equal(sum_of(&b, AIKO)->chats, 3);
	assert_int_equal(sum_of(&b, AIKO)->converted, 2);
	assert_int_equal(sum_of(&b, MIO)->chats, 1);
	assert_int_equal(sum_of(&b, MIO)->converted, 0);
	assert_int_equal(b.score->all.sales, 3);
	end(&b);
}

/* E6: one currency is never added to another. */
static void test_money(void **state)
{
	const struct score_sum *all;
	struct bed b;

	(void)state;
	begin(&b, true);
	score_sold(b.book, AIKO, chat(1), HOUR, "JPY", 12800);
	score_sold(b.book, MIO, chat(2), DAY, "KWD", 1500);
	score_sold(b.book, MIO, chat(3), DAY, "JPY", 200);
	score_sold(b.book, MIO, chat(4), DAY, "JPX", 1); /* there is none */
	score_sold(b.book, MIO, chat(5), DAY, "JPY", -1);
	finish(&b);
	all = &b.score->all;
	assert_int_equal(all->sales, 3);
	assert_int_equal(all->n_money, 2);
	assert_string_equal(all->money[0].currency, "JPY");
	assert_int_equal(all->money[0].amount, 13000);
	assert_int_equal(all->money[0].sales, 2);
	assert_string_equal(all->money[1].currency, "KWD");
	assert_int_equal(all->money[1].amount, 1500);
	assert_int_equal(b.score->days[1].sales, 2);
	assert_int_equal(b.score->days[1].amount, 200);
	assert_int_equal(sum_of(&b, MIO)->n_money, 2);
	end(&b);
}

/* Sums stay what the wire can say. */
static void test_absurd_sums(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, false);
	for (int i = 0; i < 3; i++)
		score_sold(b.book, AIKO, chat(i), HOUR, "USD",
			INT64_C(9007199254740991));
	finish(&b);
	assert_int_equal(
		b.score->all.money[0].amount, INT64_C(9007199254740991));
	end(&b);
}

static void test_ratings(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, true);
	score_rated(b.book, AIKO, HOUR, 5);
	score_rated(b.book, AIKO, DAY, 2);
	score_rated(b.book, MIO, DAY, 4);
	score_rated(b.book, MIO, 8 * DAY, 1);
	finish(&b);
	assert_int_equal(b.score->all.ratings, 3);
	assert_int_equal(b.score->all.stars, 11);
	assert_int_equal(sum_of(&b, AIKO)->stars, 7);
	end(&b);
}

/* What is no id in the database is nobody. */
static void test_broken_rows(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, true);
	score_accepted(b.book, "x", chat(1), HOUR, 0);
	score_accepted(b.book, AIKO, "y", HOUR, 0);
	score_rated(b.book, "", HOUR, 5);
	score_rated(b.book, AIKO, HOUR, 0);
	finish(&b);
	assert_int_equal(b.score->all.accepted, 1);
	assert_int_equal(b.score->all.ratings, 0);
	end(&b);
}

/* Most chats first. */
static void test_order(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, true);
	score_rated(b.book, AIKO, HOUR, 5);
	score_accepted(b.book, MIO, chat(1), HOUR, 0);
	/* Whose sale was before those days has done nothing in them. */
	score_sold(
		b.book, "0000000000000000000000000c", chat(9), -DAY, "JPY", 1);
	finish(&b);
	assert_int_equal(b.score->n_each, 2);
	assert_string_equal(b.score->each[0].who.s, MIO);
	end(&b);
}

static enum err whole(struct bed *b)
{
	enum err e;

	b->book = score_book_new(&b->span, "JPY", true);
	if (!b->book)
		return ERR_NOMEM;
	for (int i = 0; i < 5; i++)
		score_accepted(b->book, i % 2 ? AIKO : MIO, chat(i), HOUR, 1);
	score_sold(b->book, AIKO, chat(1), HOUR, "JPY", 1);
	score_sold(b->book, MIO, chat(1), HOUR, "USD", 1);
	e = score_finish(b->book, &b->mem, &b->score);
	score_book_destroy(&b->book);
	return e;
}

static void test_out_of_memory(void **state)
{
	enum err e = ERR_NOMEM;
	struct bed b;
	long n = 0;

	(void)state;
	begin(&b, true);
	end(&b);
	heap_init();
	for (; e == ERR_NOMEM; n++) {
		heap_fail_at(n);
		e = whole(&b);
		assert_int_equal(e == ERR_NOMEM, heap_failed());
		if (e == ERR_NOMEM) {
			store_mem_fini(&b.mem);
			assert_int_equal(heap_live(), 0);
		}
	}
	assert_int_equal(e, ERR_OK);
	assert_true(n > 5);
	assert_int_equal(b.score->all.accepted, 5);
	store_mem_fini(&b.mem);
	heap_fini();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_days_and_hours),
		cmocka_unit_test(test_ones_own),
		cmocka_unit_test(test_time_to_accept),
		cmocka_unit_test(test_conversion),
		cmocka_unit_test(test_money),
		cmocka_unit_test(test_absurd_sums),
		cmocka_unit_test(test_ratings),
		cmocka_unit_test(test_broken_rows),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_out_of_memory),
	};

	return cmocka_run_group_tests_name("score", tests, NULL, NULL);
}
