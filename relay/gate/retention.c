/* SPDX-License-Identifier: MIT */
#include "relay/gate/retention.h"

#include <stdio.h>
#include <stdlib.h>

#include "shared/mem.h"
#include "shared/times.h"

#define CLEAN_AFTER (10 * TIMES_MINUTE)
#define CLOCK_SET TIMES_HOUR /* by more than clocks drift in a second */
#define STEPS 200 /* of which each is a few milliseconds of the store's */

/* One retailer's turn. */
struct expiring {
	struct hub *hub;
	store_expired_fn fn; /* NULL: it was due, and goes on to the end */
	void *ctx;
	struct trail_kept by;
	int64_t before;
	int steps;
	struct store_expired gone; /* so far */
};

int64_t retention_before(const struct tenant *t)
{
	int64_t days = t->rules->numbers.retention;

	return days && days < STORE_FOR_EVER
		? hub_now(t->hub).wall - days * TIMES_DAY
		: 0;
}

/* ---- what is left behind ---- */

static void on_scoured(void *ctx, enum err e, bool more)
{
	struct hub *hub = ctx;

	hub->scouring = false;
	if (e == ERR_OK && more && !hub->draining)
		retention_clean(hub);
}

void retention_clean(struct hub *hub)
{
	hub->files_gone = true;
	if (hub->scouring)
		return;
	hub->scouring = true;
	store_scour(hub->store, on_scoured, hub);
}

/* A relay may have died before it came to that: some time after the start,
 * when everybody is there again, it is seen to. */
static void clean_once(struct hub *hub, int64_t now)
{
	if (!hub->clean_at)
		hub->clean_at = now + CLEAN_AFTER;
	if (now < hub->clean_at)
		return;
	hub->clean_at = INT64_MAX;
	retention_clean(hub);
}

/* ---- a turn ---- */

static void write_trail(const struct expiring *x)
{
	char about[80];

	snprintf(about, sizeof(about), "chats %lld, enquiries %lld",
		(long long)x->gone.chats, (long long)x->gone.enquiries);
	trail_write(x->hub, &x->by.who, AUDIT_RETENTION, about);
}

static void finish(struct expiring *x, enum err e)
{
	const struct store_expired *g = &x->gone;

	if (g->chats || g->enquiries || g->sales || g->claims || g->shoppers) {
		write_trail(x);
		retention_clean(x->hub);
	}
	x->hub->expiring = false;
	if (x->fn)
		x->fn(x->ctx, e, g);
	mem_free(x);
}

static void step(struct expiring *x);

static void on_step(void *ctx, enum err e, const struct store_expired *some)
{
	struct expiring *x = ctx;

	if (e != ERR_OK) {
		finish(x, e);
		return;
	}
	x->gone.chats += some->chats;
	x->gone.enquiries += some->enquiries;
	x->gone.sales += some->sales;
	x->gone.claims += some->claims;
	x->gone.shoppers += some->shoppers;
	x->gone.more = some->more;
	x->steps++;
	if (some->more && !x->hub->draining && !(x->fn && x->steps >= STEPS))
		step(x);
	else
		finish(x, ERR_OK);
}

static void step(struct expiring *x)
{
	store_expire(x->hub->store, x->by.who.retailer, x->before, false,
		on_step, x);
}

/* The desk's part is kept: what was new to somebody has no name. */
static void on_desk(void *ctx, enum err e)
{
	struct expiring *x = ctx;

	if (e == ERR_OK)
		step(x);
	else
		finish(x, e);
}

enum err retention_begin(struct tenant *t, const struct trail_who *by,
	store_expired_fn fn, void *ctx)
{
	struct expiring *x = NULL;
	struct desk_cmd cmd;
	enum err e;

	if (!t->hub->expiring)
		x = mem_zero(sizeof(*x));
	if (!x)
		return ERR_FULL;
	x->hub = t->hub;
	x->fn = fn;
	x->ctx = ctx;
	x->before = retention_before(t);
	trail_keep(&x->by, by);
	cmd = tenant_cmd(t, DESK_C_EXPIRE, 0);
	cmd.before = x->before;
	e = tenant_send(t, &cmd, on_desk, x);
	if (e == ERR_OK)
		t->hub->expiring = true;
	else
		mem_free(x);
	return e;
}

/* Has the clock been set since the last look?  (They begin as one.) */
static void mind_clock(struct hub *hub, struct desk_now now)
{
	int64_t clock = now.wall - now.steady;
	bool set = llabs(clock - hub->clock) > CLOCK_SET;

	hub->clock = clock;
	for (struct tenant *t = hub->tenants; set && t; t = t->next)
		t->expired = now.steady + RETENTION_EVERY;
}

/* The next one of which something may be past it.  What fails is tried again
 * an hour later; where there is no desk just now, in a minute. */
void retention_look(struct hub *hub)
{
	int64_t now = hub_now(hub).steady;
	struct tenant *t = hub->tenants;
	enum err e;

	mind_clock(hub, hub_now(hub));
	if (!hub->draining)
		clean_once(hub, now);
	if (hub->expiring || hub->draining)
		return;
	while (t && (now < t->expired || !retention_before(t)))
		t = t->next;
	if (!t)
		return;
	e = retention_begin(t,
		&(struct trail_who){.retailer = t->rules->retailer,
			.id = AUDIT_SCHEDULE,
			.name = ""},
		NULL, NULL);
	t->expired = now + (e == ERR_OK ? RETENTION_EVERY : TIMES_MINUTE);
}
