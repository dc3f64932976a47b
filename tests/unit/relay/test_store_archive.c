/* SPDX-License-Identifier: MIT */
/* The archive in the store (E3): whose it is, its order, pages, and words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/store/db_archive.h"
#include "relay/store/db_open.h"
#include "relay/store/store_archive.h"
#include "relay/store/store_job.h"
#include "shared/money.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

#define AIKO 1
#define MIO 2

struct answer {
	bool done, more;
	enum err err;
	int n;
	char rows[4000]; /* "chat/associate" each, numbers, newest first */
	struct store_filed last;
	char text[200], holder[60], currency[4]; /* the last one's */
};

/* ---- what is there ---- */

static void keep(
	struct storebed *b, const char *retailer, struct rec *recs, int n)
{
	struct store_rows rows = storebed_load(b, retailer);

	assert_int_equal(rows.err, ERR_OK);
	assert_int_equal(storebed_commit(b, retailer, rows.turn, recs, n),
		KEEPER_COMMITTED);
}

/* A chat in which one thing was said, which somebody (0: nobody) had. */
static void chat(struct storebed *b, const char *retailer, int n, int associate,
	const char *name, const char *said)
{
	struct id id = storebed_id((uint64_t)n);
	struct id who =
		associate ? storebed_id((uint64_t)associate) : (struct id){""};
	struct rec recs[] = {
		{.kind = REC_K_CHAT,
			.chat = {.chat = id,
				.shopper = storebed_id(5000 + (uint64_t)n),
				.associate = who,
				.phase = WIRE_PHASE_ENDED,
				.opened = n,
				.accepted = associate ? n + 1 : 0,
				.lang = WIRE_LANG_JA}},
		{.kind = REC_K_ENTRY,
			.entry = {.chat = id,
				.seq = 1,
				.at = n,
				.kind = WIRE_KIND_TEXT,
				.body = said}},
		{.kind = REC_K_FILED,
			.filed = {.chat = id,
				.associate = who,
				.at = 1000 * n,
				.reason = associate ? WIRE_REASON_ENDED
						    : WIRE_REASON_MISSED,
				.name = name}},
	};

	keep(b, retailer, recs, 3);
}

static void filed(struct storebed *b, int n, int associate, int64_t at)
{
	struct rec r = {.kind = REC_K_FILED,
		.filed = {.chat = storebed_id((uint64_t)n),
			.associate = storebed_id((uint64_t)associate),
			.at = at,
			.reason = WIRE_REASON_TAKEN,
			.name = "Sato"}};

	keep(b, "tea", &r, 1);
}

static void sold(struct storebed *b, const char *order, int n, int associate,
	int64_t total, const char *currency, bool viewed, bool cancelled)
{
	struct rec r = {.kind = REC_K_SALE,
		.sale = {.orderno = order,
			.chat = storebed_id((uint64_t)n),
			.associate = storebed_id((uint64_t)associate),
			.at = 7,
			.total = total,
			.currency = currency,
			.viewed = viewed,
			.cancelled = cancelled}};

	keep(b, "tea", &r, 1);
}

/* ---- what is asked ---- */

static int number_of(const struct id *associate)
{
	struct id aiko = storebed_id(AIKO), mio = storebed_id(MIO);

	return id_same(associate, &aiko)   ? AIKO
		: id_same(associate, &mio) ? MIO
					   : 0;
}

static void on_rows(
	void *ctx, enum err e, const struct store_filed *rows, int n)
{
	struct answer *a = ctx;
	size_t len = 0;

	*a = (struct answer){.done = true, .err = e, .n = n};
	for (int i = 0; i < n; i++)
		len += (size_t)snprintf(a->rows + len, sizeof(a->rows) - len,
			"%s%d/%d", i ? " " : "", (int)(rows[i].at / 1000),
			number_of(&rows[i].associate));
	if (!n)
		return;
	a->last = rows[n - 1];
	snprintf(a->text, sizeof(a->text), "%s", rows[n - 1].text);
	snprintf(a->holder, sizeof(a->holder), "%s", rows[n - 1].holder);
	snprintf(a->currency, sizeof(a->currency), "%s", rows[n - 1].currency);
}

static void on_indexed(void *ctx, enum err e, bool more)
{
	*(struct answer *)ctx =
		(struct answer){.done = true, .err = e, .more = more};
}

static struct answer ask(struct storebed *b, struct store_archive_ask q)
{
	struct answer a = {0};

	q.retailer = q.retailer ? q.retailer : "tea";
	q.text = q.text ? q.text : "";
	store_archive(b->store, &q, on_rows, &a);
	storebed_wait(b, &a.done);
	return a;
}

static void index_all(struct storebed *b)
{
	struct answer a = {.more = true};

	while (a.more) {
		a = (struct answer){0};
		store_index_archive(b->store, on_indexed, &a);
		storebed_wait(b, &a.done);
		assert_int_equal(a.err, ERR_OK);
	}
}

#define ASK(...) ask(b, (struct store_archive_ask){__VA_ARGS__})
#define OWN .associate = storebed_id(AIKO)
#define FOUND(words) ASK(OWN, .text = (words)).rows

/* ---- tests ---- */

static void test_ones_own_and_nobodys_newest_first(void **state)
{
	struct storebed *b = *state;

	assert_int_equal(ASK(OWN).n, 0);
	chat(b, "tea", 100, AIKO, "Sato", "one");
	chat(b, "tea", 101, MIO, "Kim", "two");
	chat(b, "tea", 102, 0, "Guest 3", "three");
	chat(b, "tea", 103, AIKO, "Guest 4", "four");
	chat(b, "tea-2", 104, AIKO, "Guest 5", "five");
	assert_string_equal(ASK(OWN).rows, "103/1 102/0 100/1");
	assert_string_equal(
		ASK(.pick = STORE_ALL).rows, "103/1 102/0 101/2 100/1");
	assert_string_equal(ASK(OWN, .pick = STORE_NOBODYS).rows, "102/0");
	assert_string_equal(ASK(.retailer = "tea-2").rows, "104/1");
	assert_string_equal(ASK(.retailer = "other").rows, "");
	assert_string_equal(
		ASK(OWN, .before = 103000, .chat = storebed_id(103)).rows,
		"102/0 100/1");
}

static void test_what_is_told_of_one(void **state)
{
	struct storebed *b = *state;
	struct answer a;

	chat(b, "tea", 100, AIKO, "佐藤", "ありがとう");
	a = ASK(OWN);
	assert_string_equal(a.text, "ありがとう");
	assert_string_equal(a.holder, ""); /* the account is gone */
	assert_int_equal(a.last.reason, WIRE_REASON_ENDED);
	assert_int_equal(a.last.lang, WIRE_LANG_JA);
	assert_int_equal(a.last.opened, 100);
	assert_int_equal(a.last.accepted, 101);
	assert_int_equal(a.last.sales, 0);
	assert_string_equal(a.currency, "");
}

/* D8: the same chat in two archives, and twice in the team's. */
static void test_a_transferred_one(void **state)
{
	struct storebed *b = *state;

	chat(b, "tea", 100, MIO, "Sato", "one");
	filed(b, 100, AIKO, 99000);
	assert_string_equal(ASK(OWN).rows, "99/1");
	assert_int_equal(ASK(OWN).last.reason, WIRE_REASON_TAKEN);
	assert_string_equal(ASK(.pick = STORE_ALL).rows, "100/2 99/1");
	index_all(b);
	assert_string_equal(FOUND("one"), "99/1");
	assert_string_equal(ASK(.text = "sato").rows, "100/2 99/1");
}

static void test_sales(void **state)
{
	struct storebed *b = *state;
	struct answer a;

	for (int i = 0; i < 5; i++)
		chat(b, "tea", 100 + i, i == 4 ? MIO : AIKO, "Sato", "one");
	sold(b, "T1", 101, AIKO, 12900, "JPY", true, false);
	sold(b, "T2", 101, AIKO, 100, "JPY", false, false);
	sold(b, "T3", 101, AIKO, 50, "EUR", true, true);
	sold(b, "T4", 102, AIKO, 8400, "JPY", true, true);
	sold(b, "T5", 104, MIO, 8400, "JPY", true, false);
	a = ASK(OWN, .pick = STORE_SALES);
	assert_string_equal(a.rows, "101/1");
	assert_int_equal(a.last.sales, 2);
	assert_int_equal(a.last.worth, 13000);
	assert_string_equal(a.currency, "JPY");
	assert_true(a.last.fresh);
	assert_string_equal(ASK(.pick = STORE_SALES).rows, "104/2 101/1");
	index_all(b);
	a = ASK(OWN, .pick = STORE_SALES, .text = "one");
	assert_string_equal(a.rows, "101/1");
	/* What is said of them is what the retailer counts, if there is any. */
	sold(b, "T6", 101, AIKO, 5, "USD", true, false);
	a = ASK(OWN, .pick = STORE_SALES);
	assert_int_equal(a.last.sales, 3);
	assert_int_equal(a.last.worth, 13000);
	assert_string_equal(a.currency, "JPY");
	sold(b, "T7", 103, AIKO, 5, "USD", true, false);
	a = ASK(OWN, .pick = STORE_SALES, .only = storebed_id(103));
	assert_int_equal(a.last.worth, 5);
	assert_string_equal(a.currency, "USD");
	/* However much it is: what whoever asks can be told of it. */
	for (int i = 0; i < 10; i++) {
		char order[16];

		snprintf(order, sizeof(order), "B%d", i);
		sold(b, order, 103, AIKO, MONEY_MAX, "JPY", true, false);
	}
	a = ASK(OWN, .pick = STORE_SALES, .only = storebed_id(103));
	assert_int_equal(a.last.sales, 11);
	assert_int_equal(a.last.worth, MONEY_SUM_MAX);
}

static void test_pages_of_many(void **state)
{
	struct storebed *b = *state;
	struct store_archive_ask q = {OWN};
	struct answer a;
	int seen = 0;

	for (int i = 0; i < 130; i++)
		chat(b, "tea", 1000 + i, i % 3 ? AIKO : 0, "Sato", "same");
	index_all(b);
	for (int words = 0; words < 2; words++) {
		q.text = words ? "same" : "";
		q.before = 0;
		q.chat = q.whose = (struct id){""};
		for (seen = 0; (a = ask(b, q)).n > 0; seen += a.n) {
			assert_int_equal(a.err, ERR_OK);
			assert_true(!q.before || a.last.at < q.before);
			q.before = a.last.at;
			q.chat = a.last.chat;
			q.whose = a.last.associate;
		}
		assert_int_equal(seen, 130);
	}
}

/* One that came there twice in the same moment, once from somebody and once
 * because nobody took it over, is parted by a page's end: both rows come. */
static void test_a_page_ends_in_the_middle_of_a_chat(void **state)
{
	struct storebed *b = *state;
	struct store_archive_ask q = {OWN};
	struct answer a;

	for (int i = 1; i < STORE_FILED; i++)
		chat(b, "tea", 200 + i, AIKO, "Sato", "same");
	chat(b, "tea", 200, 0, "Sato", "same");
	filed(b, 200, AIKO, 200000);
	chat(b, "tea", 199, AIKO, "Sato", "same");
	index_all(b);
	for (int pick = 0; pick < 4; pick++) {
		q.associate = pick % 2 ? storebed_id(AIKO) : (struct id){""};
		q.text = pick < 2 ? "" : "same";
		q.before = 0;
		q.chat = q.whose = (struct id){""};
		a = ask(b, q);
		assert_int_equal(a.n, STORE_FILED);
		q.before = a.last.at;
		q.chat = a.last.chat;
		q.whose = a.last.associate;
		assert_string_equal(ask(b, q).rows, "200/0 199/1");
	}
}

#define CROWD 100 /* chats of one commit */

static void crowd_one(int n, struct rec recs[3])
{
	struct id id = storebed_id((uint64_t)n);

	recs[0] = (struct rec){.kind = REC_K_CHAT,
		.chat = {.chat = id,
			.shopper = storebed_id(5000 + (uint64_t)n),
			.associate = storebed_id(AIKO),
			.phase = WIRE_PHASE_ENDED}};
	recs[1] = (struct rec){.kind = REC_K_ENTRY,
		.entry = {.chat = id,
			.seq = 1,
			.kind = WIRE_KIND_TEXT,
			.body = "wool"}};
	recs[2] = (struct rec){.kind = REC_K_FILED,
		.filed = {.chat = id,
			.associate = storebed_id(AIKO),
			.at = (int64_t)1000 * n,
			.reason = WIRE_REASON_ENDED,
			.name = "Sato"}};
}

/* So many hundred chats of Aiko's with the same word. */
static void crowd(struct storebed *b, int first, int hundreds)
{
	struct rec recs[3 * CROWD];

	for (; hundreds > 0; hundreds--, first += CROWD) {
		for (int i = 0; i < CROWD; i++)
			crowd_one(first + i, &recs[3 * i]);
		keep(b, "tea", recs, 3 * CROWD);
	}
}

static int count_found(struct storebed *b, struct store_archive_ask q)
{
	struct answer a;
	int n = 0;

	for (; (a = ask(b, q)).n > 0; n += a.n) {
		q.before = a.last.at;
		q.chat = a.last.chat;
		q.whose = a.last.associate;
	}
	assert_int_equal(a.err, ERR_OK);
	return n;
}

/* However many have the word: each of them, and each that is a sale or was
 * missed, is found. */
static void test_words_of_most_chats(void **state)
{
	struct storebed *b = *state;

	chat(b, "tea", 100, AIKO, "Sato", "wool, which I bought");
	chat(b, "tea", 101, 0, "Kim", "wool, for which nobody came");
	crowd(b, 1000, STORE_SOUGHT / CROWD + 1);
	sold(b, "T1", 100, AIKO, 12900, "JPY", true, false);
	index_all(b);
	assert_string_equal(
		ASK(OWN, .text = "wool", .pick = STORE_SALES).rows, "100/1");
	assert_string_equal(
		ASK(OWN, .text = "wool", .pick = STORE_NOBODYS).rows, "101/0");
	assert_int_equal(
		count_found(b, (struct store_archive_ask){OWN, .text = "wool"}),
		STORE_SOUGHT + CROWD + 2);
}

/* What SQLite does for a page, in steps of its machine. */
static int steps_of(struct storebed *b, struct store_archive_ask q, int *n)
{
	struct store_job job = {.kind = STORE_J_ARCHIVE, .archive = q};
	char why[256];
	struct db *db;
	int steps = 0;

	snprintf(job.retailer, sizeof(job.retailer), "tea");
	assert_int_equal(db_open_reader(&b->config, &db, why), ERR_OK);
	assert_int_equal(db_archive_read(db, &job), ERR_OK);
	*n = job.list.n;
	for (int i = 0; i < DB_Q_COUNT; i++)
		steps += sqlite3_stmt_status(
			db->query[i], SQLITE_STMTSTATUS_VM_STEP, 0);
	store_mem_fini(&job.found);
	db_close(&db);
	return steps;
}

/* The few on a tab among many that have the word are found with no look at
 * each of the many; and a page that goes on does not begin at the newest. */
static void test_few_of_many_at_once(void **state)
{
	struct storebed *b = *state;
	const int many = 2 * STORE_SOUGHT;
	struct store_archive_ask q = {.text = "wool"};
	int n, steps;

	chat(b, "tea", 100, AIKO, "Sato", "wool, which I bought");
	chat(b, "tea", 101, 0, "Kim", "wool, for which nobody came");
	crowd(b, 1000, many / CROWD);
	sold(b, "T1", 100, AIKO, 12900, "JPY", true, false);
	index_all(b);
	for (q.pick = STORE_SALES; q.pick <= STORE_NOBODYS; q.pick++) {
		steps = steps_of(b, q, &n);
		assert_int_equal(n, 1);
		assert_in_range(steps, 0, 14 * many);
	}
	q.pick = STORE_ALL;
	steps = steps_of(b, q, &n);
	assert_int_equal(n, STORE_FILED);
	q.before = INT64_C(1000) * (1000 + STORE_FILED);
	assert_in_range(steps_of(b, q, &n), 0, steps + steps / 10);
	assert_int_equal(n, STORE_FILED);
}

/* F1's folding: width, case, kana, marks; beginnings; any part of a run. */
static void test_words(void **state)
{
	struct storebed *b = *state;

	chat(b, "tea", 100, AIKO, "佐藤さん", "ウールコートはありますか？");
	chat(b, "tea", 101, AIKO, "Kim", "Do you have the Wool-coat in Ginza?");
	chat(b, "tea", 102, MIO, "Kim", "wool, for Mio alone");
	chat(b, "tea", 103, 0, "Guest", "wool?");
	assert_string_equal(FOUND("wool"), ""); /* not indexed yet */
	index_all(b);
	assert_string_equal(FOUND("wool"), "103/0 101/1");
	assert_string_equal(FOUND("ＷＯＯ"), "103/0 101/1");
	assert_string_equal(FOUND("coat wo kim"), "101/1");
	assert_string_equal(FOUND("ool"), "");
	assert_string_equal(FOUND("ｺｰﾄ"), "100/1");
	assert_string_equal(FOUND("うーる"), "100/1");
	assert_string_equal(FOUND("藤"), "100/1");
	assert_string_equal(FOUND("佐藤 コート"), "100/1");
	assert_string_equal(FOUND("コートウール"), "");
	assert_string_equal(ASK(.text = "wool").rows, "103/0 102/2 101/1");
	assert_string_equal(
		ASK(OWN, .pick = STORE_NOBODYS, .text = "wool").rows, "103/0");
	/* Nothing that is a word: as if nothing was asked. */
	assert_string_equal(FOUND(" ?! "), "103/0 101/1 100/1");
	/* The language of the index is not one that people speak. */
	assert_string_equal(FOUND("wool OR text : \"*"), "");
	assert_string_equal(FOUND("nobody"), "");
	assert_int_equal(
		ASK(OWN, .text = "a b c d e f g h i j k l m n o p q").err,
		ERR_SIZE);
	assert_int_equal(ASK(OWN, .text = "\xff").err, ERR_UTF8);
	chat(b, "tea", 104, AIKO, "Zoë", "Ist die Größe XL über? が");
	index_all(b);
	assert_string_equal(FOUND("zoe uber grosse"), "104/1");
	assert_string_equal(FOUND("ZOË ÜBER Größe"), "104/1");
	assert_string_equal(FOUND("zoe か"), "");
}

/* One tenant's key is the other's beginning. */
static void test_tenants(void **state)
{
	struct storebed *b = *state;

	chat(b, "tea", 100, AIKO, "Sato", "wool");
	chat(b, "tea-2", 101, AIKO, "Kim", "wool");
	index_all(b);
	assert_string_equal(ASK(.text = "wool").rows, "100/1");
	assert_string_equal(
		ASK(.retailer = "tea-2", .text = "wool").rows, "101/1");
}

/* D9: what a blocked shopper goes on writing is not there to be found. */
static void test_nothing_behind_a_block(void **state)
{
	struct storebed *b = *state;
	struct rec recs[] = {
		{.kind = REC_K_BLOCK,
			.block = {.chat = storebed_id(100),
				.shopper = storebed_id(5100),
				.seq = 2}},
		{.kind = REC_K_ENTRY,
			.entry = {.chat = storebed_id(100),
				.seq = 3,
				.kind = WIRE_KIND_TEXT,
				.body = "swearing"}},
	};

	chat(b, "tea", 100, AIKO, "Sato", "wool");
	keep(b, "tea", recs, 2);
	index_all(b);
	assert_string_equal(FOUND("swearing"), "");
	assert_string_equal(FOUND("wool"), "100/1");
	assert_string_equal(ASK(OWN).text, "wool");
}

/* What comes to the archive once more is indexed once more, and once. */
static void test_again(void **state)
{
	struct storebed *b = *state;
	struct rec more = {.kind = REC_K_ENTRY,
		.entry = {.chat = storebed_id(100),
			.seq = 2,
			.kind = WIRE_KIND_TEXT,
			.body = "scarf"}};

	chat(b, "tea", 100, MIO, "Sato", "wool");
	index_all(b);
	keep(b, "tea", &more, 1);
	filed(b, 100, AIKO, 100500);
	assert_string_equal(FOUND("scarf"), "");
	index_all(b);
	assert_string_equal(FOUND("scarf"), "100/1");
	assert_string_equal(FOUND("wool"), "100/1");
	assert_string_equal(ASK(.text = "scarf").rows, "100/1 100/2");
	assert_int_equal(storebed_number(b, "SELECT count(*) FROM words"), 1);
	assert_int_equal(storebed_number(b,
				 "SELECT count(*) FROM filed WHERE sought = 0"),
		0);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown( \
		test_##name, storebed_setup, storebed_teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(ones_own_and_nobodys_newest_first),
		TEST(what_is_told_of_one),
		TEST(a_transferred_one),
		TEST(sales),
		TEST(pages_of_many),
		TEST(a_page_ends_in_the_middle_of_a_chat),
		TEST(words),
		TEST(words_of_most_chats),
		TEST(few_of_many_at_once),
		TEST(tenants),
		TEST(nothing_behind_a_block),
		TEST(again),
	};

	dbfault_init();
	dbfault_no_sync(true);
	return cmocka_run_group_tests_name("store_archive", tests, NULL, NULL);
}
