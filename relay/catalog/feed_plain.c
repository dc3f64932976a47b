/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_plain.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "relay/catalog/feed_entity_table.h"
#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/utf8.h"

static const struct feed_plain_entity {
	const char *name;
	uint32_t cp;
} feed_plain_entities[] = {
#define FEED_PLAIN_ENTITY(word, point) {.name = word, .cp = point},
	FEED_ENTITY_TABLE(FEED_PLAIN_ENTITY)
#undef FEED_PLAIN_ENTITY
};
#define FEED_PLAIN_ENTITY_MAX 10 /* bytes between & and ; */

static bool feed_plain_named(const char *s, size_t len, uint32_t *cp)
{
	size_t n = sizeof(feed_plain_entities) / sizeof(feed_plain_entities[0]);

	for (size_t i = 0; i < n; i++) {
		const char *name = feed_plain_entities[i].name;

		if (strlen(name) == len && memcmp(name, s, len) == 0) {
			*cp = feed_plain_entities[i].cp;
			return true;
		}
	}
	return false;
}

/* "#39" or "#x27"; NUL and what is no character are not taken. */
static bool feed_plain_numbered(const char *s, size_t len, uint32_t *cp)
{
	bool hex = len > 1 && (s[1] == 'x' || s[1] == 'X');
	const char *digits = hex ? "0123456789abcdef" : "0123456789";
	uint32_t value = 0;

	if (len < (hex ? 3u : 2u) || s[0] != '#')
		return false;
	for (size_t i = hex ? 2 : 1; i < len; i++) {
		int c = tolower((unsigned char)s[i]);
		const char *digit = c ? strchr(digits, c) : NULL;

		if (!digit || value > 0x10ffff)
			return false;
		value = value * (hex ? 16 : 10) + (uint32_t)(digit - digits);
	}
	*cp = value;
	return value > 0 && value <= 0x10ffff &&
		(value < 0xd800 || value > 0xdfff);
}

/* Reads the entity at `s`, which is an &; returns its bytes, 0 if it is none
 * that is known. */
static size_t feed_plain_entity(const char *s, size_t len, uint32_t *cp)
{
	size_t n = 1;

	while (n < len && n <= FEED_PLAIN_ENTITY_MAX && s[n] != ';')
		n++;
	if (n == len || s[n] != ';')
		return 0;
	if (feed_plain_named(s + 1, n - 1, cp) ||
		feed_plain_numbered(s + 1, n - 1, cp))
		return n + 1;
	return 0;
}

/* Is the tag whose name begins at `s` one of those in `names`, which has a
 * blank before and behind each? */
static bool feed_plain_is(const char *s, size_t len, const char *names)
{
	char name[16] = " ";
	size_t n = 0;

	while (n < len && n < sizeof(name) - 3 &&
		isalnum((unsigned char)s[n])) {
		name[n + 1] = (char)tolower((unsigned char)s[n]);
		n++;
	}
	name[n + 1] = ' ';
	return n > 0 && strstr(names, name);
}

/* Where `word` is in the run, or at its end; letters of any case. */
static size_t feed_plain_find(const char *s, size_t len, const char *word)
{
	size_t n = strlen(word), at = 0;

	while (at + n <= len && strncasecmp(s + at, word, n) != 0)
		at++;
	return at + n <= len ? at : len;
}

static bool feed_plain_tag_begins(const char *s, size_t len)
{
	return len > 1 &&
		(isalpha((unsigned char)s[1]) || s[1] == '/' || s[1] == '!' ||
			s[1] == '?');
}

/* Bytes of the tag at `s`, with what goes along; the run has a > behind it. */
static size_t feed_plain_tag(const char *s, size_t len, bool *breaks)
{
	bool ends = s[1] == '/';
	const char *name = s + 1 + ends;
	size_t left = len - 1 - ends, n;

	*breaks = feed_plain_is(name, left,
		" br p div li ul ol tr table h1 h2 h3 h4 h5 h6 dt dd hr "
		"section article blockquote pre ");
	if (len >= 4 && memcmp(s, "<!--", 4) == 0)
		return feed_plain_find(s, len, "-->") + 3;
	n = feed_plain_find(s, len, ">") + 1;
	if (!ends && feed_plain_is(name, left, " script "))
		n += feed_plain_find(s + n, len - n, "</script");
	else if (!ends && feed_plain_is(name, left, " style "))
		n += feed_plain_find(s + n, len - n, "</style");
	return n;
}

/* Never writes past what was read: a tag is longer than a newline, and each
 * entity than its character.  Where no > is left no tag can be, so that no
 * byte is looked at more than a few times. */
size_t feed_plain_html(char *s, size_t len)
{
	const char *last = memrchr(s, '>', len);
	size_t tags = last ? (size_t)(last - s) : 0, to = 0, n;
	bool breaks;
	uint32_t cp;

	for (size_t at = 0; at < len;) {
		if (s[at] == '<' && at < tags &&
			feed_plain_tag_begins(s + at, len - at)) {
			n = feed_plain_tag(s + at, len - at, &breaks);
			at += n < len - at ? n : len - at;
			if (breaks)
				s[to++] = '\n';
			continue;
		}
		n = s[at] == '&' ? feed_plain_entity(s + at, len - at, &cp) : 0;
		if (n > 0)
			to += utf8_encode(cp, s + to);
		else
			s[to++] = s[at];
		at += n > 0 ? n : 1;
	}
	return to;
}

/* The bytes of the blank at `s`, ideographic and unbreakable ones as well. */
static size_t feed_plain_blank(const char *s, size_t len)
{
	if (s[0] == ' ' || s[0] == '\t' || s[0] == '\n')
		return 1;
	if (len >= 2 && memcmp(s, "\xc2\xa0", 2) == 0)
		return 2;
	return len >= 3 && memcmp(s, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

/* Each run of blanks becomes one, or the newlines in it, two at most; what is
 * at the ends goes.  Where it is; returns what is left.  A single ideographic
 * blank stays what it is. */
static size_t feed_plain_tidy(char *s, size_t len, bool lines)
{
	size_t to = 0, n;

	for (size_t at = 0; at < len;) {
		size_t newlines = 0, from = at, blanks = 0;

		for (; at < len && (n = feed_plain_blank(s + at, len - at));
			at += n, blanks++)
			newlines += s[at] == '\n';
		if (blanks > 0 && to > 0 && at < len) {
			if (lines && newlines > 0) {
				s[to++] = '\n';
				if (newlines > 1)
					s[to++] = '\n';
			} else if (blanks == 1 && at - from == 3) {
				memmove(s + to, s + from, 3);
				to += 3;
			} else {
				s[to++] = ' ';
			}
		}
		if (at < len)
			s[to++] = s[at++];
	}
	return to;
}

/* The bytes of the clusters at the front that fit `cap`. */
static size_t feed_plain_fit(const char *s, size_t len, size_t cap)
{
	utf8proc_int32_t state = 0;
	uint32_t cp, last = 0;
	size_t fits = 0;

	for (size_t at = 0; at < len && at <= cap; last = cp) {
		size_t n = utf8_decode(s + at, len - at, &cp);

		if (at == 0 ||
			utf8proc_grapheme_break_stateful((utf8proc_int32_t)last,
				(utf8proc_int32_t)cp, &state))
			fits = at;
		at += n;
	}
	return fits;
}

static enum err feed_plain_cut(
	const char *s, size_t len, size_t cap, struct buf *out)
{
	static const char ellipsis[] = "\xe2\x80\xa6";

	if (len <= cap)
		return buf_add(out, s, len);
	len = feed_plain_fit(s, len, cap - strlen(ellipsis));
	while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\n'))
		len--;
	buf_add(out, s, len);
	return buf_add_str(out, ellipsis);
}

/* Printable ASCII without markup, no blanks doubled or at the ends: most
 * cells, which need none of what follows. */
static bool feed_plain_is_plain(const char *s, size_t len)
{
	char last = ' ';

	for (size_t i = 0; i < len; last = s[i++]) {
		if (s[i] < ' ' || s[i] > '~' || s[i] == '<' || s[i] == '&' ||
			(s[i] == ' ' && last == ' '))
			return false;
	}
	return last != ' ';
}

enum err feed_plain(
	const char *s, size_t len, int how, size_t cap, struct buf *out)
{
	char *copy, *kept = NULL;
	enum err e;

	if (len == 0 || (len <= cap && feed_plain_is_plain(s, len)))
		return buf_add(out, s, len);
	copy = mem_strndup(s, len);
	if (!copy)
		return ERR_NOMEM;
	if (how & FEED_PLAIN_HTML)
		len = feed_plain_html(copy, len);
	e = text_keep(copy, len, SIZE_MAX, &kept);
	if (!e) {
		len = feed_plain_tidy(
			kept, strlen(kept), how & FEED_PLAIN_LINES);
		e = feed_plain_cut(kept, len, cap, out);
	}
	mem_free(kept);
	mem_free(copy);
	return e;
}
