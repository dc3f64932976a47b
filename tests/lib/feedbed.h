/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_FEEDBED_H
#define TESTS_LIB_FEEDBED_H

/*
 * Reads a feed from memory and writes down, a line each, what comes of it:
 *
 *	2 taken A1 "Blue cup" 12800 JPY
 *	3 refused A2 price ambiguous
 *	fault 1 "title, link" no_column
 *
 * and keeps the last product, and ids, of which a second one is refused.
 */
#include "relay/catalog/feed.h"
#include "relay/catalog/product.h"
#include "shared/buf.h"

#define FEEDBED_IDS 64

struct feedbed {
	struct feed_config config; /* product, refused and ctx are the bed's */
	const char *hosts;         /* private ones that are allowed, or NULL */
	struct buf log;
	struct feed_totals totals;
	enum feed_format format;
	enum feed_encoding encoding;
	enum err err;
	/* The last product, its strings copied. */
	struct product last;
	char *strings[14];
	/* Ids and their lines. */
	char *ids[FEEDBED_IDS];
	uint64_t lines[FEEDBED_IDS];
	size_t n;
	enum err stop; /* what product() says from the first on, if not OK */
};

/* A bed whose currency is the yen. */
void feedbed_init(struct feedbed *b);
void feedbed_fini(struct feedbed *b);

/* Reads a feed in pieces of at most `piece` bytes; the log and all else are of
 * this one.  Returns what the reading came to, which is in b->err too. */
enum err feedbed_read(
	struct feedbed *b, const char *data, size_t len, size_t piece);

/* The same in two pieces, of which the first has `first` bytes. */
enum err feedbed_read_two(
	struct feedbed *b, const char *data, size_t len, size_t first);

#endif
