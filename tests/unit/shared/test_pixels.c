/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/limits.h"
#include "shared/picture/pixels.h"

static void a_size_is_checked_first(void **state)
{
	struct pixels p;

	(void)state;
	assert_int_equal(pixels_init(&p, 0, 5), ERR_MEDIA);
	assert_int_equal(pixels_init(&p, 5, -1), ERR_MEDIA);
	assert_int_equal(pixels_init(&p, LIMIT_PIXELS + 1, 1), ERR_MEDIA);
	assert_int_equal(pixels_init(&p, 65535, 65535), ERR_MEDIA);
	assert_int_equal(pixels_init(&p, INT64_MAX, INT64_MAX), ERR_MEDIA);
	assert_null(p.rgba);
	assert_int_equal(pixels_init(&p, LIMIT_PIXELS, 1), ERR_OK);
	pixels_fini(&p);
}

/* 3x3 becomes the mean of its first four; 1x1 stays. */
static void half_is_the_mean(void **state)
{
	struct pixels p;

	(void)state;
	assert_int_equal(pixels_init(&p, 3, 3), ERR_OK);
	memset(p.rgba, 200, 4 * 9);
	memset(p.rgba, 0, 4);
	pixels_halve(&p);
	assert_int_equal(p.width * p.height, 1);
	assert_int_equal(p.rgba[0], 150);
	pixels_halve(&p);
	assert_int_equal(p.width * p.height, 1);
	assert_int_equal(p.rgba[3], 150);
	pixels_fini(&p);
}

static void transparent_is_white(void **state)
{
	struct pixels p;

	(void)state;
	assert_int_equal(pixels_init(&p, 3, 1), ERR_OK);
	memcpy(p.rgba, "\x0a\x14\x1e\xff", 4);
	memcpy(p.rgba + 8, "\0\0\xff\x66", 4); /* two fifths */
	assert_false(pixels_opaque(&p));
	pixels_flatten(&p);
	assert_true(pixels_opaque(&p));
	assert_memory_equal(p.rgba, "\x0a\x14\x1e\xff", 4);
	assert_memory_equal(p.rgba + 4, "\xff\xff\xff\xff", 4);
	assert_memory_equal(p.rgba + 8, "\x99\x99\xff\xff", 4);
	pixels_fini(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_size_is_checked_first),
		cmocka_unit_test(half_is_the_mean),
		cmocka_unit_test(transparent_is_white),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
