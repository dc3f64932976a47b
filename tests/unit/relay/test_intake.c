/* SPDX-License-Identifier: MIT */
/* A feed on its way into a catalogue, as it is read and as it is popular. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "relay/catalog/db_catalog_build.h"
#include "relay/catalog/db_intake.h"
#include "relay/catalog/db_reader.h"
#include "relay/catalog/uv_intake.h"

#define HEAD "id,title,link,price\n"

struct bed {
	char root[64], directory[80]; /* catalogues are in directory */
	uv_loop_t loop;
	struct uv_intake *all;
	int told;
};

static int set_up(void **state)
{
	static struct bed b;

	b = (struct bed){.root = "/tmp/noren-intake-XXXXXX"};
	assert_non_null(mkdtemp(b.root));
	snprintf(b.directory, sizeof(b.directory), "%s/catalog", b.root);
	assert_int_equal(uv_loop_init(&b.loop), 0);
	b.all = uv_intake_new(&b.loop, b.root);
	*state = &b;
	return 0;
}

static int tear_down(void **state)
{
	struct bed *b = *state;

	uv_intake_destroy(&b->all);
	uv_run(&b->loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&b->loop), 0);
	db_catalog_build_remove(b->directory, "tea");
	rmdir(b->directory);
	return rmdir(b->root);
}

static struct intake_config config(void)
{
	return (struct intake_config){.retailer = "tea",
		.hosts = "",
		.currency = "JPY",
		.force = true,
		.now = 1000};
}

static char *row(int n)
{
	static char text[100];

	snprintf(text, sizeof(text), "A%d,Cup,https://tea.example/%d,%d\n", n,
		n, n);
	return text;
}

static struct db_intake *begin(struct bed *b, const struct intake_config *c)
{
	struct db_intake *i = db_intake_new(b->directory, c);

	assert_non_null(i);
	return i;
}

static void piece(struct db_intake *i, const char *text)
{
	assert_true(db_intake_piece(i, text, strlen(text)));
}

/* The SKUs of all that there is, as associates see them. */
static void expect(struct bed *b, const char *skus)
{
	struct db_reader *r = db_reader_new(b->directory);
	const struct lookup what = {.kind = LOOKUP_TEXT,
		.retailer = "tea",
		.ask = {.text = ""},
		.key = ""};
	struct lookup_answer a = {.err = ERR_OK};
	char got[200] = "";

	db_reader_ask(r, &what, &a);
	assert_int_equal(a.err, ERR_OK);
	for (int i = 0; i < a.hits.n; i++) {
		strcat(got, a.hits.products[i].sku);
		strcat(got, " ");
	}
	assert_string_equal(got, skus);
	lookup_answer_fini(&a);
	db_reader_destroy(&r);
}

/* A row that has the id of an earlier one says where that is. */
static void test_first(void **state)
{
	struct bed *b = *state;
	const struct intake_config c = config();
	struct db_intake *i = begin(b, &c);
	const struct intake_state *s = db_intake_state(i);

	piece(i, HEAD);
	piece(i, row(1));
	piece(i, "X,No price,https://tea.example/x,soon\n\n");
	piece(i, row(2));
	piece(i, row(2));
	piece(i, row(1));
	piece(i, "A1,No price,https://tea.example/x,soon\n");
	db_intake_finish(i);
	assert_int_equal(s->phase, INTAKE_DONE);
	assert_int_equal(s->products, 2);
	assert_int_equal(s->n_refusals, 4);
	assert_int_equal(s->refusals[0].reason, FEED_PRICE);
	assert_int_equal(s->refusals[0].first, 0);
	assert_int_equal(s->refusals[1].reason, FEED_DUPLICATE);
	assert_int_equal(s->refusals[1].line, 6);
	assert_int_equal(s->refusals[1].first, 5);
	assert_int_equal(s->refusals[2].line, 7);
	assert_int_equal(s->refusals[2].first, 2);
	assert_int_equal(s->refusals[3].reason, FEED_PRICE);
	db_intake_destroy(&i);
	expect(b, "A1 A2 ");
}

/* What was recommended stands first; who recommends what is gone is heard in
 * vain. */
static void test_popular(void **state)
{
	struct bed *b = *state;
	struct intake_config c = config();
	char three[] = "A3", gone[] = "gone", two[] = "A2", none[] = "A4";
	const struct db_catalog_popular popular[] = {
		{gone, 9}, {two, 2}, {three, 5}, {none, 0}};
	struct db_intake *i;

	c.popular = popular;
	c.n_popular = 4;
	i = begin(b, &c);
	memset(three, 'x', 2); /* they were lent for the call */
	piece(i, HEAD);
	for (int n = 1; n <= 4; n++)
		piece(i, row(n));
	db_intake_finish(i);
	assert_int_equal(db_intake_state(i)->phase, INTAKE_DONE);
	db_intake_destroy(&i);
	expect(b, "A3 A2 A1 A4 ");
}

/* One that is given up leaves what was there, and the next one goes well. */
static void test_given_up(void **state)
{
	struct bed *b = *state;
	const struct intake_config c = config();
	struct db_intake *i = begin(b, &c), *other = begin(b, &c);

	piece(i, HEAD);
	piece(i, row(1));
	assert_false(db_intake_piece(other, HEAD, strlen(HEAD)));
	assert_int_equal(db_intake_state(other)->err, ERR_FULL);
	db_intake_destroy(&other);
	db_intake_destroy(&i);
	i = begin(b, &c);
	piece(i, HEAD);
	piece(i, row(2));
	db_intake_finish(i);
	assert_int_equal(db_intake_state(i)->phase, INTAKE_DONE);
	db_intake_destroy(&i);
	/* Stopped while it makes the index: the old one stays. */
	i = begin(b, &c);
	piece(i, HEAD);
	for (int n = 1; n <= 3000; n++)
		piece(i, row(n));
	db_intake_stop(i);
	db_intake_finish(i);
	assert_int_equal(db_intake_state(i)->phase, INTAKE_FAILED);
	assert_int_equal(db_intake_state(i)->err, ERR_RESTART);
	db_intake_destroy(&i);
	expect(b, "A2 ");
}

/* ---- beside the loop ---- */

static void on_read(void *ctx)
{
	struct bed *b = ctx;

	b->told++;
}

static void read_on(struct bed *b, struct uv_intake_feed *f, const char *text)
{
	uv_intake_read(f, text, text ? strlen(text) : 0, on_read, b);
	assert_true(uv_intake_busy(b->all));
	uv_run(&b->loop, UV_RUN_DEFAULT);
	assert_false(uv_intake_busy(b->all));
}

static void test_beside_the_loop(void **state)
{
	struct bed *b = *state;
	const struct intake_config c = config();
	struct uv_intake_feed *f = uv_intake_begin(b->all, &c);

	assert_int_equal(uv_intake_state(f)->phase, INTAKE_READING);
	read_on(b, f, HEAD);
	read_on(b, f, row(1));
	assert_int_equal(uv_intake_state(f)->totals.taken, 1);
	read_on(b, f, NULL);
	assert_int_equal(b->told, 3);
	assert_int_equal(uv_intake_state(f)->phase, INTAKE_DONE);
	uv_intake_end(&f);
	assert_null(f);
	uv_intake_end(&f);
	expect(b, "A1 ");
}

/* Nobody waits any more: it ends by itself and tells nobody. */
static void test_ended_in_the_middle(void **state)
{
	struct bed *b = *state;
	const struct intake_config c = config();
	struct uv_intake_feed *f = uv_intake_begin(b->all, &c);

	read_on(b, f, HEAD);
	read_on(b, f, row(1));
	uv_intake_read(f, NULL, 0, on_read, b);
	uv_intake_end(&f);
	assert_true(uv_intake_busy(b->all));
	uv_run(&b->loop, UV_RUN_DEFAULT);
	assert_false(uv_intake_busy(b->all));
	assert_int_equal(b->told, 2);
	/* A relay that ends stops all that there are. */
	f = uv_intake_begin(b->all, &c);
	read_on(b, f, HEAD);
	for (int n = 0; n < 3; n++)
		read_on(b, f, row(n));
	uv_intake_stop(b->all);
	read_on(b, f, NULL);
	assert_int_not_equal(uv_intake_state(f)->phase, INTAKE_READING);
	uv_intake_end(&f);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(first),
		TEST(popular),
		TEST(given_up),
		TEST(beside_the_loop),
		TEST(ended_in_the_middle),
	};

	return cmocka_run_group_tests_name("intake", tests, NULL, NULL);
}
