/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_STOREFLOOR_H
#define TESTS_LIB_STOREFLOOR_H

/*
 * One chat of the retailer "tea" that grows by batches of entries, for tests
 * of what becomes of a batch that fails.
 */
#include "tests/lib/storebed.h"

#define STOREFLOOR_CHAT storebed_id(1000)
#define STOREFLOOR_SHOPPER storebed_id(2000)
#define STOREFLOOR_BATCH 40 /* entries a batch: several pages */

struct storefloor {
	struct storebed *bed;
	int64_t turn, kept; /* entries */
	int batch;          /* entries that come at once */
	struct rec recs[STOREFLOOR_BATCH + 1];
};

/* Loads the desk and keeps a first batch. */
struct storefloor storefloor_begin(struct storebed *b);

/* Loads the desk anew: its turn. */
void storefloor_load(struct storefloor *f);

/* Makes the next batch in f->recs; how many records it has. */
int storefloor_fill(struct storefloor *f);

/* Asks for the next batch to be kept; counts it if it was. */
enum keeper_result storefloor_grow(struct storefloor *f);

/* Reads all entries, each of which must be there once and in order. */
int64_t storefloor_entries(struct storebed *b);

#endif
