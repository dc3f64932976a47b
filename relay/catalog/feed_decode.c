/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_decode.h"

#include <assert.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/utf8.h"

/* Bytes that are held until they show what they are: at the front for a mark
 * or UTF-16, later from the first that is not ASCII. */
#define FEED_DECODE_FRONT 4
#define FEED_DECODE_CARRY 4 /* of a character cut in two */

struct feed_decode {
	enum feed_encoding encoding;
	bool front; /* the mark is looked for */
	struct buf held;
	iconv_t iconv;
	bool open;
	char carry[FEED_DECODE_CARRY];
	size_t carried;
};

struct feed_decode *feed_decode_new(enum feed_encoding told)
{
	struct feed_decode *d = mem_zero(sizeof(*d));

	if (!d)
		return NULL;
	d->encoding = told;
	d->front = true;
	buf_init(&d->held, FEED_DECODE_SAMPLE + FEED_DECODE_FRONT);
	return d;
}

void feed_decode_destroy(struct feed_decode **d)
{
	if (!*d)
		return;
	if ((*d)->open)
		iconv_close((*d)->iconv);
	buf_fini(&(*d)->held);
	mem_free(*d);
	*d = NULL;
}

enum feed_encoding feed_decode_encoding(const struct feed_decode *d)
{
	return d->encoding;
}

static enum err feed_decode_open(struct feed_decode *d)
{
	static const char *const names[] = {[FEED_CP932] = "CP932",
		[FEED_UTF16LE] = "UTF-16LE",
		[FEED_UTF16BE] = "UTF-16BE"};

	if (d->open)
		return ERR_OK;
	d->iconv = iconv_open("UTF-8", names[d->encoding]);
	d->open = d->iconv != (iconv_t)-1;
	if (d->open)
		return ERR_OK;
	return errno == ENOMEM ? ERR_NOMEM : ERR_IO;
}

/* Converts what it can of *len bytes, and leaves the number of those that are
 * the beginning of a character. */
static enum err feed_decode_run(
	struct feed_decode *d, const char *data, size_t *len, struct buf *out)
{
	size_t unit = d->encoding == FEED_CP932 ? 1 : 2;
	char bytes[4096], *in = (char *)(uintptr_t)data;
	size_t left = *len;

	while (left > 0) {
		char *to = bytes;
		size_t room = sizeof(bytes);
		size_t n = iconv(d->iconv, &in, &left, &to, &room);
		int why = n == (size_t)-1 ? errno : 0;

		buf_add(out, bytes, sizeof(bytes) - room);
		if (why == EINVAL && left < FEED_DECODE_CARRY)
			break;
		if (why && why != E2BIG) {
			buf_add_char(out, FEED_DECODE_BAD);
			n = left < unit ? left : unit;
			in += n;
			left -= n;
		}
	}
	*len = left;
	return out->err;
}

/* Converts a piece; what was carried over is completed byte by byte. */
static enum err feed_decode_convert(
	struct feed_decode *d, const char *data, size_t len, struct buf *out)
{
	enum err e = feed_decode_open(d);
	size_t left;

	while (!e && d->carried > 0 && len > 0) {
		assert(d->carried < FEED_DECODE_CARRY);
		d->carry[d->carried++] = *data++;
		len--;
		left = d->carried;
		e = feed_decode_run(d, d->carry, &left, out);
		memmove(d->carry, d->carry + d->carried - left, left);
		d->carried = left;
	}
	if (e || len == 0)
		return e;
	left = len;
	e = feed_decode_run(d, data, &left, out);
	memcpy(d->carry, data + len - left, left);
	d->carried = left;
	return e;
}

/* What two encodings make of a sample: characters and faults. */
struct feed_decode_sample {
	size_t good, bad;
};

static struct feed_decode_sample feed_decode_as_utf8(const char *s, size_t len)
{
	struct feed_decode_sample found = {0};
	uint32_t cp;

	for (size_t at = 0; at < len;) {
		size_t n = utf8_decode(s + at, len - at, &cp);

		/* The last may be cut. */
		if (cp == UTF8_BAD && len - at >= UTF8_MAX)
			found.bad++;
		else if (cp != UTF8_BAD && n > 1)
			found.good++;
		at += n;
	}
	return found;
}

static bool feed_decode_in(
	unsigned char c, unsigned char low, unsigned char high)
{
	return c >= low && c <= high;
}

static struct feed_decode_sample feed_decode_as_cp932(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s;
	struct feed_decode_sample found = {0};

	for (size_t at = 0; at < len; at++) {
		bool lead = feed_decode_in(p[at], 0x81, 0x9f) ||
			feed_decode_in(p[at], 0xe0, 0xfc);

		if (p[at] < 0x80 || (lead && at + 1 == len))
			continue;
		if (lead && feed_decode_in(p[at + 1], 0x40, 0xfc) &&
			p[at + 1] != 0x7f) {
			found.good++;
			at++;
		} else if (feed_decode_in(p[at], 0xa1, 0xdf)) {
			found.good++;
		} else {
			found.bad++;
		}
	}
	return found;
}

/* UTF-8 is so unlikely by chance that a few faults in it are only that: most
 * of it can be read as Shift_JIS, as another text. */
static enum feed_encoding feed_decode_guess(const char *s, size_t len)
{
	struct feed_decode_sample utf8 = feed_decode_as_utf8(s, len);
	struct feed_decode_sample cp932 = feed_decode_as_cp932(s, len);

	if (utf8.bad == 0 || utf8.good > 8 * utf8.bad)
		return FEED_UTF8;
	return cp932.bad < utf8.bad ? FEED_CP932 : FEED_UTF8;
}

/* Decodes, or holds back what does not yet tell. */
static enum err feed_decode_rest(struct feed_decode *d, const char *data,
	size_t len, bool end, struct buf *out)
{
	size_t ascii = 0;
	enum err e;

	if (d->encoding == FEED_UTF8)
		return buf_add(out, data, len);
	if (d->encoding != FEED_ANY_ENCODING)
		return feed_decode_convert(d, data, len, out);
	if (d->held.len == 0) {
		while (ascii < len && (unsigned char)data[ascii] < 0x80)
			ascii++;
		buf_add(out, data, ascii);
	}
	data += ascii;
	len -= ascii;
	while (len > 0 && d->held.len < FEED_DECODE_SAMPLE && !d->held.err) {
		size_t n = FEED_DECODE_SAMPLE - d->held.len;

		n = n < len ? n : len;
		buf_add(&d->held, data, n);
		data += n;
		len -= n;
	}
	if (d->held.err)
		return d->held.err;
	if (d->held.len < FEED_DECODE_SAMPLE && !(end && d->held.len))
		return out->err;
	d->encoding = feed_decode_guess(d->held.data, d->held.len);
	e = feed_decode_rest(d, d->held.data, d->held.len, end, out);
	buf_clear(&d->held);
	return e ? e : feed_decode_rest(d, data, len, end, out);
}

/* The bytes of the mark at the front, which says what follows; or what two
 * bytes of UTF-16 show, of which every other is NUL. */
static size_t feed_decode_mark(struct feed_decode *d, const char *s, size_t len)
{
	static const struct {
		const char *bytes;
		size_t len, skip;
		enum feed_encoding encoding;
	} marks[] = {
		{"\xef\xbb\xbf", 3, 3, FEED_UTF8},
		{"\xff\xfe", 2, 2, FEED_UTF16LE},
		{"\xfe\xff", 2, 2, FEED_UTF16BE},
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (len >= marks[i].len &&
			memcmp(s, marks[i].bytes, marks[i].len) == 0) {
			d->encoding = marks[i].encoding;
			return marks[i].skip;
		}
	}
	if (d->encoding == FEED_ANY_ENCODING && len >= 4) {
		if (s[0] && !s[1] && s[2] && !s[3])
			d->encoding = FEED_UTF16LE;
		else if (!s[0] && s[1] && !s[2] && s[3])
			d->encoding = FEED_UTF16BE;
	}
	return 0;
}

static enum err feed_decode_front(struct feed_decode *d, const char *data,
	size_t len, bool end, struct buf *out)
{
	char front[FEED_DECODE_FRONT];
	size_t n = FEED_DECODE_FRONT - d->held.len, had, skip;
	enum err e;

	n = n < len ? n : len;
	if (buf_add(&d->held, data, n))
		return d->held.err;
	if (d->held.len < FEED_DECODE_FRONT && !end)
		return ERR_OK;
	had = d->held.len;
	memcpy(front, buf_str(&d->held), had);
	buf_clear(&d->held);
	d->front = false;
	skip = feed_decode_mark(d, front, had);
	e = feed_decode_rest(d, front + skip, had - skip, end && len == n, out);
	return e ? e : feed_decode_rest(d, data + n, len - n, end, out);
}

enum err feed_decode_bytes(
	struct feed_decode *d, const char *data, size_t len, struct buf *out)
{
	if (d->front)
		return feed_decode_front(d, data, len, false, out);
	return feed_decode_rest(d, data, len, false, out);
}

enum err feed_decode_end(struct feed_decode *d, struct buf *out)
{
	enum err e = d->front ? feed_decode_front(d, "", 0, true, out)
			      : feed_decode_rest(d, "", 0, true, out);

	if (!e && d->carried > 0)
		e = buf_add_char(out, FEED_DECODE_BAD);
	d->carried = 0;
	if (!e && d->encoding == FEED_ANY_ENCODING)
		d->encoding = FEED_UTF8;
	return e;
}
