/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_RANK_H
#define RELAY_CATALOG_RANK_H

/*
 * How well a product answers a query that it matches (F1): an exact code or
 * barcode before an exact name, that before a name that begins so, and then by
 * where the words stand.  Equals keep the order of popularity.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/catalog/query.h"
#include "relay/catalog/terms.h"

/* What is known of a product that matches. */
struct rank {
	bool code;                    /* found by its code */
	uint8_t field[CATALOG_WORDS]; /* terms_field of each term */
};

/* Higher is better.  `plain` is word_plain of the name. */
int rank_score(const struct query *q, const struct rank *r, const char *plain);

/* Is the name the query? */
bool rank_is_name(const struct query *q, const char *plain);

#endif
