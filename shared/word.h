/* SPDX-License-Identifier: MIT */
#ifndef SHARED_WORD_H
#define SHARED_WORD_H

/*
 * Folded text (shared/fold.h) taken apart into what is looked for: words, of
 * letters and digits that stand between blanks and signs, and runs of kana,
 * Han and Hangul, which are written without blanks.  An apostrophe between
 * letters is left out: "men's" is "mens".
 */
#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"

struct buf;

#define WORD_MAX 64 /* bytes of a word; what is longer is cut */

enum word_kind {
	WORD_LETTERS,
	WORD_RUN,
	/* Words with hyphens between them, once more as one: "tshirt" */
	WORD_JOINED
};

struct word {
	enum word_kind kind;
	const char *s; /* lent until the next; no NUL behind it */
	size_t len;
};

struct word_letters {
	char s[WORD_MAX];
	size_t len;
	bool full; /* something had no room */
};

struct word_scan {
	const char *s;
	size_t len, at;
	struct word_letters word, chain; /* the chain: with hyphens left out */
	int links;                       /* words of the chain */
	bool hyphen, end; /* one was just met; the chain is to be given */
};

/* Begins; `s`, folded UTF-8, is lent until the end. */
void word_scan(struct word_scan *scan, const char *s, size_t len);

/* The next word; false at the end. */
bool word_next(struct word_scan *scan, struct word *out);

/* Appends the words of `s` with one blank between them, without joined ones:
 * names that are the same but for signs and blanks become the same. */
enum err word_plain(const char *s, size_t len, struct buf *out);

/* Is it all digits?  Are there any? */
bool word_all_digits(const char *s, size_t len);
bool word_has_digit(const char *s, size_t len);

#endif
