/* SPDX-License-Identifier: MIT */
#include "shared/word.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "shared/buf.h"
#include "shared/utf8.h"

enum class { OTHER, LETTER, RUN, APOSTROPHE, HYPHEN };

/* Scripts that are searched by any part of a run. */
static bool runs_on(uint32_t cp)
{
	return (cp >= 0x3041 && cp <= 0x3096) || /* hiragana */
		cp == 0x3099 || cp == 0x309a ||  /* voice marks on others */
		(cp >= 0x309d && cp <= 0x309f) ||
		(cp >= 0x30f7 && cp <= 0x30fa) || cp == 0x30fc ||
		cp == 0x30ff || (cp >= 0x31f0 && cp <= 0x31ff) ||
		(cp >= 0x3005 && cp <= 0x3007) || /* 々〆〇 */
		(cp >= 0x3400 && cp <= 0x4dbf) ||
		(cp >= 0x4e00 && cp <= 0x9fff) ||
		(cp >= 0xac00 && cp <= 0xd7a3) ||
		(cp >= 0xf900 && cp <= 0xfaff) ||
		(cp >= 0x20000 && cp <= 0x3ffff);
}

static enum class class_of(uint32_t cp) {
	utf8proc_category_t c;

	if (cp < 0x80){if ((cp >= 'a' && cp <= 'z') ||
		(cp >= '0' && cp <= '9')) return LETTER;
		       if (cp == '-' || cp == '_') return HYPHEN;
		       return cp == '\'' ? APOSTROPHE : OTHER;}
if (runs_on(cp)) return RUN;
if (cp == 0x2019)
	return APOSTROPHE;
if (cp == 0x2010)
	return HYPHEN;
c = cp == UTF8_BAD ? UTF8PROC_CATEGORY_CN
		   : utf8proc_category((utf8proc_int32_t)cp);
return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO ? LETTER : OTHER;
}

void word_scan(struct word_scan *scan, const char *s, size_t len)
{
	*scan = (struct word_scan){.s = s, .len = len};
}

static enum class peek(const struct word_scan *scan, size_t at, size_t *n) {
	uint32_t cp;

	if (at >= scan->len) return OTHER;
	*n = utf8_decode(scan->s + at, scan->len - at, &cp);
	return class_of(cp);
}

static void append(struct word_letters *to, const char *s, size_t n)
{
	/* Nothing behind what had no room, or it would be another word. */
	to->full = to->full || n > WORD_MAX - to->len;
	if (to->full)
		return;
	memcpy(to->s + to->len, s, n);
	to->len += n;
}

static void empty(struct word_letters *w)
{
	w->len = 0;
	w->full = false;
}

static void take_run(struct word_scan *scan, struct word *out)
{
	size_t start = scan->at, n = 0;

	while (peek(scan, scan->at, &n) == RUN)
		scan->at += n;
	*out = (struct word){WORD_RUN, scan->s + start, scan->at - start};
}

/* Is there another word right behind, with only a hyphen between? */
static bool goes_on(const struct word_scan *scan)
{
	size_t n = 0, after;

	return peek(scan, scan->at, &n) == HYPHEN &&
		peek(scan, scan->at + n, &after) == LETTER;
}

static void take_letters(struct word_scan *scan, struct word *out)
{
	struct word_letters *w = &scan->word;
	size_t n = 0, after;
	enum class c;

	empty(w);
	for (;; scan->at += n) {
		c = peek(scan, scan->at, &n);
		if (c == LETTER)
			append(w, scan->s + scan->at, n);
		else if (c != APOSTROPHE ||
			peek(scan, scan->at + n, &after) != LETTER)
			break;
	}
	*out = (struct word){WORD_LETTERS, w->s, w->len};
	if (!scan->hyphen) {
		empty(&scan->chain);
		scan->links = 0;
	}
	append(&scan->chain, w->s, w->len);
	scan->links++;
	scan->hyphen = goes_on(scan);
	scan->end = !scan->hyphen && scan->links > 1;
}

bool word_next(struct word_scan *scan, struct word *out)
{
	size_t n = 0;

	if (scan->end) {
		scan->end = false;
		*out = (struct word){
			WORD_JOINED, scan->chain.s, scan->chain.len};
		return true;
	}
	while (scan->at < scan->len) {
		switch (peek(scan, scan->at, &n)) {
		case RUN:
			take_run(scan, out);
			return true;
		case LETTER:
			take_letters(scan, out);
			return true;
		default:
			scan->at += n;
		}
	}
	return false;
}

enum err word_plain(const char *s, size_t len, struct buf *out)
{
	struct word_scan scan;
	struct word w;

	word_scan(&scan, s, len);
	while (word_next(&scan, &w)) {
		if (w.kind == WORD_JOINED)
			continue;
		if (out->len > 0)
			buf_add_char(out, ' ');
		buf_add(out, w.s, w.len);
	}
	return out->err;
}

bool word_all_digits(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return len > 0;
}

bool word_has_digit(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] >= '0' && s[i] <= '9')
			return true;
	return false;
}
