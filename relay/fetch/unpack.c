/* SPDX-License-Identifier: MIT */
#include "relay/fetch/unpack.h"

#include <zlib.h>

#include "shared/mem.h"

#define GZIP_WINDOW (15 + 16) /* zlib: a gzip header */
#define PIECE (32 * 1024)     /* bytes that are handed on at once */
#define MAGIC_LEN 2
static const char magic[MAGIC_LEN] = {'\x1f', '\x8b'};

enum phase {
	LOOKING, /* at the first bytes */
	PLAIN,
	PACKED,
	BETWEEN, /* a gzip has ended; another one may follow (RFC 1952, 2.2) */
};

struct unpack {
	enum phase phase;
	size_t seen; /* of the magic, while LOOKING */
	int64_t left;
	fetch_take_fn take;
	void *ctx;
	z_stream z;
	char out[PIECE];
};

static void *zlib_alloc(void *ctx, unsigned n, unsigned size)
{
	(void)ctx;
	return mem_alloc((size_t)n * size);
}

static void zlib_free(void *ctx, void *p)
{
	(void)ctx;
	mem_free(p);
}

struct unpack *unpack_new(int64_t most, fetch_take_fn take, void *ctx)
{
	struct unpack *u = mem_zero(sizeof(*u));

	if (!u)
		return NULL;
	u->left = most;
	u->take = take;
	u->ctx = ctx;
	u->z.zalloc = zlib_alloc;
	u->z.zfree = zlib_free;
	return u;
}

void unpack_destroy(struct unpack **u)
{
	if (*u) {
		if ((*u)->phase >= PACKED)
			inflateEnd(&(*u)->z);
		mem_free(*u);
	}
	*u = NULL;
}

static enum fetch_end hand_on(struct unpack *u, const char *data, size_t len)
{
	if (len == 0)
		return FETCH_FINE;
	if ((int64_t)len > u->left)
		return FETCH_LARGE;
	u->left -= (int64_t)len;
	return u->take(u->ctx, data, len) ? FETCH_FINE : FETCH_SPILT;
}

static enum fetch_end inflate_some(struct unpack *u)
{
	int rc;

	u->z.next_out = (unsigned char *)u->out;
	u->z.avail_out = PIECE;
	rc = inflate(&u->z, Z_NO_FLUSH);
	if (rc == Z_MEM_ERROR)
		return FETCH_NOMEM;
	if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
		return FETCH_PACKED;
	if (rc == Z_STREAM_END)
		u->phase = BETWEEN;
	return hand_on(u, u->out, PIECE - u->z.avail_out);
}

/* Until all of it is read, and nothing is left in zlib. */
static enum fetch_end inflate_all(
	struct unpack *u, const char *data, size_t len)
{
	enum fetch_end end = FETCH_FINE;

	u->z.next_in = (unsigned char *)data;
	u->z.avail_in = (unsigned)len;
	while (end == FETCH_FINE) {
		if (u->phase == BETWEEN && u->z.avail_in == 0)
			return FETCH_FINE;
		if (u->phase == BETWEEN) {
			inflateReset(&u->z);
			u->phase = PACKED;
		}
		end = inflate_some(u);
		if (u->phase == PACKED && u->z.avail_in == 0 &&
			u->z.avail_out > 0)
			return end;
	}
	return end;
}

/* What was held back while it could have been a gzip. */
static enum fetch_end begin_plain(struct unpack *u)
{
	u->phase = PLAIN;
	return hand_on(u, magic, u->seen);
}

static enum fetch_end begin_packed(struct unpack *u)
{
	if (inflateInit2(&u->z, GZIP_WINDOW) != Z_OK)
		return FETCH_NOMEM;
	u->phase = PACKED;
	return inflate_all(u, magic, MAGIC_LEN);
}

enum fetch_end unpack_bytes(struct unpack *u, const char *data, size_t len)
{
	enum fetch_end end = FETCH_FINE;

	for (; u->phase == LOOKING && len > 0 && end == FETCH_FINE;) {
		if (*data != magic[u->seen]) {
			end = begin_plain(u);
			break;
		}
		data++;
		len--;
		if (++u->seen == MAGIC_LEN)
			end = begin_packed(u);
	}
	if (end != FETCH_FINE || len == 0)
		return end;
	return u->phase == PLAIN ? hand_on(u, data, len)
				 : inflate_all(u, data, len);
}

enum fetch_end unpack_end(struct unpack *u)
{
	if (u->phase == LOOKING)
		return begin_plain(u);
	return u->phase == PACKED ? FETCH_PACKED : FETCH_FINE;
}
