/* SPDX-License-Identifier: MIT */
#include "relay/gate/site.h"

#include <stdio.h>
#include <string.h>

#include "relay/gate/account.h"
#include "relay/gate/chat_sales.h"
#include "relay/gate/claims.h"
#include "relay/gate/enquiries.h"
#include "relay/gate/export.h"
#include "relay/gate/least.h"
#include "relay/gate/orders.h"
#include "relay/gate/origin.h"
#include "relay/gate/report.h"
#include "relay/gate/reset.h"
#include "relay/gate/rights.h"
#include "relay/gate/sessions.h"
#include "relay/gate/signout.h"
#include "relay/gate/signup.h"
#include "relay/gate/token.h"
#include "shared/wire.h"

#define LOADER_AGE 300 /* seconds that browsers may keep the loader unasked */

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

/* The page may only load what the relay serves, and talk to it only; but for
 * pictures, of the shop's and of products. */
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
	hosts_add_origins(site->hosts, &policy);
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

/* ---- a handler each, as rights_table.h names them ---- */

#define HANDLER(name) \
	static void on_##name(struct site *site, const struct request *q, \
		const char *arg, struct reply *r)

HANDLER(health)
{
	(void)q;
	(void)arg;
	health(site, r);
}

HANDLER(loader)
{
	(void)arg;
	web_answer(site->web, "noren.js", q, r,
		(struct answer){.max_age = LOADER_AGE});
}

HANDLER(frame)
{
	frame(site, q, r, arg);
}

HANDLER(file)
{
	web_answer(site->web, arg, q, r, (struct answer){.len = 0});
}

HANDLER(old_file)
{
	on_file(site, q, arg, r);
}

HANDLER(launcher)
{
	launcher(site, q, r, arg);
}

/* A WebSocket is wanted there. */
HANDLER(staff_door)
{
	(void)site;
	(void)q;
	(void)arg;
	r->send(r, &(struct answer){.status = 426});
}

HANDLER(shop_door)
{
	on_staff_door(site, q, arg, r);
}

/* A client asks before it lets its user type (A7). */
HANDLER(serves)
{
	(void)q;
	if (least_reached(site->hub->config.least_client, arg))
		answer_done(r);
	else
		answer_fail(r, ERR_VERSION);
}

HANDLER(sign_in)
{
	(void)arg;
	signin_in(site->signin, q, r);
}

HANDLER(sign_up)
{
	(void)arg;
	signup_begin(site->codes, q, r);
}

HANDLER(confirm)
{
	(void)arg;
	signup_confirm(site->codes, q, r);
}

HANDLER(forgot)
{
	(void)arg;
	reset_forgot(site->codes, q, r);
}

HANDLER(reset)
{
	(void)arg;
	reset_take(site->codes, q, r);
}

HANDLER(account)
{
	(void)arg;
	account_show(site->codes, q, r);
}

HANDLER(rename)
{
	(void)arg;
	account_rename(site->codes, q, r);
}

HANDLER(password)
{
	(void)arg;
	account_password(site->codes, site->signin, q, r);
}

HANDLER(move)
{
	(void)arg;
	account_move(site->codes, site->signin, q, r);
}

HANDLER(moved)
{
	(void)arg;
	account_moved(site->codes, q, r);
}

HANDLER(sign_out)
{
	(void)arg;
	signout_take(site->hub, q, r);
}

HANDLER(unlock)
{
	(void)arg;
	signin_unlock(site->signin, q, r);
}

/* Files go another way as they come in (ws_http.c): this one has none. */
HANDLER(upload)
{
	(void)site;
	(void)q;
	(void)arg;
	answer_fail(r, ERR_MEDIA);
}

HANDLER(media)
{
	upload_get(site->uploads, q, r, arg);
}

HANDLER(picture)
{
	gallery_get(site->gallery, q, r, arg);
}

HANDLER(report)
{
	(void)arg;
	report_take(site->hub, q, r);
}

HANDLER(answer)
{
	(void)arg;
	enquiries_answer(site->hub, q, r);
}

HANDLER(letters)
{
	enquiries_letters(site->hub, q, arg, r);
}

HANDLER(chat_sales)
{
	chat_sales_take(site->hub, q, arg, r);
}

HANDLER(claim)
{
	(void)arg;
	claims_take(site->hub, q, r);
}

HANDLER(own_claims)
{
	(void)arg;
	claims_own(site->hub, q, r);
}

HANDLER(order)
{
	orders_take(site->hub, q, arg, r);
}

HANDLER(export)
{
	(void)arg;
	export_take(site->hub, q, r);
}

HANDLER(sessions)
{
	(void)arg;
	sessions_list(site->hub, q, r);
}

HANDLER(session_end)
{
	sessions_end(site->hub, q, arg, r);
}

typedef void (*site_fn)(struct site *site, const struct request *q,
	const char *arg, struct reply *r);
static const site_fn handlers[] = {
#define ROW(handler, methods, path, who) on_##handler,
	RIGHTS_SITE(ROW)
#undef ROW
};

/* Whose the token is, and whether it stands, the handler finds out: it has to
 * know its owner. */
void site_handle(struct site *site, const struct request *q, struct reply *r)
{
	const char *arg;
	int row;

	if (manage_path(q->path)) {
		manage_handle(site->manage, q, r);
		return;
	}
	if (!answer_route(
		    rights_site_routes(), RIGHTS_SITE_COUNT, q, r, &row, &arg))
		return;
	if (!(rights_site((enum rights_site)row) & RIGHTS_NOBODY) &&
		!token_valid(q->bearer))
		answer_fail(r, ERR_TOKEN);
	else
		handlers[row](site, q, arg, r);
}
