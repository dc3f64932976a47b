/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_AUDIT_H
#define RELAY_STORE_STORE_AUDIT_H

/*
 * The audit log (J3): lines are added and, once too old, removed; none is ever
 * changed.  To store.h's promises.
 */
#include "relay/store/audit.h"
#include "relay/store/store.h"

/* Strings are lent; NULL is "". */
struct store_audit {
	int64_t seq;          /* lists only: 1, 2, … of a retailer */
	int64_t at;           /* us UTC */
	const char *retailer; /* "": tried on no account; lists: NULL */
	const char *what;     /* AUDIT_TABLE */
	const char *who;      /* an associate's id, AUDIT_NORENCTL, _NOBODY */
	const char *name;     /* as it was then */
	const char *origin;   /* the address that they came from */
	const char *about;    /* whom or what it concerns */
	const char *chat;     /* a block's, see below; lists: NULL */
};

/* One line more.  With a chat it is that of a block that was begun or lifted
 * at `at`: asked for right behind the desk's batch, it is kept once if that
 * was, and else not at all; ERR_UNKNOWN says so. */
void store_audit_put(struct store *s, const struct store_audit *row,
	store_done_fn fn, void *ctx);

/* Which lines; "" and 0 are all of them. */
struct store_audit_ask {
	const char *retailer, *what, *who;
	int64_t after;  /* seq: the oldest of those behind it, oldest first; -1:
			 * the oldest of all */
	int64_t before; /* seq: only those that came before it */
	int64_t since;  /* us UTC */
};
/* At most STORE_AUDIT: the newest first, but see `after`. */
#define STORE_AUDIT 1000
typedef void (*store_audit_fn)(
	void *ctx, enum err e, const struct store_audit *rows, int n);
void store_audit_read(struct store *s, const struct store_audit_ask *ask,
	store_audit_fn fn, void *ctx);

/* Removes all lines of before that. */
void store_audit_sweep(
	struct store *s, int64_t before, store_done_fn fn, void *ctx);

#endif
