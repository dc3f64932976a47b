/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_account.h"

#include <string.h>

#include "relay/gate/admin_flow.h"
#include "relay/post/mail.h"
#include "relay/store/store_account.h"
#include "shared/mem.h"
#include "shared/password.h"

#define NO_PASSWORD "*" /* the hash that no password has */

static bool has_password(const struct admin_task *t)
{
	const char *password = t->msg.ctl_associate.password;

	return password && password[0];
}

/* Who plays in a test flow is signed in by norenflow, a thousand at a time. */
static bool needs_none(const struct admin_task *t)
{
	return admin_flow_allowed(t->hub, t->retailer) == ERR_OK;
}

static void on_removed(void *ctx, enum err e)
{
	struct admin_task *t = ctx;
	const struct roster_staff *s;

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	s = roster_find_staff(&t->tenant->roster, &t->row.id);
	admin_task_trail(t, AUDIT_ACCOUNT_REMOVED,
		s ? s->address : t->msg.ctl_associate.address);
	hub_sign_out_all(t->hub, t->tenant, &t->row.id);
	tenant_drop_staff(t->tenant, &t->row.id);
	admin_task_done(t);
}

/* ---- one that is there ---- */

static bool differs(const char *one, const char *other)
{
	return strcmp(one, other) != 0;
}

/* What has become of it: before the roster hears of it. */
static void trail_change(
	struct admin_task *t, const struct store_associate *now)
{
	const struct roster_staff *old =
		roster_find_staff(&t->tenant->roster, &now->id);
	bool was = old && old->manager;

	if (!old || differs(old->name, now->name) ||
		differs(old->groups, now->groups))
		admin_task_trail(t, AUDIT_ACCOUNT_CHANGED, now->address);
	if (now->manager != was)
		admin_task_trail(t, was ? AUDIT_ROLE_TAKEN : AUDIT_ROLE_GIVEN,
			now->address);
	if (has_password(t))
		admin_task_trail(t, AUDIT_PASSWORD_CHANGED, now->address);
}

static void on_changed(void *ctx, enum err e, const struct store_associate *now)
{
	struct admin_task *t = ctx;

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	trail_change(t, now);
	if (has_password(t))
		hub_sign_out_all(t->hub, t->tenant, &now->id);
	tenant_set_account(t->tenant, now);
	admin_task_done(t);
}

static void change(struct admin_task *t)
{
	const struct wire_ctl_associate *m = &t->msg.ctl_associate;
	const struct store_change c = {
		.associate = t->row.id,
		.retailer = t->retailer,
		.name = m->name,
		.hash = t->hash,
		.groups = m->groups && m->groups[0] ? t->row.groups : NULL,
		.manager = m->plain  ? 0
			: m->manager ? 1
				     : -1,
	};

	store_change_account(t->hub->store, &c, on_changed, t);
}

/* ---- a new one ---- */

static void on_added(void *ctx, enum err e)
{
	struct admin_task *t = ctx;

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	admin_task_trail(t, AUDIT_ACCOUNT_ADDED, t->row.address);
	if (t->row.manager)
		admin_task_trail(t, AUDIT_ROLE_GIVEN, t->row.address);
	tenant_set_staff(t->tenant, t->staff);
	t->staff = NULL;
	admin_task_done(t);
}

static void add(struct admin_task *t)
{
	enum err e = roster_staff_new(&t->row, &t->staff);

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	t->row.hash = t->hash ? t->hash : NO_PASSWORD;
	store_put_associate(t->hub->store, &t->row, on_added, t);
}

static void keep(struct admin_task *t)
{
	if (t->known)
		change(t);
	else
		add(t);
}

static void on_hash(void *ctx, const char *hash)
{
	struct admin_task *t = ctx;

	mem_free(t->hash);
	t->hash = hash ? mem_strdup(hash) : NULL;
	if (t->hash)
		keep(t);
	else
		admin_task_fail(t, ERR_NOMEM, err_text(ERR_NOMEM));
}

static void hash_password(struct admin_task *t)
{
	const char *password = t->msg.ctl_associate.password;
	enum err e = t->io->hash(t->io->ctx, password, on_hash, t);

	if (e != ERR_OK)
		admin_task_fail(t, ERR_FULL, err_text(ERR_FULL));
}

/* What is said of it, as a new one would be. */
static void fill_row(struct admin_task *t)
{
	const struct wire_ctl_associate *m = &t->msg.ctl_associate;

	t->row = (struct store_associate){
		.id = hub_id(t->hub),
		.retailer = m->retailer,
		.address = m->address,
		.name = m->name && m->name[0] ? m->name : m->address,
		.groups = admin_task_pick_or_none(m->groups, NULL, ""),
		.manager = m->manager,
	};
}

/* A manager changes accounts that there are, of their own retailer, and leaves
 * it with a manager: whoever takes the rights of others keeps their own. */
static enum err judge(
	const struct admin_task *t, const struct store_associate *account)
{
	const struct wire_ctl_associate *m = &t->msg.ctl_associate;

	if (!account || strcmp(account->retailer, m->retailer) != 0)
		return ERR_UNKNOWN;
	if ((m->remove || m->plain) && id_same(&account->id, &t->who.id))
		return ERR_ONESELF;
	return ERR_OK;
}

/* A1, whoever chooses it. */
static enum err check_password(const struct admin_task *t)
{
	const struct wire_ctl_associate *m = &t->msg.ctl_associate;
	const char *own[] = {m->address, m->name, t->tenant->rules->name};

	return has_password(t) ? password_check(m->password, own, 3) : ERR_OK;
}

static void begin(struct admin_task *t)
{
	enum err weak = check_password(t);
	char why[RULES_WHY] = "";

	if (t->msg.ctl_associate.remove)
		store_drop_associate(t->hub->store, &t->row.id, on_removed, t);
	else if (admin_task_check_name(t->msg.ctl_associate.name, why) !=
		ERR_OK)
		admin_task_fail(t, ERR_CONFIG, why);
	else if (weak)
		admin_task_fail(t, weak, err_text(weak));
	else if (has_password(t))
		hash_password(t);
	else
		keep(t);
}

/* A new one; false: told why not.  No mail would go to an address that only
 * looks like one. */
static bool may_add(struct admin_task *t)
{
	if (t->msg.ctl_associate.remove)
		admin_task_fail(t, ERR_UNKNOWN, "There is no such account.");
	else if (!mail_address_valid(t->msg.ctl_associate.address))
		admin_task_fail(t, ERR_FIELD, err_text(ERR_ADDRESS));
	else if (!has_password(t) && !needs_none(t))
		admin_task_fail(t, ERR_UNKNOWN,
			"There is no such account; a new one needs a "
			"password.");
	else
		return true;
	return false;
}

static void on_found(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct admin_task *t = ctx;
	const struct wire_ctl_associate *m = &t->msg.ctl_associate;
	const struct roster_staff *old = NULL;
	char why[ROSTER_WHY];

	if (e != ERR_OK && e != ERR_UNKNOWN) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	if (t->who.role == RIGHTS_MANAGER) {
		e = judge(t, e == ERR_OK ? account : NULL);
		if (e != ERR_OK) {
			admin_task_fail(t, e, err_text(e));
			return;
		}
	}
	if (e == ERR_OK && strcmp(account->retailer, m->retailer) != 0) {
		admin_task_fail(t, ERR_EXISTS, err_text(ERR_EXISTS));
		return;
	}
	if (e == ERR_UNKNOWN && !may_add(t))
		return;
	/* By its id: the store knows more spellings of one address than we. */
	if (e == ERR_OK)
		old = roster_find_staff(&t->tenant->roster, &account->id);
	fill_row(t);
	t->known = e == ERR_OK;
	if (t->known)
		t->row.id = account->id;
	if (roster_check_groups(&t->tenant->roster, t->row.groups,
		    old ? old->groups : "", why) != ERR_OK)
		admin_task_fail(t, ERR_UNKNOWN, why);
	else
		begin(t);
}

void admin_account_change(struct admin_task *t)
{
	const struct wire_ctl_associate *m = &t->msg.ctl_associate;

	t->retailer = m->retailer;
	t->tenant = hub_tenant(t->hub, m->retailer);
	if (!t->tenant)
		admin_task_fail(t, ERR_RETAILER, err_text(ERR_RETAILER));
	else if (m->manager && m->plain)
		admin_task_fail(t, ERR_FIELD,
			"An account is a manager's or it is not.");
	else
		store_find_address(t->hub->store, m->address, on_found, t);
}
