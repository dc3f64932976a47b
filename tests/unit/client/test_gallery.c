/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/gallery.h"
#include "shared/mem.h"
#include "shared/picture/picture.h"

static struct id number(int n)
{
	uint8_t bytes[16] = {(uint8_t)n, 1};

	return id_from_bytes(bytes);
}

static struct picture_cells *cells(int cols)
{
	struct picture_cells *p = mem_zero(sizeof(*p));

	assert_non_null(p);
	p->cols = cols;
	return p;
}

static void want(struct gallery *g, int n)
{
	struct id id = number(n);

	gallery_want(g, &id);
}

static void put(struct gallery *g, int n, struct picture_cells *p)
{
	struct id id = number(n);

	gallery_put(g, &id, p);
}

/* The number of the next one; -1: none. */
static int next(struct gallery *g)
{
	struct id id, one;

	if (!gallery_next(g, &id))
		return -1;
	for (int n = 0; n < 256; n++) {
		one = number(n);
		if (id_same(&id, &one))
			return n;
	}
	return -2;
}

static int state_of(const struct gallery *g, int n)
{
	struct id id = number(n);

	return (int)gallery_look(g, &id, NULL);
}

static int start(void **state)
{
	*state = gallery_new();
	return *state ? 0 : -1;
}

static int stop(void **state)
{
	struct gallery *g = *state;

	gallery_destroy(&g);
	return 0;
}

static void the_latest_is_fetched_first_and_one_at_a_time(void **state)
{
	const struct picture_cells *p;
	struct gallery *g = *state;
	struct id two = number(2);

	assert_int_equal(next(g), -1);
	want(g, 1);
	want(g, 2);
	assert_int_equal(next(g), 2);
	assert_int_equal(state_of(g, 2), GALLERY_FETCHING);
	assert_int_equal(next(g), -1);
	put(g, 2, cells(7));
	assert_int_equal(gallery_look(g, &two, &p), GALLERY_SHOWN);
	assert_int_equal(p->cols, 7);
	assert_int_equal(next(g), 1);
	put(g, 1, NULL);
	assert_int_equal(state_of(g, 1), GALLERY_NOT);
	want(g, 1); /* in vain */
	assert_int_equal(next(g), -1);
	assert_int_equal(state_of(g, 3), GALLERY_UNKNOWN);
}

static void what_was_wanted_long_ago_is_forgotten(void **state)
{
	struct gallery *g = *state;

	want(g, 0);
	assert_int_equal(next(g), 0);
	put(g, 0, cells(1));
	for (int n = 1; n < GALLERY_MAX; n++)
		want(g, n);
	want(g, 0); /* is the latest again */
	want(g, GALLERY_MAX);
	assert_int_equal(state_of(g, 0), GALLERY_SHOWN);
	assert_int_equal(state_of(g, 1), GALLERY_UNKNOWN);
	assert_int_equal(state_of(g, 2), GALLERY_WANTED);
	put(g, 1, cells(1)); /* comes too late */
	assert_int_equal(state_of(g, 1), GALLERY_UNKNOWN);
}

static void a_new_screen_needs_new_cells(void **state)
{
	const struct picture_cells *p;
	struct gallery *g = *state;
	struct id one = number(1);

	want(g, 1);
	assert_int_equal(next(g), 1);
	put(g, 1, cells(1));
	gallery_forget(g);
	assert_int_equal(gallery_look(g, &one, &p), GALLERY_WANTED);
	assert_null(p);
	assert_int_equal(next(g), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_latest_is_fetched_first_and_one_at_a_time),
		TEST(what_was_wanted_long_ago_is_forgotten),
		TEST(a_new_screen_needs_new_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
