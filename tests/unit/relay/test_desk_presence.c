/* SPDX-License-Identifier: MIT */
/* Rules B: availability. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/lib/fix.h"

/* Lets a request end as a miss for whoever is rung. */
static void miss_one(struct fix *f, int shopper)
{
	fix_visit(f, shopper, shopper);
	fix_open(f, shopper, 800 + shopper, "q");
	fix_wait(f, 90);
	fix_leave(f, shopper);
}

static void B1_state_belongs_to_the_associate(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_staff(&f, 1, "");
	fix_sit(&f, 11, 1);
	fix_sit(&f, 12, 1);
	fix_available(&f, 11, true);
	assert_string_equal(fix_answer(&f, 11), "ok");
	assert_true(fix_last(&f, 11, WIRE_T_STATUS)->status.available);
	assert_true(fix_last(&f, 12, WIRE_T_STATUS)->status.available);
	assert_int_equal(fix_heard(&f, 12, WIRE_T_PANEL), 1);
	fix_available(&f, 12, false);
	assert_int_equal(fix_last(&f, 11, WIRE_T_STATUS)->status.reason,
		WIRE_REASON_CHOICE);
	fix_fini(&f);
}

static void B1_saying_it_twice_changes_nothing(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_available(&f, 1, true);
	assert_string_equal(fix_answer(&f, 1), "ok");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_STATUS), 0);
	assert_int_equal(f.out->n_recs, 0);
	fix_fini(&f);
}

static void B2_closed_says_why_and_when(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "tue 10:00-19:00");
	fix_staff(&f, 1, "");
	fix_sit(&f, 1, 1);
	assert_false(fix_last(&f, 1, WIRE_T_STATUS)->status.open);
	assert_int_equal(fix_last(&f, 1, WIRE_T_STATUS)->status.next,
		f.now.wall + INT64_C(86400) * 1000000);
	fix_available(&f, 1, true);
	assert_string_equal(fix_answer(&f, 1), "closed");
	fix_fini(&f);
}

static void B2_the_group_may_be_open_alone(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "tue 10:00-19:00");
	fix_group(&f, "ginza", "mon 09:00-20:00");
	fix_staff(&f, 1, "ginza");
	fix_staff(&f, 2, "");
	fix_sit(&f, 1, 1);
	fix_sit(&f, 2, 2);
	fix_available(&f, 1, true);
	assert_string_equal(fix_answer(&f, 1), "ok");
	fix_available(&f, 2, true);
	assert_string_equal(fix_answer(&f, 2), "closed");
	assert_true(desk_available(f.desk, "ginza"));
	assert_false(desk_available(f.desk, ""));
	fix_fini(&f);
}

static void B4_closing_time(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "mon 09:00-11:00 12:00-19:00");
	fix_ready(&f, 1);
	fix_ready(&f, 2);
	fix_live(&f);
	fix_wait(&f, 3600);
	assert_int_equal(fix_presence(&f, 1).reason, WIRE_REASON_CLOSED);
	assert_int_equal(fix_presence(&f, 2).reason, WIRE_REASON_CLOSED);
	assert_false(fix_last(&f, 2, WIRE_T_STATUS)->status.open);
	assert_false(fix_last(&f, 100, WIRE_T_SHOP)->shop.open);
	assert_string_equal(
		fix_last(&f, 100, WIRE_T_SHOP)->shop.opens, "2025-11-24T12:00");
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_LIVE);
	fix_say(&f, 1, 900, "still here");
	assert_string_equal(fix_answer(&f, 1), "ok");
	fix_wait(&f, 3600);
	assert_true(fix_last(&f, 2, WIRE_T_STATUS)->status.open);
	assert_false(fix_presence(&f, 2).available);
	fix_fini(&f);
}

static void B4_a_clock_put_back_opens_again(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "mon 09:00-11:00");
	fix_staff(&f, 1, "");
	fix_sit(&f, 1, 1);
	fix_wait(&f, 3600);
	assert_false(fix_last(&f, 1, WIRE_T_STATUS)->status.open);
	f.now.wall -= INT64_C(600) * 1000000;
	fix_wait(&f, 0);
	assert_true(fix_last(&f, 1, WIRE_T_STATUS)->status.open);
	fix_fini(&f);
}

static void B5_three_misses_in_a_row(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	miss_one(&f, 101);
	miss_one(&f, 102);
	assert_int_equal(fix_presence(&f, 1).misses, 2);
	assert_true(fix_presence(&f, 1).available);
	miss_one(&f, 103);
	assert_int_equal(fix_presence(&f, 1).misses, 3);
	assert_false(fix_presence(&f, 1).available);
	assert_int_equal(fix_presence(&f, 1).reason, WIRE_REASON_MISSES);
	fix_available(&f, 1, true);
	assert_int_equal(fix_presence(&f, 1).misses, 0);
	fix_fini(&f);
}

static void B5_accepting_counts_anew(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	miss_one(&f, 101);
	miss_one(&f, 102);
	fix_live(&f);
	assert_int_equal(fix_presence(&f, 1).misses, 0);
	assert_int_equal(fix_presence(&f, 1).missed, 2);
	assert_int_equal(fix_presence(&f, 1).chats, 1);
	fix_fini(&f);
}

static void B5_going_available_counts_anew(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	miss_one(&f, 101);
	fix_available(&f, 1, true);
	assert_int_equal(fix_presence(&f, 1).misses, 0);
	assert_int_equal(fix_last(&f, 1, WIRE_T_STATUS)->status.misses, 0);
	fix_fini(&f);
}

static void B6_state_is_kept_for_60_s(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_leave(&f, 1);
	fix_wait_ms(&f, 59999);
	assert_true(fix_presence(&f, 1).available);
	fix_sit(&f, 2, 1);
	assert_true(fix_last(&f, 2, WIRE_T_STATUS)->status.available);
	fix_leave(&f, 2);
	fix_wait_ms(&f, 60000);
	assert_false(fix_presence(&f, 1).available);
	assert_int_equal(fix_presence(&f, 1).reason, WIRE_REASON_OFFLINE);
	fix_sit(&f, 3, 1);
	assert_int_equal(fix_last(&f, 3, WIRE_T_STATUS)->status.reason,
		WIRE_REASON_OFFLINE);
	fix_fini(&f);
}

static void B6_a_second_device_keeps_it(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_sit(&f, 2, 1);
	fix_leave(&f, 1);
	fix_wait(&f, 120);
	assert_true(fix_presence(&f, 1).available);
	fix_fini(&f);
}

static void B6_the_ring_stays_meanwhile(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_visit(&f, 100, 100);
	fix_open(&f, 100, 900, "q");
	fix_leave(&f, 1);
	fix_wait(&f, 59);
	assert_string_equal(fix_rings(&f, 900), "1");
	fix_sit(&f, 2, 1);
	assert_int_equal(fix_last(&f, 2, WIRE_T_RING)->ring.left, 31000);
	fix_leave(&f, 2);
	fix_wait(&f, 31);
	assert_int_equal(fix_presence(&f, 1).misses, 1);
	fix_fini(&f);
}

static void B6_a_withdrawn_ring_is_no_miss(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_visit(&f, 100, 100);
	fix_open(&f, 100, 900, "q");
	fix_leave(&f, 1);
	fix_wait(&f, 60);
	assert_string_equal(fix_rings(&f, 900), "");
	fix_wait(&f, 30);
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_ENDED);
	assert_int_equal(fix_presence(&f, 1).misses, 0);
	fix_fini(&f);
}

static void figures_are_of_the_local_day(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	miss_one(&f, 101);
	fix_wait(&f, 14 * 3600); /* past midnight in Tokyo */
	assert_int_equal(fix_last(&f, 1, WIRE_T_PANEL)->panel.missed, 0);
	miss_one(&f, 102);
	assert_int_equal(fix_presence(&f, 1).missed, 1);
	assert_int_equal(fix_presence(&f, 1).misses, 2);
	fix_fini(&f);
}

/* Found by the simulator, seed 306: what is told on coming counts as told. */
static void the_panel_is_true_after_a_while_away(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_staff(&f, 1, "");
	fix_staff(&f, 2, "");
	fix_sit(&f, 2, 2);
	fix_sit(&f, 1, 1);
	fix_available(&f, 2, true);
	assert_int_equal(fix_last(&f, 1, WIRE_T_PANEL)->panel.available, 1);
	fix_leave(&f, 1);
	fix_available(&f, 2, false);
	fix_sit(&f, 11, 1);
	assert_int_equal(fix_heard(&f, 11, WIRE_T_PANEL), 1);
	assert_int_equal(fix_last(&f, 11, WIRE_T_PANEL)->panel.available, 0);
	fix_available(&f, 2, true);
	assert_int_equal(fix_last(&f, 11, WIRE_T_PANEL)->panel.available, 1);
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(B1_state_belongs_to_the_associate),
		cmocka_unit_test(B1_saying_it_twice_changes_nothing),
		cmocka_unit_test(B2_closed_says_why_and_when),
		cmocka_unit_test(B2_the_group_may_be_open_alone),
		cmocka_unit_test(B4_closing_time),
		cmocka_unit_test(B4_a_clock_put_back_opens_again),
		cmocka_unit_test(B5_three_misses_in_a_row),
		cmocka_unit_test(B5_accepting_counts_anew),
		cmocka_unit_test(B5_going_available_counts_anew),
		cmocka_unit_test(B6_state_is_kept_for_60_s),
		cmocka_unit_test(B6_a_second_device_keeps_it),
		cmocka_unit_test(B6_the_ring_stays_meanwhile),
		cmocka_unit_test(B6_a_withdrawn_ring_is_no_miss),
		cmocka_unit_test(figures_are_of_the_local_day),
		cmocka_unit_test(the_panel_is_true_after_a_while_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
