/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_BEARER_H
#define RELAY_GATE_BEARER_H

/* Whose session a request over HTTP bears.  Pure. */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

/* Asks the store, whose answer is `fn`'s: the account, lent for the call;
 * ERR_TOKEN: the token is nobody's, or no longer. */
void bearer_find(struct hub *hub, const struct request *q,
	store_associate_fn fn, void *ctx);

#endif
