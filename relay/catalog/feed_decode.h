/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_DECODE_H
#define RELAY_CATALOG_FEED_DECODE_H

/*
 * The bytes of a feed as UTF-8, piece by piece.  UTF-8 goes through as it is,
 * right or wrong, without its byte order mark; of other encodings what cannot
 * be read becomes the byte FEED_DECODE_BAD, which is in no UTF-8.  So whoever
 * checks a cell finds all that is wrong, and nothing wrong joins two cells.
 *
 * Unless it is told, the encoding is that of the byte order mark; UTF-16 shows
 * by its NULs; and the first bytes that are not ASCII, FEED_DECODE_SAMPLE of
 * them, are UTF-8 or Shift_JIS, whichever they can be with fewer faults.
 */
#include <stddef.h>

#include "relay/catalog/feed.h"

#define FEED_DECODE_BAD '\xff'
#define FEED_DECODE_SAMPLE 4096

struct buf;
struct feed_decode;

/* Gives a decoder (feed_decode_destroy); NULL when memory is out. */
struct feed_decode *feed_decode_new(enum feed_encoding told);
void feed_decode_destroy(struct feed_decode **d);

/* Appends what a piece comes to; at most three bytes for each one, and what
 * was kept back before.  ERR_NOMEM; ERR_IO when libc has no table of the
 * encoding installed; else ERR_OK. */
enum err feed_decode_bytes(
	struct feed_decode *d, const char *data, size_t len, struct buf *out);

/* Appends what was kept back.  As feed_decode_bytes. */
enum err feed_decode_end(struct feed_decode *d, struct buf *out);

/* What it is, or FEED_ANY_ENCODING as long as all is ASCII. */
enum feed_encoding feed_decode_encoding(const struct feed_decode *d);

#endif
