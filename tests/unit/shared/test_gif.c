/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/buf.h"
#include "shared/picture/gif.h"
#include "shared/picture/lzw.h"
#include "shared/picture/pixels.h"
#include "tests/lib/pics.h"

#define ROOM 100000

/* The colour of a row, as one letter. */
static char row_of(const struct pixels *p, int y)
{
	const uint8_t *at = p->rgba + 4 * (size_t)y * (size_t)p->width;

	assert_int_equal(at[3], 255);
	return "krgybmcw"[(at[0] > 0) | (at[1] > 0) << 1 | (at[2] > 0) << 2];
}

/* Every height up to two rounds of eight: each pass may be empty. */
static void interlaced_rows_find_their_place(void **state)
{
	struct pixels p;
	struct buf b;

	(void)state;
	buf_init(&b, ROOM);
	for (int height = 1; height <= 17; height++) {
		buf_clear(&b);
		pics_gif_woven(&b, 3, height);
		assert_int_equal(gif_first(b.data, b.len, &p), ERR_OK);
		for (int y = 0; y < height; y++)
			assert_int_equal(row_of(&p, y), "rgbw"[y / 2 % 4]);
		pixels_fini(&p);
	}
	buf_fini(&b);
}

/* Where the frame does not lie, and where it is transparent, nothing is. */
static void what_is_not_painted_is_transparent(void **state)
{
	struct pixels p;
	struct buf b;
	char *at;

	(void)state;
	buf_init(&b, ROOM);
	pics_gif(&b, 4, 4, 1);
	memcpy(b.data + 6, "\6\0\5\0", 4); /* a larger canvas */
	assert_int_equal(gif_first(b.data, b.len, &p), ERR_OK);
	assert_int_equal(p.width, 6);
	assert_int_equal(p.rgba[3], 255);
	assert_int_equal(p.rgba[4 * 5 + 3], 0);
	assert_int_equal(p.rgba[4 * (4 * 6) + 3], 0);
	pixels_fini(&p);
	at = memmem(b.data, b.len, "\x21\xf9\x04", 3);
	assert_non_null(at);
	at[3] |= 1; /* colour 0, which all of it has */
	assert_int_equal(gif_first(b.data, b.len, &p), ERR_OK);
	assert_int_equal(p.rgba[3], 0);
	pixels_fini(&p);
	buf_fini(&b);
}

static void a_frame_beyond_its_canvas_is_refused(void **state)
{
	int width, height;
	struct buf b, out;

	(void)state;
	buf_init(&b, ROOM);
	buf_init(&out, ROOM);
	pics_gif(&b, 4, 4, 1);
	b.data[6] = 3;
	assert_int_equal(
		gif_strip(b.data, b.len, &out, &width, &height), ERR_MEDIA);
	buf_fini(&out);
	buf_fini(&b);
}

/* GIF89a, appendix F, worked out by hand: codes of 3 bits, 4 starts over, 5
 * ends; 6 is "1 1", defined by the very code that is 6; then 4 bits. */
static void codes_are_read(void **state)
{
	static const uint8_t all[] = {
		4 | 1 << 3 | (6 & 3) << 6, 6 >> 2 | 2 << 1 | 5 << 4};
	uint8_t out[4];
	size_t used;

	(void)state;
	assert_int_equal(lzw_read(2, all, 2, out, 4, &used), ERR_OK);
	assert_memory_equal(out, "\1\1\1\2", 4);
	assert_int_equal(used, 2);
	/* Fewer pixels are asked for than there are, and more. */
	assert_int_equal(lzw_read(2, all, 2, out, 2, &used), ERR_OK);
	assert_int_equal(lzw_read(2, all, 2, out, 5, &used), ERR_MEDIA);
	assert_int_equal(lzw_read(2, all, 1, out, 4, &used), ERR_MEDIA);
	/* A code that nothing has defined. */
	assert_int_equal(lzw_read(2, "\x3c", 1, out, 1, &used), ERR_MEDIA);
	assert_int_equal(lzw_read(2, "", 0, out, 1, &used), ERR_MEDIA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interlaced_rows_find_their_place),
		cmocka_unit_test(what_is_not_painted_is_transparent),
		cmocka_unit_test(a_frame_beyond_its_canvas_is_refused),
		cmocka_unit_test(codes_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
