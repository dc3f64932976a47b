/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_REASON_H
#define RELAY_CATALOG_FEED_REASON_H

/* What can be wrong with a feed and its rows; the table has the words. */
#include "relay/catalog/feed_reason_table.h"

enum feed_reason {
#define FEED_REASON_ENUM(code, word, text) FEED_##code,
	FEED_REASON_TABLE(FEED_REASON_ENUM)
#undef FEED_REASON_ENUM
		FEED_REASON_COUNT
};

/* The word for programs, "check_digit", and the sentence for people, in
 * English.  Lend constants. */
const char *feed_reason_word(enum feed_reason r);
const char *feed_reason_text(enum feed_reason r);

#endif
