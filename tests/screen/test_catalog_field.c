/* SPDX-License-Identifier: MIT */
/*
 * What is typed into the catalogue's field and is not what it seems: a SKU that
 * is as long as a barcode, more words than are looked for; and what is said
 * beside it of the catalogue's age.  Rules F1, F2, F4.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "tests/lib/scene.h"

static void found(struct scene *s, int total)
{
	scene_tellf(s,
		"{\"t\":\"found\",\"ref\":\"%s\",\"total\":%d,"
		"\"products\":1204,\"updated\":\"2026-11-21T09:10:00Z\"}",
		s->model->catalog.ref, total);
}

/* Only the last answer has the product. */
static void type(struct scene *s, const char *digits)
{
	for (; *digits; digits++) {
		char one[2] = {*digits, '\0'};

		scene_keys(s, one);
		scene_wait(s, 300);
		if (!digits[1])
			scene_tellf(s,
				"{\"t\":\"goods\",\"ref\":\"%s\","
				"\"sku\":\"20241101\",\"product\":\"Tea\"}",
				s->model->catalog.ref);
		found(s, !digits[1]);
	}
	scene_out(s);
}

/* Enter opens the product. */
static void test_sku(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	(void)state;
	scene_sign_in(s);
	scene_keys(s, "<F3>");
	found(s, 0);
	type(s, "20241101");
	scene_keys(s, "<Enter>");
	assert_null(strstr(scene_out(s), "gtin"));
	scene_expect_not(s, "misread");
	scene_expect(s, "SKU       20241101");
	scene_keys(s, "<Enter>");
	scene_expect(s, "Search  20241101");
	scene_destroy(&s);
}

/* What was found before does not stand there as if it were found now. */
static void test_refused(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	(void)state;
	scene_sign_in(s);
	scene_keys(s, "<F3>");
	found(s, 0);
	type(s, "20241101");
	scene_expect(s, "1 found");
	scene_keys(s, "<Space>a");
	found(s, 0); /* of the blank */
	scene_tellf(s,
		"{\"t\":\"error\",\"ref\":\"%s\",\"code\":\"bad_field\","
		"\"text\":\"\"}",
		s->model->catalog.ref);
	scene_expect(s, "That is too much to look for at once.");
	scene_expect_not(s, "Tea");
	scene_expect_not(s, "found");
	scene_destroy(&s);
}

/* A camera's slow digits behind what stood there. */
static void test_behind(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	(void)state;
	scene_sign_in(s);
	scene_keys(s, "<F3>");
	found(s, 0);
	scene_keys(s, "coat");
	found(s, 0); /* of the first letter */
	found(s, 0);
	type(s, "96385074");
	scene_keys(s, "<Enter>"); /* which opens what that found */
	assert_null(strstr(scene_out(s), "gtin"));
	scene_expect(s, "SKU       20241101");
	scene_keys(s, "<Enter><Ctrl-U>b");
	found(s, 0);
	found(s, 0);
	for (const char *c = "96385074"; *c; c++) {
		char one[2] = {*c, '\0'};

		scene_keys(s, one);
		scene_wait(s, 300);
		found(s, 0);
	}
	scene_out(s);
	scene_keys(s, "<Enter>");
	assert_non_null(strstr(scene_out(s), "\"gtin\":\"96385074\""));
	scene_destroy(&s);
}

/* Rule F2: where there is no room for all, that it is old comes first. */
static void test_old(void **state)
{
	static const int sizes[][2] = {{30, 100}, {24, 80}, {16, 60}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct scene *s =
			scene_new(sizes[i][0], sizes[i][1], false, NULL);

		scene_sign_in(s);
		s->wall_us += INT64_C(17) * 3600 * 1000000;
		scene_keys(s, "<F3>");
		found(s, 0);
		scene_expect(s, "! old, of Sat 21 Nov 09:10");
		scene_keys(s, "coat");
		found(s, 49);
		scene_expect(s, "Search  coat");
		scene_expect(s, "! old, of Sat 21 Nov 09:10");
		scene_destroy(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sku),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_behind),
		cmocka_unit_test(test_old)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
