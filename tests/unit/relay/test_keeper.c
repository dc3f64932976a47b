/* SPDX-License-Identifier: MIT */
/* Nothing is said before it is kept, whatever becomes of a commit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "relay/desk/keeper.h"
#include "shared/hours.h"
#include "shared/tz.h"
#include "tests/lib/fix.h"
#include "tests/lib/heap.h"
#include "tests/lib/tzfile.h"

/* A keeper whose store answers when the test says so. */
struct bed {
	struct keeper *keeper;
	struct memstore *store;
	struct desk_settings settings;
	struct hours *hours;
	struct tz *tz;
	struct desk_now now;
	const struct rec *recs; /* of the commit that waits; n -1: none */
	int n, commits, loads, attached, overs;
	int64_t turn;
	char heard[4096]; /* "session:type " of everything let out */
};

static void bed_commit(void *ctx, int64_t turn, const struct rec *recs, int n)
{
	struct bed *b = ctx;

	assert_int_equal(b->n, -1);
	b->turn = turn;
	b->recs = recs;
	b->n = n;
	b->commits++;
}

static void bed_load(void *ctx)
{
	((struct bed *)ctx)->loads++;
}

static void bed_notice(void *ctx, const struct desk_notice *n)
{
	struct bed *b = ctx;
	size_t used = strlen(b->heard);
	const char *what = "?";

	if (n->kind == DESK_N_DONE) {
		snprintf(b->heard + used, sizeof(b->heard) - used,
			"errand%d:%s ", (int)n->errand, err_name(n->why));
		return;
	}
	if (n->kind == DESK_N_SEND && n->message->type == WIRE_T_ERROR)
		what = n->message->error.code;
	else if (n->kind == DESK_N_SEND)
		what = wire_info(n->message->type)->name;
	snprintf(b->heard + used, sizeof(b->heard) - used, "%d:%s ",
		(int)n->session, what);
}

static void bed_step(
	struct bed *b, enum desk_cmd_kind kind, int session, struct wire_msg *m)
{
	struct desk_cmd cmd = {.kind = kind,
		.now = b->now,
		.session = (uint64_t)session,
		.fresh = fix_id(900)};

	if (m) {
		m->ref = "r";
		cmd.message = m;
	} else {
		cmd.attach.who = fix_id(session);
	}
	keeper_do(b->keeper, &cmd);
}

static void bed_attach_all(void *ctx)
{
	struct bed *b = ctx;

	b->attached++;
	bed_step(b, DESK_C_ATTACH_ASSOCIATE, 1, NULL);
	bed_step(b, DESK_C_ATTACH_SHOPPER, 100, NULL);
}

static void bed_over(void *ctx)
{
	((struct bed *)ctx)->overs++;
}

/* Answers the load that waits. */
static void bed_loaded(struct bed *b)
{
	struct desk *d = desk_new();
	struct desk_cmd settings = {
		.kind = DESK_C_SETTINGS, .settings = &b->settings};
	struct desk_cmd staff = {.kind = DESK_C_STAFF,
		.staff = {.id = fix_id(1), .name = "A1", .groups = ""}};

	assert_int_equal(desk_step(d, &settings, NULL), ERR_OK);
	assert_int_equal(desk_step(d, &staff, NULL), ERR_OK);
	assert_int_equal(memstore_load(b->store, d), ERR_OK);
	keeper_loaded(b->keeper, &d, memstore_claim(b->store), b->now);
	assert_null(d);
}

/* Answers the commit that waits; `keep`: its rows are in the store. */
static void bed_answer(struct bed *b, enum keeper_result result, bool keep)
{
	int n = b->n;

	assert_true(n >= 0);
	b->n = -1;
	b->heard[0] = '\0';
	if (keep)
		assert_true(memstore_commit(b->store, b->turn, b->recs, n));
	keeper_committed(b->keeper, result);
}

static void bed_kept(struct bed *b)
{
	bed_answer(b, KEEPER_COMMITTED, true);
}

static void bed_available(struct bed *b, bool on)
{
	struct wire_msg m = {.type = WIRE_T_AVAILABLE, .available = {.on = on}};

	bed_step(b, DESK_C_MESSAGE, 1, &m);
}

static void bed_say(struct bed *b, const char *key)
{
	struct wire_msg m = {
		.type = WIRE_T_SAY, .say = {.key = key, .text = "Hello"}};

	bed_step(b, DESK_C_MESSAGE, 100, &m);
}

static void bed_make(struct bed *b)
{
	const struct keeper_io io = {.ctx = b,
		.commit = bed_commit,
		.load = bed_load,
		.notice = bed_notice,
		.attach_all = bed_attach_all,
		.over = bed_over};
	const char *why;
	int line;

	*b = (struct bed){.n = -1, .store = memstore_new()};
	b->now = (struct desk_now){
		INT64_C(1763946000000000), INT64_C(1763946000000000)};
	b->tz = tzfile_read("UTC");
	assert_int_equal(hours_parse("always", &b->hours, &line, &why), 0);
	b->settings = desk_settings_default();
	b->settings.name = "Demo";
	b->settings.hours = b->hours;
	b->settings.tz = b->tz;
	b->keeper = keeper_new(&io);
}

/* Loaded, everybody attached, and the associate available. */
static void bed_init(struct bed *b)
{
	bed_make(b);
	assert_int_equal(b->loads, 1);
	bed_loaded(b);
	bed_available(b, true);
	keeper_flush(b->keeper);
	bed_kept(b);
	assert_true(keeper_idle(b->keeper));
	b->heard[0] = '\0';
}

static void bed_fini(struct bed *b)
{
	keeper_destroy(&b->keeper);
	memstore_destroy(&b->store);
	hours_destroy(&b->hours);
	tz_destroy(&b->tz);
}

static void said_only_when_kept(void **state)
{
	struct bed b;

	(void)state;
	bed_init(&b);
	bed_say(&b, "k1");
	keeper_flush(b.keeper);
	assert_string_equal(b.heard, "");
	bed_kept(&b);
	assert_non_null(strstr(b.heard, "100:ok"));
	assert_non_null(strstr(b.heard, "1:ring"));
	bed_fini(&b);
}

static void one_batch_flies_the_next_gathers(void **state)
{
	struct bed b;

	(void)state;
	bed_init(&b);
	bed_say(&b, "k1");
	keeper_flush(b.keeper);
	bed_say(&b, "k2");
	bed_say(&b, "k3");
	keeper_flush(b.keeper);
	assert_int_equal(b.commits, 2);
	bed_kept(&b);
	assert_int_equal(b.commits, 3);
	assert_int_equal(b.n, 2);
	bed_kept(&b);
	assert_string_equal(b.heard, "100:ok 100:entry 100:ok 100:entry ");
	assert_true(keeper_idle(b.keeper));
	bed_fini(&b);
}

static void a_repeat_waits_for_the_first(void **state)
{
	struct bed b;

	(void)state;
	bed_init(&b);
	bed_say(&b, "k1");
	keeper_flush(b.keeper);
	bed_say(&b, "k1");
	keeper_flush(b.keeper);
	assert_string_equal(b.heard, "");
	bed_kept(&b);
	assert_int_equal(b.commits, 2); /* the repeat wants nothing kept */
	assert_true(keeper_idle(b.keeper));
	bed_say(&b, "k1");
	b.heard[0] = '\0';
	keeper_flush(b.keeper);
	assert_string_equal(b.heard, "100:ok ");
	bed_fini(&b);
}

static void refused_is_said_and_forgotten(void **state)
{
	struct bed b;

	(void)state;
	bed_init(&b);
	bed_say(&b, "k1");
	keeper_flush(b.keeper);
	bed_available(&b, false);
	bed_answer(&b, KEEPER_REFUSED, false);
	assert_string_equal(b.heard, "100:not_kept 1:not_kept ");
	assert_false(keeper_ready(b.keeper));
	assert_int_equal(b.loads, 2);
	bed_say(&b, "k2");
	assert_non_null(strstr(b.heard, "100:busy"));
	bed_loaded(&b);
	assert_int_equal(b.attached, 2);
	keeper_flush(b.keeper);
	assert_true(desk_available(keeper_desk(b.keeper), ""));
	bed_fini(&b);
}

static void unknown_may_have_been_kept(void **state)
{
	(void)state;
	for (int kept = 0; kept < 2; kept++) {
		struct bed b;

		bed_init(&b);
		bed_say(&b, "k1");
		keeper_flush(b.keeper);
		bed_answer(&b, KEEPER_UNKNOWN, kept);
		assert_string_equal(b.heard, "");
		bed_loaded(&b);
		keeper_flush(b.keeper);
		b.heard[0] = '\0';
		bed_say(&b, "k1");
		keeper_flush(b.keeper);
		assert_int_equal(b.n, kept ? -1 : 6);
		if (!kept)
			bed_kept(&b);
		assert_non_null(strstr(b.heard, "100:ok"));
		bed_fini(&b);
	}
}

static void fenced_is_over(void **state)
{
	struct bed b;

	(void)state;
	bed_init(&b);
	bed_say(&b, "k1");
	keeper_flush(b.keeper);
	memstore_claim(b.store);
	assert_false(memstore_commit(b.store, b.turn, b.recs, b.n));
	bed_answer(&b, KEEPER_FENCED, false);
	assert_string_equal(b.heard, "");
	assert_int_equal(b.overs, 1);
	bed_say(&b, "k2");
	assert_string_equal(b.heard, "100:elsewhere ");
	keeper_retry(b.keeper);
	assert_int_equal(b.loads, 1);
	assert_int_equal(keeper_deadline(b.keeper, b.now) == INT64_MAX, true);
	bed_fini(&b);
}

/* Behind a message that wants something kept, and one in the next batch. */
static void bed_errands(struct bed *b)
{
	struct desk_cmd cmd = {
		.kind = DESK_C_UNBLOCK, .now = b->now, .errand = 7};

	bed_say(b, "k1");
	cmd.shopper = fix_id(100); /* no block stands for them */
	assert_int_equal(keeper_do(b->keeper, &cmd), ERR_OK);
	keeper_flush(b->keeper);
	assert_string_equal(b->heard, "");
	bed_say(b, "k2");
	cmd = (struct desk_cmd){
		.kind = DESK_C_TICK, .now = b->now, .errand = 8};
	assert_int_equal(keeper_do(b->keeper, &cmd), ERR_OK);
	keeper_flush(b->keeper);
}

static void an_errand_hears_what_has_become_of_it(void **state)
{
	static const struct {
		enum keeper_result result;
		bool kept;
		const char *heard;
	} cases[] = {
		{KEEPER_REFUSED, false, "errand7:not_kept "},
		{KEEPER_REFUSED, false, "errand8:not_kept "},
		{KEEPER_UNKNOWN, true, "errand7:io errand8:not_kept "},
		{KEEPER_FENCED, false, "errand7:elsewhere errand8:elsewhere "},
	};
	struct bed b;

	(void)state;
	bed_init(&b);
	bed_errands(&b);
	bed_kept(&b);
	assert_non_null(strstr(b.heard, "errand7:unknown_id "));
	assert_null(strstr(b.heard, "errand8"));
	bed_kept(&b);
	assert_non_null(strstr(b.heard, "errand8:ok "));
	bed_fini(&b);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bed_init(&b);
		bed_errands(&b);
		bed_answer(&b, cases[i].result, cases[i].kept);
		assert_non_null(strstr(b.heard, cases[i].heard));
		bed_fini(&b);
	}
}

static void loading_is_tried_again(void **state)
{
	struct bed b;
	struct desk *none = NULL;

	(void)state;
	bed_make(&b);
	bed_say(&b, "k1");
	assert_string_equal(b.heard, "100:busy ");
	keeper_loaded(b.keeper, &none, 0, b.now);
	assert_int_equal(b.loads, 1);
	keeper_retry(b.keeper);
	keeper_retry(b.keeper);
	assert_int_equal(b.loads, 2);
	bed_loaded(&b);
	assert_true(keeper_ready(b.keeper));
	bed_fini(&b);
}

static void a_stalled_store_is_no_reason_to_use_all_memory(void **state)
{
	struct bed b;

	(void)state;
	bed_init(&b);
	bed_say(&b, "k0");
	keeper_flush(b.keeper);
	for (int i = 0; i < 4990; i++) {
		char key[16];

		snprintf(key, sizeof(key), "k%d", i);
		bed_say(&b, key);
	}
	for (int i = 0; !*b.heard && i < 20000; i++)
		bed_available(&b, i % 2);
	assert_non_null(strstr(b.heard, "busy"));
	bed_kept(&b);
	bed_kept(&b);
	b.heard[0] = '\0';
	bed_say(&b, "later");
	keeper_flush(b.keeper);
	bed_kept(&b);
	assert_non_null(strstr(b.heard, "ok"));
	bed_fini(&b);
}

/* Out of memory at any moment: the desk is loaded anew, and what was in flight
 * is answered by what becomes of it. */
static void memory_runs_out(void **state)
{
	bool failed = true;

	(void)state;
	heap_init();
	for (long n = 0; failed; n++) {
		struct bed b;

		bed_init(&b);
		bed_say(&b, "k1");
		keeper_flush(b.keeper);
		heap_fail_at(n);
		bed_say(&b, "k2");
		failed = heap_failed();
		heap_fail_at(-1);
		if (failed)
			assert_string_equal(b.heard, "100:not_kept ");
		assert_int_equal(keeper_ready(b.keeper), !failed);
		bed_kept(&b);
		assert_non_null(strstr(b.heard, "100:ok"));
		assert_int_equal(b.loads, failed ? 2 : 1);
		bed_fini(&b);
		assert_int_equal(heap_live(), 0);
	}
	heap_fini();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(said_only_when_kept),
		cmocka_unit_test(one_batch_flies_the_next_gathers),
		cmocka_unit_test(a_repeat_waits_for_the_first),
		cmocka_unit_test(refused_is_said_and_forgotten),
		cmocka_unit_test(unknown_may_have_been_kept),
		cmocka_unit_test(fenced_is_over),
		cmocka_unit_test(an_errand_hears_what_has_become_of_it),
		cmocka_unit_test(loading_is_tried_again),
		cmocka_unit_test(
			a_stalled_store_is_no_reason_to_use_all_memory),
		cmocka_unit_test(memory_runs_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
