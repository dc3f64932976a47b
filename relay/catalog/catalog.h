/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_CATALOG_H
#define RELAY_CATALOG_CATALOG_H

/*
 * What is asked of a retailer's catalogue, and what it answers (F1): plain
 * values, without the file that they come from.  db_catalog.h answers.
 *
 * What matches: a word of Latin, Greek or Cyrillic letters and digits matches
 * every word that begins with it, and its singular or plural; a run of kana,
 * Han or Hangul matches wherever it stands in such a run.  All words must
 * match, anywhere in name, brand, category, keywords, colour, size, codes and
 * description.  Letters are compared as shared/fold.h folds them.  Where that
 * finds nothing, each word of CATALOG_SPELL letters or more may have one wrong,
 * missing, additional or exchanged letter.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relay/catalog/product.h"
#include "shared/err.h"

#define CATALOG_TEXT 4000 /* bytes of a query; over: ERR_SIZE */
#define CATALOG_WORDS 32  /* different words of one; over: ERR_SIZE */
#define CATALOG_SPELL 5   /* letters from which a word may be misspelt */
#define CATALOG_REACH \
	300              /* products in ranked order; the rest is not listed \
			  */
#define CATALOG_PAGE 100 /* products of a page at most */
#define CATALOG_COUNT CATALOG_REACH /* beyond it is "at least so many" */

/* Strings are lent.  Zero bytes ask for everything, in order of popularity. */
struct catalog_ask {
	const char *text; /* UTF-8; NULL is "" */
	size_t len;
	const char *category; /* it and what lies below it; NULL or "": any */
	bool in_stock;        /* only what can be had now */
	bool priced;          /* only what costs low to high, both included */
	int64_t low, high;    /* minor units; a sale price counts; only of
			       * the currency that the catalogue was made with */
	int offset, limit;    /* of the list; limit 0: CATALOG_PAGE */
};

struct catalog_hits {
	struct product *products; /* strings belong to the hits */
	int n;
	int64_t total; /* of all that match */
	bool at_least; /* there may be more than `total` */
	bool respelt;  /* nothing matched as it was written */
	bool cut;      /* the search was stopped before its end */
	void *memory;
};

/* Frees what the hits hold.  Zeroed ones are fine. */
void catalog_hits_fini(struct catalog_hits *hits);

/* For whoever fills them: makes room for one more, with copies of all strings
 * of *p; ERR_NOMEM. */
enum err catalog_hits_add(struct catalog_hits *hits, const struct product *p);

/* What it costs now: the sale price where there is one, PRODUCT_NO_PRICE where
 * there is none. */
int64_t catalog_price(const struct product *p);

/* Can it be had now? */
bool catalog_in_stock(const struct product *p);

/* Are more than half of the products that there were not in the new ones, so
 * that somebody should look before these replace them? */
bool catalog_shrunk(int64_t before, int64_t gone);

#endif
