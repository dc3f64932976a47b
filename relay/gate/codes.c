/* SPDX-License-Identifier: MIT */
#include "relay/gate/codes.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/times.h"

#define LEAST_DIGITS 5

struct codes {
	struct hub *hub;
	struct codes_io io;
	int pending;
};

struct codes *codes_new(struct hub *hub, const struct codes_io *io)
{
	struct codes *c = mem_zero(sizeof(*c));

	if (c) {
		c->hub = hub;
		c->io = *io;
	}
	return c;
}

void codes_destroy(struct codes **c)
{
	assert(!*c || (*c)->pending == 0);
	mem_free(*c);
	*c = NULL;
}

int codes_pending(const struct codes *c)
{
	return c->pending;
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
