/* SPDX-License-Identifier: MIT */
#include "client/term/edit_word.h"

#include <stdint.h>

#include "shared/cluster.h"
#include "shared/utf8.h"

enum script { BLANK, SIGN, LETTER, HIRAGANA, KATAKANA, HAN };

/* The first row that holds the code point counts. */
static const struct {
	uint32_t first, last;
	enum script script;
} scripts[] = {
	{0x00, 0x20, BLANK},
	{'0', '9', LETTER},
	{'A', 'Z', LETTER},
	{'_', '_', LETTER},
	{'a', 'z', LETTER},
	{0x21, 0x7f, SIGN},
	{0xa0, 0xa0, BLANK},
	{0x2000, 0x206f, SIGN},
	{0x3000, 0x3000, BLANK},
	{0x3005, 0x3007, HAN},
	{0x3001, 0x303f, SIGN},
	{0x3040, 0x309f, HIRAGANA},
	{0x30fb, 0x30fb, SIGN},
	{0x30a0, 0x30ff, KATAKANA},
	{0x3400, 0x9fff, HAN},
	{0xf900, 0xfaff, HAN},
	{0xff01, 0xff0f, SIGN},
	{0xff1a, 0xff20, SIGN},
	{0xff5b, 0xff65, SIGN},
	{0xff66, 0xff9f, KATAKANA},
	{0x20000, 0x3ffff, HAN},
	{0x00, UINT32_MAX, LETTER},
};

/* Of the cluster that begins there. */
static enum script script_at(const char *s, size_t len)
{
	uint32_t cp;
	size_t i = 0;

	utf8_decode(s, len, &cp);
	while (cp < scripts[i].first || cp > scripts[i].last)
		i++;
	return scripts[i].script;
}

/* The end of the run of that script at `at`. */
static size_t run_end(const char *s, size_t len, size_t at, enum script script)
{
	struct cluster c;

	while (at < len && script_at(s + at, len - at) == script) {
		cluster_next(s + at, len - at, &c);
		at += c.len;
	}
	return at;
}

size_t edit_word_right(const char *s, size_t len, size_t at)
{
	at = run_end(s, len, at, BLANK);
	if (at == len)
		return at;
	return run_end(s, len, at, script_at(s + at, len - at));
}

/* The beginning of the run of that script that ends at `at`. */
static size_t run_begin(const char *s, size_t at, enum script script)
{
	size_t prev;

	while (at > 0) {
		prev = cluster_prev(s, at);
		if (script_at(s + prev, at - prev) != script)
			break;
		at = prev;
	}
	return at;
}

size_t edit_word_left(const char *s, size_t at)
{
	size_t prev;

	at = run_begin(s, at, BLANK);
	if (at == 0)
		return 0;
	prev = cluster_prev(s, at);
	return run_begin(s, at, script_at(s + prev, at - prev));
}
