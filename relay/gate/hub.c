/* SPDX-License-Identifier: MIT */
#include "relay/gate/hub.h"

#include <assert.h>
#include <string.h>

#include "relay/gate/archive.h"
#include "relay/gate/claims.h"
#include "relay/gate/expiry.h"
#include "relay/gate/replay.h"
#include "relay/gate/retention.h"
#include "relay/gate/tap.h"
#include "relay/gate/trail.h"
#include "shared/mem.h"
#include "shared/times.h"

void hub_init(struct hub *h, const struct hub_io *io,
	const struct hub_config *config, const struct log *log)
{
	*h = (struct hub){.io = *io, .config = *config, .log = log};
}

void hub_fini(struct hub *h)
{
	hub_forget(h);
	while (h->tenants) {
		struct tenant *t = h->tenants;

		h->tenants = t->next;
		tenant_destroy(&t);
	}
	callers_fini(&h->callers);
}

struct desk_now hub_now(const struct hub *h)
{
	return h->io.now(h->io.ctx);
}

struct id hub_id(const struct hub *h)
{
	uint8_t bytes[16];

	h->io.random(h->io.ctx, bytes, sizeof(bytes));
	return id_from_bytes(bytes);
}

int64_t hub_between(const struct hub *h, int64_t least, int64_t most)
{
	uint32_t r;

	assert(least < most);
	h->io.random(h->io.ctx, &r, sizeof(r));
	return least + (int64_t)r % (most - least);
}

void hub_wake(const struct hub *h, struct caller *s)
{
	h->io.wake(h->io.ctx, s);
}

void hub_note_slow(struct hub *h, const struct caller *s)
{
	h->slow++;
	log_event(h->log, LOG_INFO, "slow_reader_cut", "side",
		s->kind == CALLER_ASSOCIATE ? "associate" : "shopper", NULL);
}

/* ---- tenants ---- */

struct tenant *hub_tenant(const struct hub *h, const char *key)
{
	struct tenant *t = h->tenants;

	while (t && strcmp(t->rules->retailer, key) != 0)
		t = t->next;
	return t;
}

enum err hub_add_tenant(struct hub *h, struct rules *rules, struct tenant **out)
{
	struct tenant **end = &h->tenants;

	*out = tenant_new(h, rules);
	if (!*out)
		return ERR_NOMEM;
	while (*end)
		end = &(*end)->next;
	*end = *out;
	return ERR_OK;
}

void hub_drop_tenant(struct hub *h, struct tenant **tp)
{
	struct tenant **at = &h->tenants;

	assert((*tp)->shut);
	while (*at != *tp)
		at = &(*at)->next;
	*at = (*tp)->next;
	tenant_destroy(tp);
}

static enum err add_group(struct hub *h, const struct store_group *row)
{
	struct tenant *t = hub_tenant(h, row->retailer);
	struct roster_group *g = NULL;
	char why[RULES_WHY] = "";
	enum err e = t ? roster_group_new(row, &g, why) : ERR_UNKNOWN;

	if (e == ERR_OK)
		roster_put_group(&t->roster, g);
	else
		log_event(h->log, LOG_ERROR, "bad_group", "retailer",
			row->retailer, "group", row->group, "why", why, NULL);
	return e;
}

static enum err add_staff(struct hub *h, const struct store_associate *row)
{
	struct tenant *t = hub_tenant(h, row->retailer);
	struct roster_staff *s = NULL;
	enum err e = t ? roster_staff_new(row, &s) : ERR_UNKNOWN;

	if (e == ERR_OK)
		roster_put_staff(&t->roster, s);
	return e;
}

static enum err add_template(struct hub *h, const struct store_template *row)
{
	struct tenant *t = hub_tenant(h, row->retailer);
	struct roster_template *one = NULL;
	enum err e = t ? roster_template_new(row, &one) : ERR_UNKNOWN;

	if (e == ERR_OK)
		roster_put_template(&t->roster, one);
	return e;
}

static enum err add_retailer(struct hub *h, const struct store_retailer *row)
{
	char why[RULES_WHY];
	struct rules *rules;
	struct tenant *t;
	enum err e = rules_new(h, row, &rules, why);

	if (e == ERR_OK)
		return hub_add_tenant(h, rules, &t);
	log_event(h->log, LOG_ERROR, "bad_retailer", "retailer", row->retailer,
		"why", why, NULL);
	return e;
}

enum err hub_start(struct hub *h, const struct store_tenants *rows)
{
	enum err e = rows->err;

	for (int i = 0; i < rows->n_retailers && !e; i++)
		e = add_retailer(h, &rows->retailers[i]);
	for (int i = 0; i < rows->n_groups && !e; i++)
		e = add_group(h, &rows->groups[i]);
	for (int i = 0; i < rows->n_associates && !e; i++)
		e = add_staff(h, &rows->associates[i]);
	for (int i = 0; i < rows->n_templates && !e; i++)
		e = add_template(h, &rows->templates[i]);
	for (struct tenant *t = h->tenants; t && !e; t = t->next)
		e = tenant_open(t);
	return e;
}

bool hub_ready(const struct hub *h)
{
	for (const struct tenant *t = h->tenants; t; t = t->next) {
		if (!tenant_ready(t) && !t->shut)
			return false;
	}
	return true;
}

bool hub_settled(const struct hub *h)
{
	for (const struct tenant *t = h->tenants; t; t = t->next) {
		if (!tenant_ready(t) && !t->retry)
			return false;
	}
	return true;
}

/* ---- callers ---- */

struct caller *hub_open(
	struct hub *h, enum caller_kind kind, const char *origin, void *conn)
{
	struct caller *s = callers_add(&h->callers);
	int64_t now = hub_now(h).steady;

	if (!s)
		return NULL;
	s->hub = h;
	s->conn = conn;
	s->kind = kind;
	s->due = now + CALLER_HELLO_WITHIN;
	bucket_init(&s->bucket, &h->config.rate, now);
	if (origin) {
		s->origin = mem_strdup(origin);
		if (!s->origin) {
			callers_remove(&h->callers, s);
			return NULL;
		}
	}
	if (h->draining)
		caller_close(s, ERR_RESTART,
			hub_between(h, TIMES_SECOND, 5 * TIMES_SECOND));
	return s;
}

void hub_gone(struct hub *h, struct caller *s)
{
	struct tenant *t = s->tenant;
	uint64_t id = s->id;
	struct desk_cmd cmd;

	if (t && t->tap)
		tap_left(t->tap, hub_now(h).wall, s);
	callers_remove(&h->callers, s);
	if (t && !h->draining) {
		cmd = tenant_cmd(t, DESK_C_DETACH, id);
		tenant_do(t, &cmd);
	}
}

/* Seconds are counted here and not by the clock, which tests move. */
static void mind_silence(struct hub *h, struct caller *s)
{
	s->quiet++;
	if (s->quiet == h->config.silence) {
		s->ping = true;
		hub_wake(h, s);
	} else if (s->quiet >= 2 * h->config.silence) {
		h->io.kill(h->io.ctx, s);
	}
}

void hub_sweep(struct hub *h)
{
	int64_t now = hub_now(h).steady;
	struct caller *s, *next;

	trail_sweep(h);
	archive_sweep(h);
	if (h->refused && h->tenants && ++h->unproven >= HUB_PROVE) {
		h->unproven = 0;
		tenant_prove(h->tenants);
	}
	if (!h->draining)
		expiry_look(h, now);
	retention_look(h);
	for (s = h->callers.first; s; s = next) {
		next = s->next;
		if (s->state == CALLER_ATTACHED)
			mind_silence(h, s);
		else if (now < s->due)
			continue;
		else if (s->state == CALLER_CLOSING)
			h->io.kill(h->io.ctx, s);
		else if (s->state == CALLER_LOOKING)
			caller_close(s, ERR_FULL,
				hub_between(h, TIMES_SECOND, 3 * TIMES_SECOND));
		else
			caller_close(s, ERR_HELLO, 0);
	}
}

void hub_sign_out(struct hub *h, const uint8_t hash[32])
{
	for (struct caller *s = h->callers.first; s; s = s->next) {
		if (s->kind == CALLER_ASSOCIATE && s->tenant &&
			memcmp(s->token_hash, hash, 32) == 0)
			caller_close(s, ERR_TOKEN, 0);
	}
}

void hub_sign_out_all(
	struct hub *h, const struct tenant *t, const struct id *who)
{
	for (struct caller *s = h->callers.first; s; s = s->next) {
		if (s->kind == CALLER_ASSOCIATE && s->tenant == t &&
			id_same(&s->who, who))
			caller_close(s, ERR_TOKEN, 0);
	}
}

void hub_sign_out_others(struct hub *h, const struct tenant *t,
	const struct id *who, const uint8_t keep[32])
{
	for (struct caller *s = h->callers.first; s; s = s->next) {
		if (s->kind == CALLER_ASSOCIATE && s->tenant == t &&
			id_same(&s->who, who) &&
			memcmp(s->token_hash, keep, 32) != 0)
			caller_close(s, ERR_TOKEN, 0);
	}
}

/* ---- turns, time, the end ---- */

void hub_turn(struct hub *h)
{
	for (struct tenant *t = h->tenants; t; t = t->next)
		tenant_turn(t);
}

int64_t hub_deadline(const struct hub *h)
{
	int64_t least = INT64_MAX;

	for (const struct tenant *t = h->tenants; t; t = t->next) {
		int64_t d = tenant_deadline(t);

		least = d < least ? d : least;
	}
	return least;
}

void hub_tick(struct hub *h)
{
	for (struct tenant *t = h->tenants; t; t = t->next)
		tenant_tick(t);
}

void hub_drain(struct hub *h)
{
	h->draining = true;
}

bool hub_idle(const struct hub *h)
{
	for (const struct tenant *t = h->tenants; t; t = t->next) {
		if (t->keeper && keeper_ready(t->keeper) &&
			!keeper_idle(t->keeper))
			return false;
	}
	return true;
}

void hub_bye(struct hub *h)
{
	for (struct caller *s = h->callers.first; s; s = s->next)
		caller_close(s, ERR_RESTART,
			hub_between(h, TIMES_SECOND / 2, 5 * TIMES_SECOND));
}

/* ---- notices ---- */

void hub_forget(struct hub *h)
{
	frame_drop(&h->last.frame);
	h->last.msg = NULL;
}

/* One text for all whom a message goes to.  An answer is for one alone, and may
 * be another one in the same place each time. */
static enum err frame_of(
	struct hub *h, const struct wire_msg *msg, struct frame **out)
{
	bool answer =
		msg->ref || msg->type == WIRE_T_ERROR || msg->type == WIRE_T_OK;
	enum err e = ERR_OK;

	if (answer || h->last.msg != msg) {
		hub_forget(h);
		e = frame_new(msg, &h->last.frame);
		h->last.msg = msg;
	}
	*out = h->last.frame;
	return e;
}

/* A desk does not know the ref that its welcome answers. */
static void welcome(struct caller *s, const struct wire_msg *msg)
{
	struct wire_msg m = *msg;

	m.ref = s->ref;
	caller_say(s, &m);
	mem_free(s->ref);
	s->ref = NULL;
}

/* What the desk does not know comes last. */
static void make_ready(struct caller *s)
{
	s->ready = true;
	if (s->kind == CALLER_ASSOCIATE)
		tenant_tell_templates(s->tenant, s);
	if (s->kind == CALLER_ASSOCIATE && tenant_manages(s->tenant, &s->who))
		claims_tell_waiting(s->tenant);
}

void hub_notice(struct hub *h, const struct desk_notice *n)
{
	struct caller *s = callers_find(&h->callers, n->session);
	struct frame *f;

	if (!s || s->state == CALLER_CLOSING)
		return;
	switch (n->kind) {
	case DESK_N_SEND:
		if (n->message->type == WIRE_T_READY)
			make_ready(s);
		if (s->tenant->tap)
			tap_told(s->tenant->tap, s, n->message);
		if (s->ref && n->message->type == WIRE_T_WELCOME)
			welcome(s, n->message);
		else if (frame_of(h, n->message, &f) == ERR_OK)
			caller_send(s, f);
		else
			caller_close(s, ERR_FULL, TIMES_SECOND);
		break;
	case DESK_N_CLOSE:
		caller_close(s, n->why, 0);
		break;
	case DESK_N_REPLAY:
		replay_begin(s, n);
		break;
	case DESK_N_DONE: /* the tenant's: no session's */
		break;
	}
}
