/* SPDX-License-Identifier: MIT */
#include "relay/gate/sessions.h"

#include <string.h>

#include "relay/gate/token.h"
#include "relay/gate/trail.h"
#include "relay/store/store_extra.h"
#include "shared/mem.h"
#include "shared/wire.h"

/* Bytes of an answer: each session is a few hundred. */
#define SESSIONS_ANSWER ((size_t)STORE_SESSIONS * 2048)

/* What is asked about an account that must be found first. */
struct asking {
	struct hub *hub;
	struct reply *reply;
	bool own;         /* by the token, over HTTP */
	uint8_t hash[32]; /* own: of that token */
	struct id ended;  /* the session to end, or "": list them */
	char retailer[LIMIT_SLUG + 1];
	struct peer peer; /* own: where they are, and who */
	struct id associate;
	char name[LIMIT_NAME + 1];
};

static struct asking *ask(struct hub *hub, struct reply *r)
{
	struct asking *a = mem_zero(sizeof(*a));

	if (!a) {
		answer_fail(r, ERR_FULL);
		return NULL;
	}
	a->hub = hub;
	a->reply = r;
	return a;
}

static void fail(struct asking *a, enum err e)
{
	answer_fail(a->reply, e);
	mem_free(a);
}

/* ---- answers ---- */

static void add(const struct asking *a, const struct store_session *s,
	struct answer_list *out)
{
	struct wire_msg m = {.type = WIRE_T_SESSION};

	m.session.session = s->id;
	m.session.device = s->device;
	m.session.made = s->made;
	m.session.used = s->used;
	m.session.this = a->own && memcmp(s->hash, a->hash, 32) == 0;
	answer_list_add(out, &m);
}

static void on_listed(
	void *ctx, enum err e, const struct store_session *rows, int n)
{
	struct asking *a = ctx;
	struct answer_list l;

	if (e != ERR_OK) {
		fail(a, e);
		return;
	}
	answer_list_begin(&l, "sessions", SESSIONS_ANSWER);
	for (int i = 0; i < n; i++)
		add(a, &rows[i], &l);
	answer_list_send(&l, a->reply);
	mem_free(a);
}

static void trail_end(const struct asking *a)
{
	const struct trail_who by = {
		.retailer = a->retailer,
		.id = a->own ? a->associate.s : AUDIT_NORENCTL,
		.name = a->name,
		.peer = a->own ? &a->peer : NULL,
	};

	trail_write(a->hub, &by, AUDIT_SESSION_ENDED, a->ended.s);
}

static void on_ended(
	void *ctx, enum err e, const struct store_session *rows, int n)
{
	struct asking *a = ctx;

	if (e != ERR_OK) {
		fail(a, e == ERR_UNKNOWN ? e : ERR_NOT_KEPT);
		return;
	}
	trail_end(a);
	for (int i = 0; i < n; i++) {
		log_event(a->hub->log, LOG_INFO, "session_ended", "associate",
			rows[i].associate.s, "session", rows[i].id.s, "by",
			a->own ? "owner" : "norenctl", NULL);
		hub_sign_out(a->hub, rows[i].hash);
	}
	answer_done(a->reply);
	mem_free(a);
}

/* ---- questions ---- */

static void on_account(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;

	/* Another retailer's account is none here. */
	if (e == ERR_OK && !a->own &&
		strcmp(account->retailer, a->retailer) != 0)
		e = ERR_UNKNOWN;
	if (e == ERR_OK && a->own) {
		a->associate = account->id;
		strncpy(a->retailer, account->retailer, LIMIT_SLUG);
		strncpy(a->name, account->name, LIMIT_NAME);
	}
	if (e != ERR_OK)
		fail(a, e == ERR_TOKEN || e == ERR_UNKNOWN ? e : ERR_FULL);
	else if (id_is(&a->ended))
		store_end_session(a->hub->store, account->retailer,
			&account->id, &a->ended, on_ended, a);
	else
		store_sessions(a->hub->store, account->retailer, &account->id,
			hub_now(a->hub).wall, on_listed, a);
}

static void ask_own(struct hub *hub, const struct request *q,
	const struct id *ended, struct reply *r)
{
	struct asking *a;

	if (!token_valid(q->bearer)) {
		answer_fail(r, ERR_TOKEN);
		return;
	}
	a = ask(hub, r);
	if (!a)
		return;
	a->own = true;
	a->peer = q->peer;
	a->ended = *ended;
	token_hash(q->bearer, a->hash);
	store_find_session(
		hub->store, a->hash, hub_now(hub).wall, on_account, a);
}

void sessions_list(struct hub *hub, const struct request *q, struct reply *r)
{
	const struct id none = {""};

	ask_own(hub, q, &none, r);
}

void sessions_end(struct hub *hub, const struct request *q, const char *arg,
	struct reply *r)
{
	struct id ended = answer_arg_id(arg);

	if (id_is(&ended))
		ask_own(hub, q, &ended, r);
	else
		answer_fail(
			r, token_valid(q->bearer) ? ERR_UNKNOWN : ERR_TOKEN);
}

void sessions_admin_list(
	struct hub *hub, const struct wire_ctl_sessions *m, struct reply *r)
{
	struct asking *a;

	if (!hub_tenant(hub, m->retailer)) {
		answer_fail(r, ERR_RETAILER);
		return;
	}
	a = ask(hub, r);
	if (!a)
		return;
	strncpy(a->retailer, m->retailer, LIMIT_SLUG);
	store_find_address(hub->store, m->address, on_account, a);
}

void sessions_admin_end(
	struct hub *hub, const struct wire_ctl_session_end *m, struct reply *r)
{
	struct asking *a;

	if (!hub_tenant(hub, m->retailer)) {
		answer_fail(r, ERR_RETAILER);
		return;
	}
	a = ask(hub, r);
	if (!a)
		return;
	strncpy(a->retailer, m->retailer, LIMIT_SLUG);
	a->ended = m->session;
	store_end_session(
		hub->store, m->retailer, NULL, &m->session, on_ended, a);
}
