/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_SNIFF_H
#define RELAY_CATALOG_FEED_SNIFF_H

/* The format of a feed, by its first line that is not blank. */
#include "relay/catalog/feed.h"

#define FEED_SNIFF \
	(64 * 1024) /* bytes after which that is no longer awaited \
		     */

struct feed_sniff {
	enum feed_format format;
	char separator;         /* as feed_split_new takes it */
	enum feed_reason fault; /* FEED_EMPTY, FEED_FORMAT or FEED_FINE */
};

/* Looks at the front of a feed, as UTF-8; `end`: there is no more.  `told` is
 * what it is said to be.  False: more is needed. */
bool feed_sniff(const char *s, size_t len, enum feed_format told, bool end,
	struct feed_sniff *out);

#endif
