/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "client/link/ws_loop.h"

struct bed {
	struct ws_loop *loop;
	int ticks, turns, turns_at_tick, never;
	int pipe[2];
	char read[8];
};

static void on_turn(void *ctx)
{
	struct bed *b = ctx;

	b->turns++;
	if (b->ticks == 3)
		ws_loop_stop(b->loop);
}

static void on_never(void *ctx)
{
	((struct bed *)ctx)->never++;
}

static void on_tick(void *ctx)
{
	struct bed *b = ctx;

	/* The turn that followed the last tick has come before this one. */
	if (b->ticks++)
		assert_true(b->turns > b->turns_at_tick);
	b->turns_at_tick = b->turns;
	ws_loop_after(b->loop, 5, on_tick, b);
}

static void a_timer_ends_its_turn_at_once(void **state)
{
	struct bed b = {0};

	(void)state;
	assert_int_equal(ws_loop_new(on_turn, &b, &b.loop), ERR_OK);
	ws_loop_after(b.loop, 5, on_tick, &b);
	ws_loop_after(b.loop, 5, on_never, &b);
	ws_loop_after(b.loop, -1, on_never, &b);
	ws_loop_run(b.loop);
	assert_int_equal(b.ticks, 3);
	assert_int_equal(b.never, 0);
	ws_loop_destroy(&b.loop);
}

static void on_pipe(void *ctx, int fd)
{
	struct bed *b = ctx;

	assert_int_equal(read(fd, b->read, sizeof(b->read)), 3);
	ws_loop_stop(b->loop);
}

static void a_descriptor_is_read(void **state)
{
	struct bed b = {0};

	(void)state;
	assert_int_equal(pipe(b.pipe), 0);
	assert_int_equal(ws_loop_new(on_turn, &b, &b.loop), ERR_OK);
	assert_int_equal(ws_loop_read(b.loop, b.pipe[0], on_pipe, &b), ERR_OK);
	assert_int_equal(write(b.pipe[1], "abc", 3), 3);
	ws_loop_run(b.loop);
	assert_string_equal(b.read, "abc");
	ws_loop_destroy(&b.loop);
	assert_int_equal(close(b.pipe[0]), -1); /* the loop has closed it */
	close(b.pipe[1]);
}

static void on_wake(void *ctx)
{
	ws_loop_stop(((struct bed *)ctx)->loop);
}

static void a_wake_wakes(void **state)
{
	struct bed b = {0};

	(void)state;
	assert_int_equal(ws_loop_new(on_turn, &b, &b.loop), ERR_OK);
	ws_loop_on_wake(b.loop, on_wake, &b);
	ws_loop_wake(b.loop);
	ws_loop_run(b.loop);
	assert_true(b.turns <= 1);
	ws_loop_destroy(&b.loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_timer_ends_its_turn_at_once),
		cmocka_unit_test(a_descriptor_is_read),
		cmocka_unit_test(a_wake_wakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
