/* SPDX-License-Identifier: MIT */
/* Pictures of products (F2): who waits for which, what is kept for how long,
 * and that a host that does not answer holds up nobody else's. */
#include "relay/gate/gallery.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/feeds.h"
#include "relay/gate/find.h"
#include "relay/gate/token.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/gatebed.h"

#define FETCHES 64 /* that are going on */
#define ASKED 128  /* requests of a test */
#define BIG (INT64_C(100) << 20)

/* Aiko of "tea" and Rin of "wool". */
static const char tea[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
static const char wool[] = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

struct fetch {
	char url[100];
	struct id id;
	media_fetched_fn fn;
	void *ctx;
};

/* Somebody who asks. */
struct asked {
	struct reply reply; /* first */
	int status;         /* 0: not answered yet */
	char code[32], text[200], file[100], etag[64];
};

struct bed {
	struct gatebed gate;
	struct gallery *all;
	const struct lookup *what; /* NULL: nothing is being asked */
	lookup_fn fn;
	void *fn_ctx;
	enum err lookup; /* what the catalogue says */
	struct fetch fetches[FETCHES];
	int n;     /* fetches that go on, the first come first */
	int begun; /* that ever did */
	bool full; /* nothing can be fetched */
	int removed;
	struct asked asked[ASKED];
	int n_asked;
};

static bool io_inside(void *ctx, const char *url)
{
	(void)ctx;
	return strstr(url, "inside.example") != NULL;
}

static bool io_fetch(void *ctx, const char *url, const struct id *id,
	media_fetched_fn fn, void *fn_ctx)
{
	struct bed *b = ctx;
	struct fetch *f = &b->fetches[b->n];

	if (b->full)
		return false;
	assert_true(b->n < MEDIA_FETCHERS);
	snprintf(f->url, sizeof(f->url), "%s", url);
	f->id = *id;
	f->fn = fn;
	f->ctx = fn_ctx;
	b->n++;
	b->begun++;
	return true;
}

static void io_path(void *ctx, const struct id *id, char out[GALLERY_PATH])
{
	(void)ctx;
	snprintf(out, GALLERY_PATH, "/media/%s", id->s);
}

static void io_remove(void *ctx, const struct id *id)
{
	(void)id;
	((struct bed *)ctx)->removed++;
}

static void io_ask(
	void *ctx, const struct lookup *what, lookup_fn fn, void *fn_ctx)
{
	struct bed *b = ctx;

	b->what = what;
	b->fn = fn;
	b->fn_ctx = fn_ctx;
}

static void on_done(void *ctx, enum err e)
{
	(void)ctx;
	assert_int_equal(e, ERR_OK);
}

static void sign_in(
	struct bed *b, int n, const char *retailer, const char *token)
{
	struct store_session session = {.associate = storebed_id((uint64_t)n),
		.retailer = retailer,
		.device = ""};
	char address[40];

	snprintf(address, sizeof(address), "a@%s.example", retailer);
	gatebed_staff(&b->gate, n, retailer, address, "Aiko", "x");
	token_hash(token, session.hash);
	store_put_session(b->gate.bed.store, &session, on_done, b);
	gatebed_run(&b->gate);
}

static enum fetch_end io_allowed(void *ctx, const char *url)
{
	(void)ctx;
	(void)url;
	return FETCH_FINE;
}

static bool io_begin(void *ctx, const struct intake_order *order,
	intake_fetched_fn fn, void *fn_ctx)
{
	(void)ctx;
	(void)order;
	(void)fn;
	(void)fn_ctx;
	return false;
}

static int set_up(void **state)
{
	static struct bed b;
	const struct gallery_io io = {
		&b, io_inside, io_fetch, io_path, io_remove};
	const struct find_io find = {&b, io_ask};
	const struct feeds_io feeds = {
		.ctx = &b, .allowed = io_allowed, .begin = io_begin};

	memset(&b, 0, sizeof(b));
	gatebed_init(&b.gate, 0, true);
	b.gate.hub.finds = find_all_new(&b.gate.hub, &find);
	b.gate.hub.feeds = feeds_new(&b.gate.hub, &feeds);
	b.all = gallery_new(&b.gate.hub, &io);
	sign_in(&b, 1, "tea", tea);
	sign_in(&b, 2, "wool", wool);
	*state = &b;
	return 0;
}

static int tear_down(void **state)
{
	struct bed *b = *state;

	assert_int_equal(b->n, 0);
	gallery_destroy(&b->all);
	feeds_destroy(&b->gate.hub.feeds);
	find_all_destroy(&b->gate.hub.finds);
	gatebed_fini(&b->gate);
	return 0;
}

/* ---- what happens ---- */

static void on_answer(struct reply *reply, const struct answer *a)
{
	struct asked *k = (struct asked *)reply;
	struct wire_msg m;

	assert_int_equal(k->status, 0); /* once */
	k->status = a->status;
	snprintf(k->file, sizeof(k->file), "%s", a->file ? a->file : "");
	snprintf(k->etag, sizeof(k->etag), "%s", a->etag ? a->etag : "");
	if (!a->body || a->status < 400)
		return;
	assert_int_equal(wire_decode(a->body, a->len, LIMIT_ASSOCIATE_FRAME,
				 WIRE_FROM_H | WIRE_FROM_R, &m, NULL),
		ERR_OK);
	snprintf(k->code, sizeof(k->code), "%s", m.error.code);
	snprintf(k->text, sizeof(k->text), "%s", m.error.text);
	wire_fini(&m);
}

/* What the catalogue says: the picture of the SKU "a.example/1" is at that
 * address; "bare" has none, "none" is none. */
static void answer_lookup(struct bed *b)
{
	char image[200];
	struct product p = {.sku = b->what->key, .name = "Cup", .image = image};
	struct lookup_answer a = {.err = b->lookup, .there = true};

	snprintf(image, sizeof(image), "https://%s", b->what->key);
	if (strcmp(b->what->key, "bare") == 0)
		image[0] = '\0';
	a.hits.products = &p;
	a.hits.n = strcmp(b->what->key, "none") != 0;
	b->what = NULL;
	b->fn(b->fn_ctx, &a);
}

static void run(struct bed *b)
{
	gatebed_run(&b->gate);
	while (b->what) {
		answer_lookup(b);
		gatebed_run(&b->gate);
	}
}

static struct asked *ask_etag(
	struct bed *b, const char *token, const char *sku, const char *etag)
{
	struct asked *k = &b->asked[b->n_asked++];
	const struct request q = {.bearer = token, .etag = etag};

	assert_true(b->n_asked <= ASKED);
	*k = (struct asked){.reply.send = on_answer};
	gallery_get(b->all, &q, &k->reply, sku);
	run(b);
	return k;
}

static struct asked *ask(struct bed *b, const char *token, const char *sku)
{
	return ask_etag(b, token, sku, NULL);
}

/* The fetch of that address ends so. */
static void end(struct bed *b, const char *url, const struct fetch_result *r,
	const struct media_clean *what)
{
	struct fetch f;
	int i = 0;

	while (i < b->n && strcmp(b->fetches[i].url, url) != 0)
		i++;
	assert_true(i < b->n);
	f = b->fetches[i];
	b->n--;
	memmove(&b->fetches[i], &b->fetches[i + 1],
		(size_t)(b->n - i) * sizeof(f));
	f.fn(f.ctx, r, what);
	run(b);
}

static void come_big(struct bed *b, const char *url, int64_t bytes)
{
	const struct fetch_result r = {.end = FETCH_FINE};
	const struct media_clean what = {
		.mime = WIRE_MIME_JPEG, .bytes = (size_t)bytes};

	end(b, url, &r, &what);
}

static void come(struct bed *b, const char *url)
{
	come_big(b, url, 100);
}

static void end_as(struct bed *b, const char *url, enum fetch_end e, int status)
{
	const struct fetch_result r = {
		.end = e, .status = status, .why = "So it ended."};

	end(b, url, &r, &(struct media_clean){.err = ERR_MEDIA});
}

static int fetching(const struct bed *b, const char *of)
{
	int n = 0;

	for (int i = 0; i < b->n; i++)
		n += strstr(b->fetches[i].url, of) != NULL;
	return n;
}

/* ---- the tests ---- */

static void test_kept_for_a_while(void **state)
{
	struct bed *b = *state;
	struct asked *k = ask(b, tea, "a.example/1"), *again;

	assert_int_equal(k->status, 0);
	assert_string_equal(b->fetches[0].url, "https://a.example/1");
	come(b, "https://a.example/1");
	assert_int_equal(k->status, 200);
	assert_non_null(strstr(k->file, "/media/"));
	/* The same for everybody who looks; whoever has it is told so. */
	again = ask(b, tea, "a.example/1");
	assert_int_equal(again->status, 200);
	assert_string_equal(again->file, k->file);
	assert_int_equal(ask_etag(b, tea, "a.example/1", k->etag)->status, 304);
	assert_int_equal(b->begun, 1);
	/* Another retailer's is its own. */
	again = ask(b, wool, "a.example/1");
	assert_int_equal(again->status, 0);
	come(b, "https://a.example/1");
	assert_string_not_equal(again->file, k->file);
	/* A day later it may be another one. */
	gatebed_pass(&b->gate, GALLERY_KEEP);
	assert_int_equal(ask(b, tea, "a.example/1")->status, 200);
	gatebed_pass(&b->gate, 1);
	again = ask(b, tea, "a.example/1");
	assert_int_equal(b->removed, 1);
	come(b, "https://a.example/1");
	assert_string_not_equal(again->file, k->file);
}

static void test_one_fetch_for_many(void **state)
{
	struct bed *b = *state;

	for (int i = 0; i < 10; i++)
		ask(b, tea, "a.example/1");
	assert_int_equal(b->begun, 1);
	come(b, "https://a.example/1");
	for (int i = 0; i < 10; i++)
		assert_int_equal(b->asked[i].status, 200);
}

static void test_refusals(void **state)
{
	static const char other[] =
		"CAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	static char longest[LIMIT_SKU + 2];
	struct bed *b = *state;

	assert_string_equal(ask(b, "short", "a.example/1")->code, "bad_token");
	assert_string_equal(ask(b, other, "a.example/1")->code, "bad_token");
	assert_string_equal(ask(b, tea, "none")->code, "unknown_id");
	assert_string_equal(
		ask(b, tea, "bare")->text, "This product has no picture.");
	memset(longest, 'a', LIMIT_SKU + 1);
	assert_string_equal(ask(b, tea, longest)->code, "unknown_id");
	assert_string_equal(ask(b, tea, "\xff")->code, "unknown_id");
	b->lookup = ERR_IO;
	assert_string_equal(ask(b, tea, "a.example/1")->code, "busy");
	b->lookup = ERR_OK;
	b->full = true;
	assert_string_equal(ask(b, tea, "a.example/1")->code, "busy");
	b->full = false; /* which nobody remembers */
	ask(b, tea, "a.example/1");
	come(b, "https://a.example/1");
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
	struct bed *b = *state;
	struct asked *k;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		k = ask(b, tea, "a.example/1");
		end_as(b, "https://a.example/1", all[i].end, 0);
		assert_string_equal(k->code, all[i].code);
		gatebed_pass(&b->gate, GALLERY_SORRY);
		k = ask(b, tea, "a.example/1");
		assert_string_equal(k->code, all[i].code);
		assert_int_equal(b->begun, i + 1);
		gatebed_pass(&b->gate, 1);
		b->n_asked = 0;
	}
	k = ask(b, tea, "a.example/1");
	end_as(b, "https://a.example/1", FETCH_STATUS, 404);
	assert_string_equal(k->text, "So it ended.");
	assert_non_null(strstr(b->gate.said, "no_picture"));
}

/* A host that does not answer holds up the others neither of its retailer nor
 * of anybody else. */
static void test_slow_host(void **state)
{
	struct bed *b = *state;
	char sku[40];

	for (int i = 0; i < 8; i++) {
		snprintf(sku, sizeof(sku), "slow.example/%d", i);
		ask(b, tea, sku);
	}
	assert_int_equal(b->n, GALLERY_RETAILER);
	/* Not even two retailers have more of one host. */
	for (int i = 0; i < 8; i++) {
		snprintf(sku, sizeof(sku), "slow.example/%d", i);
		ask(b, wool, sku);
	}
	assert_int_equal(b->n, GALLERY_HOST);
	ask(b, wool, "fine.example/1");
	assert_int_equal(fetching(b, "fine.example"), 1);
	come(b, "https://fine.example/1");
	assert_int_equal(b->asked[16].status, 200);
	/* In the order in which they were asked for. */
	come(b, "https://slow.example/1");
	assert_int_equal(fetching(b, "slow.example/2"), 1);
	/* One that answers, but slowly, says nothing of the others. */
	end_as(b, "https://slow.example/2", FETCH_SLOW, 200);
	assert_int_equal(b->asked[2].status, 503);
	assert_int_equal(b->asked[3].status, 0);
	assert_int_equal(fetching(b, "slow.example/3"), 1);
	/* A host that is not there has no other pictures, either. */
	end_as(b, "https://slow.example/3", FETCH_SLOW, 0);
	for (int i = 4; i < 8; i++)
		assert_string_equal(b->asked[i].code, "busy");
	while (b->n > 0)
		end_as(b, b->fetches[0].url, FETCH_SLOW, 0);
	for (int i = 0; i < b->n_asked; i++)
		assert_true(b->asked[i].status != 0);
	ask(b, tea, "slow.example/7");
	assert_int_equal(b->asked[b->n_asked - 1].status, 503);
	assert_int_equal(b->n, 0);
}

/* Where another host was led to, that one was away, perhaps. */
static void test_led_away(void **state)
{
	const struct fetch_result r = {.end = FETCH_CONNECT, .hops = 1};
	const struct media_clean none = {.err = ERR_MEDIA};
	struct bed *b = *state;

	for (int i = 0; i < 3; i++)
		ask(b, tea,
			i == 0           ? "a.example/0"
				: i == 1 ? "a.example/1"
					 : "a.example/2");
	end(b, "https://a.example/0", &r, &none);
	assert_int_equal(b->asked[2].status, 0);
	come(b, "https://a.example/1");
	come(b, "https://a.example/2");
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
	struct bed *b = *state;
	struct rules *rules =
		(struct rules *)hub_tenant(&b->gate.hub, "tea")->rules;
	char *was = rules->origins;
	struct gatebed_reply r;

	assert_string_equal(ask(b, tea, "inside.example/1")->code, "forbidden");
	assert_string_equal(ask(b, wool, "inside.example/1")->text, refused);
	rules->origins =
		(char *)"https://a.example\nhttps://inside.example:8443";
	ask(b, tea, "inside.example/1");
	come(b, "https://inside.example/1");
	assert_int_equal(b->asked[2].status, 200);
	assert_string_equal(ask(b, tea, "not.inside.example/1")->text, refused);
	rules->origins = was;
	gatebed_reply(&r);
	feeds_change(b->gate.hub.feeds, &by, &feed, &r.reply);
	run(b);
	assert_string_equal(gatebed_word(&r), "ok");
	gatebed_over(&r);
	ask(b, wool, "inside.example/1");
	come(b, "https://inside.example/1");
	assert_int_equal(b->asked[4].status, 200);
	assert_string_equal(ask(b, tea, "inside.example/2")->text, refused);
}

/* One retailer cannot have all places where pictures wait. */
static void test_too_many(void **state)
{
	struct bed *b = *state;
	char sku[40];

	for (int i = 0; i <= GALLERY_COMING_OF; i++) {
		snprintf(sku, sizeof(sku), "a.example/%d", i);
		ask(b, tea, sku);
	}
	assert_string_equal(b->asked[GALLERY_COMING_OF].code, "busy");
	assert_int_equal(b->asked[GALLERY_COMING_OF - 1].status, 0);
	ask(b, wool, "b.example/1");
	come(b, "https://b.example/1");
	assert_int_equal(b->asked[GALLERY_COMING_OF + 1].status, 200);
	while (b->n > 0)
		come(b, b->fetches[0].url);
	for (int i = 0; i < GALLERY_COMING_OF; i++)
		assert_int_equal(b->asked[i].status, 200);
	assert_int_equal(b->begun, GALLERY_COMING_OF + 1);
}

/* Those that nobody looks at go first. */
static void test_room(void **state)
{
	struct bed *b = *state;

	ask(b, tea, "a.example/1");
	come_big(b, "https://a.example/1", BIG);
	ask(b, tea, "a.example/2");
	come_big(b, "https://a.example/2", BIG);
	assert_int_equal(b->removed, 0);
	ask(b, tea, "a.example/1");
	ask(b, tea, "a.example/3");
	come_big(b, "https://a.example/3", BIG);
	assert_int_equal(b->removed, 1);
	assert_int_equal(ask(b, tea, "a.example/1")->status, 200);
	assert_int_equal(ask(b, tea, "a.example/3")->status, 200);
	assert_int_equal(ask(b, tea, "a.example/2")->status, 0);
	come(b, "https://a.example/2");
}

/* Of a retailer that goes nothing stays, and nobody waits in vain. */
static void test_retailer_gone(void **state)
{
	struct bed *b = *state;
	struct tenant *t;

	ask(b, tea, "a.example/0");
	come(b, "https://a.example/0");
	ask(b, wool, "b.example/1");
	come(b, "https://b.example/1");
	for (int i = 1; i <= GALLERY_RETAILER + 1; i++)
		ask(b, tea,
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
	come(b, "https://a.example/1");
	assert_int_equal(b->removed, 2);
	end_as(b, "https://a.example/2", FETCH_SLOW, 0);
	assert_int_equal(ask(b, wool, "b.example/1")->status, 200);
}

/* A relay that ends lets nobody wait. */
static void test_draining(void **state)
{
	struct bed *b = *state;

	ask(b, tea, "a.example/1");
	ask(b, tea, "a.example/2");
	ask(b, tea, "a.example/3");
	b->gate.hub.draining = true;
	assert_string_equal(ask(b, tea, "a.example/4")->code, "restarting");
	end_as(b, "https://a.example/1", FETCH_STOPPED, 0);
	assert_int_equal(b->asked[0].status, 503);
	assert_string_equal(b->asked[2].code, "restarting");
	assert_int_equal(b->n, 1);
	end_as(b, "https://a.example/2", FETCH_STOPPED, 0);
	b->gate.hub.draining = false;
}

/* Whatever memory lacks, whoever asks is answered. */
static void test_no_memory(void **state)
{
	struct bed *b = *state;
	bool failed = true;
	long n;
	char sku[40], url[60];
	struct asked *k;

	for (n = 0; failed; n++) {
		b->n_asked = 0;
		snprintf(sku, sizeof(sku), "a.example/%ld", n);
		snprintf(url, sizeof(url), "https://%s", sku);
		dbfault_heap(n, 1);
		k = ask(b, tea, sku);
		if (b->n > 0)
			come(b, url);
		failed = dbfault_heap_failed();
		dbfault_heap(-1, 0);
		run(b);
		if (k->status != 200 && (!failed || k->status < 500))
			fail_msg("allocation %ld: %d", n, k->status);
	}
	assert_true(n > 20); /* or nothing was planted */
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

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
