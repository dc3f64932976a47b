/* SPDX-License-Identifier: MIT */
#ifndef SHARED_FOLD_H
#define SHARED_FOLD_H

/*
 * Folding for search (rule F1): what people regard as the same word becomes
 * the same bytes.  Width, case and kana do not matter: ＴＥＡ = tea, ｶｯﾌﾟ =
 * カップ = かっぷ; nor do marks on Latin, Greek and Cyrillic letters, which
 * many leave out when they type: Café = cafe, Øl = ol, Ёлка = елка.  They do
 * where they make another letter of it: が is not か, nor is a vowel sign of
 * another script left out.  Fold both the text and the query, then compare
 * bytes.
 */
#include <stddef.h>

/* Gives the folded text (mem_free), or NULL when memory is out or `s` is not
 * UTF-8.  Idempotent.  Newlines and other controls become blanks. */
char *fold(const char *s, size_t len);
/* As it was before marks were left out, for an index that was made then. */
char *fold_marked(const char *s, size_t len);

#endif
