/* SPDX-License-Identifier: MIT */
#include "relay/gate/expiry.h"

#include <string.h>

#include "relay/gate/hub.h"
#include "relay/store/store_account.h"
#include "shared/mem.h"
#include "shared/times.h"

#define EXPIRY_EVERY TIMES_HOUR

struct proving {
	struct hub *hub;
	uint8_t hash[32];
};

static void on_session(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct proving *p = ctx;

	(void)account;
	if (e == ERR_TOKEN)
		hub_sign_out(p->hub, p->hash);
	mem_free(p);
}

/* Without memory it is asked about an hour later. */
static void prove(struct hub *h, const struct caller *s)
{
	struct proving *p = mem_alloc(sizeof(*p));

	if (!p)
		return;
	p->hub = h;
	memcpy(p->hash, s->token_hash, sizeof(p->hash));
	store_find_session(h->store, p->hash, hub_now(h).wall, on_session, p);
}

/* What could not be swept now is an hour later. */
static void on_swept(void *ctx, enum err e)
{
	(void)ctx;
	(void)e;
}

/* Has an hour passed?  The first begins when this is first asked. */
static bool is_due(int64_t *since, int64_t now)
{
	bool due = *since && now - *since >= EXPIRY_EVERY;

	if (due || !*since)
		*since = now;
	return due;
}

void expiry_look(struct hub *h, int64_t now)
{
	for (struct caller *s = h->callers.first; s; s = s->next) {
		if (s->kind == CALLER_ASSOCIATE &&
			s->state == CALLER_ATTACHED && is_due(&s->proven, now))
			prove(h, s);
	}
	/* Last, so that a session in use does not count as idle. */
	if (is_due(&h->swept, now)) {
		store_sweep_sessions(h->store, hub_now(h).wall, on_swept, h);
		store_sweep_codes(h->store, hub_now(h).wall, on_swept, h);
	}
}
