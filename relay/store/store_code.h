/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_CODE_H
#define RELAY_STORE_STORE_CODE_H

/*
 * Codes by mail (A2, A4, A5), by address and not by account: see codes.h of the
 * gate.  Addresses are compared as norm_fold leaves them.  To store.h's
 * promises; each request is one transaction.
 */
#include "relay/store/store_extra.h"

#define STORE_CODE_TRIES 5    /* wrong ones end a code, and in a row lock */
#define STORE_CODES_A_DAY 3   /* that an address can ask for */
#define STORE_STRANGERS 20000 /* addresses without an account, known */
#define STORE_GUARD_DAYS 30   /* that a stranger's wrong codes are known */

enum store_code_kind {
	STORE_CODE_SIGN_UP,
	STORE_CODE_RESET,
	STORE_CODE_MOVE,
};
struct store_code {
	enum store_code_kind kind;
	struct id id;         /* of this code alone */
	struct id associate;  /* move: whose */
	const char *retailer; /* "": nobody's */
	const char *address;
	uint8_t hash[32];
	int64_t made, expires; /* us UTC */
};

/* Asks for one: the code there was is good no more.  The mail that tells it
 * goes into the queue with it, or, as a decoy, in and out again: then nothing
 * but its absence tells it from one that goes.  ERR_RATE: STORE_CODES_A_DAY
 * were asked for, `wait` (us) is until the next; ERR_LOCKED; ERR_FULL: too many
 * mails wait. */
typedef void (*store_wait_fn)(void *ctx, enum err e, int64_t wait);
void store_ask_code(struct store *s, const struct store_code *code,
	const struct store_mail *mail, bool decoy, store_wait_fn fn, void *ctx);

/* A try at one, counted by the time it is answered: it is up to the asker to
 * compare.  A sign-up's and a reset's is found by the address, a move's by the
 * associate.  ERR_CODE_OVER: none is good; ERR_LOCKED. */
struct store_tried {
	struct id code;
	uint8_t hash[32];
	bool last;  /* if this one is wrong too, the address is locked */
	bool known; /* `who` is an account (reset), or signs up */
	/* Without an id: who signs up; a move's has the new address only. */
	struct store_associate who;
};
typedef void (*store_tried_fn)(
	void *ctx, enum err e, const struct store_tried *t);
void store_try_code(struct store *s, enum store_code_kind kind,
	const char *address, const struct id *associate, int64_t now,
	store_tried_fn fn, void *ctx);

/* The try was right: neither the code nor its address has it counted any more,
 * and the row of wrong ones is over.  ERR_CODE_OVER: it was taken meanwhile. */
void store_spare_code(
	struct store *s, const struct id *code, store_done_fn fn, void *ctx);

/* Makes anew the code that the address waits for, which is a reset's if it is
 * an account's.  No limit counts.  ERR_UNKNOWN: it is neither an account of
 * the retailer, nor signs it up there, nor would an account of theirs move
 * there; ERR_LOCKED.  The row's kind is passed over. */
void store_hand_code(struct store *s, const struct store_code *row,
	store_done_fn fn, void *ctx);
/* Wrong codes and the day's count are forgotten.  ERR_UNKNOWN as above. */
void store_unlock_codes(struct store *s, const char *retailer,
	const char *address, store_done_fn fn, void *ctx);

/* Forgets codes, sign-ups and strangers that are too old. */
void store_sweep_codes(
	struct store *s, int64_t now, store_done_fn fn, void *ctx);

#endif
