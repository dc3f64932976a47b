/* SPDX-License-Identifier: MIT */
/* Rule E5: a sale that was missing, and is claimed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "shared/times.h"
#include "tests/lib/till.h"

#define CHAT 900

static void E5_a_granted_claim_is_a_sale(void **state)
{
	struct fix f = {0};
	const struct wire_sale *told;

	(void)state;
	fix_at_work(&f);
	till_claims(&f, "o-1", 1, CHAT);
	till_expect(&f, "o-1", 1);
	told = till_sale(&f, 1);
	assert_true(told->claimed && told->fresh && told->just);
	assert_string_equal(told->chat.s, fix_id(CHAT).s);
	assert_string_equal(told->name, ""); /* J1: it is the claim's alone */
	assert_int_equal(till_panel(&f, 1)->sales, 1);
	assert_int_equal(till_panel(&f, 1)->sold, 48000);
	assert_int_equal(till_panel(&f, 1)->fresh, 1);
	fix_rebuild(&f);
	fix_sit(&f, 1, 1);
	assert_true(till_sale(&f, 1)->claimed);
	till_views(&f, 1, CHAT);
	assert_int_equal(till_panel(&f, 1)->fresh, 0);
	fix_fini(&f);
}

/* The page reports it after all, while the desk remembers it and later. */
static void E5_it_counts_once(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	fix_staff(&f, 2, "");
	till_claims(&f, "o-1", 2, 0);
	till_buys(&f, 100, "o-1", 48000);
	till_expect(&f, "o-1", 2);
	assert_int_equal(fix_presence(&f, 2).sales, 1);
	fix_rebuild(&f);
	fix_sit(&f, 2, 2);
	fix_send(&f, 2,
		&(struct wire_msg){
			.type = WIRE_T_VIEWED, .viewed = {.order = "o-1"}},
		0);
	assert_true(fix_sale(&f, "o-1")->viewed > 0);
	fix_wait(&f, 120);
	fix_visit(&f, 100, 100);
	till_buys(&f, 100, "o-1", 48000);
	till_expect(&f, "o-1", 2);
	assert_int_equal(fix_presence(&f, 2).sales, 1);
	/* What it is worth the shop's server knows better. */
	till_reports(&f, "o-1", 48000, 8000, false);
	assert_int_equal(fix_sale(&f, "o-1")->total, 40000);
	assert_int_equal(fix_presence(&f, 2).sold, 40000);
	fix_fini(&f);
}

static void E5_what_is_somebodys_stays_theirs(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	fix_staff(&f, 2, "");
	till_buys(&f, 100, "o-1", 12900);
	till_claims(&f, "o-1", 2, 0);
	till_expect(&f, "o-1", 1);
	assert_int_equal(f.out->n_recs, 0);
	fix_fini(&f);
}

/* What the shop has said of an order that was nobody's stays. */
static void E5_nobodys_order_becomes_theirs(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	till_reports(&f, "o-1", 8400, 0, false);
	fix_order(&f,
		&(struct desk_order){
			.order = "o-2", .currency = "EUR", .total = 5});
	fix_wait(&f, 120);
	till_claims(&f, "o-1", 1, 0);
	till_expect(&f, "o-1", 1);
	assert_int_equal(fix_sale(&f, "o-1")->total, 8400);
	till_claims(&f, "o-2", 1, 0);
	till_expect(&f, "o-2", 0);
	fix_fini(&f);
}

static void E5_bought_on_another_day_it_is_no_sale_of_today(void **state)
{
	struct fix f = {0};
	struct desk_claim c = till_claim("o-1", 1, 0);

	(void)state;
	fix_at_work(&f);
	c.bought = f.now.wall - 3 * TIMES_DAY;
	fix_claim(&f, &c);
	till_expect(&f, "o-1", 1);
	assert_int_equal(fix_sale(&f, "o-1")->at, c.bought);
	assert_int_equal(fix_presence(&f, 1).sales, 0);
	assert_int_equal(till_panel(&f, 1)->fresh, 1);
	fix_fini(&f);
}

/* A claim names a currency by what somebody remembers; the shop knows it. */
static void E5_the_shops_first_word_sets_the_currency(void **state)
{
	struct fix f = {0};
	struct desk_order o = {
		.order = "o-1", .currency = "EUR", .total = 300, .at = 10};

	(void)state;
	fix_at_work(&f);
	till_claims(&f, "o-1", 1, CHAT);
	fix_rebuild(&f);
	fix_sit(&f, 1, 1);
	fix_order(&f, &o);
	till_expect(&f, "o-1", 1);
	assert_string_equal(till_sale(&f, 1)->currency, "EUR");
	assert_int_equal(till_sale(&f, 1)->amount, 300);
	assert_true(till_sale(&f, 1)->claimed);
	assert_int_equal(till_panel(&f, 1)->sales, 1);
	assert_int_equal(till_panel(&f, 1)->sold, 0);
	/* From then on it is that order's. */
	o.currency = "JPY";
	o.at = 20;
	fix_order(&f, &o);
	assert_string_equal(fix_sale(&f, "o-1")->currency, "EUR");
	fix_fini(&f);
}

/* Into the retailer's currency, of the same number: that is news. */
static void E5_and_is_added_up(void **state)
{
	struct fix f = {0};
	struct desk_claim c = till_claim("o-1", 1, 0);

	(void)state;
	fix_at_work(&f);
	c.currency = "EUR";
	c.bought = f.now.wall;
	fix_claim(&f, &c);
	assert_int_equal(till_panel(&f, 1)->sold, 0);
	till_reports(&f, "o-1", 48000, 0, false);
	assert_string_equal(fix_sale(&f, "o-1")->currency, "JPY");
	assert_int_equal(till_panel(&f, 1)->sales, 1);
	assert_int_equal(till_panel(&f, 1)->sold, 48000);
	fix_fini(&f);
}

/* A page knows no better than whoever claims: the shop's server does. */
static void E5_also_where_a_page_has_told_of_it(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_visit(&f, 101, 101);
	till_buys(&f, 101, "o-1", 500);
	till_claims(&f, "o-1", 1, 0);
	till_expect(&f, "o-1", 1);
	assert_int_equal(till_panel(&f, 1)->sold, 500);
	fix_order(&f,
		&(struct desk_order){.order = "o-1",
			.currency = "EUR",
			.total = 5,
			.at = f.now.wall});
	till_expect(&f, "o-1", 1);
	assert_string_equal(fix_sale(&f, "o-1")->currency, "EUR");
	assert_int_equal(till_panel(&f, 1)->sales, 1);
	assert_int_equal(till_panel(&f, 1)->sold, 0);
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(E5_a_granted_claim_is_a_sale),
		cmocka_unit_test(E5_it_counts_once),
		cmocka_unit_test(E5_what_is_somebodys_stays_theirs),
		cmocka_unit_test(E5_nobodys_order_becomes_theirs),
		cmocka_unit_test(
			E5_bought_on_another_day_it_is_no_sale_of_today),
		cmocka_unit_test(E5_the_shops_first_word_sets_the_currency),
		cmocka_unit_test(E5_and_is_added_up),
		cmocka_unit_test(E5_also_where_a_page_has_told_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
