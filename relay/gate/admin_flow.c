/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_flow.h"

#include <sodium.h>
#include <string.h>

#include "relay/gate/tap.h"
#include "relay/gate/token.h"
#include "shared/mem.h"
#include "shared/wire.h"

enum err admin_flow_allowed(const struct hub *hub, const char *retailer)
{
	size_t len = strlen(ADMIN_FLOW_PREFIX);

	return hub->config.flows &&
			strncmp(retailer, ADMIN_FLOW_PREFIX, len) == 0
		? ERR_OK
		: ERR_FORBIDDEN;
}

/* ---- signing in ---- */

struct signing {
	struct hub *hub;
	struct reply *reply;
	struct id associate;
	char retailer[LIMIT_SLUG + 1];
	char name[LIMIT_NAME + 1];
	char token[TOKEN_LEN + 1];
};

static void finish(struct signing *s, enum err e)
{
	if (e != ERR_OK)
		answer_fail(s->reply, e);
	sodium_memzero(s->token, sizeof(s->token));
	mem_free(s);
}

static void on_kept(void *ctx, enum err e)
{
	struct signing *s = ctx;
	const struct tenant *t = hub_tenant(s->hub, s->retailer);
	struct wire_msg m = {.type = WIRE_T_SIGNED_IN};

	if (e == ERR_OK && !t)
		e = ERR_RETAILER;
	if (e == ERR_OK) {
		m.signed_in.token = s->token;
		m.signed_in.associate = s->associate;
		m.signed_in.name = s->name;
		m.signed_in.retailer = t->rules->name;
		trail_ctl(s->hub, s->retailer, AUDIT_SIGN_IN, s->associate.s);
		answer_msg(s->reply, &m);
	}
	finish(s, e);
}

static void open_session(struct signing *s)
{
	int64_t now = hub_now(s->hub).wall;
	struct store_session row = {
		.id = hub_id(s->hub),
		.associate = s->associate,
		.retailer = s->retailer,
		.device = "norenflow",
		.made = now,
		.used = now,
	};
	uint8_t bytes[TOKEN_BYTES];

	s->hub->io.random(s->hub->io.ctx, bytes, sizeof(bytes));
	token_write(bytes, s->token);
	sodium_memzero(bytes, sizeof(bytes));
	token_hash(s->token, row.hash);
	store_put_session(s->hub->store, &row, on_kept, s);
}

static void on_found(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct signing *s = ctx;

	if (e == ERR_OK && strcmp(account->retailer, s->retailer) != 0)
		e = ERR_UNKNOWN;
	if (e != ERR_OK) {
		finish(s, e);
		return;
	}
	s->associate = account->id;
	strncpy(s->name, account->name, LIMIT_NAME);
	open_session(s);
}

void admin_flow_session(
	struct hub *hub, const struct wire_ctl_session *m, struct reply *r)
{
	enum err e = admin_flow_allowed(hub, m->retailer);
	struct signing *s;

	if (e != ERR_OK) {
		answer_error(r, e, ADMIN_FLOW_REFUSED, 0);
		return;
	}
	s = mem_zero(sizeof(*s));
	if (!s) {
		answer_fail(r, ERR_FULL);
		return;
	}
	s->hub = hub;
	s->reply = r;
	strncpy(s->retailer, m->retailer, LIMIT_SLUG);
	store_find_address(hub->store, m->address, on_found, s);
}

/* ---- writing down ---- */

/* Those who are there already come first. */
static void begin(struct hub *hub, struct tenant *t)
{
	int64_t now = hub_now(hub).wall;

	for (struct caller *s = hub->callers.first; s; s = s->next) {
		if (s->tenant != t)
			continue;
		s->tapped = false;
		if (s->state == CALLER_ATTACHED)
			tap_came(t->tap, now, s);
	}
}

void admin_flow_record(
	struct hub *hub, const struct wire_ctl_record *m, struct reply *r)
{
	struct tenant *t = hub_tenant(hub, m->retailer);

	if (!t) {
		answer_fail(r, ERR_RETAILER);
		return;
	}
	tap_destroy(&t->tap);
	if (m->on) {
		t->tap = tap_new();
		if (!t->tap) {
			answer_fail(r, ERR_FULL);
			return;
		}
		begin(hub, t);
	}
	log_event(hub->log, LOG_INFO, "recording", "retailer", m->retailer,
		"on", m->on ? "yes" : "no", NULL);
	trail_ctl(hub, m->retailer, AUDIT_RECORDING, m->on ? "on" : "off");
	answer_done(r);
}

void admin_flow_recorded(const struct hub *hub, const struct request *q,
	const char *retailer, struct reply *r)
{
	const struct tenant *t = hub_tenant(hub, retailer);
	int64_t after = 0;
	struct buf b;

	if (!answer_query_fits(q, r, "retailer after") ||
		!answer_query_number(q, r, "after", 0, &after))
		return;
	if (!t || !t->tap) {
		answer_fail(r, t ? ERR_WRONG_STATE : ERR_RETAILER);
		return;
	}
	buf_init(&b, TAP_ANSWER);
	if (tap_write(t->tap, after, &b) == ERR_OK)
		r->send(r,
			&(struct answer){
				.status = 200,
				.type = "application/x-ndjson; charset=utf-8",
				.body = buf_str(&b),
				.len = b.len,
			});
	else
		answer_fail(r, ERR_FULL);
	buf_fini(&b);
}
