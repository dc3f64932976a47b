/* SPDX-License-Identifier: MIT */
/* A desk's requests: kept, read back, fenced, each with its own fate. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "shared/limits.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

static int set_up(void **state)
{
	struct storebed *b = malloc(sizeof(*b));

	storebed_init(b);
	*state = b;
	return storebed_open(b) || storebed_retailer(b, "tea") ||
		storebed_retailer(b, "wool");
}

static int tear_down(void **state)
{
	storebed_fini(*state);
	free(*state);
	return 0;
}

/* ---- rows to keep ---- */

static struct rec chat_row(int n, enum wire_phase phase, int associate)
{
	struct rec r = {.kind = REC_K_CHAT};

	r.chat = (struct rec_chat){.chat = storebed_id(1000 + (uint64_t)n),
		.shopper = storebed_id(2000 + (uint64_t)n),
		.phase = phase,
		.opened = n,
		.rang = 17,
		.first = "こんにちは",
		.title = "Tea cups"};
	if (associate)
		r.chat.associate = storebed_id((uint64_t)associate);
	return r;
}

static struct rec entry_row(int chat, int64_t seq, const char *key)
{
	struct rec r = {.kind = REC_K_ENTRY};

	r.entry = (struct rec_entry){.chat = storebed_id(1000 + (uint64_t)chat),
		.seq = seq,
		.at = seq * 10,
		.who = WIRE_WHO_SHOPPER,
		.actor = storebed_id(2000 + (uint64_t)chat),
		.key = key,
		.body = "Do you have it in blue?"};
	return r;
}

static struct rec shopper_row(int n, const char *name)
{
	struct rec r = {.kind = REC_K_SHOPPER};

	r.shopper =
		(struct rec_shopper){.shopper = storebed_id(2000 + (uint64_t)n),
			.number = n,
			.name = name,
			.visits = 2,
			.last = storebed_id(7)};
	return r;
}

/* Every column of any table filled with something that tells it apart. */
static struct rec full_row(enum rec_kind kind, uint64_t n)
{
	static const char *const words[] = {"a", "ü", "日本", "", "x'--\n\""};
	const struct rec_table *t = rec_table(kind);
	struct rec r = {.kind = kind};

	for (int i = 0; i < t->n_columns; i++) {
		char *place = (char *)&r + t->columns[i].offset;
		struct id id = storebed_id(n * 100 + (uint64_t)i);
		int64_t number = i % 2 ? INT64_MIN + i : INT64_MAX - i;
		const char *word = words[(n + (uint64_t)i) % 5];

		if (t->columns[i].kind == REC_COL_ID)
			memcpy(place, &id, sizeof(id));
		else if (t->columns[i].kind == REC_COL_STR)
			memcpy(place, &word, sizeof(word));
		else
			memcpy(place, &number, sizeof(number));
	}
	return r;
}

static void assert_same_row(
	const struct rec *a, const struct rec *b, bool without_body)
{
	const struct rec_table *t = rec_table(a->kind);

	assert_int_equal(a->kind, b->kind);
	for (int i = 0; i < t->n_columns; i++) {
		const struct rec_column *c = &t->columns[i];

		if (without_body && strcmp(c->name, "body") == 0)
			assert_string_equal(rec_str(b, c), "");
		else if (c->kind == REC_COL_INT)
			assert_true(rec_int(a, c) == rec_int(b, c));
		else
			assert_string_equal(rec_str(a, c), rec_str(b, c));
	}
}

static int64_t claim(struct storebed *b, const char *retailer)
{
	struct store_rows rows = storebed_load(b, retailer);

	assert_int_equal(rows.err, ERR_OK);
	return rows.turn;
}

static enum keeper_result keep(
	struct storebed *b, int64_t turn, const struct rec *recs, int n)
{
	return storebed_commit(b, "tea", turn, recs, n);
}

/* ---- tests ---- */

static void test_every_table_is_kept(void **state)
{
	/* As loading reads them; the archive is read in other ways. */
	static const enum rec_kind order[] = {REC_K_PRESENCE, REC_K_TALLY,
		REC_K_BLOCK, REC_K_SHOPPER, REC_K_CHAT, REC_K_RING, REC_K_MARK,
		REC_K_ENTRY, REC_K_ATTACH, REC_K_ENQUIRY, REC_K_SALE};
	enum { LOADED = sizeof(order) / sizeof(order[0]) };
	struct storebed *b = *state;
	struct rec rows[LOADED];
	struct store_rows back;

	/* All but filed, score and rating. */
	assert_int_equal(LOADED, REC_K_ROWS - 3);
	for (int i = 0; i < LOADED; i++) {
		rows[i] = full_row(order[i], (uint64_t)i + 1);
		if (order[i] == REC_K_CHAT)
			rows[i].chat.phase = WIRE_PHASE_RINGING;
	}
	/* What loading needs to find the others by. */
	rows[3].shopper.shopper = rows[4].chat.shopper;
	rows[5].ring.chat = rows[6].mark.chat = rows[4].chat.chat;
	rows[7].entry.chat = rows[8].attach.chat = rows[4].chat.chat;
	rows[8].attach.kind = WIRE_KIND_CARD;
	rows[9].enquiry.done = 0;
	rows[10].sale.viewed = 0;
	assert_int_equal(
		keep(b, claim(b, "tea"), rows, LOADED), KEEPER_COMMITTED);
	storebed_close(b);
	assert_int_equal(storebed_open(b), ERR_OK);
	back = storebed_load(b, "tea");
	assert_int_equal(back.n, LOADED);
	for (int i = 0; i < LOADED; i++)
		assert_same_row(
			&rows[i], &back.recs[i], order[i] == REC_K_ENTRY);
	assert_string_equal(b->log, "");
}

static void test_a_row_replaces_the_one_with_its_key(void **state)
{
	struct storebed *b = *state;
	int64_t turn = claim(b, "tea");
	struct rec row = shopper_row(1, "Tanaka");
	struct store_rows back;

	assert_int_equal(keep(b, turn, &row, 1), KEEPER_COMMITTED);
	row = shopper_row(1, "Sato");
	row.shopper.visits = 3;
	assert_int_equal(keep(b, turn + 1, &row, 1), KEEPER_COMMITTED);
	back = storebed_shopper(b, "tea", row.shopper.shopper);
	assert_int_equal(back.err, ERR_OK);
	assert_int_equal(back.n, 1);
	assert_same_row(&row, &back.recs[0], false);
	back = storebed_shopper(b, "wool", row.shopper.shopper);
	assert_int_equal(back.err, ERR_UNKNOWN);
	assert_int_equal(back.n, 0);
}

static void test_an_entry_is_only_added(void **state)
{
	struct storebed *b = *state;
	int64_t turn = claim(b, "tea");
	struct rec row = entry_row(1, 1, "k1");
	struct rec again[] = {shopper_row(1, "Tanaka"), entry_row(1, 1, "k2")};

	assert_int_equal(keep(b, turn, &row, 1), KEEPER_COMMITTED);
	assert_int_equal(keep(b, turn + 1, again, 2), KEEPER_REFUSED);
	assert_non_null(strstr(b->log, "entry"));
	/* None of the batch, and the turn has not moved. */
	assert_int_equal(
		storebed_shopper(b, "tea", again[0].shopper.shopper).err,
		ERR_UNKNOWN);
	assert_int_equal(keep(b, turn + 1, again, 1), KEEPER_COMMITTED);
}

/* The second line behind the rules. */
static void test_unique_keys(void **state)
{
	struct storebed *b = *state;
	int64_t turn = claim(b, "tea");
	struct rec live[] = {chat_row(1, WIRE_PHASE_LIVE, 7),
		chat_row(2, WIRE_PHASE_LIVE, 7)};
	struct rec open[] = {chat_row(3, WIRE_PHASE_LIVE, 8),
		chat_row(4, WIRE_PHASE_RINGING, 0)};
	struct rec said[] = {entry_row(5, 1, "k"), entry_row(5, 2, "k")};
	struct rec asked[] = {
		full_row(REC_K_ENQUIRY, 1), full_row(REC_K_ENQUIRY, 2)};
	struct rec blocked[] = {
		full_row(REC_K_BLOCK, 1), full_row(REC_K_BLOCK, 2)};

	blocked[1].block.shopper = blocked[0].block.shopper;
	blocked[0].block.lifted = blocked[1].block.lifted = 0;
	assert_int_equal(keep(b, turn, blocked, 2), KEEPER_REFUSED);
	open[1].chat.shopper = open[0].chat.shopper;
	asked[1].enquiry.shopper = asked[0].enquiry.shopper;
	asked[0].enquiry.key = asked[1].enquiry.key = "k";
	asked[0].enquiry.done = asked[1].enquiry.done = 0;
	assert_int_equal(keep(b, turn, live, 2), KEEPER_REFUSED);
	assert_int_equal(keep(b, turn, open, 2), KEEPER_REFUSED);
	assert_int_equal(keep(b, turn, said, 2), KEEPER_REFUSED);
	assert_int_equal(keep(b, turn, asked, 2), KEEPER_REFUSED);
	/* Each is fine where the rules say so. */
	live[0].chat.phase = WIRE_PHASE_ENDED;
	open[0].chat.phase = WIRE_PHASE_ENDED;
	said[0].entry.key = said[1].entry.key = "";
	asked[0].enquiry.done = 1;
	blocked[0].block.lifted = 1;
	assert_int_equal(keep(b, turn++, blocked, 2), KEEPER_COMMITTED);
	assert_int_equal(keep(b, turn++, live, 2), KEEPER_COMMITTED);
	assert_int_equal(keep(b, turn++, open, 2), KEEPER_COMMITTED);
	assert_int_equal(keep(b, turn++, said, 2), KEEPER_COMMITTED);
	assert_int_equal(keep(b, turn++, asked, 2), KEEPER_COMMITTED);
	/* Nor do two retailers know of each other. */
	turn = claim(b, "wool");
	assert_int_equal(storebed_commit(b, "wool", turn, &live[1], 1),
		KEEPER_COMMITTED);
}

static void test_the_fence(void **state)
{
	struct storebed *b = *state;
	struct rec row = shopper_row(1, "Tanaka");
	sqlite3 *other;
	int64_t turn;

	/* Nobody has claimed it. */
	assert_int_equal(keep(b, 0, &row, 1), KEEPER_FENCED);
	turn = claim(b, "tea");
	assert_int_equal(keep(b, turn - 1, &row, 1), KEEPER_FENCED);
	assert_int_equal(keep(b, turn + 1, &row, 1), KEEPER_FENCED);
	assert_int_equal(keep(b, turn, &row, 1), KEEPER_COMMITTED);
	/* Claimed once more, even by the same owner. */
	assert_int_equal(claim(b, "tea"), turn + 2);
	assert_int_equal(keep(b, turn + 1, &row, 1), KEEPER_FENCED);
	/* Somebody else's, at the very turn that we believe. */
	other = storebed_peek(b);
	assert_int_equal(sqlite3_exec(other,
				 "UPDATE desk SET owner = 'there'"
				 " WHERE retailer = 'tea'",
				 NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(other);
	row = shopper_row(2, "Sato");
	assert_int_equal(keep(b, turn + 2, &row, 1), KEEPER_FENCED);
	assert_int_equal(storebed_shopper(b, "tea", row.shopper.shopper).err,
		ERR_UNKNOWN);
	assert_int_equal(claim(b, "tea"), turn + 3);
	assert_int_equal(keep(b, turn + 3, &row, 1), KEEPER_COMMITTED);
	/* A fence is no fault. */
	assert_string_equal(b->log, "");
}

static void test_loading_an_unknown_retailer(void **state)
{
	static const char long_name[] =
		"a-retailer-with-a-name-that-is-longer-than-any-may-be";

	assert_int_equal(storebed_load(*state, "silk").err, ERR_UNKNOWN);
	assert_int_equal(storebed_load(*state, long_name).err, ERR_UNKNOWN);
}

/* Ended chats, taken enquiries and others' rows stay where they are. */
static void test_loading_reads_what_is_open(void **state)
{
	struct storebed *b = *state;
	int64_t turn = claim(b, "tea");
	struct rec rows[] = {chat_row(1, WIRE_PHASE_ENDED, 7),
		chat_row(2, WIRE_PHASE_LIVE, 7), entry_row(1, 1, "a"),
		entry_row(2, 2, "b"), entry_row(2, 1, "a"),
		shopper_row(1, "Tanaka"), shopper_row(2, "Sato"),
		full_row(REC_K_ENQUIRY, 1)};
	struct store_rows back;

	assert_int_equal(keep(b, turn, rows, 8), KEEPER_COMMITTED);
	back = storebed_load(b, "tea");
	assert_int_equal(back.n, 4);
	assert_same_row(&rows[6], &back.recs[0], false);
	assert_same_row(&rows[1], &back.recs[1], false);
	assert_same_row(&rows[4], &back.recs[2], true);
	assert_same_row(&rows[3], &back.recs[3], true);
	assert_null(back.recs[3].entry.body);
	assert_int_equal(storebed_load(b, "wool").n, 0);
}

static void test_replay_is_for_its_people(void **state)
{
	struct storebed *b = *state;
	int64_t turn = claim(b, "tea");
	struct rec rows[] = {chat_row(1, WIRE_PHASE_LIVE, 7),
		entry_row(1, 1, "a"), entry_row(1, 2, "")};
	struct id chat = rows[0].chat.chat, shopper = rows[0].chat.shopper;

	/* Associate 8 had it before 7. */
	rows[2].entry.who = WIRE_WHO_ASSOCIATE;
	rows[2].entry.actor = storebed_id(8);
	assert_int_equal(keep(b, turn, rows, 3), KEEPER_COMMITTED);
#define REPLAY(retailer, who, viewer) \
	storebed_replay(b, retailer, chat, 0, WIRE_WHO_##who, viewer)
	assert_int_equal(REPLAY("tea", SHOPPER, shopper).n, 2);
	assert_int_equal(REPLAY("tea", ASSOCIATE, storebed_id(7)).n, 2);
	assert_int_equal(REPLAY("tea", ASSOCIATE, storebed_id(8)).n, 2);
	assert_int_equal(
		REPLAY("tea", ASSOCIATE, storebed_id(9)).err, ERR_CHAT);
	assert_int_equal(REPLAY("tea", ASSOCIATE, shopper).err, ERR_CHAT);
	assert_int_equal(REPLAY("tea", SHOPPER, storebed_id(7)).err, ERR_CHAT);
	assert_int_equal(REPLAY("tea", RELAY, shopper).err, ERR_CHAT);
	assert_int_equal(REPLAY("wool", SHOPPER, shopper).err, ERR_CHAT);
	chat = storebed_id(4711);
	assert_int_equal(REPLAY("tea", SHOPPER, shopper).err, ERR_CHAT);
#undef REPLAY
}

static void test_replay_in_pages(void **state)
{
	enum { N = 2 * LIMIT_REPLAY + 1 };
	struct storebed *b = *state;
	int64_t turn = claim(b, "tea"), after = 0;
	struct rec rows[N + 1] = {chat_row(1, WIRE_PHASE_ENDED, 7)};
	struct store_rows page;

	for (int i = 1; i <= N; i++)
		rows[i] = entry_row(1, i, "");
	assert_int_equal(keep(b, turn, rows, N + 1), KEEPER_COMMITTED);
	do {
		page = storebed_replay(b, "tea", rows[0].chat.chat, after,
			WIRE_WHO_SHOPPER, rows[0].chat.shopper);
		assert_int_equal(page.err, ERR_OK);
		for (int i = 0; i < page.n; i++)
			assert_same_row(&rows[++after], &page.recs[i], false);
		assert_int_equal(page.more, after < N);
	} while (page.more);
	assert_int_equal(after, N);
	page = storebed_replay(b, "tea", rows[0].chat.chat, after,
		WIRE_WHO_SHOPPER, rows[0].chat.shopper);
	assert_int_equal(page.err, ERR_OK);
	assert_int_equal(page.n, 0);
}

/* D9: behind a block there is nothing for associates. */
static void test_replay_ends_at_a_block(void **state)
{
	struct storebed *b = *state;
	int64_t turn = claim(b, "tea");
	struct rec rows[] = {chat_row(1, WIRE_PHASE_ENDED, 7),
		entry_row(1, 1, "a"), entry_row(1, 2, ""), entry_row(1, 3, "b"),
		full_row(REC_K_ATTACH, 1), full_row(REC_K_ATTACH, 2),
		full_row(REC_K_BLOCK, 1)};
	struct id chat = rows[0].chat.chat, shopper = rows[0].chat.shopper;
	struct store_rows back;

	rows[4].attach.chat = rows[5].attach.chat = chat;
	rows[4].attach.seq = 1;
	rows[5].attach.seq = 3;
	rows[6].block.chat = chat;
	rows[6].block.shopper = shopper;
	rows[6].block.seq = 2;
	assert_int_equal(keep(b, turn, rows, 7), KEEPER_COMMITTED);
	back = storebed_replay(
		b, "tea", chat, 0, WIRE_WHO_ASSOCIATE, storebed_id(7));
	assert_int_equal(back.n, 2);
	assert_false(back.more);
	assert_int_equal(back.n_attached, 1);
	assert_same_row(&rows[4], &back.attached[0], false);
	back = storebed_replay(
		b, "tea", chat, 2, WIRE_WHO_ASSOCIATE, storebed_id(7));
	assert_int_equal(back.n, 0);
	back = storebed_replay(b, "tea", chat, 0, WIRE_WHO_SHOPPER, shopper);
	assert_int_equal(back.n, 3);
	assert_int_equal(back.n_attached, 2);
	back = storebed_replay(b, "tea", chat, 1, WIRE_WHO_SHOPPER, shopper);
	assert_int_equal(back.n_attached, 1);
	assert_same_row(&rows[5], &back.attached[0], false);
}

/* ---- many at once ---- */

struct order {
	int next;
	bool inside;
};
struct asked {
	struct order *order;
	enum keeper_result result;
	int place; /* among the answers */
	int n;     /* rows */
};

static void on_result(void *ctx, enum keeper_result result)
{
	struct asked *a = ctx;

	assert_false(a->order->inside);
	a->result = result;
	a->place = a->order->next++;
}

static void on_rows(void *ctx, const struct store_rows *rows)
{
	struct asked *a = ctx;

	assert_false(a->order->inside);
	a->n = rows->n;
	a->place = a->order->next++;
}

/* One wait for the disk serves all that gathered during the one before it, and
 * yet a fenced and a refused batch harm nobody but themselves. */
static void test_own_fate_in_one_transaction(void **state)
{
	struct storebed *b = *state;
	static const char *const names[] = {"r0", "r1", "r2", "r3"};
	struct order order = {0};
	struct asked asked[6];
	struct rec first = shopper_row(9, "first");
	struct rec good[] = {shopper_row(1, "Tanaka"), entry_row(1, 1, "k")};
	struct rec bad[] = {shopper_row(1, "Tanaka"), entry_row(1, 1, "k"),
		entry_row(1, 2, "k")};
	int64_t tea = claim(b, "tea"), turns[4];
	int syncs;

	for (int i = 0; i < 6; i++)
		asked[i] = (struct asked){.order = &order, .place = -1};
	for (int i = 0; i < 4; i++) {
		assert_int_equal(storebed_retailer(b, names[i]), ERR_OK);
		turns[i] = claim(b, names[i]);
	}
	dbfault_hold();
	order.inside = true;
	store_commit(b->store, "tea", tea, &first, 1, on_result, &asked[0]);
	dbfault_held();
	syncs = dbfault_count(DBFAULT_SYNC);
	store_commit(b->store, "r0", turns[0], good, 2, on_result, &asked[1]);
	store_commit(
		b->store, "r1", turns[1] + 5, good, 2, on_result, &asked[2]);
	store_commit(b->store, "r2", turns[2], bad, 3, on_result, &asked[3]);
	store_shopper(
		b->store, "r0", &good[0].shopper.shopper, on_rows, &asked[4]);
	store_commit(b->store, "r3", turns[3], good, 2, on_result, &asked[5]);
	assert_int_equal(store_pending(b->store), 6);
	store_answers(b->store); /* none is ready: the disk holds the first */
	assert_int_equal(order.next, 0);
	order.inside = false;
	dbfault_release();
	storebed_settle(b);
	for (int i = 0; i < 6; i++)
		assert_int_equal(asked[i].place, i);
	assert_int_equal(asked[0].result, KEEPER_COMMITTED);
	assert_int_equal(asked[1].result, KEEPER_COMMITTED);
	assert_int_equal(asked[2].result, KEEPER_FENCED);
	assert_int_equal(asked[3].result, KEEPER_REFUSED);
	assert_int_equal(asked[4].n, 1); /* sees the commit before it */
	assert_int_equal(asked[5].result, KEEPER_COMMITTED);
	assert_int_equal(dbfault_count(DBFAULT_SYNC), syncs + 1);
	for (int i = 0; i < 4; i++)
		assert_int_equal(
			storebed_shopper(b, names[i], good[0].shopper.shopper)
				.err,
			i == 0 || i == 3 ? ERR_OK : ERR_UNKNOWN);
	/* The turns of those that were kept have moved, and no other. */
	assert_int_equal(storebed_commit(b, "r0", turns[0] + 1, NULL, 0),
		KEEPER_COMMITTED);
	assert_int_equal(
		storebed_commit(b, "r1", turns[1], NULL, 0), KEEPER_COMMITTED);
	assert_int_equal(
		storebed_commit(b, "r2", turns[2], NULL, 0), KEEPER_COMMITTED);
}

struct chain {
	struct storebed *bed;
	struct rec row;
	int64_t turn;
	int left;
};

static void on_link(void *ctx, enum keeper_result result)
{
	struct chain *c = ctx;

	assert_int_equal(result, KEEPER_COMMITTED);
	c->row.shopper.visits = c->left;
	c->turn++;
	if (c->left-- > 0)
		store_commit(
			c->bed->store, "tea", c->turn, &c->row, 1, on_link, c);
}

/* Closing does what answers ask for, too. */
static void test_close_finishes_everything(void **state)
{
	struct storebed *b = *state;
	struct chain c = {
		.bed = b, .row = shopper_row(1, "Tanaka"), .left = 20};

	c.turn = claim(b, "tea");
	store_commit(b->store, "tea", c.turn, &c.row, 1, on_link, &c);
	store_close(&b->store);
	assert_null(b->store);
	assert_int_equal(c.left, -1);
	assert_int_equal(storebed_number(b, "SELECT visits FROM shopper"), 1);
	store_close(&b->store); /* fine on NULL */
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(every_table_is_kept),
		TEST(a_row_replaces_the_one_with_its_key),
		TEST(an_entry_is_only_added),
		TEST(unique_keys),
		TEST(the_fence),
		TEST(loading_an_unknown_retailer),
		TEST(loading_reads_what_is_open),
		TEST(replay_is_for_its_people),
		TEST(replay_in_pages),
		TEST(replay_ends_at_a_block),
		TEST(own_fate_in_one_transaction),
		TEST(close_finishes_everything),
	};

	dbfault_init();
	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
