/* SPDX-License-Identifier: MIT */
/* A field for secrets leaves nothing of them in memory that it gives back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <malloc.h>

#include "client/screen/form.h"
#include "client/term/edit.h"
#include "client/term/grid.h"
#include "shared/mem.h"

#define SECRET "hunter2 and more"

/* A heap that looks at what comes back. */
static int left; /* blocks that still held some of it */

static void *take(void *ctx, size_t size)
{
	(void)ctx;
	return malloc(size);
}

static void look_and_free(void *ctx, void *p)
{
	(void)ctx;
	if (p && memmem(p, malloc_usable_size(p), "hunter", 6))
		left++;
	free(p);
}

static void *resize(void *ctx, void *p, size_t size)
{
	size_t old = p ? malloc_usable_size(p) : 0;
	void *fresh = malloc(size);

	if (p)
		memcpy(fresh, p, old < size ? old : size);
	look_and_free(ctx, p);
	return fresh;
}

static int setup(void **state)
{
	static const struct mem_heap heap = {take, resize, look_and_free, NULL};

	(void)state;
	left = 0;
	mem_use(&heap);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mem_use(NULL);
	return 0;
}

static void type(struct edit *e, const char *text)
{
	for (; *text; text++)
		assert_int_equal(edit_insert(e, text, 1), ERR_OK);
}

static void test_nothing_stays(void **state)
{
	struct edit *e = edit_new_secret(256);
	struct grid *g = grid_new(3, 40);

	(void)state;
	type(e, SECRET);
	edit_draw(e, g, 0, 0, 1, 30, 0, true);
	edit_move(e, EDIT_UP); /* lays it out */
	edit_erase(e, EDIT_WORD_LEFT);
	assert_int_equal(edit_insert(e, SECRET, strlen(SECRET)), ERR_OK);
	edit_set(e, SECRET);
	assert_string_equal(edit_text(e), SECRET);
	assert_false(edit_undo(e));
	edit_destroy(&e);
	grid_destroy(&g);
	assert_int_equal(left, 0);
}

/* What a plain field leaves is seen: so the test sees. */
static void test_a_plain_one_does_not_hide(void **state)
{
	struct edit *e = edit_new(256, false);

	(void)state;
	type(e, SECRET);
	edit_set(e, "");
	assert_true(left > 0);
	edit_destroy(&e);
}

static void test_a_form_wipes(void **state)
{
	static const struct form_field fields[] = {
		{.label = "Password", .kind = FORM_SECRET, .most = 256}};
	struct form *f = form_new(fields, 1);

	(void)state;
	form_set(f, 0, SECRET);
	form_wipe(f);
	assert_string_equal(form_text(f, 0), "");
	form_set(f, 0, SECRET);
	form_clear(f);
	form_set(f, 0, SECRET);
	form_destroy(&f);
	assert_int_equal(left, 0);
}

static void test_full(void **state)
{
	struct edit *e = edit_new_secret(5);

	(void)state;
	type(e, "hunte");
	assert_int_equal(edit_insert(e, "r", 1), ERR_SIZE);
	assert_string_equal(edit_text(e), "hunte");
	edit_destroy(&e);
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(nothing_stays),
		T(a_plain_one_does_not_hide),
		T(a_form_wipes),
		T(full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
