/* SPDX-License-Identifier: MIT */
#include "relay/gate/orders.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/desk/largest.h"
#include "relay/gate/token.h"
#include "relay/gate/trail.h"
#include "relay/store/store_extra.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/text.h"
#include "shared/times.h"

struct ordering {
	struct hub *hub;
	struct reply *reply;
	const struct request *request; /* lent until it is answered */
	char retailer[LIMIT_SLUG + 1];
	char signature[ORDERS_SIGNATURE + 1];
	struct wire_msg msg;
	char number[LIMIT_NAME + 1]; /* the order's, as a page would say it */
	struct desk_order order;
};

/* ---- the signature ---- */

void orders_sign(const char *key, int64_t at, const char *retailer,
	const char *body, size_t len, char out[ORDERS_SIGNATURE + 1])
{
	crypto_auth_hmacsha256_state state;
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	char front[LIMIT_SLUG + 32];
	int n = snprintf(front, sizeof(front), "%" PRId64 ".%s.", at, retailer);

	crypto_auth_hmacsha256_init(
		&state, (const unsigned char *)key, strlen(key));
	crypto_auth_hmacsha256_update(
		&state, (const unsigned char *)front, (size_t)n);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)body, len);
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_bin2hex(out, ORDERS_SIGNATURE + 1, mac, sizeof(mac));
}

static bool is_signed(const struct ordering *o, const char *key)
{
	char right[ORDERS_SIGNATURE + 1];

	orders_sign(key, o->order.at / 1000, o->retailer, o->request->body,
		o->request->len, right);
	return sodium_memcmp(right, o->signature, ORDERS_SIGNATURE) == 0;
}

/* ---- one order ---- */

static void finish(struct ordering *o, enum err e, const char *why)
{
	if (e == ERR_NOMEM || e == ERR_IO)
		e = ERR_FULL;
	if (e == ERR_OK)
		answer_done(o->reply);
	else
		answer_error(o->reply, e, why ? why : err_text(e), 0);
	wire_fini(&o->msg);
	mem_free(o);
}

/* What is wrong with it, for people; NULL when nothing is. */
static const char *fault(const struct wire_order *m)
{
	if (!m->order || text_blank(m->order, strlen(m->order)))
		return "The field order is empty.";
	if (!money_known(m->currency))
		return "The field currency is none that is known.";
	if (m->total > MONEY_MAX)
		return "The field total is more than any order comes to.";
	if (m->refunded > m->total)
		return "The field refunded is more than was paid.";
	return NULL;
}

/* What the desk has against it. */
static const char *objection(const struct ordering *o)
{
	const struct tenant *t = hub_tenant(o->hub, o->retailer);
	int64_t most = t ? largest_order(t->rules->settings.largest_order,
				   o->order.currency)
			 : MONEY_MAX;

	return o->order.total > most
		? "The field total is more than the retailer's largest order."
		: "The field currency is not that of this order.";
}

static void on_done(void *ctx, enum err e)
{
	finish(ctx, e, e == ERR_FIELD ? objection(ctx) : NULL);
}

static void on_sale(void *ctx, const struct store_rows *rows)
{
	struct ordering *o = ctx;
	struct tenant *t = hub_tenant(o->hub, o->retailer);
	enum err e = rows->err == ERR_UNKNOWN ? ERR_OK : rows->err;
	struct desk_cmd cmd;

	if (e == ERR_OK && !t)
		e = ERR_RETAILER;
	if (e == ERR_OK) {
		cmd = tenant_cmd(t, DESK_C_ORDER, 0);
		cmd.order = &o->order;
		cmd.sale = rows->n == 1 ? &rows->recs[0].sale : NULL;
		e = tenant_send(t, &cmd, on_done, o);
	}
	if (e != ERR_OK)
		finish(o, e, NULL);
}

static void begin(struct ordering *o)
{
	const struct wire_order *m = &o->msg.order;
	const char *why = fault(m);

	if (why) {
		finish(o, ERR_FIELD, why);
		return;
	}
	text_line(m->order, o->number);
	o->order.order = o->number;
	o->order.title = m->product;
	o->order.currency = m->currency;
	o->order.total = m->total;
	o->order.refunded = m->refunded;
	o->order.quantity = m->quantity;
	o->order.cancelled = m->cancelled;
	store_sale(o->hub->store, o->retailer, o->number, on_sale, o);
}

static void on_key(void *ctx, enum err e, const char *key)
{
	struct ordering *o = ctx;
	int64_t off = hub_now(o->hub).wall - o->order.at;

	if (e != ERR_OK && e != ERR_UNKNOWN)
		finish(o, ERR_FULL, NULL);
	else if (!key || !is_signed(o, key))
		finish(o, ERR_SIGNATURE, NULL);
	else if (off > ORDERS_WINDOW || off < -ORDERS_WINDOW)
		finish(o, ERR_STALE, NULL);
	else if (answer_read(o->request, o->reply, WIRE_T_ORDER, &o->msg) !=
		ERR_OK)
		mem_free(o); /* it is answered */
	else
		begin(o);
}

/* Milliseconds; 0 when it is no time. */
static int64_t time_of(const struct request *q)
{
	char text[20];

	answer_query(q, "at", text, sizeof(text));
	if (!text[0] || text[strspn(text, "0123456789")])
		return 0;
	return strtoll(text, NULL, 10) % (INT64_MAX / 1000);
}

static bool is_query_whole(const struct request *q)
{
	char text[ORDERS_SIGNATURE + 1];

	return time_of(q) > 0 &&
		strlen(answer_query(q, "signature", text, sizeof(text))) ==
		ORDERS_SIGNATURE;
}

void orders_take(struct hub *hub, const struct request *q, const char *retailer,
	struct reply *r)
{
	struct ordering *o;

	if (strlen(retailer) > LIMIT_SLUG || !is_query_whole(q)) {
		answer_error(r, ERR_FIELD,
			"The query must have at (a time in milliseconds) and "
			"signature (64 hexadecimal digits).",
			0);
		return;
	}
	o = mem_zero(sizeof(*o));
	if (!o || store_pending(hub->store) > HUB_STORE_MOST) {
		mem_free(o);
		answer_fail(r, ERR_FULL);
		return;
	}
	o->hub = hub;
	o->reply = r;
	o->request = q;
	o->order.at = 1000 * time_of(q);
	strcpy(o->retailer, retailer);
	answer_query(q, "signature", o->signature, sizeof(o->signature));
	store_order_key(hub->store, o->retailer, on_key, o);
}

/* ---- the key ---- */

struct keying {
	struct hub *hub;
	struct reply *reply;
	char retailer[LIMIT_SLUG + 1];
	char key[TOKEN_LEN + 1]; /* "": none */
};

static void on_put(void *ctx, enum err e)
{
	struct keying *k = ctx;
	struct wire_msg m = {.type = WIRE_T_ORDER_KEY};

	if (e == ERR_OK) {
		trail_ctl(k->hub, k->retailer, AUDIT_ORDER_KEY,
			k->key[0] ? "new" : "none");
		m.order_key.key = k->key[0] ? k->key : NULL;
		answer_msg(k->reply, &m);
	} else {
		answer_fail(k->reply, e == ERR_UNKNOWN ? ERR_RETAILER : e);
	}
	sodium_memzero(k->key, sizeof(k->key));
	mem_free(k);
}

void orders_set_key(
	struct hub *hub, const struct wire_ctl_order_key *m, struct reply *r)
{
	struct keying *k = mem_zero(sizeof(*k));
	uint8_t bytes[TOKEN_BYTES];

	if (!k) {
		answer_fail(r, ERR_FULL);
		return;
	}
	k->hub = hub;
	k->reply = r;
	snprintf(k->retailer, sizeof(k->retailer), "%s", m->retailer);
	if (!m->remove) {
		hub->io.random(hub->io.ctx, bytes, sizeof(bytes));
		token_write(bytes, k->key);
		sodium_memzero(bytes, sizeof(bytes));
	}
	store_put_order_key(
		hub->store, k->retailer, k->key, hub_now(hub).wall, on_put, k);
}
