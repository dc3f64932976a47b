/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_LOOKUP_H
#define RELAY_CATALOG_LOOKUP_H

/*
 * A question to a retailer's catalogue on its way, and the answer on its way
 * back: plain values, between who asks (the gate) and who has the files open
 * (db_reader.h).
 */
#include "relay/catalog/catalog.h"
#include "shared/limits.h"

#define LOOKUP_SHELVES \
	200 /* categories of one answer; the rest is left out \
	     */

enum lookup_kind {
	LOOKUP_TEXT,          /* `ask` */
	LOOKUP_SKU,           /* the product of the SKU `key` */
	LOOKUP_GTIN,          /* those of the barcode `key` */
	LOOKUP_FAMILY,        /* those of the item group `key` */
	LOOKUP_SHELVES_BELOW, /* the categories right below `key` */
	LOOKUP_ABOUT,         /* what there is, and what is held back */
	LOOKUP_RELEASE,       /* what is held back takes its place after all */
	LOOKUP_REFUSE,        /* or goes: ERR_UNKNOWN when nothing is */
};

/* Strings are lent until it is answered. */
struct lookup {
	enum lookup_kind kind;
	const char *retailer;
	struct catalog_ask ask;
	const char *key;
};

struct lookup_shelf {
	char category[LIMIT_CATEGORY + 1];
	int64_t products;
};

struct lookup_answer {
	enum err err; /* as db_catalog.h has them; ERR_UNKNOWN is none,
		       * but see above */
	char why[256];
	bool there; /* there is a catalogue, of so many products, made then */
	int64_t products, made; /* us */
	/* LOOKUP_ABOUT: so is one that is held back; LOOKUP_REFUSE: so was. */
	bool held;
	int64_t held_products, held_made;
	int64_t held_gone; /* of those that are there, not in it, by SKU */
	struct catalog_hits hits;
	struct lookup_shelf *shelves; /* of LOOKUP_SHELVES_BELOW only */
	int n_shelves;
};

/* Frees what it holds.  Fine on a zeroed one. */
void lookup_answer_fini(struct lookup_answer *a);

/* Puts one more in; false: there are LOOKUP_SHELVES, or no memory (a->err). */
bool lookup_answer_add(
	struct lookup_answer *a, const char *category, int64_t products);

/* Takes the answer, which is lent for the call. */
typedef void (*lookup_fn)(void *ctx, const struct lookup_answer *a);

#endif
