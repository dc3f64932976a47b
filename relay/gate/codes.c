/* SPDX-License-Identifier: MIT */
#include "relay/gate/codes.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/backoff.h"
#include "relay/gate/bucket.h"
#include "shared/mem.h"
#include "shared/times.h"

#define LEAST_DIGITS 5

/* One more every EVERY seconds is a bucket of 1 point a second. */
static const struct bucket_policy wrong_codes = {
	.rate = 1, .burst = (int64_t)CODES_BRAKE * CODES_BRAKE_EVERY};
static const struct bucket_policy wrong_invites = {
	.rate = 1, .burst = (int64_t)CODES_GUESSES * CODES_GUESSES_EVERY};

/* As a sign-in's: a shop's people come from one address. */
static const struct backoff_policy by_peer = {
	.free = 30,
	.first = TIMES_SECOND,
	.most = 15 * TIMES_MINUTE,
	.forget = TIMES_HOUR,
};
#define CODES_PEERS 4096

struct codes {
	struct hub *hub;
	struct codes_io io;
	struct backoff *peers;
	struct bucket codes, invites; /* wrong ones */
	uint8_t secret[crypto_shorthash_KEYBYTES];
	int pending;
};

struct codes *codes_new(struct hub *hub, const struct codes_io *io)
{
	struct codes *c = mem_zero(sizeof(*c));

	if (!c)
		return NULL;
	c->hub = hub;
	c->io = *io;
	c->peers = backoff_new(&by_peer, CODES_PEERS);
	hub->io.random(hub->io.ctx, c->secret, sizeof(c->secret));
	bucket_init(&c->codes, &wrong_codes, 0);
	bucket_init(&c->invites, &wrong_invites, 0);
	if (!c->peers)
		codes_destroy(&c);
	return c;
}

void codes_destroy(struct codes **c)
{
	if (*c) {
		assert((*c)->pending == 0);
		backoff_destroy(&(*c)->peers);
		mem_free(*c);
	}
	*c = NULL;
}

int codes_pending(const struct codes *c)
{
	return c->pending;
}

struct hub *codes_hub(struct codes *c)
{
	return c->hub;
}

void codes_hold(struct codes *c)
{
	c->pending++;
}

void codes_release(struct codes *c)
{
	assert(c->pending > 0);
	c->pending--;
}

enum err codes_hash(struct codes *c, const char *password,
	void (*fn)(void *, const char *), void *fn_ctx)
{
	return c->io.hash(c->io.ctx, password, fn, fn_ctx) == ERR_OK ? ERR_OK
								     : ERR_FULL;
}

enum err codes_verify(struct codes *c, const char *hash, const char *password,
	void (*fn)(void *, bool), void *fn_ctx)
{
	return c->io.verify(c->io.ctx, hash, password, fn, fn_ctx) == ERR_OK
		? ERR_OK
		: ERR_FULL;
}

/* ---- slowing down ---- */

static uint64_t peer_key(const struct codes *c, const struct peer *peer)
{
	struct peer customer = peer_customer(peer);
	uint64_t key;

	crypto_shorthash((unsigned char *)&key, customer.b, sizeof(customer.b),
		c->secret);
	return key;
}

int64_t codes_begin(struct codes *c, const struct peer *peer)
{
	return backoff_try(c->peers, peer_key(c, peer), hub_now(c->hub).steady);
}

void codes_spare(struct codes *c, const struct peer *peer)
{
	backoff_return(c->peers, peer_key(c, peer));
}

/* Taken before anything is compared, so that many at once are worth no more
 * than one after another. */
static int64_t brake(struct bucket *b, const struct bucket_policy *p,
	int64_t each, int64_t now)
{
	int64_t wait;

	bucket_take(b, p, 0, now);
	wait = bucket_wait(b, p, each);
	if (wait == 0)
		bucket_take(b, p, each, now);
	return wait;
}

static void release(
	struct bucket *b, const struct bucket_policy *p, int64_t each)
{
	b->level = b->level + each < p->burst ? b->level + each : p->burst;
}

int64_t codes_begin_invite(struct codes *c)
{
	return brake(&c->invites, &wrong_invites, CODES_GUESSES_EVERY,
		hub_now(c->hub).steady);
}

void codes_spare_invite(struct codes *c)
{
	release(&c->invites, &wrong_invites, CODES_GUESSES_EVERY);
}

/* ---- making one ---- */

int codes_digits(const struct codes *c)
{
	int n = c->hub->config.code_digits;

	return n < LEAST_DIGITS ? LEAST_DIGITS : n;
}

/* Each is hashed with its own id.  That keeps it from being read in passing;
 * whoever has the database needs no code. */
static void hash_code(const char *text, const struct id *id, uint8_t out[32])
{
	crypto_generichash(out, 32, (const unsigned char *)text, strlen(text),
		(const unsigned char *)id->s, ID_LEN);
}

void codes_make(const struct codes *c, enum store_code_kind kind,
	const char *address, struct codes_made *out)
{
	int64_t now = hub_now(c->hub).wall;
	int digits = codes_digits(c);
	uint64_t number;

	assert(digits < CODES_TEXT);
	*out = (struct codes_made){.row = {
					   .kind = kind,
					   .id = hub_id(c->hub),
					   .address = address,
					   .made = now,
					   .expires = now + CODES_LIFE,
				   }};
	c->hub->io.random(c->hub->io.ctx, &number, sizeof(number));
	for (int i = digits - 1; i >= 0; i--, number /= 10)
		out->text[i] = (char)('0' + number % 10);
	hash_code(out->text, &out->row.id, out->row.hash);
}

void codes_sent(const struct codes *c, struct reply *r)
{
	struct wire_msg m = {.type = WIRE_T_CODE_SENT};

	m.code_sent.mailed = c->hub->config.mail_from != NULL;
	m.code_sent.digits = codes_digits(c);
	m.code_sent.minutes = CODES_LIFE / TIMES_MINUTE;
	answer_msg(r, &m);
}

/* ---- trying one ---- */

struct trial {
	struct codes *codes;
	enum store_code_kind kind;
	struct peer peer;
	char said[CODES_TEXT];
	codes_fn fn;
	void *ctx;
};

/* The last one that may be wrong was.  What an unknown address is stands
 * nowhere: people mistake it for the password's field. */
static void trail_lock(const struct trial *t, const struct store_tried *found)
{
	const struct trail_who who = {
		.retailer = found->known ? found->who.retailer : "",
		.id = AUDIT_NOBODY,
		.peer = &t->peer,
	};

	log_event(t->codes->hub->log, LOG_WARN, "code_locked", NULL);
	trail_write(t->codes->hub, &who, AUDIT_CODE_LOCKED,
		found->known ? found->who.address : "");
}

static enum err judge(const struct trial *t, const struct store_tried *found)
{
	uint8_t hash[32];

	hash_code(t->said, &found->code, hash);
	if (sodium_memcmp(hash, found->hash, sizeof(hash)) == 0)
		return ERR_OK;
	if (!found->last)
		return ERR_CODE;
	trail_lock(t, found);
	return ERR_LOCKED;
}

static void on_spared(void *ctx, enum err e)
{
	struct codes *c = ctx;

	if (e != ERR_OK && e != ERR_CODE_OVER)
		log_event(c->hub->log, LOG_WARN, "code_not_spared", NULL);
	c->pending--;
}

/* It was right, whatever else may be wrong: who has the mail and chooses a
 * password too weak five times is not locked out.  Nobody's code, hit by
 * chance, stays counted. */
static void spare(const struct trial *t, const struct store_tried *found)
{
	if (!found->known && t->kind != STORE_CODE_MOVE)
		return;
	t->codes->pending++;
	store_spare_code(
		t->codes->hub->store, &found->code, on_spared, t->codes);
}

static void on_tried(void *ctx, enum err e, const struct store_tried *found)
{
	struct trial *t = ctx;
	struct codes *c = t->codes;
	bool wrong = false;

	if (e == ERR_OK) {
		e = judge(t, found);
		wrong = e != ERR_OK;
	} else if (e != ERR_CODE_OVER && e != ERR_LOCKED) {
		e = e == ERR_NOT_KEPT ? e : ERR_FULL;
	}
	if (!wrong)
		release(&c->codes, &wrong_codes, CODES_BRAKE_EVERY);
	if (e == ERR_OK)
		spare(t, found);
	if (e == ERR_OK || e == ERR_NOT_KEPT || e == ERR_FULL)
		codes_spare(c, &t->peer);
	t->fn(t->ctx, e, 0, e == ERR_OK ? found : NULL);
	sodium_memzero(t->said, sizeof(t->said));
	c->pending--;
	mem_free(t);
}

static bool is_code(const char *s)
{
	size_t len = strlen(s);

	return len >= LEAST_DIGITS && len < CODES_TEXT &&
		strspn(s, "0123456789") == len;
}

void codes_try(
	struct codes *c, const struct codes_try *q, codes_fn fn, void *ctx)
{
	int64_t now = hub_now(c->hub).steady;
	struct trial *t;
	int64_t wait;

	if (!is_code(q->said)) {
		fn(ctx, ERR_CODE, 0, NULL);
		return;
	}
	wait = codes_begin(c, q->peer);
	if (wait > 0) {
		fn(ctx, ERR_RATE, wait, NULL);
		return;
	}
	wait = brake(&c->codes, &wrong_codes, CODES_BRAKE_EVERY, now);
	t = wait > 0 ? NULL : mem_zero(sizeof(*t));
	if (!t) {
		codes_spare(c, q->peer);
		if (wait == 0)
			release(&c->codes, &wrong_codes, CODES_BRAKE_EVERY);
		fn(ctx, wait > 0 ? ERR_RATE : ERR_FULL, wait, NULL);
		return;
	}
	t->codes = c;
	t->kind = q->kind;
	t->peer = *q->peer;
	t->fn = fn;
	t->ctx = ctx;
	strcpy(t->said, q->said);
	c->pending++;
	store_try_code(c->hub->store, q->kind, q->address, q->associate,
		hub_now(c->hub).wall, on_tried, t);
}

/* ---- what a manager, or whoever runs the relay, does about them ---- */

struct help {
	struct codes *codes;
	struct reply *reply;
	struct trail_kept by;
	char address[LIMIT_ADDRESS + 1];
	char text[CODES_TEXT];
};

static struct help *help(struct codes *c, const struct trail_who *by,
	const char *address, struct reply *r)
{
	struct help *h = NULL;

	if (!hub_tenant(c->hub, by->retailer)) {
		answer_fail(r, ERR_RETAILER);
		return NULL;
	}
	h = mem_zero(sizeof(*h));
	if (!h) {
		answer_fail(r, ERR_FULL);
		return NULL;
	}
	h->codes = c;
	h->reply = r;
	trail_keep(&h->by, by);
	snprintf(h->address, sizeof(h->address), "%s", address);
	c->pending++;
	return h;
}

static void end(struct help *h)
{
	sodium_memzero(h->text, sizeof(h->text));
	h->codes->pending--;
	mem_free(h);
}

static void on_handed(void *ctx, enum err e)
{
	struct help *h = ctx;
	struct wire_msg m = {.type = WIRE_T_HANDED};

	if (e == ERR_OK) {
		trail_write(h->codes->hub, &h->by.who, AUDIT_CODE_HANDED,
			h->address);
		m.handed.code = h->text;
		m.handed.minutes = CODES_LIFE / TIMES_MINUTE;
		answer_msg(h->reply, &m);
	} else {
		answer_fail(h->reply, e);
	}
	end(h);
}

void codes_hand_out(struct codes *c, const struct trail_who *by,
	const struct wire_ctl_code *m, struct reply *r)
{
	struct help *h = help(c, by, m->address, r);
	struct codes_made made;

	if (!h)
		return;
	codes_make(c, STORE_CODE_RESET, h->address, &made);
	made.row.retailer = h->by.retailer;
	memcpy(h->text, made.text, sizeof(h->text));
	sodium_memzero(made.text, sizeof(made.text));
	store_hand_code(c->hub->store, &made.row, on_handed, h);
}

static void on_unlocked(void *ctx, enum err e)
{
	struct help *h = ctx;

	if (e == ERR_OK) {
		trail_write(h->codes->hub, &h->by.who, AUDIT_CODE_UNLOCKED,
			h->address);
		answer_done(h->reply);
	} else {
		answer_fail(h->reply, e);
	}
	end(h);
}

void codes_unlock(struct codes *c, const struct trail_who *by,
	const struct wire_ctl_unlock *m, struct reply *r)
{
	struct help *h = help(c, by, m->address, r);

	if (h)
		store_unlock_codes(c->hub->store, h->by.retailer, h->address,
			on_unlocked, h);
}
