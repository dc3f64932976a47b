/* SPDX-License-Identifier: MIT */
#include "relay/gate/signin.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/backoff.h"
#include "relay/gate/least.h"
#include "relay/gate/token.h"
#include "relay/gate/trail.h"
#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/norm.h"
#include "shared/times.h"
#include "shared/wire.h"

/* An account is slowed to one guess a minute and no further, since whoever
 * knows its address could else keep its owner out; an address of origin is
 * slowed much more. */
static const struct backoff_policy by_account = {
	.free = 5,
	.first = TIMES_SECOND,
	.most = TIMES_MINUTE,
	.forget = TIMES_HOUR,
};
static const struct backoff_policy by_peer = {
	.free = 20,
	.first = TIMES_SECOND,
	.most = 15 * TIMES_MINUTE,
	.forget = TIMES_HOUR,
};
#define SIGNIN_ENTRIES 4096
#define FOLDED_MOST (4 * LIMIT_ADDRESS) /* folding may lengthen */

struct signin {
	struct hub *hub;
	struct signin_io io;
	const char *nobody;
	struct backoff *accounts, *peers;
	uint8_t secret[crypto_shorthash_KEYBYTES];
	int pending;
};

/* One try, from the request to its answer. */
struct attempt {
	struct signin *signin;
	struct reply *reply;
	struct wire_msg msg; /* sign_in or unlock; owns its strings */
	struct peer peer;
	uint64_t account_key, peer_key;
	bool known; /* there is such an account */
	struct id associate;
	char *name, *retailer; /* the account's */
	char *address;         /* the account's, not what was typed */
	char *judged;          /* and the hash that the password is judged by */
	char token[TOKEN_LEN + 1];
};

struct signin *signin_new(
	struct hub *hub, const struct signin_io *io, const char *nobody)
{
	struct signin *s = mem_zero(sizeof(*s));

	if (!s)
		return NULL;
	s->hub = hub;
	s->io = *io;
	s->nobody = nobody;
	s->accounts = backoff_new(&by_account, SIGNIN_ENTRIES);
	s->peers = backoff_new(&by_peer, SIGNIN_ENTRIES);
	hub->io.random(hub->io.ctx, s->secret, sizeof(s->secret));
	if (!s->accounts || !s->peers)
		signin_destroy(&s);
	return s;
}

void signin_destroy(struct signin **s)
{
	if (*s) {
		assert((*s)->pending == 0);
		backoff_destroy(&(*s)->accounts);
		backoff_destroy(&(*s)->peers);
		mem_free(*s);
	}
	*s = NULL;
}

int signin_pending(const struct signin *s)
{
	return s->pending;
}

/* ---- slowing down ---- */

static uint64_t key_of(const struct signin *s, const void *data, size_t len)
{
	uint64_t key;

	crypto_shorthash((unsigned char *)&key, data, len, s->secret);
	return key;
}

/* Folded as the store compares addresses, so that an account has one key in
 * whatever letters it is written.  Without memory all share one. */
static uint64_t address_key(const struct signin *s, const char *address)
{
	struct buf folded;
	uint64_t key;

	buf_init(&folded, FOLDED_MOST);
	if (norm_fold(address, strlen(address), &folded) != ERR_OK)
		buf_clear(&folded);
	key = key_of(s, buf_str(&folded), folded.len);
	buf_fini(&folded);
	return key;
}

static int64_t begin_account(struct attempt *a, uint64_t key)
{
	struct signin *s = a->signin;

	a->account_key = key;
	return backoff_try(s->accounts, key, hub_now(s->hub).steady);
}

static int64_t begin_peer(struct attempt *a)
{
	struct signin *s = a->signin;

	a->peer_key = key_of(s, a->peer.b, sizeof(a->peer.b));
	return backoff_try(s->peers, a->peer_key, hub_now(s->hub).steady);
}

/* ---- the end of a try ---- */

static void finish(struct attempt *a)
{
	char *password = NULL;

	if (a->msg.type == WIRE_T_SIGN_IN)
		password = (char *)a->msg.sign_in.password;
	else if (a->msg.type == WIRE_T_UNLOCK)
		password = (char *)a->msg.unlock.password;
	if (password)
		sodium_memzero(password, strlen(password));
	wire_fini(&a->msg);
	a->signin->pending--;
	mem_free(a->name);
	mem_free(a->retailer);
	mem_free(a->address);
	mem_free(a->judged);
	mem_free(a);
}

static void log_outcome(const struct attempt *a, const char *event)
{
	char peer[PEER_TEXT];

	log_event(a->signin->hub->log, LOG_INFO, event, "peer",
		peer_text(&a->peer, peer), "associate",
		a->known ? a->associate.s : NULL, NULL);
}

/* Into the audit log.  Who gave a wrong password has proven nothing, unless by
 * a session; and what they took for an address may be anything, even a
 * password, so that only one that is an account's is written. */
static void trail_outcome(const struct attempt *a, enum audit_what what)
{
	bool proven = what != AUDIT_SIGN_IN_FAILED;
	const struct trail_who who = {
		.retailer = a->known ? a->retailer : "",
		.id = proven ? a->associate.s : AUDIT_NOBODY,
		.name = proven ? a->name : "",
		.peer = &a->peer,
	};

	trail_write(a->signin->hub, &who, what, proven ? "" : a->address);
}

/* It could not be judged: that is nobody's fault. */
static void give_up(struct attempt *a, enum err e)
{
	backoff_return(a->signin->accounts, a->account_key);
	backoff_return(a->signin->peers, a->peer_key);
	answer_error(a->reply, e, err_text(e), TIMES_SECOND);
	finish(a);
}

static void slow_down(struct attempt *a, int64_t wait)
{
	log_outcome(a, "sign_in_slowed");
	answer_error(a->reply, ERR_RATE, err_text(ERR_RATE), wait);
	finish(a);
}

static void on_kept(void *ctx, enum err e)
{
	struct attempt *a = ctx;
	struct wire_msg m = {.type = WIRE_T_SIGNED_IN};
	const struct tenant *t;

	if (e == ERR_UNKNOWN) {
		/* The password was changed, or the account taken away, while
		 * the old one was being judged. */
		log_outcome(a, "wrong_password");
		trail_outcome(a, AUDIT_SIGN_IN_FAILED);
		answer_fail(a->reply, ERR_CREDENTIALS);
		finish(a);
		return;
	}
	if (e != ERR_OK) {
		give_up(a, ERR_NOT_KEPT);
		return;
	}
	m.signed_in.token = a->token;
	m.signed_in.associate = a->associate;
	m.signed_in.name = a->name;
	t = hub_tenant(a->signin->hub, a->retailer);
	m.signed_in.retailer = t ? t->rules->name : a->retailer;
	log_outcome(a, "signed_in");
	trail_outcome(a, AUDIT_SIGN_IN);
	answer_msg(a->reply, &m);
	finish(a);
}

static void open_session(struct attempt *a)
{
	struct hub *hub = a->signin->hub;
	int64_t now = hub_now(hub).wall;
	struct store_session row = {
		.id = hub_id(hub),
		.associate = a->associate,
		.retailer = a->retailer,
		.device = a->msg.sign_in.device ? a->msg.sign_in.device : "",
		.judged = a->judged,
		.made = now,
		.used = now,
	};
	uint8_t bytes[TOKEN_BYTES];

	hub->io.random(hub->io.ctx, bytes, sizeof(bytes));
	token_write(bytes, a->token);
	sodium_memzero(bytes, sizeof(bytes));
	token_hash(a->token, row.hash);
	store_put_session(hub->store, &row, on_kept, a);
}

static void on_verified(void *ctx, bool right)
{
	struct attempt *a = ctx;

	if (!right || !a->known) {
		log_outcome(a, "wrong_password");
		trail_outcome(a,
			a->msg.type == WIRE_T_UNLOCK ? AUDIT_UNLOCK_FAILED
						     : AUDIT_SIGN_IN_FAILED);
		answer_fail(a->reply, ERR_CREDENTIALS);
		finish(a);
		return;
	}
	/* One's own right password says nothing about the guesses at others':
	 * it only does not count as one. */
	backoff_forgive(a->signin->accounts, a->account_key);
	backoff_return(a->signin->peers, a->peer_key);
	if (a->msg.type == WIRE_T_SIGN_IN) {
		open_session(a);
	} else {
		log_outcome(a, "unlocked");
		answer_done(a->reply);
		finish(a);
	}
}

/* ---- the beginning of a try ---- */

static struct attempt *begin(struct signin *s, const struct request *q,
	struct reply *r, enum wire_type type)
{
	struct attempt *a = mem_zero(sizeof(*a));
	enum err e;

	if (!a) {
		answer_fail(r, ERR_FULL);
		return NULL;
	}
	s->pending++;
	a->signin = s;
	a->reply = r;
	a->peer = q->peer;
	e = wire_decode(
		q->body, q->len, LIMIT_HTTP_BODY, WIRE_FROM_H, &a->msg, NULL);
	if (e == ERR_OK && a->msg.type != type)
		e = ERR_TYPE;
	if (e == ERR_OK && type == WIRE_T_SIGN_IN &&
		!least_serves(
			s->hub->config.least_client, a->msg.sign_in.client))
		e = ERR_VERSION;
	if (e != ERR_OK) {
		answer_fail(r, e);
		finish(a);
		return NULL;
	}
	return a;
}

static void verify(struct attempt *a, const char *hash, const char *password)
{
	struct signin *s = a->signin;
	enum err e = s->io.verify(s->io.ctx, hash, password, on_verified, a);

	if (e != ERR_OK)
		give_up(a, ERR_FULL);
}

static enum err keep_account(
	struct attempt *a, const struct store_associate *account)
{
	a->known = true;
	a->associate = account->id;
	a->name = mem_strdup(account->name);
	a->retailer = mem_strdup(account->retailer);
	a->address = mem_strdup(account->address);
	a->judged = mem_strdup(account->hash);
	return a->name && a->retailer && a->address && a->judged ? ERR_OK
								 : ERR_NOMEM;
}

static void on_address(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct attempt *a = ctx;
	const char *hash = a->signin->nobody;

	if (e == ERR_OK) {
		hash = account->hash;
		e = keep_account(a, account);
	}
	if (e == ERR_OK || e == ERR_UNKNOWN)
		verify(a, hash, a->msg.sign_in.password);
	else
		give_up(a, ERR_FULL);
}

void signin_in(struct signin *s, const struct request *q, struct reply *r)
{
	struct attempt *a = begin(s, q, r, WIRE_T_SIGN_IN);
	const char *address;
	int64_t wait;

	if (!a)
		return;
	address = a->msg.sign_in.address;
	wait = begin_peer(a);
	if (wait == 0) {
		wait = begin_account(a, address_key(s, address));
		if (wait > 0)
			backoff_return(s->peers, a->peer_key);
	}
	if (wait > 0)
		slow_down(a, wait);
	else
		store_find_address(s->hub->store, address, on_address, a);
}

static void on_locked(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct attempt *a = ctx;
	int64_t wait;

	if (e == ERR_OK)
		e = keep_account(a, account);
	if (e != ERR_OK) {
		backoff_return(a->signin->peers, a->peer_key);
		answer_fail(a->reply, e == ERR_TOKEN ? ERR_TOKEN : ERR_FULL);
		finish(a);
		return;
	}
	wait = begin_account(a, address_key(a->signin, account->address));
	if (wait > 0) {
		backoff_return(a->signin->peers, a->peer_key);
		slow_down(a, wait);
		return;
	}
	verify(a, account->hash, a->msg.unlock.password);
}

void signin_unlock(struct signin *s, const struct request *q, struct reply *r)
{
	struct attempt *a;
	uint8_t hash[32];
	int64_t wait;

	if (!token_valid(q->bearer)) {
		answer_fail(r, ERR_TOKEN);
		return;
	}
	a = begin(s, q, r, WIRE_T_UNLOCK);
	if (!a)
		return;
	wait = begin_peer(a);
	if (wait > 0) {
		slow_down(a, wait);
		return;
	}
	token_hash(q->bearer, hash);
	store_find_session(
		s->hub->store, hash, hub_now(s->hub).wall, on_locked, a);
}

/* ---- signing out ---- */

struct leaving {
	struct signin *signin;
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

	trail_write(l->signin->hub, &who, AUDIT_SIGN_OUT, "");
}

static void end_leaving(struct leaving *l)
{
	l->signin->pending--;
	mem_free(l);
}

static void on_dropped(void *ctx, enum err e)
{
	struct leaving *l = ctx;

	if (e == ERR_OK) {
		hub_sign_out(l->signin->hub, l->hash);
		trail_leaving(l);
		answer_done(l->reply);
	} else {
		answer_fail(l->reply,
			e == ERR_TOKEN || e == ERR_UNKNOWN ? ERR_TOKEN
							   : ERR_NOT_KEPT);
	}
	end_leaving(l);
}

/* Whose session it is: only the audit log wants to know. */
static void on_leaving(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct leaving *l = ctx;

	if (e != ERR_OK) {
		answer_fail(l->reply, e == ERR_TOKEN ? e : ERR_NOT_KEPT);
		end_leaving(l);
		return;
	}
	l->associate = account->id;
	snprintf(l->retailer, sizeof(l->retailer), "%s", account->retailer);
	snprintf(l->name, sizeof(l->name), "%s", account->name);
	store_drop_session(l->signin->hub->store, l->hash, on_dropped, l);
}

void signin_out(struct signin *s, const struct request *q, struct reply *r)
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
	l->signin = s;
	l->reply = r;
	l->peer = q->peer;
	s->pending++;
	token_hash(q->bearer, l->hash);
	store_find_session(
		s->hub->store, l->hash, hub_now(s->hub).wall, on_leaving, l);
}
