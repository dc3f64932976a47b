/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_task.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/admin_flow.h"
#include "relay/gate/origin.h"
#include "relay/gate/trail.h"
#include "relay/post/mail.h"
#include "shared/mem.h"
#include "shared/text.h"

#define NO_PASSWORD "*" /* the hash that no password has */

void admin_task_trail(
	const struct admin_task *t, enum audit_what what, const char *about)
{
	const struct trail_who by = admin_by(&t->who, t->retailer);

	trail_write(t->hub, &by, what, about);
}

/* What was said, else what was there, else the standard. */
static const char *pick(
	const char *said, const char *there, const char *standard)
{
	if (said && said[0])
		return said;
	return there ? there : standard;
}

/* The same where there may be nothing at all: "" is not said on the wire, so
 * the word for it is none. */
static const char *pick_or_none(
	const char *said, const char *there, const char *standard)
{
	const char *s = pick(said, there, standard);

	return strncmp(s, "none", 4) == 0 && !s[4 + strspn(s + 4, " \t\r\n")]
		? ""
		: s;
}

/* Of a name that nobody could see nothing is made: people look for it. */
static enum err check_name(const char *said, char why[RULES_WHY])
{
	if (!said || !said[0] || !text_blank(said, strlen(said)))
		return ERR_OK;
	snprintf(why, RULES_WHY, "name must not be blank");
	return ERR_CONFIG;
}

/* Answers of the store come in the order of the requests: when this one comes,
 * what was asked for before it, such as a desk to load, is there. */
static void on_settled(void *ctx, const struct store_rows *rows)
{
	(void)rows;
	admin_task_done(ctx);
}

static void settle(struct admin_task *t)
{
	struct id none = {""};

	store_shopper(t->hub->store, t->tenant->rules->retailer, &none,
		on_settled, t);
}

/* ---- retailers ---- */

static bool is_colour(const char *s)
{
	return s[0] == '#' && strlen(s) == 7 &&
		strspn(s + 1, "0123456789abcdefABCDEF") == 6;
}

static bool is_currency(const char *s)
{
	return strlen(s) == 3 && isupper((unsigned char)s[0]) &&
		isupper((unsigned char)s[1]) && isupper((unsigned char)s[2]);
}

static enum err check_retailer(
	const struct store_retailer *row, char why[RULES_WHY])
{
	int line = 0;

	if (!is_colour(row->accent))
		snprintf(why, RULES_WHY, "accent must be like #1a2b3c");
	else if (!is_currency(row->currency))
		snprintf(why, RULES_WHY, "currency must be like JPY");
	else if (row->support[0] && !mail_address_valid(row->support))
		snprintf(why, RULES_WHY, "support must be an e-mail address");
	else if (origin_check(row->origins, &line) != ERR_OK)
		snprintf(why, RULES_WHY,
			"origins, line %d: not like https://shop.example",
			line);
	else
		return ERR_OK;
	return ERR_CONFIG;
}

static int64_t pick_number(int64_t said, int64_t there)
{
	return said ? said : there;
}

/* What was said in milliseconds; a huge one stays too large. */
static int64_t pick_span(int64_t said, int64_t there)
{
	return said > INT64_MAX / 1000 ? INT64_MAX
				       : pick_number(said * 1000, there);
}

static struct store_numbers numbers_of(
	const struct wire_ctl_retailer *m, const struct rules *old)
{
	static const struct store_numbers none;
	const struct store_numbers *n = old ? &old->numbers : &none;

	return (struct store_numbers){
		.at_once = pick_number(m->at_once, n->at_once),
		.more_every = pick_span(m->more_every, n->more_every),
		.ring_for = pick_span(m->ring_for, n->ring_for),
		.keep_state = pick_span(m->keep_state, n->keep_state),
		.take_over = pick_span(m->take_over, n->take_over),
		.left_after = pick_span(m->left_after, n->left_after),
		.window_days = pick_number(m->window, n->window_days),
	};
}

static struct store_retailer retailer_row(const struct admin_task *t)
{
	const struct wire_ctl_retailer *m = &t->msg.ctl_retailer;
	const struct rules *old = t->tenant ? t->tenant->rules : NULL;

	return (struct store_retailer){
		.retailer = m->retailer,
		.name = pick(m->name, old ? old->name : NULL, m->retailer),
		.zone = pick(m->zone, old ? old->zone : NULL, "Etc/UTC"),
		.currency =
			pick(m->currency, old ? old->currency : NULL, "JPY"),
		.accent = pick(m->accent, old ? old->accent : NULL, "#243b61"),
		.origins =
			pick_or_none(m->origins, old ? old->origins : NULL, ""),
		.hours = pick_or_none(
			m->hours, old ? old->hours_text : NULL, "always"),
		.support =
			pick_or_none(m->support, old ? old->support : NULL, ""),
		.numbers = numbers_of(m, old),
	};
}

static void on_retailer(void *ctx, enum err e)
{
	struct admin_task *t = ctx;
	struct rules *rules = t->rules;

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	t->rules = NULL;
	admin_task_trail(t, AUDIT_SETTINGS, t->retailer);
	if (t->tenant) {
		tenant_set_rules(t->tenant, rules);
		admin_task_done(t);
		return;
	}
	e = hub_add_tenant(t->hub, rules, &t->tenant);
	if (e == ERR_OK)
		e = tenant_open(t->tenant);
	if (e == ERR_OK)
		settle(t);
	else
		admin_task_fail(t, e, err_text(e));
}

static void on_retailer_removed(void *ctx, enum err e)
{
	struct admin_task *t = ctx;
	struct trail_who by = admin_by(&t->who, t->retailer);

	if (e != ERR_OK) {
		tenant_go_on(t->tenant);
		admin_task_fail(t, e, err_text(e));
		return;
	}
	hub_drop_tenant(t->hub, &t->tenant);
	/* Its own log has gone with it. */
	by.retailer = "";
	trail_write(t->hub, &by, AUDIT_RETAILER_REMOVED, t->retailer);
	t->io->forget_files(t->io->ctx, t->retailer);
	admin_task_done(t);
}

static void remove_retailer(struct admin_task *t)
{
	enum err e = admin_flow_allowed(t->hub, t->retailer);

	if (e == ERR_OK && !t->tenant)
		e = ERR_RETAILER;
	if (e == ERR_OK) {
		tenant_shut(t->tenant);
		store_drop_retailer(
			t->hub->store, t->retailer, on_retailer_removed, t);
	} else {
		admin_task_fail(t, e,
			e == ERR_FORBIDDEN ? ADMIN_FLOW_REFUSED : err_text(e));
	}
}

void admin_task_retailer(struct admin_task *t)
{
	struct store_retailer row;
	char why[RULES_WHY] = "";
	enum err e;

	t->retailer = t->msg.ctl_retailer.retailer;
	t->tenant = hub_tenant(t->hub, t->retailer);
	if (t->msg.ctl_retailer.remove) {
		remove_retailer(t);
		return;
	}
	row = retailer_row(t);
	e = check_name(t->msg.ctl_retailer.name, why);
	if (e == ERR_OK)
		e = check_retailer(&row, why);
	if (e == ERR_OK)
		e = rules_new(t->hub, &row, &t->rules, why);
	if (e == ERR_OK)
		store_put_retailer(t->hub->store, &row, on_retailer, t);
	else
		admin_task_fail(t, e, why);
}

/* ---- groups ---- */

static void on_group_gone(void *ctx, enum err e)
{
	struct admin_task *t = ctx;

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	tenant_drop_group(t->tenant, t->msg.ctl_group.group);
	admin_task_trail(t, AUDIT_GROUP_REMOVED, t->msg.ctl_group.group);
	admin_task_done(t);
}

static void on_group(void *ctx, enum err e)
{
	struct admin_task *t = ctx;

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	tenant_set_group(t->tenant, t->group);
	t->group = NULL;
	admin_task_trail(t, AUDIT_GROUP, t->msg.ctl_group.group);
	admin_task_done(t);
}

void admin_task_group(struct admin_task *t)
{
	const struct wire_ctl_group *m = &t->msg.ctl_group;
	const struct roster_group *old;
	char why[RULES_WHY] = "";
	struct store_group row;
	enum err e;

	t->retailer = m->retailer;
	t->tenant = hub_tenant(t->hub, m->retailer);
	if (!t->tenant) {
		admin_task_fail(t, ERR_RETAILER, err_text(ERR_RETAILER));
		return;
	}
	if (m->remove) {
		store_drop_group(
			t->hub->store, m->retailer, m->group, on_group_gone, t);
		return;
	}
	old = roster_find_group(&t->tenant->roster, m->group);
	row = (struct store_group){
		.retailer = m->retailer,
		.group = m->group,
		.name = pick(m->name, old ? old->name : NULL, m->group),
		.hours = pick_or_none(
			m->hours, old ? old->hours_text : NULL, ""),
	};
	e = check_name(m->name, why);
	if (e == ERR_OK)
		e = roster_group_new(&row, &t->group, why);
	if (e == ERR_OK)
		store_put_group(t->hub->store, &row, on_group, t);
	else
		admin_task_fail(t, e, why);
}

/* ---- accounts ---- */

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

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	admin_task_trail(t, AUDIT_ACCOUNT_REMOVED, t->row.address);
	hub_sign_out_all(t->hub, t->tenant, &t->row.id);
	tenant_drop_staff(t->tenant, &t->row.id);
	admin_task_done(t);
}

/* What has become of an account: before the roster hears of it. */
static void trail_associate(struct admin_task *t)
{
	const struct roster_staff *old =
		roster_find_staff(&t->tenant->roster, &t->row.id);
	const struct wire_ctl_associate *m = &t->msg.ctl_associate;
	bool was = old && old->manager;
	const char *about = t->row.address;

	if (!old)
		admin_task_trail(t, AUDIT_ACCOUNT_ADDED, about);
	else if (m->name || m->groups)
		admin_task_trail(t, AUDIT_ACCOUNT_CHANGED, about);
	if (t->row.manager != was)
		admin_task_trail(
			t, was ? AUDIT_ROLE_TAKEN : AUDIT_ROLE_GIVEN, about);
	if (old && has_password(t))
		admin_task_trail(t, AUDIT_PASSWORD_CHANGED, about);
}

static void on_associate(void *ctx, enum err e)
{
	struct admin_task *t = ctx;

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	trail_associate(t);
	if (has_password(t))
		hub_sign_out_all(t->hub, t->tenant, &t->row.id);
	tenant_set_staff(t->tenant, t->staff);
	t->staff = NULL;
	admin_task_done(t);
}

static void keep_associate(struct admin_task *t)
{
	enum err e = roster_staff_new(&t->row, &t->staff);

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	t->row.hash = t->hash;
	store_put_associate(t->hub->store, &t->row, on_associate, t);
}

static void on_hash(void *ctx, const char *hash)
{
	struct admin_task *t = ctx;

	mem_free(t->hash);
	t->hash = hash ? mem_strdup(hash) : NULL;
	if (t->hash)
		keep_associate(t);
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

/* The row as it will be: `old` is the account's in the hub, NULL for a new
 * one.  Its strings live in the message or with the old. */
static void fill_row(struct admin_task *t, const struct roster_staff *old)
{
	const struct wire_ctl_associate *m = &t->msg.ctl_associate;

	t->row = (struct store_associate){
		.id = old ? old->id : hub_id(t->hub),
		.retailer = m->retailer,
		.address = old ? old->address : m->address,
		.name = pick(m->name, old ? old->name : NULL, m->address),
		.groups = pick_or_none(m->groups, old ? old->groups : NULL, ""),
		.manager = !m->plain && (m->manager || (old && old->manager)),
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

static void change_associate(struct admin_task *t, bool known)
{
	char why[RULES_WHY] = "";

	if (t->msg.ctl_associate.remove) {
		store_drop_associate(t->hub->store, &t->row.id, on_removed, t);
	} else if (check_name(t->msg.ctl_associate.name, why) != ERR_OK) {
		admin_task_fail(t, ERR_CONFIG, why);
	} else if (has_password(t)) {
		hash_password(t);
	} else {
		/* It may be set anew by its owner in this moment. */
		t->hash = mem_strdup(known ? "" : NO_PASSWORD);
		if (t->hash)
			keep_associate(t);
		else
			admin_task_fail(t, ERR_NOMEM, err_text(ERR_NOMEM));
	}
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
	if (e == ERR_UNKNOWN &&
		(m->remove || !(has_password(t) || needs_none(t)))) {
		admin_task_fail(t, ERR_UNKNOWN,
			"There is no such account; a new one needs a "
			"password.");
		return;
	}
	/* By its id: the store knows more spellings of one address than we. */
	if (e == ERR_OK)
		old = roster_find_staff(&t->tenant->roster, &account->id);
	fill_row(t, old);
	if (e == ERR_OK)
		t->row.id = account->id;
	if (roster_check_groups(&t->tenant->roster, t->row.groups,
		    old ? old->groups : "", why) != ERR_OK)
		admin_task_fail(t, ERR_UNKNOWN, why);
	else
		change_associate(t, e == ERR_OK);
}

static bool is_address(const char *s)
{
	const char *at = strchr(s, '@');

	return at && at > s && at[1] && !strchr(at + 1, '@') &&
		!strpbrk(s, " \t\n\",;<>()[]\\");
}

void admin_task_associate(struct admin_task *t)
{
	const struct wire_ctl_associate *m = &t->msg.ctl_associate;

	t->retailer = m->retailer;
	t->tenant = hub_tenant(t->hub, m->retailer);
	if (!t->tenant)
		admin_task_fail(t, ERR_RETAILER, err_text(ERR_RETAILER));
	else if (!is_address(m->address))
		admin_task_fail(t, ERR_FIELD, "That is no e-mail address.");
	else if (m->manager && m->plain)
		admin_task_fail(t, ERR_FIELD,
			"An account is a manager's or it is not.");
	else
		store_find_address(t->hub->store, m->address, on_found, t);
}
