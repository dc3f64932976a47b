/* SPDX-License-Identifier: MIT */
#include "relay/gate/signout.h"

#include <stdio.h>
#include <string.h>

#include "relay/gate/token.h"
#include "relay/gate/trail.h"
#include "shared/mem.h"

struct leaving {
	struct hub *hub;
	struct reply *reply;
	uint8_t hash[32];
	struct peer peer;
	struct id associate;
	char retailer[LIMIT_SLUG + 1], name[LIMIT_NAME + 1];
};

static void trail_leaving(const struct leaving *l)
{
	const struct trail_who who = {
		.retailer = l->retailer,
		.id = l->associate.s,
		.name = l->name,
		.peer = &l->peer,
	};

	trail_write(l->hub, &who, AUDIT_SIGN_OUT, "");
}

static void on_dropped(void *ctx, enum err e)
{
	struct leaving *l = ctx;

	if (e == ERR_OK) {
		hub_sign_out(l->hub, l->hash);
		trail_leaving(l);
		answer_done(l->reply);
	} else {
		answer_fail(l->reply,
			e == ERR_TOKEN || e == ERR_UNKNOWN ? ERR_TOKEN
							   : ERR_NOT_KEPT);
	}
	mem_free(l);
}

/* Whose session it is: only the audit log wants to know. */
static void on_leaving(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct leaving *l = ctx;

	if (e != ERR_OK) {
		answer_fail(l->reply, e == ERR_TOKEN ? e : ERR_NOT_KEPT);
		mem_free(l);
		return;
	}
	l->associate = account->id;
	snprintf(l->retailer, sizeof(l->retailer), "%s", account->retailer);
	snprintf(l->name, sizeof(l->name), "%s", account->name);
	store_drop_session(l->hub->store, l->hash, on_dropped, l);
}

void signout_take(struct hub *hub, const struct request *q, struct reply *r)
{
	struct leaving *l;

	if (!token_valid(q->bearer)) {
		answer_fail(r, ERR_TOKEN);
		return;
	}
	l = mem_zero(sizeof(*l));
	if (!l) {
		answer_fail(r, ERR_FULL);
		return;
	}
	l->hub = hub;
	l->reply = r;
	l->peer = q->peer;
	token_hash(q->bearer, l->hash);
	store_find_session(
		hub->store, l->hash, hub_now(hub).wall, on_leaving, l);
}
