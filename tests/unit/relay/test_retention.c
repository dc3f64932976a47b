/* SPDX-License-Identifier: MIT */
/* J1: when the retention acts by itself, on clocks that the test sets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "relay/gate/hub.h"
#include "shared/times.h"
#include "tests/lib/tzfile.h"
#include "tests/unit/relay/fakestore.h"

struct bed {
	struct hub hub;
	struct store *store;
	struct log log;
	struct desk_now now;
};

static struct desk_now io_now(void *ctx)
{
	return ((struct bed *)ctx)->now;
}

static void io_random(void *ctx, void *out, size_t len)
{
	(void)ctx;
	memset(out, 7, len);
}

static void io_busy(void *ctx)
{
	(void)ctx;
}

static struct tz *io_zone(void *ctx, const char *name)
{
	(void)ctx;
	return tzfile_read(name);
}

static void log_nothing(void *ctx, const char *line, size_t len)
{
	(void)ctx;
	(void)line;
	(void)len;
}

static void settle(struct bed *b)
{
	do {
		hub_turn(&b->hub);
	} while (fakestore_answer(b->store, KEEPER_COMMITTED));
}

static int setup(void **state)
{
	static struct bed b;
	static const struct hub_config config = {.public_url = ""};
	static const struct store_retailer suzume = {.retailer = "suzume",
		.name = "Suzume",
		.zone = "Asia/Tokyo",
		.currency = "JPY",
		.accent = "#000000",
		.origins = "",
		.hours = "always",
		.numbers = {.retention = 30}};
	const struct hub_io io = {.ctx = &b,
		.now = io_now,
		.random = io_random,
		.busy = io_busy,
		.zone = io_zone};
	const struct store_tenants rows = {
		.retailers = &suzume, .n_retailers = 1};

	b = (struct bed){.log = {.level = LOG_ERROR, .write = log_nothing}};
	b.now.wall = b.now.steady = 20000 * TIMES_DAY;
	b.store = fakestore_new();
	hub_init(&b.hub, &io, &config, &b.log);
	b.hub.store = b.store;
	assert_int_equal(hub_start(&b.hub, &rows), ERR_OK);
	settle(&b);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	settle(b);
	hub_fini(&b->hub);
	fakestore_destroy(&b->store);
	return 0;
}

/* The relay looks, after a while in which the clock was put on, too: how often
 * something was done away with by then. */
static int look(struct bed *b, int64_t after, int64_t put_on)
{
	b->now.steady += after;
	b->now.wall += after + put_on;
	hub_sweep(&b->hub);
	settle(b);
	return b->store->expired;
}

static void test_every_hour_and_not_at_once(void **state)
{
	struct bed *b = *state;

	assert_int_equal(look(b, TIMES_SECOND, 0), 0);
	assert_int_equal(look(b, TIMES_HOUR - TIMES_SECOND - 1, 0), 0);
	assert_int_equal(look(b, 1, 0), 1);
	assert_int_equal(look(b, TIMES_HOUR - TIMES_SECOND, 0), 1);
	assert_int_equal(look(b, TIMES_SECOND, 0), 2);
}

static void test_a_clock_that_was_set_may_be_wrong(void **state)
{
	struct bed *b = *state;

	look(b, TIMES_SECOND, 0);
	assert_int_equal(look(b, TIMES_HOUR, 0), 1);
	assert_int_equal(look(b, TIMES_HOUR, 400 * TIMES_DAY), 1);
	assert_int_equal(look(b, TIMES_HOUR - 1, 0), 1);
	assert_int_equal(look(b, TIMES_SECOND, -400 * TIMES_DAY), 1);
	assert_int_equal(look(b, TIMES_HOUR - 1, 0), 1);
	assert_int_equal(look(b, 1, 0), 2);
	/* Clocks are put right by a little all the time. */
	assert_int_equal(look(b, TIMES_HOUR, TIMES_MINUTE), 3);
}

#define BED(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		BED(every_hour_and_not_at_once),
		BED(a_clock_that_was_set_may_be_wrong),
	};

	return cmocka_run_group_tests_name("retention", tests, NULL, NULL);
}
