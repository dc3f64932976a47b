/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_H
#define RELAY_CATALOG_FEED_H

/*
 * Reads a product feed (rule F3) as it arrives, in pieces of any size, and
 * hands out its products and what it refuses.  Pure, and of constant memory,
 * however large the feed, a row or a cell is.
 *
 *	feed_new → feed_bytes … → feed_end → feed_destroy
 *
 * Formats: CSV (RFC 4180, separated by commas or semicolons), TSV with the
 * same quotes, JSON lines.  Encodings: UTF-8 with or without a byte order
 * mark, Shift_JIS (CP932), UTF-16 with a byte order mark or mostly ASCII.
 * The first line and the first bytes that are not ASCII tell them apart,
 * unless the caller does.  Columns and their other names are in feed_table.h;
 * the rest is kept as JSON.  A cell that looks like a formula is text as any
 * other: defusing it is up to whoever writes spreadsheets.
 *
 * A row is taken or refused whole.  Text that is merely long is cut, with an
 * ellipsis, as the table says.  Rows that have the id of an earlier one are
 * refused by whoever knows all ids: see product() below.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relay/catalog/feed_reason.h"
#include "shared/err.h"

struct feed;
struct product;

#define FEED_ROW (256 * 1024) /* bytes of a row; its descriptions are HTML */
#define FEED_CELLS 500        /* columns of a feed */
#define FEED_DETAILED 1000    /* refusals that are told, beyond it counted */

enum feed_format { FEED_ANY_FORMAT, FEED_CSV, FEED_TSV, FEED_JSON_LINES };

enum feed_encoding {
	FEED_ANY_ENCODING,
	FEED_UTF8,
	FEED_CP932,
	FEED_UTF16LE,
	FEED_UTF16BE
};

/* A row that was refused, or (from feed_fault) the feed.  All is lent until
 * the next call. */
struct feed_refusal {
	uint64_t line;      /* where the row begins, from 1; 0: nowhere */
	const char *column; /* its name in the feed, or "" */
	const char *sku;    /* the row's id as far as it was read, or "" */
	enum feed_reason reason;
	uint64_t first; /* FEED_DUPLICATE: where the first one is, or 0 */
};

struct feed_totals {
	uint64_t bytes, lines; /* read so far; for a progress bar */
	uint64_t rows;         /* but the header and blank lines */
	uint64_t taken, refused;
	uint64_t by_reason[FEED_REASON_COUNT];
};

struct feed_config {
	enum feed_format format;
	enum feed_encoding encoding;
	char currency[4];      /* of prices that name none: the retailer's */
	uint64_t max_bytes;    /* of the feed; 0: any number */
	uint64_t max_rows;     /* likewise */
	uint64_t max_detailed; /* refusals told; 0: FEED_DETAILED */

	/* Takes a product, which is lent for the call.  ERR_EXISTS: an earlier
	 * row has its sku; *first may be set to that one's `line`, and this
	 * row is refused.  Any other error ends the reading. */
	enum err (*product)(void *ctx, const struct product *p, uint64_t line,
		uint64_t *first);
	/* A row is refused.  May be NULL. */
	void (*refused)(void *ctx, const struct feed_refusal *r);
	/* May links lead to this host, in lower case, which is private or a
	 * loopback?  NULL: no.  What a public name resolves to is checked by
	 * whoever fetches it. */
	bool (*private_host)(void *ctx, const char *host);
	void *ctx;
};

/* Gives a reader (feed_destroy); NULL when memory is out.  The currency must
 * be known to shared/money.h.  Copies the config. */
struct feed *feed_new(const struct feed_config *config);
void feed_destroy(struct feed **f);

/* Reads a piece.  ERR_OK; ERR_FIELD when the feed as a whole is refused,
 * which feed_fault explains; ERR_NOMEM; ERR_IO when libc lacks the tables of
 * the encoding; or what product() said.  An error sticks: all that follows is
 * ignored and gives the same. */
enum err feed_bytes(struct feed *f, const char *data, size_t len);

/* There is no more: the last row need not end in a newline.  As feed_bytes. */
enum err feed_end(struct feed *f);

/* Why the feed was refused (ERR_FIELD), with the columns that are missing or
 * doubled; reason FEED_FINE when it was not.  Lends. */
const struct feed_refusal *feed_fault(const struct feed *f);

/* What has been read so far.  Lends. */
const struct feed_totals *feed_totals(const struct feed *f);

/* The format and encoding that were found; FEED_ANY_… as long as nothing
 * has shown them (plain ASCII is FEED_UTF8 at the end). */
enum feed_format feed_format(const struct feed *f);
enum feed_encoding feed_encoding(const struct feed *f);

#endif
