/* SPDX-License-Identifier: MIT */
/*
 * Associates ask their retailer's catalogue over real sockets (F1, F2): what
 * is found, page by page, a catalogue that is replaced, one that is damaged,
 * and two retailers kept apart.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "relay/catalog/db_catalog_build.h"
#include "tests/lib/goods.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/shelf.h"
#include "tests/lib/wsclient.h"

#define MADE 1700000000000000

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], kei[RELAYPROC_TOKEN];
};

static int setup(void **state)
{
	static struct bed b;

	relayproc_init(
		&b.relay, "-o", "message_rate=100000", "-o", "flows=yes", NULL);
	relayproc_retailer(&b.relay, "suzume");
	relayproc_retailer(&b.relay, "kamome");
	relayproc_associate(
		&b.relay, "suzume", "aiko@suzume.example", "Aiko", b.aiko);
	relayproc_associate(
		&b.relay, "kamome", "kei@kamome.example", "Kei", b.kei);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	assert_int_equal(relayproc_stop(&b->relay), 0);
	relayproc_fini(&b->relay);
	return 0;
}

static void directory_of(const struct bed *b, char out[160])
{
	snprintf(out, 160, "%s/state/catalog", b->relay.directory);
}

/* A catalogue in the retailer's place, as an import makes it. */
static void fill(const struct bed *b, const char *retailer,
	const struct product *products, int n)
{
	struct db_catalog_build_end end = {.now = MADE, .force = true};
	struct db_catalog_build *build;
	char directory[160], why[256];

	directory_of(b, directory);
	assert_int_equal(
		db_catalog_build_begin(directory, retailer, &build, why),
		ERR_OK);
	for (int i = 0; i < n; i++)
		assert_int_equal(
			db_catalog_build_add(build, &products[i]), ERR_OK);
	assert_int_equal(db_catalog_build_finish(&build, &end, why), ERR_OK);
}

static struct product product(const char *sku, const char *name)
{
	struct product p = shelf_product(sku, name);

	p.url = "https://suzume.example/p";
	p.description = "<b>Fine</b>";
	memcpy(p.currency, "JPY", 4);
	return p;
}

static void fill_suzume(const struct bed *b)
{
	struct product p[3] = {product("C1", "Red cup"),
		product("C2", "Blue cup"), product("T1", "急須 ティーポット")};

	p[0].gtin = "4901234567894";
	p[0].item_group = p[1].item_group = "cups";
	p[0].category = "Kitchen > Cups";
	p[1].stock = PRODUCT_OUT_OF_STOCK;
	p[1].sale = 80;
	fill(b, "suzume", p, 3);
}

/* Asks, and reads all up to found or the error: the SKUs that came, with blanks
 * between them.  Lends the last message. */
static const char *find(struct wsclient *c, const char *what, char skus[200])
{
	const char *m;
	char type[16], sku[80];

	skus[0] = '\0';
	assert_true(
		wsclient_sayf(c, "{\"t\":\"find\",\"ref\":\"f\",%s}", what));
	while ((m = wsclient_read(c))) {
		wsclient_member(m, "t", type, sizeof(type));
		if (strcmp(type, "goods") != 0)
			return m;
		wsclient_member(m, "sku", sku, sizeof(sku));
		assert_true(strlen(skus) + strlen(sku) + 2 < 200);
		sprintf(skus + strlen(skus), "%s%s", skus[0] ? " " : "", sku);
	}
	fail_msg("no answer to %s", what);
	return NULL;
}

static void finds(struct wsclient *c, const char *what, const char *expected)
{
	char skus[200], type[16];
	const char *m = find(c, what, skus);

	if (strcmp(wsclient_member(m, "t", type, sizeof(type)), "found") != 0)
		fail_msg("%s: %s", what, m);
	if (strcmp(skus, expected) != 0)
		fail_msg("%s: found %s, not %s", what, skus, expected);
}

static void refuses(struct wsclient *c, const char *what, const char *field)
{
	char skus[200];
	const char *m = find(c, what, skus);

	if (!strstr(m, "\"bad_field\"") || !strstr(m, field))
		fail_msg("%s: %s", what, m);
}

static void test_find(void **state)
{
	struct bed *b = *state;
	struct wsclient *c = relayproc_as_associate(&b->relay, b->aiko);
	char skus[200];
	const char *m = find(c, "\"text\":\"cup\"", skus);

	/* There is none yet. */
	assert_int_equal(wsclient_number(m, "products"), 0);
	assert_null(strstr(m, "updated"));
	fill_suzume(b);
	m = find(c, "\"text\":\"ＲＥＤ cup\"", skus);
	assert_string_equal(skus, "C1");
	assert_int_equal(wsclient_number(m, "total"), 1);
	assert_int_equal(wsclient_number(m, "products"), 3);
	assert_true(wsclient_number(m, "updated") == MADE);
	finds(c, "\"text\":\"てぃー\"", "T1");
	finds(c, "\"text\":\"cup\",\"stock\":true", "C1");
	finds(c, "\"text\":\"cup\",\"high\":90", "C2");
	finds(c, "\"text\":\"\",\"category\":\"Kitchen\"", "C1");
	finds(c, "\"sku\":\"C2\"", "C2");
	finds(c, "\"sku\":\"c2\"", "");
	finds(c, "\"gtin\":\"4901234567894\"", "C1");
	finds(c, "\"family\":\"cups\"", "C1 C2");
	finds(c, "\"text\":\"cup\",\"skip\":1,\"limit\":1", "C2");
	assert_true(wsclient_say(
		c, "{\"t\":\"find\",\"ref\":\"f\",\"sku\":\"C2\"}"));
	m = wsclient_expect(c, "goods");
	assert_non_null(strstr(m,
		"\"amount\":100,\"sale\":80,"
		"\"currency\":\"JPY\""));
	assert_non_null(strstr(m, "\"stock\":\"out_of_stock\""));
	assert_non_null(strstr(m, "\"text\":\"\\u003cb"));
	assert_non_null(wsclient_expect(c, "found"));
	assert_true(wsclient_say(c, "{\"t\":\"shelves\",\"ref\":\"s\"}"));
	m = wsclient_expect(c, "shelf");
	assert_int_equal(wsclient_number(m, "products"), 1);
	assert_non_null(wsclient_expect(c, "ok"));
	wsclient_close(&c);
}

static void test_wrong(void **state)
{
	struct bed *b = *state;
	struct wsclient *c = relayproc_as_associate(&b->relay, b->aiko);
	char words[400] = "\"text\":\"";

	fill_suzume(b);
	refuses(c, "\"text\":\"cup\",\"sku\":\"C1\"", "text");
	refuses(c, "\"gtin\":\"49x\"", "gtin");
	refuses(c, "\"low\":9,\"high\":8", "high");
	refuses(c, "\"low\":-1", "low");
	refuses(c, "\"text\":7", "text");
	refuses(c, "\"skip\":301", "skip");
	refuses(c, "\"limit\":21", "limit");
	for (int i = 0; i < 40; i++)
		sprintf(words + strlen(words), "w%d ", i);
	strcat(words, "\"");
	refuses(c, words, "text");
	finds(c, "\"text\":\"red\"", "C1");
	wsclient_close(&c);
}

/* Shoppers may not, and retailers do not see each other's. */
static void test_apart(void **state)
{
	struct bed *b = *state;
	struct product p = product("K1", "Red cup");
	struct wsclient *c = relayproc_as_associate(&b->relay, b->kei);
	char token[RELAYPROC_TOKEN] = "";

	fill_suzume(b);
	finds(c, "\"text\":\"cup\"", "");
	fill(b, "kamome", &p, 1);
	finds(c, "\"text\":\"cup\"", "K1");
	finds(c, "\"sku\":\"C1\"", "");
	wsclient_close(&c);
	c = relayproc_as_associate(&b->relay, b->aiko);
	finds(c, "\"text\":\"red cup\"", "C1");
	finds(c, "\"sku\":\"K1\"", "");
	wsclient_close(&c);
	c = relayproc_as_shopper(&b->relay, "suzume", token);
	assert_true(wsclient_say(
		c, "{\"t\":\"find\",\"ref\":\"f\",\"text\":\"cup\"}"));
	assert_non_null(strstr(wsclient_expect(c, "error"), "unknown_type"));
	wsclient_close(&c);
}

/* Questions faster than they are answered: each is answered, the last one with
 * what it asked for. */
static void test_typing(void **state)
{
	struct bed *b = *state;
	struct wsclient *c = relayproc_as_associate(&b->relay, b->aiko);
	static struct goods goods[300];
	static struct product products[300];
	char ref[8], type[16];
	int answers = 0;

	for (int i = 0; i < 300; i++) {
		goods_make(&goods[i], 7, i);
		products[i] = goods[i].product;
	}
	fill(b, "suzume", products, 300);
	for (int i = 1; i <= 60; i++)
		assert_true(wsclient_sayf(c,
			"{\"t\":\"find\",\"ref\":\"%d\",\"text\":\"%c\"}", i,
			'a' + i % 26));
	while (answers < 60) {
		const char *m = wsclient_read(c);

		assert_non_null(m);
		wsclient_member(m, "t", type, sizeof(type));
		wsclient_member(m, "ref", ref, sizeof(ref));
		if (strcmp(type, "goods") == 0)
			continue;
		answers++;
		if (strcmp(ref, "60") == 0)
			assert_string_equal(type, "found");
		else
			assert_true(strcmp(type, "found") == 0 ||
				strstr(m, "\"busy\""));
	}
	wsclient_close(&c);
}

static void test_damaged(void **state)
{
	struct bed *b = *state;
	struct wsclient *c = relayproc_as_associate(&b->relay, b->aiko);
	char directory[160], path[200], skus[200];
	FILE *f;

	directory_of(b, directory);
	fill_suzume(b);
	finds(c, "\"text\":\"red\"", "C1");
	snprintf(path, sizeof(path), "%s/suzume.catalog", directory);
	f = fopen(path, "r+");
	assert_non_null(f);
	for (int i = 0; i < 64; i++)
		assert_int_equal(fputc('x', f), 'x');
	fclose(f);
	assert_non_null(strstr(find(c, "\"text\":\"red\"", skus), "\"busy\""));
	fill_suzume(b);
	finds(c, "\"text\":\"red\"", "C1");
	wsclient_close(&c);
}

/* The retailer goes, and its catalogue with it. */
static void test_removed(void **state)
{
	struct bed *b = *state;
	struct product p = product("X1", "Red cup");
	char directory[160], path[200];
	struct stat st;

	relayproc_retailer(&b->relay, "flow-hato");
	fill(b, "flow-hato", &p, 1);
	directory_of(b, directory);
	snprintf(path, sizeof(path), "%s/flow-hato.catalog", directory);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(
		relayproc_control(&b->relay, "PUT", "/retailer",
			"{\"t\":\"ctl_retailer\",\"retailer\":\"flow-hato\","
			"\"remove\":true}",
			NULL),
		204);
	assert_int_not_equal(stat(path, &st), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_typing),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_removed),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
