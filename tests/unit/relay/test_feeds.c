/* SPDX-License-Identifier: MIT */
/* Feeds that are fetched on a schedule (F3): when, what is asked for, and what
 * becomes of it while all else changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/times.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/fetchbed.h"

#define TEA "https://tea.example/feed.csv?secret"

static void test_its_life(void **state)
{
	struct fetchbed *b = *state;

	assert_string_equal(fetchbed_set(b, "tea", TEA), "ok");
	assert_string_equal(b->retailer, "tea");
	assert_string_equal(b->url, TEA);
	assert_string_equal(b->etag, "");
	assert_string_equal(b->hash, "");
	assert_int_equal(feeds_pending(b->all), 1);
	assert_true(json_is_true(
		json_object_get(fetchbed_shown(b, true), "fetching")));
	fetchbed_come(b, "one", false);
	assert_int_equal(feeds_pending(b->all), 0);
	assert_string_equal(fetchbed_text(b, "result"), "imported");
	assert_int_equal(fetchbed_number(b, "taken"), 3);
	assert_true(fetchbed_wait(b) == TIMES_HOUR);
	assert_int_equal(fetchbed_audits(b, "catalog_feed"), 1);
	assert_int_equal(fetchbed_audits(b, "catalog_imported"), 1);
	/* Not before its time, and then with what is known of it. */
	fetchbed_look(b, TIMES_HOUR - 1);
	assert_int_equal(b->begun, 1);
	fetchbed_look(b, 1);
	assert_int_equal(b->begun, 2);
	assert_string_equal(b->etag, "one");
	assert_string_equal(b->modified, "Mon");
	assert_string_equal(b->hash, FETCHBED_HASH);
	fetchbed_end_as(b, FETCH_UNCHANGED);
	assert_string_equal(fetchbed_text(b, "result"), "unchanged");
	assert_true(fetchbed_number(b, "checked") == b->gate.now.wall);
	assert_true(hub_tenant(&b->gate.hub, "tea")->feed_checked ==
		b->gate.now.wall);
	/* Another catalogue in its place: what is known of it is no use. */
	b->about.made++;
	fetchbed_look(b, TIMES_HOUR);
	assert_string_equal(b->etag, "");
	assert_string_equal(b->hash, "");
	fetchbed_come(b, "two", false);
	/* The whole address is a secret to most. */
	assert_string_equal(json_string_value(json_object_get(
				    fetchbed_shown(b, false), "url")),
		"tea.example");
	assert_string_equal(fetchbed_stop(b), "ok");
	assert_null(fetchbed_shown(b, true));
	assert_int_equal(fetchbed_audits(b, "catalog_feed_stopped"), 1);
}

static void test_refusals(void **state)
{
	struct fetchbed *b = *state;
	struct wire_ctl_feed m = {
		.retailer = "tea", .url = TEA, .format = "", .encoding = ""};

	assert_string_equal(fetchbed_set(b, "nosuch", TEA),
		"unknown_retailer There is no such retailer.");
	assert_non_null(strstr(fetchbed_set(b, "tea", "https://evil.test/x"),
		"bad_field Its host is not among"));
	m.every = FEEDS_LEAST / 1000 - 1;
	assert_non_null(strstr(fetchbed_change(b, &m), "(every)"));
	m.every = FEEDS_MOST / 1000 + 1;
	assert_non_null(strstr(fetchbed_change(b, &m), "(every)"));
	m.every = 0;
	m.format = "xml";
	assert_non_null(strstr(fetchbed_change(b, &m), "(format)"));
	m.format = "";
	m.encoding = "klingon";
	assert_non_null(strstr(fetchbed_change(b, &m), "(encoding)"));
	m = (struct wire_ctl_feed){.retailer = "tea"};
	assert_non_null(strstr(fetchbed_change(b, &m), "unknown_id"));
	m.stop = true;
	assert_non_null(strstr(fetchbed_change(b, &m), "unknown_id"));
	assert_null(fetchbed_shown(b, true));
	assert_int_equal(b->begun, 0);
	/* Nothing said is every six hours. */
	m = (struct wire_ctl_feed){
		.retailer = "tea", .url = TEA, .format = "", .encoding = ""};
	assert_string_equal(fetchbed_change(b, &m), "ok");
	fetchbed_come(b, "", false);
	assert_true(fetchbed_wait(b) == FEEDS_USUAL);
}

/* Each failure doubles the wait, up to the usual time; one that goes well
 * begins anew. */
static void test_back_off(void **state)
{
	struct fetchbed *b = *state;
	const int64_t most = TIMES_HOUR;
	int64_t wait = TIMES_MINUTE;

	fetchbed_set(b, "tea", TEA);
	for (int n = 1; n <= 10; n++) {
		fetchbed_end_as(b, FETCH_CONNECT);
		assert_string_equal(fetchbed_text(b, "result"), "connect");
		assert_string_equal(fetchbed_text(b, "text"), "So it ended.");
		assert_in_range(fetchbed_wait(b), wait * 3 / 4, wait * 5 / 4);
		fetchbed_look(b, fetchbed_wait(b) - 1);
		assert_int_equal(b->begun, n);
		fetchbed_look(b, 1);
		assert_int_equal(b->begun, n + 1);
		wait = wait * 2 < most ? wait * 2 : most;
	}
	fetchbed_come(b, "", false);
	assert_true(fetchbed_wait(b) == TIMES_HOUR);
	fetchbed_look(b, TIMES_HOUR);
	fetchbed_end_as(b, FETCH_SLOW);
	assert_in_range(
		fetchbed_wait(b), TIMES_MINUTE * 3 / 4, TIMES_MINUTE * 5 / 4);
}

/* A server that wants to be left alone for longer is. */
static void test_again(void **state)
{
	const struct fetch_result r = {
		.end = FETCH_STATUS, .status = 503, .again = 2 * TIMES_HOUR};
	const struct intake_state s = {.phase = INTAKE_READING};
	struct fetchbed *b = *state;

	fetchbed_set(b, "tea", TEA);
	fetchbed_end_with(b, &r, &s);
	assert_true(fetchbed_wait(b) == 2 * TIMES_HOUR);
	fetchbed_load(b);
	assert_true(fetchbed_wait(b) == 2 * TIMES_HOUR);
	/* But for somebody who wants it now. */
	assert_string_equal(fetchbed_now(b), "ok");
	assert_int_equal(b->begun, 2);
	fetchbed_come(b, "", false);
}

/* When it is due, and how often it failed, outlives the relay. */
static void test_restart(void **state)
{
	struct fetchbed *b = *state;
	int64_t due;

	fetchbed_set(b, "tea", TEA);
	fetchbed_come(b, "one", false);
	due = fetchbed_number(b, "next");
	gatebed_pass(&b->gate, TIMES_MINUTE);
	fetchbed_load(b);
	assert_true(fetchbed_number(b, "next") == due);
	assert_true(hub_tenant(&b->gate.hub, "tea")->feed_made == b->made);
	fetchbed_look(b, TIMES_HOUR - TIMES_MINUTE - 1);
	assert_int_equal(b->begun, 1);
	fetchbed_look(b, 1);
	assert_string_equal(b->etag, "one");
	fetchbed_end_as(b, FETCH_CONNECT);
	fetchbed_look(b, fetchbed_wait(b));
	fetchbed_end_as(b, FETCH_CONNECT);
	fetchbed_load(b);
	assert_string_equal(fetchbed_text(b, "result"), "connect");
	/* What fell due while there was no relay is fetched at once, once. */
	fetchbed_look(b, TIMES_DAY);
	assert_int_equal(b->begun, 4);
	fetchbed_end_as(b, FETCH_CONNECT);
	assert_in_range(fetchbed_wait(b), 3 * TIMES_MINUTE, 5 * TIMES_MINUTE);
	fetchbed_look(b, TIMES_MINUTE);
	assert_int_equal(b->begun, 4);
}

/* A clock that was far ahead for a while keeps no feed away. */
static void test_clock(void **state)
{
	struct fetchbed *b = *state;

	b->gate.now.wall += 400 * TIMES_DAY;
	fetchbed_set(b, "tea", TEA);
	fetchbed_come(b, "one", false);
	b->gate.now.wall -= TIMES_MINUTE;
	fetchbed_look(b, 0);
	assert_int_equal(b->begun, 1);
	b->gate.now.wall -= 400 * TIMES_DAY;
	fetchbed_look(b, 0);
	assert_int_equal(b->begun, 2);
	fetchbed_come(b, "two", false);
	assert_true(fetchbed_wait(b) == TIMES_HOUR);
}

/* A relay that ends, or a catalogue that is busy, is nobody's failure. */
static void test_put_off(void **state)
{
	const struct fetch_result fine = {.end = FETCH_FINE};
	const struct intake_state busy = {
		.phase = INTAKE_FAILED, .err = ERR_FULL};
	struct fetchbed *b = *state;

	fetchbed_set(b, "tea", TEA);
	fetchbed_end_as(b, FETCH_STOPPED);
	assert_string_equal(fetchbed_text(b, "result"), "");
	fetchbed_look(b, TIMES_MINUTE);
	assert_int_equal(b->begun, 2);
	fetchbed_end_with(b, &fine, &busy);
	assert_string_equal(fetchbed_text(b, "result"), "");
	fetchbed_look(b, TIMES_MINUTE - 1);
	assert_int_equal(b->begun, 2);
	/* Nobody says what there is. */
	b->about.err = ERR_FULL;
	fetchbed_look(b, 1);
	assert_int_equal(feeds_pending(b->all), 0);
	b->about.err = ERR_OK;
	/* No memory. */
	b->full = true;
	fetchbed_look(b, TIMES_MINUTE);
	assert_int_equal(feeds_pending(b->all), 0);
	b->full = false;
	assert_int_equal(b->begun, 2);
	b->gate.hub.draining = true;
	fetchbed_look(b, TIMES_MINUTE);
	assert_int_equal(b->begun, 2);
	b->gate.hub.draining = false;
	fetchbed_look(b, 0);
	fetchbed_end_as(b, FETCH_CONNECT);
	assert_in_range(
		fetchbed_wait(b), TIMES_MINUTE * 3 / 4, TIMES_MINUTE * 5 / 4);
}

static void set_of(struct fetchbed *b, const char *retailer)
{
	char url[80];

	snprintf(url, sizeof(url), "https://%s.example/feed.csv", retailer);
	assert_string_equal(fetchbed_set(b, retailer, url), "ok");
}

/* A server that takes its time holds up only its own; and those that have been
 * due for longest come first. */
static void test_several_at_once(void **state)
{
	static const char *const names[] = {"f0", "f1", "f2", "f3", "f4", "f5"};
	struct fetchbed *b = *state;

	for (int i = 0; i < 6; i++) {
		gatebed_retailer(&b->gate, names[i]);
		gatebed_pass(&b->gate, 1);
		set_of(b, names[i]);
	}
	assert_int_equal(b->begun, LIMIT_FEEDS_AT_ONCE);
	assert_int_equal(feeds_pending(b->all), LIMIT_FEEDS_AT_ONCE);
	fetchbed_look(b, TIMES_MINUTE);
	assert_int_equal(b->begun, LIMIT_FEEDS_AT_ONCE);
	/* The second one ends: the fifth is due, and then the sixth. */
	fetchbed_pick(b, "f1");
	fetchbed_come(b, "", false);
	fetchbed_look(b, 0);
	assert_string_equal(b->retailer, "f4");
	fetchbed_end_as(b, FETCH_CONNECT);
	fetchbed_look(b, 0);
	assert_string_equal(b->retailer, "f5");
	fetchbed_come(b, "", false);
	/* Only the one that is changed is stopped, and its retailer waits for
	 * that, though there is room. */
	set_of(b, "f0");
	assert_int_equal(b->stopped, 1);
	assert_string_equal(b->stopped_of, "f0");
	fetchbed_look(b, 0);
	assert_int_equal(b->begun, 6);
	assert_int_equal(feeds_pending(b->all), 3);
	fetchbed_pick(b, "f0");
	fetchbed_end_as(b, FETCH_STOPPED);
	fetchbed_look(b, 0);
	assert_string_equal(b->retailer, "f0");
	for (int i = 0; i < 4; i++) {
		if (i == 1)
			continue;
		fetchbed_pick(b, names[i]);
		fetchbed_end_as(b, FETCH_UNCHANGED);
	}
	/* One that is being removed is not asked for. */
	hub_tenant(&b->gate.hub, "f2")->shut = true;
	fetchbed_look(b, 2 * TIMES_HOUR);
	assert_int_equal(feeds_pending(b->all), LIMIT_FEEDS_AT_ONCE);
	for (int n = 0; n < 5; n++) {
		static const char *const left[] = {
			"f4", "f1", "f5", "f3", "f0"};

		fetchbed_pick(b, left[n]);
		fetchbed_end_as(b, FETCH_UNCHANGED);
		fetchbed_look(b, 0);
	}
	assert_int_equal(feeds_pending(b->all), 0);
	hub_tenant(&b->gate.hub, "f2")->shut = false;
}

/* Nothing stays of a retailer that goes while its feed is being read. */
static void test_retailer_gone(void **state)
{
	struct fetchbed *b = *state;

	fetchbed_set(b, "tea", TEA);
	fetchbed_remove_tea(b);
	assert_int_equal(b->stopped, 1);
	assert_int_equal(feeds_pending(b->all), 1);
	assert_string_equal(b->removed, "");
	fetchbed_come(b, "", false); /* it was too late to stop it */
	assert_string_equal(b->removed, "tea");
	assert_null(fetchbed_shown(b, true));
	assert_int_equal(fetchbed_audits(b, "catalog_imported"), 0);
	fetchbed_look(b, TIMES_DAY);
	assert_int_equal(b->begun, 1);
}

/* The same before it has begun. */
static void test_retailer_gone_before(void **state)
{
	struct fetchbed *b = *state;

	fetchbed_set(b, "tea", TEA);
	fetchbed_come(b, "", false);
	gatebed_pass(&b->gate, TIMES_HOUR);
	feeds_look(b->all); /* it asks what there is */
	fetchbed_remove_tea(b);
	fetchbed_run(b);
	assert_int_equal(b->begun, 1);
	assert_int_equal(feeds_pending(b->all), 0);
}

/* What is set meanwhile counts, and what comes of the old one does not. */
static void test_changed_meanwhile(void **state)
{
	struct fetchbed *b = *state;

	fetchbed_set(b, "tea", TEA);
	assert_string_equal(
		fetchbed_set(b, "tea", "https://tea.example/other.csv"), "ok");
	assert_int_equal(b->stopped, 1);
	assert_int_equal(b->begun, 1);
	fetchbed_end_as(b, FETCH_STOPPED);
	assert_string_equal(fetchbed_text(b, "result"), "");
	fetchbed_look(b, 0);
	assert_string_equal(b->url, "https://tea.example/other.csv");
	assert_string_equal(fetchbed_stop(b), "ok");
	assert_int_equal(b->stopped, 2);
	fetchbed_end_as(b, FETCH_STOPPED);
	assert_null(fetchbed_shown(b, true));
	fetchbed_load(b);
	assert_null(fetchbed_shown(b, true));
}

/* The retailer has another currency: what is there is not what it would be. */
static void test_renewed(void **state)
{
	struct fetchbed *b = *state;

	feeds_renew(b->all, "tea"); /* it has none */
	fetchbed_set(b, "tea", TEA);
	fetchbed_come(b, "one", false);
	fetchbed_look(b, TIMES_HOUR);
	assert_string_equal(b->etag, "one");
	fetchbed_end_as(b, FETCH_UNCHANGED);
	feeds_renew(b->all, "tea");
	fetchbed_look(b, 0);
	assert_string_equal(b->etag, "");
	assert_string_equal(b->hash, "");
	/* Once more while it is fetched. */
	feeds_renew(b->all, "tea");
	fetchbed_come(b, "one", false);
	fetchbed_load(b);
	fetchbed_look(b, 0);
	assert_string_equal(b->etag, "");
	fetchbed_come(b, "one", false);
	fetchbed_look(b, TIMES_HOUR);
	assert_string_equal(b->etag, "one");
	fetchbed_end_as(b, FETCH_UNCHANGED);
}

/* What waits for a manager, or was refused, is known again. */
static void test_held(void **state)
{
	struct fetchbed *b = *state;

	fetchbed_set(b, "tea", TEA);
	fetchbed_come(b, "one", false);
	fetchbed_look(b, TIMES_HOUR);
	fetchbed_come(b, "two", true);
	assert_string_equal(fetchbed_text(b, "result"), "held");
	assert_int_equal(fetchbed_audits(b, "catalog_held"), 1);
	fetchbed_look(b, TIMES_HOUR);
	assert_string_equal(b->etag, "two");
	fetchbed_end_as(b, FETCH_UNCHANGED);
	assert_string_equal(fetchbed_text(b, "text"),
		"It is the one that waits for a manager.");
	assert_true(
		fetchbed_number(b, "checked") < fetchbed_number(b, "tried"));
	/* Another one that was refused is none of its business. */
	feeds_decline(b->all, "tea", b->about.held_made + 1);
	feeds_decline(b->all, "wool", b->about.held_made);
	feeds_decline(b->all, "tea", b->about.held_made);
	b->about.held = false;
	fetchbed_run(b);
	fetchbed_load(b);
	fetchbed_look(b, TIMES_HOUR);
	assert_string_equal(b->etag, "two");
	assert_string_equal(b->hash, FETCHBED_HASH);
	fetchbed_end_as(b, FETCH_CONNECT);
	fetchbed_look(b, TIMES_HOUR);
	fetchbed_end_as(b, FETCH_UNCHANGED);
	assert_string_equal(fetchbed_text(b, "text"),
		"It is the one that a manager refused.");
	assert_int_equal(fetchbed_audits(b, "catalog_held"), 1);
	/* Somebody wants it after all. */
	fetchbed_now(b);
	assert_string_equal(b->etag, "");
	assert_string_equal(b->hash, "");
	fetchbed_come(b, "two", true);
	assert_int_equal(fetchbed_audits(b, "catalog_held"), 2);
	/* Released it is what there is. */
	b->about.held = false;
	b->about.made = b->about.held_made;
	fetchbed_look(b, TIMES_HOUR);
	assert_string_equal(b->etag, "two");
	fetchbed_end_as(b, FETCH_UNCHANGED);
	assert_string_equal(fetchbed_text(b, "text"), "");
}

/* Whatever memory lacks, one that is set is fetched in the end. */
static void test_no_memory(void **state)
{
	struct fetchbed *b = *state;
	bool failed = true;
	long n;
	const char *word;

	for (n = 0; failed; n++) {
		dbfault_heap(n, 1);
		word = fetchbed_set(b, "tea", TEA);
		if (b->going)
			fetchbed_come(b, "one", false);
		failed = dbfault_heap_failed();
		dbfault_heap(-1, 0);
		fetchbed_run(b);
		if (!failed)
			assert_string_equal(word, "ok");
		if (strcmp(word, "ok") == 0 && b->going)
			fetchbed_come(b, "one", false);
		assert_int_equal(feeds_pending(b->all), 0);
		fetchbed_look(b, TIMES_HOUR);
		if (strcmp(word, "ok") == 0)
			assert_true(b->going);
		if (b->going)
			fetchbed_come(b, "two", false);
		assert_int_equal(feeds_pending(b->all), 0);
		if (strcmp(word, "ok") == 0)
			assert_string_equal(
				fetchbed_text(b, "result"), "imported");
	}
	assert_true(n > 20); /* or nothing was planted */
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown( \
		test_##name, fetchbed_setup, fetchbed_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(its_life),
		TEST(refusals),
		TEST(back_off),
		TEST(again),
		TEST(restart),
		TEST(clock),
		TEST(put_off),
		TEST(several_at_once),
		TEST(retailer_gone),
		TEST(retailer_gone_before),
		TEST(changed_meanwhile),
		TEST(renewed),
		TEST(held),
		TEST(no_memory),
	};

	dbfault_init();
	json_set_alloc_funcs(mem_alloc, mem_free); /* as the relay does */
	return cmocka_run_group_tests_name("feeds", tests, NULL, NULL);
}
