/* SPDX-License-Identifier: MIT */
#include "relay/gate/chat_sales.h"

#include "relay/desk/rec.h"
#include "relay/gate/bearer.h"
#include "relay/store/store_archive.h"
#include "shared/mem.h"
#include "shared/wire.h"

/* A request until its answer. */
struct asking {
	struct hub *hub;
	struct reply *reply;
	struct id chat;
};

struct wire_sale chat_sales_told(const struct rec_sale *s)
{
	return (struct wire_sale){
		.order = s->orderno,
		.chat = s->chat,
		.associate = s->associate,
		.at = s->at,
		.name = s->name,
		.product = s->title,
		.quantity = s->quantity,
		.amount = s->total,
		.paid = s->paid != s->total ? s->paid : 0,
		.currency = s->currency,
		.cancelled = s->cancelled,
		.claimed = id_is(&s->claim),
		.fresh = id_is(&s->associate) && !s->viewed,
	};
}

static void on_sales(void *ctx, const struct store_rows *rows)
{
	struct asking *a = ctx;
	struct answer_list l;

	if (rows->err != ERR_OK) {
		answer_fail(a->reply, ERR_FULL);
		mem_free(a);
		return;
	}
	answer_list_begin(&l, "sales", LIMIT_HTTP_LIST);
	for (int i = 0; i < rows->n; i++) {
		struct wire_msg m = {.type = WIRE_T_SALE};

		m.sale = chat_sales_told(&rows->recs[i].sale);
		answer_list_add(&l, &m);
	}
	answer_list_send(&l, a->reply);
	mem_free(a);
}

static void on_session(
	void *ctx, enum err e, const struct store_associate *account)
{
	const struct id anybody = {""};
	struct asking *a = ctx;

	if (e == ERR_OK && id_is(&a->chat)) {
		store_sold(a->hub->store, account->retailer, &a->chat,
			account->manager ? &anybody : &account->id, on_sales,
			a);
		return;
	}
	if (e == ERR_OK)
		e = ERR_UNKNOWN;
	answer_fail(
		a->reply, e == ERR_TOKEN || e == ERR_UNKNOWN ? e : ERR_FULL);
	mem_free(a);
}

void chat_sales_take(struct hub *hub, const struct request *q, const char *arg,
	struct reply *r)
{
	struct asking *a = mem_zero(sizeof(*a));

	if (!a || store_pending(hub->store) > HUB_STORE_MOST) {
		mem_free(a);
		answer_fail(r, ERR_FULL);
		return;
	}
	a->hub = hub;
	a->reply = r;
	a->chat = answer_arg_id(arg);
	bearer_find(hub, q, on_session, a);
}
