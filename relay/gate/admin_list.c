/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_list.h"

#include <jansson.h>

#include "relay/desk/largest.h"
#include "relay/gate/admin_team.h"
#include "shared/mem.h"
#include "shared/times.h"

void admin_list_send(struct reply *r, json_t *value)
{
	char *text = value ? json_dumps(value, JSON_COMPACT) : NULL;

	if (text)
		answer_json(r, 200, text);
	else
		answer_fail(r, ERR_NOMEM);
	json_decref(value);
	mem_free(text);
}

void admin_list_status(const struct hub *hub, const struct admin_status *status,
	struct reply *r)
{
	int desks = 0, ready = 0;

	for (const struct tenant *t = hub->tenants; t; t = t->next) {
		desks++;
		ready += tenant_ready(t);
	}
	admin_list_send(r,
		json_pack("{s:s,s:b,s:b,s:b,s:I,s:I,s:I,s:I,s:i,s:i,s:i,s:I,s:"
			  "I,s:"
			  "I,s:I}",
			"version", NOREN_VERSION, "draining", status->draining,
			"store", !hub->refused, "flows", hub->config.flows,
			"now", (json_int_t)hub_now(hub).wall, "connections",
			(json_int_t)status->connections, "refused",
			(json_int_t)status->refused, "sessions",
			(json_int_t)hub->callers.n, "desks", desks, "ready",
			ready, "pending", store_pending(hub->store), "slow",
			(json_int_t)hub->slow, "unaudited",
			(json_int_t)hub->unaudited, "memory",
			(json_int_t)status->memory_bytes, "uptime",
			(json_int_t)(status->uptime_us / TIMES_SECOND)));
}

static json_t *groups(const struct tenant *t)
{
	json_t *all = json_array();

	for (const struct roster_group *g = t->roster.groups; g; g = g->next)
		json_array_append_new(all,
			json_pack("{s:s,s:s,s:s}", "group", g->key, "name",
				g->name, "hours", g->hours_text));
	return all;
}

/* What holds, set or not; spans in milliseconds. */
static json_t *numbers(const struct rules *x)
{
	const struct desk_settings *s = &x->settings;

	return json_pack("{s:i,s:I,s:I,s:I,s:I,s:I,s:i,s:b,s:I,s:I,s:s}",
		"at_once", s->at_once, "more_every",
		(json_int_t)s->more_every / 1000, "ring_for",
		(json_int_t)s->ring_for / 1000, "keep_state",
		(json_int_t)s->keep_state / 1000, "take_over",
		(json_int_t)s->take_over / 1000, "left_after",
		(json_int_t)s->left_after / 1000, "window", s->window_days,
		"scan", !s->no_scan, "retention",
		(json_int_t)x->numbers.retention, "largest_order",
		(json_int_t)largest_order(s->largest_order, s->currency),
		"currency", s->currency);
}

void admin_list_retailers(const struct hub *hub, struct reply *r)
{
	json_t *all = json_array();

	for (const struct tenant *t = hub->tenants; t; t = t->next) {
		const struct rules *x = t->rules;

		json_array_append_new(all,
			json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:o,s:o}",
				"retailer", x->retailer, "name", x->name,
				"zone", x->zone, "currency", x->currency,
				"accent", x->accent, "origins", x->origins,
				"hours", x->hours_text, "support", x->support,
				"groups", groups(t), "rules", numbers(x)));
	}
	admin_list_send(r, json_pack("{s:o}", "retailers", all));
}

void admin_list_retailer(
	const struct hub *hub, const char *retailer, struct reply *r)
{
	const struct tenant *t = hub_tenant(hub, retailer);
	struct wire_msg m = {.type = WIRE_T_CTL_RETAILER};
	struct wire_ctl_retailer *w = &m.ctl_retailer;
	const struct desk_settings *s;

	if (!t) {
		answer_fail(r, ERR_RETAILER);
		return;
	}
	s = &t->rules->settings;
	*w = (struct wire_ctl_retailer){
		.retailer = t->rules->retailer,
		.name = t->rules->name,
		.zone = t->rules->zone,
		.currency = t->rules->currency,
		.accent = t->rules->accent,
		.origins = t->rules->origins,
		.hours = t->rules->hours_text,
		.support = t->rules->support,
		.at_once = s->at_once,
		.more_every = s->more_every / 1000,
		.ring_for = s->ring_for / 1000,
		.keep_state = s->keep_state / 1000,
		.take_over = s->take_over / 1000,
		.left_after = s->left_after / 1000,
		.window = s->window_days,
		.scan = s->no_scan ? 2 : 1,
		.retention = t->rules->numbers.retention,
		.largest_order = largest_order(s->largest_order, s->currency),
	};
	answer_msg(r, &m);
}

void admin_list_groups(
	const struct hub *hub, const char *retailer, struct reply *r)
{
	const struct tenant *t = hub_tenant(hub, retailer);
	struct buf list;

	if (!t) {
		answer_fail(r, ERR_RETAILER);
		return;
	}
	admin_team_begin(&list, "groups");
	for (const struct roster_group *g = t->roster.groups; g; g = g->next) {
		struct wire_msg m = {.type = WIRE_T_CTL_GROUP};

		m.ctl_group.retailer = retailer;
		m.ctl_group.group = g->key;
		m.ctl_group.name = g->name;
		m.ctl_group.hours = g->hours_text;
		admin_team_add(&list, &m);
	}
	admin_team_send(&list, r);
}

void admin_list_associates(
	const struct hub *hub, const char *retailer, struct reply *r)
{
	const struct tenant *t = hub_tenant(hub, retailer);
	json_t *all;

	if (!t) {
		answer_fail(r, ERR_RETAILER);
		return;
	}
	all = json_array();
	for (const struct roster_staff *s = t->roster.staff; s; s = s->next)
		json_array_append_new(all,
			json_pack("{s:s,s:s,s:s,s:s,s:b}", "associate", s->id.s,
				"address", s->address, "name", s->name,
				"groups", s->groups, "manager", s->manager));
	admin_list_send(r, json_pack("{s:o}", "associates", all));
}
