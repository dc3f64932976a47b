/* SPDX-License-Identifier: MIT */
/* Questions to the catalogue (F1, F2), with answers that the test makes up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/find.h"
#include "relay/gate/hub.h"
#include "shared/mem.h"

struct bed {
	struct hub hub;
	struct hub_config config;
	struct log log;
	char said[2048]; /* lines of the log */
	struct rules rules;
	struct tenant tenant;
	struct finds *finds;
	const struct lookup *what; /* NULL: nothing is being asked */
	lookup_fn fn;
	void *fn_ctx;
	int asked;
};

static struct desk_now io_now(void *ctx)
{
	(void)ctx;
	return (struct desk_now){.wall = 1, .steady = 1};
}

static void io_wake(void *ctx, struct caller *c)
{
	(void)ctx;
	(void)c;
}

static void io_ask(
	void *ctx, const struct lookup *what, lookup_fn fn, void *fn_ctx)
{
	struct bed *b = ctx;

	assert_null(b->what); /* one at a time */
	b->what = what;
	b->fn = fn;
	b->fn_ctx = fn_ctx;
	b->asked++;
}

static void write_log(void *ctx, const char *line, size_t len)
{
	struct bed *b = ctx;
	size_t have = strlen(b->said);

	if (have + len + 2 < sizeof(b->said))
		sprintf(b->said + have, "%.*s\n", (int)len, line);
}

static int setup(void **state)
{
	struct bed *b = mem_zero(sizeof(*b));
	struct hub_io hub = {.ctx = b, .now = io_now, .wake = io_wake};
	struct find_io io = {.ctx = b, .ask = io_ask};

	b->config.rate = (struct bucket_policy){.rate = 1, .burst = 1};
	b->log = (struct log){.level = LOG_INFO, .write = write_log, .ctx = b};
	hub_init(&b->hub, &hub, &b->config, &b->log);
	b->rules.retailer = (char *)"tea";
	b->tenant.rules = &b->rules;
	b->finds = b->hub.finds = find_all_new(&b->hub, &io);
	*state = b;
	return 0;
}

static void gone(struct bed *b, struct caller *s)
{
	s->tenant = NULL;
	hub_gone(&b->hub, s);
}

static int teardown(void **state)
{
	struct bed *b = *state;

	while (b->hub.callers.first)
		gone(b, b->hub.callers.first);
	assert_int_equal(find_pending(b->finds), 0);
	find_all_destroy(&b->finds);
	hub_fini(&b->hub);
	mem_free(b);
	return 0;
}

static struct caller *associate(struct bed *b)
{
	struct caller *s = hub_open(&b->hub, CALLER_ASSOCIATE, NULL, NULL);

	s->state = CALLER_ATTACHED;
	s->tenant = &b->tenant;
	return s;
}

static void find_text(struct caller *s, const char *ref, const char *text)
{
	struct wire_msg m = {.type = WIRE_T_FIND, .ref = ref};

	m.find.text = text;
	find_take(s, &m);
}

static void find_key(struct caller *s, const char *ref, const char *sku)
{
	struct wire_msg m = {.type = WIRE_T_FIND, .ref = ref};

	m.find.sku = sku;
	find_take(s, &m);
}

/* The catalogue answers what it is being asked. */
static void answer(struct bed *b, const struct lookup_answer *a)
{
	assert_non_null(b->what);
	b->what = NULL;
	b->fn(b->fn_ctx, a);
}

static const struct lookup_answer nothing = {.there = true, .products = 3};

/* Asserts what is said next, and that it is this, up to the end or a *. */
static void said(struct caller *s, const char *expected)
{
	size_t len = strcspn(expected, "*");
	struct frame *f = caller_next(s);
	char text[20000];

	assert_non_null(f);
	snprintf(text, sizeof(text), "%.*s", (int)f->len, f->text);
	if (expected[len] == '*')
		text[len] = '\0';
	if (strncmp(text, expected, len) != 0 || strlen(text) != len)
		fail_msg("said %s", text);
	caller_sent(s);
}

static void nothing_said(struct caller *s)
{
	assert_null(caller_next(s));
}

/* ---- what is asked ---- */

static void test_question(void **state)
{
	struct bed *b = *state;
	struct caller *s = associate(b);
	struct wire_msg m = {.type = WIRE_T_FIND, .ref = "r"};

	m.find = (struct wire_find){
		.text = "red cup",
		.category = "Cups",
		.stock = true,
		.low = 100,
		.skip = 40,
	};
	find_take(s, &m);
	assert_int_equal(b->what->kind, LOOKUP_TEXT);
	assert_string_equal(b->what->retailer, "tea");
	assert_string_equal(b->what->ask.text, "red cup");
	assert_int_equal(b->what->ask.len, 7);
	assert_string_equal(b->what->ask.category, "Cups");
	assert_true(b->what->ask.in_stock && b->what->ask.priced);
	assert_int_equal(b->what->ask.low, 100);
	assert_true(b->what->ask.high == INT64_MAX);
	assert_int_equal(b->what->ask.offset, 40);
	assert_int_equal(b->what->ask.limit, LIMIT_FOUND_PAGE);
	answer(b, &nothing);
	m.find = (struct wire_find){.high = 5, .limit = 3};
	find_take(s, &m);
	assert_string_equal(b->what->ask.text, "");
	assert_true(b->what->ask.priced && !b->what->ask.in_stock);
	assert_int_equal(b->what->ask.high, 5);
	assert_int_equal(b->what->ask.limit, 3);
	answer(b, &nothing);
	m.find = (struct wire_find){.gtin = "4901234567894"};
	find_take(s, &m);
	assert_int_equal(b->what->kind, LOOKUP_GTIN);
	assert_string_equal(b->what->key, "4901234567894");
	answer(b, &nothing);
	m.find = (struct wire_find){.family = "mugs"};
	find_take(s, &m);
	assert_int_equal(b->what->kind, LOOKUP_FAMILY);
	answer(b, &nothing);
	m = (struct wire_msg){.type = WIRE_T_SHELVES};
	m.shelves.category = "Cups";
	find_take(s, &m);
	assert_int_equal(b->what->kind, LOOKUP_SHELVES_BELOW);
	assert_string_equal(b->what->key, "Cups");
	answer(b, &nothing);
}

static void test_wrong(void **state)
{
	struct bed *b = *state;
	struct caller *s = associate(b);
	struct wire_msg m = {.type = WIRE_T_FIND, .ref = "r"};
	struct lookup_answer bad = {.err = ERR_SIZE};

	m.find = (struct wire_find){.text = "x", .sku = "A"};
	find_take(s, &m);
	said(s,
		"{\"t\":\"error\",\"ref\":\"r\",\"code\":\"bad_field\",\"text\""
		":\"A field is missing, of the wrong kind, or out of bounds. "
		"(text)\"*");
	m.find = (struct wire_find){.sku = "A", .family = "B"};
	find_take(s, &m);
	said(s,
		"{\"t\":\"error\",\"ref\":\"r\",\"code\":\"bad_field\",\"text\""
		":\"A field is missing, of the wrong kind, or out of bounds. "
		"(family)\"*");
	m.find = (struct wire_find){.gtin = "12x"};
	find_take(s, &m);
	said(s,
		"{\"t\":\"error\",\"ref\":\"r\",\"code\":\"bad_field\",\"text\""
		":\"A field is missing, of the wrong kind, or out of bounds. "
		"(gtin)\"*");
	m.find = (struct wire_find){.low = 5, .high = 4};
	find_take(s, &m);
	said(s,
		"{\"t\":\"error\",\"ref\":\"r\",\"code\":\"bad_field\",\"text\""
		":\"A field is missing, of the wrong kind, or out of bounds. "
		"(high)\"*");
	assert_int_equal(b->asked, 0);
	find_text(s, "s", "too many words");
	answer(b, &bad);
	said(s,
		"{\"t\":\"error\",\"ref\":\"s\",\"code\":\"bad_field\",\"text\""
		":\"A field is missing, of the wrong kind, or out of bounds. "
		"(text)\"*");
	/* What is wrong with the file is for the log. */
	bad = (struct lookup_answer){.err = ERR_IO, .why = "it is damaged"};
	find_text(s, "s", "cup");
	answer(b, &bad);
	said(s, "{\"t\":\"error\",\"ref\":\"s\",\"code\":\"busy\"*");
	assert_non_null(strstr(b->said, "catalog_unreadable"));
	assert_non_null(strstr(b->said, "it is damaged"));
	nothing_said(s);
}

/* ---- what is answered ---- */

static struct product cup(void)
{
	return (struct product){
		.sku = "C1",
		.name = "Cup",
		.description = "A cup.",
		.url = "https://tea.example/c1",
		.image = "",
		.brand = "Suzume",
		.category = "Cups",
		.keywords = "",
		.gtin = "",
		.mpn = "",
		.item_group = "",
		.color = "",
		.size = "",
		.extra = "",
		.price = 1200,
		.sale = 900,
		.currency = "JPY",
		.stock = PRODUCT_IN_STOCK,
		.count = 4,
	};
}

#define CUP \
	"{\"t\":\"goods\",\"ref\":\"r\",\"sku\":\"C1\",\"product\":\"Cup\"," \
	"\"amount\":1200,\"sale\":900,\"currency\":\"JPY\",\"url\":" \
	"\"https://tea.example/c1\",\"stock\":\"in_stock\",\"count\":4," \
	"\"brand\":\"Suzume\",\"category\":\"Cups\""

static void test_goods(void **state)
{
	struct bed *b = *state;
	struct caller *s = associate(b);
	struct product p = cup();
	struct lookup_answer a = {
		.there = true,
		.products = 7,
		.made = 1700000000000000,
		.hits = {.products = &p, .n = 1, .total = 1},
	};

	find_text(s, "r", "cup");
	answer(b, &a);
	said(s, CUP "}");
	said(s,
		"{\"t\":\"found\",\"ref\":\"r\",\"total\":1,\"products\":7,"
		"\"updated\":1700000000000000}");
	/* Who asks for one gets its description. */
	find_key(s, "r", "C1");
	assert_int_equal(b->what->kind, LOOKUP_SKU);
	assert_string_equal(b->what->key, "C1");
	answer(b, &a);
	said(s, CUP ",\"text\":\"A cup.\"}");
	said(s, "{\"t\":\"found\"*");
	/* No price, and none left. */
	p.price = p.sale = PRODUCT_NO_PRICE;
	p.count = 0;
	find_text(s, "r", "cup");
	answer(b, &a);
	said(s,
		"{\"t\":\"goods\",\"ref\":\"r\",\"sku\":\"C1\",\"product\":"
		"\"Cup\",\"url\":\"https://tea.example/c1\",\"stock\":"
		"\"out_of_stock\",\"brand\"*");
	said(s, "{\"t\":\"found\"*");
	/* There is no catalogue. */
	find_text(s, "r", "cup");
	answer(b, &(struct lookup_answer){.err = ERR_OK});
	said(s, "{\"t\":\"found\",\"ref\":\"r\",\"total\":0,\"products\":0}");
}

/* As many characters as a message has, and no half of one. */
static void test_description(void **state)
{
	struct bed *b = *state;
	struct caller *s = associate(b);
	struct product p = cup();
	struct lookup_answer a = {.hits = {.products = &p, .n = 1, .total = 1}};
	char *text = mem_zero(3 * 4100 + 1);
	struct wire_msg m;
	struct frame *f;

	for (int i = 0; i < 4100; i++)
		memcpy(text + 3 * i, "茶", 3);
	p.description = text;
	find_key(s, "r", "C1");
	answer(b, &a);
	f = caller_next(s);
	assert_int_equal(wire_decode(f->text, f->len, LIMIT_OUTBOX, WIRE_FROM_R,
				 &m, NULL),
		ERR_OK);
	assert_int_equal(strlen(m.goods.text), 3 * LIMIT_TEXT_CHARS);
	wire_fini(&m);
	mem_free(text);
}

static void test_pages(void **state)
{
	struct bed *b = *state;
	struct caller *s = associate(b);
	struct product many[30];
	struct lookup_answer a = {
		.hits = {.products = many, .n = 20, .total = 50}};
	struct wire_msg m = {.type = WIRE_T_FIND, .ref = "r"};

	for (int i = 0; i < 30; i++)
		many[i] = cup();
	find_text(s, "r", "cup");
	answer(b, &a);
	for (int i = 0; i < 20; i++)
		said(s, CUP "}");
	said(s, "{\"t\":\"found\",\"ref\":\"r\",\"total\":50,\"more\":true*");
	/* No one reads on beyond LIMIT_FOUND. */
	m.find = (struct wire_find){.skip = 280};
	a.hits.total = 5000;
	a.hits.at_least = true;
	find_take(s, &m);
	answer(b, &a);
	for (int i = 0; i < 20; i++)
		said(s, CUP "}");
	said(s,
		"{\"t\":\"found\",\"ref\":\"r\",\"total\":5000,\"at_least\":"
		"true,\"products\"*");
	/* A family comes in pages too. */
	a.hits = (struct catalog_hits){.products = many, .n = 30, .total = 30};
	m.find = (struct wire_find){.family = "cups"};
	find_take(s, &m);
	answer(b, &a);
	for (int i = 0; i < 20; i++)
		said(s, CUP "}");
	said(s, "{\"t\":\"found\",\"ref\":\"r\",\"total\":30,\"more\":true*");
	m.find.skip = 20;
	find_take(s, &m);
	answer(b, &a);
	for (int i = 0; i < 10; i++)
		said(s, CUP "}");
	said(s, "{\"t\":\"found\",\"ref\":\"r\",\"total\":30,\"products\"*");
	m.find.skip = 300;
	find_take(s, &m);
	answer(b, &a);
	said(s, "{\"t\":\"found\",\"ref\":\"r\",\"total\":30,\"products\"*");
}

static void test_shelves(void **state)
{
	struct bed *b = *state;
	struct caller *s = associate(b);
	struct wire_msg m = {.type = WIRE_T_SHELVES, .ref = "r"};
	struct lookup_answer a = {.there = true};

	assert_true(lookup_answer_add(&a, "Cups", 3));
	assert_true(lookup_answer_add(&a, "Tea", 40));
	find_take(s, &m);
	answer(b, &a);
	said(s,
		"{\"t\":\"shelf\",\"ref\":\"r\",\"category\":\"Cups\","
		"\"products\":3}");
	said(s,
		"{\"t\":\"shelf\",\"ref\":\"r\",\"category\":\"Tea\","
		"\"products\":40}");
	said(s, "{\"t\":\"ok\",\"ref\":\"r\"}");
	for (int i = a.n_shelves; i < LOOKUP_SHELVES; i++)
		assert_true(lookup_answer_add(&a, "More", 1));
	assert_false(lookup_answer_add(&a, "Too many", 1));
	lookup_answer_fini(&a);
}

/* ---- the queue ---- */

static void test_newest(void **state)
{
	struct bed *b = *state;
	struct caller *s = associate(b), *other = associate(b);

	find_text(s, "1", "c");
	find_text(s, "2", "cu");
	find_text(other, "x", "tea");
	find_key(s, "k", "C1");
	find_text(s, "3", "cup");
	said(s, "{\"t\":\"error\",\"ref\":\"2\",\"code\":\"busy\"*");
	nothing_said(s);
	answer(b, &nothing);
	said(s, "{\"t\":\"found\",\"ref\":\"1\"*");
	assert_string_equal(b->what->key, "tea");
	answer(b, &nothing);
	said(other, "{\"t\":\"found\",\"ref\":\"x\"*");
	answer(b, &nothing);
	said(s, "{\"t\":\"found\",\"ref\":\"k\"*");
	answer(b, &nothing);
	said(s, "{\"t\":\"found\",\"ref\":\"3\"*");
	assert_null(b->what);
}

static void test_full(void **state)
{
	struct bed *b = *state;
	struct caller *s = associate(b), *last = NULL;

	find_key(s, "0", "A");
	for (int i = 0; i < FIND_EACH; i++)
		find_key(s, "1", "A");
	nothing_said(s);
	find_key(s, "2", "A");
	said(s, "{\"t\":\"error\",\"ref\":\"2\",\"code\":\"busy\"*");
	while (find_pending(b->finds) < FIND_QUEUE) {
		last = associate(b);
		find_text(last, "3", "cup");
	}
	nothing_said(last);
	last = associate(b);
	find_text(last, "4", "cup");
	said(last, "{\"t\":\"error\",\"ref\":\"4\",\"code\":\"busy\"*");
	for (int i = 0; i < FIND_QUEUE; i++)
		answer(b, &nothing);
	assert_null(b->what);
}

/* Who has gone is not answered, nor asked for. */
static void test_gone(void **state)
{
	struct bed *b = *state;
	struct caller *s = associate(b), *other = associate(b);

	find_text(s, "1", "c");
	find_key(s, "2", "C1");
	find_text(other, "x", "tea");
	gone(b, s);
	answer(b, &nothing);
	assert_string_equal(b->what->key, "tea");
	answer(b, &nothing);
	said(other, "{\"t\":\"found\",\"ref\":\"x\"*");
	assert_int_equal(b->asked, 2);
}

static void test_draining(void **state)
{
	struct bed *b = *state;
	struct caller *s = associate(b);

	find_text(s, "1", "c");
	find_text(s, "2", "cu");
	hub_drain(&b->hub);
	find_text(s, "3", "cup");
	said(s, "{\"t\":\"error\",\"ref\":\"3\",\"code\":\"busy\"*");
	answer(b, &nothing);
	said(s, "{\"t\":\"found\",\"ref\":\"1\"*");
	said(s, "{\"t\":\"error\",\"ref\":\"2\",\"code\":\"busy\"*");
	assert_null(b->what);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_question),
		T(test_wrong),
		T(test_goods),
		T(test_description),
		T(test_pages),
		T(test_shelves),
		T(test_newest),
		T(test_full),
		T(test_gone),
		T(test_draining),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
