/* SPDX-License-Identifier: MIT */
#include "shared/fold.h"

#include <stdint.h>

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

char *fold(const char *s, size_t len)
{
	struct buf norm, out;
	char bytes[UTF8_MAX];
	char *folded = NULL;
	uint32_t cp;

	folded = fold_quick(s, len);
	if (folded)
		return folded;
	buf_init(&norm, SIZE_MAX);
	buf_init(&out, SIZE_MAX);
	if (norm_fold(s, len, &norm))
		goto fail;
	for (size_t at = 0; at < norm.len;) {
		at += utf8_decode(norm.data + at, norm.len - at, &cp);
		buf_add(&out, bytes, utf8_encode(fold_kana(cp), bytes));
	}
	folded = buf_take(&out);
fail:
	buf_fini(&out);
	buf_fini(&norm);
	return folded;
}
