/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_RULES_H
#define RELAY_GATE_RULES_H

/*
 * What a retailer has set, read and ready for the desk: never changed, only
 * replaced, because the desk looks at the old until it hears of the new.
 */
#include "relay/desk/desk.h"
#include "relay/store/store.h"

#define RULES_WHY 128 /* bytes of the sentence that says what is wrong */

struct hub;

struct rules {
	char *retailer, *name, *zone, *currency, *accent, *origins, *hours_text;
	char *support; /* "" or where problem reports are mailed */
	struct store_numbers numbers;
	struct hours *hours;
	struct tz *tz;
	struct desk_settings settings; /* points at the above */
};

/* Reads hours as hours_parse does; NULL is "".  ERR_CONFIG says why. */
enum err rules_hours(const char *text, struct hours **out, char why[RULES_WHY]);

/* Gives *out.  ERR_CONFIG says why, for people; ERR_NOMEM. */
enum err rules_new(struct hub *hub, const struct store_retailer *row,
	struct rules **out, char why[RULES_WHY]);
void rules_destroy(struct rules **r);

/* Has the retailer set the same? */
bool rules_same(const struct rules *a, const struct rules *b);

#endif
