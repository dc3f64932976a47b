/* SPDX-License-Identifier: MIT */
#ifndef SHARED_BUF_H
#define SHARED_BUF_H

/*
 * A growable run of bytes with a cap.  Always NUL-terminated, so that `data`
 * is a C string when no NUL was added.  An error sticks: after the first
 * failed addition every further one fails too, and the last check is enough.
 */
#include <stdarg.h>
#include <stddef.h>

#include "shared/err.h"

struct buf {
	char *data; /* never NULL once something was added */
	size_t len;
	size_t size;
	size_t cap;
	enum err err; /* ERR_OK, ERR_SIZE or ERR_NOMEM */
};

/* An empty buffer that will hold at most `cap` bytes.  Allocates nothing. */
void buf_init(struct buf *b, size_t cap);
void buf_fini(struct buf *b);

/* Empties it, forgets its error, keeps its memory. */
void buf_clear(struct buf *b);

/* Appends; ERR_SIZE over the cap, ERR_NOMEM, else ERR_OK. */
enum err buf_add(struct buf *b, const void *data, size_t len);
enum err buf_add_str(struct buf *b, const char *s);
enum err buf_add_char(struct buf *b, char c);
enum err buf_addf(struct buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
enum err buf_addv(struct buf *b, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Removes the first `len` bytes; `len` must not exceed b->len. */
void buf_drop(struct buf *b, size_t len);

/* The contents as a C string, "" when empty.  Lends. */
const char *buf_str(const struct buf *b);

/* Gives the contents as a C string (free with mem_free) and leaves the buffer
 * empty; NULL when the buffer has an error or memory is out. */
char *buf_take(struct buf *b);

#endif
