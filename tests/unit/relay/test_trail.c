/* SPDX-License-Identifier: MIT */
/* What the gate writes into the audit log, on a store that answers when and
 * how the test says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/hub.h"
#include "shared/times.h"
#include "shared/wire.h"
#include "tests/lib/tzfile.h"
#include "tests/unit/relay/fakestore.h"

#define AIKO "00000000000000000000000001"
#define BEN "00000000000000000000000002"
#define CHAT "00000000000000000000000050"
#define HANA "00000000000000000000000060"

struct bed {
	struct hub hub;
	struct store *store;
	struct log log;
	struct desk_now now;
	int errors; /* lines of the log */
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

static void count(void *ctx, const char *line, size_t len)
{
	(void)line;
	(void)len;
	((struct bed *)ctx)->errors++;
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
	static const struct hub_config config = {
		.public_url = "", .audit_days = 400};
	static const struct store_retailer suzume = {.retailer = "suzume",
		.name = "Suzume",
		.zone = "Asia/Tokyo",
		.currency = "JPY",
		.accent = "#000000",
		.origins = "",
		.hours = "always"};
	const struct hub_io io = {.ctx = &b,
		.now = io_now,
		.random = io_random,
		.busy = io_busy,
		.zone = io_zone};
	const struct store_associate staff[] = {
		{.id = id_from_str(AIKO),
			.retailer = "suzume",
			.address = "aiko@suzume.example",
			.name = "Aiko",
			.hash = "",
			.groups = ""},
		{.id = id_from_str(BEN),
			.retailer = "suzume",
			.address = "ben@suzume.example",
			.name = "Ben",
			.hash = "",
			.groups = "",
			.manager = true},
	};
	const struct store_tenants rows = {.retailers = &suzume,
		.n_retailers = 1,
		.associates = staff,
		.n_associates = 2};

	b = (struct bed){
		.log = {.level = LOG_ERROR, .write = count, .ctx = &b}};
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

/* Somebody at that address asks for it. */
static void ask(struct bed *b, const char *who, const char *peer,
	const struct wire_msg *msg)
{
	struct caller s = {.hub = &b->hub,
		.tenant = b->hub.tenants,
		.who = id_from_str(who)};

	assert_int_equal(peer_parse(peer, &s.peer), ERR_OK);
	trail_note(&s, msg);
}

static void ask_block(struct bed *b, const char *who, const char *peer)
{
	const struct wire_msg msg = {.type = WIRE_T_BLOCK,
		.block = {.chat = id_from_str(CHAT), .text = "Rude"}};

	ask(b, who, peer, &msg);
}

static void ask_unblock(struct bed *b, const char *who, const char *peer)
{
	const struct wire_msg msg = {.type = WIRE_T_UNBLOCK,
		.unblock = {.shopper = id_from_str(HANA)}};

	ask(b, who, peer, &msg);
}

/* The batch with Aiko's block in it has been given to the store. */
static void batch(struct bed *b, int64_t hidden, int64_t lifted)
{
	const struct rec recs[] = {
		{.kind = REC_K_CHAT, .chat = {.chat = id_from_str(CHAT)}},
		{.kind = REC_K_BLOCK,
			.block = {.chat = id_from_str(CHAT),
				.shopper = id_from_str(HANA),
				.associate = id_from_str(AIKO),
				.blocker = "Aiko",
				.reason = "Rude",
				.at = 5,
				.hidden = hidden,
				.lifted = lifted}},
	};

	trail_batch(b->hub.tenants, recs, 2);
}

static void test_a_block_is_who_did_it_from_where(void **state)
{
	struct bed *b = *state;

	ask_block(b, AIKO, "192.0.2.7");
	/* A colleague who tries the same chat has not done it. */
	ask_block(b, BEN, "192.0.2.8");
	assert_int_equal(b->store->audits, 0);
	batch(b, 0, 0);
	assert_int_equal(b->store->audits, 1);
	assert_string_equal(b->store->audit, "block Aiko 192.0.2.7 " HANA);
	/* That the widget is gone by now is no further block. */
	batch(b, 1, 0);
	assert_int_equal(b->store->audits, 1);
}

static void test_who_lifted_it(void **state)
{
	struct bed *b = *state;
	struct id hana = id_from_str(HANA);

	ask_unblock(b, BEN, "2001:db8::1");
	batch(b, 1, 9);
	assert_string_equal(b->store->audit, "unblock Ben 2001:db8::1 " HANA);
	trail_note_ctl(b->hub.tenants, &hana);
	batch(b, 1, 10);
	assert_string_equal(b->store->audit, "unblock   " HANA);
}

static void test_no_more_is_noted_than_there_is_room_for(void **state)
{
	struct bed *b = *state;

	ask_block(b, AIKO, "192.0.2.7");
	for (int i = 0; i < TRAIL_NOTES; i++)
		ask_unblock(b, BEN, "192.0.2.8");
	batch(b, 0, 0);
	assert_string_equal(b->store->audit, "block Aiko  " HANA);
}

static void test_a_line_that_is_not_kept_is_counted(void **state)
{
	struct bed *b = *state;

	trail_ctl(&b->hub, "suzume", AUDIT_SETTINGS, "suzume");
	assert_int_equal(b->hub.unaudited, 0);
	assert_true(fakestore_answer(b->store, KEEPER_REFUSED));
	assert_int_equal(b->hub.unaudited, 1);
	assert_int_equal(b->errors, 1);
	trail_ctl(&b->hub, "suzume", AUDIT_SETTINGS, "suzume");
	assert_true(fakestore_answer(b->store, KEEPER_COMMITTED));
	assert_int_equal(b->hub.unaudited, 1);
}

static void test_it_is_swept_now_and_then(void **state)
{
	struct bed *b = *state;

	assert_int_equal(trail_oldest(&b->hub), b->now.wall - 400 * TIMES_DAY);
	trail_sweep(&b->hub);
	assert_int_equal(b->store->sweeps, 1);
	for (int i = 0; i < 3600; i++)
		trail_sweep(&b->hub);
	assert_int_equal(b->store->sweeps, 1);
	trail_sweep(&b->hub);
	assert_int_equal(b->store->sweeps, 2);
}

#define BED(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		BED(a_block_is_who_did_it_from_where),
		BED(who_lifted_it),
		BED(no_more_is_noted_than_there_is_room_for),
		BED(a_line_that_is_not_kept_is_counted),
		BED(it_is_swept_now_and_then),
	};

	return cmocka_run_group_tests_name("trail", tests, NULL, NULL);
}
