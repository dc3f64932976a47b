/* SPDX-License-Identifier: MIT */
/* Pictures of products (F2): who waits for which, what is kept for how long,
 * and that a host that does not answer holds up nobody else's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/feeds.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/gallerybed.h"

#define BIG (INT64_C(100) << 20)

static const char *const tea = gallerybed_tea;
static const char *const wool = gallerybed_wool;

static void test_kept_for_a_while(void **state)
{
	struct gallerybed *b = *state;
	struct gallerybed_asked *k = gallerybed_ask(b, tea, "a.example/1"),
				*again;

	assert_int_equal(k->status, 0);
	assert_string_equal(b->fetches[0].url, "https://a.example/1");
	gallerybed_come(b, "https://a.example/1");
	assert_int_equal(k->status, 200);
	assert_non_null(strstr(k->file, "/media/"));
	/* The same for everybody who looks; whoever has it is told so. */
	again = gallerybed_ask(b, tea, "a.example/1");
	assert_int_equal(again->status, 200);
	assert_string_equal(again->file, k->file);
	assert_int_equal(
		gallerybed_ask_etag(b, tea, "a.example/1", k->etag)->status,
		304);
	assert_int_equal(b->begun, 1);
	/* Another retailer's is its own. */
	again = gallerybed_ask(b, wool, "a.example/1");
	assert_int_equal(again->status, 0);
	gallerybed_come(b, "https://a.example/1");
	assert_string_not_equal(again->file, k->file);
	/* A day later it may be another one. */
	gatebed_pass(&b->gate, GALLERY_KEEP);
	assert_int_equal(gallerybed_ask(b, tea, "a.example/1")->status, 200);
	gatebed_pass(&b->gate, 1);
	again = gallerybed_ask(b, tea, "a.example/1");
	assert_int_equal(b->removed, 1);
	gallerybed_come(b, "https://a.example/1");
	assert_string_not_equal(again->file, k->file);
}

static void test_one_fetch_for_many(void **state)
{
	struct gallerybed *b = *state;

	for (int i = 0; i < 10; i++)
		gallerybed_ask(b, tea, "a.example/1");
	assert_int_equal(b->begun, 1);
	gallerybed_come(b, "https://a.example/1");
	for (int i = 0; i < 10; i++)
		assert_int_equal(b->asked[i].status, 200);
}

static void test_refusals(void **state)
{
	static const char other[] =
		"CAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	static char longest[LIMIT_SKU + 2];
	struct gallerybed *b = *state;

	assert_string_equal(
		gallerybed_ask(b, "short", "a.example/1")->code, "bad_token");
	assert_string_equal(
		gallerybed_ask(b, other, "a.example/1")->code, "bad_token");
	assert_string_equal(gallerybed_ask(b, tea, "none")->code, "unknown_id");
	assert_string_equal(gallerybed_ask(b, tea, "bare")->text,
		"This product has no picture.");
	memset(longest, 'a', LIMIT_SKU + 1);
	assert_string_equal(
		gallerybed_ask(b, tea, longest)->code, "unknown_id");
	assert_string_equal(gallerybed_ask(b, tea, "\xff")->code, "unknown_id");
	b->lookup = ERR_IO;
	assert_string_equal(
		gallerybed_ask(b, tea, "a.example/1")->code, "busy");
	b->lookup = ERR_OK;
	b->full = true;
	assert_string_equal(
		gallerybed_ask(b, tea, "a.example/1")->code, "busy");
	b->full = false; /* which nobody remembers */
	gallerybed_ask(b, tea, "a.example/1");
	gallerybed_come(b, "https://a.example/1");
	assert_int_equal(b->begun, 1);
}

/* What cannot be had is told, in words, and not asked for at once again. */
static void test_failures(void **state)
{
	static const struct {
		enum fetch_end end;
		const char *code;
	} all[] = {{FETCH_HOST, "forbidden"}, {FETCH_PLAIN, "forbidden"},
		{FETCH_URL, "forbidden"}, {FETCH_PRIVATE, "forbidden"},
		{FETCH_INWARD, "forbidden"}, {FETCH_LARGE, "bad_media"},
		{FETCH_PACKED, "bad_media"}, {FETCH_SPILT, "bad_media"},
		{FETCH_FINE, "bad_media"}, {FETCH_STATUS, "busy"},
		{FETCH_SLOW, "busy"}, {FETCH_NOMEM, "busy"}};
	struct gallerybed *b = *state;
	struct gallerybed_asked *k;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		k = gallerybed_ask(b, tea, "a.example/1");
		gallerybed_end_as(b, "https://a.example/1", all[i].end, 0);
		assert_string_equal(k->code, all[i].code);
		gatebed_pass(&b->gate, GALLERY_SORRY);
		k = gallerybed_ask(b, tea, "a.example/1");
		assert_string_equal(k->code, all[i].code);
		assert_int_equal(b->begun, i + 1);
		gatebed_pass(&b->gate, 1);
		b->n_asked = 0;
	}
	k = gallerybed_ask(b, tea, "a.example/1");
	gallerybed_end_as(b, "https://a.example/1", FETCH_STATUS, 404);
	assert_string_equal(k->text, "So it ended.");
	assert_non_null(strstr(b->gate.said, "no_picture"));
}

/* A host that does not answer holds up the others neither of its retailer nor
 * of anybody else. */
static void test_slow_host(void **state)
{
	struct gallerybed *b = *state;
	char sku[40];

	for (int i = 0; i < 8; i++) {
		snprintf(sku, sizeof(sku), "slow.example/%d", i);
		gallerybed_ask(b, tea, sku);
	}
	assert_int_equal(b->n, GALLERY_RETAILER);
	/* Not even two retailers have more of one host. */
	for (int i = 0; i < 8; i++) {
		snprintf(sku, sizeof(sku), "slow.example/%d", i);
		gallerybed_ask(b, wool, sku);
	}
	assert_int_equal(b->n, GALLERY_HOST);
	gallerybed_ask(b, wool, "fine.example/1");
	assert_int_equal(gallerybed_fetching(b, "fine.example"), 1);
	gallerybed_come(b, "https://fine.example/1");
	assert_int_equal(b->asked[16].status, 200);
	/* In the order in which they were asked for. */
	gallerybed_come(b, "https://slow.example/1");
	assert_int_equal(gallerybed_fetching(b, "slow.example/2"), 1);
	/* One that answers, but slowly, says nothing of the others. */
	gallerybed_end_as(b, "https://slow.example/2", FETCH_SLOW, 200);
	assert_int_equal(b->asked[2].status, 503);
	assert_int_equal(b->asked[3].status, 0);
	assert_int_equal(gallerybed_fetching(b, "slow.example/3"), 1);
	/* A host that is not there has no other pictures, either. */
	gallerybed_end_as(b, "https://slow.example/3", FETCH_SLOW, 0);
	for (int i = 4; i < 8; i++)
		assert_string_equal(b->asked[i].code, "busy");
	while (b->n > 0)
		gallerybed_end_as(b, b->fetches[0].url, FETCH_SLOW, 0);
	for (int i = 0; i < b->n_asked; i++)
		assert_true(b->asked[i].status != 0);
	gallerybed_ask(b, tea, "slow.example/7");
	assert_int_equal(b->asked[b->n_asked - 1].status, 503);
	assert_int_equal(b->n, 0);
}

/* Where another host was led to, that one was away, perhaps. */
static void test_led_away(void **state)
{
	const struct fetch_result r = {.end = FETCH_CONNECT, .hops = 1};
	const struct media_clean none = {.err = ERR_MEDIA};
	struct gallerybed *b = *state;

	for (int i = 0; i < 3; i++)
		gallerybed_ask(b, tea,
			i == 0           ? "a.example/0"
				: i == 1 ? "a.example/1"
					 : "a.example/2");
	gallerybed_end(b, "https://a.example/0", &r, &none);
	assert_int_equal(b->asked[2].status, 0);
	gallerybed_come(b, "https://a.example/1");
	gallerybed_come(b, "https://a.example/2");
	assert_int_equal(b->asked[2].status, 200);
}

/* A host inside is for those whose pages, or feed, are there. */
static void test_inside(void **state)
{
	static const char refused[] = "Its host is not this retailer's.";
	const struct wire_ctl_feed feed = {.retailer = "wool",
		.url = "https://inside.example/feed.csv",
		.format = "",
		.encoding = ""};
	const struct trail_who by = {
		.retailer = "wool", .id = AUDIT_NORENCTL, .name = ""};
	struct gallerybed *b = *state;
	struct rules *rules =
		(struct rules *)hub_tenant(&b->gate.hub, "tea")->rules;
	char *was = rules->origins;
	struct gatebed_reply r;

	assert_string_equal(
		gallerybed_ask(b, tea, "inside.example/1")->code, "forbidden");
	assert_string_equal(
		gallerybed_ask(b, wool, "inside.example/1")->text, refused);
	rules->origins =
		(char *)"https://a.example\nhttps://inside.example:8443";
	gallerybed_ask(b, tea, "inside.example/1");
	gallerybed_come(b, "https://inside.example/1");
	assert_int_equal(b->asked[2].status, 200);
	assert_string_equal(
		gallerybed_ask(b, tea, "not.inside.example/1")->text, refused);
	rules->origins = was;
	gatebed_reply(&r);
	feeds_change(b->gate.hub.feeds, &by, &feed, &r.reply);
	gallerybed_run(b);
	assert_string_equal(gatebed_word(&r), "ok");
	gatebed_over(&r);
	gallerybed_ask(b, wool, "inside.example/1");
	gallerybed_come(b, "https://inside.example/1");
	assert_int_equal(b->asked[4].status, 200);
	assert_string_equal(
		gallerybed_ask(b, tea, "inside.example/2")->text, refused);
}

/* One retailer cannot have all places where pictures wait. */
static void test_too_many(void **state)
{
	struct gallerybed *b = *state;
	char sku[40];

	for (int i = 0; i <= GALLERY_COMING_OF; i++) {
		snprintf(sku, sizeof(sku), "a.example/%d", i);
		gallerybed_ask(b, tea, sku);
	}
	assert_string_equal(b->asked[GALLERY_COMING_OF].code, "busy");
	assert_int_equal(b->asked[GALLERY_COMING_OF - 1].status, 0);
	gallerybed_ask(b, wool, "b.example/1");
	gallerybed_come(b, "https://b.example/1");
	assert_int_equal(b->asked[GALLERY_COMING_OF + 1].status, 200);
	while (b->n > 0)
		gallerybed_come(b, b->fetches[0].url);
	for (int i = 0; i < GALLERY_COMING_OF; i++)
		assert_int_equal(b->asked[i].status, 200);
	assert_int_equal(b->begun, GALLERY_COMING_OF + 1);
}

/* Those that nobody looks at go first. */
static void test_room(void **state)
{
	struct gallerybed *b = *state;

	gallerybed_ask(b, tea, "a.example/1");
	gallerybed_come_big(b, "https://a.example/1", BIG);
	gallerybed_ask(b, tea, "a.example/2");
	gallerybed_come_big(b, "https://a.example/2", BIG);
	assert_int_equal(b->removed, 0);
	gallerybed_ask(b, tea, "a.example/1");
	gallerybed_ask(b, tea, "a.example/3");
	gallerybed_come_big(b, "https://a.example/3", BIG);
	assert_int_equal(b->removed, 1);
	assert_int_equal(gallerybed_ask(b, tea, "a.example/1")->status, 200);
	assert_int_equal(gallerybed_ask(b, tea, "a.example/3")->status, 200);
	assert_int_equal(gallerybed_ask(b, tea, "a.example/2")->status, 0);
	gallerybed_come(b, "https://a.example/2");
}

/* Of a retailer that goes nothing stays, and nobody waits in vain. */
static void test_retailer_gone(void **state)
{
	struct gallerybed *b = *state;
	struct tenant *t;

	gallerybed_ask(b, tea, "a.example/0");
	gallerybed_come(b, "https://a.example/0");
	gallerybed_ask(b, wool, "b.example/1");
	gallerybed_come(b, "https://b.example/1");
	for (int i = 1; i <= GALLERY_RETAILER + 1; i++)
		gallerybed_ask(b, tea,
			i == 1           ? "a.example/1"
				: i == 2 ? "a.example/2"
					 : "a.example/3");
	t = hub_tenant(&b->gate.hub, "tea");
	t->shut = true;
	hub_drop_tenant(&b->gate.hub, &t);
	gallery_forget(b->all, "tea");
	assert_int_equal(b->removed, 1);
	assert_string_equal(b->asked[4].code, "unknown_id");
	assert_int_equal(b->n, GALLERY_RETAILER);
	gallerybed_come(b, "https://a.example/1");
	assert_int_equal(b->removed, 2);
	gallerybed_end_as(b, "https://a.example/2", FETCH_SLOW, 0);
	assert_int_equal(gallerybed_ask(b, wool, "b.example/1")->status, 200);
}

/* A relay that ends lets nobody wait. */
static void test_draining(void **state)
{
	struct gallerybed *b = *state;

	gallerybed_ask(b, tea, "a.example/1");
	gallerybed_ask(b, tea, "a.example/2");
	gallerybed_ask(b, tea, "a.example/3");
	b->gate.hub.draining = true;
	assert_string_equal(
		gallerybed_ask(b, tea, "a.example/4")->code, "restarting");
	gallerybed_end_as(b, "https://a.example/1", FETCH_STOPPED, 0);
	assert_int_equal(b->asked[0].status, 503);
	assert_string_equal(b->asked[2].code, "restarting");
	assert_int_equal(b->n, 1);
	gallerybed_end_as(b, "https://a.example/2", FETCH_STOPPED, 0);
	b->gate.hub.draining = false;
}

/* Whatever memory lacks, whoever asks is answered. */
static void test_no_memory(void **state)
{
	struct gallerybed *b = *state;
	bool failed = true;
	long n;
	char sku[40], url[60];
	struct gallerybed_asked *k;

	for (n = 0; failed; n++) {
		b->n_asked = 0;
		snprintf(sku, sizeof(sku), "a.example/%ld", n);
		snprintf(url, sizeof(url), "https://%s", sku);
		dbfault_heap(n, 1);
		k = gallerybed_ask(b, tea, sku);
		if (b->n > 0)
			gallerybed_come(b, url);
		failed = dbfault_heap_failed();
		dbfault_heap(-1, 0);
		gallerybed_run(b);
		if (k->status != 200 && (!failed || k->status < 500))
			fail_msg("allocation %ld: %d", n, k->status);
	}
	assert_true(n > 20); /* or nothing was planted */
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown( \
		test_##name, gallerybed_setup, gallerybed_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(kept_for_a_while),
		TEST(one_fetch_for_many),
		TEST(refusals),
		TEST(failures),
		TEST(slow_host),
		TEST(led_away),
		TEST(inside),
		TEST(too_many),
		TEST(room),
		TEST(retailer_gone),
		TEST(draining),
		TEST(no_memory),
	};

	dbfault_init();
	json_set_alloc_funcs(mem_alloc, mem_free); /* as the relay does */
	return cmocka_run_group_tests_name("gallery", tests, NULL, NULL);
}
