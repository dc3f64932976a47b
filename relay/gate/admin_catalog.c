/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_catalog.h"

#include <jansson.h>
#include <stdio.h>

#include "relay/gate/admin_list.h"
#include "relay/gate/feeds.h"
#include "relay/gate/find.h"
#include "shared/mem.h"

/* Somebody who waits for the catalogue. */
struct waiting {
	struct hub *hub;
	struct reply *reply;
	struct trail_kept by;
	bool release, whole;
};

static struct waiting *wait_for(
	struct hub *hub, const char *retailer, struct reply *r)
{
	struct waiting *w = NULL;

	if (!hub_tenant(hub, retailer))
		answer_fail(r, ERR_RETAILER);
	else if (!(w = mem_zero(sizeof(*w))))
		answer_fail(r, ERR_FULL);
	if (!w)
		return NULL;
	w->hub = hub;
	w->reply = r;
	return w;
}

/* The error, unless there is none. */
static bool failed(const struct waiting *w, const struct lookup_answer *a)
{
	if (a->err == ERR_OK)
		return false;
	answer_error(w->reply, a->err == ERR_IO ? ERR_FULL : a->err,
		a->why[0] ? a->why : err_text(a->err), 0);
	return true;
}

static void on_shown(void *ctx, const struct lookup_answer *a)
{
	struct waiting *w = ctx;
	json_t *value;

	if (!failed(w, a)) {
		value = json_pack("{s:b,s:I,s:I,s:b,s:I,s:I,s:I}", "there",
			a->there, "products", (json_int_t)a->products,
			"updated", (json_int_t)a->made, "held", a->held,
			"held_products", (json_int_t)a->held_products,
			"held_gone", (json_int_t)a->held_gone, "held_updated",
			(json_int_t)a->held_made);
		feeds_show(w->hub->feeds, w->by.retailer, w->whole, value);
		admin_list_send(w->reply, value);
	}
	mem_free(w);
}

void admin_catalog_show(
	struct hub *hub, const char *retailer, bool whole, struct reply *r)
{
	struct waiting *w = wait_for(hub, retailer, r);

	if (!w)
		return;
	w->whole = whole;
	snprintf(w->by.retailer, sizeof(w->by.retailer), "%s", retailer);
	find_ask(hub->finds, retailer, LOOKUP_ABOUT, "", on_shown, w);
}

/* ---- products ---- */

static json_t *goods(const struct product *p)
{
	struct wire_goods g = find_goods(p, NULL);

	return json_pack("{s:s,s:s,s:I,s:I,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "sku",
		g.sku, "product", g.product, "amount", (json_int_t)g.amount,
		"sale", (json_int_t)g.sale, "currency",
		g.currency ? g.currency : "", "stock",
		wire_stock_word((enum wire_stock)g.stock), "brand", g.brand,
		"category", g.category, "gtin", g.gtin, "url", g.url, "image",
		g.image);
}

static void on_found(void *ctx, const struct lookup_answer *a)
{
	struct waiting *w = ctx;
	json_t *all;

	if (!failed(w, a)) {
		all = json_array();
		for (int i = 0; i < a->hits.n && i < LIMIT_FOUND_PAGE; i++)
			json_array_append_new(all, goods(&a->hits.products[i]));
		admin_list_send(w->reply,
			json_pack("{s:o,s:I,s:b,s:b,s:I}", "goods", all,
				"total",
				(json_int_t)(a->hits.total ? a->hits.total
							   : a->hits.n),
				"at_least", a->hits.at_least || a->hits.cut,
				"respelt", a->hits.respelt, "products",
				(json_int_t)a->products));
	}
	mem_free(w);
}

void admin_catalog_find(
	struct hub *hub, const struct wire_ctl_find *m, struct reply *r)
{
	struct waiting *w = wait_for(hub, m->retailer, r);
	enum lookup_kind kind = LOOKUP_TEXT;
	const char *key = m->text ? m->text : "";

	if (!w)
		return;
	if (m->sku) {
		kind = LOOKUP_SKU;
		key = m->sku;
	} else if (m->gtin) {
		kind = LOOKUP_GTIN;
		key = m->gtin;
	}
	find_ask(hub->finds, m->retailer, kind, key, on_found, w);
}

/* ---- what is held back ---- */

static void on_decided(void *ctx, const struct lookup_answer *a)
{
	struct waiting *w = ctx;

	if (!failed(w, a)) {
		trail_write(w->hub, &w->by.who,
			w->release ? AUDIT_CATALOG_RELEASED
				   : AUDIT_CATALOG_REFUSED,
			w->by.retailer);
		if (!w->release && a->held)
			feeds_decline(
				w->hub->feeds, w->by.retailer, a->held_made);
		answer_done(w->reply);
	}
	mem_free(w);
}

void admin_catalog_held(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_held *m, struct reply *r)
{
	struct waiting *w = wait_for(hub, m->retailer, r);

	if (!w)
		return;
	trail_keep(&w->by, by);
	w->release = m->release;
	find_ask(hub->finds, m->retailer,
		m->release ? LOOKUP_RELEASE : LOOKUP_REFUSE, "", on_decided, w);
}
