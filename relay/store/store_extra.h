/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_EXTRA_H
#define RELAY_STORE_STORE_EXTRA_H

/*
 * Orders, sessions in numbers, greetings, files, reports, mails and blocks: the
 * rest of store.h, to the same promises.
 */
#include "relay/store/store.h"

/* The order's row (REC_K_SALE); ERR_UNKNOWN when there is none. */
void store_sale(struct store *s, const char *retailer, const char *order,
	store_rows_fn fn, void *ctx);
/* The same; and behind it, where nobody has bought it yet, the shopper's last
 * chat (REC_K_CHAT) with somebody that had begun when it was first heard of,
 * and is over. */
void store_bought(struct store *s, const char *retailer, const char *order,
	const struct id *shopper, store_rows_fn fn, void *ctx);

/* What the shop's server signs its orders with; "" takes it away.
 * ERR_UNKNOWN: no such retailer. */
void store_put_order_key(struct store *s, const char *retailer,
	const char *secret, int64_t now, store_done_fn fn, void *ctx);
/* Lends it for the call; ERR_UNKNOWN: there is none. */
typedef void (*store_secret_fn)(void *ctx, enum err e, const char *secret);
void store_order_key(
	struct store *s, const char *retailer, store_secret_fn fn, void *ctx);

/* The sessions of an account that stand at `now`, at most STORE_SESSIONS, the
 * one that was used last first. */
#define STORE_SESSIONS 200
typedef void (*store_sessions_fn)(
	void *ctx, enum err e, const struct store_session *rows, int n);
void store_sessions(struct store *s, const char *retailer,
	const struct id *associate, int64_t now, store_sessions_fn fn,
	void *ctx);
/* Ends one, of that account (NULL: of any of the retailer's), or all of that
 * account's ("" is all of them), and gives what they were.  ERR_UNKNOWN. */
void store_end_session(struct store *s, const char *retailer,
	const struct id *associate, const struct id *session,
	store_sessions_fn fn, void *ctx);
/* Forgets the sessions that have expired by `now`. */
void store_sweep_sessions(
	struct store *s, int64_t now, store_done_fn fn, void *ctx);

/* As in store.h; ERR_UNKNOWN: no such retailer, or nothing to drop. */
void store_put_template(struct store *s, const struct store_template *t,
	store_done_fn fn, void *ctx);
void store_drop_template(struct store *s, const char *retailer, const char *key,
	store_done_fn fn, void *ctx);
void store_drop_group(struct store *s, const char *retailer, const char *key,
	store_done_fn fn, void *ctx);
/* Writes a row of the retailer's as it is, to see whether anything can be kept.
 * ERR_NOT_KEPT, ERR_UNKNOWN. */
void store_prove(
	struct store *s, const char *retailer, store_done_fn fn, void *ctx);

void store_put_media(struct store *s, const struct store_media *m,
	store_done_fn fn, void *ctx);
typedef void (*store_media_fn)(
	void *ctx, enum err e, const struct store_media *rows, int n);
/* The file, if it is the viewer's own, or was shown in a chat that is theirs,
 * or (an associate's) was; else ERR_UNKNOWN. */
void store_find_media(struct store *s, const char *retailer,
	const struct id *media, enum wire_who who, const struct id *viewer,
	store_media_fn fn, void *ctx);
/* Forgets those that were uploaded before that and never shown, and gives
 * them: as many as it can hold at once, so ask again until there is none. */
#define STORE_SWEEP 500
void store_sweep_media(
	struct store *s, int64_t before, store_media_fn fn, void *ctx);

/* With the mail that tells of it, NULL for none; where too many wait, without.
 * ERR_RATE: that associate has had `most` of them kept since `since`. */
void store_put_report(struct store *s, const struct store_report *r,
	const struct store_mail *mail, int64_t since, int most,
	store_done_fn fn, void *ctx);
/* The newest first, at most STORE_REPORTS and without their texts; or the one
 * with that id, with it. */
#define STORE_REPORTS 200
typedef void (*store_reports_fn)(
	void *ctx, enum err e, const struct store_report *rows, int n);
void store_reports(struct store *s, const char *retailer, const struct id *id,
	store_reports_fn fn, void *ctx);

#define STORE_MAILS 1000 /* that may wait, 150 KB each */
/* ERR_FULL: as many wait. */
void store_put_mail(struct store *s, const struct store_mail *m,
	store_done_fn fn, void *ctx);
/* The mail that has been due for longest, with its text; or all of a retailer,
 * without theirs. */
typedef void (*store_mails_fn)(
	void *ctx, enum err e, const struct store_mail *rows, int n);
void store_next_mail(struct store *s, store_mails_fn fn, void *ctx);
void store_mails(
	struct store *s, const char *retailer, store_mails_fn fn, void *ctx);
/* After a try: `tries`, `due`, `why` and `outcome` are what it is now; due 0:
 * it is gone for good.  The answer that it is says so too.  ERR_UNKNOWN: it was
 * already. */
void store_tried_mail(struct store *s, const struct store_mail *m,
	store_done_fn fn, void *ctx);

/* The blocks that stand, the oldest first. */
typedef void (*store_blocks_fn)(
	void *ctx, enum err e, const struct store_block *rows, int n);
void store_blocks(
	struct store *s, const char *retailer, store_blocks_fn fn, void *ctx);

#endif
