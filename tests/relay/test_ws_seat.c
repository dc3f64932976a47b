/* SPDX-License-Identifier: MIT */
/* Faults are real: what the relay answers shows what went over the wire. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/ws_seat.h"
#include "client/link/ws_loop.h"
#include "tests/lib/relayproc.h"

struct bed {
	struct relayproc relay;
	struct ws_loop *loop;
	struct ws_net *net;
	struct ws_seat *seat;
	char heard[400]; /* the refs of what was answered */
	bool ready, lost, late;
	int64_t at; /* of the last answer */
};

static void on_turn(void *ctx)
{
	(void)ctx;
}

static void on_tick(void *ctx)
{
	struct bed *b = ctx;
	int64_t now = ws_loop_now_ms(), due;

	ws_seat_tick(b->seat, now);
	due = ws_seat_due(b->seat);
	if (due != INT64_MAX)
		ws_loop_after(b->loop, due > now ? due - now : 0, on_tick, b);
}

static void on_too_late(void *ctx)
{
	((struct bed *)ctx)->late = true;
	ws_loop_stop(((struct bed *)ctx)->loop);
}

static void on_up(void *ctx, int seat)
{
	struct bed *b = ctx;
	const struct wire_msg hello = {
		.type = WIRE_T_HELLO,
		.hello = {.version = WIRE_VERSION, .retailer = "suzume"},
	};

	assert_int_equal(seat, 5);
	ws_seat_send(b->seat, &hello, ws_loop_now_ms());
}

static void on_message(void *ctx, int seat, const struct wire_msg *msg)
{
	struct bed *b = ctx;

	(void)seat;
	if (msg->type == WIRE_T_READY) {
		b->ready = true;
	} else if (msg->type == WIRE_T_ERROR || msg->type == WIRE_T_PONG ||
		msg->type == WIRE_T_OK) {
		strcat(b->heard, msg->ref ? msg->ref : "-");
		b->at = ws_loop_now_ms();
	} else {
		return;
	}
	ws_loop_stop(b->loop);
}

static void on_lost(void *ctx, int seat, enum err why)
{
	(void)seat;
	(void)why;
	((struct bed *)ctx)->lost = true;
	ws_loop_stop(((struct bed *)ctx)->loop);
}

static void turn(struct bed *b)
{
	on_tick(b);
	ws_loop_after(b->loop, 20000, on_too_late, b);
	ws_loop_run(b->loop);
	assert_false(b->late);
	assert_false(b->lost);
}

static int setup(void **state)
{
	static struct bed bed;
	const struct ws_seat_handlers on = {
		.ctx = &bed,
		.up = on_up,
		.message = on_message,
		.lost = on_lost,
		.late = on_tick,
	};
	char url[64];

	memset(&bed, 0, sizeof(bed));
	relayproc_init(&bed.relay, NULL);
	relayproc_retailer(&bed.relay, "suzume");
	snprintf(url, sizeof(url), "http://127.0.0.1:%d", bed.relay.port);
	assert_int_equal(ws_loop_new(on_turn, &bed, &bed.loop), ERR_OK);
	assert_int_equal(ws_net_new(bed.loop, url, NULL, &bed.net), ERR_OK);
	bed.seat = ws_seat_new(bed.net, 5, WS_SOCK_SHOPPER, &on);
	assert_int_equal(ws_seat_open(bed.seat), ERR_OK);
	while (!bed.ready)
		turn(&bed);
	*state = &bed;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	ws_seat_destroy(&b->seat);
	ws_net_destroy(&b->net);
	ws_loop_destroy(&b->loop);
	relayproc_fini(&b->relay);
	return 0;
}

/* Nobody is available, so it is refused: an answer each time. */
static void say(struct bed *b, const char *ref)
{
	const struct wire_msg msg = {
		.type = WIRE_T_SAY,
		.ref = ref,
		.say = {.key = ref, .text = "Hello"},
	};

	ws_seat_send(b->seat, &msg, ws_loop_now_ms());
}

/* Its answer comes after those of all before it. */
static void ping(struct bed *b)
{
	const struct wire_msg msg = {.type = WIRE_T_PING, .ref = "p"};

	ws_seat_send(b->seat, &msg, ws_loop_now_ms());
	while (!strchr(b->heard, 'p'))
		turn(b);
}

static void without_a_fault(void **state)
{
	struct bed *b = *state;

	say(b, "1");
	say(b, "2");
	while (strlen(b->heard) < 2)
		turn(b);
	ping(b);
	assert_string_equal(b->heard, "12p");
}

static void what_is_doubled_is_answered_twice(void **state)
{
	struct bed *b = *state;

	ws_seat_fault(b->seat, PLAY_DUPLICATE, 0, ws_loop_now_ms());
	say(b, "1");
	while (strlen(b->heard) < 2)
		turn(b);
	assert_string_equal(b->heard, "11");
	ping(b);
	assert_string_equal(b->heard, "11p");
}

static void what_is_swapped_is_answered_so(void **state)
{
	struct bed *b = *state;

	ws_seat_fault(b->seat, PLAY_REORDER, 0, ws_loop_now_ms());
	say(b, "1");
	say(b, "2");
	say(b, "3"); /* has nobody to swap with, and goes after a while */
	while (strlen(b->heard) < 3)
		turn(b);
	assert_string_equal(b->heard, "213");
}

static void what_is_late_comes_late(void **state)
{
	struct bed *b = *state;
	int64_t from = ws_loop_now_ms();

	ws_seat_fault(b->seat, PLAY_DELAY, 120, from);
	say(b, "1");
	say(b, "2");
	while (strlen(b->heard) < 2)
		turn(b);
	assert_string_equal(b->heard, "12");
	assert_true(b->at >= from + 240); /* on the way there, and back */
}

static void what_is_cut_is_silent(void **state)
{
	struct bed *b = *state;

	ws_seat_fault(b->seat, PLAY_CUT, 0, ws_loop_now_ms());
	say(b, "1");
	assert_int_equal(ws_seat_due(b->seat), INT64_MAX);
	ws_seat_fault(b->seat, PLAY_NONE, 0, ws_loop_now_ms());
	b->ready = false;
	assert_int_equal(ws_seat_open(b->seat), ERR_OK);
	while (!b->ready)
		turn(b);
	ping(b);
	assert_string_equal(b->heard, "p");
}

int main(void)
{
#define SEAT_TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)
	const struct CMUnitTest tests[] = {
		SEAT_TEST(without_a_fault),
		SEAT_TEST(what_is_doubled_is_answered_twice),
		SEAT_TEST(what_is_swapped_is_answered_so),
		SEAT_TEST(what_is_late_comes_late),
		SEAT_TEST(what_is_cut_is_silent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
