/* SPDX-License-Identifier: MIT */
#include "shared/norm.h"

#include <stdint.h>
#include <utf8proc.h>

#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/utf8.h"

struct norm_points {
	utf8proc_int32_t *cp;
	utf8proc_ssize_t len;
};

/* Appends `s` without the marks that are too many. */
static enum err norm_thin(const char *s, size_t len, struct buf *out)
{
	unsigned marks = 0;
	uint32_t cp;
	size_t n;

	for (size_t at = 0; at < len; at += n) {
		n = utf8_decode(s + at, len - at, &cp);
		if (cp == UTF8_BAD)
			return ERR_UTF8;
		if (utf8proc_get_property((utf8proc_int32_t)cp)
				->combining_class == 0)
			marks = 0;
		else
			marks++;
		if (marks <= NORM_MARKS && buf_add(out, s + at, n))
			return out->err;
	}
	return ERR_OK;
}

/* For folding: controls to blanks, and standalone voice marks, which are the
 * compatibility forms of "blank and mark", to the marks themselves. */
static utf8proc_int32_t norm_map(utf8proc_int32_t cp, void *ctx)
{
	(void)ctx;
	if (utf8proc_category(cp) == UTF8PROC_CATEGORY_CC)
		return ' ';
	if (cp == 0x309b)
		return 0x3099;
	return cp == 0x309c ? 0x309a : cp;
}

static enum err norm_compose(
	const struct buf *s, utf8proc_option_t options, struct norm_points *out)
{
	utf8proc_custom_func custom =
		options & UTF8PROC_COMPAT ? norm_map : NULL;
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)buf_str(s);
	utf8proc_ssize_t n = utf8proc_decompose_custom(bytes,
		(utf8proc_ssize_t)s->len, NULL, 0, options, custom, NULL);

	if (n < 0)
		return ERR_UTF8;
	out->cp = mem_alloc((size_t)n * sizeof(out->cp[0]));
	if (!out->cp)
		return ERR_NOMEM;
	n = utf8proc_decompose_custom(bytes, (utf8proc_ssize_t)s->len, out->cp,
		n, options, custom, NULL);
	out->len = utf8proc_normalize_utf32(out->cp, n, options);
	return ERR_OK;
}

static enum err norm_encode(const struct norm_points *p, struct buf *out)
{
	char bytes[UTF8_MAX];

	for (utf8proc_ssize_t i = 0; i < p->len; i++)
		buf_add(out, bytes, utf8_encode((uint32_t)p->cp[i], bytes));
	return out->err;
}

/* Thinned before, for speed, and after, since one mark may become two. */
static enum err norm(
	const char *s, size_t len, utf8proc_option_t options, struct buf *out)
{
	struct norm_points points = {0};
	struct buf before, after;
	enum err e;

	buf_init(&before, SIZE_MAX);
	buf_init(&after, SIZE_MAX);
	e = norm_thin(s, len, &before);
	if (!e)
		e = norm_compose(&before, options, &points);
	if (!e)
		e = norm_encode(&points, &after);
	if (!e)
		e = norm_thin(buf_str(&after), after.len, out);
	mem_free(points.cp);
	buf_fini(&after);
	buf_fini(&before);
	return e;
}

/* Everything below U+0300, whose first byte is 0xcc, is NFC as it stands. */
static bool norm_is_plain(const char *s, size_t len)
{
	size_t at = 0;

	while (at < len && (unsigned char)s[at] < 0xcc)
		at++;
	return at == len;
}

enum err norm_nfc(const char *s, size_t len, struct buf *out)
{
	if (norm_is_plain(s, len))
		return norm_thin(s, len, out);
	return norm(s, len, UTF8PROC_STABLE | UTF8PROC_COMPOSE, out);
}

enum err norm_fold(const char *s, size_t len, struct buf *out)
{
	return norm(s, len,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
			UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
		out);
}
