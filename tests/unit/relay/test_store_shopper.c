/* SPDX-License-Identifier: MIT */
/* What is kept of shoppers in the store (J1): found, told, erased, and gone
 * when it is past the retention. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/store/store_archive.h"
#include "relay/store/store_shopper.h"
#include "tests/lib/storebed.h"

#define AIKO 1
#define MIO 2
#define REN 3
#define NOBODY 4
#define WORD "xylophonist" /* that Mio alone says */

/* ---- what is there ---- */

static void keep(struct storebed *b, struct rec *recs, int n)
{
	struct store_rows rows = storebed_load(b, "tea");

	assert_int_equal(rows.err, ERR_OK);
	assert_int_equal(storebed_commit(b, "tea", rows.turn, recs, n),
		KEEPER_COMMITTED);
}

/* A shopper's chat of that number, which ended then, and all that goes with
 * it. */
static void chatted(struct storebed *b, int n, uint64_t shopper,
	const char *name, const char *said)
{
	struct id chat = storebed_id((uint64_t)n), who = storebed_id(shopper);
	struct id aiko = storebed_id(AIKO);
	struct rec recs[] = {
		{.kind = REC_K_SHOPPER,
			.shopper = {.shopper = who,
				.number = (int64_t)shopper,
				.name = name,
				.said = n,
				.served = n}},
		{.kind = REC_K_CHAT,
			.chat = {.chat = chat,
				.shopper = who,
				.associate = aiko,
				.phase = WIRE_PHASE_ENDED,
				.opened = n,
				.accepted = n,
				.ended = n,
				.url = "https://shop.example/" WORD}},
		{.kind = REC_K_ENTRY,
			.entry = {.chat = chat,
				.seq = 1,
				.at = n,
				.kind = WIRE_KIND_TEXT,
				.actor = who,
				.name = name,
				.key = "k",
				.body = said}},
		{.kind = REC_K_ATTACH,
			.attach = {.chat = chat,
				.seq = 1,
				.media = storebed_id(600)}},
		{.kind = REC_K_FILED,
			.filed = {.chat = chat,
				.associate = aiko,
				.at = n,
				.name = name}},
		{.kind = REC_K_SCORE,
			.score = {.chat = chat, .associate = aiko, .at = n}},
		{.kind = REC_K_RATING,
			.rating = {.chat = chat,
				.associate = aiko,
				.stars = 5,
				.body = said}},
	};

	keep(b, recs, sizeof(recs) / sizeof(*recs));
}

static void enquired(struct storebed *b, uint64_t n, uint64_t shopper,
	const char *address, int64_t at, int64_t done)
{
	struct rec r = {.kind = REC_K_ENQUIRY,
		.enquiry = {.enquiry = storebed_id(n),
			.shopper = storebed_id(shopper),
			.at = at,
			.key = "q",
			.name = "Mio " WORD,
			.address = address,
			.body = "Please write, " WORD,
			.done = done}};

	keep(b, &r, 1);
}

static void bought(struct storebed *b, const char *order, uint64_t shopper,
	int64_t at, int64_t viewed)
{
	struct rec r = {.kind = REC_K_SALE,
		.sale = {.orderno = order,
			.associate = storebed_id(AIKO),
			.shopper = storebed_id(shopper),
			.at = at,
			.name = "Mio " WORD,
			.title = "Coat",
			.total = 12900,
			.currency = "JPY",
			.viewed = viewed}};

	keep(b, &r, 1);
}

static void mio_was_here(struct storebed *b)
{
	chatted(b, 100, MIO, "Mio " WORD, "Is my " WORD " coat here?");
	chatted(b, 200, REN, "Ren", "Is my coat here?");
	enquired(b, 300, MIO, "Mio@example.com", 300, 0);
	bought(b, "o-1", MIO, 150, 0);
}

static void index_some(void *ctx, enum err e, bool more)
{
	(void)more;
	assert_int_equal(e, ERR_OK);
	*(bool *)ctx = true;
}

static void index_all(struct storebed *b)
{
	bool done = false;

	store_index_archive(b->store, index_some, &done);
	storebed_wait(b, &done);
}

static void erase(struct storebed *b)
{
	struct rec deed = {.kind = REC_K_ERASED,
		.erased = {.shopper = storebed_id(MIO),
			.anew = storebed_id(NOBODY)}};

	keep(b, &deed, 1);
}

/* ---- what is asked ---- */

struct found {
	bool done;
	int n;
	struct store_shopper first;
};

static void on_found(
	void *ctx, enum err e, const struct store_shopper *rows, int n)
{
	struct found *f = ctx;

	assert_int_equal(e, ERR_OK);
	*f = (struct found){.done = true, .n = n};
	if (n)
		f->first = rows[0];
	f->first.name = NULL; /* it was lent */
}

static struct found find(struct storebed *b, struct store_shopper_ask ask)
{
	struct found f = {0};

	ask.retailer = "tea";
	store_find_shoppers(b->store, &ask, on_found, &f);
	storebed_wait(b, &f.done);
	return f;
}
#define FIND(...) find(b, (struct store_shopper_ask){__VA_ARGS__})

struct told {
	bool done;
	int64_t at;
	int lines, pieces;
	char text[400000];
};

static void on_lines(
	void *ctx, enum err e, const char *const *lines, int n, int64_t at)
{
	struct told *t = ctx;
	size_t used = strlen(t->text);

	assert_int_equal(e, ERR_OK);
	t->done = true;
	t->at = at;
	t->pieces++;
	t->lines += n;
	assert_true(n > 0 || !at); /* only the last one may be empty */
	for (int i = 0; i < n; i++)
		used += (size_t)snprintf(t->text + used, sizeof(t->text) - used,
			"%s\n", lines[i]);
}

static struct told *tell(struct storebed *b, uint64_t shopper)
{
	struct told *t = calloc(1, sizeof(*t));
	struct id who = storebed_id(shopper);

	assert_non_null(t);
	do {
		t->done = false;
		store_shopper_lines(b->store, "tea", &who, t->at, on_lines, t);
		storebed_wait(b, &t->done);
	} while (t->at);
	return t;
}

struct gone {
	bool done;
	struct store_expired x;
};

static void on_gone(void *ctx, enum err e, const struct store_expired *x)
{
	assert_int_equal(e, ERR_OK);
	*(struct gone *)ctx = (struct gone){.done = true, .x = *x};
}

static struct store_expired expire(
	struct storebed *b, int64_t before, bool only_count)
{
	struct gone g = {0};

	store_expire(b->store, "tea", before, only_count, on_gone, &g);
	storebed_wait(b, &g.done);
	return g.x;
}

static void on_scoured(void *ctx, enum err e, bool more)
{
	assert_int_equal(e, ERR_OK);
	*(int *)ctx = more ? 1 : 2;
}

static void scour(struct storebed *b)
{
	int state = 1, turns = 0;

	while (state == 1) {
		state = 0;
		store_scour(b->store, on_scoured, &state);
		storebed_settle(b);
		assert_int_not_equal(state, 0);
		assert_true(turns++ < 100);
	}
}

/* Is that word in the database's file? */
static bool in_file(struct storebed *b, const char *word)
{
	char path[100];
	FILE *f;
	char *all;
	long size;
	bool found;

	snprintf(path, sizeof(path), "%s/noren.db", b->dir);
	f = fopen(path, "r");
	assert_non_null(f);
	fseek(f, 0, SEEK_END);
	size = ftell(f);
	rewind(f);
	all = malloc((size_t)size);
	assert_int_equal(fread(all, 1, (size_t)size, f), size);
	fclose(f);
	found = memmem(all, (size_t)size, word, strlen(word));
	free(all);
	return found;
}

/* ---- tests ---- */

static void test_who_is_meant(void **state)
{
	struct storebed *b = *state;
	struct found f;

	mio_was_here(b);
	f = FIND(.address = "mio@EXAMPLE.com");
	assert_int_equal(f.n, 1);
	assert_string_equal(f.first.id.s, storebed_id(MIO).s);
	assert_int_equal(f.first.guest, MIO);
	assert_int_equal(f.first.chats, 1);
	assert_int_equal(f.first.enquiries, 1);
	assert_int_equal(f.first.orders, 1);
	assert_int_equal(f.first.last, 300);
	assert_int_equal(FIND(.order = "o-1").n, 1);
	assert_int_equal(FIND(.guest = REN).n, 1);
	assert_string_equal(FIND(.shopper = storebed_id(REN)).first.id.s,
		storebed_id(REN).s);
	assert_int_equal(FIND(.address = "ren@example.com").n, 0);
	assert_int_equal(FIND(.order = "o-2").n, 0);
	/* One that left nothing but an enquiry. */
	enquired(b, 301, 77, "ann@example.com", 10, 20);
	assert_int_equal(FIND(.address = "ann@example.com").first.chats, 0);
	assert_int_equal(FIND(.address = "ann@example.com").n, 1);
}

static void test_all_that_there_is(void **state)
{
	struct storebed *b = *state;
	struct told *t;

	mio_was_here(b);
	t = tell(b, MIO);
	assert_int_equal(t->lines, 5);
	assert_non_null(strstr(t->text, "{\"t\":\"shopper\""));
	assert_non_null(strstr(t->text, "\"rating\":\"Is my " WORD));
	assert_non_null(strstr(t->text, "\"text\":\"Is my " WORD));
	assert_non_null(strstr(t->text, "\"kind\":\"text\""));
	assert_non_null(strstr(t->text, "\"address\":\"Mio@example.com\""));
	assert_non_null(strstr(t->text, "\"order\":\"o-1\""));
	assert_non_null(
		strstr(t->text, "\"sent_at\":\"1970-01-01T00:00:00.000100Z\""));
	assert_null(strstr(t->text, "Ren"));
	free(t);
}

static void test_as_much_as_there_is(void **state)
{
	struct storebed *b = *state;
	static struct rec recs[450];
	struct told *t;

	mio_was_here(b);
	for (int i = 0; i < 450; i++)
		recs[i] = (struct rec){.kind = REC_K_ENTRY,
			.entry = {.chat = storebed_id(100),
				.seq = i + 2,
				.kind = WIRE_KIND_TEXT,
				.body = i == 449 ? "the last" : "more"}};
	keep(b, recs, 450);
	t = tell(b, MIO);
	assert_int_equal(t->lines, 455);
	/* Of eight statements one of three pieces, three of none; the end. */
	assert_int_equal(t->pieces, 8);
	assert_non_null(strstr(t->text, "the last"));
	free(t);
}

static void test_erased_is_gone_and_figures_stay(void **state)
{
	struct storebed *b = *state;
	struct told *t;

	mio_was_here(b);
	index_all(b);
	erase(b);
	t = tell(b, MIO);
	assert_int_equal(t->lines, 0);
	free(t);
	assert_int_equal(FIND(.address = "mio@example.com").n, 0);
	assert_int_equal(FIND(.order = "o-1").n, 0);
	assert_int_equal(FIND(.guest = REN).first.chats, 1);
	assert_int_equal(
		storebed_number(b, "SELECT SUM(total) FROM sale"), 12900);
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM score"), 2);
	assert_int_equal(
		storebed_number(b, "SELECT SUM(stars) FROM rating"), 10);
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM filed"), 2);
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM entry"), 1);
	/* Nor is it said where its words were: others' may come there. */
	assert_int_equal(storebed_number(b,
				 "SELECT COUNT(*) FROM filed WHERE place > 0"),
		1);
}

static void test_erased_is_in_no_file(void **state)
{
	struct storebed *b = *state;

	mio_was_here(b);
	enquired(b, 301, REN, "ren@example.com", 10, 20);
	index_all(b);
	storebed_close(b);
	assert_true(in_file(b, WORD));
	assert_int_equal(storebed_open(b), ERR_OK);
	erase(b);
	/* Ren's enquiry says that word, too: it is not Mio's. */
	struct rec deed = {.kind = REC_K_ERASED,
		.erased = {
			.shopper = storebed_id(REN), .anew = storebed_id(5)}};

	keep(b, &deed, 1);
	scour(b);
	storebed_close(b);
	assert_false(in_file(b, WORD));
	assert_int_equal(storebed_open(b), ERR_OK);
}

static void test_corrected(void **state)
{
	struct storebed *b = *state;
	struct rec deed = {.kind = REC_K_CORRECTED,
		.corrected = {.shopper = storebed_id(MIO),
			.name = "Mio Ito",
			.address = "ito@example.com"}};
	struct told *t;

	mio_was_here(b);
	keep(b, &deed, 1);
	t = tell(b, MIO);
	assert_non_null(strstr(t->text, "\"address\":\"ito@example.com\""));
	assert_null(strstr(t->text, "\"name\":\"Mio " WORD));
	free(t);
	assert_int_equal(FIND(.address = "ito@example.com").n, 1);
	assert_int_equal(storebed_number(b,
				 "SELECT COUNT(*) FROM filed WHERE sought = 0"
				 " AND name = 'Mio Ito'"),
		1);
	assert_int_equal(storebed_number(b,
				 "SELECT COUNT(*) FROM filed"
				 " WHERE name = 'Ren'"),
		1);
}

static void test_what_is_past_the_retention(void **state)
{
	struct storebed *b = *state;
	struct store_expired x;

	mio_was_here(b);
	enquired(b, 301, MIO, "mio@example.com", 100, 120);
	bought(b, "o-2", MIO, 150, 160);
	x = expire(b, 180, true);
	assert_int_equal(x.chats, 1);
	assert_int_equal(x.enquiries, 1);
	assert_int_equal(x.sales, 1);    /* o-1 is new to Aiko */
	assert_int_equal(x.shoppers, 0); /* an enquiry of theirs waits */
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM chat"), 2);
	x = expire(b, 180, false);
	assert_int_equal(x.chats, 1);
	assert_int_equal(x.enquiries, 1);
	assert_int_equal(x.sales, 1);
	assert_false(x.more);
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM chat"), 1);
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM filed"), 1);
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM score"), 2);
	assert_int_equal(
		storebed_number(b, "SELECT SUM(total) FROM sale"), 25800);
	assert_int_equal(expire(b, 180, true).chats, 0);
	/* To the microsecond, and with them whoever they were. */
	assert_int_equal(expire(b, 200, true).chats, 0);
	x = expire(b, 201, false);
	assert_int_equal(x.chats, 1);
	assert_int_equal(x.shoppers, 1);
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM shopper"), 1);
}

/* A refused claim without a chat: its words, and what was said to them. */
static void test_claims_past_the_retention(void **state)
{
	struct storebed *b = *state;

	mio_was_here(b);
	storebed_number(b,
		"INSERT INTO claim (retailer, claim, associate, key, at,"
		" author, orderno, name, title, amount, currency, bought,"
		" evidence, chat, state, decider, decided, reason)"
		" VALUES ('tea', '1', '2', 'k', 170, 'Aiko', 'T-1', '', 'Coat',"
		" 5, 'JPY', 160, '', '', 2, 'Ren', 175, 'Mio says no')"
		" RETURNING 1");
	assert_int_equal(expire(b, 180, true).claims, 1);
	assert_int_equal(expire(b, 180, false).claims, 1);
	assert_int_equal(storebed_number(b,
				 "SELECT COUNT(*) FROM claim WHERE reason = ''"
				 " AND amount = 5"),
		1);
	assert_int_equal(expire(b, 180, false).claims, 0);
}

static void test_a_chat_behind_a_block_goes_on(void **state)
{
	struct storebed *b = *state;
	struct rec block = {.kind = REC_K_BLOCK,
		.block = {.chat = storebed_id(100),
			.shopper = storebed_id(MIO),
			.at = 100}};

	mio_was_here(b);
	keep(b, &block, 1);
	assert_int_equal(expire(b, 500, false).chats, 1);
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM chat"), 1);
	block.block.hidden = 1;
	keep(b, &block, 1);
	assert_int_equal(expire(b, 500, false).chats, 1);
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM block"), 1);
}

int main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, storebed_setup, storebed_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_who_is_meant),
		TEST(test_all_that_there_is),
		TEST(test_as_much_as_there_is),
		TEST(test_erased_is_gone_and_figures_stay),
		TEST(test_erased_is_in_no_file),
		TEST(test_corrected),
		TEST(test_what_is_past_the_retention),
		TEST(test_claims_past_the_retention),
		TEST(test_a_chat_behind_a_block_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
