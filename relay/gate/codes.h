/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_CODES_H
#define RELAY_GATE_CODES_H

/*
 * Codes by mail (A2, A4, A5): few digits, so that what they can be guessed at
 * is counted.  A code is bound to an address, as addresses are compared, not to
 * an account: an address that nobody registered has codes, tries, limits and a
 * lock like any other, only that nothing is mailed.  So there is no difference
 * to be seen, by construction.  norend(8) does the arithmetic.
 *
 * A try is counted, durably, before it is compared.  Pure: hashing passwords is
 * done elsewhere.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"
#include "relay/gate/trail.h"
#include "relay/store/store_account.h"
#include "shared/wire.h"

#define CODES_LIFE (15 * INT64_C(60000000)) /* us, A4 */
/* STORE_CODE_TRIES wrong ones end a code, and as many in a row, of however many
 * codes, lock the address until a manager; STORE_CODES_A_DAY can be asked for
 * in 24 h. */

struct codes; /* opaque */

struct codes_io {
	void *ctx;
	/* As signin_io and admin_io have them. */
	enum err (*verify)(void *ctx, const char *hash, const char *password,
		void (*fn)(void *fn_ctx, bool right), void *fn_ctx);
	enum err (*hash)(void *ctx, const char *password,
		void (*fn)(void *fn_ctx, const char *hash), void *fn_ctx);
};

/* NULL: no memory. */
struct codes *codes_new(struct hub *hub, const struct codes_io *io);
/* Nothing may be pending. */
void codes_destroy(struct codes **c);
int codes_pending(const struct codes *c);

/* Wrong codes of the whole installation: so many at once, and one more every
 * so many seconds.  Wrong invite codes likewise. */
#define CODES_BRAKE 100
#define CODES_BRAKE_EVERY 300
#define CODES_GUESSES 200
#define CODES_GUESSES_EVERY 60

/* For those whom no mail reaches: makes the code anew that the address waits
 * for (sign-up, reset or move; a reset where none waits), of the retailer's
 * accounts and sign-ups only, and answers with it (handed).  ERR_UNKNOWN.
 * `by` as in invites.h. */
void codes_hand_out(struct codes *c, const struct trail_who *by,
	const struct wire_ctl_code *m, struct reply *r);

/* Takes the lock of too many wrong codes off, and the day's count with it.
 * ERR_UNKNOWN: no account of the retailer has that address. */
void codes_unlock(struct codes *c, const struct trail_who *by,
	const struct wire_ctl_unlock *m, struct reply *r);

/* ---- for the gate's own files ---- */

#define CODES_TEXT 9 /* bytes of a code: 8 digits, and NUL */
int codes_digits(const struct codes *c);

struct codes_made {
	char text[CODES_TEXT];
	struct store_code row; /* its strings are lent */
};
/* Draws one.  Wipe `text` when it is told. */
void codes_make(const struct codes *c, enum store_code_kind kind,
	const char *address, struct codes_made *out);
/* Answers code_sent. */
void codes_sent(const struct codes *c, struct reply *r);

/* What an address of origin asks for or tries is slowed as sign-ins are: 0, and
 * it is counted, or the microseconds to wait.  The second takes it back. */
int64_t codes_begin(struct codes *c, const struct peer *peer);
void codes_spare(struct codes *c, const struct peer *peer);

/* Likewise for invite codes: their brake is the whole installation's. */
int64_t codes_begin_invite(struct codes *c);
void codes_spare_invite(struct codes *c);

/* A try at a code; lent for the call. */
struct codes_try {
	enum store_code_kind kind;
	const char *address;        /* not of a move */
	const struct id *associate; /* of a move only */
	const char *said;
	const struct peer *peer;
};
/* Counts it, then compares.  ERR_OK: it is right, and `t`, lent for the call,
 * says whose it is; what it is good for must then use it up.  ERR_CODE,
 * ERR_CODE_OVER; ERR_LOCKED: now or before; ERR_RATE: `wait` us. */
typedef void (*codes_fn)(
	void *ctx, enum err e, int64_t wait, const struct store_tried *t);
void codes_try(
	struct codes *c, const struct codes_try *t, codes_fn fn, void *ctx);

/* As codes_io has them; ERR_FULL. */
enum err codes_verify(struct codes *c, const char *hash, const char *password,
	void (*fn)(void *fn_ctx, bool right), void *fn_ctx);
enum err codes_hash(struct codes *c, const char *password,
	void (*fn)(void *fn_ctx, const char *hash), void *fn_ctx);

/* Something is on its way, or is over. */
struct hub *codes_hub(struct codes *c);
void codes_hold(struct codes *c);
void codes_release(struct codes *c);

#endif
