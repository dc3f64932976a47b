/* SPDX-License-Identifier: MIT */
/* Catalogues that are kept open, and opened anew when they are replaced. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "relay/catalog/db_reader.h"
#include "tests/lib/shelf.h"

struct bed {
	struct shelf shelf;
	struct db_reader *reader;
	struct lookup_answer answer;
};

static int setup(void **state)
{
	static struct bed b;

	b = (struct bed){.reader = NULL};
	shelf_init(&b.shelf);
	b.reader = db_reader_new(b.shelf.directory);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	lookup_answer_fini(&b->answer);
	db_reader_destroy(&b->reader);
	shelf_fini(&b->shelf);
	return 0;
}

static struct lookup_answer *ask(struct bed *b, const char *retailer,
	enum lookup_kind kind, const char *key)
{
	const struct lookup what = {
		.kind = kind,
		.retailer = retailer,
		.key = key,
		.ask = {.text = key, .len = strlen(key), .limit = 20},
	};

	lookup_answer_fini(&b->answer);
	db_reader_ask(b->reader, &what, &b->answer);
	return &b->answer;
}

static void fill(struct bed *b, const char *name)
{
	struct product p[2] = {
		shelf_product("A", name), shelf_product("B", "Spoon")};

	p[0].gtin = "4901234567894";
	p[0].item_group = "g";
	p[0].category = "Kitchen > Cups";
	shelf_fill(&b->shelf, p, 2);
}

static void test_kinds(void **state)
{
	struct bed *b = *state;
	struct lookup_answer *a;

	fill(b, "Cup");
	a = ask(b, "shop", LOOKUP_TEXT, "cu");
	assert_int_equal(a->err, ERR_OK);
	assert_true(a->there);
	assert_int_equal(a->products, 2);
	assert_true(a->made == 1700000000000000);
	assert_int_equal(a->hits.n, 1);
	assert_string_equal(a->hits.products[0].sku, "A");
	a = ask(b, "shop", LOOKUP_SKU, "B");
	assert_int_equal(a->hits.n, 1);
	assert_string_equal(a->hits.products[0].name, "Spoon");
	a = ask(b, "shop", LOOKUP_GTIN, "4901234567894");
	assert_int_equal(a->hits.n, 1);
	a = ask(b, "shop", LOOKUP_FAMILY, "g");
	assert_int_equal(a->hits.n, 1);
	a = ask(b, "shop", LOOKUP_SHELVES_BELOW, "");
	assert_int_equal(a->n_shelves, 1);
	assert_string_equal(a->shelves[0].category, "Kitchen");
	a = ask(b, "shop", LOOKUP_SHELVES_BELOW, "Kitchen");
	assert_int_equal(a->n_shelves, 1);
	assert_string_equal(a->shelves[0].category, "Kitchen > Cups");
	assert_int_equal(a->shelves[0].products, 1);
}

static void test_wrong(void **state)
{
	struct bed *b = *state;
	struct lookup_answer *a = ask(b, "shop", LOOKUP_TEXT, "cup");
	char words[400] = "";
	FILE *f;

	/* None is fine. */
	assert_int_equal(a->err, ERR_OK);
	assert_false(a->there);
	fill(b, "Cup");
	for (int i = 0; i < CATALOG_WORDS + 1; i++)
		sprintf(words + strlen(words), "w%d ", i);
	assert_int_equal(ask(b, "shop", LOOKUP_TEXT, words)->err, ERR_SIZE);
	assert_int_equal(ask(b, "shop", LOOKUP_TEXT, "\xff")->err, ERR_UTF8);
	/* Another retailer's is not theirs. */
	assert_false(ask(b, "other", LOOKUP_TEXT, "cup")->there);
	assert_int_equal(unlink(b->shelf.path), 0);
	f = fopen(b->shelf.path, "w");
	assert_non_null(f);
	fputs("rubbish", f);
	fclose(f);
	a = ask(b, "shop", LOOKUP_TEXT, "cup");
	assert_int_not_equal(a->err, ERR_OK);
	assert_true(a->why[0]);
	/* And is itself again when there is a new one. */
	fill(b, "Cup");
	assert_int_equal(ask(b, "shop", LOOKUP_TEXT, "cup")->hits.n, 1);
}

static void test_replaced(void **state)
{
	struct bed *b = *state;

	fill(b, "Teapot");
	assert_int_equal(ask(b, "shop", LOOKUP_TEXT, "teapot")->hits.n, 1);
	fill(b, "Kettle");
	assert_int_equal(ask(b, "shop", LOOKUP_TEXT, "teapot")->hits.n, 0);
	assert_int_equal(ask(b, "shop", LOOKUP_TEXT, "kettle")->hits.n, 1);
	db_catalog_build_remove(b->shelf.directory, "shop");
	assert_false(ask(b, "shop", LOOKUP_TEXT, "kettle")->there);
}

/* More retailers than are kept open. */
static void test_many(void **state)
{
	struct bed *b = *state;
	char other[sizeof(b->shelf.path)], name[16];

	fill(b, "Cup");
	for (int i = 0; i < 2 * DB_READER_OPEN; i++) {
		snprintf(name, sizeof(name), "shop%d", i);
		assert_true(
			db_catalog_build_path(b->shelf.directory, name, other));
		assert_int_equal(link(b->shelf.path, other), 0);
	}
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 2 * DB_READER_OPEN; i++) {
			snprintf(name, sizeof(name), "shop%d", i);
			assert_int_equal(
				ask(b, name, LOOKUP_TEXT, "cup")->hits.n, 1);
		}
	}
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_kinds),
		T(test_wrong),
		T(test_replaced),
		T(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
