/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_ACCOUNT_H
#define RELAY_STORE_STORE_ACCOUNT_H

/*
 * What people keep of their accounts themselves (A1 to A9): invite codes, codes
 * by mail, sign-ups, known devices.  To store.h's promises; each request is one
 * transaction.  Addresses are compared as norm_fold leaves them.
 */
#include "relay/store/store_extra.h"

#define STORE_CODES_A_DAY 3 /* that an address can ask for */
#define STORE_STRANGERS \
	20000               /* addresses without an account that are known \
			     */
#define STORE_SIGN_UPS 1000 /* of one retailer that wait for their code */
#define STORE_DEVICES 16    /* of one account that are known */
#define STORE_GUARD_DAYS 30 /* that a stranger's wrong codes are known */

/* ---- invite codes ---- */

struct store_invite {
	const char *code, *retailer;
	const char *by; /* the name of who issued it */
	const char *groups;
	int64_t made, expires, withdrawn; /* us UTC; 0: was not */
	int64_t uses, used;
};
typedef void (*store_invites_fn)(
	void *ctx, enum err e, const struct store_invite *rows, int n);

/* Issues one, and gives it.  With `old`, another code of the retailer's, that
 * one is withdrawn, and this one is as long good, for as many and for the
 * same groups as that was.  Where LIMIT_INVITES are there the oldest that is
 * good no more is forgotten.  ERR_EXISTS: there is such a code; ERR_UNKNOWN: no
 * such retailer or old code; ERR_FULL: all of them are open. */
void store_put_invite(struct store *s, const struct store_invite *row,
	const char *old, store_invites_fn fn, void *ctx);
/* Withdraws one, and gives it.  ERR_UNKNOWN. */
void store_withdraw_invite(struct store *s, const char *retailer,
	const char *code, int64_t now, store_invites_fn fn, void *ctx);
/* The newest first. */
void store_invites(
	struct store *s, const char *retailer, store_invites_fn fn, void *ctx);

/* ---- accounts ---- */

struct store_account {
	struct id id;
	int lang;               /* enum wire_lang */
	bool locked;            /* `tries` wrong codes in a row */
	int64_t sessions, used; /* us UTC: one of them last; 0: there is none */
};
typedef void (*store_accounts_fn)(
	void *ctx, enum err e, const struct store_account *rows, int n);
/* Every associate of the retailer by id, or the one (NULL: all). */
void store_accounts(struct store *s, const char *retailer,
	const struct id *associate, int64_t now, store_accounts_fn fn,
	void *ctx);

/* ---- codes by mail ---- */

#define STORE_CODE_TRIES 5 /* wrong ones end a code, and in a row lock */

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
