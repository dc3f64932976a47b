/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_INTAKE_H
#define RELAY_CATALOG_INTAKE_H

/*
 * A feed on its way into a catalogue (F3), between who brings its bytes (the
 * gate) and who reads them (db_intake.h): plain values.
 */
#include "relay/catalog/feed.h"
#include "relay/fetch/fetch.h"
#include "shared/limits.h"

struct db_catalog_popular;

/* Strings are lent for the call. */
struct intake_config {
	const char *retailer;
	const char *hosts; /* private ones that links may lead to, one a line */
	char currency[4];  /* of prices that name none */
	enum feed_format format;
	enum feed_encoding encoding;
	bool force;  /* though more than half of those before are not in it */
	int64_t now; /* us */
	/* What was recommended lately comes first. */
	const struct db_catalog_popular *popular;
	int n_popular;
};

enum intake_phase {
	INTAKE_READING,
	INTAKE_INDEXING,
	INTAKE_DONE, /* it has taken the old one's place, or is held */
	INTAKE_FAILED,
};

/* As struct feed_refusal, kept. */
struct intake_refusal {
	uint64_t line, first;
	enum feed_reason reason;
	char column[LIMIT_NAME + 1], sku[LIMIT_SKU + 1];
};

/* How far it is.  Lent until the next call. */
struct intake_state {
	enum intake_phase phase;
	struct feed_totals totals;
	const struct intake_refusal *refusals; /* the first FEED_DETAILED */
	int n_refusals;
	int64_t done, of;         /* INDEXING */
	int64_t products, before; /* DONE */
	int64_t gone;             /* of those before, by SKU */
	bool held;                /* it waits for a manager */
	/* FAILED.  ERR_FIELD: the feed is refused, and `fault` says why */
	enum err err;
	struct intake_refusal fault;
	char why[256];
};

/* One that is fetched, by uv_feed.h.  Strings are lent for the call; tag, date
 * and hash as in struct fetch_result, "" for none. */
struct intake_order {
	const char *url, *etag, *modified, *hash;
	struct intake_config config;
};

/* What came of it.  The state tells what has become of what was fetched, and,
 * with FETCH_SPILT, why the feed is refused; otherwise it is empty.  Lent for
 * the call. */
typedef void (*intake_fetched_fn)(void *ctx, const struct fetch_result *result,
	const struct intake_state *state);

#endif
