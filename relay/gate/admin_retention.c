/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_retention.h"

#include <jansson.h>
#include <stdio.h>

#include "relay/gate/admin_list.h"
#include "relay/gate/retention.h"
#include "shared/mem.h"

struct asking {
	struct hub *hub;
	struct reply *reply;
	char retailer[LIMIT_SLUG + 1];
};

static json_t *json_of(const struct tenant *t, const struct store_expired *x)
{
	int64_t days = t->rules->numbers.retention;

	return json_pack("{s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:b}", "days",
		(json_int_t)(days < STORE_FOR_EVER ? days : 0), "before",
		(json_int_t)retention_before(t), "chats", (json_int_t)x->chats,
		"enquiries", (json_int_t)x->enquiries, "sales",
		(json_int_t)x->sales, "claims", (json_int_t)x->claims,
		"shoppers", (json_int_t)x->shoppers, "more", x->more);
}

static void on_told(void *ctx, enum err e, const struct store_expired *x)
{
	struct asking *a = ctx;
	const struct tenant *t = hub_tenant(a->hub, a->retailer);

	if (e == ERR_OK && t)
		admin_list_send(a->reply, json_of(t, x));
	else
		answer_fail(a->reply, t ? e : ERR_RETAILER);
	mem_free(a);
}

/* NULL: it has been answered. */
static struct asking *begin(
	struct hub *hub, const char *retailer, struct reply *r)
{
	bool known = hub_tenant(hub, retailer);
	struct asking *a = known ? mem_zero(sizeof(*a)) : NULL;

	if (!a) {
		answer_fail(r, known ? ERR_FULL : ERR_RETAILER);
		return NULL;
	}
	a->hub = hub;
	a->reply = r;
	snprintf(a->retailer, sizeof(a->retailer), "%s", retailer);
	return a;
}

void admin_retention_show(
	struct hub *hub, const char *retailer, struct reply *r)
{
	struct asking *a = begin(hub, retailer, r);

	if (a)
		store_expire(hub->store, a->retailer,
			retention_before(hub_tenant(hub, retailer)), true,
			on_told, a);
}

void admin_retention_run(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_expire *m, struct reply *r)
{
	struct asking *a = begin(hub, m->retailer, r);
	struct tenant *t = hub_tenant(hub, m->retailer);
	enum err e;

	if (!a)
		return;
	if (!retention_before(t)) {
		answer_error(r, ERR_WRONG_STATE,
			"This retailer's chats are kept for ever: set a "
			"retention first.",
			0);
		mem_free(a);
		return;
	}
	e = retention_begin(t, by, on_told, a);
	if (e == ERR_OK)
		return;
	answer_fail(r, e);
	mem_free(a);
}
