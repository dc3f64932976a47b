/* SPDX-License-Identifier: MIT */
/* Rule E1: the largest order that anybody is believed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "relay/desk/largest.h"
#include "shared/times.h"
#include "tests/lib/till.h"

static void test_what_holds_where_nothing_was_set(void **state)
{
	(void)state;
	assert_int_equal(largest_order(0, "JPY"), 1000000000);
	assert_int_equal(largest_order(0, "KRW"), 1000000000);
	assert_int_equal(largest_order(0, "USD"), 10000000 * INT64_C(100));
	assert_int_equal(largest_order(0, "KWD"), 10000000 * INT64_C(1000));
}

/* By what they are worth, roughly, in so far as a currency divides it. */
static void test_in_other_currencies(void **state)
{
	int64_t yen = largest_kept(500000, "JPY");
	int64_t cents = largest_kept(123456, "USD");

	(void)state;
	assert_int_equal(largest_order(yen, "JPY"), 500000);
	assert_int_equal(largest_order(yen, "EUR"), 500000);
	assert_int_equal(largest_order(yen, "KWD"), 5000000);
	assert_int_equal(largest_order(cents, "USD"), 123456);
	assert_int_equal(largest_order(cents, "JPY"), 123456);
	assert_int_equal(largest_order(cents, "KWD"), 1234560);
}

/* Nothing is more than an order comes to at all, or wraps around. */
static void test_the_most(void **state)
{
	(void)state;
	assert_int_equal(largest_kept(MONEY_MAX, "JPY"), LARGEST_MOST);
	assert_true(largest_kept(MONEY_SUM_MAX, "JPY") > LARGEST_MOST);
	assert_int_equal(largest_order(LARGEST_MOST, "JPY"), MONEY_MAX);
	assert_int_equal(largest_order(LARGEST_MOST, "KWD"), MONEY_MAX);
	/* A currency that there is not is none to count in, and does no harm.
	 */
	assert_int_equal(largest_order(largest_kept(5, "XQX"), "XQX"), 5);
}

/* By the shop's server, in yen. */
static enum err told(struct fix *f, int64_t total, bool cancelled)
{
	struct desk_order o = {.order = "o-1",
		.title = "Coat",
		.currency = "JPY",
		.total = total,
		.quantity = 1,
		.cancelled = cancelled,
		.at = ++f->now.wall};

	return fix_errand(f,
		(struct desk_cmd){.kind = DESK_C_ORDER,
			.order = &o,
			.sale = fix_sale(f, o.order)});
}

static void set(struct fix *f, int64_t yen)
{
	f->settings.largest_order = largest_kept(yen, "JPY");
	fix_set(f);
}

static void E1_nothing_is_kept_of_what_nobody_can_have_bought(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	till_buys(&f, 100, "o-1", 1000000001);
	assert_null(fix_sale(&f, "o-1"));
	assert_int_equal(told(&f, 1000000001, false), ERR_FIELD);
	assert_null(fix_sale(&f, "o-1"));
	assert_int_equal(fix_presence(&f, 1).sales, 0);
	till_buys(&f, 100, "o-1", 1000000000);
	assert_int_equal(till_panel(&f, 1)->sold, 1000000000);
	assert_int_equal(told(&f, 1000000001, false), ERR_FIELD);
	assert_int_equal(told(&f, 999999999, false), ERR_OK);
	assert_int_equal(till_panel(&f, 1)->sold, 999999999);
	fix_fini(&f);
}

/* What is kept already stays, and its shop can still pay it back. */
static void E1_the_retailer_sets_the_largest_order(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	till_buys(&f, 100, "o-1", 80000);
	set(&f, 50000);
	assert_int_equal(fix_presence(&f, 1).sold, 80000);
	till_buys(&f, 100, "o-2", 50001);
	assert_null(fix_sale(&f, "o-2"));
	till_buys(&f, 100, "o-2", 50000);
	assert_int_equal(fix_presence(&f, 1).sold, 130000);
	assert_int_equal(told(&f, 80001, false), ERR_FIELD);
	assert_int_equal(told(&f, 80000, true), ERR_OK);
	assert_int_equal(fix_presence(&f, 1).sold, 50000);
	set(&f, 90000);
	assert_int_equal(told(&f, 90000, false), ERR_OK);
	assert_int_equal(fix_presence(&f, 1).sold, 140000);
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_holds_where_nothing_was_set),
		cmocka_unit_test(test_in_other_currencies),
		cmocka_unit_test(test_the_most),
		cmocka_unit_test(
			E1_nothing_is_kept_of_what_nobody_can_have_bought),
		cmocka_unit_test(E1_the_retailer_sets_the_largest_order),
	};

	return cmocka_run_group_tests_name("desk_largest", tests, NULL, NULL);
}
