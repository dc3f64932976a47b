/* SPDX-License-Identifier: MIT */
#include "relay/gate/bearer.h"

#include "relay/gate/token.h"

void bearer_find(struct hub *hub, const struct request *q,
	store_associate_fn fn, void *ctx)
{
	uint8_t hash[32];

	token_hash(q->bearer, hash);
	store_find_session(hub->store, hash, hub_now(hub).wall, fn, ctx);
}
