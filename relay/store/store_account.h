/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_ACCOUNT_H
#define RELAY_STORE_STORE_ACCOUNT_H

/*
 * What people keep of their accounts themselves (A1 to A9): invite codes,
 * sign-ups, passwords, known devices.  To store.h's promises; each request is
 * one transaction.
 */
#include "relay/store/store_code.h"
#include "relay/store/store_extra.h"

#define STORE_SIGN_UPS 1000 /* of one retailer that wait for their code */
#define STORE_DEVICES 16    /* of one account that are known */

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

/* ---- what a right code (store_code.h), or a password, does ---- */

struct store_sign_up {
	const char *invite, *address, *name, *hash;
	int lang;
};
/* What speaks against it, before anything is asked of anybody. */
struct store_admission {
	enum err invite;      /* ERR_OK, or ERR_INVITE… */
	const char *retailer; /* whose the invite is */
	bool taken;           /* the address has an account */
};
typedef void (*store_admission_fn)(
	void *ctx, enum err e, const struct store_admission *a);
void store_admit(struct store *s, const char *invite, const char *address,
	int64_t now, store_admission_fn fn, void *ctx);
/* Keeps it until its code comes, with store_ask_code().  Also ERR_INVITE…,
 * ERR_ADDRESS_TAKEN, ERR_FULL: too many wait. */
void store_sign_up(struct store *s, const struct store_sign_up *row,
	const struct store_code *code, const struct store_mail *mail,
	store_wait_fn fn, void *ctx);
/* Makes the account, with this id, and uses the invite up.  The address is
 * proven: what was asked for it before counts no more.  ERR_CODE_OVER: that
 * code has been used, or is another's by now; the errors above. */
void store_confirm(struct store *s, const struct id *code,
	const struct id *associate, int64_t now, store_done_fn fn, void *ctx);

/* A new password, by the code of a reset, or by the old one.  Every session
 * ends but that of `keep`; after a reset no device is known any more.
 * ERR_CODE_OVER; ERR_UNKNOWN: there is no such account by now, or its password
 * is another one.  Where too many mails wait, it goes without. */
struct store_password {
	struct id associate;
	const char *retailer, *hash;
	struct id code;     /* "": by `judged` */
	const char *judged; /* the hash of the old one */
	uint8_t keep[32];
};
void store_set_password(struct store *s, const struct store_password *row,
	const struct store_mail *mail, store_done_fn fn, void *ctx);
/* Changes no more of an account than is said; "", NULL and -1: as it is by
 * then. Gives what it is afterwards.  Another hash ends its sessions.
 * ERR_UNKNOWN. */
struct store_change {
	struct id associate;
	const char *retailer;
	const char *name, *hash; /* "": as it is */
	const char *groups;      /* NULL: as it is */
	int manager;             /* -1: as it is; 0, 1 */
};
void store_change_account(struct store *s, const struct store_change *c,
	store_associate_fn fn, void *ctx);
/* To the address that the code of a move was for, which is proven as a
 * sign-up's is; gives the account as above.  ERR_CODE_OVER, ERR_UNKNOWN,
 * ERR_ADDRESS_TAKEN; the mail as above. */
void store_set_address(struct store *s, const char *retailer,
	const struct id *associate, const struct id *code,
	const struct store_mail *mail, store_associate_fn fn, void *ctx);

/* As store_find_address(), and `known` says whether a device with this secret
 * was signed in there. */
void store_find_known(struct store *s, const char *address,
	const uint8_t device[32], store_associate_fn fn, void *ctx);

#endif
