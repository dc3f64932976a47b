/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_H
#define RELAY_STORE_STORE_H

/*
 * Durable truth: SQLite, one connection, on one thread of the store's own
 * (WAL, synchronous=FULL).  Requests return at once and are done in the order
 * in which they were made; each answer is called on the loop's thread, out of
 * store_answers(), never from inside the request.  So what is read after a
 * commit sees it, and its answer comes after the commit's.
 */
#include <stdint.h>

#include "relay/desk/keeper.h"
#include "relay/store/store_row.h"

struct store; /* opaque */

struct store_config {
	const char *directory; /* made when missing, 0700 */
	const char *owner;     /* names this relay: fences other owners */
	bool test_clock; /* marks a new database; must be as it was made */
	int reserve_kib; /* file let go of when the disk is full; 0: none */
	int64_t session_idle, session_life; /* us, see norend.conf; 0: none */
	/* Called on the store's thread when answers wait: e.g. uv_async_send */
	void (*wake)(void *ctx);
	/* Called on the store's thread with a line for the log, which bears no
	 * secret and nothing that people wrote.  NULL: to stderr */
	void (*log)(void *ctx, const char *line);
	void *ctx;
};

/* Opens or makes the database and brings it up to date.  Gives *out.
 * ERR_NEWER: made by a newer noren.  ERR_CONFIG: another process has it, it
 * is no database of noren's, or its clock is of the other kind.  ERR_IO,
 * ERR_NOMEM.  `why` says what failed, for people. */
enum err store_open(
	const struct store_config *c, struct store **out, char why[256]);

/* Does what was asked for, and what those answers ask for, answers it all,
 * closes.  Fine on NULL. */
void store_close(struct store **s);

/* Runs the answers that wait.  On the loop's thread. */
void store_answers(struct store *s);

/* Requests that are not answered yet: the gate refuses work over its limit.
 * Where memory is out a request is answered by ERR_NOMEM (a commit is refused)
 * for as long as no more than STORE_SPARE of them are pending. */
#define STORE_SPARE 128
int store_pending(const struct store *s);

/* ---- a desk's own (see keeper.h) ---- */

typedef void (*store_commit_fn)(void *ctx, enum keeper_result result);

/* Moves the desk's turn from `turn` and keeps the n records, or none of it.
 * Records are lent until the answer; each is written, in this order. */
void store_commit(struct store *s, const char *retailer, int64_t turn,
	const struct rec *recs, int n, store_commit_fn fn, void *ctx);

struct store_rows {
	enum err err;           /* ERR_OK, ERR_UNKNOWN, ERR_CHAT, ERR_IO, … */
	const struct rec *recs; /* lent for the call */
	int n;
	int64_t turn; /* load: the desk's turn, now this owner's */
	bool more;    /* replay: there are further entries */
	/* replay: what those of the entries have that have anything beside
	 * their text (REC_K_ATTACH), by seq */
	const struct rec *attached;
	int n_attached;
};
typedef void (*store_rows_fn)(void *ctx, const struct store_rows *rows);

/* Claims the desk for this owner and reads all that desk_load wants, in the
 * order that it names, entries by chat and seq without their bodies.
 * ERR_UNKNOWN: no such retailer. */
void store_load(
	struct store *s, const char *retailer, store_rows_fn fn, void *ctx);

/* Entries of a chat after `after`, at most LIMIT_REPLAY, if the chat is the
 * shopper's `viewer`, or was or is the associate's (who); else ERR_CHAT.
 * Associates get none behind a block (D9).  They are as they were kept: what
 * a shopper may see of them says entry_told(). */
void store_replay(struct store *s, const char *retailer, const struct id *chat,
	int64_t after, enum wire_who who, const struct id *viewer,
	store_rows_fn fn, void *ctx);

/* The shopper's row (REC_K_SHOPPER); ERR_UNKNOWN when there is none. */
void store_shopper(struct store *s, const char *retailer,
	const struct id *shopper, store_rows_fn fn, void *ctx);

/* ---- what norenctl and sign-in keep (store_row.h): not a desk's ---- */

/* Everything but sessions, for the start.  Strings live for the call. */
struct store_tenants {
	enum err err;
	const struct store_retailer *retailers;
	const struct store_group *groups;
	const struct store_associate *associates;
	const struct store_template *templates;
	int n_retailers, n_groups, n_associates, n_templates;
};
typedef void (*store_tenants_fn)(void *ctx, const struct store_tenants *t);
void store_tenants(struct store *s, store_tenants_fn fn, void *ctx);

typedef void (*store_done_fn)(void *ctx, enum err e);

/* Adds or replaces a whole row; the caller fills in what was not said from
 * what is there.  Copied before return.  ERR_EXISTS: the address belongs to
 * another account (compared without case, in the whole installation), or the
 * id to another retailer.  ERR_UNKNOWN: no such retailer, or account.
 * ERR_NOT_KEPT: the disk is full.  ERR_IO: it may not have been kept. */
void store_put_retailer(struct store *s, const struct store_retailer *r,
	store_done_fn fn, void *ctx);
/* Removes the retailer and every row that bears its key; whoever owns its desk
 * is fenced.  ERR_UNKNOWN. */
void store_drop_retailer(
	struct store *s, const char *retailer, store_done_fn fn, void *ctx);
void store_put_group(struct store *s, const struct store_group *g,
	store_done_fn fn, void *ctx);
/* Another hash removes the account's sessions. */
void store_put_associate(struct store *s, const struct store_associate *a,
	store_done_fn fn, void *ctx);
/* Removes the account and its sessions; what it wrote stays.  ERR_UNKNOWN. */
void store_drop_associate(struct store *s, const struct id *associate,
	store_done_fn fn, void *ctx);

typedef void (*store_associate_fn)(
	void *ctx, enum err e, const struct store_associate *a);
/* The account with that address, without case; ERR_UNKNOWN. */
void store_find_address(
	struct store *s, const char *address, store_associate_fn fn, void *ctx);
/* The account of the session whose token hashes to this, whose `used` becomes
 * `now` (unless the disk is full); ERR_TOKEN: none, or it has expired. */
void store_find_session(struct store *s, const uint8_t hash[32], int64_t now,
	store_associate_fn fn, void *ctx);
void store_put_session(struct store *s, const struct store_session *session,
	store_done_fn fn, void *ctx);
/* ERR_UNKNOWN: there was none. */
void store_drop_session(
	struct store *s, const uint8_t hash[32], store_done_fn fn, void *ctx);

/* A consistent copy of the database, made beside the other work, and thus
 * answered out of order.  ERR_EXISTS: there is such a file; ERR_FULL: another
 * copy is being made; ERR_IO. */
void store_backup(
	struct store *s, const char *path, store_done_fn fn, void *ctx);

#endif
