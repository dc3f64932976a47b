/* SPDX-License-Identifier: MIT */
/* Flows against a real relay that is started for them: with faults on the
 * wire, the relay killed, the clock moved; and nothing left behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/flow/file_relay.h"
#include "client/flow/ws_stage.h"
#include "client/link/http_control.h"
#include "client/link/ws_loop.h"
#include "shared/mem.h"

struct bed {
	struct file_relay *relay;
	struct ws_loop *loop;
	struct http_control *control;
	uint64_t seed;
	struct buf story;
};

static void on_turn(void *ctx)
{
	(void)ctx;
}

static int setup(void **state)
{
	static struct bed bed;
	char why[FILE_RELAY_WHY], norend[4096];
	const char *build = getenv("NOREN_BUILD");

	snprintf(norend, sizeof(norend), "%s/norend",
		build ? build : "build/debug");
	memset(&bed, 0, sizeof(bed));
	if (file_relay_new(norend, &bed.relay, why))
		fail_msg("%s", why);
	assert_int_equal(
		ws_loop_new_wide(256, on_turn, &bed, &bed.loop), ERR_OK);
	bed.control = http_control_new(file_relay_control(bed.relay));
	buf_init(&bed.story, 1 << 20);
	*state = &bed;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	http_control_destroy(&b->control);
	ws_loop_destroy(&b->loop);
	file_relay_destroy(&b->relay);
	buf_fini(&b->story);
	return 0;
}

static void on_over(void *ctx)
{
	ws_loop_stop(((struct bed *)ctx)->loop);
}

/* Plays it; what became of it is in b->story.  Whether it held. */
static bool play_text(struct bed *b, const char *text)
{
	const struct ws_stage_config config = {
		.url = file_relay_url(b->relay),
		.control = file_relay_control(b->relay),
		.relay = b->relay,
		.seed = ++b->seed,
		.over = on_over,
		.ctx = b,
	};
	struct flow_fault fault;
	struct flow *flow = NULL;
	struct ws_stage *stage = NULL;
	struct report *report;
	struct play *play;
	char why[WS_STAGE_WHY];
	bool held;

	buf_clear(&b->story);
	if (flow_parse(text, strlen(text), &flow, &fault))
		fail_msg("%d:%d: %s", fault.line, fault.column, fault.why);
	report = report_new(REPORT_TAP, (struct report_style){0}, &b->story);
	if (ws_stage_new(b->loop, &config, flow, &stage, why))
		fail_msg("%s", why);
	play = play_new(flow, "test", ws_stage_io(stage), report, b->seed);
	ws_stage_play(stage, play);
	ws_loop_run(b->loop);
	assert_true(play_over(play));
	held = play_held(play);
	play_destroy(&play);
	ws_stage_destroy(&stage);
	report_end(report);
	report_destroy(&report);
	flow_destroy(&flow);
	return held;
}

static void check_held(struct bed *b, const char *text)
{
	if (!play_text(b, text))
		fail_msg("%s", buf_str(&b->story));
}

/* It does not hold, and says that. */
static void check_fails(struct bed *b, const char *text, const char *why)
{
	assert_false(play_text(b, text));
	if (!strstr(buf_str(&b->story), why))
		fail_msg("no \"%s\" in %s", why, buf_str(&b->story));
}

static void check_nothing_left(struct bed *b)
{
	char why[HTTP_CONTROL_WHY];
	struct buf answer;

	buf_init(&answer, 1 << 16);
	assert_int_equal(http_control_ask(b->control, "GET", "/retailers", NULL,
				 &answer, why),
		ERR_OK);
	assert_null(strstr(buf_str(&answer), "flow-"));
	buf_fini(&answer);
}

static const char people[] = "associate Ken\n"
			     "associate Mio\n"
			     "shopper Hana\n"
			     "Ken and Mio go available\n"
			     "Hana opens /p/matcha-bowl showing \"Bowl\"\n";

/* The people above, then what they do. */
static const char *with_people(const char *text)
{
	static char all[4096];

	snprintf(all, sizeof(all), "%s%s", people, text);
	return all;
}

static void a_chat_from_beginning_to_end(void **state)
{
	check_held(*state,
		with_people("Hana says \"在庫はありますか\"\n"
			    "Ken and Mio are rung within 1 s\n"
			    "Ken is rung for Hana with 90 s left\n"
			    "Ken accepts\n"
			    "Mio sees taken by Ken\n"
			    "Mio is not rung\n"
			    "Hana's chat is with Ken\n"
			    "Mio tries to accept\n"
			    "Mio is refused as taken\n"
			    "Ken says \"Yes\"\n"
			    "Hana sees \"Yes\" once\n"
			    "Ken sees delivered\n"
			    "Ken does not see read\n"
			    "Hana reads\n"
			    "Ken sees read\n"
			    "Hana types\n"
			    "Ken sees Hana typing\n"
			    "wait 6 s\n"
			    "Ken does not see Hana typing\n"
			    "Hana reloads\n"
			    "Hana sees \"在庫はありますか\" before \"Yes\"\n"
			    "Ken ends the chat\n"
			    "Hana's chat has ended\n"
			    "Ken has no chat\n"
			    "Ken is available\n"));
	check_nothing_left(*state);
}

static void misses_make_unavailable(void **state)
{
	check_held(*state,
		"associate Ken\n"
		"shopper Hana\n"
		"Ken goes available\n"
		"Hana opens /\n"
		"Hana says \"One\"\n"
		"wait 91 s\n"
		"Hana's chat is missed\n"
		"Hana sees the form\n"
		"Ken has 1 miss\n"
		"Hana says \"Two\"\n"
		"wait 91 s\n"
		"Hana says \"Three\"\n"
		"wait 91 s\n"
		"Ken is unavailable because of 3 misses\n");
}

static void the_relay_is_killed_and_nothing_is_lost(void **state)
{
	check_held(*state,
		with_people("Hana says \"One\"\n"
			    "Ken accepts\n"
			    "Ken says \"Two\"\n"
			    "the relay is killed\n"
			    "Hana is not connected\n"
			    "Hana says \"Three\"\n"
			    "the relay starts again\n"
			    "Ken sees \"Three\" once\n"
			    "Hana sees \"One\" before \"Three\"\n"));
}

static void faults_are_on_the_wire(void **state)
{
	check_held(*state,
		with_people("Hana says \"One\"\n"
			    "Ken accepts\n"
			    "Hana's connection duplicates\n"
			    "Hana says \"Two\"\n"
			    "Ken sees \"Two\" once\n"
			    "Hana's connection reorders\n"
			    "Hana says \"Three\"\n"
			    "Hana says \"Four\"\n"
			    "Ken sees \"Four\" before \"Three\"\n"
			    "Hana's connection is delayed by 150 ms\n"
			    "Hana says \"Five\"\n"
			    "Ken sees \"Five\"\n"
			    "Hana's connection recovers\n"
			    "Hana loses connection\n"
			    "Ken sees Hana away\n"
			    "Ken says \"Are you there?\"\n"
			    "Ken does not see delivered\n"
			    "Hana comes back\n"
			    "Hana sees \"Are you there?\"\n"
			    "Ken sees delivered\n"));
}

static void the_shop_closes(void **state)
{
	check_held(*state,
		"associate Ken\n"
		"shopper Hana\n"
		"the shop is open Mon-Fri 10:00-19:00\n"
		"at Friday 18:59\n"
		"Ken goes available\n"
		"Hana opens /\n"
		"Hana sees open until Friday 19:00\n"
		"wait 2 min\n"
		"Ken is unavailable because of closing time\n"
		"Hana sees closed until Monday 10:00\n"
		"Ken tries to go available\n"
		"Ken is refused as closed\n"
		"Hana sees the form\n"
		"Hana leaves the enquiry \"When?\"\n"
		"Ken sees the enquiry of Hana\n"
		"Ken takes up the enquiry of Hana\n"
		"Ken sees the enquiry of Hana taken up by Ken\n");
}

static void what_is_there_instead_is_said(void **state)
{
	struct bed *b = *state;

	check_fails(b,
		"associate Ken\nassociate Mio\nshopper Hana\n"
		"Ken goes available\nHana opens /\nHana says \"One\"\n"
		"Mio is rung within 1 s\n"
		"Ken accepts\n",
		"Mio is not rung; Ken is");
	check_nothing_left(b);
	check_fails(b, "associate Ken\nKen accepts\n", "Ken is not rung");
	check_fails(b, "shopper Hana\nHana opens /\nHana says \"One\"\n",
		"Hana was refused");
	check_nothing_left(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_chat_from_beginning_to_end),
		cmocka_unit_test(misses_make_unavailable),
		cmocka_unit_test(the_relay_is_killed_and_nothing_is_lost),
		cmocka_unit_test(faults_are_on_the_wire),
		cmocka_unit_test(the_shop_closes),
		cmocka_unit_test(what_is_there_instead_is_said),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
