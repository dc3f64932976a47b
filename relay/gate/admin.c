/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin.h"

#include <assert.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/admin_audit.h"
#include "relay/gate/admin_chat.h"
#include "relay/gate/admin_flow.h"
#include "relay/gate/admin_list.h"
#include "relay/gate/admin_mail.h"
#include "relay/gate/admin_task.h"
#include "relay/gate/sessions.h"
#include "shared/mem.h"
#include "shared/wire.h"

#define ADMIN_QUEUE 64 /* changes that may wait; over: busy */

struct admin {
	struct hub *hub;
	struct admin_io io;
	struct admin_task *first, *last; /* the first one is being done */
	int n;
	struct reply *backup; /* NULL: none is being made */
	char backup_path[4096];
};

enum handler {
	ON_STATUS,
	ON_RETAILERS,
	ON_ASSOCIATES,
	ON_RETAILER,
	ON_GROUP,
	ON_ASSOCIATE,
	ON_TEMPLATES,
	ON_TEMPLATE,
	ON_BLOCKS,
	ON_UNBLOCK,
	ON_REPORTS,
	ON_REPORT,
	ON_MAILS,
	ON_MAIL,
	ON_AUDIT,
	ON_SESSION,
	ON_SESSIONS,
	ON_SESSION_END,
	ON_RECORD,
	ON_RECORDED,
	ON_CLOCK,
	ON_BACKUP,
	ON_STOP,
};

static const struct route routes[] = {
	{ROUTE_GET, "/status", ON_STATUS},
	{ROUTE_GET, "/retailers", ON_RETAILERS},
	{ROUTE_GET, "/associates/*", ON_ASSOCIATES},
	{ROUTE_PUT, "/retailer", ON_RETAILER},
	{ROUTE_PUT, "/group", ON_GROUP},
	{ROUTE_PUT, "/associate", ON_ASSOCIATE},
	{ROUTE_GET, "/templates/*", ON_TEMPLATES},
	{ROUTE_PUT, "/template", ON_TEMPLATE},
	{ROUTE_GET, "/blocks/*", ON_BLOCKS},
	{ROUTE_POST, "/unblock", ON_UNBLOCK},
	{ROUTE_GET, "/reports/*", ON_REPORTS},
	{ROUTE_GET, "/report/*", ON_REPORT},
	{ROUTE_GET, "/mails/*", ON_MAILS},
	{ROUTE_POST, "/mail", ON_MAIL},
	{ROUTE_GET, "/audit", ON_AUDIT},
	{ROUTE_POST, "/session", ON_SESSION},
	{ROUTE_POST, "/sessions", ON_SESSIONS},
	{ROUTE_POST, "/session-end", ON_SESSION_END},
	{ROUTE_POST, "/record", ON_RECORD},
	{ROUTE_GET, "/record", ON_RECORDED},
	{ROUTE_POST, "/clock", ON_CLOCK},
	{ROUTE_POST, "/backup", ON_BACKUP},
	{ROUTE_POST, "/stop", ON_STOP},
};

struct admin *admin_new(struct hub *hub, const struct admin_io *io)
{
	struct admin *a = mem_zero(sizeof(*a));

	if (a) {
		a->hub = hub;
		a->io = *io;
	}
	return a;
}

void admin_destroy(struct admin **a)
{
	assert(!*a || !(*a)->first);
	mem_free(*a);
	*a = NULL;
}

/* ---- changes, one at a time ---- */

static void free_task(struct admin_task *t)
{
	if (t->msg.type == WIRE_T_CTL_ASSOCIATE &&
		t->msg.ctl_associate.password) {
		char *password = (char *)t->msg.ctl_associate.password;

		sodium_memzero(password, strlen(password));
	}
	wire_fini(&t->msg);
	rules_destroy(&t->rules);
	roster_group_destroy(&t->group);
	roster_staff_destroy(&t->staff);
	roster_template_destroy(&t->template);
	mem_free(t->hash);
	mem_free(t);
}

static void run(struct admin_task *t)
{
	switch (t->msg.type) {
	case WIRE_T_CTL_RETAILER:
		admin_task_retailer(t);
		break;
	case WIRE_T_CTL_GROUP:
		admin_task_group(t);
		break;
	case WIRE_T_CTL_TEMPLATE:
		admin_chat_template(t);
		break;
	default:
		assert(t->msg.type == WIRE_T_CTL_ASSOCIATE);
		admin_task_associate(t);
		break;
	}
}

/* Off the queue, and on with the next one. */
static void end(struct admin_task *t)
{
	struct admin *a = t->admin;

	assert(a->first == t);
	a->first = t->next;
	if (!a->first)
		a->last = NULL;
	a->n--;
	free_task(t);
	if (a->first)
		run(a->first);
}

void admin_task_done(struct admin_task *t)
{
	log_event(t->hub->log, LOG_INFO, wire_info(t->msg.type)->name,
		"retailer", t->retailer, NULL);
	answer_done(t->reply);
	end(t);
}

void admin_task_fail(struct admin_task *t, enum err e, const char *why)
{
	answer_error(t->reply, e, why && why[0] ? why : err_text(e), 0);
	end(t);
}

static void queue(struct admin *a, struct admin_task *t)
{
	if (a->last)
		a->last->next = t;
	else
		a->first = t;
	a->last = t;
	a->n++;
	if (a->first == t)
		run(t);
}

/* A body that cannot be read is answered with the field's name. */
static enum err read_body(const struct request *q, struct reply *r,
	enum wire_type type, struct wire_msg *msg)
{
	const char *why = "";
	char text[160];
	enum err e = wire_decode(
		q->body, q->len, LIMIT_HTTP_BODY, WIRE_FROM_C, msg, &why);

	if (e == ERR_OK && msg->type != type)
		e = ERR_TYPE;
	if (e == ERR_OK)
		return e;
	snprintf(text, sizeof(text), "%s%s%s%s", err_text(e), *why ? " (" : "",
		why, *why ? ")" : "");
	answer_error(r, e, text, 0);
	return e;
}

static void change(struct admin *a, const struct request *q, struct reply *r,
	enum wire_type type)
{
	struct admin_task *t;

	if (a->n >= ADMIN_QUEUE) {
		answer_fail(r, ERR_FULL);
		return;
	}
	t = mem_zero(sizeof(*t));
	if (!t) {
		answer_fail(r, ERR_FULL);
		return;
	}
	t->admin = a;
	t->hub = a->hub;
	t->io = &a->io;
	t->reply = r;
	if (read_body(q, r, type, &t->msg) == ERR_OK)
		queue(a, t);
	else
		free_task(t);
}

/* ---- the rest ---- */

/* Signs in, for a test flow; lists; ends one. */
static void sessions(struct admin *a, const struct request *q, struct reply *r,
	enum handler handler)
{
	struct wire_msg msg = {.mem = NULL};
	enum wire_type type = WIRE_T_CTL_SESSION_END;
	enum err e;

	if (handler == ON_SESSION)
		type = WIRE_T_CTL_SESSION;
	else if (handler == ON_SESSIONS)
		type = WIRE_T_CTL_SESSIONS;
	e = read_body(q, r, type, &msg);
	if (e == ERR_OK && handler == ON_SESSION)
		admin_flow_session(a->hub, &msg.ctl_session, r);
	else if (e == ERR_OK && handler == ON_SESSIONS)
		sessions_admin_list(a->hub, &msg.ctl_sessions, r);
	else if (e == ERR_OK)
		sessions_admin_end(a->hub, &msg.ctl_session_end, r);
	wire_fini(&msg);
}

static void unblock(struct admin *a, const struct request *q, struct reply *r)
{
	struct wire_msg msg = {.mem = NULL};

	if (read_body(q, r, WIRE_T_CTL_UNBLOCK, &msg) == ERR_OK)
		admin_chat_unblock(a->hub, &msg.ctl_unblock, r);
	wire_fini(&msg);
}

static void mail(struct admin *a, const struct request *q, struct reply *r)
{
	struct wire_msg msg = {.mem = NULL};

	if (read_body(q, r, WIRE_T_CTL_MAIL, &msg) == ERR_OK)
		admin_mail_test(a->hub, &msg.ctl_mail, r);
	wire_fini(&msg);
}

static void record(struct admin *a, const struct request *q, struct reply *r)
{
	struct wire_msg msg = {.mem = NULL};

	if (read_body(q, r, WIRE_T_CTL_RECORD, &msg) == ERR_OK)
		admin_flow_record(a->hub, &msg.ctl_record, r);
	wire_fini(&msg);
}

static void move_clock(
	struct admin *a, const struct request *q, struct reply *r)
{
	struct wire_msg msg = {.mem = NULL};
	const struct wire_ctl_clock *m = &msg.ctl_clock;
	enum err e;

	if (read_body(q, r, WIRE_T_CTL_CLOCK, &msg) == ERR_OK) {
		e = m->advance > WIRE_INT_MAX / 1000
			? ERR_FIELD
			: a->io.move_clock(
				  a->io.ctx, m->advance * 1000, m->wall);
		if (e == ERR_OK)
			answer_done(r);
		else if (e == ERR_FORBIDDEN)
			answer_error(r, e,
				"The relay runs without --test-clock.", 0);
		else
			answer_fail(r, e);
	}
	wire_fini(&msg);
}

static void on_backup(void *ctx, enum err e)
{
	struct admin *a = ctx;
	struct reply *r = a->backup;
	json_t *value = json_pack("{s:s}", "path", a->backup_path);
	char *text = value ? json_dumps(value, 0) : NULL;

	a->backup = NULL;
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
	store_backup(a->hub->store, a->backup_path, on_backup, a);
}

/* What is read, and a block lifted. */
static void list(struct admin *a, const struct request *q, struct reply *r,
	enum handler handler, const char *arg)
{
	switch (handler) {
	case ON_RETAILERS:
		admin_list_retailers(a->hub, r);
		break;
	case ON_ASSOCIATES:
		admin_list_associates(a->hub, arg, r);
		break;
	case ON_TEMPLATES:
		admin_chat_templates(a->hub, arg, r);
		break;
	case ON_BLOCKS:
		admin_chat_blocks(a->hub, arg, r);
		break;
	case ON_UNBLOCK:
		unblock(a, q, r);
		break;
	case ON_MAILS:
		admin_mail_queue(a->hub, arg, r);
		break;
	case ON_REPORTS:
		admin_chat_reports(a->hub, arg, r);
		break;
	case ON_AUDIT:
		admin_audit(a->hub, q, r);
		break;
	default:
		admin_chat_report(a->hub, q, arg, r);
		break;
	}
}

void admin_handle(struct admin *a, const struct request *q, struct reply *r)
{
	struct admin_status status;
	const char *arg;
	int handler;

	if (!answer_route(routes, sizeof(routes) / sizeof(routes[0]), q, r,
		    &handler, &arg))
		return;
	switch ((enum handler)handler) {
	case ON_STATUS:
		status = a->io.status(a->io.ctx);
		admin_list_status(a->hub, &status, r);
		break;
	case ON_RETAILER:
		change(a, q, r, WIRE_T_CTL_RETAILER);
		break;
	case ON_GROUP:
		change(a, q, r, WIRE_T_CTL_GROUP);
		break;
	case ON_ASSOCIATE:
		change(a, q, r, WIRE_T_CTL_ASSOCIATE);
		break;
	case ON_TEMPLATE:
		change(a, q, r, WIRE_T_CTL_TEMPLATE);
		break;
	case ON_MAIL:
		mail(a, q, r);
		break;
	case ON_SESSION:
	case ON_SESSIONS:
	case ON_SESSION_END:
		sessions(a, q, r, (enum handler)handler);
		break;
	case ON_RECORD:
		record(a, q, r);
		break;
	case ON_RECORDED:
		admin_flow_recorded(a->hub, q, r);
		break;
	case ON_CLOCK:
		move_clock(a, q, r);
		break;
	case ON_BACKUP:
		backup(a, r);
		break;
	case ON_STOP:
		answer_done(r);
		a->io.stop(a->io.ctx);
		break;
	default:
		list(a, q, r, (enum handler)handler, arg);
		break;
	}
}
