/* SPDX-License-Identifier: MIT */
#include "relay/gate/site.h"

#include <stdio.h>
#include <string.h>

#include "relay/gate/origin.h"
#include "relay/gate/report.h"
#include "relay/gate/sessions.h"
#include "shared/wire.h"

#define LOADER_AGE 300 /* seconds that browsers may keep the loader unasked */

enum handler {
	ON_HEALTH,
	ON_LOADER,
	ON_FRAME,
	ON_FILE,
	ON_LAUNCHER,
	ON_SOCKET,
	ON_SIGN_IN,
	ON_SIGN_OUT,
	ON_UNLOCK,
	ON_MEDIA,
	ON_REPORT,
	ON_SESSIONS,
	ON_SESSION_END,
};

#define GET_HEAD (ROUTE_GET | ROUTE_HEAD)
static const struct route routes[] = {
	{GET_HEAD, "/healthz", ON_HEALTH},
	{GET_HEAD, "/noren.js", ON_LOADER},
	{GET_HEAD, "/v1/frame/*", ON_FRAME},
	{GET_HEAD, "/v1/widget/*", ON_FILE},
	{GET_HEAD, "/widget/*", ON_FILE},
	{GET_HEAD, "/v1/launcher/*", ON_LAUNCHER},
	{GET_HEAD, "/v1/associate", ON_SOCKET},
	{GET_HEAD, "/v1/shopper", ON_SOCKET},
	{ROUTE_POST, "/v1/sign-in", ON_SIGN_IN},
	{ROUTE_POST, "/v1/sign-out", ON_SIGN_OUT},
	{ROUTE_POST, "/v1/unlock", ON_UNLOCK},
	{GET_HEAD, "/v1/media/*", ON_MEDIA},
	{ROUTE_POST, "/v1/report", ON_REPORT},
	{ROUTE_GET, "/v1/sessions", ON_SESSIONS},
	{ROUTE_POST, "/v1/sessions/*/end", ON_SESSION_END},
};

static void health(const struct site *site, struct reply *r)
{
	bool ready = hub_ready(site->hub) && !site->hub->draining;
	bool kept = !site->hub->refused;
	char json[128];

	snprintf(json, sizeof(json),
		"{\"ready\":%s,\"store\":%s,\"version\":\"%s\"}",
		ready ? "true" : "false", kept ? "true" : "false",
		NOREN_VERSION);
	answer_json(r, ready && kept ? 200 : 503, json);
}

/* A Host that can stand in a policy without being read as more of it. */
static bool is_host(const char *s)
{
	static const char fine[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]";

	return s[strspn(s, fine)] == '\0';
}

/* The page may only load what the relay serves, and talk to it only. */
static void frame(const struct site *site, const struct request *q,
	struct reply *r, const char *retailer)
{
	const struct tenant *t = hub_tenant(site->hub, retailer);
	struct buf policy;

	if (!t) {
		answer_fail(r, ERR_RETAILER);
		return;
	}
	if (!is_host(q->host)) {
		answer_fail(r, ERR_FIELD);
		return;
	}
	buf_init(&policy, 64 * 1024);
	buf_addf(&policy,
		"default-src 'none'; script-src 'self'; style-src 'self'; "
		"connect-src 'self' ws://%s wss://%s; media-src blob:; "
		"base-uri 'none'; form-action 'none'; img-src 'self' data: "
		"blob:",
		q->host, q->host);
	origin_add_all(t->rules->origins, &policy);
	buf_add_str(&policy, "; frame-ancestors");
	if (t->rules->origins[0])
		origin_add_all(t->rules->origins, &policy);
	else
		buf_add_str(&policy, " 'none'");
	if (policy.err)
		answer_fail(r, ERR_FULL);
	else
		web_answer(site->web, "frame.html", q, r,
			(struct answer){
				.policy = buf_str(&policy),
				.framed = true,
			});
	buf_fini(&policy);
}

static void add_string(struct buf *b, const char *name, const char *value)
{
	/* What stands in it was checked to need no escapes. */
	if (value && value[0])
		buf_addf(b, ",\"%s\":\"%s\"", name, value);
}

/* A `shop` message, and what only the loader wants to know. */
static void add_launcher(
	struct buf *b, const struct tenant *t, const struct wire_shop *shop)
{
	struct wire_msg m = {.type = WIRE_T_SHOP};

	m.shop = *shop;
	wire_encode(&m, b);
	if (b->err || b->len == 0)
		return;
	b->len--; /* the closing brace */
	buf_add_str(b, ",\"show\":true,\"langs\":[\"en\",\"ja\"]");
	add_string(b, "accent", t->rules->accent);
	buf_add_char(b, '}');
}

static void launcher(const struct site *site, const struct request *q,
	struct reply *r, const char *retailer)
{
	const struct tenant *t = hub_tenant(site->hub, retailer);
	char group[LIMIT_SLUG + 1];
	struct wire_shop shop;
	struct buf b;

	if (!t) {
		answer_fail(r, ERR_RETAILER);
		return;
	}
	if (q->origin && !origin_listed(t->rules->origins, q->origin)) {
		answer_fail(r, ERR_ORIGIN);
		return;
	}
	if (!tenant_ready(t)) {
		answer_fail(r, ERR_FULL);
		return;
	}
	shop = desk_shop(keeper_desk(t->keeper),
		answer_query(q, "group", group, sizeof(group)));
	buf_init(&b, 64 * 1024);
	add_launcher(&b, t, &shop);
	if (b.err)
		answer_fail(r, ERR_FULL);
	else
		r->send(r,
			&(struct answer){
				.status = 200,
				.type = "application/json; charset=utf-8",
				.body = buf_str(&b),
				.len = b.len,
				.allow_origin = q->origin,
			});
	buf_fini(&b);
}

static void socket_wanted(struct reply *r)
{
	r->send(r, &(struct answer){.status = 426});
}

void site_handle(struct site *site, const struct request *q, struct reply *r)
{
	const char *arg;
	int handler;

	if (!answer_route(routes, sizeof(routes) / sizeof(routes[0]), q, r,
		    &handler, &arg))
		return;
	switch ((enum handler)handler) {
	case ON_HEALTH:
		health(site, r);
		break;
	case ON_LOADER:
		web_answer(site->web, "noren.js", q, r,
			(struct answer){.max_age = LOADER_AGE});
		break;
	case ON_FRAME:
		frame(site, q, r, arg);
		break;
	case ON_FILE:
		web_answer(site->web, arg, q, r, (struct answer){.len = 0});
		break;
	case ON_LAUNCHER:
		launcher(site, q, r, arg);
		break;
	case ON_SOCKET:
		socket_wanted(r);
		break;
	case ON_SIGN_IN:
		signin_in(site->signin, q, r);
		break;
	case ON_SIGN_OUT:
		signin_out(site->signin, q, r);
		break;
	case ON_UNLOCK:
		signin_unlock(site->signin, q, r);
		break;
	case ON_MEDIA:
		upload_get(site->uploads, q, r, arg);
		break;
	case ON_REPORT:
		report_take(site->hub, q, r);
		break;
	case ON_SESSIONS:
		sessions_list(site->hub, q, r);
		break;
	case ON_SESSION_END:
		sessions_end(site->hub, q, arg, r);
		break;
	}
}
