/* SPDX-License-Identifier: MIT */
#include "shared/text.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "shared/buf.h"
#include "shared/cluster.h"
#include "shared/norm.h"
#include "shared/utf8.h"

static bool text_within(uint32_t cp, uint32_t first, uint32_t last)
{
	return cp >= first && cp <= last;
}

/* CR, CRLF and the separators are newlines.  `next` is the byte that follows,
 * or 0: of CRLF only the LF counts. */
static uint32_t text_newline(uint32_t cp, char next)
{
	if (cp == '\r')
		return next == '\n' ? 0 : '\n';
	return cp == 0x2028 || cp == 0x2029 ? '\n' : cp;
}

static bool text_control(uint32_t cp)
{
	return cp != '\n' && cp != '\t' &&
		(cp < 0x20 || text_within(cp, 0x7f, 0x9f));
}

/* What may not be kept, for it shows nothing and misleads. */
static bool text_unkept(uint32_t cp)
{
	return text_control(cp) || (cp & 0xfffe) == 0xfffe ||
		text_within(cp, 0xfdd0, 0xfdef) || /* noncharacters */
		text_within(cp, 0x202a, 0x202e) || /* embeddings, overrides */
		text_within(cp, 0x2066, 0x2069) || /* isolates */
		text_within(cp, 0xe0000, 0xe007f); /* tags */
}

static enum err text_sieve(const char *s, size_t len, struct buf *out)
{
	char bytes[UTF8_MAX];
	uint32_t cp;

	for (size_t at = 0; at < len;) {
		at += utf8_decode(s + at, len - at, &cp);
		if (cp == UTF8_BAD)
			return ERR_UTF8;
		cp = text_newline(cp, at < len ? s[at] : '\0');
		if (!text_unkept(cp))
			buf_add(out, bytes, utf8_encode(cp, bytes));
	}
	return out->err;
}

enum err text_keep(const char *s, size_t len, size_t max_chars, char **out)
{
	struct buf sieved, kept;
	enum err e;

	*out = NULL;
	buf_init(&sieved, SIZE_MAX);
	buf_init(&kept, SIZE_MAX);
	e = text_sieve(s, len, &sieved);
	if (!e)
		e = norm_nfc(buf_str(&sieved), sieved.len, &kept);
	if (!e && utf8_count(buf_str(&kept), kept.len) > max_chars)
		e = ERR_SIZE;
	if (!e) {
		*out = buf_take(&kept);
		e = *out ? ERR_OK : ERR_NOMEM;
	}
	buf_fini(&kept);
	buf_fini(&sieved);
	return e;
}

/* U+2800 is the pattern of Braille that has no dot. */
static bool text_empty(uint32_t cp)
{
	const utf8proc_property_t *property =
		utf8proc_get_property((utf8proc_int32_t)cp);

	return property->ignorable || cp == 0x2800 ||
		property->category == UTF8PROC_CATEGORY_CC ||
		property->category == UTF8PROC_CATEGORY_CF ||
		property->category == UTF8PROC_CATEGORY_ZS;
}

bool text_blank(const char *s, size_t len)
{
	uint32_t cp;

	for (size_t at = 0; at < len;) {
		at += utf8_decode(s + at, len - at, &cp);
		if (!text_empty(cp))
			return false;
	}
	return true;
}

static bool text_wide(uint32_t cp)
{
	const utf8proc_property_t *property =
		utf8proc_get_property((utf8proc_int32_t)cp);

	return property->category == UTF8PROC_CATEGORY_CC ||
		property->category == UTF8PROC_CATEGORY_ZS || cp == 0xfeff;
}

void text_line(const char *s, char *out)
{
	size_t left = strlen(s), len = 0, n;
	bool gap = false;
	uint32_t cp;

	for (; left > 0; s += n, left -= n) {
		n = utf8_decode(s, left, &cp);
		if (text_wide(cp)) {
			gap = len > 0;
			continue;
		}
		if (gap)
			out[len++] = ' ';
		gap = false;
		memcpy(out + len, s, n);
		len += n;
	}
	out[len] = '\0';
}

/*
 * Showing.  No library knows what a given terminal does with joined emoji,
 * variation selectors, skin tones and flags; terminals disagree among
 * themselves.  So nothing is measured better: less is sent, only that on which
 * all agree.  Four passes: decode, NFC, fold, NFC again (folding may bring a
 * letter and a mark together), thin the marks.  After the last one, all of
 * them would change nothing.
 */

/* Appends `s` as UTF-8, bad parts as U+FFFD. */
static void text_decode(const char *s, size_t len, struct buf *out)
{
	char bytes[UTF8_MAX];
	uint32_t cp;

	for (size_t at = 0; at < len;) {
		at += utf8_decode(s + at, len - at, &cp);
		if (cp == UTF8_BAD)
			cp = UTF8_REPLACEMENT;
		cp = text_newline(cp, at < len ? s[at] : '\0');
		buf_add(out, bytes, utf8_encode(cp, bytes));
	}
}

static bool text_invisible(uint32_t cp)
{
	const utf8proc_property_t *property =
		utf8proc_get_property((utf8proc_int32_t)cp);

	return property->ignorable || /* selectors, fillers, soft hyphen */
		property->category == UTF8PROC_CATEGORY_CC ||
		property->category == UTF8PROC_CATEGORY_CF ||
		text_within(cp, 0x1f3fb, 0x1f3ff) || /* skin tones */
		cp == 0x20e3;                        /* keycap */
}

static void text_fold(uint32_t cp, bool lines, struct buf *out)
{
	char bytes[UTF8_MAX];

	if (cp == '\n') {
		buf_add_char(out, lines ? '\n' : ' ');
		return;
	}
	if (cp == '\t') {
		for (int i = 0; i < TEXT_TAB; i++)
			buf_add_char(out, ' ');
		return;
	}
	if (text_invisible(cp))
		return;
	if (text_within(cp, 0x1f1e6, 0x1f1ff)) /* halves of flags */
		cp = cp - 0x1f1e6 + 'A';
	else if (cluster_cells(cp) < 0)
		cp = UTF8_REPLACEMENT;
	buf_add(out, bytes, utf8_encode(cp, bytes));
}

/* Folds each point, and of each cluster only what precedes a joiner. */
static void text_fold_all(const struct buf *s, bool lines, struct buf *out)
{
	const uint32_t joiner = 0x200d;
	utf8proc_int32_t state = 0;
	uint32_t cp, last = '\n';
	bool joined = false;

	for (size_t at = 0; at < s->len; last = cp) {
		at += utf8_decode(s->data + at, s->len - at, &cp);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)last,
			    (utf8proc_int32_t)cp, &state))
			joined = false;
		joined = joined || cp == joiner;
		if (!joined)
			text_fold(cp, lines, out);
	}
}

/* Leaves each cell its first marks, and none to what has no cell. */
static void text_thin(const struct buf *s, struct buf *out)
{
	int marks = TEXT_MARKS;
	uint32_t cp;
	size_t n;

	for (size_t at = 0; at < s->len; at += n) {
		n = utf8_decode(s->data + at, s->len - at, &cp);
		if (cp == '\n')
			marks = TEXT_MARKS;
		else if (cluster_cells(cp) != 0)
			marks = 0;
		else if (marks++ >= TEXT_MARKS)
			continue;
		buf_add(out, s->data + at, n);
	}
}

char *text_show(const char *s, size_t len, bool lines)
{
	struct buf a, b;
	char *shown = NULL;

	buf_init(&a, SIZE_MAX);
	buf_init(&b, SIZE_MAX);
	text_decode(s, len, &a);
	if (a.err || norm_nfc(buf_str(&a), a.len, &b))
		goto fail;
	buf_clear(&a);
	text_fold_all(&b, lines, &a);
	buf_clear(&b);
	if (a.err || norm_nfc(buf_str(&a), a.len, &b))
		goto fail;
	buf_clear(&a);
	text_thin(&b, &a);
	shown = buf_take(&a);
fail:
	buf_fini(&b);
	buf_fini(&a);
	return shown;
}
