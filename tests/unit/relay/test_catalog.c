/* SPDX-License-Identifier: MIT */
/*
 * What a search finds is what looking at every product finds (tests/lib/shelf),
 * over thousands of products and queries made of few words, so that they meet.
 * NOREN_SEED replays a run.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "shared/utf8.h"
#include "tests/lib/goods.h"
#include "tests/lib/shelf.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define SMALL 190  /* all of them can be listed */
#define LARGE 1500 /* they cannot */
#define ROUNDS 8
#define QUERIES 400

static const char *const words[] = {"tea", "Teas", "ＴＥＡ", "teapot", "cup",
	"cups", "CUP", "box", "boxes", "berry", "berries", "coat", "coats",
	"navy", "Ceramic", "ceramics", "t-shirt", "T-Shirts", "men's", "glass",
	"glasses", "a1", "ab12", "500ml", "café", "x", "shoe", "dish", "dishes",
	"dress", "tray", "trays", "raincoat-set", "no-frost-2"};
static const char *const runs[] = {"茶", "碗", "茶碗", "抹茶", "抹茶碗",
	"カップ", "ｶｯﾌﾟ", "かっぷ", "プ", "コーヒー", "ヒーコ", "急須", "茶抹",
	"の", "用の", "ガイド", "ｶﾞｲﾄﾞ", "藍染め", "職人の手作り",
	"ヴィンテージ"};
static const char *const joints[] = {" ", " ", "　", ", ", "-", "", "・", "/"};
static const char *const categories[] = {"Home", "Home > Tea",
	"Home > Tea > Cups", "Homes", "衣類", "衣類 > コート", ""};

struct thing {
	struct product product;
	char text[8][400];
	struct shelf_text *shelf;
};

struct world {
	struct shelf shelf;
	struct thing *things;
	int n;
	uint64_t seed;
	struct db_catalog *catalog;
};

static uint64_t dice(struct world *w, uint64_t n)
{
	return goods_dice(&w->seed) % n;
}

static void some_text(struct world *w, char *out, int most)
{
	int n = (int)dice(w, (uint64_t)most + 1);

	out[0] = '\0';
	for (int i = 0; i < n; i++) {
		if (i > 0)
			strcat(out, joints[dice(w, COUNT(joints))]);
		strcat(out,
			dice(w, 2) ? words[dice(w, COUNT(words))]
				   : runs[dice(w, COUNT(runs))]);
	}
}

static void make_thing(struct world *w, struct thing *t, int n)
{
	snprintf(t->text[0], sizeof(t->text[0]), "%s%d-%03d",
		dice(w, 3) ? "K" : "AB", (int)dice(w, 3), n);
	some_text(w, t->text[1], 3);
	strcat(t->text[1], t->text[1][0] ? "" : "Tea");
	some_text(w, t->text[2], 1);
	some_text(w, t->text[3], 2);
	some_text(w, t->text[4], 8);
	some_text(w, t->text[5], 1);
	snprintf(t->text[6], sizeof(t->text[6]), "%013d", 4900000 + n * 7);
	snprintf(t->text[7], sizeof(t->text[7]), "M.%d", n % 50);
	t->product = shelf_product(t->text[0], t->text[1]);
	t->product.brand = t->text[2];
	t->product.keywords = t->text[3];
	t->product.description = t->text[4];
	t->product.color = t->text[5];
	t->product.gtin = dice(w, 2) ? t->text[6] : "";
	t->product.mpn = dice(w, 2) ? t->text[7] : "";
	t->product.category = categories[dice(w, COUNT(categories))];
	t->product.price = (int64_t)dice(w, 1000);
	if (dice(w, 4) == 0)
		t->product.sale = (int64_t)dice(w, 1000);
	if (dice(w, 5) == 0)
		t->product.price = PRODUCT_NO_PRICE;
	t->product.stock = (enum product_stock)dice(w, PRODUCT_STOCK_COUNT);
	t->shelf = shelf_read(&t->product);
}

static void fill(struct world *w, int n)
{
	struct product *products = calloc((size_t)n, sizeof(*products));

	w->things = calloc((size_t)n, sizeof(*w->things));
	w->n = n;
	for (int i = 0; i < n; i++) {
		make_thing(w, &w->things[i], i);
		products[i] = w->things[i].product;
	}
	shelf_init(&w->shelf);
	shelf_fill(&w->shelf, products, n);
	w->catalog = shelf_open(&w->shelf);
	free(products);
}

static void empty(struct world *w)
{
	db_catalog_close(&w->catalog);
	for (int i = 0; i < w->n; i++)
		shelf_text_free(w->things[i].shelf);
	free(w->things);
	shelf_fini(&w->shelf);
}

/* ---- queries ---- */

/* One letter wrong, at times. */
static void misspell(struct world *w, char *s)
{
	size_t n = strlen(s), at = dice(w, n ? n : 1);

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return;
	if (n < 2)
		return;
	switch (dice(w, 4)) {
	case 0:
		s[at] = (char)('a' + dice(w, 26));
		break;
	case 1:
		memmove(s + at, s + at + 1, n - at);
		break;
	case 2:
		memmove(s + at + 1, s + at, n - at + 1);
		s[at] = (char)('a' + dice(w, 26));
		break;
	default:
		at = at ? at : 1;
		n = (size_t)s[at];
		s[at] = s[at - 1];
		s[at - 1] = (char)n;
	}
}

/* Words as somebody types them: whole, in part, wrong, in any order; or a code,
 * or a name. */
static void make_query(struct world *w, char out[400])
{
	const struct thing *t = &w->things[dice(w, (uint64_t)w->n)];
	char one[200];
	int n = 1 + (int)dice(w, 3);

	out[0] = '\0';
	if (dice(w, 8) == 0) {
		snprintf(out, 400, "%s", t->text[dice(w, 2) ? 1 : 0]);
		return;
	}
	if (dice(w, 12) == 0) {
		snprintf(out, 400, "%s", t->text[6] + dice(w, 2));
		return;
	}
	for (int i = 0; i < n; i++) {
		snprintf(one, sizeof(one), "%s",
			dice(w, 2) ? words[dice(w, COUNT(words))]
				   : runs[dice(w, COUNT(runs))]);
		if (dice(w, 3) == 0 && (unsigned char)one[0] < 0x80)
			one[1 + dice(w, strlen(one))] = '\0';
		if (!utf8_valid(one, strlen(one)))
			one[strlen(one) - 1] = '\0';
		if (dice(w, 5) == 0)
			misspell(w, one);
		if (i > 0)
			strcat(out, dice(w, 3) ? " " : "　");
		strcat(out, one);
	}
}

static void make_filters(struct world *w, struct catalog_ask *ask)
{
	if (dice(w, 4) == 0)
		ask->category = categories[dice(w, COUNT(categories))];
	ask->in_stock = dice(w, 5) == 0;
	ask->priced = dice(w, 5) == 0;
	ask->low = (int64_t)dice(w, 500);
	ask->high = ask->low + (int64_t)dice(w, 600);
}

static bool passes(const struct catalog_ask *ask, const struct product *p)
{
	size_t n = ask->category ? strlen(ask->category) : 0;
	int64_t price = catalog_price(p);

	if (n &&
		(strncmp(p->category, ask->category, n) != 0 ||
			(p->category[n] &&
				strncmp(p->category + n, " > ", 3) != 0)))
		return false;
	if (ask->in_stock && p->stock != PRODUCT_IN_STOCK)
		return false;
	return !ask->priced ||
		(price >= ask->low && price <= ask->high && price >= 0);
}

/* ---- comparing ---- */

struct want {
	int n;
	bool *is; /* by thing */
	bool respelt;
};

static struct want look_at_all(
	struct world *w, const char *query, const struct catalog_ask *ask)
{
	struct want want = {.is = calloc((size_t)w->n, sizeof(bool))};

	for (int respelt = 0; respelt < 2 && want.n == 0; respelt++) {
		want.respelt = respelt;
		for (int i = 0; i < w->n; i++) {
			struct thing *t = &w->things[i];

			want.is[i] = passes(ask, &t->product) &&
				shelf_matches(t->shelf, query, respelt);
			want.n += want.is[i];
		}
	}
	return want;
}

static int thing_of(const struct world *w, const char *sku)
{
	for (int i = 0; i < w->n; i++)
		if (strcmp(w->things[i].text[0], sku) == 0)
			return i;
	fail_msg("no product %s was put in", sku);
	return 0;
}

/* Page by page; every one once, each rightly, best class first. */
static int check_pages(struct world *w, const char *query,
	struct catalog_ask *ask, const struct want *want, int classes[4])
{
	bool *seen = calloc((size_t)w->n, sizeof(bool));
	int listed = 0, last = 3, class, i;
	struct catalog_hits hits;

	do {
		ask->offset = listed;
		assert_int_equal(
			db_catalog_search(w->catalog, ask, &hits), ERR_OK);
		for (int n = 0; n < hits.n; n++) {
			i = thing_of(w, hits.products[n].sku);
			if (!want->is[i] || seen[i])
				fail_msg("\"%s\" finds %s: %s | %s | %s | %s",
					query, w->things[i].text[0],
					w->things[i].text[1],
					w->things[i].text[2],
					w->things[i].text[3],
					w->things[i].text[4]);
			seen[i] = true;
			class = shelf_class(w->things[i].shelf, query);
			assert_true(ask->len == 0 || class <= last);
			last = class;
			classes[class]++;
		}
		listed += hits.n;
		i = hits.n;
		assert_int_equal(hits.respelt, want->respelt && want->n > 0);
		catalog_hits_fini(&hits);
	} while (i > 0);
	for (i = 0; i < w->n && w->n <= CATALOG_REACH; i++)
		if (want->is[i] && !seen[i])
			fail_msg("\"%s\" does not find %s: %s | %s | %s | %s",
				query, w->things[i].text[0],
				w->things[i].text[1], w->things[i].text[2],
				w->things[i].text[3], w->things[i].text[4]);
	free(seen);
	return listed;
}

static void check_total(struct world *w, const char *query,
	struct catalog_ask *ask, const struct want *want)
{
	struct catalog_hits hits;

	ask->offset = 0;
	assert_int_equal(db_catalog_search(w->catalog, ask, &hits), ERR_OK);
	assert_false(hits.cut);
	if (hits.at_least ? hits.total > want->n || hits.n == 0
			  : hits.total != want->n)
		fail_msg("\"%s\" has %d, not %lld", query, want->n,
			(long long)hits.total);
	catalog_hits_fini(&hits);
}

static void check(struct world *w)
{
	struct catalog_ask ask = {.limit = 1 + (int)dice(w, 60)};
	int classes[4] = {0}, all[4] = {0}, listed, best;
	char query[400] = "";
	struct want want;

	if (dice(w, 20) > 0)
		make_query(w, query);
	make_filters(w, &ask);
	ask.text = query;
	ask.len = strlen(query);
	want = look_at_all(w, query, &ask);
	listed = check_pages(w, query, &ask, &want, classes);
	check_total(w, query, &ask, &want);
	assert_int_equal(
		listed, want.n < CATALOG_REACH ? want.n : CATALOG_REACH);
	for (int i = 0; i < w->n; i++)
		if (want.is[i])
			all[shelf_class(w->things[i].shelf, query)]++;
	/* However many there are, none of the exact ones is left out. */
	best = CATALOG_REACH - classes[3];
	best = all[2] < best ? all[2] : best;
	if (ask.len > 0 && (all[3] != classes[3] || classes[2] != best))
		fail_msg("\"%s\": by code %d, not %d; by name %d, not %d",
			query, classes[3], all[3], classes[2], best);
	free(want.is);
}

static void run(int n, int rounds, int queries)
{
	const char *seed = getenv("NOREN_SEED");
	struct world w = {.seed = seed ? strtoull(seed, NULL, 10) : 20261128};

	for (int i = 0; i < rounds; i++) {
		print_message(
			"# NOREN_SEED=%llu\n", (unsigned long long)w.seed);
		fill(&w, n);
		for (int q = 0; q < queries; q++)
			check(&w);
		empty(&w);
	}
}

static void a_search_finds_what_looking_at_all_finds(void **state)
{
	(void)state;
	run(SMALL, ROUNDS, QUERIES);
}

static void of_more_than_can_be_listed_the_best_are(void **state)
{
	(void)state;
	run(LARGE, 2, QUERIES / 2);
}

/* Whatever somebody pastes into the field, and whatever it would mean to a
 * database, is answered or refused within its steps. */
static void a_hostile_query_is_answered_or_refused(void **state)
{
	static const char *const parts[] = {"*", "\"", "NEAR(", ") OR ", "a",
		"co ", "^", "の", "茶", "-", "x9", "{", ":", "'", "%",
		"a b c d ",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaa"};
	struct world w = {.seed = 9};
	char text[CATALOG_TEXT + 100];
	struct catalog_ask ask = {.text = text};
	struct catalog_hits hits;
	int refused = 0, answered = 0, cut = 0;
	enum err e;

	(void)state;
	fill(&w, LARGE);
	for (int i = 0; i < 600; i++) {
		size_t most = 1 + dice(&w, CATALOG_TEXT - 1);
		size_t kinds = 1 + dice(&w, COUNT(parts));

		text[0] = '\0';
		while (strlen(text) < most)
			strcat(text, parts[dice(&w, kinds)]);
		ask.len = strlen(text);
		db_catalog_limit(w.catalog, i % 2 ? 0 : 3000);
		e = db_catalog_search(w.catalog, &ask, &hits);
		assert_true(e == ERR_OK || e == ERR_SIZE);
		assert_true(hits.n <= CATALOG_PAGE);
		refused += e != ERR_OK;
		answered += e == ERR_OK;
		if (hits.cut) {
			assert_true(hits.at_least);
			cut++;
		}
		catalog_hits_fini(&hits);
	}
	assert_true(refused > 0 && answered > 100 && cut > 10);
	ask.text = "\xff";
	ask.len = 1;
	assert_int_equal(db_catalog_search(w.catalog, &ask, &hits), ERR_UTF8);
	empty(&w);
}

static bool on_category(void *ctx, const char *name, int64_t products)
{
	char *out = ctx;

	sprintf(out + strlen(out), "[%s %lld]", name, (long long)products);
	return true;
}

static void categories_are_walked_down(void **state)
{
	struct product p[8];
	struct shelf s;
	struct db_catalog *c;
	char sku[8][12], out[400] = "";

	(void)state;
	for (int i = 0; i < 8; i++) {
		snprintf(sku[i], sizeof(sku[i]), "%d", i);
		p[i] = shelf_product(sku[i], "Cup");
		p[i].category = categories[i % 7];
	}
	shelf_init(&s);
	shelf_fill(&s, p, 8);
	c = shelf_open(&s);
	assert_int_equal(
		db_catalog_categories(c, "", on_category, out), ERR_OK);
	assert_string_equal(out, "[Home 4][Homes 1][衣類 2]");
	out[0] = '\0';
	assert_int_equal(
		db_catalog_categories(c, "Home", on_category, out), ERR_OK);
	assert_string_equal(out, "[Home > Tea 2]");
	out[0] = '\0';
	assert_int_equal(
		db_catalog_categories(c, "None", on_category, out), ERR_OK);
	assert_string_equal(out, "");
	db_catalog_close(&c);
	shelf_fini(&s);
}

static void a_barcode_and_a_group_are_found(void **state)
{
	static const char *const codes[] = {"036000291452", "0036000291452",
		"00036000291452", "4901234567894", "36000291452", ""};
	struct product p[3] = {shelf_product("36000291452", "Cup"),
		shelf_product("B", "Bowl"), shelf_product("C", "Tray")};
	struct catalog_hits hits;
	struct db_catalog *c;
	struct shelf s;

	(void)state;
	p[1].gtin = "036000291452";
	p[1].item_group = p[2].item_group = "G";
	shelf_init(&s);
	shelf_fill(&s, p, 3);
	c = shelf_open(&s);
	for (int i = 0; i < 6; i++) {
		assert_int_equal(db_catalog_gtin(c, codes[i], &hits), ERR_OK);
		assert_int_equal(hits.n, i < 3);
		if (hits.n)
			assert_string_equal(hits.products[0].sku, "B");
		catalog_hits_fini(&hits);
	}
	assert_int_equal(db_catalog_group(c, "G", &hits), ERR_OK);
	assert_int_equal(hits.n, 2);
	assert_string_equal(hits.products[1].sku, "C");
	catalog_hits_fini(&hits);
	assert_int_equal(db_catalog_group(c, "", &hits), ERR_OK);
	assert_int_equal(hits.n, 0);
	db_catalog_close(&c);
	shelf_fini(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_search_finds_what_looking_at_all_finds),
		cmocka_unit_test(of_more_than_can_be_listed_the_best_are),
		cmocka_unit_test(a_hostile_query_is_answered_or_refused),
		cmocka_unit_test(categories_are_walked_down),
		cmocka_unit_test(a_barcode_and_a_group_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
