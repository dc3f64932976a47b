/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_QUERY_H
#define RELAY_CATALOG_QUERY_H

/*
 * What somebody typed, taken apart (F1), and the other ways of writing a word
 * that count as the same.
 */
#include "relay/catalog/catalog.h"
#include "shared/word.h"

struct query_term {
	bool run;      /* kana, Han, Hangul: matches inside a run */
	const char *s; /* belongs to the query; ends in NUL */
	size_t len;
};

struct query {
	struct query_term terms[CATALOG_WORDS];
	int n;
	bool blank;  /* nothing was typed: everything matches */
	char *plain; /* word_plain of it */
	char *code;  /* its letters and digits only, as codes are compared */
	char *words; /* the terms lie here */
};

/* ERR_SIZE over the limits of catalog.h, ERR_UTF8, ERR_NOMEM.  A word that was
 * typed twice is there once.  `marked`: of a catalogue whose letters kept their
 * marks.  Call query_fini whatever it says. */
enum err query_parse(
	const char *text, size_t len, bool marked, struct query *q);
void query_fini(struct query *q);

/* Appends what codes are compared by: `s`, folded, without what is neither
 * letter nor digit. */
enum err query_code(const char *s, size_t len, struct buf *out);

/* Other whole words that mean the same as the word `s`: its singular, or its
 * plural where that does not begin with it.  Returns how many. */
#define QUERY_FORMS 4
struct query_form {
	char s[WORD_MAX + 4];
	size_t len;
};
int query_forms(const char *s, size_t len, struct query_form out[QUERY_FORMS]);

/* May this term be misspelt? */
bool query_can_be_misspelt(const struct query_term *t);

/* Calls `fn` for every way of writing `s` with one letter left out, put in (a
 * to z), replaced, or exchanged with the next, until it says something but
 * ERR_OK, which is the answer.  The same one may come twice. */
enum err query_respell(const char *s, size_t len,
	enum err (*fn)(void *ctx, const char *s, size_t len), void *ctx);

#endif
