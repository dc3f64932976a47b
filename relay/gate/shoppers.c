/* SPDX-License-Identifier: MIT */
#include "relay/gate/shoppers.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/admin_list.h"
#include "relay/gate/retention.h"
#include "relay/store/store_shopper.h"
#include "shared/mem.h"
#include "shared/text.h"

/* ---- who it is about ---- */

static void on_found(
	void *ctx, enum err e, const struct store_shopper *rows, int n)
{
	json_t *all = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(all,
			json_pack("{s:s,s:s,s:I,s:I,s:I,s:I,s:I}", "shopper",
				rows[i].id.s, "name", rows[i].name, "guest",
				(json_int_t)rows[i].guest, "chats",
				(json_int_t)rows[i].chats, "enquiries",
				(json_int_t)rows[i].enquiries, "orders",
				(json_int_t)rows[i].orders, "last",
				(json_int_t)rows[i].last));
	if (e == ERR_OK)
		admin_list_send(ctx, json_pack("{s:O}", "shoppers", all));
	else
		answer_fail(ctx, e);
	json_decref(all);
}

void shoppers_find(
	struct hub *hub, const struct wire_ctl_shopper *m, struct reply *r)
{
	const struct store_shopper_ask ask = {
		.retailer = m->retailer,
		.shopper = m->shopper,
		.address = m->address ? m->address : "",
		.order = m->order ? m->order : "",
		.guest = m->guest,
	};
	int said = id_is(&m->shopper) + !!ask.address[0] + !!ask.order[0] +
		!!ask.guest;

	if (!hub_tenant(hub, m->retailer))
		answer_fail(r, ERR_RETAILER);
	else if (said != 1)
		answer_error(r, ERR_FIELD,
			"A shopper is found by one of: shopper, address, "
			"order, guest.",
			0);
	else
		store_find_shoppers(hub->store, &ask, on_found, r);
}

/* ---- all that there is ---- */

struct telling {
	struct hub *hub;
	struct reply *reply;
	bool first;
	struct id shopper;
	char retailer[LIMIT_SLUG + 1];
};

static void on_lines(
	void *ctx, enum err e, const char *const *lines, int n, int64_t at)
{
	struct telling *t = ctx;
	json_t *all = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(all, json_string(lines[i]));
	if (e == ERR_OK && n > 0 && t->first)
		trail_ctl(t->hub, t->retailer, AUDIT_SHOPPER_EXPORTED,
			t->shopper.s);
	if (e == ERR_OK)
		admin_list_send(t->reply,
			json_pack("{s:O,s:I}", "lines", all, "at",
				(json_int_t)at));
	else
		answer_fail(t->reply, e);
	json_decref(all);
	mem_free(t);
}

static void tell(struct hub *hub, const char *retailer, const char *shopper,
	int64_t at, struct reply *r)
{
	struct telling *t = mem_zero(sizeof(*t));

	if (!t) {
		answer_fail(r, ERR_FULL);
		return;
	}
	t->hub = hub;
	t->reply = r;
	t->first = at == 0;
	t->shopper = id_from_str(shopper);
	snprintf(t->retailer, sizeof(t->retailer), "%s", retailer);
	store_shopper_lines(
		hub->store, t->retailer, &t->shopper, at, on_lines, t);
}

void shoppers_lines(struct hub *hub, const struct request *q,
	const char *retailer, struct reply *r)
{
	char text[ID_LEN + 2];
	int64_t at = 0;

	if (!answer_query_fits(q, r, "retailer shopper at") ||
		!answer_query_number(q, r, "at", 0, &at))
		return;
	if (!hub_tenant(hub, retailer)) {
		answer_fail(r, ERR_RETAILER);
	} else if (!id_valid(answer_query(q, "shopper", text, sizeof(text)))) {
		answer_error(r, ERR_FIELD, "shopper: that is no id.", 0);
	} else {
		tell(hub, retailer, text, at, r);
	}
}

/* ---- corrected, or erased ---- */

struct amending {
	struct hub *hub;
	struct reply *reply;
	struct trail_kept by;
	enum audit_what what;
	struct id shopper;
	char *name, *address; /* NULL: stays */
};

static void finish(struct amending *a, enum err e)
{
	if (e == ERR_OK) {
		trail_write(a->hub, &a->by.who, a->what, a->shopper.s);
		answer_done(a->reply);
	} else if (e == ERR_BUSY_CHAT) {
		answer_error(a->reply, e,
			"They are in a chat: end it, or wait for its end.", 0);
	} else {
		answer_fail(a->reply, e);
	}
	mem_free(a->name);
	mem_free(a->address);
	mem_free(a);
}

static void on_erased(void *ctx, enum err e)
{
	struct amending *a = ctx;

	if (e == ERR_OK)
		retention_clean(a->hub);
	finish(a, e);
}

static void erase(struct amending *a)
{
	struct tenant *t = hub_tenant(a->hub, a->by.who.retailer);
	enum err e = ERR_RETAILER;
	struct desk_cmd cmd;

	if (t) {
		cmd = tenant_cmd(t, DESK_C_ERASE, 0);
		cmd.shopper = a->shopper;
		e = tenant_send(t, &cmd, on_erased, a);
	}
	if (e != ERR_OK)
		finish(a, e);
}

static void on_corrected(void *ctx, enum err e)
{
	finish(ctx, e);
}

/* The desk may not know them: it is told what the store has. */
static void on_known(void *ctx, const struct store_rows *rows)
{
	struct amending *a = ctx;
	struct tenant *t = hub_tenant(a->hub, a->by.who.retailer);
	const struct desk_correct c = {
		.shopper = a->shopper,
		.name = a->name,
		.address = a->address,
		.known = rows->n == 1 ? &rows->recs[0].shopper : NULL,
	};
	enum err e = rows->err == ERR_UNKNOWN ? ERR_OK : rows->err;
	struct desk_cmd cmd;

	if (e == ERR_OK && !t)
		e = ERR_RETAILER;
	if (e == ERR_OK) {
		cmd = tenant_cmd(t, DESK_C_CORRECT, 0);
		cmd.correct = &c;
		e = tenant_send(t, &cmd, on_corrected, a);
	}
	if (e != ERR_OK)
		finish(a, e);
}

static void on_sought(
	void *ctx, enum err e, const struct store_shopper *rows, int n)
{
	struct amending *a = ctx;

	(void)rows;
	if (e == ERR_OK && n == 0)
		e = ERR_UNKNOWN;
	if (e != ERR_OK)
		finish(a, e);
	else if (a->what == AUDIT_SHOPPER_ERASED)
		erase(a);
	else
		store_shopper(a->hub->store, a->by.who.retailer, &a->shopper,
			on_known, a);
}

/* Only of somebody of whom there is something.  `name` and `address` may be
 * NULL. */
static void begin(struct hub *hub, const struct trail_who *by,
	const struct amending *what, const char *name, const char *address,
	struct reply *r)
{
	const struct store_shopper_ask ask = {
		.retailer = by->retailer,
		.shopper = what->shopper,
		.address = "",
		.order = "",
	};
	struct amending *a = mem_zero(sizeof(*a));

	if (!a) {
		answer_fail(r, ERR_FULL);
		return;
	}
	*a = *what;
	a->hub = hub;
	a->reply = r;
	trail_keep(&a->by, by);
	a->name = name ? mem_strdup(name) : NULL;
	a->address = address ? mem_strdup(address) : NULL;
	if ((name && !a->name) || (address && !a->address))
		finish(a, ERR_FULL);
	else
		store_find_shoppers(hub->store, &ask, on_sought, a);
}

void shoppers_erase(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_erase *m, struct reply *r)
{
	const struct amending what = {
		.what = AUDIT_SHOPPER_ERASED, .shopper = m->shopper};

	if (hub_tenant(hub, m->retailer))
		begin(hub, by, &what, NULL, NULL, r);
	else
		answer_fail(r, ERR_RETAILER);
}

static bool is_blank(const char *said)
{
	return said && text_blank(said, strlen(said));
}

void shoppers_correct(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_correct *m, struct reply *r)
{
	const struct amending what = {
		.what = AUDIT_SHOPPER_CORRECTED, .shopper = m->shopper};

	if (!hub_tenant(hub, m->retailer))
		answer_fail(r, ERR_RETAILER);
	else if (!m->name && !m->address)
		answer_error(
			r, ERR_FIELD, "Say a name, an address, or both.", 0);
	else if (is_blank(m->name) || is_blank(m->address))
		answer_error(r, ERR_FIELD, "That is blank.", 0);
	else
		begin(hub, by, &what, m->name, m->address, r);
}
