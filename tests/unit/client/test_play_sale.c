/* SPDX-License-Identifier: MIT */
/* Sales in a play: each order once, worth so much, new until somebody looks;
 * what is found in the catalogue; and what is told where that is not so (E1 to
 * E3, F1, F4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "tests/lib/playbed.h"

#define CHAT "\"chat\":\"2rk4gq0z8v6m1c5n7t9w3x0y8c\""

/* Ken has a sale of 12,800 yen that is new, and has heard of it twice. */
static void begin(struct playbed *b, const char *step, const char *fields)
{
	char text[200], sale[300];

	snprintf(text, sizeof(text), "associate Ken\n%s\n", step);
	playbed_begin(b, text);
	playbed_come(b, 0, "Ken");
	for (int i = 0; i < 2; i++) {
		snprintf(sale, sizeof(sale),
			"{\"t\":\"sale\",\"order\":\"A-17\"," CHAT
			",\"at\":1764000000000,"
			"\"name\":\"Hana\",\"amount\":12800,"
			"\"currency\":\"JPY\"%s}",
			fields);
		playbed_hear(b, 0, sale);
	}
}

static void holds(const char *step, const char *fields)
{
	struct playbed b;

	begin(&b, step, fields);
	assert_true(play_held(b.play));
	playbed_end(&b);
}

/* It does not, and that is told instead. */
static void instead(const char *step, const char *fields, const char *told)
{
	struct playbed b;

	begin(&b, step, fields);
	playbed_later(&b, PLAY_USUAL_MS + 1);
	assert_false(play_held(b.play));
	assert_true(playbed_tells(&b, told));
	playbed_end(&b);
}

static void an_order_is_one_sale(void **state)
{
	(void)state;
	holds("Ken has 1 sale worth 12,800 JPY", "");
	holds("Ken has 0 sales", ",\"cancelled\":true");
	holds("Ken has 1 sale worth 0 USD", "");
	instead("Ken has 2 sales", "", "the sales of Ken: 1");
	instead("Ken has 1 sale worth 12,801 JPY", "", "worth 12800");
}

static void it_is_worth_so_much(void **state)
{
	(void)state;
	holds("Ken sees the sale A-17 for 12,800 JPY", "");
	instead("Ken sees the sale A-17 for 12,800 USD", "",
		"it is worth 12800 JPY");
	instead("Ken sees the sale A-18", "", "Ken has no sale A-18");
}

static void it_is_new_until_somebody_looks(void **state)
{
	struct playbed b;

	(void)state;
	holds("Ken sees the new sale A-17", ",\"fresh\":true");
	instead("Ken sees the new sale A-17", "",
		"Ken has looked at the sale A-17");
	begin(&b, "Ken looks at the sale A-17", ",\"fresh\":true");
	assert_true(playbed_wants(&b, "0: viewed"));
	playbed_answer(&b, 0, "\"ok\"");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void what_is_no_sale_cannot_be_looked_at(void **state)
{
	struct playbed b;

	(void)state;
	begin(&b, "Ken looks at the sale A-18", "");
	playbed_later(&b, PLAY_RETRY_MS + 1);
	assert_false(play_held(b.play));
	assert_true(playbed_tells(&b, "Ken does not see that sale"));
	playbed_end(&b);
}

/* ---- the catalogue ---- */

/* Ken has looked for something, and one product was found. */
static void look(struct playbed *b, const char *step)
{
	char text[200], goods[300];

	snprintf(text, sizeof(text),
		"associate Ken\nKen looks for \"whisk\"\n%s\n", step);
	playbed_begin(b, text);
	playbed_come(b, 0, "Ken");
	assert_true(playbed_wants(b, "0: find"));
	snprintf(goods, sizeof(goods),
		"{\"t\":\"goods\",\"ref\":\"%s\",\"sku\":\"F-1\","
		"\"product\":\"Tea whisk\",\"amount\":3200,"
		"\"currency\":\"JPY\",\"stock\":\"in_stock\"}",
		b->ref);
	playbed_hear(b, 0, goods);
	assert_false(play_over(b->play)); /* there may be more of them */
	playbed_answer(b, 0, "\"found\",\"total\":1,\"products\":4");
}

static void what_is_found_is_seen(void **state)
{
	static const char *const hold[] = {"Ken finds \"Tea whisk\"",
		"Ken finds \"Tea whisk\" for 3,200 JPY",
		"Ken finds \"Tea whisk\" first", "Ken finds 1 product",
		"Ken does not find \"Kettle\""};
	static const char *const fail[][2] = {
		{"Ken finds \"Kettle\"", "Ken does not find Kettle"},
		{"Ken finds \"Tea whisk\" for 3,201 JPY",
			"it is worth 3200 JPY"},
		{"Ken finds 2 products", "Ken finds 1"},
	};
	struct playbed b;

	(void)state;
	for (size_t i = 0; i < sizeof(hold) / sizeof(hold[0]); i++) {
		look(&b, hold[i]);
		playbed_later(&b, PLAY_USUAL_MS + 1);
		assert_true(play_held(b.play));
		playbed_end(&b);
	}
	for (size_t i = 0; i < sizeof(fail) / sizeof(fail[0]); i++) {
		look(&b, fail[i][0]);
		playbed_later(&b, PLAY_USUAL_MS + 1);
		assert_false(play_held(b.play));
		assert_true(playbed_tells(&b, fail[i][1]));
		playbed_end(&b);
	}
}

/* A barcode that is none is the relay's to refuse. */
static void a_search_that_is_refused_fails(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nKen scans the barcode 1\n");
	playbed_come(&b, 0, "Ken");
	playbed_answer(
		&b, 0, "\"error\",\"code\":\"bad_field\",\"text\":\"No.\"");
	assert_false(play_held(b.play));
	playbed_end(&b);
}

static void products_are_made_by_the_stage(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"the catalogue has \"Tea whisk\" for 3,200 JPY with the "
		"barcode 4901234567894\nthe catalogue has \"Kettle\"\n");
	playbed_pump(&b);
	assert_true(
		playbed_wants(&b, "product Tea whisk 3200JPY 4901234567894\n"));
	assert_true(playbed_wants(&b, "product Kettle 0 -\n"));
	assert_true(play_held(b.play));
	playbed_end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_order_is_one_sale),
		cmocka_unit_test(it_is_worth_so_much),
		cmocka_unit_test(it_is_new_until_somebody_looks),
		cmocka_unit_test(what_is_no_sale_cannot_be_looked_at),
		cmocka_unit_test(what_is_found_is_seen),
		cmocka_unit_test(a_search_that_is_refused_fails),
		cmocka_unit_test(products_are_made_by_the_stage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
