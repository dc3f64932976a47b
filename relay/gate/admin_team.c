/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_team.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/store/store_account.h"
#include "shared/mem.h"

/* ---- lists ---- */

void admin_team_begin(struct buf *list, const char *name)
{
	buf_init(list, LIMIT_HTTP_LIST);
	buf_addf(list, "{\"%s\":[", name);
}

void admin_team_add(struct buf *list, const struct wire_msg *msg)
{
	if (list->len > 0 && list->data[list->len - 1] != '[')
		buf_add_char(list, ',');
	wire_encode(msg, list);
}

void admin_team_send(struct buf *list, struct reply *r)
{
	buf_add_str(list, "]}");
	if (list->err)
		answer_fail(r, ERR_FULL);
	else
		answer_json(r, 200, buf_str(list));
	buf_fini(list);
}

/* ---- accounts ---- */

/* Somebody's retailer, while the store is asked. */
struct asking {
	struct hub *hub;
	struct reply *reply;
	struct admin_who who;
	char retailer[LIMIT_SLUG + 1], address[LIMIT_ADDRESS + 1];
	struct id associate;
};

static struct asking *ask(
	struct hub *hub, const char *retailer, struct reply *r)
{
	struct asking *a = NULL;

	if (!hub_tenant(hub, retailer)) {
		answer_fail(r, ERR_RETAILER);
		return NULL;
	}
	a = mem_zero(sizeof(*a));
	if (!a) {
		answer_fail(r, ERR_FULL);
		return NULL;
	}
	a->hub = hub;
	a->reply = r;
	snprintf(a->retailer, sizeof(a->retailer), "%s", retailer);
	return a;
}

static void fail(struct asking *a, enum err e)
{
	answer_fail(a->reply, e);
	mem_free(a);
}

static int by_id(const void *key, const void *row)
{
	return strcmp(((const struct id *)key)->s,
		((const struct store_account *)row)->id.s);
}

/* What the roster has of them, and what the store. */
static void add_account(struct buf *list, const struct roster_staff *s,
	const struct store_account *row)
{
	struct wire_msg m = {.type = WIRE_T_ACCOUNT};

	m.account.associate = s->id;
	m.account.address = s->address;
	m.account.name = s->name;
	m.account.groups = s->groups;
	m.account.manager = s->manager;
	m.account.lang = row->lang;
	m.account.locked = row->locked;
	m.account.sessions = row->sessions;
	m.account.used = row->used;
	admin_team_add(list, &m);
}

static void on_accounts(
	void *ctx, enum err e, const struct store_account *rows, int n)
{
	struct asking *a = ctx;
	const struct tenant *t = hub_tenant(a->hub, a->retailer);
	const struct roster_staff *s;
	struct buf list;

	if (e == ERR_OK && !t)
		e = ERR_RETAILER;
	if (e != ERR_OK) {
		fail(a, e);
		return;
	}
	admin_team_begin(&list, "accounts");
	for (s = t->roster.staff; s; s = s->next) {
		const struct store_account *row = n == 0
			? NULL
			: bsearch(&s->id, rows, (size_t)n, sizeof(*rows),
				  by_id);

		/* Who has come since then is not among the rows. */
		if (row)
			add_account(&list, s, row);
	}
	admin_team_send(&list, a->reply);
	mem_free(a);
}

void admin_team_accounts(struct hub *hub, const char *retailer, struct reply *r)
{
	struct asking *a = ask(hub, retailer, r);

	if (a)
		store_accounts(hub->store, a->retailer, NULL, hub_now(hub).wall,
			on_accounts, a);
}

/* ---- signing out ---- */

static void on_ended(
	void *ctx, enum err e, const struct store_session *rows, int n)
{
	struct asking *a = ctx;
	struct trail_who by = admin_by(&a->who, a->retailer);

	(void)rows;
	(void)n;
	/* That there was none is as good. */
	if (e != ERR_OK && e != ERR_UNKNOWN) {
		fail(a, ERR_NOT_KEPT);
		return;
	}
	log_event(a->hub->log, LOG_INFO, "sessions_ended", "associate",
		a->associate.s, "by", by.id, NULL);
	trail_write(a->hub, &by, AUDIT_SESSIONS_ENDED, a->address);
	hub_sign_out_all(
		a->hub, hub_tenant(a->hub, a->retailer), &a->associate);
	answer_done(a->reply);
	mem_free(a);
}

static bool is_last_manager(const struct tenant *t, const struct id *id)
{
	const struct roster_staff *own = roster_find_staff(&t->roster, id);
	int n = 0;

	for (const struct roster_staff *s = t->roster.staff; s; s = s->next)
		n += s->manager;
	return own && own->manager && n == 1;
}

static void on_found(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;
	const struct tenant *t = hub_tenant(a->hub, a->retailer);
	const struct id all = {""};

	/* Another retailer's account is none here. */
	if (e == ERR_OK && (!t || strcmp(account->retailer, a->retailer) != 0))
		e = ERR_UNKNOWN;
	if (e == ERR_OK && a->who.role == RIGHTS_MANAGER &&
		is_last_manager(t, &account->id))
		e = ERR_LAST_MANAGER;
	if (e != ERR_OK) {
		fail(a, e);
		return;
	}
	a->associate = account->id;
	snprintf(a->address, sizeof(a->address), "%s", account->address);
	store_end_session(
		a->hub->store, a->retailer, &a->associate, &all, on_ended, a);
}

void admin_team_sign_out(struct hub *hub, const struct admin_who *who,
	const struct wire_ctl_sign_out *m, struct reply *r)
{
	struct asking *a = ask(hub, m->retailer, r);

	if (!a)
		return;
	a->who = *who;
	store_find_address(hub->store, m->address, on_found, a);
}
