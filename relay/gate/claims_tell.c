/* SPDX-License-Identifier: MIT */
#include "relay/gate/claims_tell.h"

#include <stdio.h>
#include <string.h>

#include "relay/gate/claims.h"
#include "shared/mem.h"
#include "shared/times.h"

/* Bytes of a list: what a client takes. */
#define CLAIMS_ANSWER ((size_t)LIMIT_HTTP_LIST)

static const char *or_none(const char *s)
{
	return s && *s ? s : NULL;
}

struct wire_msg claims_tell_msg(const struct store_claim *c)
{
	struct wire_msg m = {.type = WIRE_T_CLAIMED};
	bool open = c->state == WIRE_CLAIM_STATE_OPEN;

	m.claimed = (struct wire_claimed){
		.claim = c->id,
		.at = c->at,
		.associate = c->associate,
		.by = or_none(c->author),
		.order = c->order,
		.name = or_none(c->name),
		.product = or_none(c->title),
		.amount = c->amount,
		.currency = c->currency,
		.bought = c->bought,
		.evidence = or_none(c->evidence),
		.chat = c->chat,
		.state = (enum wire_claim_state)c->state,
		.decider = or_none(c->decider),
		.decided = c->decided,
		.reason = or_none(c->reason),
	};
	if (open && or_none(c->known_in)) {
		m.claimed.owner = or_none(c->owner);
		m.claimed.known = c->known;
		m.claimed.known_in = c->known_in;
	}
	return m;
}

/* What does not fit any more is left out: those decided long ago. */
static void add(const struct store_claim *c, int i, struct buf *out)
{
	struct wire_msg m = claims_tell_msg(c);
	struct buf one;

	buf_init(&one, CLAIMS_ANSWER);
	if (wire_encode(&m, &one) == ERR_OK &&
		out->len + one.len + 3 < CLAIMS_ANSWER)
		buf_addf(out, "%s%s", i ? "," : "", buf_str(&one));
	buf_fini(&one);
}

void claims_tell_list(
	struct reply *r, enum err e, const struct store_claim *rows, int n)
{
	struct buf b;

	if (e != ERR_OK) {
		answer_fail(r, ERR_FULL);
		return;
	}
	buf_init(&b, CLAIMS_ANSWER);
	buf_add_str(&b, "{\"claims\":[");
	for (int i = 0; i < n; i++)
		add(&rows[i], i, &b);
	buf_add_str(&b, "]}");
	if (b.err)
		answer_fail(r, ERR_FULL);
	else
		answer_json(r, 200, buf_str(&b));
	buf_fini(&b);
}

/* ---- how many wait ---- */

struct counting {
	struct hub *hub;
	char retailer[LIMIT_SLUG + 1];
};

static void on_count(void *ctx, enum err e, int64_t n)
{
	struct counting *c = ctx;
	const struct tenant *t = hub_tenant(c->hub, c->retailer);
	struct wire_msg m = {.type = WIRE_T_CLAIMS};

	m.claims.waiting = n;
	if (e == ERR_OK && t)
		tenant_tell_staff(t, &m, true);
	mem_free(c);
}

void claims_tell_waiting(const struct tenant *t)
{
	struct counting *c = mem_zero(sizeof(*c));

	if (!c)
		return; /* the next change tells it */
	c->hub = t->hub;
	snprintf(c->retailer, sizeof(c->retailer), "%s", t->rules->retailer);
	store_claims_wait(t->hub->store, c->retailer, on_count, c);
}
