/* SPDX-License-Identifier: MIT */
#include "shared/fold.h"

#include <stdint.h>

#include "shared/buf.h"
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

char *fold(const char *s, size_t len)
{
	struct buf norm, out;
	char bytes[UTF8_MAX];
	char *folded = NULL;
	uint32_t cp;

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
