/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_HARVEST_H
#define RELAY_GATE_HARVEST_H

/* What a try to fetch a feed came to, and when the next one is due (F3).
 * Pure. */
#include "relay/catalog/intake.h"
#include "relay/store/store_feed.h"

#define HARVEST_ROWS 200 /* refused ones that are kept, of each feed */

/* Is it nobody's fault that it came to nothing?  Then it is as if it had not
 * been tried. */
bool harvest_put_off(
	const struct fetch_result *result, const struct intake_state *s);

/* Puts how a try ended that began then (us) into the row, whose strings are
 * lent from all that is handed in; `why` holds a sentence for it.  `held`: what
 * the feed became last waits for a manager. */
void harvest_judge(struct store_feed *row, int64_t began, bool held,
	const struct fetch_result *result, const struct intake_state *s,
	char why[FETCH_WHY]);
/* And when the next one is due; `again` as in struct fetch_result, by which it
 * is never sooner. */
void harvest_due(struct store_feed *row, int64_t began, int64_t again,
	int64_t now, uint32_t random);

/* The first rows that were refused, as JSON.  NULL: no memory; mem_free. */
char *harvest_rows(const struct intake_state *s);

#endif
