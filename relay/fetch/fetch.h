/* SPDX-License-Identifier: MIT */
#ifndef RELAY_FETCH_FETCH_H
#define RELAY_FETCH_FETCH_H

/*
 * What is fetched from shops' servers, product feeds (F3) and the pictures of
 * products (D5), and how that ends: plain values, between who wants it and who
 * fetches it (http_fetch.h).  Pure.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/times.h"

#define FETCH_WHY 256 /* bytes of the sentence that says how it ended */
#define FETCH_TAG 200 /* bytes of an ETag; a longer one is not kept */
#define FETCH_DATE 64 /* bytes of a Last-Modified, likewise */
#define FETCH_HASH 64 /* letters of a hash */
#define FETCH_HOPS 5  /* redirects of one fetch */
/* us: a host that asks to be left alone (Retry-After, RFC 9110, 10.2.3) is, but
 * not for longer. */
#define FETCH_AGAIN_MOST TIMES_DAY

/* E(NAME, "word", "sentence") */
/* clang-format off */
#define FETCH_TABLE(E) \
	E(FINE,      "fetched",   "It was fetched.") \
	E(UNCHANGED, "unchanged", "It is as it was.") \
	E(URL,       "url",       "This is no address of https.") \
	E(HOST,      "host",      "Its host is not among the feed_hosts of norend.conf(5).") \
	E(PLAIN,     "plain",     "Only https is fetched.") \
	E(PRIVATE,   "private",   "Its host's name leads to an address that is not public.") \
	E(NAME,      "name",      "Its host's name leads nowhere.") \
	E(CONNECT,   "connect",   "Its host cannot be reached.") \
	E(INWARD,    "inward",    "Another host leads it to one that may be private.") \
	E(TLS,       "tls",       "Its host cannot prove that it is that host.") \
	E(REDIRECTS, "redirects", "It leads on and on.") \
	E(STATUS,    "status",    "Its host refuses.") \
	E(STALE,     "not_modified", "Its host says that it is as it was, and nobody has it.") \
	E(SLOW,      "slow",      "It comes too slowly.") \
	E(LARGE,     "large",     "It is too large.") \
	E(PACKED,    "packed",    "It is packed in a way that cannot be read.") \
	E(CUT,       "cut",       "The connection broke.") \
	E(SPILT,     "spilt",     "It was not taken.") \
	E(STOPPED,   "stopped",   "The relay ended.") \
	E(NOMEM,     "memory",    "Not enough memory.")
/* clang-format on */

enum fetch_end {
#define FETCH_ENUM(name, word, text) FETCH_##name,
	FETCH_TABLE(FETCH_ENUM)
#undef FETCH_ENUM
		FETCH_COUNT
};

/* How it ended.  Tag, date and hash are what to say next time to be told
 * FETCH_UNCHANGED, as it may be; "" is none.  The hash is of what came,
 * unpacked: where only that is the same, tag and date are the new ones. */
struct fetch_result {
	enum fetch_end end;
	int status; /* of HTTP, the last one; 0: none came */
	int hops;   /* redirects that were followed */
	int64_t bytes;
	/* us for which its host, which refuses with 429 or 503, asks to be left
	 * alone, FETCH_AGAIN_MOST at most; 0: it does not say. */
	int64_t again;
	char etag[FETCH_TAG + 1], modified[FETCH_DATE + 1];
	char hash[FETCH_HASH + 1];
	char why[FETCH_WHY];
};

const char *fetch_word(enum fetch_end end);
const char *fetch_text(enum fetch_end end);

/* Takes the next piece; false: no more is wanted (FETCH_SPILT). */
typedef bool (*fetch_take_fn)(void *ctx, const char *data, size_t len);

/* How long after a failure until the next try, the n-th in a row from 1: a
 * minute, two, four, but not longer than `every`; a quarter more or less.  us.
 */
int64_t fetch_wait(int n, int64_t every, uint32_t random);

#endif
