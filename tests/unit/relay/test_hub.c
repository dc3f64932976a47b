/* SPDX-License-Identifier: MIT */
/* The gate's middle on a store that answers when and how the test says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/dispatch.h"
#include "relay/gate/hub.h"
#include "relay/gate/token.h"
#include "shared/times.h"
#include "tests/lib/tzfile.h"
#include "tests/unit/relay/fakestore.h"

#define TOKEN "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

struct bed {
	struct hub hub;
	struct store *store;
	struct log log;
	struct desk_now now;
	unsigned drawn; /* of randomness */
	int killed;
	int64_t enquire; /* how long an address must wait with it */
};

static struct desk_now io_now(void *ctx)
{
	return ((struct bed *)ctx)->now;
}

static void io_random(void *ctx, void *out, size_t len)
{
	struct bed *b = ctx;
	uint8_t *bytes = out;

	b->drawn++;
	for (size_t i = 0; i < len; i++)
		bytes[i] = (uint8_t)(b->drawn >> 8 * (i % 4));
}

static void io_wake(void *ctx, struct caller *c)
{
	(void)ctx;
	(void)c;
}

static void io_kill(void *ctx, struct caller *c)
{
	struct bed *b = ctx;

	b->killed++;
	hub_gone(&b->hub, c);
}

static int64_t io_enquire(void *ctx, struct caller *c)
{
	(void)c;
	return ((struct bed *)ctx)->enquire;
}

static void io_busy(void *ctx)
{
	(void)ctx;
}

static struct tz *io_zone(void *ctx, const char *name)
{
	(void)ctx;
	return strcmp(name, "Asia/Tokyo") == 0 ? tzfile_read(name) : NULL;
}

static void log_nothing(void *ctx, const char *line, size_t len)
{
	(void)ctx;
	(void)line;
	(void)len;
}

static const struct store_retailer suzume = {
	.retailer = "suzume",
	.name = "Suzume",
	.zone = "Asia/Tokyo",
	.currency = "JPY",
	.accent = "#000000",
	.origins = "https://shop.example",
	.hours = "always",
};

static const struct hub_config config = {
	.public_url = "",
	.rate = {.rate = 10 * BUCKET_POINT, .burst = 40 * BUCKET_POINT},
	.silence = 3,
};

/* Everything that is asked, until nothing more is. */
static void settle(struct bed *b, enum keeper_result result)
{
	do {
		hub_turn(&b->hub);
	} while (fakestore_answer(b->store, result));
}

static int setup(void **state)
{
	static struct bed b;
	const struct hub_io io = {
		.ctx = &b,
		.now = io_now,
		.random = io_random,
		.wake = io_wake,
		.kill = io_kill,
		.enquire = io_enquire,
		.busy = io_busy,
		.zone = io_zone,
	};
	const struct store_associate aiko = {
		.id = id_from_str("00000000000000000000000001"),
		.retailer = "suzume",
		.address = "aiko@suzume.example",
		.name = "Aiko",
		.hash = "",
		.groups = "",
	};
	const struct store_tenants rows = {
		.retailers = &suzume,
		.n_retailers = 1,
		.associates = &aiko,
		.n_associates = 1,
	};
	uint8_t hash[32];

	b = (struct bed){.log = {.level = LOG_ERROR, .write = log_nothing}};
	b.now.wall = b.now.steady = 20000 * TIMES_DAY;
	b.store = fakestore_new();
	token_hash(TOKEN, hash);
	fakestore_session(b.store, hash, &aiko);
	hub_init(&b.hub, &io, &config, &b.log);
	b.hub.store = b.store;
	assert_int_equal(hub_start(&b.hub, &rows), ERR_OK);
	settle(&b, KEEPER_COMMITTED);
	assert_true(hub_ready(&b.hub));
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	while (b->hub.callers.first)
		hub_gone(&b->hub, b->hub.callers.first);
	settle(b, KEEPER_COMMITTED);
	hub_fini(&b->hub);
	fakestore_destroy(&b->store);
	return 0;
}

static void hear(struct caller *c, const char *text)
{
	dispatch_frame(c, text, strlen(text));
}

/* The next frame that waits for the caller as text, NULL when there is none.
 */
static const char *next(struct caller *c)
{
	static char text[70000];
	struct frame *f = caller_next(c);

	if (!f)
		return NULL;
	snprintf(text, sizeof(text), "%.*s", (int)f->len, f->text);
	caller_sent(c);
	return text;
}

/* The next frame with that in it; the others are dropped. */
static const char *expect(struct caller *c, const char *what)
{
	const char *text;

	while ((text = next(c)) != NULL && !strstr(text, what))
		;
	if (!text)
		fail_msg("%s did not come", what);
	return text;
}

static struct caller *shopper(struct bed *b, const char *token)
{
	struct caller *c = hub_open(&b->hub, CALLER_SHOPPER, NULL, NULL);
	char text[200];

	snprintf(text, sizeof(text),
		"{\"t\":\"hello\",\"version\":1,\"retailer\":\"suzume\","
		"\"token\":\"%s\"}",
		token);
	hear(c, text);
	settle(b, KEEPER_COMMITTED);
	expect(c, "\"ready\"");
	return c;
}

static struct caller *associate(struct bed *b)
{
	struct caller *c = hub_open(&b->hub, CALLER_ASSOCIATE, NULL, NULL);

	hear(c, "{\"t\":\"hello\",\"version\":1,\"token\":\"" TOKEN "\"}");
	settle(b, KEEPER_COMMITTED);
	expect(c, "\"ready\"");
	return c;
}

static const char say[] = "{\"t\":\"say\",\"ref\":\"1\",\"key\":\"k\","
			  "\"text\":\"hello\"}";

static void go_available(struct bed *b, struct caller *a)
{
	hear(a, "{\"t\":\"available\",\"ref\":\"v\",\"on\":true}");
	settle(b, KEEPER_COMMITTED);
	expect(a, "\"ok\"");
}

static void test_nothing_is_said_before_it_is_kept(void **state)
{
	struct bed *b = *state;
	struct caller *a = associate(b), *s = shopper(b, "");

	go_available(b, a);
	while (next(a) || next(s))
		;
	hear(s, say);
	hub_turn(&b->hub);
	assert_int_equal(store_pending(b->store), 1);
	assert_null(next(s));
	assert_null(next(a));
	assert_true(fakestore_answer(b->store, KEEPER_COMMITTED));
	expect(s, "\"ok\"");
	expect(a, "\"ring\"");
}

static void test_what_cannot_be_kept_is_told(void **state)
{
	struct bed *b = *state;
	struct caller *a = associate(b), *s = shopper(b, "");

	go_available(b, a);
	while (next(a) || next(s))
		;
	hear(s, say);
	hub_turn(&b->hub);
	fakestore_answer(b->store, KEEPER_REFUSED);
	expect(s, "not_kept");
	assert_true(b->hub.refused);
	/* The desk is loaded anew and everybody attached: it goes on. */
	settle(b, KEEPER_COMMITTED);
	assert_true(hub_ready(&b->hub));
	hear(s, say);
	settle(b, KEEPER_COMMITTED);
	expect(s, "\"ok\"");
	assert_false(b->hub.refused);
}

/* Without anybody asking anything. */
static void test_a_store_that_works_again_is_found_out(void **state)
{
	struct bed *b = *state;
	struct caller *s = shopper(b, "");

	hear(s,
		"{\"t\":\"enquire\",\"ref\":\"1\",\"key\":\"k\","
		"\"address\":\"a@b\",\"text\":\"x\"}");
	hub_turn(&b->hub);
	fakestore_answer(b->store, KEEPER_REFUSED);
	settle(b, KEEPER_COMMITTED);
	assert_true(b->hub.refused);
	for (int i = 0; i < HUB_PROVE; i++)
		hub_sweep(&b->hub);
	fakestore_answer(b->store, KEEPER_REFUSED);
	assert_true(b->hub.refused);
	for (int i = 0; i < HUB_PROVE; i++)
		hub_sweep(&b->hub);
	fakestore_answer(b->store, KEEPER_COMMITTED);
	assert_false(b->hub.refused);
}

static void test_the_lost_answer_is_found_by_its_key(void **state)
{
	struct bed *b = *state;
	struct caller *a = associate(b), *s = shopper(b, TOKEN);

	go_available(b, a);
	while (next(a) || next(s))
		;
	hear(s, say);
	hub_turn(&b->hub);
	/* It was kept, but nobody knows. */
	assert_true(memstore_commit(b->store->mem,
		b->store->jobs[b->store->first].turn,
		b->store->jobs[b->store->first].recs,
		b->store->jobs[b->store->first].n));
	fakestore_answer(b->store, KEEPER_UNKNOWN);
	settle(b, KEEPER_COMMITTED);
	hear(s, say);
	settle(b, KEEPER_COMMITTED);
	assert_non_null(strstr(expect(s, "\"ok\""), "\"seq\":2"));
}

static void test_who_lost_the_desk_sends_everybody_elsewhere(void **state)
{
	struct bed *b = *state;
	struct caller *s = shopper(b, "");

	memstore_claim(b->store->mem); /* another relay */
	hear(s,
		"{\"t\":\"enquire\",\"ref\":\"1\",\"key\":\"k\","
		"\"address\":\"a@b\",\"text\":\"x\"}");
	hub_turn(&b->hub);
	fakestore_answer(b->store, KEEPER_COMMITTED);
	hub_turn(&b->hub);
	expect(s, "elsewhere");
	assert_true(caller_over(s));
	assert_false(hub_ready(&b->hub));
	/* After a while it is claimed again, should somebody come back. */
	b->now.steady += 6 * TIMES_SECOND;
	hub_tick(&b->hub);
	settle(b, KEEPER_COMMITTED);
	assert_true(hub_ready(&b->hub));
}

static void test_a_desk_that_cannot_be_loaded_is_loaded_again(void **state)
{
	struct bed *b = *state;
	struct caller *s = shopper(b, "");

	hear(s,
		"{\"t\":\"enquire\",\"ref\":\"1\",\"key\":\"k\","
		"\"address\":\"a@b\",\"text\":\"x\"}");
	hub_turn(&b->hub);
	fakestore_answer(b->store, KEEPER_REFUSED);
	fakestore_answer(b->store, KEEPER_REFUSED); /* the load, too */
	assert_false(hub_ready(&b->hub));
	hear(s, say);
	expect(s, "busy");
	assert_in_range(hub_deadline(&b->hub), b->now.steady,
		b->now.steady + 2 * TIMES_SECOND);
	b->now.steady += 2 * TIMES_SECOND;
	hub_tick(&b->hub);
	settle(b, KEEPER_COMMITTED);
	assert_true(hub_ready(&b->hub));
}

static void test_who_went_before_the_answer_is_not_missed(void **state)
{
	struct bed *b = *state;
	struct caller *a = hub_open(&b->hub, CALLER_ASSOCIATE, NULL, NULL);
	struct caller *s = hub_open(&b->hub, CALLER_SHOPPER, NULL, NULL);

	hear(a, "{\"t\":\"hello\",\"version\":1,\"token\":\"" TOKEN "\"}");
	hear(s,
		"{\"t\":\"hello\",\"version\":1,\"retailer\":\"suzume\","
		"\"token\":\"" TOKEN "\"}");
	assert_int_equal(store_pending(b->store), 2);
	hub_gone(&b->hub, a);
	hub_gone(&b->hub, s);
	/* Their places are taken by others meanwhile. */
	a = hub_open(&b->hub, CALLER_ASSOCIATE, NULL, NULL);
	settle(b, KEEPER_COMMITTED);
	assert_null(next(a));
}

static void test_whom_the_store_keeps_waiting_is_told_busy(void **state)
{
	struct bed *b = *state;
	struct caller *mute = hub_open(&b->hub, CALLER_SHOPPER, NULL, NULL);
	struct caller *s = hub_open(&b->hub, CALLER_SHOPPER, NULL, NULL);

	hear(s,
		"{\"t\":\"hello\",\"version\":1,\"retailer\":\"suzume\","
		"\"token\":\"" TOKEN "\"}");
	b->now.steady += 11 * TIMES_SECOND;
	hub_sweep(&b->hub);
	expect(s, "\"busy\"");
	expect(mute, "\"hello_first\"");
}

static void test_what_comes_during_a_replay_comes_after_it(void **state)
{
	struct bed *b = *state;
	struct caller *a = associate(b), *s = shopper(b, TOKEN);
	char chat[27] = "", text[200];
	const char *m;

	go_available(b, a);
	hear(s, say);
	settle(b, KEEPER_COMMITTED);
	m = strstr(expect(s, "\"ok\""), "\"chat\":\"");
	assert_non_null(m);
	memcpy(chat, m + 8, 26);
	while (next(s))
		;
	snprintf(text, sizeof(text),
		"{\"t\":\"resume\",\"ref\":\"r\",\"chat\":\"%s\",\"after\":0}",
		chat);
	hear(s, text);
	snprintf(text, sizeof(text),
		"{\"t\":\"accept\",\"ref\":\"a\",\"chat\":\"%s\"}", chat);
	hub_turn(&b->hub);
	hear(a, text);
	settle(b, KEEPER_COMMITTED);
	assert_non_null(strstr(next(s), "\"seq\":1"));
	assert_non_null(strstr(next(s), "\"seq\":2"));
	assert_non_null(strstr(next(s), "replayed"));
	expect(s, "\"seq\":3");
}

/* A card comes back whole, and a block as nothing but a page (D5, D9). */
static void test_a_replay_tells_as_much_as_the_log_did(void **state)
{
	struct bed *b = *state;
	struct caller *a = associate(b), *s = shopper(b, TOKEN);
	char chat[27] = "", text[200];
	const char *m;

	go_available(b, a);
	hear(s, say);
	settle(b, KEEPER_COMMITTED);
	m = strstr(expect(s, "\"ok\""), "\"chat\":\"");
	assert_non_null(m);
	memcpy(chat, m + 8, 26);
	snprintf(
		text, sizeof(text), "{\"t\":\"accept\",\"chat\":\"%s\"}", chat);
	hear(a, text);
	snprintf(text, sizeof(text),
		"{\"t\":\"recommend\",\"chat\":\"%s\",\"key\":\"c\","
		"\"sku\":\"B-17\",\"product\":\"Matcha bowl\"}",
		chat);
	hear(a, text);
	snprintf(text, sizeof(text),
		"{\"t\":\"block\",\"chat\":\"%s\",\"text\":\"Rude.\"}", chat);
	hear(a, text);
	settle(b, KEEPER_COMMITTED);
	while (next(s) || next(a))
		;
	snprintf(text, sizeof(text),
		"{\"t\":\"resume\",\"ref\":\"r\",\"chat\":\"%s\",\"after\":2}",
		chat);
	hear(s, text);
	hear(a, text);
	settle(b, KEEPER_COMMITTED);
	assert_null(strstr(expect(s, "\"seq\":3"), "sku"));
	assert_non_null(strstr(expect(s, "\"seq\":4"), "B-17"));
	m = expect(s, "\"seq\":5");
	assert_non_null(strstr(m, "\"page\""));
	assert_null(strstr(m, "Rude"));
	assert_null(strstr(m, "Aiko"));
	assert_non_null(strstr(expect(a, "\"seq\":4"), "Matcha bowl"));
	assert_non_null(strstr(expect(a, "\"seq\":5"), "Rude."));
}

static void test_one_text_for_all_readers(void **state)
{
	struct bed *b = *state;
	struct caller *one = shopper(b, TOKEN), *two = shopper(b, TOKEN);

	go_available(b, associate(b));
	while (next(one) || next(two))
		;
	hear(one, say);
	settle(b, KEEPER_COMMITTED);
	assert_non_null(strstr(expect(two, "hello"), "entry"));
	hear(one, "{\"t\":\"say\",\"key\":\"k2\",\"text\":\"again\"}");
	hub_turn(&b->hub);
	while (next(one) || next(two))
		;
	fakestore_answer(b->store, KEEPER_COMMITTED);
	assert_ptr_equal(caller_next(two), outbox_next(&two->out));
	assert_true(caller_next(two)->refs >= 2);
}

static bool is_due(struct bed *b)
{
	tenant_look(b->hub.tenants);
	return hub_deadline(&b->hub) <= b->now.steady;
}

/* Nobody asks anything: the desk's day begins all the same. */
static void test_a_clock_that_was_set_is_noticed(void **state)
{
	struct bed *b = *state;

	hub_tick(&b->hub);
	settle(b, KEEPER_COMMITTED);
	assert_false(is_due(b));
	b->now.wall += TIMES_DAY;
	assert_true(is_due(b));
	hub_tick(&b->hub);
	settle(b, KEEPER_COMMITTED);
	assert_false(is_due(b));
	b->now.wall -= 3 * TIMES_HOUR;
	assert_true(is_due(b));
	hub_tick(&b->hub);
	settle(b, KEEPER_COMMITTED);
	assert_false(is_due(b));
}

static void test_an_address_leaves_so_many_enquiries(void **state)
{
	static const char enquire[] =
		"{\"t\":\"enquire\",\"ref\":\"1\",\"key\":\"k\","
		"\"address\":\"a@b\",\"text\":\"x\"}";
	struct bed *b = *state;
	struct caller *c = shopper(b, "");
	const char *text;

	b->enquire = 2 * TIMES_SECOND;
	hear(c, enquire);
	text = expect(c, "\"too_fast\"");
	assert_non_null(strstr(text, "\"wait\":2000"));
	b->enquire = 0;
	hear(c, enquire);
	settle(b, KEEPER_COMMITTED);
	expect(c, "\"ok\"");
}

static void test_silence(void **state)
{
	struct bed *b = *state;
	struct caller *c = shopper(b, "");

	for (int i = 0; i < 3; i++)
		hub_sweep(&b->hub);
	assert_true(c->ping);
	c->ping = false;
	caller_heard(c);
	for (int i = 0; i < 5; i++)
		hub_sweep(&b->hub);
	assert_int_equal(b->killed, 0);
	hub_sweep(&b->hub);
	assert_int_equal(b->killed, 1);
}

static void test_bye_that_is_not_read_ends_by_force(void **state)
{
	struct bed *b = *state;
	struct caller *c = shopper(b, "");

	caller_close(c, ERR_TOKEN, 0);
	hub_sweep(&b->hub);
	assert_int_equal(b->killed, 0);
	b->now.steady += 6 * TIMES_SECOND;
	hub_sweep(&b->hub);
	assert_int_equal(b->killed, 1);
}

static void test_draining(void **state)
{
	struct bed *b = *state;
	struct caller *c = shopper(b, "");

	hub_drain(&b->hub);
	hear(c, say);
	expect(c, "restarting");
	assert_true(caller_over(c) || caller_next(c));
	assert_true(hub_idle(&b->hub));
	c = hub_open(&b->hub, CALLER_SHOPPER, NULL, NULL);
	expect(c, "restarting");
	hub_bye(&b->hub);
}

int main(void)
{
#define BED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		BED(test_nothing_is_said_before_it_is_kept),
		BED(test_what_cannot_be_kept_is_told),
		BED(test_a_store_that_works_again_is_found_out),
		BED(test_the_lost_answer_is_found_by_its_key),
		BED(test_who_lost_the_desk_sends_everybody_elsewhere),
		BED(test_a_desk_that_cannot_be_loaded_is_loaded_again),
		BED(test_who_went_before_the_answer_is_not_missed),
		BED(test_whom_the_store_keeps_waiting_is_told_busy),
		BED(test_what_comes_during_a_replay_comes_after_it),
		BED(test_a_replay_tells_as_much_as_the_log_did),
		BED(test_one_text_for_all_readers),
		BED(test_a_clock_that_was_set_is_noticed),
		BED(test_an_address_leaves_so_many_enquiries),
		BED(test_silence),
		BED(test_bye_that_is_not_read_ends_by_force),
		BED(test_draining),
	};

	return cmocka_run_group_tests_name("hub", tests, NULL, NULL);
}
