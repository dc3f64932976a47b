/* SPDX-License-Identifier: MIT */
#include "relay/gate/claims.h"

#include <stdio.h>
#include <string.h>

#include "relay/gate/bearer.h"
#include "relay/gate/claims_tell.h"
#include "relay/store/store_claim.h"
#include "relay/store/store_extra.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/text.h"
#include "shared/times.h"
#include "shared/utf8.h"
#include "shared/wire.h"

/* A request until its answer. */
struct claiming {
	struct hub *hub;
	struct reply *reply;
	const struct request *request; /* lent until it is answered */
	struct wire_msg msg;           /* a claim; owns its strings */
	struct peer peer;
	char retailer[LIMIT_SLUG + 1], name[LIMIT_NAME + 1]; /* the author's */
	struct id associate, claim; /* claim: of a new one */
};

static void fail(struct claiming *c, enum err e, const char *text)
{
	if (e == ERR_NOMEM || e == ERR_IO)
		e = ERR_FULL;
	answer_error(c->reply, e, text ? text : err_text(e), 0);
	wire_fini(&c->msg);
	mem_free(c);
}

static struct claiming *begin(
	struct hub *hub, const struct request *q, struct reply *r)
{
	struct claiming *c = mem_zero(sizeof(*c));

	if (!c || store_pending(hub->store) > HUB_STORE_MOST) {
		mem_free(c);
		answer_fail(r, ERR_FULL);
		return NULL;
	}
	c->hub = hub;
	c->reply = r;
	c->request = q;
	c->peer = q->peer;
	c->claim = hub_id(hub);
	return c;
}

/* False: there is no such session, and that is answered. */
static bool is_author(
	struct claiming *c, enum err e, const struct store_associate *account)
{
	if (e != ERR_OK) {
		fail(c, e == ERR_TOKEN ? e : ERR_FULL, NULL);
		return false;
	}
	snprintf(c->retailer, sizeof(c->retailer), "%s", account->retailer);
	snprintf(c->name, sizeof(c->name), "%s", account->name);
	c->associate = account->id;
	return true;
}

/* ---- a new one ---- */

static void on_put(void *ctx, enum err e, const struct store_claim *rows, int n)
{
	struct claiming *c = ctx;
	const struct tenant *t = hub_tenant(c->hub, c->retailer);
	const struct trail_who who = {
		.retailer = c->retailer,
		.id = c->associate.s,
		.name = c->name,
		.peer = &c->peer,
	};
	struct wire_msg m;

	if (e != ERR_OK || n != 1) {
		fail(c, e ? e : ERR_FULL,
			e == ERR_EXISTS ? "You have claimed that order already."
					: NULL);
		return;
	}
	if (id_same(&rows->id, &c->claim)) { /* else it was kept before */
		trail_write(c->hub, &who, AUDIT_CLAIM, rows->order);
		if (t)
			claims_tell_waiting(t);
	}
	m = claims_tell_msg(rows);
	answer_msg(c->reply, &m);
	wire_fini(&c->msg);
	mem_free(c);
}

/* What the store has of that order; a claim of one's own sale is none. */
static void on_sale(void *ctx, const struct store_rows *rows)
{
	struct claiming *c = ctx;
	const struct wire_claim *m = &c->msg.claim;
	const struct rec_sale *s = rows->n == 1 ? &rows->recs[0].sale : NULL;
	const struct store_claim row = {
		.id = c->claim,
		.associate = c->associate,
		.chat = m->chat,
		.retailer = c->retailer,
		.key = m->key,
		.author = c->name,
		.order = m->order,
		.name = m->name ? m->name : "",
		.title = m->product,
		.currency = m->currency,
		.evidence = m->evidence,
		.at = hub_now(c->hub).wall,
		.amount = m->amount,
		.bought = m->bought,
	};

	if (rows->err != ERR_OK && rows->err != ERR_UNKNOWN)
		fail(c, rows->err, NULL);
	else if (s && id_same(&s->associate, &c->associate))
		fail(c, ERR_CREDITED, "That order is your sale already.");
	else
		store_put_claim(c->hub->store, &row, on_put, c);
}

static bool is_blank(const char *s)
{
	return !s || text_blank(s, strlen(s));
}

/* Is every letter of it to be seen, with single blanks between words?  Whoever
 * decides compares it with others by eye, and each is credited once. */
static bool is_plain(const char *s)
{
	bool blank = true; /* what stands before is none */

	for (size_t len = strlen(s), n; len > 0; s += n, len -= n) {
		uint32_t cp;

		n = utf8_decode(s, len, &cp);
		if (cp == ' ' ? blank : text_blank(s, n))
			return false;
		blank = cp == ' ';
	}
	return !blank;
}

/* What is wrong with it, for people; NULL: nothing is. */
static const char *fault(const struct wire_claim *m, int64_t now)
{
	if (is_blank(m->order))
		return "The field order is empty.";
	if (!is_plain(m->order))
		return "The field order has something in it that nobody can "
		       "see.";
	if (is_blank(m->product))
		return "The field product is empty.";
	if (m->amount <= 0)
		return "The field amount is nothing.";
	if (m->amount > MONEY_MAX)
		return "The field amount is more than any order comes to.";
	if (!money_known(m->currency))
		return "The field currency is none that is known.";
	if (m->bought > now + CLAIMS_AHEAD * TIMES_SECOND)
		return "The field bought is in the future.";
	if (m->bought < now - CLAIMS_DAYS * TIMES_DAY)
		return "The field bought is too long ago.";
	return NULL;
}

static void on_claimer(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct claiming *c = ctx;
	const char *why;

	if (!is_author(c, e, account))
		return;
	if (answer_read(c->request, c->reply, WIRE_T_CLAIM, &c->msg) !=
		ERR_OK) {
		mem_free(c); /* it is answered */
		return;
	}
	why = fault(&c->msg.claim, hub_now(c->hub).wall);
	if (why)
		fail(c, ERR_FIELD, why);
	else
		store_sale(c->hub->store, c->retailer, c->msg.claim.order,
			on_sale, c);
}

void claims_take(struct hub *hub, const struct request *q, struct reply *r)
{
	struct claiming *c = begin(hub, q, r);

	if (c)
		bearer_find(hub, q, on_claimer, c);
}

/* ---- lists ---- */

static void on_own(void *ctx, enum err e, const struct store_claim *rows, int n)
{
	struct claiming *c = ctx;

	claims_tell_list(c->reply, e, rows, n);
	mem_free(c);
}

static void on_reader(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct claiming *c = ctx;
	const struct id any = {""};

	if (is_author(c, e, account))
		store_claims(c->hub->store, c->retailer, &c->associate, &any,
			on_own, c);
}

void claims_own(struct hub *hub, const struct request *q, struct reply *r)
{
	struct claiming *c = begin(hub, q, r);

	if (c)
		bearer_find(hub, q, on_reader, c);
}

static void on_all(void *ctx, enum err e, const struct store_claim *rows, int n)
{
	claims_tell_list(ctx, e, rows, n);
}

void claims_list(struct hub *hub, const char *retailer, struct reply *r)
{
	const struct id any = {""};

	store_claims(hub->store, retailer, &any, &any, on_all, r);
}
