/* SPDX-License-Identifier: MIT */
#ifndef SHARED_NORM_H
#define SHARED_NORM_H

/*
 * Unicode normal forms (UAX #15) by utf8proc, on our own heap, for text.c and
 * fold.c.  No letter keeps more than NORM_MARKS combining marks, the number of
 * the Stream-Safe format: nobody writes more, and sorting a run of n costs
 * n squared.
 */
#include <stddef.h>

#include "shared/err.h"

struct buf;

#define NORM_MARKS 30

/* Appends `s` to `out`: as NFC, or compatibility-composed with case folded,
 * controls made blanks, and without ignorable characters.  ERR_UTF8, ERR_NOMEM,
 * ERR_SIZE (the buffer's cap), else ERR_OK. */
enum err norm_nfc(const char *s, size_t len, struct buf *out);
enum err norm_fold(const char *s, size_t len, struct buf *out);

#endif
