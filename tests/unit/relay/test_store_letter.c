/* SPDX-License-Identifier: MIT */
/* Answers to enquiries, and claims, in the store (C9, E5). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/store/store_claim.h"
#include "relay/store/store_export.h"
#include "relay/store/store_extra.h"
#include "relay/store/store_letter.h"
#include "shared/limits.h"
#include "shared/wire.h"
#include "tests/lib/storebed.h"

#define AIKO 1
#define MIO 2

struct answer {
	bool done;
	enum err err;
	int n;
	char text[2000]; /* of the rows */
	int64_t number;
};

static void keep(
	struct storebed *b, const char *retailer, struct rec *recs, int n)
{
	struct store_rows rows = storebed_load(b, retailer);

	assert_int_equal(rows.err, ERR_OK);
	assert_int_equal(storebed_commit(b, retailer, rows.turn, recs, n),
		KEEPER_COMMITTED);
}

/* taken 0: by nobody; done 0: it waits. */
static void enquiry(struct storebed *b, const char *retailer, uint64_t n,
	uint64_t taken, int64_t done, const char *said)
{
	struct rec r = {.kind = REC_K_ENQUIRY,
		.enquiry = {.enquiry = storebed_id(n),
			.shopper = storebed_id(5000 + n),
			.at = (int64_t)n,
			.key = "k",
			.name = "Hana",
			.address = "hana@example.com",
			.body = said,
			.lang = WIRE_LANG_JA,
			.done = done}};

	if (taken)
		r.enquiry.taken = storebed_id(taken);
	keep(b, retailer, &r, 1);
}

/* ---- answers ---- */

static void on_done(void *ctx, enum err e)
{
	struct answer *a = ctx;

	a->done = true;
	a->err = e;
}

static void on_enquiries(
	void *ctx, enum err e, const struct store_enquiry *rows, int n)
{
	struct answer *a = ctx;

	a->done = true;
	a->err = e;
	a->n = n;
	for (int i = 0; i < n; i++)
		snprintf(a->text + strlen(a->text),
			sizeof(a->text) - strlen(a->text), "%s/%d/%s ",
			rows[i].body, rows[i].state, rows[i].why);
}

static void on_letters(
	void *ctx, enum err e, const struct store_letter *rows, int n)
{
	struct answer *a = ctx;

	a->done = true;
	a->err = e;
	a->n = n;
	for (int i = 0; i < n; i++)
		snprintf(a->text + strlen(a->text),
			sizeof(a->text) - strlen(a->text), "%s/%s/%d/%s ",
			rows[i].name, rows[i].text, rows[i].state, rows[i].why);
}

static enum err put(struct storebed *b, uint64_t letter, uint64_t of,
	uint64_t by, const char *key, bool mailed)
{
	const struct store_letter l = {
		.id = storebed_id(letter),
		.enquiry = storebed_id(of),
		.associate = storebed_id(by),
		.retailer = "tea",
		.key = key,
		.name = "Aiko",
		.text = "白い茶碗があります",
		.at = (int64_t)letter,
		.state = mailed ? WIRE_OUTCOME_QUEUED : WIRE_OUTCOME_BY_HAND,
	};
	const struct store_mail m = {
		.id = l.id,
		.retailer = "tea",
		.address = "hana@example.com",
		.text = "hello",
		.made = 5,
		.due = (int64_t)letter,
	};
	struct answer a = {0};

	store_put_letter(b->store, &l, mailed ? &m : NULL, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static struct answer letters(
	struct storebed *b, const char *retailer, uint64_t of)
{
	const struct id id = storebed_id(of);
	struct answer a = {0};

	store_letters(b->store, retailer, &id, on_letters, &a);
	storebed_wait(b, &a.done);
	return a;
}

static struct answer one(struct storebed *b, const char *retailer, uint64_t of)
{
	const struct id id = storebed_id(of);
	struct answer a = {0};

	store_enquiry(b->store, retailer, &id, on_enquiries, &a);
	storebed_wait(b, &a.done);
	return a;
}

static struct answer answered(
	struct storebed *b, const char *retailer, const char *text)
{
	const struct store_answered_ask ask = {
		.retailer = retailer, .text = text};
	struct answer a = {0};

	store_answered(b->store, &ask, on_enquiries, &a);
	storebed_wait(b, &a.done);
	return a;
}

static void tried(struct storebed *b, uint64_t n, int outcome, const char *why)
{
	const struct store_mail m = {
		.id = storebed_id(n),
		.retailer = "tea",
		.why = why,
		.tries = 1,
		.due = outcome == WIRE_OUTCOME_QUEUED ? 99 : 0,
		.outcome = outcome,
	};
	struct answer a = {0};

	store_tried_mail(b->store, &m, on_done, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
}

static void C9_an_answer_is_kept_once(void **state)
{
	struct storebed *b = *state;

	enquiry(b, "tea", 10, AIKO, 0, "bowls?");
	assert_int_equal(put(b, 20, 10, AIKO, "a", true), ERR_OK);
	assert_int_equal(put(b, 21, 10, AIKO, "a", true), ERR_EXISTS);
	assert_int_equal(letters(b, "tea", 10).n, 1);
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM mail"), 1);
	assert_string_equal(
		letters(b, "tea", 10).text, "Aiko/白い茶碗があります/1/ ");
	assert_int_equal(letters(b, "tea-2", 10).n, 0);
	assert_string_equal(one(b, "tea", 10).text, "bowls?/1/ ");
	assert_int_equal(one(b, "tea-2", 10).err, ERR_UNKNOWN);
}

static void C9_only_by_whoever_has_it(void **state)
{
	struct storebed *b = *state;

	enquiry(b, "tea", 10, AIKO, 0, "bowls?");
	enquiry(b, "tea", 11, 0, 0, "cups?");
	enquiry(b, "tea", 12, AIKO, 7, "answered");
	assert_int_equal(put(b, 20, 10, MIO, "a", true), ERR_TAKEN);
	assert_int_equal(put(b, 21, 11, MIO, "a", true), ERR_TAKEN);
	assert_int_equal(put(b, 22, 77, MIO, "a", true), ERR_TAKEN);
	assert_int_equal(put(b, 23, 12, MIO, "a", false), ERR_OK);
	assert_int_equal(storebed_number(b, "SELECT COUNT(*) FROM mail"), 0);
	for (uint64_t i = 1; i < STORE_LETTERS; i++) {
		char key[16];

		snprintf(key, sizeof(key), "k%d", (int)i);
		assert_int_equal(put(b, 30 + i, 12, MIO, key, false), ERR_OK);
	}
	assert_int_equal(put(b, 90, 12, MIO, "more", false), ERR_RATE);
	assert_int_equal(put(b, 23, 12, MIO, "a", false), ERR_EXISTS);
}

static void C9_what_becomes_of_it(void **state)
{
	struct storebed *b = *state;

	enquiry(b, "tea", 10, AIKO, 0, "bowls?");
	put(b, 20, 10, AIKO, "a", true);
	put(b, 21, 10, AIKO, "b", true);
	tried(b, 20, WIRE_OUTCOME_QUEUED, "450 later");
	assert_string_equal(letters(b, "tea", 10).text,
		"Aiko/白い茶碗があります/1/450 later "
		"Aiko/白い茶碗があります/1/ ");
	tried(b, 20, WIRE_OUTCOME_SENT, "");
	tried(b, 21, WIRE_OUTCOME_FAILED, "550 nobody");
	assert_string_equal(letters(b, "tea", 10).text,
		"Aiko/白い茶碗があります/2/ "
		"Aiko/白い茶碗があります/3/550 nobody ");
	/* The last one counts. */
	assert_string_equal(one(b, "tea", 10).text, "bowls?/3/550 nobody ");
}

static void C9_answered_ones_newest_first_and_by_their_words(void **state)
{
	struct storebed *b = *state;

	enquiry(b, "tea", 10, AIKO, 7, "bowls?");
	enquiry(b, "tea", 11, MIO, 9, "cups?");
	enquiry(b, "tea", 12, MIO, 0, "waits");
	enquiry(b, "tea-2", 13, MIO, 8, "bowls?");
	assert_int_equal(put(b, 20, 10, AIKO, "a", false), ERR_OK);
	assert_int_equal(put(b, 21, 12, MIO, "a", false), ERR_OK);
	/* Answered it is with its answer, whether or not the desk lives to say
	 * so; as of the first one. */
	assert_int_equal(put(b, 22, 12, MIO, "b", false), ERR_OK);
	assert_int_equal(storebed_number(b,
				 "SELECT done FROM enquiry"
				 " WHERE body = 'waits'"),
		21);
	assert_string_equal(
		answered(b, "tea", "").text, "waits/4/ cups?/0/ bowls?/4/ ");
	assert_string_equal(
		answered(b, "tea", "茶碗").text, "waits/4/ bowls?/4/ ");
	assert_string_equal(answered(b, "tea", "BOWL hana").text, "bowls?/4/ ");
	assert_int_equal(answered(b, "tea", "whisk").n, 0);
	assert_int_equal(answered(b, "tea-2", "茶碗").n, 0);
	assert_int_equal(answered(b, "tea", "\xff").err, ERR_UTF8);
}

static void on_indexed(void *ctx, enum err e, bool more)
{
	struct answer *a = ctx;

	a->done = true;
	a->err = e;
	a->number = more;
}

/* An index from before is made anew where there is nothing else to do. */
static void C9_words_are_indexed_anew(void **state)
{
	struct storebed *b = *state;
	struct answer a = {.number = 1};
	sqlite3 *db;

	enquiry(b, "tea", 10, AIKO, 7, "Café?");
	assert_int_equal(put(b, 20, 10, AIKO, "a", false), ERR_OK);
	assert_string_equal(answered(b, "tea", "cafe").text, "Café?/4/ ");
	storebed_close(b);
	db = storebed_peek(b);
	assert_int_equal(
		sqlite3_exec(db,
			"UPDATE words SET text = 'café '; UPDATE enquiry"
			" SET sought = 0",
			NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(storebed_open(b), ERR_OK);
	assert_int_equal(answered(b, "tea", "cafe").n, 0);
	while (a.number) {
		a = (struct answer){0};
		store_index_archive(b->store, on_indexed, &a);
		storebed_wait(b, &a.done);
		assert_int_equal(a.err, ERR_OK);
	}
	assert_string_equal(answered(b, "tea", "cafe").text, "Café?/4/ ");
	assert_int_equal(storebed_number(b,
				 "SELECT count(*) FROM enquiry"
				 " WHERE sought = 0"),
		0);
}

static void on_enquired(void *ctx, enum err e,
	const struct store_enquired *rows, int n, bool more)
{
	struct answer *a = ctx;

	a->done = true;
	a->err = e;
	a->n = n;
	a->number = more;
	for (int i = 0; i < n; i++)
		snprintf(a->text + strlen(a->text),
			sizeof(a->text) - strlen(a->text), "%s+%d ",
			rows[i].enquiry.body, rows[i].n_letters);
	if (n > 0 && rows[n - 1].n_letters > 1)
		assert_true(
			rows[n - 1].letters[0].at < rows[n - 1].letters[1].at);
}

/* before 0: from the newest. */
static struct answer exported(struct storebed *b, const char *text,
	uint64_t only, uint64_t before, int64_t since)
{
	struct store_export_ask ask = {.archive = {.retailer = "tea",
					       .text = text,
					       .before = (int64_t)before},
		.since = since};
	struct answer a = {0};

	if (only)
		ask.archive.only = storebed_id(only);
	if (before)
		ask.archive.chat = storebed_id(before);
	store_export_enquiries(b->store, &ask, on_enquired, &a);
	storebed_wait(b, &a.done);
	return a;
}

/* Those that wait as those that were answered, by when they were left. */
static void J2_enquiries_with_their_answers(void **state)
{
	struct storebed *b = *state;
	struct rec deed = {.kind = REC_K_CORRECTED,
		.corrected = {.shopper = storebed_id(5012), .name = "Ito"}};

	enquiry(b, "tea", 10, AIKO, 0, "bowls?");
	enquiry(b, "tea", 11, MIO, 9, "cups?");
	enquiry(b, "tea", 12, 0, 0, "waits");
	enquiry(b, "tea-2", 13, MIO, 8, "elsewhere");
	assert_int_equal(put(b, 20, 10, AIKO, "a", true), ERR_OK);
	assert_int_equal(put(b, 21, 10, AIKO, "b", true), ERR_OK);
	assert_string_equal(
		exported(b, "", 0, 0, 0).text, "waits+0 cups?+0 bowls?+2 ");
	assert_false(exported(b, "", 0, 0, 0).number);
	assert_string_equal(
		exported(b, "", 0, 12, 0).text, "cups?+0 bowls?+2 ");
	assert_string_equal(exported(b, "", 0, 0, 11).text, "waits+0 cups?+0 ");
	assert_string_equal(exported(b, "", 12, 0, 0).text, "waits+0 ");
	assert_string_equal(exported(b, "cups", 10, 0, 0).text, "bowls?+2 ");
	assert_int_equal(exported(b, "", 13, 0, 0).n, 0);
	assert_string_equal(exported(b, "茶碗", 0, 0, 0).text, "bowls?+2 ");
	/* One that waits is not found, whatever becomes of its shopper's name.
	 */
	keep(b, "tea", &deed, 1);
	assert_int_equal(exported(b, "waits", 0, 0, 0).n, 0);
	assert_int_equal(exported(b, "\xff", 0, 0, 0).err, ERR_UTF8);
}

/* Page by page each comes once. */
static void J2_more_enquiries_than_come_at_once(void **state)
{
	struct storebed *b = *state;
	struct answer a;

	for (uint64_t i = 1; i <= STORE_ANSWERED + 1; i++)
		enquiry(b, "tea", i, MIO, 0, "x");
	a = exported(b, "", 0, 0, 0);
	assert_int_equal(a.n, STORE_ANSWERED);
	assert_true(a.number);
	a = exported(b, "", 0, 2, 0);
	assert_int_equal(a.n, 1);
	assert_false(a.number);
}

/* ---- claims ---- */

static void on_claims(
	void *ctx, enum err e, const struct store_claim *rows, int n)
{
	struct answer *a = ctx;

	a->done = true;
	a->err = e;
	a->n = n;
	for (int i = 0; i < n; i++)
		snprintf(a->text + strlen(a->text),
			sizeof(a->text) - strlen(a->text),
			"%s/%d/%s/%s/%s%lld ", rows[i].order, rows[i].state,
			rows[i].reason, rows[i].chat.s[0] ? "chat" : "",
			rows[i].known_in, (long long)rows[i].known);
}

static void on_count(void *ctx, enum err e, int64_t n)
{
	struct answer *a = ctx;

	a->done = true;
	a->err = e;
	a->number = n;
}

static struct answer claim(struct storebed *b, uint64_t n, uint64_t by,
	const char *key, const char *order)
{
	const struct store_claim c = {
		.id = storebed_id(n),
		.associate = storebed_id(by),
		.chat = storebed_id(900),
		.retailer = "tea",
		.key = key,
		.author = "Aiko",
		.order = order,
		.name = "Hana",
		.title = "Bowl",
		.currency = "JPY",
		.evidence = "She said so",
		.at = (int64_t)n,
		.amount = 4800,
		.bought = 3,
	};
	struct answer a = {0};

	store_put_claim(b->store, &c, on_claims, &a);
	storebed_wait(b, &a.done);
	return a;
}

static struct answer claims(
	struct storebed *b, const char *retailer, uint64_t by, uint64_t n)
{
	const struct id none = {""};
	const struct id who = by ? storebed_id(by) : none;
	const struct id id = n ? storebed_id(n) : none;
	struct answer a = {0};

	store_claims(b->store, retailer, &who, &id, on_claims, &a);
	storebed_wait(b, &a.done);
	return a;
}

static enum err decide(struct storebed *b, uint64_t n, int as)
{
	const struct store_claim c = {
		.id = storebed_id(n),
		.retailer = "tea",
		.state = as,
		.decider = "Ken",
		.decided = (int64_t)n + 100,
		.reason = "no",
	};
	struct answer a = {0};

	store_decide_claim(b->store, &c, on_done, &a);
	storebed_wait(b, &a.done);
	return a.err;
}

static int64_t waiting(struct storebed *b, const char *retailer)
{
	struct answer a = {0};

	store_claims_wait(b->store, retailer, on_count, &a);
	storebed_wait(b, &a.done);
	assert_int_equal(a.err, ERR_OK);
	return a.number;
}

static void E5_a_claim_is_kept_once(void **state)
{
	struct storebed *b = *state;

	assert_string_equal(claim(b, 20, AIKO, "a", "T-1").text, "T-1/0///0 ");
	assert_string_equal(claim(b, 21, AIKO, "a", "T-1").text, "T-1/0///0 ");
	assert_int_equal(waiting(b, "tea"), 1);
	assert_int_equal(waiting(b, "tea-2"), 0);
	assert_int_equal(claim(b, 22, AIKO, "b", "T-1").err, ERR_EXISTS);
	assert_int_equal(claim(b, 23, MIO, "a", "T-1").err, ERR_OK);
	assert_int_equal(claims(b, "tea", AIKO, 0).n, 1);
	assert_int_equal(claims(b, "tea", 0, 0).n, 2);
	assert_int_equal(claims(b, "tea-2", 0, 0).n, 0);
	assert_int_equal(claims(b, "tea-2", 0, 20).err, ERR_UNKNOWN);
}

static void E5_so_many_of_one_may_wait(void **state)
{
	struct storebed *b = *state;
	char key[16];

	for (int i = 0; i < LIMIT_OWN_CLAIMS; i++) {
		snprintf(key, sizeof(key), "T-%d", i);
		assert_int_equal(
			claim(b, 20 + (uint64_t)i, AIKO, key, key).err, ERR_OK);
	}
	assert_int_equal(claim(b, 990, AIKO, "x", "T-x").err, ERR_RATE);
	assert_int_equal(claim(b, 991, MIO, "x", "T-x").err, ERR_OK);
	assert_int_equal(decide(b, 20, WIRE_CLAIM_STATE_REFUSED), ERR_OK);
	assert_int_equal(claim(b, 992, AIKO, "y", "T-y").err, ERR_OK);
}

static void E5_those_that_wait_come_first(void **state)
{
	struct storebed *b = *state;

	for (uint64_t i = 1; i <= 4; i++) {
		char order[16];

		snprintf(order, sizeof(order), "T-%d", (int)i);
		claim(b, i, AIKO, order, order);
	}
	assert_int_equal(decide(b, 1, WIRE_CLAIM_STATE_GRANTED), ERR_OK);
	assert_int_equal(decide(b, 3, WIRE_CLAIM_STATE_REFUSED), ERR_OK);
	assert_int_equal(decide(b, 3, WIRE_CLAIM_STATE_GRANTED), ERR_UNKNOWN);
	assert_string_equal(claims(b, "tea", 0, 0).text,
		"T-2/0///0 T-4/0///0 T-3/2/no//0 T-1/1/no//0 ");
	assert_int_equal(waiting(b, "tea"), 2);
}

/* Whether the order is known, and the chat was whose the claim is. */
static void E5_what_is_known_of_it(void **state)
{
	struct storebed *b = *state;
	struct rec recs[] = {
		{.kind = REC_K_SALE,
			.sale = {.orderno = "T-1",
				.currency = "EUR",
				.paid = 70,
				.total = 60}},
		{.kind = REC_K_FILED,
			.filed = {.chat = storebed_id(900),
				.associate = storebed_id(MIO)}},
	};

	keep(b, "tea", recs, 2);
	claim(b, 20, AIKO, "a", "T-1");
	claim(b, 21, MIO, "a", "T-1");
	assert_string_equal(claims(b, "tea", 0, 20).text, "T-1/0///EUR70 ");
	assert_string_equal(claims(b, "tea", 0, 21).text, "T-1/0//chat/EUR70 ");
}

#define T(name) \
	cmocka_unit_test_setup_teardown(name, storebed_setup, storebed_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(C9_an_answer_is_kept_once),
		T(C9_only_by_whoever_has_it),
		T(C9_what_becomes_of_it),
		T(C9_words_are_indexed_anew),
		T(C9_answered_ones_newest_first_and_by_their_words),
		T(J2_enquiries_with_their_answers),
		T(J2_more_enquiries_than_come_at_once),
		T(E5_a_claim_is_kept_once),
		T(E5_so_many_of_one_may_wait),
		T(E5_those_that_wait_come_first),
		T(E5_what_is_known_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
