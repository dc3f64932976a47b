/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_MEMSTORE_H
#define TESTS_LIB_MEMSTORE_H

/*
 * A retailer's kept rows in memory: what the SQLite store does, generic over
 * the tables of rec.h, with the fence and the unique keys.  It allocates from
 * libc, so that fault loops do not fail it.
 */
#include "relay/desk/desk.h"

struct memstore; /* opaque */

struct memstore *memstore_new(void);
void memstore_destroy(struct memstore **s);

/* Takes the desk over: whoever had it is fenced from now on.  Returns the turn
 * from which the next commit must move. */
int64_t memstore_claim(struct memstore *s);

/* Keeps all of it or, when the desk's turn is not `turn`, nothing: false. */
bool memstore_commit(
	struct memstore *s, int64_t turn, const struct rec *recs, int n);

/* Calls fn for every row of a commit before it is kept: with the row that it
 * is written over, NULL if there is none. */
typedef void (*memstore_fn)(
	void *ctx, const struct rec *was, const struct rec *is);
void memstore_watch(struct memstore *s, memstore_fn fn, void *ctx);

/* The name of the first unique key or sequence that a commit has broken, and
 * for which SQLite would have refused it, or NULL.  Lends.  Whoever commits
 * looks, and goes no further. */
const char *memstore_fault(const struct memstore *s);

/* The rows that desk_load wants. */
enum err memstore_load(const struct memstore *s, struct desk *d);

/* The row with the same kind and key; NULL: none.  Lent until it is kept
 * anew. */
const struct rec *memstore_find(
	const struct memstore *s, const struct rec *like);
const struct rec_entry *memstore_entry(
	const struct memstore *s, const struct id *chat, int64_t seq);
const struct rec_shopper *memstore_shopper(
	const struct memstore *s, const struct id *shopper);

/* All rows of a kind, in the order in which they were first kept: NULL begins,
 * NULL is the end. */
const struct rec *memstore_next(
	const struct memstore *s, enum rec_kind kind, const struct rec *after);

/* The chats that are not ended, and those that live on for a blocked shopper,
 * likewise. */
const struct rec *memstore_open(
	const struct memstore *s, const struct rec *after);

/* How many rows were ever written. */
int64_t memstore_writes(const struct memstore *s);

#endif
