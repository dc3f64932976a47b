/* SPDX-License-Identifier: MIT */
/* Pictures in cells on the page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/buf.h"
#include "shared/picture/picture.h"

#define COLS 4
#define ROWS 3

/* Row r is of colour 16 + r on 100 + column; its first cell is a blank. */
static struct picture_cells *picture(void)
{
	struct picture_cells *p =
		malloc(sizeof(*p) + COLS * ROWS * sizeof(p->cell[0]));

	assert_non_null(p);
	p->cols = COLS;
	p->rows = ROWS;
	p->colours = PICTURE_256;
	for (int i = 0; i < COLS * ROWS; i++)
		p->cell[i] = (struct picture_cell){
			.code = i % COLS ? 0x2580 + (uint32_t)i : ' ',
			.fg = (int16_t)(16 + i / COLS),
			.bg = (int16_t)(100 + i % COLS),
		};
	return p;
}

static const char *dump(const struct grid *g)
{
	static struct buf b;

	buf_fini(&b);
	buf_init(&b, 10000);
	assert_int_equal(grid_dump(g, false, &b), ERR_OK);
	return buf_str(&b);
}

static int start(void **state)
{
	*state = grid_new(5, 6);
	return *state ? 0 : -1;
}

static int stop(void **state)
{
	struct grid *g = *state;

	grid_destroy(&g);
	return 0;
}

static void a_picture_is_painted(void **state)
{
	struct picture_cells *p = picture();
	struct grid *g = *state;

	grid_picture(g, 1, 1, p, 0, ROWS);
	assert_string_equal(dump(g), "\n  ▁▂▃\n  ▅▆▇\n  ▉▊▋\n\n");
	assert_int_equal(grid_at(g, 2, 3)->style, STYLE_PICTURE);
	assert_int_equal(grid_at(g, 2, 3)->fg, 17);
	assert_int_equal(grid_at(g, 2, 3)->bg, 102);
	assert_int_equal(grid_at(g, 1, 0)->style, STYLE_DEFAULT);
	assert_int_equal(grid_at(g, 4, 1)->style, STYLE_DEFAULT);
	free(p);
}

static void it_is_clipped_on_every_side(void **state)
{
	struct picture_cells *p = picture();
	struct grid *g = *state;

	grid_picture(g, -1, -2, p, 0, ROWS);
	assert_string_equal(dump(g), "▆▇\n▊▋\n\n\n\n");
	grid_clear(g);
	grid_picture(g, 4, 4, p, 0, ROWS);
	assert_string_equal(dump(g), "\n\n\n\n     ▁\n");
	grid_clear(g);
	grid_picture(g, 99, -99, p, 0, ROWS);
	assert_string_equal(dump(g), "\n\n\n\n\n");
	free(p);
}

static void some_rows_of_it_are_painted(void **state)
{
	struct picture_cells *p = picture();
	struct grid *g = *state;

	grid_picture(g, 0, 0, p, 1, 1);
	assert_string_equal(dump(g), " ▅▆▇\n\n\n\n\n");
	grid_clear(g);
	grid_picture(g, 0, 0, p, 2, 9);
	assert_string_equal(dump(g), " ▉▊▋\n\n\n\n\n");
	grid_clear(g);
	grid_picture(g, 0, 0, p, 3, 1);
	grid_picture(g, 0, 0, p, 0, 0);
	assert_string_equal(dump(g), "\n\n\n\n\n");
	free(p);
}

static void what_is_painted_over_it_has_no_colours_of_it(void **state)
{
	struct picture_cells *p = picture();
	struct grid *g = *state, *plain = grid_new(5, 6);

	grid_picture(g, 0, 0, p, 0, ROWS);
	grid_fill(g, 0, 0, 5, 6, STYLE_DEFAULT);
	assert_true(grid_same(g, plain));
	grid_picture(g, 0, 0, p, 0, 1);
	grid_paint(g, 0, 0, 1, 1, STYLE_DEFAULT);
	assert_int_equal(grid_at(g, 0, 0)->fg, 0);
	/* Colours alone are a difference, too. */
	grid_copy(plain, g);
	p->cell[1].bg++;
	grid_picture(g, 0, 0, p, 0, 1);
	assert_false(grid_same(g, plain));
	grid_destroy(&plain);
	free(p);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_picture_is_painted),
		TEST(it_is_clipped_on_every_side),
		TEST(some_rows_of_it_are_painted),
		TEST(what_is_painted_over_it_has_no_colours_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
