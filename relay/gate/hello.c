/* SPDX-License-Identifier: MIT */
#include "relay/gate/hello.h"

#include <assert.h>
#include <string.h>

#include "relay/gate/hub.h"
#include "relay/gate/least.h"
#include "relay/gate/origin.h"
#include "relay/gate/tap.h"
#include "relay/gate/token.h"
#include "shared/mem.h"
#include "shared/times.h"

/*
 * The store is asked on behalf of a session that may be gone when the answer
 * comes: the question carries its id.
 */
struct asking {
	struct hub *hub;
	uint64_t session;
};

static struct asking *ask(const struct caller *s)
{
	struct asking *a = mem_alloc(sizeof(*a));

	if (a)
		*a = (struct asking){s->hub, s->id};
	return a;
}

/* The session that asked, if it still waits.  Frees the question. */
static struct caller *asker(struct asking *a)
{
	struct caller *s = callers_find(&a->hub->callers, a->session);

	mem_free(a);
	return s && s->state == CALLER_LOOKING ? s : NULL;
}

/* Not now: the other side comes back by itself. */
static void put_off(struct caller *s)
{
	int64_t wait = hub_between(s->hub, TIMES_SECOND, 3 * TIMES_SECOND);

	caller_fail(s, s->ref, ERR_FULL, wait);
	caller_close(s, ERR_FULL, wait);
}

static void refuse(struct caller *s, enum err e)
{
	assert(err_closes(e));
	caller_fail(s, s->ref, e, 0);
}

/* ---- telling the desk ---- */

static void attach(struct caller *s, const struct desk_attach *what)
{
	enum desk_cmd_kind kind = s->kind == CALLER_ASSOCIATE
		? DESK_C_ATTACH_ASSOCIATE
		: DESK_C_ATTACH_SHOPPER;
	struct desk_cmd cmd = tenant_cmd(s->tenant, kind, s->id);

	cmd.attach = *what;
	s->state = CALLER_ATTACHED;
	s->ready = false;
	if (s->tenant->tap)
		tap_came(s->tenant->tap, cmd.now.wall, s);
	if (tenant_do(s->tenant, &cmd) != ERR_OK)
		put_off(s);
}

static void attach_associate(struct caller *s)
{
	const struct desk_attach what = {.who = s->who, .lang = s->lang};

	attach(s, &what);
}

/* `token`: a new shopper's; `known`: what the store has of them. */
static void attach_shopper(
	struct caller *s, const char *token, const struct rec_shopper *known)
{
	struct desk_attach what = {
		.who = s->who,
		.lang = s->lang,
		.token = token,
		.known = known,
	};
	struct wire_msg view = {.mem = NULL};

	if (s->view &&
		wire_decode(s->view, strlen(s->view), LIMIT_SHOPPER_FRAME,
			WIRE_FROM_S, &view, NULL) == ERR_OK)
		what.view = &view.page;
	attach(s, &what);
	wire_fini(&view);
}

/* ---- associates ---- */

static void on_session(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct caller *s = asker(ctx);

	if (!s)
		return;
	if (e != ERR_OK) {
		if (e == ERR_TOKEN)
			refuse(s, e);
		else
			put_off(s);
		return;
	}
	s->tenant = hub_tenant(s->hub, account->retailer);
	s->who = account->id;
	s->proven = hub_now(s->hub).steady;
	if (!s->tenant)
		refuse(s, ERR_RETAILER);
	else if (!tenant_ready(s->tenant))
		put_off(s);
	else
		attach_associate(s);
}

static void hello_associate(struct caller *s, const struct wire_hello *h)
{
	struct asking *a;

	if (!token_valid(h->token)) {
		refuse(s, ERR_TOKEN);
		return;
	}
	a = ask(s);
	if (!a) {
		put_off(s);
		return;
	}
	token_hash(h->token, s->token_hash);
	s->state = CALLER_LOOKING;
	store_find_session(s->hub->store, s->token_hash, hub_now(s->hub).wall,
		on_session, a);
}

/* ---- shoppers ---- */

static void on_shopper(void *ctx, const struct store_rows *rows)
{
	struct caller *s = asker(ctx);
	const struct rec_shopper *known = NULL;

	if (!s)
		return;
	if (rows->err != ERR_OK && rows->err != ERR_UNKNOWN) {
		put_off(s);
		return;
	}
	if (rows->err == ERR_OK && rows->n > 0)
		known = &rows->recs[0].shopper;
	attach_shopper(s, NULL, known);
}

static void look_up_shopper(struct caller *s)
{
	struct asking *a = ask(s);

	if (!a) {
		put_off(s);
		return;
	}
	s->state = CALLER_LOOKING;
	s->due = hub_now(s->hub).steady + CALLER_HELLO_WITHIN;
	store_shopper(s->hub->store, s->tenant->rules->retailer, &s->who,
		on_shopper, a);
}

/* Nobody has been this shopper before: there is nothing to look up. */
static void welcome_new(struct caller *s)
{
	uint8_t bytes[TOKEN_BYTES];
	char token[TOKEN_LEN + 1];

	s->hub->io.random(s->hub->io.ctx, bytes, sizeof(bytes));
	token_write(bytes, token);
	s->who = token_shopper(s->tenant->rules->retailer, token);
	attach_shopper(s, token, NULL);
}

/* The relay's own origin was let in by the handshake as NULL. */
static bool may_speak_for(const struct caller *s, const struct tenant *t)
{
	return !s->origin || origin_listed(t->rules->origins, s->origin);
}

static void hello_shopper(struct caller *s, const struct wire_hello *h)
{
	struct tenant *t = hub_tenant(s->hub, h->retailer ? h->retailer : "");
	struct wire_page page = {
#define HELLO_COPY(kind, name, need, bound, doc) .name = h->name,
		WIRE_VIEW(HELLO_COPY)
#undef HELLO_COPY
	};

	if (!t) {
		refuse(s, ERR_RETAILER);
		return;
	}
	if (!may_speak_for(s, t)) {
		refuse(s, ERR_ORIGIN);
		return;
	}
	mem_free(s->origin);
	s->origin = NULL;
	if (!tenant_ready(t) || hello_view(s, &page) != ERR_OK) {
		put_off(s);
		return;
	}
	s->tenant = t;
	if (token_valid(h->token)) {
		s->who = token_shopper(t->rules->retailer, h->token);
		look_up_shopper(s);
	} else {
		welcome_new(s);
	}
}

/* ---- */

enum err hello_view(struct caller *s, const struct wire_page *page)
{
	struct wire_msg msg = {.type = WIRE_T_PAGE};
	struct buf b;
	char *view;

	msg.page = *page;
	buf_init(&b, LIMIT_SHOPPER_FRAME);
	wire_encode(&msg, &b);
	view = buf_take(&b);
	buf_fini(&b);
	if (!view)
		return ERR_NOMEM;
	mem_free(s->view);
	s->view = view;
	return ERR_OK;
}

void hello_take(struct caller *s, const struct wire_msg *msg)
{
	const struct wire_hello *h = &msg->hello;

	s->lang = (enum wire_lang)h->lang;
	if (msg->ref)
		s->ref = mem_strdup(msg->ref);
	if (msg->ref && !s->ref)
		put_off(s);
	else if (h->version < WIRE_LEAST ||
		!least_serves(s->hub->config.least_client, h->client))
		refuse(s, ERR_VERSION);
	else if (s->kind == CALLER_ASSOCIATE)
		hello_associate(s, h);
	else
		hello_shopper(s, h);
}

void hello_again(struct caller *s)
{
	if (s->kind == CALLER_ASSOCIATE)
		attach_associate(s);
	else
		look_up_shopper(s);
}
