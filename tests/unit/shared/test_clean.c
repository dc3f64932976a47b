/* SPDX-License-Identifier: MIT */
/* What is sent on is the picture and nothing else (D6). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/buf.h"
#include "shared/picture/clean.h"
#include "shared/picture/codec.h"
#include "shared/picture/gif.h"
#include "shared/picture/picture.h"
#include "shared/picture/pixels.h"
#include "tests/lib/pics.h"

#define WIDTH 48
#define HEIGHT 32
#define ROOM ((size_t)64 << 20)

struct bench {
	struct buf in, out;
	struct pixels picture;
	struct picture_file file;
};

static int start(void **state)
{
	static struct bench b;

	buf_init(&b.in, ROOM);
	buf_init(&b.out, PICTURE_CLEAN_MAX);
	pics_paint(&b.picture, WIDTH, HEIGHT);
	*state = &b;
	return 0;
}

static int stop(void **state)
{
	struct bench *b = *state;

	buf_fini(&b->in);
	buf_fini(&b->out);
	pixels_fini(&b->picture);
	return 0;
}

static enum err clean(struct bench *b)
{
	enum err e;

	buf_clear(&b->out);
	e = clean_file(b->in.data, b->in.len, &b->out);
	if (!e)
		assert_int_equal(
			picture_read_file(b->out.data, b->out.len, &b->file),
			ERR_OK);
	return e;
}

static bool holds(const void *data, size_t len, const char *what)
{
	return memmem(data, len, what, strlen(what)) != NULL;
}

static void keeps_its_secret(struct bench *b, enum picture_kind kind)
{
	assert_true(holds(b->in.data, b->in.len, PICS_SECRET));
	assert_int_equal(clean(b), ERR_OK);
	assert_int_equal(b->file.kind, kind);
	assert_false(holds(b->file.data, b->file.len, PICS_SECRET));
}

/* The colour near a corner, as one letter; a JPEG's colours are not exact. */
static char colour_at(const struct pixels *p, int x, int y)
{
	const uint8_t *at = p->rgba + 4 * (y * p->width + x);
	int bits = (at[0] > 128) | (at[1] > 128) << 1 | (at[2] > 128) << 2;

	return "krgybmcw"[bits];
}

/* Top left, top right, bottom left, bottom right. */
static void corners_are(const struct bench *b, const char *colours)
{
	struct pixels p;
	const void *data = b->file.data;
	size_t len = b->file.len;
	enum err e = b->file.kind == PICTURE_JPEG
		? codec_jpeg_decode(data, len, 0, &p)
		: b->file.kind == PICTURE_PNG ? codec_png_decode(data, len, &p)
		: b->file.kind == PICTURE_WEBP
		? codec_webp_decode(data, len, &p)
		: gif_first(data, len, &p);
	char seen[5] = "";

	assert_int_equal(e, ERR_OK);
	assert_int_equal(p.width, b->file.width);
	assert_int_equal(p.height, b->file.height);
	seen[0] = colour_at(&p, 2, 2);
	seen[1] = colour_at(&p, p.width - 3, 2);
	seen[2] = colour_at(&p, 2, p.height - 3);
	seen[3] = colour_at(&p, p.width - 3, p.height - 3);
	assert_string_equal(seen, colours);
	pixels_fini(&p);
}

/* EXIF 2.3, 4.6.4: where row 0 and column 0 of what is stored belong. */
static void it_stands_upright(void **state)
{
	static const char *const upright[] = {"rgbw", "rgbw", "grwb", "wbgr",
		"bwrg", "rbgw", "brwg", "wgbr", "gwrb", "rgbw"};
	struct bench *b = *state;

	for (int o = 0; o <= 9; o++) {
		bool turned = o >= 5 && o <= 8;

		for (int kind = 0; kind < 3; kind++) {
			buf_clear(&b->in);
			if (kind == 0)
				pics_jpeg(&b->in, &b->picture, o);
			else if (kind == 1)
				pics_png(&b->in, &b->picture, o);
			else
				pics_webp(&b->in, &b->picture, o);
			assert_int_equal(clean(b), ERR_OK);
			assert_int_equal(
				b->file.width, turned ? HEIGHT : WIDTH);
			corners_are(b, upright[o]);
		}
	}
}

static void a_jpeg_loses_its_secrets(void **state)
{
	struct bench *b = *state;

	pics_jpeg(&b->in, &b->picture, 1);
	keeps_its_secret(b, PICTURE_JPEG);
	assert_false(holds(b->file.data, b->file.len, "Exif"));
	corners_are(b, "rgbw");
}

static void a_png_loses_its_secrets(void **state)
{
	struct bench *b = *state;

	pics_png(&b->in, &b->picture, 1);
	keeps_its_secret(b, PICTURE_PNG);
	assert_false(holds(b->file.data, b->file.len, "tEXt"));
	corners_are(b, "rgbw");
}

static void a_webp_loses_its_secrets(void **state)
{
	struct bench *b = *state;

	pics_webp(&b->in, &b->picture, 1);
	keeps_its_secret(b, PICTURE_WEBP);
	assert_false(holds(b->file.data, b->file.len, "EXIF"));
	corners_are(b, "rgbw");
}

static void a_moving_webp_goes_on_moving(void **state)
{
	struct bench *b = *state;
	size_t frames = 0;
	const char *at;

	pics_webp_moving(&b->in, &b->picture, 3);
	keeps_its_secret(b, PICTURE_WEBP);
	at = b->file.data;
	for (size_t i = 0; i + 4 < b->file.len; i++)
		frames += memcmp(at + i, "ANMF", 4) == 0;
	assert_int_equal(frames, 3);
	assert_false(holds(at, b->file.len, "ICCP"));
	assert_false(holds(at, b->file.len, "note"));
	assert_int_equal(at[20], 0x02); /* moving, and nothing else */
	corners_are(b, "rgbw");
}

static void a_moving_gif_goes_on_moving(void **state)
{
	struct bench *b = *state;

	pics_gif(&b->in, WIDTH, HEIGHT, 3);
	keeps_its_secret(b, PICTURE_GIF);
	assert_true(holds(b->file.data, b->file.len, "NETSCAPE2.0\3\1\7"));
	corners_are(b, "rrrr");
	/* What is clean stays as it is. */
	buf_clear(&b->in);
	buf_add(&b->in, b->file.data, b->file.len);
	assert_int_equal(clean(b), ERR_OK);
	assert_int_equal(b->file.len, b->in.len);
	assert_memory_equal(b->file.data, b->in.data, b->in.len);
}

static void a_video_loses_its_secrets(void **state)
{
	struct bench *b = *state;

	pics_mp4(&b->in, 640, 360);
	keeps_its_secret(b, PICTURE_MP4);
	assert_int_equal(b->file.width, 640);
	assert_int_equal(b->file.height, 360);
	assert_int_equal(b->file.len, b->in.len); /* nothing has moved */
	assert_true(holds(b->file.data, b->file.len, PICS_MP4_PICTURE));
	assert_false(holds(b->file.data, b->file.len, "meta"));
	assert_false(holds(b->file.data, b->file.len, "\1\1\1\1"));
}

/* Each kind, cut at any byte, is refused or comes back whole: what stands
 * behind the picture's end may be missing. */
static void what_is_cut_off_is_refused(void **state)
{
	struct bench *b = *state;
	struct pixels p;
	size_t whole;
	int fine;

	pics_paint(&p, 12, 8);
	for (int kind = 0; kind < 6; kind++) {
		buf_clear(&b->in);
		if (kind == 0)
			pics_jpeg(&b->in, &p, 1);
		else if (kind == 1)
			pics_png(&b->in, &p, 1);
		else if (kind == 2)
			pics_webp(&b->in, &p, 1);
		else if (kind == 3)
			pics_webp_moving(&b->in, &p, 2);
		else if (kind == 4)
			pics_gif(&b->in, 12, 8, 2);
		else
			pics_mp4(&b->in, 12, 8);
		whole = b->in.len;
		fine = 0;
		for (b->in.len = 0; b->in.len < whole; b->in.len++)
			fine += clean(b) == ERR_OK;
		/* An end mark of two bytes, a last chunk of PNG, or what
		 * follows a whole frame of a GIF, may be missing. */
		assert_in_range(fine, 0, kind == 1 ? 12 : 6);
	}
	pixels_fini(&p);
}

/* Tiny files that promise huge pictures. */
static void bombs_are_refused_before_there_is_memory(void **state)
{
	struct bench *b = *state;
	char *at;

	pics_gif(&b->in, 8, 8, 1);
	memcpy(b->in.data + 6, "\xff\xff\xff\xff", 4);
	assert_int_equal(clean(b), ERR_MEDIA);

	buf_clear(&b->in);
	pics_jpeg(&b->in, &b->picture, 1);
	at = memmem(b->in.data, b->in.len, "\xff\xc0", 2);
	assert_non_null(at);
	memcpy(at + 5, "\xff\xff\xff\xff", 4);
	assert_int_equal(clean(b), ERR_MEDIA);

	buf_clear(&b->in);
	buf_add(&b->in, "\x89PNG\r\n\x1a\n", 8);
	pics_png_chunk(
		&b->in, "IHDR", "\0\0\xff\xff\0\0\xff\xff\x08\x06\0\0\0", 13);
	pics_png_chunk(&b->in, "IDAT", "\x78\x9c\3\0\0\0\0\1", 8);
	pics_png_chunk(&b->in, "IEND", "", 0);
	assert_int_equal(clean(b), ERR_MEDIA);

	buf_clear(&b->in);
	pics_webp(&b->in, &b->picture, 1);
	memset(b->in.data + 24, 0xff, 6);
	assert_int_equal(clean(b), ERR_MEDIA);
}

/* Files that are two things at once: only the picture is left. */
static void the_other_half_of_a_file_is_gone(void **state)
{
	static const char html[] = "<script>alert(1)</script>";
	static const char zip[] = "PK\3\4 a whole archive PK\5\6";
	struct bench *b = *state;

	for (int kind = 0; kind < 6; kind++) {
		buf_clear(&b->in);
		if (kind == 0)
			pics_jpeg(&b->in, &b->picture, 1);
		else if (kind == 1)
			pics_png(&b->in, &b->picture, 1);
		else if (kind == 2)
			pics_webp(&b->in, &b->picture, 1);
		else if (kind == 3)
			pics_webp_moving(&b->in, &b->picture, 2);
		else if (kind == 4)
			pics_gif(&b->in, WIDTH, HEIGHT, 2);
		else
			pics_mp4(&b->in, WIDTH, HEIGHT);
		buf_add(&b->in, html, strlen(html));
		buf_add(&b->in, zip, strlen(zip));
		assert_int_equal(clean(b), ERR_OK);
		assert_false(holds(b->file.data, b->file.len, "script"));
		assert_false(holds(b->file.data, b->file.len, "PK\3\4"));
	}
}

static void what_is_no_picture_is_refused(void **state)
{
	static const char *const rows[] = {
		"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "%PDF-1.7",
		"\xff\xd8\xff<html>", "GIF89a/*", "BM......", "RIFF....WEBP"};
	struct bench *b = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		buf_clear(&b->in);
		buf_add_str(&b->in, rows[i]);
		assert_int_equal(clean(b), ERR_MEDIA);
	}
	b->in.len = 0;
	assert_int_equal(clean(b), ERR_MEDIA);
}

/* HEIC and the like are built like MP4. */
static void other_brands_are_refused(void **state)
{
	static const char *const brands[] = {
		"heic", "avif", "M4A ", "qt  ", "mif1"};
	struct bench *b = *state;

	for (size_t i = 0; i < sizeof(brands) / sizeof(*brands); i++) {
		buf_clear(&b->in);
		pics_mp4(&b->in, 8, 8);
		memcpy(b->in.data + 8, brands[i], 4);
		assert_int_equal(clean(b), ERR_MEDIA);
	}
}

static void paint_noise(struct pixels *p, int width, int height)
{
	uint32_t random = 1;

	assert_int_equal(pixels_init(p, width, height), ERR_OK);
	for (int i = 0; i < 4 * width * height; i++) {
		random = random * 1664525 + 1013904223;
		p->rgba[i] = (uint8_t)(random >> 24);
	}
}

/* Noise cannot be kept small: it comes back coarser. */
static void what_would_be_too_large_is_made_coarser(void **state)
{
	struct bench *b = *state;
	struct pixels p;

	paint_noise(&p, 4000, 3200);
	buf_fini(&b->in);
	buf_init(&b->in, LIMIT_MEDIA);
	assert_int_equal(codec_jpeg_encode(&p, 88, &b->in), ERR_SIZE);
	buf_clear(&b->in);
	assert_int_equal(codec_jpeg_encode(&p, 30, &b->in), ERR_OK);
	pixels_fini(&p);
	assert_int_equal(clean(b), ERR_OK);
	assert_in_range(b->file.len, 1000000, LIMIT_MEDIA);
}

static void what_comes_too_large_is_refused(void **state)
{
	struct bench *b = *state;
	size_t whole;

	pics_jpeg(&b->in, &b->picture, 1);
	whole = b->in.len;
	while (b->in.len <= LIMIT_MEDIA)
		buf_add(&b->in, PICS_SECRET, sizeof(PICS_SECRET));
	assert_int_equal(clean(b), ERR_MEDIA);
	b->in.len = whole;
	assert_int_equal(clean(b), ERR_OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_stands_upright),
		TEST(a_jpeg_loses_its_secrets),
		TEST(a_png_loses_its_secrets),
		TEST(a_webp_loses_its_secrets),
		TEST(a_moving_webp_goes_on_moving),
		TEST(a_moving_gif_goes_on_moving),
		TEST(a_video_loses_its_secrets),
		TEST(what_is_cut_off_is_refused),
		TEST(bombs_are_refused_before_there_is_memory),
		TEST(the_other_half_of_a_file_is_gone),
		TEST(what_is_no_picture_is_refused),
		TEST(other_brands_are_refused),
		TEST(what_would_be_too_large_is_made_coarser),
		TEST(what_comes_too_large_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
