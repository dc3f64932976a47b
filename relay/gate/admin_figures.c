/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_figures.h"

#include <jansson.h>
#include <stdio.h>

#include "relay/gate/admin_list.h"
#include "relay/store/store_figures.h"
#include "shared/mem.h"

struct reading {
	struct hub *hub;
	struct reply *reply;
	char retailer[LIMIT_SLUG + 1];
	struct span span;
};

/* By name, for people; "" where the account is gone. */
static const char *name_of(const struct reading *p, const struct id *who)
{
	const struct tenant *t = hub_tenant(p->hub, p->retailer);
	const struct roster_staff *s =
		t ? roster_find_staff(&t->roster, who) : NULL;

	return id_is(who) ? s ? s->name : "" : "(all)";
}

static json_t *sum_json(const struct reading *p, const struct score_sum *s)
{
	return json_pack(
		"{s:s,s:s,s:s,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I}", "t",
		"figures", "associate", s->who.s, "name", name_of(p, &s->who),
		"since", (json_int_t)p->span.days[0].at, "accepted",
		(json_int_t)s->accepted, "missed", (json_int_t)s->missed,
		"median", (json_int_t)s->median, "mean", (json_int_t)s->mean,
		"chats", (json_int_t)s->chats, "converted",
		(json_int_t)s->converted, "sales", (json_int_t)s->sales,
		"ratings", (json_int_t)s->ratings, "stars",
		(json_int_t)s->stars);
}

static void add(const struct reading *p, const struct score_sum *s,
	json_t *figures, json_t *takings)
{
	json_array_append_new(figures, sum_json(p, s));
	for (int i = 0; i < s->n_money; i++)
		json_array_append_new(takings,
			json_pack("{s:s,s:s,s:s,s:s,s:I,s:I}", "t", "takings",
				"associate", s->who.s, "name",
				name_of(p, &s->who), "currency",
				s->money[i].currency, "sales",
				(json_int_t)s->money[i].sales, "amount",
				(json_int_t)s->money[i].amount));
}

static void on_score(void *ctx, enum err e, const struct score *score)
{
	struct reading *p = ctx;
	json_t *figures = json_array(), *takings = json_array();

	p->hub->figuring--;
	if (e == ERR_OK) {
		add(p, &score->all, figures, takings);
		for (int i = 0; i < score->n_each; i++)
			add(p, &score->each[i], figures, takings);
		admin_list_send(p->reply,
			json_pack("{s:O,s:O}", "performance", figures,
				"takings", takings));
	} else {
		answer_fail(p->reply, e == ERR_SIZE ? ERR_WRONG_STATE : e);
	}
	json_decref(figures);
	json_decref(takings);
	mem_free(p);
}

void admin_figures(struct hub *hub, const struct request *q,
	const char *retailer, struct reply *r)
{
	const struct tenant *t = hub_tenant(hub, retailer);
	struct store_figures_ask ask = {.retailer = retailer};
	struct reading *p;
	int64_t days = 7;

	if (!answer_query_fits(q, r, "days") ||
		!answer_query_number(q, r, "days", 1, &days))
		return;
	if (!t || !span_suits(days)) {
		answer_error(r, t ? ERR_FIELD : ERR_RETAILER,
			t ? "days: there are figures of 1, 7 or 30 days."
			  : err_text(ERR_RETAILER),
			0);
		return;
	}
	p = mem_zero(sizeof(*p));
	if (!p) {
		answer_fail(r, ERR_FULL);
		return;
	}
	p->hub = hub;
	p->reply = r;
	snprintf(p->retailer, sizeof(p->retailer), "%s", retailer);
	span_make(&p->span, t->rules->tz, hub_now(hub).wall, (int)days);
	ask.currency = t->rules->currency;
	ask.span = &p->span;
	hub->figuring++;
	store_figures(hub->store, &ask, on_score, p);
}
