/* SPDX-License-Identifier: MIT */
#include "relay/gate/sold.h"

#include <string.h>

#include "relay/desk/largest.h"
#include "relay/gate/dispatch.h"
#include "relay/gate/hub.h"
#include "relay/store/store_extra.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/text.h"
#include "shared/times.h"

struct sold {
	struct hub *hub;
	uint64_t session;
	char *text; /* the message, as it would come again */
};

bool sold_is(const struct wire_msg *msg)
{
	return msg->type == WIRE_T_EVENT &&
		msg->event.what == WIRE_DEED_PURCHASE && msg->event.order &&
		*msg->event.order;
}

/* The field with which it is no order; NULL: it is one. */
static const char *fault(const struct caller *s, const struct wire_event *e)
{
	const struct desk_settings *rules = &s->tenant->rules->settings;

	if (text_blank(e->order, strlen(e->order)))
		return "order";
	if (!e->currency || !money_known(e->currency))
		return "currency";
	return e->amount > largest_order(rules->largest_order, e->currency)
		? "amount"
		: NULL;
}

static void end(struct sold *w)
{
	mem_free(w->text);
	mem_free(w);
}

static void on_sale(void *ctx, const struct store_rows *rows)
{
	struct sold *w = ctx;
	struct caller *s = callers_find(&w->hub->callers, w->session);
	struct wire_msg m = {.mem = NULL};
	struct dispatch_known known = {
		.sale = rows->n > 0 ? &rows->recs[0].sale : NULL,
		.earlier = rows->n > 1 ? &rows->recs[1].chat : NULL};

	/* A page that has moved on has bought all the same; one whose tab is
	 * gone says it again when the next one comes. */
	if (s && s->tenant && s->state != CALLER_CLOSING) {
		if (rows->err != ERR_OK && rows->err != ERR_UNKNOWN)
			caller_close(s, ERR_FULL, TIMES_SECOND);
		else if (wire_decode(w->text, strlen(w->text),
				 LIMIT_SHOPPER_FRAME, WIRE_FROM_S, &m,
				 NULL) == ERR_OK)
			dispatch_command(s, &m, &known);
	}
	wire_fini(&m);
	end(w);
}

void sold_take(struct caller *s, const struct wire_msg *msg)
{
	const char *why = fault(s, &msg->event);
	struct sold *w;
	struct buf b;

	if (why) {
		caller_refuse(s, msg->ref, ERR_FIELD, why);
		return;
	}
	w = mem_zero(sizeof(*w));
	buf_init(&b, LIMIT_SHOPPER_FRAME);
	if (w && wire_encode(msg, &b) == ERR_OK)
		w->text = buf_take(&b);
	buf_fini(&b);
	if (!w || !w->text) {
		mem_free(w);
		caller_close(s, ERR_FULL, TIMES_SECOND);
		return;
	}
	w->hub = s->hub;
	w->session = s->id;
	store_bought(s->hub->store, s->tenant->rules->retailer,
		msg->event.order, &s->who, on_sale, w);
}
