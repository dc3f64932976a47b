/* SPDX-License-Identifier: MIT */
/*
 * A real desk's records in the real store.  The fixture keeps them in memory,
 * too, and sees to it that a desk rebuilt from there is the same: so it is
 * enough that both stores hold the same rows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/lib/dbfault.h"
#include "tests/lib/fix.h"
#include "tests/lib/storebed.h"

#define BATCH 256

struct both {
	struct fix fix;
	struct storebed bed;
	int64_t turn;
	struct rec recs[BATCH]; /* since the last commit */
	int n, entries;
	struct store_mem mem; /* their strings */
};

static void on_row(void *ctx, const struct rec *was, const struct rec *is)
{
	struct both *b = ctx;
	const struct rec_table *t = rec_table(is->kind);
	struct rec *copy = &b->recs[b->n++];

	(void)was;
	assert_true(b->n < BATCH);
	*copy = *is;
	for (int i = 0; i < t->n_columns; i++) {
		const struct rec_column *c = &t->columns[i];
		const char *s;

		if (c->kind != REC_COL_STR)
			continue;
		s = store_mem_str(&b->mem, rec_str(is, c));
		memcpy((char *)copy + c->offset, &s, sizeof(s));
	}
}

static int set_up(void **state)
{
	struct both *b = calloc(1, sizeof(*b));

	*state = b;
	fix_init(&b->fix, "always");
	memstore_watch(b->fix.store, on_row, b);
	storebed_init(&b->bed);
	if (storebed_open(&b->bed) || storebed_retailer(&b->bed, "tea"))
		return 1;
	b->turn = storebed_load(&b->bed, "tea").turn;
	return 0;
}

static int tear_down(void **state)
{
	struct both *b = *state;

	fix_fini(&b->fix);
	storebed_fini(&b->bed);
	store_mem_fini(&b->mem);
	free(b);
	return 0;
}

static void assert_same(const struct rec *a, const struct rec *b, bool bare)
{
	const struct rec_table *t = rec_table(a->kind);

	for (int i = 0; i < t->n_columns; i++) {
		const struct rec_column *c = &t->columns[i];

		if (bare && strcmp(c->name, "body") == 0)
			continue;
		if (c->kind == REC_COL_INT)
			assert_true(rec_int(a, c) == rec_int(b, c));
		else
			assert_string_equal(rec_str(a, c), rec_str(b, c));
	}
}

/* Is the row one that loading reads? */
static bool wanted(const struct both *b, const struct rec *r)
{
	const struct rec *open = NULL;

	if (r->kind == REC_K_ENQUIRY)
		return !r->enquiry.done;
	if (r->kind == REC_K_PRESENCE || r->kind == REC_K_TALLY ||
		r->kind == REC_K_BLOCK)
		return true;
	if (r->kind == REC_K_ATTACH && r->attach.kind != WIRE_KIND_CARD)
		return false;
	while ((open = memstore_open(b->fix.store, open))) {
		const struct id *chat = &open->chat.chat;

		if ((r->kind == REC_K_SHOPPER &&
			    id_same(&open->chat.shopper,
				    &r->shopper.shopper)) ||
			(r->kind == REC_K_CHAT &&
				id_same(chat, &r->chat.chat)) ||
			(r->kind == REC_K_RING &&
				id_same(chat, &r->ring.chat)) ||
			(r->kind == REC_K_MARK &&
				id_same(chat, &r->mark.chat)) ||
			(r->kind == REC_K_ATTACH &&
				id_same(chat, &r->attach.chat)) ||
			(r->kind == REC_K_ENTRY &&
				id_same(chat, &r->entry.chat)))
			return true;
	}
	return false;
}

/* Bodies come with a replay only. */
static void compare_entries(struct both *b, const struct rec *chat)
{
	struct store_rows rows = storebed_replay(&b->bed, "tea",
		chat->chat.chat, 0, WIRE_WHO_SHOPPER, chat->chat.shopper);

	assert_int_equal(rows.err, ERR_OK);
	for (int i = 0; i < rows.n; i++) {
		const struct rec *kept =
			memstore_find(b->fix.store, &rows.recs[i]);

		assert_int_equal(rows.recs[i].entry.seq, i + 1);
		assert_same(&rows.recs[i], kept, false);
	}
	b->entries += rows.n;
}

/* Keeps what the desk has wanted kept, and compares all there is. */
static void keep(struct both *b)
{
	const struct rec *row;
	struct store_rows rows;
	int n = 0, entries = 0;

	assert_int_equal(
		storebed_commit(&b->bed, "tea", b->turn, b->recs, b->n),
		KEEPER_COMMITTED);
	b->n = 0;
	rows = storebed_load(&b->bed, "tea");
	assert_int_equal(rows.err, ERR_OK);
	b->turn = rows.turn;
	for (int i = 0; i < rows.n; i++) {
		row = memstore_find(b->fix.store, &rows.recs[i]);
		assert_non_null(row);
		assert_same(&rows.recs[i], row, row->kind == REC_K_ENTRY);
	}
	for (int kind = 0; kind < REC_K_ROWS; kind++)
		for (row = NULL; (row = memstore_next(b->fix.store,
					  (enum rec_kind)kind, row));)
			n += wanted(b, row);
	assert_int_equal(rows.n, n);
	b->entries = 0;
	for (row = NULL; (row = memstore_next(b->fix.store, REC_K_CHAT, row));)
		compare_entries(b, row);
	for (row = NULL; (row = memstore_next(b->fix.store, REC_K_ENTRY, row));)
		entries++;
	assert_int_equal(b->entries, entries);
}

static void ask_later(struct both *b, int session, int enquiry)
{
	struct wire_msg m = {.type = WIRE_T_ENQUIRE, .ref = "r"};

	m.enquire.key = "e";
	m.enquire.name = "田中";
	m.enquire.address = "tanaka@example.jp";
	m.enquire.text = "'; DROP TABLE enquiry; --\n青い茶碗";
	fix_send(&b->fix, session, &m, enquiry);
	assert_string_equal(fix_answer(&b->fix, session), "ok");
}

static void take_up(struct both *b, int session, int enquiry)
{
	struct wire_msg m = {.type = WIRE_T_TAKE_UP, .ref = "r"};

	m.take_up.enquiry = fix_id(enquiry);
	fix_send(&b->fix, session, &m, 0);
	assert_string_equal(fix_answer(&b->fix, session), "ok");
}

static void send(struct both *b, int session, struct wire_msg m)
{
	fix_send(&b->fix, session, &m, 0);
}

/* Chats in full (D4, D5, D8, D9), and what is kept of them. */
static void test_another_day(void **state)
{
	struct both *b = *state;
	struct fix *f = &b->fix;
	struct wire_msg deed = {.type = WIRE_T_EVENT,
		.event = {.what = WIRE_DEED_CART,
			.sku = "'; --",
			.product = "茶碗",
			.quantity = 2}};
	struct wire_msg page = {
		.type = WIRE_T_PAGE, .page = {.url = "https://shop/hat"}};

	fix_ready(f, 1);
	fix_ready(f, 2);
	fix_visit(f, 100, 100);
	fix_open(f, 100, 900, "k1");
	fix_accept(f, 1, 900);
	send(b, 1,
		(struct wire_msg){.type = WIRE_T_RECOMMEND,
			.recommend = {.chat = fix_id(900),
				.key = "c1",
				.sku = "'; --",
				.product = "茶碗"}});
	send(b, 100, deed);
	keep(b);
	send(b, 1,
		(struct wire_msg){.type = WIRE_T_TRANSFER,
			.transfer = {.chat = fix_id(900),
				.associate = fix_id(2),
				.note = "お願いします"}});
	keep(b);
	/* One holder goes as the other comes: no index minds. */
	fix_accept(f, 2, 900);
	keep(b);
	send(b, 2,
		(struct wire_msg){.type = WIRE_T_BLOCK,
			.block = {.chat = fix_id(900), .text = "もう結構"}});
	keep(b);
	fix_say(f, 100, 900, "k2");
	keep(b);
	send(b, 100, page);
	keep(b);
	send(b, 1,
		(struct wire_msg){.type = WIRE_T_UNBLOCK,
			.unblock = {.shopper = fix_id(100)}});
	keep(b);
	fix_open(f, 100, 901, "k3");
	keep(b);
	assert_int_equal(fix_chat(f, 900).reason, WIRE_REASON_BLOCKED);
	assert_int_equal(fix_chat(f, 901).phase, WIRE_PHASE_RINGING);
	assert_string_equal(b->bed.log, "");
}

static void test_a_day(void **state)
{
	struct both *b = *state;
	struct fix *f = &b->fix;

	/* Nobody is there: an enquiry. */
	fix_staff(f, 1, "");
	fix_staff(f, 2, "");
	fix_visit(f, 102, 102);
	ask_later(b, 102, 800);
	keep(b);
	/* A chat: rung, passed on, accepted, written in, seen, ended. */
	fix_ready(f, 1);
	fix_ready(f, 2);
	fix_visit(f, 100, 100);
	fix_open(f, 100, 900, "k1");
	keep(b);
	fix_pass(f, 1, 900);
	keep(b);
	fix_accept(f, 2, 900);
	fix_say(f, 2, 900, "k1");
	fix_say(f, 100, 900, "k2");
	fix_seen(f, 100, 900, 2, WIRE_MARK_READ);
	keep(b);
	/* A second one rings beside it until it is missed. */
	fix_visit(f, 101, 101);
	fix_open(f, 101, 901, "k1");
	keep(b);
	fix_wait(f, 91);
	keep(b);
	take_up(b, 1, 800);
	fix_end(f, 2, 900);
	keep(b);
	/* The associate is gone too long: it rings for the other (D10). */
	fix_open(f, 100, 902, "k3");
	fix_accept(f, 2, 902);
	keep(b);
	fix_available(f, 1, true);
	fix_leave(f, 2);
	fix_wait(f, 301);
	keep(b);
	fix_accept(f, 1, 902);
	fix_say(f, 1, 902, "k1");
	keep(b);
	fix_leave(f, 100);
	fix_wait(f, 1801);
	keep(b);
	/* It was the day that it was meant to be. */
	assert_int_equal(fix_chat(f, 900).reason, WIRE_REASON_ENDED);
	assert_int_equal(fix_chat(f, 901).reason, WIRE_REASON_MISSED);
	assert_int_equal(fix_chat(f, 902).reason, WIRE_REASON_LEFT);
	assert_string_equal(fix_chat(f, 902).associate.s, fix_id(1).s);
	assert_true(b->entries > 10);
	assert_string_equal(b->bed.log, "");
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_day), TEST(another_day)};

	dbfault_init();
	dbfault_no_sync(true);
	return cmocka_run_group_tests_name("store_desk", tests, NULL, NULL);
}
