/* SPDX-License-Identifier: MIT */
/* Files become cells beside the client's loop, by the real child. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/link/ws_loop.h"
#include "client/link/ws_picture.h"
#include "shared/mem.h"
#include "shared/picture/pixels.h"
#include "tests/lib/pics.h"

struct bed {
	struct ws_loop *loop;
	struct ws_picture *pictures;
	struct buf file;
	int made, shown, wanted;
	struct id last;
};

static void on_turn(void *ctx)
{
	struct bed *b = ctx;

	if (b->made == b->wanted)
		ws_loop_stop(b->loop);
}

static void on_cells(
	void *ctx, const struct id *media, struct picture_cells *cells)
{
	struct bed *b = ctx;

	b->made++;
	b->last = *media;
	if (cells) {
		b->shown++;
		assert_int_equal(cells->cols, 24);
		assert_int_equal(cells->rows, 12);
	}
	mem_free(cells);
}

static void start(struct bed *b, const char *name)
{
	const char *build = getenv("NOREN_BUILD");
	char program[500];
	struct pixels p;

	*b = (struct bed){.made = 0};
	snprintf(program, sizeof(program), "%s/%s",
		build ? build : "build/debug", name);
	assert_int_equal(ws_loop_new(on_turn, b, &b->loop), ERR_OK);
	b->pictures = ws_picture_new(b->loop, program, on_cells, b);
	assert_non_null(b->pictures);
	assert_true(ws_picture_can(b->pictures));
	buf_init(&b->file, LIMIT_MEDIA);
	pics_paint(&p, 100, 100);
	pics_jpeg(&b->file, &p, 1);
	pixels_fini(&p);
}

static void stop(struct bed *b)
{
	ws_picture_destroy(&b->pictures);
	ws_loop_destroy(&b->loop);
	buf_fini(&b->file);
}

static enum err make(struct bed *b, int n, size_t len)
{
	uint8_t bytes[16] = {(uint8_t)n};
	struct id id = id_from_bytes(bytes);
	enum err e = ws_picture_make(
		b->pictures, &id, b->file.data, len, 24, 12, PICTURE_256);

	b->wanted += !e;
	return e;
}

/* More than the loop has room for descriptors at a time, one after another. */
static void pictures_come_in_order(void **state)
{
	struct bed b;
	uint8_t last[16] = {WS_PICTURE_QUEUE - 1};
	struct id id = id_from_bytes(last);

	(void)state;
	start(&b, "noren-picture");
	for (int turn = 1; turn <= 3; turn++) {
		for (int n = 0; n < WS_PICTURE_QUEUE; n++)
			assert_int_equal(make(&b, n, b.file.len), ERR_OK);
		assert_int_equal(make(&b, 99, b.file.len), ERR_FULL);
		ws_loop_run(b.loop);
		assert_int_equal(b.shown, turn * WS_PICTURE_QUEUE);
		assert_true(id_same(&b.last, &id));
	}
	stop(&b);
}

static void what_cannot_be_shown_is_told(void **state)
{
	struct bed b;

	(void)state;
	start(&b, "noren-picture");
	assert_int_equal(make(&b, 1, b.file.len / 2), ERR_OK);
	assert_int_equal(make(&b, 2, 2), ERR_OK);
	assert_int_equal(make(&b, 3, b.file.len), ERR_OK);
	assert_int_equal(make(&b, 4, 0), ERR_OK);
	ws_loop_run(b.loop);
	assert_int_equal(b.made, 4);
	assert_int_equal(b.shown, 1);
	stop(&b);
}

static void without_the_program_there_are_none(void **state)
{
	struct bed b;

	(void)state;
	start(&b, "no-such-program");
	assert_int_equal(make(&b, 1, b.file.len), ERR_OK);
	ws_loop_run(b.loop);
	assert_int_equal(b.made, 1);
	assert_int_equal(b.shown, 0);
	stop(&b);
}

static void it_can_be_given_up(void **state)
{
	struct bed b;

	(void)state;
	start(&b, "noren-picture");
	for (int n = 0; n < 3; n++)
		assert_int_equal(make(&b, n, b.file.len), ERR_OK);
	b.wanted = 1;
	ws_loop_run(b.loop); /* the second has begun, perhaps */
	stop(&b);
	assert_int_equal(b.made, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pictures_come_in_order),
		cmocka_unit_test(what_cannot_be_shown_is_told),
		cmocka_unit_test(without_the_program_there_are_none),
		cmocka_unit_test(it_can_be_given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
