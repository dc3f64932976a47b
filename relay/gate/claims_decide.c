/* SPDX-License-Identifier: MIT */
/*
 * A claim that is granted is given to the desk, and called granted once the
 * sale is kept.  That takes several turns, in which nobody else may decide the
 * same claim.
 */
#include <stdio.h>
#include <string.h>
#include <utlist.h>

#include "relay/gate/claims.h"
#include "relay/gate/claims_tell.h"
#include "relay/store/store_extra.h"
#include "shared/mem.h"
#include "shared/text.h"

struct claims_deciding {
	struct claims_deciding *next, *prev; /* of the hub's */
	struct hub *hub;
	struct reply *reply;
	struct trail_kept by;
	struct id claim;
	bool grant;
	enum err said; /* by the desk, which was asked in vain */
	char *reason;
};

static void finish(struct claims_deciding *d, enum err e, const char *text)
{
	if (e == ERR_NOMEM || e == ERR_IO)
		e = ERR_FULL;
	if (e == ERR_OK)
		answer_done(d->reply);
	else
		answer_error(d->reply, e, text ? text : err_text(e), 0);
	DL_DELETE(d->hub->deciding, d);
	mem_free(d->reason);
	mem_free(d);
}

static const char *retailer_of(const struct claims_deciding *d)
{
	return d->by.who.retailer;
}

static void look(struct claims_deciding *d, store_claims_fn fn)
{
	const struct id any = {""};

	store_claims(d->hub->store, retailer_of(d), &any, &d->claim, fn, d);
}

/* ---- it is decided ---- */

static void on_told(
	void *ctx, enum err e, const struct store_claim *rows, int n)
{
	struct claims_deciding *d = ctx;
	const struct tenant *t = hub_tenant(d->hub, retailer_of(d));
	struct wire_msg m;

	if (e == ERR_OK && n == 1 && t) {
		trail_write(d->hub, &d->by.who,
			d->grant ? AUDIT_CLAIM_GRANTED : AUDIT_CLAIM_REFUSED,
			rows->order);
		m = claims_tell_msg(rows);
		m.claimed.just = true;
		tenant_tell_one(t, &rows->associate, &m);
		claims_tell_waiting(t);
	}
	finish(d, ERR_OK, NULL);
}

static void on_decided(void *ctx, enum err e)
{
	struct claims_deciding *d = ctx;

	if (e == ERR_OK)
		look(d, on_told);
	else
		finish(d, e == ERR_UNKNOWN ? ERR_TAKEN : e,
			e == ERR_UNKNOWN ? "It has been decided already."
					 : NULL);
}

static void decide(struct claims_deciding *d)
{
	const struct store_claim row = {
		.id = d->claim,
		.retailer = retailer_of(d),
		.state = d->grant ? WIRE_CLAIM_STATE_GRANTED
				  : WIRE_CLAIM_STATE_REFUSED,
		.decider = d->by.who.name[0] ? d->by.who.name : d->by.who.id,
		.decided = hub_now(d->hub).wall,
		.reason = d->reason,
	};

	store_decide_claim(d->hub->store, &row, on_decided, d);
}

/* ---- granting ---- */

static void on_looked(
	void *ctx, enum err e, const struct store_claim *rows, int n);

/* What it has against the sale can be read by now, and whether one that may
 * have been kept was. */
static void on_done(void *ctx, enum err e)
{
	struct claims_deciding *d = ctx;

	d->said = e;
	if (e == ERR_OK)
		decide(d);
	else if (e == ERR_CREDITED || e == ERR_FIELD || e == ERR_IO)
		look(d, on_looked);
	else
		finish(d, e, NULL);
}

struct telling {
	struct claims_deciding *d;
	struct desk_claim claim;
	char order[LIMIT_NAME + 1];
	char title[LIMIT_TITLE + 1], currency[4];
};

static void on_sale(void *ctx, const struct store_rows *rows)
{
	struct telling *x = ctx;
	struct claims_deciding *d = x->d;
	struct tenant *t = hub_tenant(d->hub, retailer_of(d));
	enum err e = rows->err == ERR_UNKNOWN ? ERR_OK : rows->err;
	struct desk_cmd cmd;

	if (!t)
		e = ERR_RETAILER;
	if (e == ERR_OK) {
		cmd = tenant_cmd(t, DESK_C_CLAIM, 0);
		cmd.claim = &x->claim;
		cmd.sale = rows->n == 1 ? &rows->recs[0].sale : NULL;
		e = tenant_send(t, &cmd, on_done, d);
	}
	mem_free(x);
	if (e != ERR_OK)
		finish(d, e, NULL);
}

static void tell_desk(struct claims_deciding *d, const struct store_claim *c)
{
	struct telling *x = mem_zero(sizeof(*x));

	if (!x) {
		finish(d, ERR_FULL, NULL);
		return;
	}
	x->d = d;
	snprintf(x->order, sizeof(x->order), "%s", c->order);
	snprintf(x->title, sizeof(x->title), "%s", c->title);
	snprintf(x->currency, sizeof(x->currency), "%s", c->currency);
	x->claim = (struct desk_claim){
		.claim = c->id,
		.associate = c->associate,
		.chat = c->chat,
		.order = x->order,
		.title = x->title,
		.currency = x->currency,
		.amount = c->amount,
		.bought = c->bought,
	};
	store_sale(d->hub->store, retailer_of(d), x->order, on_sale, x);
}

/* Why it cannot be granted; ERR_OK: it can. */
static enum err obstacle(const struct claims_deciding *d,
	const struct store_claim *c, char text[LIMIT_NAME + 60])
{
	const struct tenant *t = hub_tenant(d->hub, retailer_of(d));

	text[0] = '\0';
	if (strcmp(c->associate.s, d->by.who.id) == 0)
		return ERR_ONESELF;
	if (!t || !roster_find_staff(&t->roster, &c->associate)) {
		snprintf(text, LIMIT_NAME + 60, "%s has no account any more.",
			c->author);
		return ERR_UNKNOWN;
	}
	if (id_is(&c->credited)) {
		snprintf(text, LIMIT_NAME + 60,
			"That order is %s's sale "
			"already.",
			c->owner);
		return ERR_CREDITED;
	}
	if (c->known_in[0] && strcmp(c->known_in, c->currency) != 0) {
		snprintf(text, LIMIT_NAME + 60,
			"The shop has told of that order in %s.", c->known_in);
		return ERR_FIELD;
	}
	return ERR_OK;
}

static void grant(struct claims_deciding *d, const struct store_claim *c)
{
	char text[LIMIT_NAME + 60];
	enum err e;

	if (id_same(&c->sold_by, &d->claim)) {
		decide(d);
		return;
	}
	e = obstacle(d, c, text);
	if (e != ERR_OK)
		finish(d, e, text[0] ? text : NULL);
	else if (d->said != ERR_OK)
		finish(d, d->said, NULL);
	else
		tell_desk(d, c);
}

static void on_looked(
	void *ctx, enum err e, const struct store_claim *rows, int n)
{
	struct claims_deciding *d = ctx;
	char text[LIMIT_NAME + 40];

	if (e != ERR_OK || n != 1) {
		finish(d, e ? e : ERR_UNKNOWN, NULL);
	} else if (rows->state != WIRE_CLAIM_STATE_OPEN) {
		snprintf(text, sizeof(text), "%s has decided it already.",
			rows->decider);
		finish(d, ERR_TAKEN, text);
	} else if (d->grant) {
		grant(d, rows);
	} else if (id_same(&rows->sold_by, &d->claim)) {
		/* A relay died before it could call it granted. */
		finish(d, ERR_CREDITED,
			"It has become a sale: it can only be granted.");
	} else {
		decide(d);
	}
}

static bool is_being_decided(const struct hub *hub, const struct id *claim)
{
	const struct claims_deciding *d;

	DL_FOREACH (hub->deciding, d) {
		if (id_same(&d->claim, claim))
			return true;
	}
	return false;
}

void claims_decide(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_claim *m, struct reply *r)
{
	struct claims_deciding *d;

	if (!m->grant &&
		(!m->reason || text_blank(m->reason, strlen(m->reason)))) {
		answer_error(r, ERR_FIELD, "A refusal needs a reason.", 0);
		return;
	}
	if (is_being_decided(hub, &m->claim)) {
		answer_error(r, ERR_TAKEN, "It is being decided already.", 0);
		return;
	}
	d = mem_zero(sizeof(*d));
	if (d)
		d->reason = mem_strdup(m->reason ? m->reason : "");
	if (!d || !d->reason || store_pending(hub->store) > HUB_STORE_MOST) {
		if (d)
			mem_free(d->reason);
		mem_free(d);
		answer_fail(r, ERR_FULL);
		return;
	}
	DL_APPEND(hub->deciding, d);
	d->hub = hub;
	d->reply = r;
	d->claim = m->claim;
	d->grant = m->grant;
	trail_keep(&d->by, by);
	look(d, on_looked);
}
