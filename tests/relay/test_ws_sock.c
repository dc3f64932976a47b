/* SPDX-License-Identifier: MIT */
/* The sockets of the client against the real relay: many on one loop, as both
 * sides, closed from anywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "client/link/ws_loop.h"
#include "client/link/ws_sock.h"
#include "tests/lib/relayproc.h"

#define MANY 150 /* fewer than one address may have */

struct bed {
	struct relayproc relay;
	char token[RELAYPROC_TOKEN];
	struct ws_loop *loop;
	struct ws_net *net;
	int ready, lost, late;
};

struct one {
	struct bed *bed;
	struct ws_sock *sock;
	const char *retailer, *token;
	enum err why;
	bool close_at_once; /* as soon as it is welcome */
};

static void on_turn(void *ctx)
{
	(void)ctx;
}

static void on_late(void *ctx)
{
	struct bed *b = ctx;

	b->late++;
	ws_loop_stop(b->loop);
}

static void on_up(void *ctx)
{
	struct one *o = ctx;
	const struct wire_msg msg = {
		.type = WIRE_T_HELLO,
		.hello = {.version = WIRE_VERSION,
			.retailer = o->retailer,
			.token = o->token},
	};

	assert_int_equal(ws_sock_send(o->sock, &msg), ERR_OK);
	assert_int_equal(ws_sock_waiting(o->sock), 1);
}

static void on_message(void *ctx, const struct wire_msg *msg)
{
	struct one *o = ctx;

	if (msg->type == WIRE_T_WELCOME && o->close_at_once)
		ws_sock_close(&o->sock);
	else if (msg->type == WIRE_T_READY)
		o->bed->ready++;
	else
		return;
	ws_loop_stop(o->bed->loop);
}

static void on_lost(void *ctx, enum err why, int64_t wait)
{
	struct one *o = ctx;

	(void)wait;
	o->why = why;
	o->bed->lost++;
	ws_sock_close(&o->sock);
	ws_loop_stop(o->bed->loop);
}

static void open_one(struct bed *b, struct one *o, enum ws_sock_side side)
{
	const struct ws_sock_handlers on = {
		.ctx = o, .up = on_up, .message = on_message, .lost = on_lost};

	o->bed = b;
	o->sock = ws_sock_open(b->net, side, &on);
	assert_non_null(o->sock);
}

/* Until something happens; never for long. */
static void turn(struct bed *b)
{
	ws_loop_after(b->loop, 20000, on_late, b);
	ws_loop_run(b->loop);
	assert_int_equal(b->late, 0);
}

static int setup(void **state)
{
	static struct bed bed;
	char url[64];

	memset(&bed, 0, sizeof(bed));
	relayproc_init(&bed.relay, NULL);
	relayproc_retailer(&bed.relay, "suzume");
	relayproc_associate(
		&bed.relay, "suzume", "aiko@suzume.example", "Aiko", bed.token);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d", bed.relay.port);
	assert_int_equal(
		ws_loop_new_wide(MANY + 32, on_turn, &bed, &bed.loop), ERR_OK);
	assert_int_equal(ws_net_new(bed.loop, url, NULL, &bed.net), ERR_OK);
	*state = &bed;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	ws_net_destroy(&b->net);
	ws_loop_destroy(&b->loop);
	relayproc_fini(&b->relay);
	return 0;
}

static void many_share_a_loop(void **state)
{
	static struct one all[MANY];
	struct bed *b = *state;

	for (int i = 0; i < MANY; i++) {
		all[i].retailer = i ? "suzume" : NULL;
		all[i].token = i ? NULL : b->token;
		open_one(b, &all[i], i ? WS_SOCK_SHOPPER : WS_SOCK_ASSOCIATE);
	}
	while (b->ready < MANY && !b->lost)
		turn(b);
	assert_int_equal(b->ready, MANY);
	for (int i = 0; i < MANY; i++)
		ws_sock_close(&all[i].sock);
	assert_int_equal(b->lost, 0);
}

static void the_relay_says_why_it_closes(void **state)
{
	struct bed *b = *state;
	struct one o = {.token = "nobody's"};

	open_one(b, &o, WS_SOCK_ASSOCIATE);
	assert_int_equal(
		ws_sock_send(o.sock, &(struct wire_msg){.type = WIRE_T_PING}),
		ERR_CLOSE);
	turn(b);
	assert_int_equal(o.why, ERR_TOKEN);
	assert_null(o.sock);
}

static void it_can_be_closed_from_a_handler(void **state)
{
	struct bed *b = *state;
	struct one o = {.retailer = "suzume", .close_at_once = true};

	open_one(b, &o, WS_SOCK_SHOPPER);
	turn(b);
	assert_null(o.sock);
	assert_int_equal(b->ready + b->lost, 0);
}

static void it_can_be_closed_before_it_is_there(void **state)
{
	struct bed *b = *state;
	struct one o = {.retailer = "suzume"};

	open_one(b, &o, WS_SOCK_SHOPPER);
	ws_sock_close(&o.sock);
	ws_sock_close(&o.sock); /* NULL is fine */
}

static void nobody_listens(void **state)
{
	struct bed *b = *state;
	struct one o = {.retailer = "suzume"};

	relayproc_kill(&b->relay);
	open_one(b, &o, WS_SOCK_SHOPPER);
	turn(b);
	assert_int_equal(b->lost, 1);
	assert_int_equal(o.why, ERR_CLOSE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			many_share_a_loop, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_relay_says_why_it_closes, setup, teardown),
		cmocka_unit_test_setup_teardown(
			it_can_be_closed_from_a_handler, setup, teardown),
		cmocka_unit_test_setup_teardown(
			it_can_be_closed_before_it_is_there, setup, teardown),
		cmocka_unit_test_setup_teardown(
			nobody_listens, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
