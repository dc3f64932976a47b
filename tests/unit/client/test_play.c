/* SPDX-License-Identifier: MIT */
/* Flows on a stage made of memory: the test is the relay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tests/lib/playbed.h"

#define HOLD_MS 10 /* that a turn takes */

static const char ring[] =
	"{\"t\":\"ring\",\"chat\":\"2rk4gq0z8v6m1c5n7t9w3x0y8c\","
	"\"left\":90000,\"name\":\"Guest\",\"text\":\"Hello\"}";

static void every_verb_has_one_meaning(void **state)
{
	(void)state;
	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = verb_at(i);

		if (play_does(v->id) == v->expects ||
			play_sees(v->id) != v->expects)
			fail_msg("%s", v->pattern);
	}
}

static void a_step_lasts_until_it_is_answered(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Ken\nKen goes available\nKen goes unavailable\n");
	assert_true(playbed_wants(&b, "0 connects"));
	assert_false(playbed_wants(&b, "available"));
	playbed_come(&b, 0, "Ken");
	assert_true(playbed_wants(&b, "0: available"));
	buf_clear(&b.log);
	playbed_later(&b, HOLD_MS);
	assert_false(playbed_wants(&b, "available"));
	playbed_answer(&b, 0, "\"ok\"");
	assert_true(playbed_wants(&b, "0: available"));
	playbed_answer(&b, 0, "\"ok\"");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void a_refusal_fails_the_step(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Ken\nKen goes available\nKen goes unavailable\n");
	playbed_come(&b, 0, "Ken");
	playbed_answer(
		&b, 0, "\"error\",\"code\":\"closed\",\"text\":\"Shut.\"");
	assert_false(play_held(b.play));
	assert_false(play_refused(b.play));
	assert_true(playbed_tells(&b, "Ken was refused: Shut. (closed)"));
	playbed_end(&b);
}

static void who_only_tries_may_be_refused(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Ken\nKen tries to go available\n"
		"Ken is refused as closed\n");
	playbed_come(&b, 0, "Ken");
	playbed_answer(
		&b, 0, "\"error\",\"code\":\"closed\",\"text\":\"Shut.\"");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void what_is_expected_has_its_time(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nKen is rung within 2 s\n");
	playbed_come(&b, 0, "Ken");
	playbed_later(&b, 1999);
	assert_false(play_over(b.play));
	playbed_hear(&b, 0, ring);
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void what_is_there_instead_is_told(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Ken\nassociate Mio\nMio is rung within 2 s\n"
		"Mio is available\n");
	playbed_come(&b, 0, "Ken");
	playbed_come(&b, FLOW_DEVICES, "Mio");
	playbed_hear(&b, 0, ring);
	playbed_later(&b, 2001);
	assert_false(play_held(b.play));
	assert_true(playbed_tells(&b, "Mio is not rung; Ken is"));
	playbed_end(&b);
}

static void on_a_test_clock_real_time_does_not_count(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nKen is rung within 1 s\n");
	b.io.test_clock = true;
	playbed_come(&b, 0, "Ken");
	playbed_later(&b, 3000);
	assert_false(play_over(b.play));
	playbed_later(&b, 3000);
	assert_false(play_held(b.play));
	playbed_end(&b);
}

/* Nobody believes that nothing rings before all has been heard. */
static void a_negation_waits_for_what_is_under_way(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nKen is not rung\n");
	b.silent = true;
	playbed_come(&b, 0, "Ken");
	assert_false(play_over(b.play));
	playbed_hear(&b, 0, ring);
	b.silent = false;
	playbed_pump(&b);
	assert_false(play_over(b.play));
	playbed_later(&b, PLAY_USUAL_MS + 1);
	assert_false(play_held(b.play));
	assert_true(playbed_tells(&b, "it does hold of Ken"));
	playbed_end(&b);
}

/* Typing is not answered: a ping after it shows that it has arrived, and only
 * then the relay is asked whether it has done all, and everybody once more. */
static void what_is_not_answered_arrives_first(void **state)
{
	const struct wire_msg pong = {.type = WIRE_T_PONG};
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"shopper Hana\nHana opens /\nHana goes to /b\n"
		"Hana is connected\n");
	b.silent = true;
	playbed_come(&b, 0, "Hana");
	play_heard(b.play, 0, &pong); /* before the page */
	assert_true(playbed_wants(&b, "0: page"));
	assert_int_equal(b.n_done, 0);
	assert_true(b.pinged[0]);
	play_heard(b.play, 0, &pong);
	assert_int_equal(b.n_done, 1); /* it is asked */
	b.pinged[0] = false;
	playbed_pump(&b);
	assert_true(b.pinged[0]);
	assert_false(play_over(b.play));
	b.silent = false;
	playbed_pump(&b);
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void who_is_too_fast_asks_again(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nKen is connected\n");
	b.silent = true;
	playbed_come(&b, 0, "Ken");
	b.pinged[0] = false;
	playbed_hear(&b, 0,
		"{\"t\":\"error\",\"ref\":\"ping\",\"code\":\"too_fast\","
		"\"text\":\"Too fast.\",\"wait\":700}");
	assert_int_equal(play_deadline(b.play), b.now + 700);
	playbed_later(&b, 699);
	assert_false(b.pinged[0]);
	playbed_later(&b, 1);
	assert_true(b.pinged[0]);
	b.silent = false;
	playbed_pump(&b);
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void what_is_too_fast_is_said_again(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nKen goes available\n");
	playbed_come(&b, 0, "Ken");
	buf_clear(&b.log);
	playbed_answer(&b, 0,
		"\"error\",\"code\":\"too_fast\",\"text\":\"Wait.\","
		"\"wait\":300");
	playbed_later(&b, 300);
	assert_false(playbed_wants(&b, "available"));
	playbed_later(&b, 1);
	assert_true(playbed_wants(&b, "0: available"));
	playbed_answer(&b, 0, "\"ok\"");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void exactly_so_many(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Ken\nassociate Mio\nassociate Aya\n"
		"exactly 2 of Ken, Mio and Aya are rung within 1 s\n");
	playbed_come(&b, 0, "Ken");
	playbed_come(&b, FLOW_DEVICES, "Mio");
	playbed_come(&b, 2 * FLOW_DEVICES, "Aya");
	playbed_hear(&b, 0, ring);
	playbed_hear(&b, FLOW_DEVICES, ring);
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void tabs_are_one_shopper(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"shopper Hana\nHana opens /a\n"
		"Hana opens /b in the second tab\nHana reloads\n");
	playbed_come(&b, 0, "Hana");
	assert_true(playbed_wants(&b, "1 connects as t0"));
	playbed_come(&b, 1, "Hana");
	assert_true(playbed_wants(&b, "0 disconnects\n0 connects as t0"));
	playbed_come(&b, 0, "Hana");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void a_lost_connection_comes_back(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nKen is rung\n");
	playbed_come(&b, 0, "Ken");
	buf_clear(&b.log);
	play_connected(b.play, 0, false, ERR_CLOSE);
	assert_int_equal(play_deadline(b.play) <= b.now + PLAY_AGAIN_MS, 1);
	playbed_later(&b, PLAY_AGAIN_MS);
	assert_true(playbed_wants(&b, "0 connects"));
	playbed_come(&b, 0, "Ken");
	playbed_hear(&b, 0, ring);
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void the_clock_moves_on_to_the_next_such_time(void **state)
{
	struct playbed b;

	(void)state;
	/* 1970-01-01 was a Thursday; nine hours east it is 09:00:01. */
	playbed_begin(&b, "at Friday 18:59\nat Thursday 09:00\n");
	assert_true(playbed_wants(&b, "clock 122340\n"));
	assert_true(playbed_wants(&b, "clock 604800\n"));
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void what_the_stage_refuses_fails_no_rule(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nat Friday 18:59\n");
	play_connected(b.play, 0, true, ERR_OK);
	playbed_hear(&b, 0,
		"{\"t\":\"welcome\",\"version\":1,\"now\":1,"
		"\"retailer\":\"S\",\"name\":\"Ken\"}");
	b.silent = true;
	playbed_hear(&b, 0, "{\"t\":\"ready\"}");
	b.silent = false;
	while (!playbed_wants(&b, "clock")) {
		const struct wire_msg pong = {.type = WIRE_T_PONG};

		while (b.n_done > 0) {
			b.n_done--;
			play_done(b.play, ERR_OK, NULL);
		}
		play_heard(b.play, 0, &pong);
	}
	b.fails = ERR_FORBIDDEN;
	playbed_pump(&b);
	assert_true(play_refused(b.play));
	assert_false(play_held(b.play));
	playbed_end(&b);
}

static void who_interrupts_leaves_nothing(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nKen is rung\nKen accepts\n");
	playbed_come(&b, 0, "Ken");
	play_interrupt(b.play);
	assert_true(b.struck);
	assert_false(b.up[0]);
	playbed_pump(&b);
	assert_true(play_over(b.play));
	assert_false(play_held(b.play));
	play_interrupt(b.play); /* twice is fine */
	playbed_end(&b);
}

static void by_hand_each_step_waits(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nwait 1 s\nwait 2 s\n");
	play_by_hand(b.play, true);
	playbed_come(&b, 0, "Ken");
	assert_true(play_waits(b.play));
	assert_false(playbed_wants(&b, "wait 1000"));
	play_go(b.play);
	playbed_pump(&b);
	assert_true(playbed_wants(&b, "wait 1000"));
	assert_false(playbed_wants(&b, "wait 2000"));
	play_by_hand(b.play, false);
	playbed_pump(&b);
	assert_true(playbed_wants(&b, "wait 2000"));
	playbed_end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_verb_has_one_meaning),
		cmocka_unit_test(a_step_lasts_until_it_is_answered),
		cmocka_unit_test(a_refusal_fails_the_step),
		cmocka_unit_test(who_only_tries_may_be_refused),
		cmocka_unit_test(what_is_expected_has_its_time),
		cmocka_unit_test(what_is_there_instead_is_told),
		cmocka_unit_test(on_a_test_clock_real_time_does_not_count),
		cmocka_unit_test(a_negation_waits_for_what_is_under_way),
		cmocka_unit_test(what_is_not_answered_arrives_first),
		cmocka_unit_test(who_is_too_fast_asks_again),
		cmocka_unit_test(what_is_too_fast_is_said_again),
		cmocka_unit_test(exactly_so_many),
		cmocka_unit_test(tabs_are_one_shopper),
		cmocka_unit_test(a_lost_connection_comes_back),
		cmocka_unit_test(the_clock_moves_on_to_the_next_such_time),
		cmocka_unit_test(what_the_stage_refuses_fails_no_rule),
		cmocka_unit_test(who_interrupts_leaves_nothing),
		cmocka_unit_test(by_hand_each_step_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
