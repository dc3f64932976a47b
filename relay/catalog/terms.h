/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_TERMS_H
#define RELAY_CATALOG_TERMS_H

/*
 * What a product is found by: the keys of the lists that it stands in.  A key
 * is one byte for the kind of list, then the text.  The search asks for the
 * same keys, so this page is what both agree on.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relay/catalog/product.h"
#include "shared/err.h"

/* Where a word stands, best first.  A product stands once in a list: with the
 * best of its fields. */
enum terms_field {
	TERMS_CODES, /* it is the whole of a SKU, mpn or barcode */
	TERMS_FIRST, /* the name begins with it */
	TERMS_NAME,
	TERMS_BRAND,
	TERMS_CATEGORY,
	TERMS_KEYWORDS, /* and colour, size, parts of codes */
	TERMS_DESCRIPTION,
	TERMS_FIELDS
};

#define TERMS_WORD 'w'   /* a whole word without digits */
#define TERMS_DIGIT 'd'  /* a whole word with digits */
#define TERMS_PREFIX 'p' /* the first letters of either, see below */
#define TERMS_LONGER 'q' /* more of them, of words with digits */
#define TERMS_RUN 'r'    /* one letter of a run, or two side by side */
#define TERMS_TITLE 't'  /* the whole name (terms_title) */
#define TERMS_BELOW 'b'  /* a category, and what lies below it */
#define TERMS_STOCK 's'  /* in stock; no text */

/* Which of the first two a word has. */
char terms_kind(const char *s, size_t len);

/* Beginnings of up to so many letters have lists of their own, and longer ones
 * in words with digits, which are many and alike: where at least TERMS_MANY
 * places are in them.  All other beginnings are found by going through the
 * words that begin so. */
#define TERMS_PREFIX_MOST 3
#define TERMS_LONGER_MOST 12
#define TERMS_MANY 64

#define TERMS_KEY 1024 /* bytes of a key at most */

/* Calls `add` for each list that `p` stands in, best fields first, until it
 * says something but ERR_OK.  ERR_NOMEM, ERR_UTF8, or what `add` said. */
enum err terms_of(const struct product *p,
	enum err (*add)(
		void *ctx, const char *key, size_t len, enum terms_field field),
	void *ctx);

/* The key of a name, of which `plain` is word_plain.  Names that are not the
 * same may have the same key. */
#define TERMS_TITLE_LEN 9
void terms_title(const char *plain, char out[TERMS_TITLE_LEN]);

/* A barcode of 8, 12, 13 or 14 digits as 14 of them; false if it is none. */
#define TERMS_GTIN 14
bool terms_gtin(const char *s, size_t len, char out[TERMS_GTIN]);

/* What stands between the steps of a category: "Home > Tea > Cups". */
#define TERMS_STEP " > "

#endif
