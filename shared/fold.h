/* SPDX-License-Identifier: MIT */
#ifndef SHARED_FOLD_H
#define SHARED_FOLD_H

/*
 * Folding for search (rule F1): what people regard as the same word becomes
 * the same bytes.  Width, case and kana do not matter: ＴＥＡ = tea, ｶｯﾌﾟ =
 * カップ = かっぷ.  Fold both the text and the query, then compare bytes.
 */
#include <stddef.h>

/* Gives the folded text (mem_free), or NULL when memory is out or `s` is not
 * UTF-8.  Idempotent.  Newlines and other controls become blanks. */
char *fold(const char *s, size_t len);

#endif
