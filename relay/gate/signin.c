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
#include "relay/store/store_account.h"
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
/* A device where the account was signed in before, or is: its owner is let on
 * while others hammer the account or share the address.  Whoever has got hold
 * of one is slowed much more. */
static const struct backoff_policy by_device = {
	.free = 5,
	.first = TIMES_SECOND,
	.most = 15 * TIMES_MINUTE,
	.forget = TIMES_HOUR,
};
#define SIGNIN_ENTRIES 4096
#define KNOWN_LEAST 20 /* bytes of a device's secret; shorter ones are none */
#define FOLDED_MOST (4 * LIMIT_ADDRESS) /* folding may lengthen */

struct signin {
	struct hub *hub;
	struct signin_io io;
	const char *nobody;
	struct backoff *accounts, *peers, *devices;
	uint8_t secret[crypto_shorthash_KEYBYTES];
	int pending;
};

/* One try, from the request to its answer. */
struct attempt {
	struct signin *signin;
	struct reply *reply;
	struct wire_msg msg; /* sign_in or unlock; owns its strings */
	struct peer peer;
	uint64_t account_key, peer_key, device_key;
	bool by_device; /* slowed by the device's own count only */
	signin_fn fn;   /* signin_prove(): instead of an answer */
	void *ctx;
	char *said; /* and the password, as an unlock's */
	uint8_t session[32];
	bool manager;
	int lang;
	char *groups;
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
	s->devices = backoff_new(&by_device, SIGNIN_ENTRIES);
	hub->io.random(hub->io.ctx, s->secret, sizeof(s->secret));
	if (!s->accounts || !s->peers || !s->devices)
		signin_destroy(&s);
	return s;
}

void signin_destroy(struct signin **s)
{
	if (*s) {
		assert((*s)->pending == 0);
		backoff_destroy(&(*s)->accounts);
		backoff_destroy(&(*s)->peers);
		backoff_destroy(&(*s)->devices);
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

	struct peer customer = peer_customer(&a->peer);

	a->peer_key = key_of(s, customer.b, sizeof(customer.b));
	return backoff_try(s->peers, a->peer_key, hub_now(s->hub).steady);
}

/* The hash of its secret, or of the session's token, at this account. */
static int64_t begin_device(struct attempt *a, const uint8_t hash[32])
{
	struct signin *s = a->signin;
	uint8_t both[32 + ID_LEN];

	memcpy(both, hash, 32);
	memcpy(both + 32, a->associate.s, ID_LEN);
	a->device_key = key_of(s, both, sizeof(both));
	a->by_device = true;
	return backoff_try(s->devices, a->device_key, hub_now(s->hub).steady);
}

/* The try was not judged, or says nothing about the guesses of others. */
static void take_back(struct attempt *a)
{
	struct signin *s = a->signin;

	if (a->by_device) {
		backoff_return(s->devices, a->device_key);
		return;
	}
	backoff_return(s->accounts, a->account_key);
	backoff_return(s->peers, a->peer_key);
}

/* One's own right password only does not count as a guess at others'. */
static void forgive(struct attempt *a)
{
	struct signin *s = a->signin;

	if (a->by_device) {
		backoff_forgive(s->devices, a->device_key);
		return;
	}
	backoff_forgive(s->accounts, a->account_key);
	backoff_return(s->peers, a->peer_key);
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
	if (a->said)
		sodium_memzero(a->said, strlen(a->said));
	mem_free(a->said);
	mem_free(a->groups);
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

/* What has become of it goes to whoever asked. */
static void tell(struct attempt *a, enum err e, int64_t wait)
{
	const struct store_associate account = {
		.id = a->associate,
		.retailer = a->retailer,
		.address = a->address,
		.name = a->name,
		.hash = a->judged,
		.groups = a->groups,
		.manager = a->manager,
		.lang = a->lang,
	};

	if (a->fn)
		a->fn(a->ctx, e, wait, e == ERR_OK ? &account : NULL);
	else if (e == ERR_OK)
		answer_done(a->reply);
	else
		answer_error(a->reply, e, err_text(e), wait);
	finish(a);
}

/* It could not be judged: that is nobody's fault. */
static void give_up(struct attempt *a, enum err e)
{
	take_back(a);
	tell(a, e, TIMES_SECOND);
}

static void slow_down(struct attempt *a, int64_t wait)
{
	log_outcome(a, "sign_in_slowed");
	tell(a, ERR_RATE, wait);
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

/* The hash of the device's own secret; false: it has said none. */
static bool device_of(const struct attempt *a, uint8_t hash[32])
{
	const char *known = a->msg.sign_in.known;

	if (!known || strlen(known) < KNOWN_LEAST)
		return false;
	token_hash(known, hash);
	return true;
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
		.signs_in = true,
		.lang = (int)a->msg.sign_in.lang,
	};
	uint8_t bytes[TOKEN_BYTES];

	row.knows = device_of(a, row.known);
	hub->io.random(hub->io.ctx, bytes, sizeof(bytes));
	token_write(bytes, a->token);
	sodium_memzero(bytes, sizeof(bytes));
	token_hash(a->token, row.hash);
	store_put_session(hub->store, &row, on_kept, a);
}

static bool signs_in(const struct attempt *a)
{
	return a->msg.type == WIRE_T_SIGN_IN;
}

/* As the audit log calls a wrong password. */
static enum audit_what failure(const struct attempt *a)
{
	if (signs_in(a))
		return AUDIT_SIGN_IN_FAILED;
	return a->fn ? AUDIT_PASSWORD_FAILED : AUDIT_UNLOCK_FAILED;
}

static void on_verified(void *ctx, bool right)
{
	struct attempt *a = ctx;

	if (!right || !a->known) {
		log_outcome(a, "wrong_password");
		trail_outcome(a, failure(a));
		tell(a, ERR_CREDENTIALS, 0);
		return;
	}
	forgive(a);
	if (signs_in(a)) {
		open_session(a);
		return;
	}
	log_outcome(a, "unlocked");
	tell(a, ERR_OK, 0);
}

/* ---- the beginning of a try ---- */

static struct attempt *begin(struct signin *s, const struct peer *peer)
{
	struct attempt *a = mem_zero(sizeof(*a));

	if (!a)
		return NULL;
	s->pending++;
	a->signin = s;
	a->peer = *peer;
	return a;
}

/* One whose message has come; else it has been answered. */
static struct attempt *begin_with(struct signin *s, const struct request *q,
	struct reply *r, enum wire_type type)
{
	struct attempt *a = begin(s, &q->peer);

	if (!a) {
		answer_fail(r, ERR_FULL);
		return NULL;
	}
	a->reply = r;
	if (answer_read(q, r, type, &a->msg) != ERR_OK) {
		if (type == WIRE_T_SIGN_IN)
			(void)begin_peer(a); /* it counts as a try */
		a->msg = (struct wire_msg){.mem = NULL};
		finish(a);
		return NULL;
	}
	/* One that is too old is told so before anything else (A7). */
	if (type == WIRE_T_SIGN_IN &&
		!least_serves(
			s->hub->config.least_client, a->msg.sign_in.client)) {
		answer_fail(r, ERR_VERSION);
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
	a->manager = account->manager;
	a->lang = account->lang;
	a->name = mem_strdup(account->name);
	a->retailer = mem_strdup(account->retailer);
	a->address = mem_strdup(account->address);
	a->judged = mem_strdup(account->hash);
	a->groups = mem_strdup(account->groups);
	return a->name && a->retailer && a->address && a->judged && a->groups
		? ERR_OK
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

/* From a device that nobody knows. */
static int64_t begin_unknown(struct attempt *a)
{
	struct signin *s = a->signin;
	int64_t wait = begin_peer(a);

	if (wait > 0)
		return wait;
	wait = begin_account(a, address_key(s, a->msg.sign_in.address));
	if (wait > 0)
		backoff_return(s->peers, a->peer_key);
	return wait;
}

/* A device that says who it is: the account says whether it knows it. */
static void on_known(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct attempt *a = ctx;
	uint8_t device[32];
	int64_t wait;

	if (e == ERR_OK && account->known) {
		a->associate = account->id;
		device_of(a, device);
		wait = begin_device(a, device);
	} else {
		wait = begin_unknown(a);
	}
	if (wait > 0)
		slow_down(a, wait);
	else
		on_address(a, e, account);
}

void signin_in(struct signin *s, const struct request *q, struct reply *r)
{
	struct attempt *a = begin_with(s, q, r, WIRE_T_SIGN_IN);
	uint8_t device[32];
	const char *address;
	int64_t wait;

	if (!a)
		return;
	address = a->msg.sign_in.address;
	if (device_of(a, device)) {
		store_find_known(s->hub->store, address, device, on_known, a);
		return;
	}
	wait = begin_unknown(a);
	if (wait > 0)
		slow_down(a, wait);
	else
		store_find_address(s->hub->store, address, on_address, a);
}

/* ---- who is signed in already ---- */

static void on_session(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct attempt *a = ctx;
	int64_t wait;

	if (e == ERR_OK)
		e = keep_account(a, account);
	if (e != ERR_OK) {
		tell(a, e == ERR_TOKEN ? ERR_TOKEN : ERR_FULL, 0);
		return;
	}
	wait = begin_device(a, a->session);
	if (wait > 0)
		slow_down(a, wait);
	else
		verify(a, account->hash, a->said);
}

static void prove(struct attempt *a, const char *bearer, const char *password)
{
	struct signin *s = a->signin;

	a->said = mem_strdup(password);
	if (!a->said) {
		tell(a, ERR_FULL, TIMES_SECOND);
		return;
	}
	token_hash(bearer, a->session);
	store_find_session(
		s->hub->store, a->session, hub_now(s->hub).wall, on_session, a);
}

void signin_prove(struct signin *s, const struct request *q,
	const char *password, signin_fn fn, void *ctx)
{
	struct attempt *a = token_valid(q->bearer) ? begin(s, &q->peer) : NULL;

	if (!a) {
		fn(ctx, token_valid(q->bearer) ? ERR_FULL : ERR_TOKEN, 0, NULL);
		return;
	}
	a->fn = fn;
	a->ctx = ctx;
	prove(a, q->bearer, password);
}

void signin_unlock(struct signin *s, const struct request *q, struct reply *r)
{
	struct attempt *a;

	if (!token_valid(q->bearer)) {
		answer_fail(r, ERR_TOKEN);
		return;
	}
	a = begin_with(s, q, r, WIRE_T_UNLOCK);
	if (a)
		prove(a, q->bearer, a->msg.unlock.password);
}
