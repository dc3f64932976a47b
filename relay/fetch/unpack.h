/* SPDX-License-Identifier: MIT */
#ifndef RELAY_FETCH_UNPACK_H
#define RELAY_FETCH_UNPACK_H

/*
 * Bytes that may be a gzip: by the server on the way, or as a file.  Handed on
 * unpacked, in pieces, and not more of them than are wanted, so that a small
 * file cannot become an endless one.  Anything else is handed on as it is.
 * Pure.
 */
#include "relay/fetch/fetch.h"

struct unpack; /* opaque */

/* Not more than `most` bytes go to `take`.  NULL: no memory. */
struct unpack *unpack_new(int64_t most, fetch_take_fn take, void *ctx);
void unpack_destroy(struct unpack **u);

/* The next piece.  FETCH_FINE; FETCH_LARGE, FETCH_PACKED, FETCH_SPILT,
 * FETCH_NOMEM: nothing may follow. */
enum fetch_end unpack_bytes(struct unpack *u, const char *data, size_t len);
/* There is no more: the same; FETCH_PACKED where it should go on. */
enum fetch_end unpack_end(struct unpack *u);

#endif
