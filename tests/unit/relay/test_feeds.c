/* SPDX-License-Identifier: MIT */
/* Feeds that are fetched on a schedule (F3): when, what is asked for, and what
 * becomes of it while all else changes; with fetches that the test makes up. */
#include "relay/gate/feeds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/find.h"
#include "relay/store/store_feed.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "tests/lib/gatebed.h"

#define TEA "https://tea.example/feed.csv?secret"
#define HASH "0badcafe"

struct bed {
	struct gatebed gate;
	struct feeds *all;
	bool loaded;
	/* Of the catalogue that is asked what there is. */
	struct lookup_answer about;
	const struct lookup *what; /* NULL: nothing is asked */
	lookup_fn on_about;
	void *about_ctx;
	/* The fetch that goes on. */
	bool going, full;
	char retailer[40], url[100], etag[40], modified[40], hash[40];
	int64_t made; /* the time of its catalogue */
	intake_fetched_fn fn;
	void *fn_ctx;
	int begun, stopped;
	char removed[40];
};

static bool io_begin(void *ctx, const struct intake_order *order,
	intake_fetched_fn fn, void *fn_ctx)
{
	struct bed *b = ctx;

	assert_false(b->going); /* one at a time */
	if (b->full)
		return false;
	b->going = true;
	b->begun++;
	snprintf(
		b->retailer, sizeof(b->retailer), "%s", order->config.retailer);
	snprintf(b->url, sizeof(b->url), "%s", order->url);
	snprintf(b->etag, sizeof(b->etag), "%s", order->etag);
	snprintf(b->modified, sizeof(b->modified), "%s", order->modified);
	snprintf(b->hash, sizeof(b->hash), "%s", order->hash);
	b->made = order->config.now;
	b->fn = fn;
	b->fn_ctx = fn_ctx;
	return true;
}

static void io_stop(void *ctx)
{
	((struct bed *)ctx)->stopped++;
}

static enum fetch_end io_allowed(void *ctx, const char *url)
{
	(void)ctx;
	return strstr(url, ".example/") ? FETCH_FINE : FETCH_HOST;
}

static void io_remove(void *ctx, const char *retailer)
{
	snprintf(((struct bed *)ctx)->removed, 40, "%s", retailer);
}

static void io_ask(
	void *ctx, const struct lookup *what, lookup_fn fn, void *fn_ctx)
{
	struct bed *b = ctx;

	assert_int_equal(what->kind, LOOKUP_ABOUT);
	b->what = what;
	b->on_about = fn;
	b->about_ctx = fn_ctx;
}

static void on_loaded(void *ctx, enum err e)
{
	assert_int_equal(e, ERR_OK);
	((struct bed *)ctx)->loaded = true;
}

/* Until a fetch has begun, or nothing wants to. */
static void run(struct bed *b)
{
	gatebed_run(&b->gate);
	while (b->what) {
		b->what = NULL;
		b->on_about(b->about_ctx, &b->about);
		gatebed_run(&b->gate);
	}
}

/* As a relay that starts does. */
static void load(struct bed *b)
{
	const struct feeds_io io = {
		b, io_begin, io_stop, io_allowed, io_remove};

	feeds_destroy(&b->all);
	b->all = feeds_new(&b->gate.hub, &io);
	b->loaded = false;
	feeds_load(b->all, on_loaded, b);
	run(b);
	assert_true(b->loaded);
}

static int set_up(void **state)
{
	static struct bed b;
	const struct find_io find = {&b, io_ask};

	memset(&b, 0, sizeof(b));
	gatebed_init(&b.gate, 0, true);
	b.gate.hub.finds = find_all_new(&b.gate.hub, &find);
	load(&b);
	*state = &b;
	return 0;
}

static int tear_down(void **state)
{
	struct bed *b = *state;

	run(b);
	assert_false(b->going);
	assert_int_equal(feeds_pending(b->all), 0);
	feeds_destroy(&b->all);
	find_all_destroy(&b->gate.hub.finds);
	gatebed_fini(&b->gate);
	return 0;
}

/* ---- what happens ---- */

/* The word and the text of the answer. */
static const char *change(struct bed *b, const struct wire_ctl_feed *m)
{
	const struct trail_who by = {
		.retailer = m->retailer, .id = AUDIT_NORENCTL, .name = ""};
	static char said[200];
	struct gatebed_reply r;

	gatebed_reply(&r);
	feeds_change(b->all, &by, m, &r.reply);
	run(b);
	assert_true(r.come);
	snprintf(said, sizeof(said), "%s%s%s", gatebed_word(&r),
		r.status >= 400 ? " " : "",
		r.status >= 400 ? r.msg.error.text : "");
	gatebed_over(&r);
	return said;
}

static const char *set(struct bed *b, const char *retailer, const char *url)
{
	return change(b,
		&(struct wire_ctl_feed){.retailer = retailer,
			.url = url,
			.format = "",
			.encoding = "",
			.every = TIMES_HOUR / 1000});
}

/* A second of the relay's, after so long. */
static void look(struct bed *b, int64_t us)
{
	gatebed_pass(&b->gate, us);
	feeds_look(b->all);
	run(b);
}

static void end_with(struct bed *b, const struct fetch_result *r,
	const struct intake_state *s)
{
	assert_true(b->going);
	b->going = false;
	b->fn(b->fn_ctx, r, s);
	run(b);
}

/* A whole one comes, and is what there is from now on. */
static void come(struct bed *b, const char *etag, bool held)
{
	const struct fetch_result r = {
		.end = FETCH_FINE, .hash = HASH, .modified = "Mon"};
	const struct intake_state s = {
		.phase = INTAKE_DONE, .held = held, .totals = {.taken = 3}};
	struct fetch_result tagged = r;

	snprintf(tagged.etag, sizeof(tagged.etag), "%s", etag);
	if (held) {
		b->about.held = true;
		b->about.held_made = b->made;
	} else {
		b->about.there = true;
		b->about.made = b->made;
	}
	end_with(b, &tagged, &s);
}

static void end_as(struct bed *b, enum fetch_end end)
{
	const struct fetch_result r = {.end = end, .why = "So it ended."};

	end_with(b, &r, &(struct intake_state){.phase = INTAKE_READING});
}

/* What is shown of it; lent until the next one. */
static json_t *shown(const struct bed *b, bool whole)
{
	static json_t *last;

	json_decref(last);
	last = json_object();
	feeds_show(b->all, "tea", whole, last);
	return json_object_get(last, "feed");
}

static const char *text(const struct bed *b, const char *field)
{
	return json_string_value(json_object_get(shown(b, true), field));
}

static int64_t number(const struct bed *b, const char *field)
{
	return json_integer_value(json_object_get(shown(b, true), field));
}

/* How long until the next try. */
static int64_t wait_of(const struct bed *b)
{
	return number(b, "next") - b->gate.now.wall;
}

static int audits(struct bed *b, const char *what)
{
	char sql[120];

	snprintf(sql, sizeof(sql),
		"SELECT COUNT(*) FROM audit WHERE what = '%s'", what);
	return (int)gatebed_count(&b->gate, sql);
}

/* ---- the tests ---- */

static void test_its_life(void **state)
{
	struct bed *b = *state;

	assert_string_equal(set(b, "tea", TEA), "ok");
	assert_string_equal(b->retailer, "tea");
	assert_string_equal(b->url, TEA);
	assert_string_equal(b->etag, "");
	assert_string_equal(b->hash, "");
	assert_int_equal(feeds_pending(b->all), 1);
	assert_true(json_is_true(json_object_get(shown(b, true), "fetching")));
	come(b, "one", false);
	assert_int_equal(feeds_pending(b->all), 0);
	assert_string_equal(text(b, "result"), "imported");
	assert_int_equal(number(b, "taken"), 3);
	assert_true(wait_of(b) == TIMES_HOUR);
	assert_int_equal(audits(b, "catalog_feed"), 1);
	assert_int_equal(audits(b, "catalog_imported"), 1);
	/* Not before its time, and then with what is known of it. */
	look(b, TIMES_HOUR - 1);
	assert_int_equal(b->begun, 1);
	look(b, 1);
	assert_int_equal(b->begun, 2);
	assert_string_equal(b->etag, "one");
	assert_string_equal(b->modified, "Mon");
	assert_string_equal(b->hash, HASH);
	end_as(b, FETCH_UNCHANGED);
	assert_string_equal(text(b, "result"), "unchanged");
	assert_true(number(b, "checked") == b->gate.now.wall);
	assert_true(hub_tenant(&b->gate.hub, "tea")->feed_checked ==
		b->gate.now.wall);
	/* Another catalogue in its place: what is known of it is no use. */
	b->about.made++;
	look(b, TIMES_HOUR);
	assert_string_equal(b->etag, "");
	assert_string_equal(b->hash, "");
	come(b, "two", false);
	/* The whole address is a secret to most. */
	assert_string_equal(
		json_string_value(json_object_get(shown(b, false), "url")),
		"tea.example");
	assert_string_equal(change(b,
				    &(struct wire_ctl_feed){
					    .retailer = "tea", .stop = true}),
		"ok");
	assert_null(shown(b, true));
	assert_int_equal(audits(b, "catalog_feed_stopped"), 1);
}

static void test_refusals(void **state)
{
	struct bed *b = *state;
	struct wire_ctl_feed m = {
		.retailer = "tea", .url = TEA, .format = "", .encoding = ""};

	assert_string_equal(set(b, "nosuch", TEA),
		"unknown_retailer There is no such retailer.");
	assert_non_null(strstr(set(b, "tea", "https://evil.test/x"),
		"bad_field Its host is not among"));
	m.every = FEEDS_LEAST / 1000 - 1;
	assert_non_null(strstr(change(b, &m), "(every)"));
	m.every = FEEDS_MOST / 1000 + 1;
	assert_non_null(strstr(change(b, &m), "(every)"));
	m.every = 0;
	m.format = "xml";
	assert_non_null(strstr(change(b, &m), "(format)"));
	m.format = "";
	m.encoding = "klingon";
	assert_non_null(strstr(change(b, &m), "(encoding)"));
	m = (struct wire_ctl_feed){.retailer = "tea"};
	assert_non_null(strstr(change(b, &m), "unknown_id"));
	m.stop = true;
	assert_non_null(strstr(change(b, &m), "unknown_id"));
	assert_null(shown(b, true));
	assert_int_equal(b->begun, 0);
	/* Nothing said is every six hours. */
	m = (struct wire_ctl_feed){
		.retailer = "tea", .url = TEA, .format = "", .encoding = ""};
	assert_string_equal(change(b, &m), "ok");
	come(b, "", false);
	assert_true(wait_of(b) == FEEDS_USUAL);
}

/* Each failure doubles the wait, up to the usual time; one that goes well
 * begins anew. */
static void test_back_off(void **state)
{
	struct bed *b = *state;
	const int64_t most = TIMES_HOUR;
	int64_t wait = TIMES_MINUTE;

	set(b, "tea", TEA);
	for (int n = 1; n <= 10; n++) {
		end_as(b, FETCH_CONNECT);
		assert_string_equal(text(b, "result"), "connect");
		assert_string_equal(text(b, "text"), "So it ended.");
		assert_in_range(wait_of(b), wait * 3 / 4, wait * 5 / 4);
		look(b, wait_of(b) - 1);
		assert_int_equal(b->begun, n);
		look(b, 1);
		assert_int_equal(b->begun, n + 1);
		wait = wait * 2 < most ? wait * 2 : most;
	}
	come(b, "", false);
	assert_true(wait_of(b) == TIMES_HOUR);
	look(b, TIMES_HOUR);
	end_as(b, FETCH_SLOW);
	assert_in_range(wait_of(b), TIMES_MINUTE * 3 / 4, TIMES_MINUTE * 5 / 4);
}

/* A server that wants to be left alone for longer is. */
static void test_again(void **state)
{
	const struct fetch_result r = {
		.end = FETCH_STATUS, .status = 503, .again = 2 * TIMES_HOUR};
	const struct intake_state s = {.phase = INTAKE_READING};
	struct bed *b = *state;

	set(b, "tea", TEA);
	end_with(b, &r, &s);
	assert_true(wait_of(b) == 2 * TIMES_HOUR);
	load(b);
	assert_true(wait_of(b) == 2 * TIMES_HOUR);
	/* But for somebody who wants it now. */
	assert_string_equal(
		change(b, &(struct wire_ctl_feed){.retailer = "tea"}), "ok");
	assert_int_equal(b->begun, 2);
	come(b, "", false);
}

/* When it is due, and how often it failed, outlives the relay. */
static void test_restart(void **state)
{
	struct bed *b = *state;
	int64_t due;

	set(b, "tea", TEA);
	come(b, "one", false);
	due = number(b, "next");
	gatebed_pass(&b->gate, TIMES_MINUTE);
	load(b);
	assert_true(number(b, "next") == due);
	assert_true(hub_tenant(&b->gate.hub, "tea")->feed_made == b->made);
	look(b, TIMES_HOUR - TIMES_MINUTE - 1);
	assert_int_equal(b->begun, 1);
	look(b, 1);
	assert_string_equal(b->etag, "one");
	end_as(b, FETCH_CONNECT);
	look(b, wait_of(b));
	end_as(b, FETCH_CONNECT);
	load(b);
	assert_string_equal(text(b, "result"), "connect");
	/* What fell due while there was no relay is fetched at once, once. */
	look(b, TIMES_DAY);
	assert_int_equal(b->begun, 4);
	end_as(b, FETCH_CONNECT);
	assert_in_range(wait_of(b), 3 * TIMES_MINUTE, 5 * TIMES_MINUTE);
	look(b, TIMES_MINUTE);
	assert_int_equal(b->begun, 4);
}

/* A relay that ends, or a catalogue that is busy, is nobody's failure. */
static void test_put_off(void **state)
{
	const struct fetch_result fine = {.end = FETCH_FINE};
	const struct intake_state busy = {
		.phase = INTAKE_FAILED, .err = ERR_FULL};
	struct bed *b = *state;

	set(b, "tea", TEA);
	end_as(b, FETCH_STOPPED);
	assert_string_equal(text(b, "result"), "");
	look(b, TIMES_MINUTE);
	assert_int_equal(b->begun, 2);
	end_with(b, &fine, &busy);
	assert_string_equal(text(b, "result"), "");
	look(b, TIMES_MINUTE - 1);
	assert_int_equal(b->begun, 2);
	/* Nobody says what there is. */
	b->about.err = ERR_FULL;
	look(b, 1);
	assert_int_equal(feeds_pending(b->all), 0);
	b->about.err = ERR_OK;
	/* No memory. */
	b->full = true;
	look(b, TIMES_MINUTE);
	assert_int_equal(feeds_pending(b->all), 0);
	b->full = false;
	assert_int_equal(b->begun, 2);
	b->gate.hub.draining = true;
	look(b, TIMES_MINUTE);
	assert_int_equal(b->begun, 2);
	b->gate.hub.draining = false;
	look(b, 0);
	end_as(b, FETCH_CONNECT);
	assert_in_range(wait_of(b), TIMES_MINUTE * 3 / 4, TIMES_MINUTE * 5 / 4);
}

/* One after another, the one that has been due for longest first. */
static void test_one_at_a_time(void **state)
{
	struct bed *b = *state;

	set(b, "tea", TEA);
	gatebed_pass(&b->gate, 1);
	set(b, "wool", "https://wool.example/feed.csv");
	assert_int_equal(b->begun, 1);
	come(b, "", false);
	look(b, 0);
	assert_string_equal(b->retailer, "wool");
	come(b, "", false);
	look(b, 2 * TIMES_HOUR);
	assert_string_equal(b->retailer, "tea");
	look(b, 0);
	assert_int_equal(b->begun, 3);
	end_as(b, FETCH_UNCHANGED);
	look(b, 0);
	assert_string_equal(b->retailer, "wool");
	end_as(b, FETCH_UNCHANGED);
	/* One that is being removed is not asked for. */
	hub_tenant(&b->gate.hub, "tea")->shut = true;
	look(b, TIMES_HOUR);
	assert_string_equal(b->retailer, "wool");
	end_as(b, FETCH_UNCHANGED);
	look(b, 0);
	assert_int_equal(b->begun, 5);
	hub_tenant(&b->gate.hub, "tea")->shut = false;
}

/* Nothing stays of a retailer that goes while its feed is being read. */
static void test_retailer_gone(void **state)
{
	struct bed *b = *state;
	struct tenant *t;

	set(b, "tea", TEA);
	t = hub_tenant(&b->gate.hub, "tea");
	t->shut = true;
	hub_drop_tenant(&b->gate.hub, &t);
	feeds_forget(b->all, "tea");
	assert_int_equal(b->stopped, 1);
	assert_int_equal(feeds_pending(b->all), 1);
	assert_string_equal(b->removed, "");
	come(b, "", false); /* it was too late to stop it */
	assert_string_equal(b->removed, "tea");
	assert_null(shown(b, true));
	assert_int_equal(audits(b, "catalog_imported"), 0);
	look(b, TIMES_DAY);
	assert_int_equal(b->begun, 1);
}

/* The same before it has begun. */
static void test_retailer_gone_before(void **state)
{
	struct bed *b = *state;
	struct tenant *t;

	set(b, "tea", TEA);
	come(b, "", false);
	gatebed_pass(&b->gate, TIMES_HOUR);
	feeds_look(b->all); /* it asks what there is */
	t = hub_tenant(&b->gate.hub, "tea");
	t->shut = true;
	hub_drop_tenant(&b->gate.hub, &t);
	feeds_forget(b->all, "tea");
	run(b);
	assert_int_equal(b->begun, 1);
	assert_int_equal(feeds_pending(b->all), 0);
}

/* What is set meanwhile counts, and what comes of the old one does not. */
static void test_changed_meanwhile(void **state)
{
	struct bed *b = *state;

	set(b, "tea", TEA);
	assert_string_equal(
		set(b, "tea", "https://tea.example/other.csv"), "ok");
	assert_int_equal(b->stopped, 1);
	assert_int_equal(b->begun, 1);
	end_as(b, FETCH_STOPPED);
	assert_string_equal(text(b, "result"), "");
	look(b, 0);
	assert_string_equal(b->url, "https://tea.example/other.csv");
	assert_string_equal(change(b,
				    &(struct wire_ctl_feed){
					    .retailer = "tea", .stop = true}),
		"ok");
	assert_int_equal(b->stopped, 2);
	end_as(b, FETCH_STOPPED);
	assert_null(shown(b, true));
	load(b);
	assert_null(shown(b, true));
}

/* What waits for a manager, or was refused, is known again. */
static void test_held(void **state)
{
	struct bed *b = *state;

	set(b, "tea", TEA);
	come(b, "one", false);
	look(b, TIMES_HOUR);
	come(b, "two", true);
	assert_string_equal(text(b, "result"), "held");
	assert_int_equal(audits(b, "catalog_held"), 1);
	look(b, TIMES_HOUR);
	assert_string_equal(b->etag, "two");
	end_as(b, FETCH_UNCHANGED);
	assert_string_equal(
		text(b, "text"), "It is the one that waits for a manager.");
	assert_true(number(b, "checked") < number(b, "tried"));
	/* Another one that was refused is none of its business. */
	feeds_decline(b->all, "tea", b->about.held_made + 1);
	feeds_decline(b->all, "wool", b->about.held_made);
	feeds_decline(b->all, "tea", b->about.held_made);
	b->about.held = false;
	run(b);
	load(b);
	look(b, TIMES_HOUR);
	assert_string_equal(b->etag, "two");
	assert_string_equal(b->hash, HASH);
	end_as(b, FETCH_CONNECT);
	look(b, TIMES_HOUR);
	end_as(b, FETCH_UNCHANGED);
	assert_string_equal(
		text(b, "text"), "It is the one that a manager refused.");
	assert_int_equal(audits(b, "catalog_held"), 1);
	/* Somebody wants it after all. */
	change(b, &(struct wire_ctl_feed){.retailer = "tea"});
	assert_string_equal(b->etag, "");
	assert_string_equal(b->hash, "");
	come(b, "two", true);
	assert_int_equal(audits(b, "catalog_held"), 2);
	/* Released it is what there is. */
	b->about.held = false;
	b->about.made = b->about.held_made;
	look(b, TIMES_HOUR);
	assert_string_equal(b->etag, "two");
	end_as(b, FETCH_UNCHANGED);
	assert_string_equal(text(b, "text"), "");
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(its_life),
		TEST(refusals),
		TEST(back_off),
		TEST(again),
		TEST(restart),
		TEST(put_off),
		TEST(one_at_a_time),
		TEST(retailer_gone),
		TEST(retailer_gone_before),
		TEST(changed_meanwhile),
		TEST(held),
	};

	return cmocka_run_group_tests_name("feeds", tests, NULL, NULL);
}
