/* SPDX-License-Identifier: MIT */
/* Greetings, files, reports, mails and blocks in the store. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/store/store_extra.h"
#include "relay/store/store_feed.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

struct answer {
	bool done;
	enum err err;
	int n;
	char first[256];
};

static int setup(void **state)
{
	static struct storebed b;

	storebed_init(&b);
	assert_int_equal(storebed_open(&b), ERR_OK);
	assert_int_equal(storebed_retailer(&b, "tea"), ERR_OK);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	storebed_fini(*state);
	return 0;
}

static void on_done(void *ctx, enum err e)
{
	*(struct answer *)ctx = (struct answer){.done = true, .err = e};
}

static void on_media(
	void *ctx, enum err e, const struct store_media *rows, int n)
{
	struct answer *a = ctx;

	*a = (struct answer){.done = true, .err = e, .n = n};
	if (n > 0)
		strcpy(a->first, rows[0].id.s);
}

static void on_reports(
	void *ctx, enum err e, const struct store_report *rows, int n)
{
	struct answer *a = ctx;

	*a = (struct answer){.done = true, .err = e, .n = n};
	if (n > 0)
		strncpy(a->first, rows[0].text, sizeof(a->first) - 1);
}

static void on_blocks(
	void *ctx, enum err e, const struct store_block *rows, int n)
{
	struct answer *a = ctx;

	*a = (struct answer){.done = true, .err = e, .n = n};
	if (n > 0)
		strncpy(a->first, rows[0].reason, sizeof(a->first) - 1);
}

static void on_mails(
	void *ctx, enum err e, const struct store_mail *rows, int n)
{
	struct answer *a = ctx;

	*a = (struct answer){.done = true, .err = e, .n = n};
	if (n > 0)
		snprintf(a->first, sizeof(a->first), "%.8s %.8s %d %.8s",
			rows[0].address, rows[0].text, rows[0].tries,
			rows[0].why);
}

static void on_tenants(void *ctx, const struct store_tenants *t)
{
	struct answer *a = ctx;

	*a = (struct answer){.done = true, .err = t->err, .n = t->n_templates};
	if (t->n_templates > 0)
		strncpy(a->first, t->templates[0].text, sizeof(a->first) - 1);
}

static enum err put_template(
	struct storebed *b, const char *retailer, const char *text)
{
	const struct store_template row = {
		.retailer = retailer,
		.template = "hi",
		.title = "Hi",
		.text = text,
		.pages = "/p/*",
		.lang = WIRE_LANG_JA,
		.until = 720,
	};
	struct answer a = {0};

	store_put_template(b->store, &row, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static enum err drop_template(struct storebed *b, const char *key)
{
	struct answer a = {0};

	store_drop_template(b->store, "tea", key, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static void test_templates(void **state)
{
	struct storebed *b = *state;
	struct answer a = {0};

	assert_int_equal(put_template(b, "tea", "Hello"), ERR_OK);
	assert_int_equal(put_template(b, "tea", "お茶"), ERR_OK);
	assert_int_equal(put_template(b, "wool", "Hello"), ERR_UNKNOWN);
	store_tenants(b->store, on_tenants, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.n, 1);
	assert_string_equal(a.first, "お茶");
	assert_int_equal(drop_template(b, "hi"), ERR_OK);
	assert_int_equal(drop_template(b, "hi"), ERR_UNKNOWN);
}

static enum err put_media(
	struct storebed *b, uint64_t n, int who, uint64_t owner, int64_t at)
{
	const struct store_media row = {
		.id = storebed_id(n),
		.owner = storebed_id(owner),
		.retailer = "tea",
		.who = who,
		.mime = WIRE_MIME_PNG,
		.width = 2,
		.height = 3,
		.bytes = 77,
		.at = at,
	};
	struct answer a = {0};

	store_put_media(b->store, &row, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static enum err find(struct storebed *b, const char *retailer, uint64_t n,
	enum wire_who who, uint64_t viewer)
{
	struct id media = storebed_id(n), id = storebed_id(viewer);
	struct answer a = {0};

	store_find_media(b->store, retailer, &media, who, &id, on_media, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

/* Chat 50 of shopper 1: associate 11 has it, 12 had it; file 100 is in it. */
static void show(struct storebed *b)
{
	const struct rec recs[] = {
		{.kind = REC_K_CHAT,
			.chat = {.chat = storebed_id(50),
				.shopper = storebed_id(1),
				.associate = storebed_id(11),
				.phase = WIRE_PHASE_LIVE}},
		{.kind = REC_K_ENTRY,
			.entry = {.chat = storebed_id(50),
				.seq = 1,
				.kind = WIRE_KIND_JOINED,
				.who = WIRE_WHO_ASSOCIATE,
				.actor = storebed_id(12)}},
		{.kind = REC_K_ENTRY,
			.entry = {.chat = storebed_id(50),
				.seq = 2,
				.kind = WIRE_KIND_FILE,
				.actor = storebed_id(1)}},
		{.kind = REC_K_ATTACH,
			.attach = {.chat = storebed_id(50),
				.seq = 2,
				.kind = WIRE_KIND_FILE,
				.media = storebed_id(100),
				.mime = WIRE_MIME_PNG}},
	};
	int64_t turn = storebed_load(b, "tea").turn;

	assert_int_equal(
		storebed_commit(b, "tea", turn, recs, 4), KEEPER_COMMITTED);
}

static void test_who_may_see_a_file(void **state)
{
	struct storebed *b = *state;

	assert_int_equal(put_media(b, 100, WIRE_WHO_SHOPPER, 1, 5), ERR_OK);
	assert_int_equal(put_media(b, 101, WIRE_WHO_ASSOCIATE, 11, 5), ERR_OK);
	assert_int_equal(find(b, "tea", 100, WIRE_WHO_SHOPPER, 1), ERR_OK);
	assert_int_equal(
		find(b, "tea", 100, WIRE_WHO_ASSOCIATE, 11), ERR_UNKNOWN);
	show(b);
	assert_int_equal(find(b, "tea", 100, WIRE_WHO_SHOPPER, 1), ERR_OK);
	assert_int_equal(find(b, "tea", 100, WIRE_WHO_ASSOCIATE, 11), ERR_OK);
	assert_int_equal(find(b, "tea", 100, WIRE_WHO_ASSOCIATE, 12), ERR_OK);
	/* Neither somebody else, nor the same id on the other side, nor at
	 * another retailer, nor what was not shown. */
	assert_int_equal(find(b, "tea", 100, WIRE_WHO_SHOPPER, 2), ERR_UNKNOWN);
	assert_int_equal(
		find(b, "tea", 100, WIRE_WHO_ASSOCIATE, 13), ERR_UNKNOWN);
	assert_int_equal(
		find(b, "tea", 100, WIRE_WHO_ASSOCIATE, 1), ERR_UNKNOWN);
	assert_int_equal(
		find(b, "wool", 100, WIRE_WHO_SHOPPER, 1), ERR_UNKNOWN);
	assert_int_equal(find(b, "tea", 101, WIRE_WHO_SHOPPER, 1), ERR_UNKNOWN);
	assert_int_equal(find(b, "tea", 101, WIRE_WHO_ASSOCIATE, 11), ERR_OK);
}

static void test_what_was_not_shown_is_swept(void **state)
{
	struct storebed *b = *state;
	struct answer a = {0};

	assert_int_equal(put_media(b, 100, WIRE_WHO_SHOPPER, 1, 5), ERR_OK);
	assert_int_equal(put_media(b, 101, WIRE_WHO_SHOPPER, 1, 5), ERR_OK);
	assert_int_equal(put_media(b, 102, WIRE_WHO_SHOPPER, 1, 10), ERR_OK);
	show(b);
	store_sweep_media(b->store, 10, on_media, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
	assert_int_equal(a.n, 1);
	assert_string_equal(a.first, storebed_id(101).s);
	assert_int_equal(storebed_number(b, "SELECT count(*) FROM media"), 2);
}

static enum err put_report(struct storebed *b, uint64_t n, int64_t at)
{
	const struct store_report row = {
		.id = storebed_id(n),
		.associate = storebed_id(7),
		.retailer = "tea",
		.text = "It was slow",
		.at = at,
	};
	struct answer a = {0};

	store_put_report(b->store, &row, NULL, at - 100, 2, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static struct answer reports(struct storebed *b, struct id id)
{
	struct answer a = {0};

	store_reports(b->store, "tea", &id, on_reports, &a);
	storebed_wait(b, &a.done);
	return a;
}

static struct store_mail mail(uint64_t n, int64_t due)
{
	return (struct store_mail){
		.id = storebed_id(n),
		.retailer = "tea",
		.address = "a@b",
		.text = "hello",
		.made = 5,
		.due = due,
	};
}

static enum err put_mail(struct storebed *b, uint64_t n, int64_t due)
{
	const struct store_mail m = mail(n, due);
	struct answer a = {0};

	store_put_mail(b->store, &m, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static struct answer mails(struct storebed *b, const char *retailer)
{
	struct answer a = {0};

	store_mails(b->store, retailer, on_mails, &a);
	storebed_wait(b, &a.done);
	return a;
}

static enum err tried(struct storebed *b, struct store_mail m)
{
	struct answer a = {0};

	store_tried_mail(b->store, &m, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static void test_mails(void **state)
{
	struct storebed *b = *state;
	struct store_mail again = mail(1, 30);

	assert_int_equal(put_mail(b, 1, 10), ERR_OK);
	assert_int_equal(put_mail(b, 2, 20), ERR_OK);
	assert_int_equal(mails(b, "").n, 1);
	assert_string_equal(mails(b, "").first, "a@b hello 0 ");
	assert_int_equal(mails(b, "tea").n, 2);
	assert_string_equal(mails(b, "tea").first, "a@b  0 ");
	assert_int_equal(mails(b, "coffee").n, 0);
	again.tries = 1;
	again.why = "busy";
	assert_int_equal(tried(b, again), ERR_OK);
	assert_int_equal(tried(b, mail(2, 0)), ERR_OK);
	assert_int_equal(tried(b, mail(2, 0)), ERR_UNKNOWN);
	assert_string_equal(mails(b, "").first, "a@b hello 1 busy");
	assert_int_equal(storebed_number(b, "SELECT due FROM mail"), 30);
}

static void put_reported(struct storebed *b, uint64_t n, enum err expected)
{
	const struct store_report row = {.id = storebed_id(n),
		.associate = storebed_id(7),
		.retailer = "tea",
		.text = "It was slow",
		.at = 1000};
	const struct store_mail m = mail(n, 10);
	struct answer a = {0};

	store_put_report(b->store, &row, &m, 900, 2, on_done, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, expected);
}

/* Both are kept or none is; but a full queue costs no report. */
static void test_reports_with_mails(void **state)
{
	struct storebed *b = *state;

	put_reported(b, 1, ERR_OK);
	for (int i = 0; i < STORE_MAILS - 1; i++)
		assert_int_equal(put_mail(b, 100 + (uint64_t)i, 10), ERR_OK);
	assert_int_equal(put_mail(b, 3, 10), ERR_FULL);
	put_reported(b, 2, ERR_OK);
	assert_int_equal(storebed_number(b, "SELECT count(*) FROM report"), 2);
	assert_int_equal(tried(b, mail(1, 0)), ERR_OK);
	put_reported(b, 3, ERR_RATE);
	assert_int_equal(mails(b, "tea").n, STORE_MAILS - 1);
}

static void test_reports(void **state)
{
	struct storebed *b = *state;
	struct answer a;

	assert_int_equal(put_report(b, 1, 1000), ERR_OK);
	assert_int_equal(put_report(b, 2, 1010), ERR_OK);
	assert_int_equal(put_report(b, 3, 1020), ERR_RATE);
	assert_int_equal(put_report(b, 3, 1101), ERR_OK);
	a = reports(b, (struct id){""});
	assert_int_equal(a.n, 3);
	assert_string_equal(a.first, "");
	a = reports(b, storebed_id(2));
	assert_int_equal(a.n, 1);
	assert_string_equal(a.first, "It was slow");
	assert_int_equal(reports(b, storebed_id(9)).n, 0);
}

static void test_blocks(void **state)
{
	struct storebed *b = *state;
	struct rec rec = {.kind = REC_K_BLOCK,
		.block = {.chat = storebed_id(50),
			.shopper = storebed_id(1),
			.associate = storebed_id(7),
			.reason = "Rude"}};
	struct answer a = {0};
	int64_t turn = storebed_load(b, "tea").turn;

	assert_int_equal(
		storebed_commit(b, "tea", turn, &rec, 1), KEEPER_COMMITTED);
	store_blocks(b->store, "tea", on_blocks, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.n, 1);
	assert_string_equal(a.first, "Rude");
	rec.block.lifted = 9;
	assert_int_equal(
		storebed_commit(b, "tea", turn + 1, &rec, 1), KEEPER_COMMITTED);
	a = (struct answer){0};
	store_blocks(b->store, "tea", on_blocks, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.n, 0);
}

static void on_feeds(
	void *ctx, enum err e, const struct store_feed *rows, int n)
{
	struct answer *a = ctx;

	*a = (struct answer){.done = true, .err = e, .n = n};
	if (n > 0)
		snprintf(a->first, sizeof(a->first),
			"%s %s %s %s %s %s %s %s %s"
			" %lld %lld %lld %lld %lld %lld %lld %lld %s %lld",
			rows->retailer, rows->url, rows->format, rows->encoding,
			rows->etag, rows->modified, rows->result, rows->why,
			rows->rows, (long long)rows->every,
			(long long)rows->made, (long long)rows->checked,
			(long long)rows->tried, (long long)rows->due,
			(long long)rows->fails, (long long)rows->taken,
			(long long)rows->refused, rows->hash,
			(long long)rows->declined);
}

static struct answer feeds(struct storebed *b)
{
	struct answer a = {0};

	store_feeds(b->store, on_feeds, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
	return a;
}

static enum err put_feed(struct storebed *b, struct store_feed f)
{
	struct answer a = {0};

	store_put_feed(b->store, &f, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static enum err drop_feed(struct storebed *b, const char *retailer)
{
	struct answer a = {0};

	store_drop_feed(b->store, retailer, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

/* One a retailer, as it was put last; and gone with it. */
static void test_feeds(void **state)
{
	struct storebed *b = *state;
	struct store_feed f = {"tea", "https://a", "csv", "utf-8", 1, "tag",
		"date", 2, 3, 4, 5, 6, "imported", "why", 7, 8, "[]", "hash",
		9};

	assert_int_equal(feeds(b).n, 0);
	assert_int_equal(drop_feed(b, "tea"), ERR_UNKNOWN);
	assert_int_equal(
		put_feed(b, (struct store_feed){.retailer = "tea"}), ERR_OK);
	assert_int_equal(put_feed(b, f), ERR_OK);
	assert_int_equal(feeds(b).n, 1);
	assert_string_equal(feeds(b).first,
		"tea https://a csv utf-8 tag date imported why []"
		" 1 2 3 4 5 6 7 8 hash 9");
	f.retailer = "coffee";
	assert_int_equal(put_feed(b, f), ERR_UNKNOWN);
	assert_int_equal(drop_feed(b, "tea"), ERR_OK);
	assert_int_equal(feeds(b).n, 0);
}

static void on_popular(
	void *ctx, enum err e, const struct store_popular *rows, int n)
{
	struct answer *a = ctx;
	int len = 0;

	*a = (struct answer){.done = true, .err = e, .n = n};
	for (int i = 0; i < n; i++)
		len += snprintf(a->first + len, sizeof(a->first) - (size_t)len,
			"%s %d ", rows[i].sku, (int)rows[i].times);
}

/* What was recommended since then, most often first; not what was merely
 * viewed, and not another retailer's. */
static void test_popular(void **state)
{
	struct storebed *b = *state;
	struct answer a = {0};
	sqlite3 *db = storebed_peek(b);
	int rc;

	rc = sqlite3_exec(db,
		"INSERT INTO entry SELECT 'tea', 'c', n, n, CASE WHEN n = 9"
		" THEN 6 ELSE 11 END, 1, 'x', '', '', 0, '' FROM (SELECT 1 n"
		" UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 9);"
		"INSERT INTO attach (retailer, chat, seq, kind, recommended,"
		" sku, product, amount, currency, url, image, stock, quantity,"
		" orderno, media, mime, width, height, bytes) SELECT retailer,"
		" chat, seq, kind, 0, CASE WHEN seq IN (2, 9) THEN 'CUP' WHEN"
		" seq = 4 THEN '' ELSE 'POT' END, '', 0, '', '', '', '', 0, '',"
		" '', 0, 0, 0, 0 FROM entry",
		NULL, NULL, NULL);
	sqlite3_close(db);
	assert_int_equal(rc, SQLITE_OK);
	store_popular(b->store, "tea", 0, on_popular, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
	assert_string_equal(a.first, "POT 2 CUP 1 ");
	a = (struct answer){0};
	store_popular(b->store, "tea", 1, on_popular, &a);
	storebed_wait(b, &a.done);
	assert_string_equal(a.first, "CUP 1 POT 1 ");
	a = (struct answer){0};
	store_popular(b->store, "coffee", 0, on_popular, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.n, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(templates),
		TEST(who_may_see_a_file),
		TEST(what_was_not_shown_is_swept),
		TEST(reports),
		TEST(mails),
		TEST(reports_with_mails),
		TEST(blocks),
		TEST(feeds),
		TEST(popular),
	};

	dbfault_init();
	dbfault_no_sync(true);
	return cmocka_run_group_tests_name("store_extra", tests, NULL, NULL);
}
