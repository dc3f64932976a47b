/* SPDX-License-Identifier: MIT */
/*
 * Which pictures of products are asked for, and how many are kept.  Rule F2.
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
#include "client/model/model.h"
#include "shared/mem.h"
#include "shared/picture/picture.h"
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

#define IMAGE ",\"image\":\"https://a.jp/a.png\""

static void cells(struct scene *s, const char *sku, bool there)
{
	struct picture_cells *p = there
		? mem_zero(sizeof(*p) + 8 * sizeof(struct picture_cell))
		: NULL;

	if (p) {
		p->cols = 4;
		p->rows = 2;
	}
	scene_act(s,
		&(struct action){.kind = ACTION_GOODS_CELLS,
			.goods_cells = {.sku = sku, .cells = p}});
}

static const struct picture_cells *shown(struct scene *s, int i)
{
	return catalog_picture_of(s->model, &s->model->catalog.rows[i]);
}

static void images(struct scene *s, int n)
{
	char sku[16];

	for (int i = 0; i < n; i++) {
		snprintf(sku, sizeof(sku), "S-%d", i);
		goods(s, sku, IMAGE);
	}
}

/* Of the row that the cursor rests on, one at a time, each once. */
static void test_pictures(void **state)
{
	struct scene *s = *state;

	act(s, ACTION_CATALOG);
	images(s, 3);
	goods(s, "S-3", "");
	found(s, 4, "");
	scene_out(s);
	row(s, 1);
	assert_silent(s);
	scene_wait(s, CATALOG_REST_MS);
	assert_sent(s, "goods_picture S-1\n");
	assert_true(
		catalog_picture_waits(s->model, &s->model->catalog.rows[1]));
	row(s, 2);
	scene_wait(s, CATALOG_REST_MS);
	assert_null(strstr(scene_out(s), "goods_picture"));
	cells(s, "S-1", true);
	assert_int_equal(shown(s, 1)->cols, 4);
	assert_sent(s, "goods_picture S-2\n");
	cells(s, "S-2", false); /* it cannot be had */
	assert_null(shown(s, 2));
	assert_false(
		catalog_picture_waits(s->model, &s->model->catalog.rows[2]));
	row(s, 3); /* has none */
	scene_wait(s, 60000);
	row(s, 2);
	scene_wait(s, 60000);
	assert_null(strstr(scene_out(s), "goods_picture"));
	cells(s, "S-9", true); /* nobody has asked for that */
	/* After a lost connection, what had failed is tried again. */
	scene_link(s, ACTION_LINK_WAITING, 1000, ERR_CLOSE);
	scene_link(s, ACTION_LINK_UP, 0, ERR_OK);
	scene_tell(s, "{\"t\":\"ready\"}");
	assert_sent(s, "goods_picture S-2\n");
	assert_non_null(shown(s, 1));
}

/* One that never comes does not stop the others. */
static void test_picture_is_slow(void **state)
{
	struct scene *s = *state;

	act(s, ACTION_CATALOG);
	images(s, 2);
	found(s, 2, "");
	scene_wait(s, CATALOG_REST_MS);
	row(s, 1);
	scene_wait(s, CATALOG_PICTURE_WAIT_MS - CATALOG_REST_MS);
	assert_null(strstr(scene_out(s), "goods_picture S-1"));
	scene_wait(s, CATALOG_REST_MS);
	assert_sent(s, "goods_picture S-1\n");
}

/* The one that came first gives way. */
static void test_pictures_have_a_cap(void **state)
{
	struct scene *s = *state;
	char sku[16];

	act(s, ACTION_CATALOG);
	for (int i = 0; i <= CATALOG_PICTURE_MAX; i++) {
		snprintf(sku, sizeof(sku), "P-%d", i);
		goods(s, sku, IMAGE);
		found(s, 1, "");
		scene_wait(s, CATALOG_REST_MS);
		cells(s, sku, true);
		assert_non_null(shown(s, 0));
		found(s, 0, ""); /* the details: there are none */
		snprintf(sku, sizeof(sku), "%d", i);
		find(s, sku);
	}
	assert_int_equal(s->model->catalog.pictures.n, CATALOG_PICTURE_MAX);
	goods(s, "P-0", IMAGE);
	found(s, 1, "");
	assert_null(shown(s, 0));
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(pictures),
		T(picture_is_slow),
		T(pictures_have_a_cap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
