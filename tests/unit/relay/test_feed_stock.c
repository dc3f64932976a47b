/* SPDX-License-Identifier: MIT */
/* Rule F3: words for being in stock, numbers of pieces, and names of columns.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "relay/catalog/feed_column.h"
#include "relay/catalog/feed_stock.h"

static enum product_stock word(const struct feed_stock *s, const char *cell)
{
	enum product_stock stock;

	assert_int_equal(
		feed_stock_word(s, cell, strlen(cell), &stock), ERR_OK);
	return stock;
}

static void words_in_both_languages(void **state)
{
	static const struct {
		const char *cell;
		enum product_stock is;
	} rows[] = {
		{"in stock", PRODUCT_IN_STOCK},
		{"in_stock", PRODUCT_IN_STOCK},
		{"In-Stock", PRODUCT_IN_STOCK},
		{"InStock", PRODUCT_IN_STOCK},
		{"http://schema.org/InStock", PRODUCT_IN_STOCK},
		{"ＩＮ　ＳＴＯＣＫ", PRODUCT_IN_STOCK},
		{"在庫あり", PRODUCT_IN_STOCK},
		{"在庫アリ", PRODUCT_IN_STOCK},
		{"残りわずか", PRODUCT_IN_STOCK},
		{"◯", PRODUCT_IN_STOCK},
		{"out of stock", PRODUCT_OUT_OF_STOCK},
		{"OutOfStock", PRODUCT_OUT_OF_STOCK},
		{"sold out", PRODUCT_OUT_OF_STOCK},
		{"在庫なし", PRODUCT_OUT_OF_STOCK},
		{"売り切れ", PRODUCT_OUT_OF_STOCK},
		{"×", PRODUCT_OUT_OF_STOCK},
		{"preorder", PRODUCT_PREORDER},
		{"pre-order", PRODUCT_PREORDER},
		{"予約受付中", PRODUCT_PREORDER},
		{"backorder", PRODUCT_BACKORDER},
		{"available for order", PRODUCT_BACKORDER},
		{"お取り寄せ", PRODUCT_BACKORDER},
		{"perhaps", PRODUCT_UNSAID},
		{"in stock soon", PRODUCT_UNSAID},
		{"", PRODUCT_UNSAID},
	};
	struct feed_stock *s = feed_stock_new();

	(void)state;
	assert_non_null(s);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (word(s, rows[i].cell) != rows[i].is)
			fail_msg("%s", rows[i].cell);
	}
	feed_stock_destroy(&s);
	assert_null(s);
}

static void numbers_of_pieces(void **state)
{
	static const struct {
		const char *cell;
		int64_t is; /* -1: none */
	} rows[] = {
		{"0", 0},
		{"12", 12},
		{" 12 ", 12},
		{"１２", 12},
		{"1,200", 1200},
		{"1,234,567", 1234567},
		{"12.0", 12},
		{"12.00", 12},
		{"-3", 0},
		{"1000000000", 1000000000},
		{"1000000001", -1},
		{"99999999999999999999", -1},
		{"12.5", -1},
		{"12.", -1},
		{"1,2", -1},
		{"1,2345", -1},
		{",123", -1},
		{"", -1},
		{"-", -1},
		{"some", -1},
		{"12 pieces", -1},
		{"1e3", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int64_t n = -1;
		enum feed_reason r = feed_stock_count(
			rows[i].cell, strlen(rows[i].cell), &n);

		if (n != rows[i].is || (r == FEED_FINE) != (n >= 0))
			fail_msg("%s: %lld", rows[i].cell, (long long)n);
	}
}

/* Every name in the table is found as its own column's, in its rank: no two
 * columns share one. */
static void every_name_of_a_column_is_its_own(void **state)
{
	struct feed_names *names = feed_names_new();

	(void)state;
	assert_non_null(names);
	for (int i = 0; i < FEED_COLUMN_COUNT; i++) {
		const struct feed_column *c =
			feed_column((enum feed_column_id)i);
		const char *s = c->name;
		size_t len = strlen(s);

		for (int rank = 0; *s; rank++) {
			enum feed_column_id id;
			int found;

			assert_int_equal(
				feed_names_find(names, s, len, &id, &found),
				ERR_OK);
			if ((int)id != i || found != rank)
				fail_msg("%.*s", (int)len, s);
			s = rank == 0 ? c->others : s + len + (s[len] == '|');
			len = strcspn(s, "|");
		}
	}
	feed_names_destroy(&names);
	assert_null(names);
}

static void names_without_width_case_and_kana(void **state)
{
	static const char *const same[] = {"image_link", "Image Link",
		"IMAGE-LINK", "g:image_link", " g: image_link ",
		"ｉｍａｇｅ＿ｌｉｎｋ", "Ｇ：image link"};
	struct feed_names *names = feed_names_new();
	enum feed_column_id id;
	int rank;

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		assert_int_equal(feed_names_find(names, same[i],
					 strlen(same[i]), &id, &rank),
			ERR_OK);
		assert_int_equal(id, FEED_COLUMN_IMAGE);
		assert_int_equal(rank, 0);
	}
	assert_int_equal(
		feed_names_find(names, "images", 6, &id, &rank), ERR_OK);
	assert_int_equal(id, FEED_COLUMN_NONE);
	assert_int_equal(
		feed_names_find(names, "a\xff", 2, &id, &rank), ERR_UTF8);
	feed_names_destroy(&names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_in_both_languages),
		cmocka_unit_test(numbers_of_pieces),
		cmocka_unit_test(every_name_of_a_column_is_its_own),
		cmocka_unit_test(names_without_width_case_and_kana),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
