/* SPDX-License-Identifier: MIT */
/* Feeds that come in over the control socket: what is given up, how many at
 * once, and a retailer that goes in the middle. */
#include "relay/gate/import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tests/lib/gatebed.h"

#define FEEDS 8

/* A feed that waits to be told what becomes of it. */
struct feed {
	bool there;
	struct intake_config config;
	char retailer[40];
	struct intake_state state;
	void (*fn)(void *ctx);
	void *ctx;
	bool last; /* what is being read ends it */
};

struct bed {
	struct gatebed gate;
	struct imports *all;
	struct feed feeds[FEEDS];
	int ended;
	char removed[40];
};

static void *io_begin(void *ctx, const struct intake_config *config)
{
	struct bed *b = ctx;
	int i = 0;

	while (i < FEEDS && b->feeds[i].there)
		i++;
	assert_true(i < FEEDS);
	b->feeds[i] = (struct feed){.there = true, .config = *config};
	snprintf(b->feeds[i].retailer, sizeof(b->feeds[i].retailer), "%s",
		config->retailer);
	return &b->feeds[i];
}

static void io_read(void *ctx, void *feed, const char *data, size_t len,
	void (*fn)(void *), void *fn_ctx)
{
	struct feed *f = feed;

	(void)ctx;
	assert_null(f->fn);
	f->fn = fn;
	f->ctx = fn_ctx;
	f->last = !data;
	f->state.totals.bytes += len;
	if (!data)
		f->state.phase = INTAKE_INDEXING;
}

static const struct intake_state *io_state(void *ctx, void *feed)
{
	(void)ctx;
	return &((struct feed *)feed)->state;
}

static void io_end(void *ctx, void *feed)
{
	struct bed *b = ctx;

	b->ended++;
	((struct feed *)feed)->there = false;
}

static void io_remove(void *ctx, const char *retailer)
{
	snprintf(((struct bed *)ctx)->removed, 40, "%s", retailer);
}

/* The feed has been read so far, and is in that phase now. */
static void go_on(struct feed *f, enum intake_phase phase)
{
	void (*fn)(void *) = f->fn;

	assert_non_null(fn);
	f->fn = NULL;
	f->state.phase = phase;
	fn(f->ctx);
}

static int set_up(void **state)
{
	static struct bed b;
	const struct import_io io = {
		&b, io_begin, io_read, io_state, io_end, io_remove};

	b = (struct bed){.ended = 0};
	gatebed_init(&b.gate, 0, true);
	b.all = import_all_new(&b.gate.hub, &io);
	*state = &b;
	return 0;
}

static int tear_down(void **state)
{
	struct bed *b = *state;

	import_all_destroy(&b->all);
	gatebed_run(&b->gate);
	gatebed_fini(&b->gate);
	return 0;
}

/* Begins one: the word of its answer, and its id. */
static const char *begin(struct bed *b, const char *retailer, char id[64])
{
	const struct wire_ctl_import m = {.retailer = retailer};
	const struct trail_who by = {
		.retailer = retailer, .id = AUDIT_NORENCTL, .name = ""};
	static char word[40];
	struct gatebed_reply r;
	const char *at;

	gatebed_reply(&r);
	import_begin(b->all, &by, &m, &r.reply);
	gatebed_run(&b->gate);
	assert_true(r.come);
	snprintf(word, sizeof(word), "%s",
		r.status == 200 ? "ok" : gatebed_word(&r));
	at = strstr(r.body, "\"import\":");
	id[0] = '\0';
	if (at)
		sscanf(at + 9, " \"%63[^\"]", id);
	gatebed_over(&r);
	return word;
}

typedef void (*step_fn)(struct imports *all, const char *retailer,
	const struct request *q, struct reply *r);

static void step(struct bed *b, step_fn fn, const char *retailer,
	const char *id, const char *body, struct gatebed_reply *r)
{
	struct request q = gatebed_request(body, 1);
	char query[120];

	snprintf(query, sizeof(query), "retailer=%s&import=%s", retailer, id);
	q.query = query;
	gatebed_reply(r);
	fn(b->all, retailer, &q, &r->reply);
}

static int status(struct bed *b, step_fn fn, const char *retailer,
	const char *id, const char *body)
{
	struct gatebed_reply r;
	int s;

	step(b, fn, retailer, id, body, &r);
	assert_true(r.come);
	s = r.status;
	gatebed_over(&r);
	return s;
}

static void test_its_life(void **state)
{
	struct bed *b = *state;
	struct gatebed_reply r;
	char id[64];

	assert_string_equal(begin(b, "tea", id), "ok");
	assert_string_equal(b->feeds[0].retailer, "tea");
	step(b, import_piece, "tea", id, "id,title\n", &r);
	assert_false(r.come); /* until it has been read */
	assert_int_equal(status(b, import_piece, "tea", id, "x"), 409);
	assert_int_equal(status(b, import_end, "tea", id, ""), 409);
	go_on(&b->feeds[0], INTAKE_READING);
	assert_true(r.come);
	assert_non_null(strstr(r.body, "\"reading\""));
	gatebed_over(&r);
	assert_int_equal(status(b, import_end, "tea", id, ""), 200);
	assert_int_equal(status(b, import_piece, "tea", id, "x"), 409);
	b->feeds[0].state.held = true;
	go_on(&b->feeds[0], INTAKE_DONE);
	step(b, import_show, "tea", id, "", &r);
	assert_non_null(strstr(r.body, "\"done\""));
	gatebed_over(&r);
	assert_non_null(strstr(b->gate.said, "catalog_held"));
	/* It is another retailer's business to nobody. */
	assert_int_equal(status(b, import_show, "wool", id, ""), 404);
	gatebed_run(&b->gate);
}

/* What nobody goes on with is given up; how it ended is told for a while. */
static void test_idle(void **state)
{
	struct bed *b = *state;
	struct gatebed_reply r;
	char id[64];

	begin(b, "tea", id);
	gatebed_pass(&b->gate, IMPORT_IDLE);
	import_all_look(b->all);
	assert_int_equal(b->ended, 0);
	step(b, import_piece, "tea", id, "id,title\n", &r);
	gatebed_pass(&b->gate, 2 * IMPORT_IDLE);
	import_all_look(b->all); /* but not while it is at work */
	assert_int_equal(b->ended, 0);
	go_on(&b->feeds[0], INTAKE_READING);
	gatebed_over(&r);
	gatebed_pass(&b->gate, IMPORT_IDLE + 1);
	import_all_look(b->all);
	assert_int_equal(b->ended, 1);
	assert_int_equal(status(b, import_piece, "tea", id, "x"), 404);
	begin(b, "tea", id);
	assert_int_equal(status(b, import_end, "tea", id, ""), 200);
	go_on(&b->feeds[0], INTAKE_DONE);
	gatebed_pass(&b->gate, IMPORT_KEEP);
	import_all_look(b->all);
	assert_int_equal(status(b, import_show, "tea", id, ""), 200);
	gatebed_pass(&b->gate, 1);
	import_all_look(b->all);
	assert_int_equal(status(b, import_show, "tea", id, ""), 404);
	gatebed_run(&b->gate);
}

static void test_at_once(void **state)
{
	struct bed *b = *state;
	char tea[64], wool[64], third[64];

	assert_string_equal(begin(b, "tea", tea), "ok");
	assert_string_equal(begin(b, "tea", third), "busy");
	assert_string_equal(begin(b, "wool", wool), "ok");
	assert_int_equal(IMPORT_MOST, 2);
	assert_string_equal(begin(b, "nosuch", third), "unknown_retailer");
	/* One that is over makes room. */
	b->feeds[0].state.phase = INTAKE_FAILED;
	assert_string_equal(begin(b, "tea", third), "ok");
	assert_int_equal(b->ended, 1);
	assert_int_equal(status(b, import_show, "tea", tea, ""), 404);
	assert_int_equal(status(b, import_show, "wool", wool, ""), 200);
	b->gate.hub.draining = true;
	b->feeds[1].state.phase = INTAKE_FAILED;
	assert_string_equal(begin(b, "wool", third), "busy");
	b->gate.hub.draining = false;
}

/* Its catalogue was made for nobody: it does not stay. */
static void test_retailer_gone(void **state)
{
	struct bed *b = *state;
	struct tenant *t;
	char id[64];

	begin(b, "tea", id);
	assert_int_equal(status(b, import_end, "tea", id, ""), 200);
	t = hub_tenant(&b->gate.hub, "tea");
	t->shut = true;
	hub_drop_tenant(&b->gate.hub, &t);
	assert_string_equal(b->removed, "");
	go_on(&b->feeds[0], INTAKE_DONE);
	assert_string_equal(b->removed, "tea");
	assert_null(strstr(b->gate.said, "catalog_imported"));
	assert_string_equal(begin(b, "tea", id), "unknown_retailer");
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(its_life),
		TEST(idle),
		TEST(at_once),
		TEST(retailer_gone),
	};

	return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
