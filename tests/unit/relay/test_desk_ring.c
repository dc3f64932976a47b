/* SPDX-License-Identifier: MIT */
/* Rules C: requests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "shared/limits.h"
#include "tests/lib/fix.h"

/* So many associates who are available, 1 s after each other. */
static void crowd(struct fix *f, int n)
{
	for (int i = 1; i <= n; i++) {
		fix_ready(f, i);
		fix_wait(f, 1);
	}
}

static void ask(struct fix *f, int shopper, int chat)
{
	fix_visit(f, shopper, shopper);
	fix_open(f, shopper, chat, "q");
	assert_string_equal(fix_answer(f, shopper), "ok");
}

static void C1_waves(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 15);
	ask(&f, 100, 900);
	assert_string_equal(fix_rings(&f, 900), "1 2 3");
	fix_wait_ms(&f, 14999);
	assert_string_equal(fix_rings(&f, 900), "1 2 3");
	fix_wait_ms(&f, 1);
	assert_string_equal(fix_rings(&f, 900), "1 2 3 4 5 6");
	fix_wait(&f, 30);
	assert_string_equal(fix_rings(&f, 900), "1 2 3 4 5 6 7 8 9 10 11 12");
	fix_wait(&f, 44);
	assert_string_equal(fix_rings(&f, 900), "1 2 3 4 5 6 7 8 9 10 11 12");
	fix_fini(&f);
}

static void C1_who_last_served_then_longest_idle(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 6);
	ask(&f, 100, 900);
	fix_accept(&f, 2, 900);
	fix_wait(&f, 1);
	fix_end(&f, 2, 900); /* 2 has been idle for the shortest time */
	fix_wait(&f, 1);
	fix_open(&f, 100, 901, "again");
	assert_string_equal(fix_rings(&f, 901), "1 2 3");
	fix_visit(&f, 101, 101);
	fix_open(&f, 101, 902, "q");
	assert_string_equal(fix_rings(&f, 902), "4 5 6");
	fix_fini(&f);
}

static void C1_only_the_group_of_the_page(void **state)
{
	struct fix f = {0};
	struct wire_page page = {.url = "u", .group = "ginza"};
	struct wire_page other = {.url = "u", .group = "nowhere"};

	(void)state;
	fix_init(&f, "always");
	fix_group(&f, "ginza", NULL);
	fix_staff(&f, 1, "");
	fix_staff(&f, 2, "ueno ginza");
	fix_sit(&f, 1, 1);
	fix_sit(&f, 2, 2);
	fix_available(&f, 1, true);
	fix_visit_page(&f, 100, 100, &page);
	assert_false(fix_last(&f, 100, WIRE_T_SHOP)->shop.available);
	fix_open(&f, 100, 900, "q");
	assert_string_equal(fix_answer(&f, 100), "nobody");
	fix_available(&f, 2, true);
	assert_true(fix_last(&f, 100, WIRE_T_SHOP)->shop.available);
	fix_open(&f, 100, 900, "q");
	assert_string_equal(fix_rings(&f, 900), "2");
	fix_visit_page(&f, 101, 101, &other);
	fix_open(&f, 101, 901, "q");
	assert_string_equal(fix_rings(&f, 901), "1");
	fix_fini(&f);
}

static void C2_the_alert(void **state)
{
	struct fix f = {0};
	const struct wire_ring *ring;

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_sit(&f, 11, 1);
	ask(&f, 100, 900);
	ring = &fix_last(&f, 11, WIRE_T_RING)->ring;
	assert_int_equal(fix_heard(&f, 1, WIRE_T_RING), 1);
	assert_int_equal(ring->left, 90000);
	assert_string_equal(ring->name, "Guest 1");
	assert_string_equal(ring->text, "Hello");
	assert_string_equal(ring->product, "Navy wool coat");
	assert_int_equal(ring->amount, 48000);
	assert_int_equal(ring->visits, 1);
	fix_wait(&f, 20);
	fix_sit(&f, 12, 1);
	assert_int_equal(fix_last(&f, 12, WIRE_T_RING)->ring.left, 70000);
	fix_fini(&f);
}

static void C3_first_accept_wins(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 3);
	fix_sit(&f, 12, 2);
	ask(&f, 100, 900);
	fix_accept(&f, 1, 900);
	assert_string_equal(fix_answer(&f, 1), "ok");
	assert_int_equal(fix_last(&f, 12, WIRE_T_RING_OVER)->ring_over.reason,
		WIRE_REASON_TAKEN);
	assert_string_equal(
		fix_last(&f, 3, WIRE_T_RING_OVER)->ring_over.name, "A1");
	assert_int_equal(
		fix_last(&f, 100, WIRE_T_CHAT)->chat.phase, WIRE_PHASE_LIVE);
	assert_string_equal(fix_last(&f, 100, WIRE_T_CHAT)->chat.name, "A1");
	assert_int_equal(
		fix_last(&f, 1, WIRE_T_ENTRY)->entry.kind, WIRE_KIND_JOINED);
	fix_accept(&f, 2, 900);
	assert_string_equal(fix_answer(&f, 2), "taken");
	assert_string_equal(fix_last(&f, 2, WIRE_T_ERROR)->error.name, "A1");
	fix_accept(&f, 1, 900);
	assert_string_equal(fix_answer(&f, 1), "ok");
	fix_rebuild(&f);
	fix_sit(&f, 22, 2);
	fix_accept(&f, 22, 900);
	assert_string_equal(fix_answer(&f, 22), "taken");
	fix_fini(&f);
}

static void C3_too_late_or_not_asked(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 4);
	ask(&f, 100, 900);
	fix_accept(&f, 4, 900);
	assert_string_equal(fix_answer(&f, 4), "unknown_chat");
	fix_accept(&f, 4, 901);
	assert_string_equal(fix_answer(&f, 4), "unknown_chat");
	fix_available(&f, 1, false);
	fix_accept(&f, 1, 900);
	assert_string_equal(fix_answer(&f, 1), "wrong_state");
	fix_accept(&f, 2, 900);
	fix_end(&f, 2, 900);
	fix_accept(&f, 3, 900);
	assert_string_equal(fix_answer(&f, 3), "chat_over");
	fix_fini(&f);
}

static void C4_a_busy_associate_is_not_rung(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 2);
	fix_live(&f);
	ask(&f, 101, 901);
	assert_string_equal(fix_rings(&f, 901), "2");
	fix_end(&f, 1, 900);
	assert_string_equal(fix_rings(&f, 901), "1 2");
	fix_fini(&f);
}

static void C4_one_alert_at_a_time(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 4);
	ask(&f, 100, 900);
	ask(&f, 101, 901);
	assert_string_equal(fix_rings(&f, 900), "1 2 3");
	assert_string_equal(fix_rings(&f, 901), "4");
	fix_accept(&f, 1, 900);
	assert_string_equal(fix_rings(&f, 901), "2 3 4");
	fix_fini(&f);
}

static void C4_further_tabs_show_the_same_chat(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 1);
	fix_visit(&f, 100, 100);
	fix_visit(&f, 101, 100);
	fix_open(&f, 100, 900, "k1");
	assert_int_equal(fix_heard(&f, 101, WIRE_T_CHAT), 1);
	assert_int_equal(fix_heard(&f, 101, WIRE_T_ENTRY), 2);
	fix_open(&f, 101, 901, "k2"); /* both tabs began at once */
	assert_int_equal(fix_last(&f, 101, WIRE_T_OK)->ok.seq, 3);
	assert_string_equal(
		fix_last(&f, 101, WIRE_T_OK)->ok.chat.s, fix_id(900).s);
	fix_visit(&f, 102, 100);
	assert_string_equal(
		fix_last(&f, 102, WIRE_T_CHAT)->chat.chat.s, fix_id(900).s);
	fix_fini(&f);
}

static void C5_pass_rings_somebody_else_at_once(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 5);
	ask(&f, 100, 900);
	fix_wait(&f, 10);
	fix_pass(&f, 2, 900);
	assert_string_equal(fix_answer(&f, 2), "ok");
	assert_string_equal(fix_rings(&f, 900), "1 3 4");
	assert_int_equal(fix_last(&f, 4, WIRE_T_RING)->ring.left, 80000);
	assert_int_equal(fix_last(&f, 2, WIRE_T_RING_OVER)->ring_over.reason,
		WIRE_REASON_PASSED);
	fix_pass(&f, 2, 900);
	assert_string_equal(fix_answer(&f, 2), "ok");
	fix_accept(&f, 2, 900);
	assert_string_equal(fix_answer(&f, 2), "wrong_state");
	fix_wait(&f, 5); /* a wave: 2 is not rung again */
	assert_string_equal(fix_rings(&f, 900), "1 3 4 5");
	fix_rebuild(&f);
	fix_sit(&f, 22, 2);
	assert_int_equal(fix_heard(&f, 22, WIRE_T_RING), 0);
	fix_fini(&f);
}

static void C5_who_passed_may_be_rung_by_another(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 1);
	ask(&f, 100, 900);
	fix_pass(&f, 1, 900);
	ask(&f, 101, 901);
	assert_string_equal(fix_rings(&f, 901), "1");
	fix_fini(&f);
}

static void C6_free_places_go_to_who_comes(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 1);
	ask(&f, 100, 900);
	fix_wait(&f, 40);
	fix_ready(&f, 2);
	assert_int_equal(fix_last(&f, 2, WIRE_T_RING)->ring.left, 50000);
	assert_string_equal(fix_rings(&f, 900), "1 2");
	fix_fini(&f);
}

static void C6_the_oldest_request_first(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 2);
	fix_live(&f); /* 1 has a chat, 2 is free */
	fix_visit(&f, 101, 101);
	fix_visit(&f, 102, 102);
	fix_open(&f, 101, 901, "q");
	fix_pass(&f, 2, 901);
	fix_wait(&f, 1);
	fix_open(&f, 102, 902, "q");
	assert_string_equal(fix_rings(&f, 902), "2");
	fix_end(&f, 1, 900);
	assert_string_equal(fix_rings(&f, 901), "1");
	fix_fini(&f);
}

static void C6_unavailable_frees_the_place(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 4);
	ask(&f, 100, 900);
	fix_available(&f, 3, false);
	assert_int_equal(fix_last(&f, 3, WIRE_T_RING_OVER)->ring_over.reason,
		WIRE_REASON_CHOICE);
	assert_string_equal(fix_rings(&f, 900), "1 2 4");
	fix_available(&f, 3, true);
	fix_pass(&f, 1, 900); /* withdrawn is not passed: 3 rings again */
	assert_string_equal(fix_rings(&f, 900), "2 3 4");
	fix_fini(&f);
}

static void C7_nobody_accepts(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 5);
	ask(&f, 100, 900);
	fix_pass(&f, 1, 900);
	fix_available(&f, 2, false);
	fix_wait_ms(&f, 89999);
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_RINGING);
	assert_string_equal(fix_rings(&f, 900), "3 4 5");
	fix_wait_ms(&f, 1);
	assert_int_equal(fix_chat(&f, 900).reason, WIRE_REASON_MISSED);
	assert_int_equal(fix_presence(&f, 1).misses, 1); /* had passed */
	assert_int_equal(fix_presence(&f, 2).misses, 0); /* was withdrawn */
	assert_int_equal(fix_presence(&f, 3).misses, 1);
	assert_int_equal(fix_presence(&f, 5).misses, 1);
	assert_int_equal(fix_last(&f, 3, WIRE_T_RING_OVER)->ring_over.reason,
		WIRE_REASON_MISSED);
	assert_int_equal(fix_last(&f, 1, WIRE_T_STATUS)->status.misses, 1);
	fix_fini(&f);
}

static void C7_taken_is_no_miss(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 3);
	ask(&f, 100, 900);
	fix_pass(&f, 1, 900);
	fix_accept(&f, 2, 900);
	fix_wait(&f, 100);
	for (int i = 1; i <= 3; i++)
		assert_int_equal(fix_presence(&f, i).misses, 0);
	fix_fini(&f);
}

static void C7_time_goes_on_while_there_is_no_relay(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 1);
	ask(&f, 100, 900);
	fix_rebuild(&f);
	fix_wait(&f, 30);
	fix_sit(&f, 2, 1);
	assert_int_equal(fix_last(&f, 2, WIRE_T_RING)->ring.left, 60000);
	f.now.steady += INT64_C(100000000);
	f.now.wall += INT64_C(100000000);
	fix_rebuild(&f);
	assert_int_equal(fix_chat(&f, 900).reason, WIRE_REASON_MISSED);
	assert_int_equal(fix_presence(&f, 1).misses, 1);
	fix_fini(&f);
}

static void C8_a_missed_chat_keeps_the_text(void **state)
{
	struct fix f = {0};
	struct id chat = fix_id(900);

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 1);
	ask(&f, 100, 900);
	fix_say(&f, 100, 900, "more");
	fix_wait(&f, 90);
	assert_int_equal(
		fix_last(&f, 100, WIRE_T_CHAT)->chat.phase, WIRE_PHASE_ENDED);
	assert_int_equal(fix_last(&f, 100, WIRE_T_CHAT)->chat.reason,
		WIRE_REASON_MISSED);
	assert_string_equal(memstore_entry(f.store, &chat, 2)->body, "Hello");
	assert_string_equal(memstore_entry(f.store, &chat, 3)->body, "And?");
	assert_int_equal(
		memstore_entry(f.store, &chat, 4)->kind, WIRE_KIND_ENDED);
	fix_say(&f, 100, 900, "late");
	assert_string_equal(fix_answer(&f, 100), "chat_over");
	fix_say(&f, 100, 900, "more"); /* its answer had been lost */
	assert_int_equal(fix_last(&f, 100, WIRE_T_OK)->ok.seq, 3);
	fix_open(&f, 100, 901, "new");
	assert_string_equal(
		fix_last(&f, 100, WIRE_T_OK)->ok.chat.s, fix_id(901).s);
	assert_int_equal(fix_last(&f, 1, WIRE_T_RING)->ring.visits, 2);
	fix_fini(&f);
}

static void C9_closed_or_nobody(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "mon 09:00-11:00");
	fix_staff(&f, 1, "");
	fix_sit(&f, 1, 1);
	fix_visit(&f, 100, 100);
	fix_open(&f, 100, 900, "q");
	assert_string_equal(fix_answer(&f, 100), "nobody");
	assert_int_equal(f.out->n_recs, 0);
	fix_wait(&f, 3600);
	fix_open(&f, 100, 900, "q");
	assert_string_equal(fix_answer(&f, 100), "closed");
	assert_int_equal(f.out->n_recs, 0);
	fix_visit(&f, 101, 101);
	assert_string_equal(
		fix_last(&f, 101, WIRE_T_SHOP)->shop.opens, "2025-12-01T09:00");
	fix_fini(&f);
}

static void C9_busy_associates_are_somebody(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 1);
	fix_live(&f);
	ask(&f, 101, 901);
	assert_string_equal(fix_rings(&f, 901), "");
	fix_end(&f, 1, 900);
	assert_string_equal(fix_rings(&f, 901), "1");
	fix_fini(&f);
}

static void B4_closing_ends_requests_without_a_miss(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "mon 09:00-11:00");
	crowd(&f, 1);
	fix_wait(&f, 3540);
	ask(&f, 100, 900);
	fix_wait(&f, 60);
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_ENDED);
	assert_int_equal(fix_chat(&f, 900).reason, WIRE_REASON_CLOSED);
	assert_int_equal(fix_presence(&f, 1).misses, 0);
	assert_int_equal(fix_last(&f, 1, WIRE_T_RING_OVER)->ring_over.reason,
		WIRE_REASON_CLOSED);
	fix_fini(&f);
}

static void everybody_leaves_and_it_rings_on(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 1);
	ask(&f, 100, 900);
	fix_available(&f, 1, false);
	fix_wait(&f, 80);
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_RINGING);
	fix_available(&f, 1, true);
	assert_int_equal(fix_last(&f, 1, WIRE_T_RING)->ring.left, 10000);
	fix_fini(&f);
}

static void one_request_rings_so_many_and_no_more(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	f.settings.at_once = 1;
	fix_set(&f);
	crowd(&f, LIMIT_RINGS + 1);
	ask(&f, 100, 900);
	for (int i = 1; i <= LIMIT_RINGS; i++) {
		assert_int_equal(fix_heard(&f, i, WIRE_T_RING), 1);
		fix_pass(&f, i, 900);
	}
	assert_string_equal(fix_rings(&f, 900), "");
	fix_wait(&f, 90);
	assert_int_equal(fix_presence(&f, LIMIT_RINGS).misses, 1);
	assert_int_equal(fix_presence(&f, LIMIT_RINGS + 1).misses, 0);
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(C1_waves),
		cmocka_unit_test(C1_who_last_served_then_longest_idle),
		cmocka_unit_test(C1_only_the_group_of_the_page),
		cmocka_unit_test(C2_the_alert),
		cmocka_unit_test(C3_first_accept_wins),
		cmocka_unit_test(C3_too_late_or_not_asked),
		cmocka_unit_test(C4_a_busy_associate_is_not_rung),
		cmocka_unit_test(C4_one_alert_at_a_time),
		cmocka_unit_test(C4_further_tabs_show_the_same_chat),
		cmocka_unit_test(C5_pass_rings_somebody_else_at_once),
		cmocka_unit_test(C5_who_passed_may_be_rung_by_another),
		cmocka_unit_test(C6_free_places_go_to_who_comes),
		cmocka_unit_test(C6_the_oldest_request_first),
		cmocka_unit_test(C6_unavailable_frees_the_place),
		cmocka_unit_test(C7_nobody_accepts),
		cmocka_unit_test(C7_taken_is_no_miss),
		cmocka_unit_test(C7_time_goes_on_while_there_is_no_relay),
		cmocka_unit_test(C8_a_missed_chat_keeps_the_text),
		cmocka_unit_test(C9_closed_or_nobody),
		cmocka_unit_test(C9_busy_associates_are_somebody),
		cmocka_unit_test(B4_closing_ends_requests_without_a_miss),
		cmocka_unit_test(everybody_leaves_and_it_rings_on),
		cmocka_unit_test(one_request_rings_so_many_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
