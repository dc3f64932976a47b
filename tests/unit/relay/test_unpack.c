/* SPDX-License-Identifier: MIT */
/* Bytes that may be a gzip, in pieces of every size, cut short, and hostile. */
#include "relay/fetch/unpack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#include "shared/buf.h"

#define MOST 100000

struct taken {
	struct buf all;
	int64_t bytes;
	bool refuse;
};

static bool take(void *ctx, const char *data, size_t len)
{
	struct taken *t = ctx;

	t->bytes += (int64_t)len;
	buf_add(&t->all, data, len);
	return !t->refuse;
}

/* Packs it into one member, behind what is there. */
static void pack(const char *data, size_t len, struct buf *out)
{
	z_stream z = {.avail_in = (unsigned)len};
	char *room = malloc(len + 1000);

	z.next_in = (unsigned char *)data;
	z.next_out = (unsigned char *)room;
	z.avail_out = (unsigned)len + 1000;
	assert_int_equal(
		deflateInit2(&z, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY),
		Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	buf_add(out, room, z.total_out);
	deflateEnd(&z);
	free(room);
}

static enum fetch_end run(
	const struct buf *in, size_t piece, int64_t most, struct taken *t)
{
	struct unpack *u = unpack_new(most, take, t);
	enum fetch_end end = FETCH_FINE;
	bool refuse = t->refuse;

	*t = (struct taken){.refuse = refuse};
	buf_init(&t->all, 4 * MOST);
	for (size_t at = 0; at < in->len && end == FETCH_FINE; at += piece)
		end = unpack_bytes(u, in->data + at,
			in->len - at < piece ? in->len - at : piece);
	if (end == FETCH_FINE)
		end = unpack_end(u);
	unpack_destroy(&u);
	return end;
}

static void expect(
	const struct buf *in, size_t piece, const char *want, size_t len)
{
	struct taken t = {.refuse = false};

	assert_int_equal(run(in, piece, MOST, &t), FETCH_FINE);
	assert_int_equal(t.all.len, len);
	assert_memory_equal(buf_str(&t.all), want, len);
	buf_fini(&t.all);
}

static void test_all_pieces(void **state)
{
	static const char *const plain[] = {"", "i", "id,title\n", "\x1f",
		"\x1fx", "\x1f\x1f\x8b is no gzip"};
	struct buf in, text;

	(void)state;
	buf_init(&in, MOST);
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++) {
		buf_clear(&in);
		buf_add_str(&in, plain[i]);
		for (size_t piece = 1; piece < 8; piece++)
			expect(&in, piece, plain[i], strlen(plain[i]));
	}
	/* Two members are one file. */
	buf_init(&text, MOST);
	for (int i = 0; i < 4000; i++)
		buf_addf(&text, "A%d,cup\n", i);
	buf_clear(&in);
	pack(text.data, 10000, &in);
	pack(text.data + 10000, text.len - 10000, &in);
	for (size_t piece = 1; piece < 300; piece += 7)
		expect(&in, piece, text.data, text.len);
	expect(&in, in.len, text.data, text.len);
	buf_fini(&in);
	buf_fini(&text);
}

static void test_torn(void **state)
{
	struct taken t = {.refuse = false};
	struct buf in;

	(void)state;
	buf_init(&in, MOST);
	pack("id,title\nA1,cup\n", 16, &in);
	for (size_t len = in.len - 1; len >= 2; len--) {
		in.len = len;
		assert_int_equal(run(&in, 5, MOST, &t), FETCH_PACKED);
		buf_fini(&t.all);
	}
	buf_fini(&in);
}

static void test_damaged(void **state)
{
	struct taken t = {.refuse = false};
	struct buf in;
	size_t len;

	(void)state;
	buf_init(&in, MOST);
	pack("id,title\nA1,cup\n", 16, &in);
	len = in.len;
	in.data[len - 6] ^= 1; /* the checksum */
	assert_int_equal(run(&in, 5, MOST, &t), FETCH_PACKED);
	buf_fini(&t.all);
	in.data[len - 6] ^= 1;
	buf_add_str(&in, "and more"); /* that is no gzip */
	assert_int_equal(run(&in, 5, MOST, &t), FETCH_PACKED);
	buf_fini(&t.all);
	buf_fini(&in);
}

/* A bomb is not unpacked further than is wanted. */
static void test_bomb(void **state)
{
	struct taken t = {.refuse = false};
	char *nothing = calloc(1, 32 << 20);
	struct buf in;

	(void)state;
	buf_init(&in, MOST);
	pack(nothing, 32 << 20, &in);
	assert_true(in.len < 50000);
	assert_int_equal(run(&in, in.len, MOST, &t), FETCH_LARGE);
	assert_true(t.bytes <= MOST);
	buf_fini(&t.all);
	assert_int_equal(run(&in, 1, MOST, &t), FETCH_LARGE);
	assert_true(t.bytes <= MOST);
	buf_fini(&t.all);
	/* As many as are wanted are not too many. */
	buf_clear(&in);
	pack(nothing, MOST, &in);
	assert_int_equal(run(&in, 100, MOST, &t), FETCH_FINE);
	assert_int_equal(t.bytes, MOST);
	buf_fini(&t.all);
	assert_int_equal(run(&in, 100, MOST - 1, &t), FETCH_LARGE);
	buf_fini(&t.all);
	buf_fini(&in);
	free(nothing);
}

static void test_not_taken(void **state)
{
	struct taken t = {.refuse = true};
	struct buf in;

	(void)state;
	buf_init(&in, MOST);
	buf_add_str(&in, "id,title\n");
	assert_int_equal(run(&in, 4, MOST, &t), FETCH_SPILT);
	assert_int_equal(t.bytes, 4);
	buf_fini(&t.all);
	buf_fini(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_pieces),
		cmocka_unit_test(test_torn),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_not_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
