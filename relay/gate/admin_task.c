/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_task.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "relay/desk/largest.h"
#include "relay/gate/admin_flow.h"
#include "relay/gate/feeds.h"
#include "relay/gate/origin.h"
#include "relay/post/mail.h"
#include "shared/mem.h"
#include "shared/text.h"

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

const char *admin_task_pick_or_none(
	const char *said, const char *there, const char *standard)
{
	const char *s = pick(said, there, standard);

	return strncmp(s, "none", 4) == 0 && !s[4 + strspn(s + 4, " \t\r\n")]
		? ""
		: s;
}

enum err admin_task_check_name(const char *said, char why[RULES_WHY])
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

static struct store_numbers numbers_of(const struct wire_ctl_retailer *m,
	const struct rules *old, const char *currency)
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
		.scan = pick_number(m->scan, n->scan),
		.retention = pick_number(m->retention, n->retention),
		.largest_order =
			pick_number(largest_kept(m->largest_order, currency),
				n->largest_order),
	};
}

static struct store_retailer retailer_row(const struct admin_task *t)
{
	const struct wire_ctl_retailer *m = &t->msg.ctl_retailer;
	const struct rules *old = t->tenant ? t->tenant->rules : NULL;
	const char *currency =
		pick(m->currency, old ? old->currency : NULL, "JPY");

	return (struct store_retailer){
		.retailer = m->retailer,
		.name = pick(m->name, old ? old->name : NULL, m->retailer),
		.zone = pick(m->zone, old ? old->zone : NULL, "Etc/UTC"),
		.currency = currency,
		.accent = pick(m->accent, old ? old->accent : NULL, "#243b61"),
		.origins = admin_task_pick_or_none(
			m->origins, old ? old->origins : NULL, ""),
		.hours = admin_task_pick_or_none(
			m->hours, old ? old->hours_text : NULL, "always"),
		.support = admin_task_pick_or_none(
			m->support, old ? old->support : NULL, ""),
		.numbers = numbers_of(m, old, currency),
	};
}

/* Prices without a currency, and links, are read by these. */
static bool is_other_feed(const struct rules *was, const struct rules *is)
{
	return strcmp(was->currency, is->currency) != 0 ||
		strcmp(was->origins, is->origins) != 0;
}

static void on_retailer(void *ctx, enum err e)
{
	struct admin_task *t = ctx;
	struct rules *rules = t->rules;
	bool renew;

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	t->rules = NULL;
	renew = t->tenant && is_other_feed(t->tenant->rules, rules);
	if (!t->tenant || !rules_same(t->tenant->rules, rules))
		admin_task_trail(t, AUDIT_SETTINGS, t->retailer);
	if (t->tenant) {
		tenant_set_rules(t->tenant, rules);
		if (renew && t->hub->feeds)
			feeds_renew(t->hub->feeds, t->retailer);
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
	e = admin_task_check_name(t->msg.ctl_retailer.name, why);
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
	const struct roster_group *old;

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	old = roster_find_group(&t->tenant->roster, t->group->key);
	if (!old || !roster_same_group(old, t->group))
		admin_task_trail(t, AUDIT_GROUP, t->group->key);
	tenant_set_group(t->tenant, t->group);
	t->group = NULL;
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
		.hours = admin_task_pick_or_none(
			m->hours, old ? old->hours_text : NULL, ""),
	};
	e = admin_task_check_name(m->name, why);
	if (e == ERR_OK)
		e = roster_group_new(&row, &t->group, why);
	if (e == ERR_OK)
		store_put_group(t->hub->store, &row, on_group, t);
	else
		admin_task_fail(t, e, why);
}
