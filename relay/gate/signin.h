/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_SIGNIN_H
#define RELAY_GATE_SIGNIN_H

/*
 * Signing in, and unlocking (A3, A8, A9).  An address that nobody has
 * registered is answered like a wrong password, after the same work.  Pure:
 * hashing is done elsewhere.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

struct signin; /* opaque */

struct signin_io {
	void *ctx;
	/* Is that the password of this hash?  Both are copied.  The answer
	 * comes by fn, never from inside.  ERR_FULL when too many wait,
	 * ERR_NOMEM; then no answer comes. */
	enum err (*verify)(void *ctx, const char *hash, const char *password,
		void (*fn)(void *fn_ctx, bool right), void *fn_ctx);
};

/* `nobody` is the hash of a password that nobody has; lent.  NULL: no
 * memory. */
struct signin *signin_new(
	struct hub *hub, const struct signin_io *io, const char *nobody);
void signin_destroy(struct signin **s);

/* POST /v1/sign-in and /v1/unlock. */
void signin_in(struct signin *s, const struct request *q, struct reply *r);
void signin_unlock(struct signin *s, const struct request *q, struct reply *r);

/* Is this the password of whoever the request's token is?  Slowed as an unlock
 * is: by the session's own count only.  The account is lent for the call, NULL
 * unless ERR_OK; ERR_CREDENTIALS, ERR_TOKEN, ERR_FULL; ERR_RATE: `wait` us. */
typedef void (*signin_fn)(void *ctx, enum err e, int64_t wait,
	const struct store_associate *account);
void signin_prove(struct signin *s, const struct request *q,
	const char *password, signin_fn fn, void *ctx);

/* Requests that are not answered yet. */
int signin_pending(const struct signin *s);

#endif
