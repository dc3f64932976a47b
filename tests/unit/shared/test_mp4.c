/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/buf.h"
#include "shared/picture/mp4.h"
#include "tests/lib/pics.h"

#define ROOM 100000

static enum err strip(const struct buf *b, struct buf *out)
{
	int width, height;

	buf_clear(out);
	return mp4_strip(b->data, b->len, out, &width, &height);
}

/* The first place of these four letters. */
static char *find(const struct buf *b, const char *kind)
{
	char *at = memmem(b->data, b->len, kind, 4);

	assert_non_null(at);
	return at;
}

/* Each row changes a sound file: so many bytes after the letters, these. */
static void what_contradicts_itself_is_refused(void **state)
{
	static const struct {
		const char *kind;
		ptrdiff_t after;
		const char *bytes;
		size_t len;
	} rows[] = {
		{"ftyp", 0, "styp", 4},                  /* does not begin so */
		{"moov", 0, "xxxx", 4},                  /* says nothing */
		{"mdat", 0, "xxxx", 4},                  /* has nothing */
		{"mdat", 0, "moov", 4},                  /* no boxes in there */
		{"vide", 0, "text", 4},                  /* no video */
		{"tkhd", 80, "\0\0\0\0", 4},             /* no width */
		{"tkhd", 84, "\0\0\0\0", 4},             /* no height */
		{"tkhd", 80, "\xff\xff\0\0\xff\xff", 6}, /* too large */
		{"tkhd", 4, "\2", 1},   /* a version of its own */
		{"avc1", 0, "tmcd", 4}, /* no pictures */
		{"url ", 7, "\0", 1},   /* they lie elsewhere */
		{"url ", 0, "urn ", 4},
		{"stsz", 16, "\x7f\0\0\0", 4}, /* beyond the file */
		{"stsz", 8, "\x7f\0\0\0", 4},  /* so many of that size */
		{"stsz", 12, "\0\0\0\2", 4},   /* not so many rows */
		{"stco", 12, "\x7f\0\0\0", 4}, {"stco", 8, "\0\0\0\2", 4},
		{"stsc", 12, "\0\0\0\2", 4},   /* none for the first */
		{"stsc", 16, "\0\0\0\2", 4},   /* more than there are */
		{"stco", 0, "stsz", 4},        /* twice */
		{"stsc", 0, "free", 4},        /* one is missing */
		{"stbl", -4, "\0\0\0\4", 4},   /* smaller than its head */
		{"stbl", -4, "\x7f\0\0\0", 4}, /* larger than its parent */
		{"minf", -4, "\0\0\0\0", 4},   /* without an end */
	};
	struct buf b, out;

	(void)state;
	buf_init(&b, ROOM);
	buf_init(&out, ROOM);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		buf_clear(&b);
		pics_mp4(&b, 320, 240);
		assert_int_equal(strip(&b, &out), ERR_OK);
		memcpy(find(&b, rows[i].kind) + rows[i].after, rows[i].bytes,
			rows[i].len);
		if (strip(&b, &out) != ERR_MEDIA)
			fail_msg("row %zu is taken", i);
	}
	buf_fini(&out);
	buf_fini(&b);
}

/* Fragments have other tables, which are not followed: so a file that has
 * them may have no tracks but pictures and sound. */
static void fragments_bring_nothing_else(void **state)
{
	static const char moof[] = "\0\0\0\x18moof\0\0\0\x10"
				   "mfhd\0\0\0\0\0\0\0\1";
	struct buf b, out;

	(void)state;
	buf_init(&b, ROOM);
	buf_init(&out, ROOM);
	pics_mp4(&b, 320, 240);
	buf_add(&b, moof, 24);
	assert_int_equal(strip(&b, &out), ERR_MEDIA);
	/* The other track is one of sound instead. */
	memcpy(memmem(b.data, b.len, "meta", 4), "soun", 4);
	memcpy(memmem(b.data, b.len, "mett", 4), "avc1", 4);
	assert_int_equal(strip(&b, &out), ERR_OK);
	assert_non_null(memmem(out.data, out.len, "mfhd", 4));
	buf_fini(&out);
	buf_fini(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_contradicts_itself_is_refused),
		cmocka_unit_test(fragments_bring_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
