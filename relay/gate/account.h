/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ACCOUNT_H
#define RELAY_GATE_ACCOUNT_H

/*
 * One's own account (A5): what it is, another name, another password, another
 * address.  Desk and colleagues hear of a change at once.  Pure.
 */
#include "relay/gate/codes.h"
#include "relay/gate/signin.h"

/* GET /v1/account, and POST /v1/account/name. */
void account_show(struct codes *c, const struct request *q, struct reply *r);
void account_rename(struct codes *c, const struct request *q, struct reply *r);

/* POST /v1/account/password, after which every other session is over. */
void account_password(struct codes *c, struct signin *s,
	const struct request *q, struct reply *r);

/* POST /v1/account/address, and /v1/account/address/confirm, after which the
 * old address is told. */
void account_move(struct codes *c, struct signin *s, const struct request *q,
	struct reply *r);
void account_moved(struct codes *c, const struct request *q, struct reply *r);

#endif
