/* SPDX-License-Identifier: MIT */
/*
 * A SKU that is digits, as many as a barcode has, typed into the catalogue's
 * field: Enter opens its product (rules F1, F4).
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

static void test_opens(void **state)
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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_opens)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
