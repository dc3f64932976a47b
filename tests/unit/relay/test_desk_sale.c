/* SPDX-License-Identifier: MIT */
/* Rules E1 to E3: whose sale an order is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "relay/desk/largest.h"
#include "shared/times.h"
#include "tests/lib/till.h"

#define CHAT 900
#define DAY 86400.0

static void E1_the_same_order_counts_once(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	till_buys(&f, 100, "o-1", 12900);
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_SALE), 1);
	assert_int_equal(till_panel(&f, 1)->sales, 1);
	till_buys(&f, 100, "o-1", 99999);
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_SALE), 0);
	fix_rebuild(&f);
	fix_visit(&f, 100, 100);
	till_buys(&f, 100, "o-1", 99999);
	/* Nor does it when only the store remembers it. */
	fix_sit(&f, 1, 1);
	till_views(&f, 1, CHAT);
	fix_wait(&f, 120);
	till_buys(&f, 100, "o-1", 99999);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_SALE), 0);
	assert_int_equal(fix_sale(&f, "o-1")->total, 12900);
	assert_int_equal(fix_presence(&f, 1).sales, 1);
	assert_int_equal(fix_presence(&f, 1).sold, 12900);
	fix_fini(&f);
}

static void E1_no_number_no_currency_no_order(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_EVENT};

	(void)state;
	fix_at_work(&f);
	till_buys(&f, 100, NULL, 12900);
	m.event.what = WIRE_DEED_PURCHASE;
	m.event.order = "o-2";
	m.event.amount = 5;
	m.event.currency = "XQX";
	fix_send(&f, 100, &m, 0);
	assert_null(fix_sale(&f, "o-2"));
	m.event.currency = NULL;
	fix_send(&f, 100, &m, 0);
	m.event.currency = "JPY";
	m.event.amount = INT64_C(1000000000000001); /* over MONEY_MAX */
	fix_send(&f, 100, &m, 0);
	assert_null(fix_sale(&f, "o-2"));
	assert_int_equal(fix_presence(&f, 1).sales, 0);
	fix_fini(&f);
}

static void E2_within_the_window_to_the_microsecond(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	fix_end(&f, 1, CHAT);
	fix_wait(&f, 7 * DAY);
	fix_visit(&f, 100, 100);
	till_buys(&f, 100, "last", 100);
	till_expect(&f, "last", 1);
	assert_string_equal(fix_sale(&f, "last")->chat.s, fix_id(CHAT).s);
	f.now.wall++;
	f.now.steady++;
	till_buys(&f, 100, "late", 100);
	till_expect(&f, "late", 0);
	fix_fini(&f);
}

static void E2_the_retailer_sets_the_window(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	f.settings.window_days = 1;
	fix_set(&f);
	fix_end(&f, 1, CHAT);
	fix_wait(&f, DAY + 1);
	fix_visit(&f, 100, 100);
	till_buys(&f, 100, "late", 100);
	till_expect(&f, "late", 0);
	f.settings.window_days = 30;
	fix_set(&f);
	till_buys(&f, 100, "again", 100);
	till_expect(&f, "again", 1);
	fix_fini(&f);
}

static void E2_who_never_chatted_is_nobodys(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_visit(&f, 101, 101);
	till_buys(&f, 101, "o-1", 100);
	till_expect(&f, "o-1", 0);
	/* A missed chat is none. */
	fix_open(&f, 101, CHAT, "k");
	fix_wait(&f, 91);
	till_buys(&f, 101, "o-2", 100);
	till_expect(&f, "o-2", 0);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_SALE), 0);
	fix_fini(&f);
}

static void E2_the_last_one_of_a_transfer(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_TRANSFER};

	(void)state;
	fix_at_work(&f);
	fix_ready(&f, 2);
	m.transfer.chat = fix_id(CHAT);
	m.transfer.associate = fix_id(2);
	fix_send(&f, 1, &m, 0);
	till_buys(&f, 100, "before", 100);
	till_expect(&f, "before", 1);
	fix_accept(&f, 2, CHAT);
	till_buys(&f, 100, "after", 100);
	till_expect(&f, "after", 2);
	fix_rebuild(&f);
	fix_visit(&f, 100, 100);
	till_buys(&f, 100, "rebuilt", 100);
	till_expect(&f, "rebuilt", 2);
	fix_fini(&f);
}

/* While it rings again nobody else has chatted. */
static void E2_taken_over(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	fix_staff(&f, 2, "");
	fix_sit(&f, 2, 2);
	fix_available(&f, 2, true);
	fix_leave(&f, 1);
	fix_wait(&f, 301);
	till_buys(&f, 100, "ringing", 100);
	till_expect(&f, "ringing", 1);
	fix_accept(&f, 2, CHAT);
	till_buys(&f, 100, "accepted", 100);
	till_expect(&f, "accepted", 2);
	fix_fini(&f);
}

static void E3_blue_until_it_is_seen_on_all_devices(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	fix_sit(&f, 11, 1);
	till_buys(&f, 100, "o-1", 12900);
	assert_true(till_sale(&f, 1)->fresh);
	assert_true(till_sale(&f, 11)->just);
	assert_int_equal(till_panel(&f, 11)->fresh, 1);
	fix_rebuild(&f);
	fix_sit(&f, 1, 1);
	assert_true(till_sale(&f, 1)->fresh);
	assert_false(till_sale(&f, 1)->just);
	fix_sit(&f, 11, 1);
	till_views(&f, 1, 901);
	assert_string_equal(fix_answer(&f, 1), "ok");
	assert_int_equal(fix_heard(&f, 11, WIRE_T_SALE), 0);
	till_views(&f, 1, CHAT);
	assert_false(till_sale(&f, 11)->fresh);
	assert_int_equal(till_panel(&f, 11)->fresh, 0);
	fix_rebuild(&f);
	fix_sit(&f, 1, 1);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_SALE), 0);
	fix_fini(&f);
}

static void E3_not_for_others_to_see(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	fix_ready(&f, 2);
	till_buys(&f, 100, "o-1", 12900);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_SALE), 0);
	till_views(&f, 2, CHAT);
	assert_int_equal(fix_sale(&f, "o-1")->viewed, 0);
	fix_fini(&f);
}

static void E1_the_server_corrects(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	till_buys(&f, 100, "o-1", 12900);
	till_reports(&f, "o-1", 12900, 2900, false);
	assert_int_equal(till_sale(&f, 1)->amount, 10000);
	assert_int_equal(till_sale(&f, 1)->paid, 12900);
	assert_int_equal(till_panel(&f, 1)->sold, 10000);
	till_reports(&f, "o-1", 12900, 2900, false);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_SALE), 0);
	till_reports(&f, "o-1", 12900, 2900, true);
	assert_true(till_sale(&f, 1)->cancelled);
	assert_int_equal(till_panel(&f, 1)->sales, 0);
	assert_int_equal(till_panel(&f, 1)->sold, 0);
	till_reports(&f, "o-1", 12900, 0, false);
	assert_int_equal(till_panel(&f, 1)->sales, 1);
	assert_int_equal(till_panel(&f, 1)->sold, 12900);
	fix_fini(&f);
}

/* By its server, at that time of its clock. */
static enum err told_of(
	struct fix *f, const char *currency, int64_t total, int64_t at)
{
	struct desk_order o = {.order = "o-1",
		.title = "Coat",
		.currency = currency,
		.total = total,
		.quantity = 1,
		.at = at};

	return fix_errand(f,
		(struct desk_cmd){.kind = DESK_C_ORDER,
			.order = &o,
			.sale = fix_sale(f, o.order)});
}

static void expect_worth(
	struct fix *f, const char *currency, int64_t total, int64_t sold)
{
	till_expect(f, "o-1", 1);
	assert_string_equal(fix_sale(f, "o-1")->currency, currency);
	assert_int_equal(fix_sale(f, "o-1")->total, total);
	assert_int_equal(fix_sale(f, "o-1")->paid, total);
	assert_int_equal(fix_presence(f, 1).sales, 1);
	assert_int_equal(fix_presence(f, 1).sold, sold);
}

/* A page can say anything: its currency does not stand above the first word of
 * the shop's server.  That word's does, and sums are of what counts. */
static void E1_the_servers_first_word_sets_the_currency(void **state)
{
	(void)state;
	for (int rebuilt = 0; rebuilt < 2; rebuilt++) {
		struct fix f = {0};

		fix_at_work(&f);
		till_buys(&f, 100, "o-1", 12900);
		till_buys(&f, 100, "o-2", 100);
		fix_order(&f,
			&(struct desk_order){.order = "o-2",
				.currency = "EUR",
				.total = 100,
				.cancelled = true,
				.at = 10});
		assert_int_equal(till_panel(&f, 1)->sold, 12900);
		if (rebuilt) {
			fix_rebuild(&f);
			fix_sit(&f, 1, 1);
		}
		assert_int_equal(told_of(&f, "EUR", 12900, 20), ERR_OK);
		expect_worth(&f, "EUR", 12900, 0);
		assert_string_equal(till_sale(&f, 1)->currency, "EUR");
		assert_int_equal(till_panel(&f, 1)->sold, 0);
		/* Another one is another order's from then on. */
		assert_int_equal(told_of(&f, "JPY", 5, 30), ERR_FIELD);
		assert_int_equal(told_of(&f, "EUR", 900, 30), ERR_OK);
		expect_worth(&f, "EUR", 900, 0);
		fix_fini(&f);
	}
}

/* Into the retailer's currency, of the same number: that counts from now on,
 * and the page that says it once more changes nothing. */
static void E1_a_currency_of_a_page_is_put_right(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_EVENT,
		.event = {.what = WIRE_DEED_PURCHASE,
			.order = "o-1",
			.amount = 12900,
			.currency = "USD"}};

	(void)state;
	fix_at_work(&f);
	fix_send(&f, 100, &m, 0);
	expect_worth(&f, "USD", 12900, 0);
	assert_int_equal(told_of(&f, "JPY", 12900, 20), ERR_OK);
	expect_worth(&f, "JPY", 12900, 12900);
	fix_send(&f, 100, &m, 0);
	expect_worth(&f, "JPY", 12900, 12900);
	assert_int_equal(told_of(&f, "USD", 12900, 30), ERR_FIELD);
	fix_fini(&f);
}

/* What was said before the last is no news, nor is another currency, also where
 * the last has only said what was so already. */
static void E1_the_servers_last_word(void **state)
{
	struct fix f = {0};
	struct desk_order o = {
		.order = "o-1", .currency = "JPY", .total = 12900, .at = 20};

	(void)state;
	fix_at_work(&f);
	till_buys(&f, 100, "o-1", 12900);
	fix_order(&f, &o);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_SALE), 0);
	o.at = 30;
	fix_order(&f, &o);
	fix_rebuild(&f);
	assert_int_equal(told_of(&f, "EUR", 5, 31), ERR_FIELD);
	o.at = 29;
	o.cancelled = true;
	fix_order(&f, &o);
	assert_int_equal(fix_sale(&f, "o-1")->cancelled, 0);
	o.at = 30;
	fix_order(&f, &o);
	assert_int_equal(fix_sale(&f, "o-1")->cancelled, 1);
	fix_fini(&f);
}

static void E1_the_server_is_first(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	till_reports(&f, "o-1", 8400, 0, false);
	till_expect(&f, "o-1", 0);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_SALE), 0);
	fix_wait(&f, 120);
	fix_rebuild(&f);
	fix_visit(&f, 100, 100);
	fix_sit(&f, 1, 1);
	till_buys(&f, 100, "o-1", 999);
	till_expect(&f, "o-1", 1);
	assert_int_equal(fix_sale(&f, "o-1")->total, 8400);
	assert_int_equal(till_panel(&f, 1)->sold, 8400);
	fix_fini(&f);
}

/* E3: what was cancelled before it was seen is no sale that is still to be
 * seen, on no device, after a rebuild neither; then its place is nowhere. */
static void E3_a_cancelled_one_is_no_news(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	till_buys(&f, 100, "o-1", 12900);
	till_buys(&f, 100, "o-2", 900);
	assert_int_equal(till_panel(&f, 1)->fresh, 2);
	till_reports(&f, "o-1", 12900, 0, true);
	assert_true(till_sale(&f, 1)->cancelled);
	assert_false(till_sale(&f, 1)->fresh);
	assert_int_equal(till_panel(&f, 1)->fresh, 1);
	assert_true(fix_sale(&f, "o-1")->viewed > 0);
	fix_rebuild(&f);
	fix_sit(&f, 1, 1);
	assert_int_equal(till_panel(&f, 1)->fresh, 1);
	/* Nor when the server is first, and the page tells whose it is. */
	till_reports(&f, "o-3", 500, 0, true);
	fix_visit(&f, 100, 100);
	till_buys(&f, 100, "o-3", 500);
	assert_false(till_sale(&f, 1)->fresh);
	assert_true(fix_sale(&f, "o-3")->viewed > 0);
	fix_fini(&f);
}

/* By its server, whose clock shows the same. */
static void told(struct fix *f, const char *order, int64_t total)
{
	fix_order(f,
		&(struct desk_order){.order = order,
			.title = "Coat",
			.currency = "JPY",
			.total = total,
			.quantity = 1,
			.at = f->now.wall});
}

/* E2: the shop's server told of it, and then they chatted. */
static void E2_what_was_bought_before_the_chat(void **state)
{
	(void)state;
	for (int ended = 0; ended < 2; ended++) {
		struct fix f = {0};

		fix_init(&f, "always");
		fix_ready(&f, 1);
		told(&f, "o-1", 8400);
		fix_wait(&f, 60);
		fix_live(&f);
		told(&f, "o-2", 900);
		if (ended)
			fix_end(&f, 1, CHAT);
		if (ended)
			fix_rebuild(&f);
		fix_visit(&f, 100, 100);
		till_buys(&f, 100, "o-1", 8400);
		till_buys(&f, 100, "o-2", 900);
		till_expect(&f, "o-1", 0);
		till_expect(&f, "o-2", 1);
		fix_fini(&f);
	}
}

/* E2: the chat that went before it counts, although there was another one
 * since, or there is; not one that had ended too long ago. */
static void E2_what_was_bought_between_two_chats(void **state)
{
	(void)state;
	for (int ended = 0; ended < 2; ended++) {
		struct fix f = {0};

		fix_at_work(&f);
		fix_end(&f, 1, CHAT);
		fix_wait(&f, 7 * DAY);
		told(&f, "soon", 900);
		f.now.wall++;
		f.now.steady++;
		told(&f, "late", 900);
		fix_wait(&f, 1);
		fix_visit(&f, 100, 100);
		fix_available(&f, 1, false);
		fix_ready(&f, 2);
		fix_open(&f, 100, CHAT + 1, "again");
		fix_accept(&f, 2, CHAT + 1);
		if (ended)
			fix_end(&f, 2, CHAT + 1);
		if (ended)
			fix_rebuild(&f);
		fix_visit(&f, 100, 100);
		till_buys(&f, 100, "soon", 900);
		till_buys(&f, 100, "late", 900);
		till_expect(&f, "soon", 1);
		assert_string_equal(
			fix_sale(&f, "soon")->chat.s, fix_id(CHAT).s);
		till_expect(&f, "late", 0);
		fix_fini(&f);
	}
}

/* Whoever has no account any more sees nothing: it is not kept in mind. */
static void E3_what_is_new_to_nobody_is_not_new(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	till_buys(&f, 100, "o-1", 8400);
	assert_int_equal(fix_sale(&f, "o-1")->viewed, 0);
	fix_end(&f, 1, CHAT);
	fix_gone(&f, 1);
	till_expect(&f, "o-1", 1);
	assert_int_not_equal(fix_sale(&f, "o-1")->viewed, 0);
	till_buys(&f, 100, "o-2", 100);
	till_expect(&f, "o-2", 1); /* figures count it */
	assert_int_not_equal(fix_sale(&f, "o-2")->viewed, 0);
	fix_rebuild(&f);
	fix_fini(&f);
}

/* Nobody can buy so much that the sum cannot be told. */
static void E6_sums_have_an_end(void **state)
{
	struct fix f = {0};
	char order[16];

	(void)state;
	fix_at_work(&f);
	f.settings.largest_order = LARGEST_MOST;
	fix_set(&f);
	for (int i = 0; i < 12; i++) {
		snprintf(order, sizeof(order), "o-%d", i);
		till_buys(&f, 100, order, MONEY_MAX);
	}
	assert_int_equal(till_panel(&f, 1)->sales, 12);
	assert_int_equal(till_panel(&f, 1)->sold, MONEY_SUM_MAX);
	for (int i = 0; i < 12; i++) {
		snprintf(order, sizeof(order), "o-%d", i);
		till_reports(&f, order, MONEY_MAX, 0, true);
	}
	assert_int_equal(till_panel(&f, 1)->sold, 0);
	fix_fini(&f);
}

static void E6_never_one_currency_added_to_another(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_EVENT};

	(void)state;
	fix_at_work(&f);
	till_buys(&f, 100, "o-1", 100);
	m.event.what = WIRE_DEED_PURCHASE;
	m.event.order = "o-2";
	m.event.amount = 4800;
	m.event.currency = "EUR";
	fix_send(&f, 100, &m, 0);
	assert_int_equal(till_panel(&f, 1)->sales, 2);
	assert_int_equal(till_panel(&f, 1)->sold, 100);
	fix_fini(&f);
}

static void E4_the_figures_are_of_the_day(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	till_buys(&f, 100, "o-1", 100);
	fix_wait(&f, DAY);
	assert_int_equal(till_panel(&f, 1)->sales, 0);
	/* What is corrected a day later was never of this one. */
	till_reports(&f, "o-1", 100, 0, true);
	assert_true(till_sale(&f, 1)->cancelled);
	assert_int_equal(fix_presence(&f, 1).sales, 1);
	fix_fini(&f);
}

/* D9: what they buy is sold all the same. */
static void E2_a_blocked_shopper_buys(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_BLOCK};

	(void)state;
	fix_at_work(&f);
	m.block.chat = fix_id(CHAT);
	m.block.text = "why";
	fix_send(&f, 1, &m, 0);
	till_buys(&f, 100, "o-1", 100);
	till_expect(&f, "o-1", 1);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 0);
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(E1_the_same_order_counts_once),
		cmocka_unit_test(E1_no_number_no_currency_no_order),
		cmocka_unit_test(E2_within_the_window_to_the_microsecond),
		cmocka_unit_test(E2_the_retailer_sets_the_window),
		cmocka_unit_test(E2_who_never_chatted_is_nobodys),
		cmocka_unit_test(E2_the_last_one_of_a_transfer),
		cmocka_unit_test(E2_taken_over),
		cmocka_unit_test(E3_blue_until_it_is_seen_on_all_devices),
		cmocka_unit_test(E3_not_for_others_to_see),
		cmocka_unit_test(E1_the_server_corrects),
		cmocka_unit_test(E1_the_servers_first_word_sets_the_currency),
		cmocka_unit_test(E1_a_currency_of_a_page_is_put_right),
		cmocka_unit_test(E1_the_servers_last_word),
		cmocka_unit_test(E1_the_server_is_first),
		cmocka_unit_test(E3_a_cancelled_one_is_no_news),
		cmocka_unit_test(E2_what_was_bought_before_the_chat),
		cmocka_unit_test(E2_what_was_bought_between_two_chats),
		cmocka_unit_test(E3_what_is_new_to_nobody_is_not_new),
		cmocka_unit_test(E6_sums_have_an_end),
		cmocka_unit_test(E6_never_one_currency_added_to_another),
		cmocka_unit_test(E4_the_figures_are_of_the_day),
		cmocka_unit_test(E2_a_blocked_shopper_buys),
	};

	return cmocka_run_group_tests_name("desk_sale", tests, NULL, NULL);
}
