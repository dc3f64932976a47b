/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_CLAIM_H
#define RELAY_STORE_STORE_CLAIM_H

/*
 * Sales that associates miss, and claim (E5).  To store.h's promises.
 */
#include "relay/store/store.h"

/* Strings are lent. */
struct store_claim {
	struct id id, associate;
	struct id chat; /* that was theirs; "": none */
	const char *retailer;
	const char *key;    /* the sender's; unique by associate; lists: NULL */
	const char *author; /* the associate's name, as it was then */
	const char *order, *name, *title, *currency, *evidence;
	int64_t at, amount, bought;   /* us UTC; minor units */
	int state;                    /* enum wire_claim_state */
	const char *decider, *reason; /* a manager's name */
	int64_t decided;
	/* Lists: what is known of that order; currency "": nothing. */
	struct id credited; /* whose sale it is; "": nobody's */
	struct id sold_by;  /* the claim that made it theirs; "": none did */
	const char
		*owner; /* the name of whose it is; "?": of nobody any more */
	const char *known_in;
	int64_t known;
};

typedef void (*store_claims_fn)(
	void *ctx, enum err e, const struct store_claim *rows, int n);

/* Keeps it, or finds it kept before, and gives it.  ERR_RATE: that associate
 * has LIMIT_OWN_CLAIMS that wait; ERR_EXISTS: one of that order is among
 * them. */
void store_put_claim(struct store *s, const struct store_claim *c,
	store_claims_fn fn, void *ctx);

/* The one with that id (ERR_UNKNOWN); or, where it is "", those of that
 * associate, or of all (""): those that wait first, oldest first, then those
 * decided last.  At most STORE_CLAIMS. */
#define STORE_CLAIMS 200
void store_claims(struct store *s, const char *retailer,
	const struct id *associate, const struct id *claim, store_claims_fn fn,
	void *ctx);

/* Sets state, decider, decided and reason of one that waits; ERR_UNKNOWN: none
 * does. */
void store_decide_claim(struct store *s, const struct store_claim *c,
	store_done_fn fn, void *ctx);

/* How many of the retailer's wait. */
typedef void (*store_count_fn)(void *ctx, enum err e, int64_t n);
void store_claims_wait(
	struct store *s, const char *retailer, store_count_fn fn, void *ctx);

#endif
