/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin.h"

#include <assert.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/admin_account.h"
#include "relay/gate/admin_audit.h"
#include "relay/gate/admin_catalog.h"
#include "relay/gate/admin_chat.h"
#include "relay/gate/admin_figures.h"
#include "relay/gate/admin_flow.h"
#include "relay/gate/admin_list.h"
#include "relay/gate/admin_mail.h"
#include "relay/gate/admin_queue.h"
#include "relay/gate/admin_retention.h"
#include "relay/gate/admin_team.h"
#include "relay/gate/claims.h"
#include "relay/gate/feeds.h"
#include "relay/gate/import.h"
#include "relay/gate/invites.h"
#include "relay/gate/orders.h"
#include "relay/gate/rights.h"
#include "relay/gate/sessions.h"
#include "relay/gate/shoppers.h"
#include "shared/mem.h"
#include "shared/wire.h"

/* A request on its way to its handler. */
struct asked {
	const struct admin_who *who;
	const struct request *request;
	struct reply *reply;
	const char *arg;      /* what stands for the star */
	const char *retailer; /* that it names, "" for none */
	struct wire_msg *msg; /* the body; changes take it */
	char room[LIMIT_SLUG + 1];
};

struct admin {
	struct hub *hub;
	struct admin_io io;
	struct codes *codes;
	struct admin_queue queue;
	struct reply *backup; /* NULL: none is being made */
	char backup_path[4096];
};

struct trail_who admin_by(const struct admin_who *who, const char *retailer)
{
	bool manager = who->role == RIGHTS_MANAGER;

	return (struct trail_who){
		.retailer = retailer,
		.id = manager ? who->id.s : AUDIT_NORENCTL,
		.name = manager ? who->name : "",
		.peer = manager ? &who->peer : NULL,
	};
}

struct admin *admin_new(
	struct hub *hub, const struct admin_io *io, struct codes *codes)
{
	struct admin *a = mem_zero(sizeof(*a));

	if (a) {
		a->hub = hub;
		a->io = *io;
		a->codes = codes;
	}
	return a;
}

void admin_destroy(struct admin **a)
{
	assert(!*a || !(*a)->queue.first);
	mem_free(*a);
	*a = NULL;
}

/* ---- the relay itself ---- */

static void move_clock(
	struct admin *a, const struct wire_ctl_clock *m, struct reply *r)
{
	enum err e = ERR_FIELD;

	if (m->advance <= WIRE_INT_MAX / 1000)
		e = a->io.move_clock(a->io.ctx, m->advance * 1000, m->wall);
	if (e == ERR_OK)
		answer_done(r);
	else if (e == ERR_FORBIDDEN)
		answer_error(r, e, "The relay runs without --test-clock.", 0);
	else
		answer_fail(r, e);
}

static void on_copied(void *ctx, enum err e)
{
	struct admin *a = ctx;
	struct reply *r = a->backup;
	json_t *value = json_pack("{s:s}", "path", a->backup_path);
	char *text = value ? json_dumps(value, 0) : NULL;

	a->backup = NULL;
	if (e == ERR_OK)
		trail_ctl(a->hub, "", AUDIT_BACKUP, "");
	if (e != ERR_OK)
		answer_fail(r, e);
	else if (!text)
		answer_fail(r, ERR_NOMEM);
	else
		answer_json(r, 200, text);
	json_decref(value);
	mem_free(text);
}

static void backup(struct admin *a, struct reply *r)
{
	enum err e;

	if (a->backup) {
		answer_error(r, ERR_WRONG_STATE, "A backup is being made.", 0);
		return;
	}
	e = a->io.backup_path(
		a->io.ctx, a->backup_path, sizeof(a->backup_path));
	if (e != ERR_OK) {
		answer_fail(r, e);
		return;
	}
	a->backup = r;
	store_backup(a->hub->store, a->backup_path, on_copied, a);
}

/* ---- a handler each, as rights_table.h names them ---- */

#define HANDLER(name) static void on_##name(struct admin *a, struct asked *k)

HANDLER(status)
{
	struct admin_status status = a->io.status(a->io.ctx);

	admin_list_status(a->hub, &status, k->reply);
}

HANDLER(retailers)
{
	admin_list_retailers(a->hub, k->reply);
}

HANDLER(retailer)
{
	admin_list_retailer(a->hub, k->retailer, k->reply);
}

HANDLER(groups)
{
	admin_list_groups(a->hub, k->retailer, k->reply);
}

HANDLER(accounts)
{
	admin_team_accounts(a->hub, k->retailer, k->reply);
}

HANDLER(sign_out)
{
	admin_team_sign_out(a->hub, k->who, &k->msg->ctl_sign_out, k->reply);
}

/* A retailer that there is, or the answer has been given. */
static bool is_retailer(struct admin *a, struct asked *k)
{
	if (hub_tenant(a->hub, k->retailer))
		return true;
	answer_fail(k->reply, ERR_RETAILER);
	return false;
}

HANDLER(code)
{
	struct trail_who by = admin_by(k->who, k->retailer);

	if (is_retailer(a, k))
		codes_hand_out(a->codes, &by, &k->msg->ctl_code, k->reply);
}

HANDLER(unlock)
{
	struct trail_who by = admin_by(k->who, k->retailer);

	if (is_retailer(a, k))
		codes_unlock(a->codes, &by, &k->msg->ctl_unlock, k->reply);
}

HANDLER(invites)
{
	if (is_retailer(a, k))
		invites_list(a->hub, k->retailer, k->reply);
}

HANDLER(set_invite)
{
	struct trail_who by = admin_by(k->who, k->retailer);

	if (is_retailer(a, k))
		invites_change(a->hub, &by, &k->msg->ctl_invite, k->reply);
}

HANDLER(associates)
{
	admin_list_associates(a->hub, k->retailer, k->reply);
}

/* Changes, which wait their turn. */
#define CHANGE(name) \
	HANDLER(name) \
	{ \
		admin_queue_change( \
			&a->queue, a->hub, &a->io, k->who, k->msg, k->reply); \
	}
CHANGE(set_retailer)
CHANGE(set_group)
CHANGE(set_associate)
CHANGE(set_template)
#undef CHANGE

HANDLER(templates)
{
	admin_chat_templates(a->hub, k->retailer, k->reply);
}

HANDLER(blocks)
{
	admin_chat_blocks(a->hub, k->retailer, k->reply);
}

HANDLER(lift)
{
	admin_chat_unblock(a->hub, &k->msg->ctl_unblock, k->reply);
}

HANDLER(reports)
{
	admin_chat_reports(a->hub, k->retailer, k->reply);
}

HANDLER(read_report)
{
	if (answer_query_fits(k->request, k->reply, "retailer"))
		admin_chat_report(a->hub, k->retailer, k->arg, k->reply);
}

HANDLER(mails)
{
	admin_mail_queue(a->hub, k->retailer, k->reply);
}

HANDLER(mail)
{
	admin_mail_test(a->hub, &k->msg->ctl_mail, k->reply);
}

HANDLER(set_order_key)
{
	orders_set_key(a->hub, &k->msg->ctl_order_key, k->reply);
}

HANDLER(performance)
{
	admin_figures(a->hub, k->request, k->retailer, k->reply);
}

HANDLER(audit)
{
	admin_audit(a->hub, k->request, k->retailer, k->reply);
}

HANDLER(open_session)
{
	admin_flow_session(a->hub, &k->msg->ctl_session, k->reply);
}

HANDLER(sessions)
{
	sessions_admin_list(a->hub, &k->msg->ctl_sessions, k->reply);
}

HANDLER(session_end)
{
	sessions_admin_end(a->hub, &k->msg->ctl_session_end, k->reply);
}

HANDLER(record)
{
	admin_flow_record(a->hub, &k->msg->ctl_record, k->reply);
}

HANDLER(recorded)
{
	admin_flow_recorded(a->hub, k->request, k->retailer, k->reply);
}

HANDLER(import)
{
	struct trail_who by = admin_by(k->who, k->retailer);

	import_begin(a->hub->imports, &by, &k->msg->ctl_import, k->reply);
}

HANDLER(import_state)
{
	import_show(a->hub->imports, k->retailer, k->request, k->reply);
}

HANDLER(import_piece)
{
	import_piece(a->hub->imports, k->retailer, k->request, k->reply);
}

HANDLER(import_end)
{
	import_end(a->hub->imports, k->retailer, k->request, k->reply);
}

HANDLER(set_feed)
{
	struct trail_who by = admin_by(k->who, k->retailer);

	feeds_change(a->hub->feeds, &by, &k->msg->ctl_feed, k->reply);
}

HANDLER(catalog)
{
	admin_catalog_show(
		a->hub, k->retailer, k->who->role == RIGHTS_OPERATOR, k->reply);
}

HANDLER(catalog_find)
{
	admin_catalog_find(a->hub, &k->msg->ctl_find, k->reply);
}

HANDLER(catalog_held)
{
	struct trail_who by = admin_by(k->who, k->retailer);

	admin_catalog_held(a->hub, &by, &k->msg->ctl_held, k->reply);
}

HANDLER(claims)
{
	if (is_retailer(a, k))
		claims_list(a->hub, k->retailer, k->reply);
}

HANDLER(decide)
{
	struct trail_who by = admin_by(k->who, k->retailer);

	if (is_retailer(a, k))
		claims_decide(a->hub, &by, &k->msg->ctl_claim, k->reply);
}

HANDLER(shoppers)
{
	shoppers_find(a->hub, &k->msg->ctl_shopper, k->reply);
}

HANDLER(shopper_lines)
{
	shoppers_lines(a->hub, k->request, k->retailer, k->reply);
}

HANDLER(shopper_erase)
{
	struct trail_who by = admin_by(k->who, k->retailer);

	shoppers_erase(a->hub, &by, &k->msg->ctl_erase, k->reply);
}

HANDLER(shopper_correct)
{
	struct trail_who by = admin_by(k->who, k->retailer);

	shoppers_correct(a->hub, &by, &k->msg->ctl_correct, k->reply);
}

HANDLER(retention)
{
	admin_retention_show(a->hub, k->retailer, k->reply);
}

HANDLER(expire)
{
	struct trail_who by = admin_by(k->who, k->retailer);

	admin_retention_run(a->hub, &by, &k->msg->ctl_expire, k->reply);
}

HANDLER(clock)
{
	move_clock(a, &k->msg->ctl_clock, k->reply);
}

HANDLER(backup)
{
	backup(a, k->reply);
}

HANDLER(stop)
{
	trail_ctl(a->hub, "", AUDIT_STOP, "");
	answer_done(k->reply);
	a->io.stop(a->io.ctx);
}

typedef void (*admin_fn)(struct admin *a, struct asked *k);
static const admin_fn handlers[] = {
#define ROW(handler, methods, path, where, body, who) on_##handler,
	RIGHTS_CONTROL(ROW)
#undef ROW
};

/* ---- what comes before them ---- */

/* A body that cannot be read is answered with the field's name. */
static bool read_body(const struct asked *k, enum wire_type type)
{
	const struct request *q = k->request;
	const char *why = "";
	char text[160];
	enum err e = wire_decode(
		q->body, q->len, LIMIT_HTTP_BODY, WIRE_FROM_C, k->msg, &why);

	if (e == ERR_OK && k->msg->type != type)
		e = ERR_TYPE;
	if (e == ERR_OK)
		return true;
	snprintf(text, sizeof(text), "%s%s%s%s", err_text(e), *why ? " (" : "",
		why, *why ? ")" : "");
	answer_error(k->reply, e, text, 0);
	return false;
}

static void find_retailer(struct asked *k, enum rights_where where)
{
	const char *key = "";

	if (where == RIGHTS_IN_BODY)
		key = rights_retailer(k->msg);
	else if (where == RIGHTS_IN_PATH)
		key = k->arg;
	else if (where == RIGHTS_IN_QUERY)
		answer_query(k->request, "retailer", k->room, sizeof(k->room));
	k->retailer = where == RIGHTS_IN_QUERY ? k->room : key;
}

/* A manager's is their own retailer; any other is as unknown to them as one
 * that there is not.  So are fields that are the operator's. */
static bool may(const struct asked *k, const struct rights_control_row *row)
{
	const char *field = NULL;
	char text[160];

	if (k->who->role == RIGHTS_OPERATOR)
		return true;
	if (strcmp(k->retailer, k->who->retailer) != 0) {
		answer_fail(k->reply, ERR_RETAILER);
		return false;
	}
	if (row->body != WIRE_T_COUNT)
		field = rights_refuse(k->msg, k->who->role);
	if (!field)
		return true;
	snprintf(text, sizeof(text), "%s (%s)", err_text(ERR_FORBIDDEN), field);
	answer_error(k->reply, ERR_FORBIDDEN, text, 0);
	return false;
}

void admin_ask(struct admin *a, const struct admin_who *who,
	const struct request *q, struct reply *r)
{
	const struct rights_control_row *row;
	struct wire_msg msg = {.mem = NULL};
	struct asked k = {.who = who, .request = q, .reply = r, .msg = &msg};
	int at;

	if (!answer_route(rights_control_routes(), RIGHTS_CONTROL_COUNT, q, r,
		    &at, &k.arg))
		return;
	row = rights_control((enum rights_control)at);
	if (!(row->who & who->role)) {
		answer_fail(r, ERR_FORBIDDEN);
		return;
	}
	if (row->body == WIRE_T_COUNT || read_body(&k, row->body)) {
		find_retailer(&k, row->where);
		if (may(&k, row))
			handlers[at](a, &k);
	}
	wire_fini(&msg);
}

void admin_handle(struct admin *a, const struct request *q, struct reply *r)
{
	static const struct admin_who operator= {.role = RIGHTS_OPERATOR};

	admin_ask(a, &operator, q, r);
}
