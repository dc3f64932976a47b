/* SPDX-License-Identifier: MIT */
#ifndef RELAY_FETCH_HTTP_FETCH_H
#define RELAY_FETCH_HTTP_FETCH_H

/*
 * Fetches from shops' servers, which may be anybody's and mean no good: from
 * the hosts that are allowed only, by every redirect too (see hosts_leads), and
 * from the addresses that they may have only, looked at as the connection is
 * made; not more, and not for longer, than was said.  It waits for the network:
 * beside the loop only.
 */
#include <stdatomic.h>

#include "relay/fetch/fetch.h"

struct hosts;
struct http_fetch; /* opaque: keeps connections; used by one thread at a time */

/* `hosts` and `ca` (a PEM file; "": who the system trusts) are lent for its
 * life.  NULL: no memory. */
struct http_fetch *http_fetch_new(const struct hosts *hosts, const char *ca);
void http_fetch_destroy(struct http_fetch **f);

struct http_fetch_ask {
	const char *url;
	const char *etag, *modified; /* of what is there; "": nothing is */
	const char *hash;            /* likewise; NULL: nobody wants one */
	const char *accept;          /* types, as the header says them */
	int64_t most;                /* bytes, unpacked too */
	long seconds;                /* in all */
	const atomic_bool *stop;     /* may become true: FETCH_STOPPED */
	fetch_take_fn take;
	void *ctx;
};

/* Fetches.  What came in before an end that is not FETCH_FINE has been taken,
 * and is worth nothing. */
void http_fetch_get(struct http_fetch *f, const struct http_fetch_ask *ask,
	struct fetch_result *result);

#endif
