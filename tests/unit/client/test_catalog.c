/* SPDX-License-Identifier: MIT */
/*
 * The client's model of the catalogue: one question at a time, the newest one
 * wins, pages, details, barcodes, and what is left when there is no answer.
 * Rules D5, F1, F2, F4.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/catalog.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "tests/lib/scene.h"

#define UPDATED "\"products\":900,\"updated\":\"2026-11-21T09:10:00Z\""

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	*state = s;
	return 0;
}

static int finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

static void act(struct scene *s, enum action_kind kind)
{
	scene_act(s, &(struct action){.kind = kind});
}

static void find(struct scene *s, const char *text)
{
	scene_act(s, &(struct action){.kind = ACTION_FIND, .text = text});
}

static void code(struct scene *s, const char *digits)
{
	scene_act(
		s, &(struct action){.kind = ACTION_FIND_CODE, .text = digits});
}

static void row(struct scene *s, int number)
{
	scene_act(
		s, &(struct action){.kind = ACTION_FIND_ROW, .number = number});
}

/* Answers the question that is on its way: a product. */
static void goods(struct scene *s, const char *sku, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"goods\",\"ref\":\"%s\",\"sku\":\"%s\","
		"\"product\":\"Coat %s\",\"amount\":48000,"
		"\"currency\":\"JPY\"%s}",
		s->model->catalog.ref, sku, sku, more);
}

static void found(struct scene *s, int total, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"found\",\"ref\":\"%s\",\"total\":%d," UPDATED "%s}",
		s->model->catalog.ref, total, more);
}

/* So many of them, from that number on, and that there are more. */
static void page(struct scene *s, int from, int n, int total)
{
	char sku[16];

	for (int i = from; i < from + n; i++) {
		snprintf(sku, sizeof(sku), "S-%d", i);
		goods(s, sku, "");
	}
	found(s, total, from + n < total ? ",\"more\":true" : "");
}

static void assert_sent(struct scene *s, const char *want)
{
	const char *out = scene_out(s);

	if (!strstr(out, want))
		print_error("not sent: %s\n%s", want, out);
	assert_non_null(strstr(out, want));
}

static void assert_silent(struct scene *s)
{
	assert_string_equal(scene_out(s), "");
}

/* ---- what is typed ---- */

static void test_everything(void **state)
{
	struct scene *s = *state;
	const struct catalog *c = &s->model->catalog;

	act(s, ACTION_CATALOG);
	assert_int_equal(s->model->place, MODEL_CATALOG);
	assert_sent(s,
		"{\"t\":\"find\",\"ref\":\"0000000000005eed-1\","
		"\"limit\":20}");
	assert_false(c->told);
	page(s, 0, 2, 2);
	assert_true(c->told);
	assert_int_equal(c->n, 2);
	assert_int_equal(c->products, 900);
	assert_string_equal(c->rows[1].goods->name, "Coat S-1");
	/* Home and back: what is there need not be asked for again. */
	scene_out(s);
	act(s, ACTION_HOME);
	act(s, ACTION_FIND_PRODUCT);
	assert_int_equal(s->model->place, MODEL_CATALOG);
	assert_null(strstr(scene_out(s), "limit"));
}

/* The first letter is asked for at once; of those typed while it is on its way
 * only all of them together. */
static void test_newest_wins(void **state)
{
	struct scene *s = *state;
	const struct catalog *c = &s->model->catalog;

	act(s, ACTION_CATALOG);
	page(s, 0, 1, 1);
	scene_out(s);
	find(s, "w");
	assert_sent(s, "\"text\":\"w\"");
	find(s, "wo");
	find(s, "woo");
	assert_silent(s);
	page(s, 7, 1, 1); /* for "w": nobody wants to know any more */
	assert_string_equal(c->rows[0].goods->sku, "S-0");
	assert_sent(s, "\"text\":\"woo\"");
	page(s, 8, 1, 1);
	assert_int_equal(c->n, 1);
	assert_string_equal(c->rows[0].goods->sku, "S-8");
	assert_silent(s);
	find(s, "woo"); /* as it was */
	assert_silent(s);
}

/* An answer that has lost its question changes nothing. */
static void test_strange_refs(void **state)
{
	struct scene *s = *state;

	act(s, ACTION_CATALOG);
	scene_tell(s,
		"{\"t\":\"goods\",\"ref\":\"x\",\"sku\":\"A\","
		"\"product\":\"A\"}");
	scene_tell(s,
		"{\"t\":\"found\",\"ref\":\"x\",\"total\":1,"
		"\"products\":1}");
	scene_tell(s, "{\"t\":\"shelf\",\"category\":\"A\",\"products\":1}");
	assert_false(s->model->catalog.told);
	found(s, 0, "");
	assert_true(s->model->catalog.told);
	assert_int_equal(s->model->catalog.n, 0);
}

static void test_sums(void **state)
{
	struct scene *s = *state;
	const struct catalog *c = &s->model->catalog;

	act(s, ACTION_CATALOG);
	goods(s, "A", ",\"stock\":\"in_stock\",\"count\":3,\"sale\":38400");
	found(s, 300, ",\"at_least\":true,\"respelt\":true");
	assert_int_equal(c->total, 300);
	assert_true(c->at_least && c->respelt && !c->more);
	assert_int_equal(c->rows[0].count, 3);
	assert_int_equal(goods_price(c->rows[0].goods)->minor, 38400);
	assert_false(catalog_is_old(s->model));
	scene_wait(s, INT64_C(17) * 3600 * 1000);
	assert_true(catalog_is_old(s->model));
}

static void test_pages(void **state)
{
	struct scene *s = *state;
	const struct catalog *c = &s->model->catalog;

	act(s, ACTION_CATALOG);
	page(s, 0, 20, 400);
	scene_out(s);
	row(s, 5);
	assert_silent(s);
	row(s, 10);
	assert_sent(s, "\"skip\":20,\"limit\":20");
	page(s, 20, 20, 400);
	assert_int_equal(c->n, 40);
	assert_int_equal(c->chosen, 10);
	assert_string_equal(c->rows[39].goods->sku, "S-39");
	/* To the very end, and never more than may be listed. */
	for (int i = 2; i < 15; i++) {
		row(s, c->n - 1);
		page(s, 20 * i, 20, 400);
	}
	assert_int_equal(c->n, LIMIT_FOUND);
	scene_out(s);
	row(s, c->n - 1);
	assert_null(strstr(scene_out(s), "skip"));
}

/* Another search while further rows are on their way: they are too late. */
static void test_page_too_late(void **state)
{
	struct scene *s = *state;
	const struct catalog *c = &s->model->catalog;

	act(s, ACTION_CATALOG);
	page(s, 0, 20, 40);
	row(s, 19);
	find(s, "hat");
	page(s, 20, 20, 40);
	assert_int_equal(c->n, 20);
	assert_sent(s, "\"text\":\"hat\"");
	page(s, 90, 1, 1);
	assert_int_equal(c->n, 1);
	assert_int_equal(c->chosen, 0);
}

static void test_filter(void **state)
{
	struct scene *s = *state;
	struct catalog_filter only = {.category = "Women > Coats",
		.stock = true,
		.low = 1000,
		.high = 50000};

	act(s, ACTION_CATALOG);
	page(s, 0, 1, 1);
	scene_act(
		s, &(struct action){.kind = ACTION_FIND_ONLY, .filter = &only});
	assert_sent(s,
		"\"category\":\"Women > Coats\",\"stock\":true,"
		"\"low\":1000,\"high\":50000");
	assert_true(catalog_filtered(&s->model->catalog));
	found(s, 0, "");
	only = (struct catalog_filter){0};
	scene_act(
		s, &(struct action){.kind = ACTION_FIND_ONLY, .filter = &only});
	assert_false(catalog_filtered(&s->model->catalog));
	assert_null(strstr(scene_out(s), "category"));
}

static void test_shelves(void **state)
{
	struct scene *s = *state;
	const struct catalog *c = &s->model->catalog;

	act(s, ACTION_CATALOG);
	found(s, 0, "");
	scene_act(s,
		&(struct action){.kind = ACTION_FIND_SHELVES, .text = "Women"});
	assert_sent(s, "\"t\":\"shelves\"");
	scene_tellf(s,
		"{\"t\":\"shelf\",\"ref\":\"%s\","
		"\"category\":\"Women > Coats\",\"products\":12}",
		c->ref);
	assert_false(c->shelves_told);
	scene_tellf(s, "{\"t\":\"ok\",\"ref\":\"%s\"}", c->ref);
	assert_true(c->shelves_told);
	assert_int_equal(c->n_shelves, 1);
	assert_int_equal(c->shelves[0].products, 12);
	scene_act(s, &(struct action){.kind = ACTION_FIND_SHELVES, .text = ""});
	assert_int_equal(c->n_shelves, 0);
}

/* ---- what is known of the row under the cursor ---- */

#define WHOLE \
	",\"text\":\"Warm.\\nVery.\",\"family\":\"CO\",\"color\":\"navy\"," \
	"\"gtin\":\"4901234567894\",\"brand\":\"Noren\""

static void test_details(void **state)
{
	struct scene *s = *state;
	const struct catalog *c = &s->model->catalog;

	act(s, ACTION_CATALOG);
	page(s, 0, 3, 3);
	scene_out(s);
	scene_wait(s, CATALOG_REST_MS / 2);
	row(s, 1); /* not rested on: nothing is asked of the first */
	scene_wait(s, CATALOG_REST_MS - 1);
	assert_silent(s);
	scene_wait(s, 1);
	assert_sent(s, "\"sku\":\"S-1\"");
	goods(s, "S-1", WHOLE);
	found(s, 1, "");
	assert_true(c->rows[1].whole);
	assert_string_equal(c->rows[1].text, "Warm.\nVery.");
	assert_int_equal(c->total, 3); /* of the search */
	assert_sent(s, "\"family\":\"CO\"");
	goods(s, "S-1", ",\"color\":\"navy\"");
	goods(s, "S-4", ",\"color\":\"camel\"");
	found(s, 3, ",\"more\":true");
	assert_sent(s, "\"skip\":2");
	goods(s, "S-5", ",\"color\":\"grey\"");
	found(s, 3, "");
	assert_int_equal(c->n_kin, 3);
	assert_string_equal(c->kin[1].color, "camel");
	assert_int_equal(c->n, 3);
	scene_wait(s, 60000);
	assert_silent(s);
}

/* It has gone since: it is asked for once. */
static void test_details_gone(void **state)
{
	struct scene *s = *state;

	act(s, ACTION_CATALOG);
	page(s, 0, 1, 1);
	scene_wait(s, CATALOG_REST_MS);
	scene_out(s);
	found(s, 0, "");
	scene_wait(s, 10000);
	assert_silent(s);
	assert_string_equal(catalog_chosen(s->model)->goods->name, "Coat S-0");
}

/* ---- barcodes ---- */

static void test_code(void **state)
{
	struct scene *s = *state;
	const struct catalog *c = &s->model->catalog;

	act(s, ACTION_CATALOG);
	page(s, 0, 2, 2);
	scene_out(s);
	code(s, "4901234567895");
	assert_silent(s);
	assert_int_equal(c->code, CATALOG_CODE_WRONG);
	assert_int_equal(c->n, 0);
	code(s, "4901234567894");
	assert_sent(s, "\"gtin\":\"4901234567894\"");
	assert_int_equal(c->code, CATALOG_CODE_ASKED);
	found(s, 0, "");
	assert_int_equal(c->code, CATALOG_CODE_UNKNOWN);
	assert_int_equal(c->opened, 0);
	code(s, "4901234567894");
	goods(s, "A", "");
	found(s, 1, "");
	assert_int_equal(c->code, CATALOG_CODE_FOUND);
	assert_int_equal(c->opened, 1);
	find(s, "hat");
	assert_int_equal(c->code, CATALOG_NO_CODE);
}

/* So many sizes of a coat that one barcode stands for. */
static void test_code_of_many(void **state)
{
	struct scene *s = *state;
	const struct catalog *c = &s->model->catalog;

	act(s, ACTION_CATALOG);
	page(s, 0, 2, 2);
	code(s, "4901234567894");
	page(s, 0, LIMIT_FOUND_PAGE, 25);
	scene_out(s);
	row(s, LIMIT_FOUND_PAGE - 1);
	assert_sent(s, "\"gtin\":\"4901234567894\",\"skip\":20");
	page(s, LIMIT_FOUND_PAGE, 5, 25);
	assert_int_equal(c->n, 25);
}

/* ---- no answer ---- */

static void test_lost(void **state)
{
	struct scene *s = *state;
	const struct catalog *c = &s->model->catalog;

	act(s, ACTION_CATALOG);
	page(s, 0, 2, 2);
	find(s, "hat");
	goods(s, "S-9", "");
	scene_out(s);
	scene_link(s, ACTION_LINK_WAITING, 1000, ERR_CLOSE);
	find(s, "hats");
	assert_silent(s);
	assert_int_equal(c->n, 2); /* what was there stays */
	scene_link(s, ACTION_LINK_UP, 0, ERR_OK);
	scene_tell(s, "{\"t\":\"ready\"}");
	assert_sent(s, "\"text\":\"hats\"");
	page(s, 5, 1, 1);
	assert_int_equal(c->n, 1);
}

/* One that never comes is asked for again. */
static void test_no_answer(void **state)
{
	struct scene *s = *state;

	act(s, ACTION_CATALOG);
	scene_out(s);
	scene_wait(s, CATALOG_WAIT_MS - 1);
	assert_silent(s);
	scene_wait(s, 1);
	assert_sent(s, "\"t\":\"find\",\"ref\":\"0000000000005eed-2\"");
}

static void refuse(struct scene *s, const char *why)
{
	scene_tellf(s,
		"{\"t\":\"error\",\"ref\":\"%s\",\"code\":\"%s\","
		"\"text\":\"\",\"wait\":500}",
		s->model->catalog.ref, why);
}

static void test_refused(void **state)
{
	struct scene *s = *state;
	const struct catalog *c = &s->model->catalog;

	act(s, ACTION_CATALOG);
	scene_out(s);
	refuse(s, "too_fast");
	assert_silent(s);
	assert_int_equal(c->err, ERR_OK);
	scene_wait(s, 500);
	assert_sent(s, "\"t\":\"find\"");
	refuse(s, "io");
	assert_int_equal(c->err, ERR_IO);
	scene_wait(s, 60000);
	assert_silent(s);
	find(s, "h");
	assert_int_equal(c->err, ERR_OK);
	page(s, 0, 1, 1);
	scene_wait(s, CATALOG_REST_MS);
	scene_out(s);
	refuse(s, "io"); /* the details: the list stands */
	assert_int_equal(c->err, ERR_OK);
	assert_int_equal(c->n, 1);
	scene_wait(s, 60000);
	assert_silent(s);
}

/* ---- D5 ---- */

static void offer(struct scene *s, const char *text)
{
	scene_act(s, &(struct action){.kind = ACTION_OFFER_IT, .text = text});
}

/* A terminal shows no flag and composes letters; what is asked by and said on
 * is what the feed has. */
static void test_offer_as_told(void **state)
{
	static const char ga[] = "か\xe3\x82\x99"; /* two code points */
	struct scene *s = *state;
	char more[300], sku[40];
	const char *out;

	scene_chat(s, "live", 0);
	act(s, ACTION_CATALOG);
	snprintf(sku, sizeof(sku), "🇯🇵%s-1", ga);
	snprintf(more, sizeof(more),
		",\"family\":\"%s\",\"url\":\"https://a.jp/%s\","
		"\"image\":\"https://a.jp/%s.jpg\"",
		ga, ga, ga);
	goods(s, sku, more);
	found(s, 1, "");
	assert_string_equal(catalog_chosen(s->model)->goods->sku, "JPが-1");
	scene_wait(s, CATALOG_REST_MS);
	snprintf(more, sizeof(more), "\"sku\":\"%s\"", sku);
	assert_sent(s, more);
	found(s, 0, "");
	snprintf(more, sizeof(more), "\"family\":\"%s\"", ga);
	assert_sent(s, more);
	found(s, 0, "");
	offer(s, NULL);
	out = scene_out(s);
	snprintf(more, sizeof(more),
		"\"sku\":\"%s\",\"product\":\"Coat 🇯🇵が-1\"", sku);
	assert_non_null(strstr(out, more));
	snprintf(more, sizeof(more), "\"image\":\"https://a.jp/%s.jpg\"", ga);
	assert_non_null(strstr(out, more));
}

static void test_offer(void **state)
{
	struct scene *s = *state;

	scene_chat(s, "live", 0);
	assert_int_equal(s->model->place, MODEL_CHAT);
	act(s, ACTION_CATALOG);
	goods(s, "A", ",\"stock\":\"in_stock\",\"count\":3,\"sale\":38400");
	found(s, 1, "");
	scene_out(s);
	offer(s, "Warm.");
	assert_int_equal(s->model->place, MODEL_CHAT);
	assert_sent(s,
		"\"text\":\"Warm.\",\"sku\":\"A\","
		"\"product\":\"Coat A\",\"amount\":48000,"
		"\"sale\":38400,\"currency\":\"JPY\","
		"\"stock\":\"3 in stock\"");
	/* Another one: it waits for its turn. */
	act(s, ACTION_CATALOG);
	offer(s, NULL);
	assert_non_null(s->model->outbox->says->next);
	act(s, ACTION_CATALOG);
	act(s, ACTION_BACK);
	assert_int_equal(s->model->place, MODEL_CHAT);
}

static void test_offer_nowhere(void **state)
{
	struct scene *s = *state;

	act(s, ACTION_CATALOG);
	offer(s, NULL); /* nothing is there */
	assert_int_equal(s->model->notice, MODEL_NOTICE_NONE);
	page(s, 0, 1, 1);
	offer(s, NULL);
	assert_int_equal(s->model->notice, MODEL_NOTICE_NO_CHAT);
	assert_int_equal(s->model->place, MODEL_CATALOG);
	act(s, ACTION_BACK);
	assert_int_equal(s->model->place, MODEL_HOME);
}

/* The shopper reads Japanese, whatever the associate reads. */
static void test_stock_words(void **state)
{
	struct catalog_item item = {.stock = WIRE_STOCK_IN_STOCK, .count = 3};
	char out[CATALOG_ITEM_STOCK];

	(void)state;
	assert_string_equal(
		catalog_item_stock(&item, WIRE_LANG_JA, out), "在庫 3 点");
	item.count = 0;
	assert_string_equal(
		catalog_item_stock(&item, WIRE_LANG_EN, out), "In stock");
	item.stock = WIRE_STOCK_OUT_OF_STOCK;
	assert_string_equal(
		catalog_item_stock(&item, WIRE_LANG_JA, out), "在庫切れ");
	item.stock = WIRE_STOCK_UNSAID;
	assert_null(catalog_item_stock(&item, WIRE_LANG_EN, out));
}

static void test_forgotten(void **state)
{
	struct scene *s = *state;

	act(s, ACTION_CATALOG);
	page(s, 0, 2, 2);
	act(s, ACTION_SIGN_OUT);
	assert_int_equal(s->model->catalog.n, 0);
	assert_false(s->model->catalog.told);
	act(s, ACTION_CATALOG);
	assert_int_equal(s->model->place, MODEL_SIGN_IN);
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(everything),
		T(newest_wins),
		T(strange_refs),
		T(sums),
		T(pages),
		T(page_too_late),
		T(filter),
		T(shelves),
		T(details),
		T(details_gone),
		T(code),
		T(code_of_many),
		T(lost),
		T(no_answer),
		T(refused),
		T(offer),
		T(offer_as_told),
		T(offer_nowhere),
		cmocka_unit_test(test_stock_words),
		T(forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
