/* SPDX-License-Identifier: MIT */
#include "shared/fold.h"

#include <stdint.h>
#include <utf8proc.h>

#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/norm.h"
#include "shared/utf8.h"

/* Katakana to hiragana; the two blocks run side by side.  The four voiced
 * letters after ヶ have no hiragana, and ー is common to both. */
static uint32_t fold_kana(uint32_t cp)
{
	bool katakana =
		(cp >= 0x30a1 && cp <= 0x30f6) || cp == 0x30fd || cp == 0x30fe;

	return katakana ? cp - 0x60 : cp;
}

struct fold_span {
	uint32_t from, to;
};

static bool fold_is_in(const struct fold_span *spans, size_t n, uint32_t cp)
{
	for (size_t i = 0; i < n; i++)
		if (cp >= spans[i].from && cp <= spans[i].to)
			return true;
	return false;
}

/* Letters that lose their marks: Latin (with all of ASCII, so that a mark that
 * stands alone goes, too), Greek, Cyrillic. */
static bool fold_loses_marks(uint32_t cp)
{
	static const struct fold_span spans[] = {{0, 0x2af}, {0x370, 0x52f},
		{0x1c80, 0x1c8f}, {0x1e00, 0x1fff}, {0x2c60, 0x2c7f},
		{0xa640, 0xa69f}, {0xa720, 0xa7ff}, {0xab30, 0xab6f}};

	return fold_is_in(spans, sizeof(spans) / sizeof(*spans), cp);
}

/* The marks that such letters have; the voice marks of kana, and the signs of
 * scripts with their own, are none of them. */
static bool fold_is_mark(uint32_t cp)
{
	static const struct fold_span spans[] = {{0x300, 0x36f}, {0x483, 0x489},
		{0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x20d0, 0x20ff},
		{0xfe20, 0xfe2f}};

	return fold_is_in(spans, sizeof(spans) / sizeof(*spans), cp);
}

/* Letters whose stroke or shape is no mark to Unicode, and what people type
 * instead.  ß is ss by folding case. */
static const char *fold_plainer(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		const char *plain;
	} rows[] = {{0xe6, "ae"}, {0xf0, "d"}, {0xf8, "o"}, {0xfe, "th"},
		{0x111, "d"}, {0x127, "h"}, {0x131, "i"}, {0x142, "l"},
		{0x153, "oe"}, {0x167, "t"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (rows[i].cp == cp)
			return rows[i].plain;
	return NULL;
}

/* A letter that loses its marks. */
static void fold_bare(uint32_t cp, struct buf *out)
{
	utf8proc_int32_t parts[8];
	char bytes[UTF8_MAX];
	const char *plain;

	if (cp >= 0xc0 &&
		utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 8,
			UTF8PROC_DECOMPOSE, NULL) > 0)
		cp = (uint32_t)parts[0];
	plain = fold_plainer(cp);
	if (plain)
		buf_add_str(out, plain);
	else
		buf_add(out, bytes, utf8_encode(cp, bytes));
}

/* What most text is made of folds letter by letter: ASCII, its wide forms,
 * kana with its signs, and the Han letters of the first block.  None of them
 * joins with what stands beside it, as long as that is one of them too.
 * UTF8_BAD: another. */
static uint32_t fold_plain(uint32_t cp)
{
	if (cp >= 0xff01 && cp <= 0xff5e)
		cp -= 0xff01 - '!';
	else if (cp == 0x3000)
		return ' ';
	if (cp >= 'A' && cp <= 'Z')
		return cp + ('a' - 'A');
	if (cp < 0x80)
		return cp < ' ' || cp == 0x7f ? ' ' : cp;
	if ((cp >= 0x4e00 && cp <= 0x9fff) || (cp >= 0x3001 && cp <= 0x3017) ||
		(cp >= 0x3041 && cp <= 0x3096) ||
		(cp >= 0x30a1 && cp <= 0x30fe))
		return fold_kana(cp);
	return UTF8_BAD;
}

/* Several times as fast as what follows.  Gives NULL when it needs that, or
 * memory is out.  Nothing folds to more bytes than it has. */
static char *fold_quick(const char *s, size_t len)
{
	char *folded = mem_alloc(len + 1);
	uint32_t cp = 0;
	size_t n = 0;

	for (size_t at = 0; folded && at < len;) {
		at += utf8_decode(s + at, len - at, &cp);
		cp = fold_plain(cp);
		if (cp == UTF8_BAD) {
			mem_free(folded);
			return NULL;
		}
		n += utf8_encode(cp, folded + n);
	}
	if (folded)
		folded[n] = '\0';
	return folded;
}

/* Of what norm_fold has made, all of which is composed. */
static void fold_letters(const struct buf *norm, bool marked, struct buf *out)
{
	char bytes[UTF8_MAX];
	bool bare = true; /* what came last has no marks */
	uint32_t cp;

	for (size_t at = 0; at < norm->len;) {
		at += utf8_decode(norm->data + at, norm->len - at, &cp);
		if (!marked && bare && fold_is_mark(cp))
			continue;
		bare = fold_loses_marks(cp);
		if (!marked && bare)
			fold_bare(cp, out);
		else
			buf_add(out, bytes, utf8_encode(fold_kana(cp), bytes));
	}
}

static char *fold_as(const char *s, size_t len, bool marked)
{
	struct buf norm, out;
	char *folded = NULL;

	folded = fold_quick(s, len);
	if (folded)
		return folded;
	buf_init(&norm, SIZE_MAX);
	buf_init(&out, SIZE_MAX);
	if (norm_fold(s, len, &norm))
		goto fail;
	fold_letters(&norm, marked, &out);
	folded = buf_take(&out);
fail:
	buf_fini(&out);
	buf_fini(&norm);
	return folded;
}

char *fold(const char *s, size_t len)
{
	return fold_as(s, len, false);
}

char *fold_marked(const char *s, size_t len)
{
	return fold_as(s, len, true);
}
