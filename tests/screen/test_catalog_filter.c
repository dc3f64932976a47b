/* SPDX-License-Identifier: MIT */
/*
 * The catalogue's filters: categories in categories, what is in stock, prices.
 * Rules F1, F2.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "tests/lib/scene.h"

/* One product is. */
static void found(struct scene *s)
{
	scene_tellf(s,
		"{\"t\":\"goods\",\"ref\":\"%s\",\"sku\":\"CO-1182-NV\","
		"\"product\":\"Navy wool coat\",\"amount\":48000,"
		"\"currency\":\"JPY\"}",
		s->model->catalog.ref);
	scene_tellf(s,
		"{\"t\":\"found\",\"ref\":\"%s\",\"total\":1,"
		"\"products\":1204,\"updated\":\"2026-11-21T09:10:00Z\"}",
		s->model->catalog.ref);
}

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	scene_keys(s, "<F3>");
	found(s);
	scene_keys(s, "wool coat");
	found(s); /* of "w" */
	found(s);
	scene_out(s);
	*state = s;
	return 0;
}

/* The categories that were asked for: two at most. */
static void shelves(struct scene *s, const char *one, const char *two)
{
	const char *all[] = {one, two};

	for (int i = 0; i < 2 && all[i]; i++)
		scene_tellf(s,
			"{\"t\":\"shelf\",\"ref\":\"%s\",\"category\":"
			"\"%s\",\"products\":12}",
			s->model->catalog.ref, all[i]);
	scene_tellf(s, "{\"t\":\"ok\",\"ref\":\"%s\"}", s->model->catalog.ref);
}

/* A category below others is reached without leaving the box. */
static void test_filter_deep(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<Tab>");
	scene_expect(s, "Space lists what is in it.");
	shelves(s, "Men", "Women");
	scene_keys(s, "<Right><Right>");
	scene_out(s);
	scene_keys(s, " ");
	scene_asked(s, "\"category\":\"Women\"");
	shelves(s, "Women > Coats", "Women > Shoes");
	scene_expect(s, "< Women > Coats >");
	scene_keys(s, "<Right> ");
	shelves(s, NULL, NULL); /* there is nothing in it */
	scene_expect(s, "< Women > Shoes >");
	scene_keys(s, "<Left><Left>");
	scene_expect(s, "< Women >");
	scene_keys(s, " "); /* once more brings none twice */
	shelves(s, "Women > Coats", "Women > Shoes");
	scene_keys(s, "<Left>");
	scene_expect(s, "< Men >");
	scene_keys(s, "<Right><Right>");
	scene_expect(s, "< Women > Coats >");
	scene_keys(s, "<Enter>");
	scene_expect(s, "Only: Women > Coats");
}

static void test_filter(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<Tab>");
	scene_expect(s, "Filter");
	shelves(s, "Women", NULL);
	scene_keys(s, "<Right>");
	scene_expect(s, "< Women >");
	scene_keys(s, "<Down><Right><Down>１，０００<Down>５00<Enter>");
	scene_expect(s, "That is less than the price it begins at.");
	scene_keys(s, "00x<Enter>");
	scene_expect(s, "That is no price.");
	scene_out(s);
	scene_keys(s, "<Backspace><Enter>");
	scene_expect(s, "Only: Women, in stock, ¥1,000 - ¥50,000");
	assert_non_null(strstr(scene_out(s),
		"\"text\":\"wool coat\",\"category\":\"Women\",\"stock\":true,"
		"\"low\":1000,\"high\":50000"));
	found(s);
	/* There it stands as it was set, and can be widened again. */
	scene_keys(s, "<Tab>");
	scene_expect(s, "< Women >");
	scene_expect(s, "1000");
	scene_keys(s, "<Left>");
	scene_expect(s, "< all >");
	scene_keys(s, "<Esc>");
	scene_expect(s, "Only: Women");
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

static int finish(void **state)
{
	return scene_finish(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(filter),
		T(filter_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
