/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_chat.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/admin_list.h"
#include "relay/gate/trail.h"
#include "relay/store/store_extra.h"
#include "shared/greet.h"
#include "shared/mem.h"

/* ---- greetings and replies ---- */

static void on_template(void *ctx, enum err e)
{
	struct admin_task *t = ctx;
	const char *key = t->msg.ctl_template.template;
	const struct roster_template *old;

	if (e != ERR_OK) {
		admin_task_fail(t, e, err_text(e));
		return;
	}
	old = roster_find_template(&t->tenant->roster, key);
	if (!old || !t->template || !roster_same_template(old, t->template))
		admin_task_trail(t, AUDIT_TEMPLATE, key);
	if (t->msg.ctl_template.remove)
		tenant_drop_template(t->tenant, key);
	else
		tenant_set_template(t->tenant, t->template);
	t->template = NULL;
	admin_task_done(t);
}

static struct store_template row_of(
	const struct wire_ctl_template *m, const struct roster_template *old)
{
	const char *text = m->text ? m->text : old ? old->text : "";
	const char *title = m->title ? m->title
		: old                ? old->title
				     : m->template;
	const char *pages = m->pages ? m->pages : old ? old->pages : "";

	return (struct store_template){
		.retailer = m->retailer,
		.template = m->template,
		.use = m->use,
		.lang = m->lang,
		.title = title,
		.text = text,
		.pages = strcmp(pages, "none") == 0 ? "" : pages,
		.from = m->from,
		.until = m->until,
	};
}

/* What is wrong with it, for people; "" when nothing is. */
static const char *fault(const struct admin_task *t,
	const struct store_template *row, const struct roster_template *old,
	char why[160])
{
	size_t at = 0;

	if (old && old->use != row->use)
		return "That key is in use: greetings and replies share them.";
	if (!old && t->tenant->roster.n_templates >= LIMIT_TEMPLATES)
		return "There are as many greetings and replies as can be.";
	if (!row->text[0])
		return "A greeting or a reply needs words.";
	if (row->pages[0] && row->pages[0] != '/' && row->pages[0] != '*')
		return "Pages are a path such as /p/*.";
	if (greet_check(row->text, &at) == ERR_OK)
		return "";
	snprintf(why, 160,
		"After %zu bytes of the words: no such variable, or a brace "
		"that is not closed: write {shopper}, or {{ for a brace.",
		at);
	return why;
}

void admin_chat_template(struct admin_task *t)
{
	const struct wire_ctl_template *m = &t->msg.ctl_template;
	const struct roster_template *old;
	struct store_template row;
	char room[160];
	const char *why;
	enum err e = ERR_FIELD;

	t->retailer = m->retailer;
	t->tenant = hub_tenant(t->hub, m->retailer);
	if (!t->tenant) {
		admin_task_fail(t, ERR_RETAILER, NULL);
		return;
	}
	if (m->remove) {
		store_drop_template(t->hub->store, m->retailer, m->template,
			on_template, t);
		return;
	}
	old = roster_find_template(&t->tenant->roster, m->template);
	row = row_of(m, old);
	why = fault(t, &row, old, room);
	if (!why[0])
		e = roster_template_new(&row, &t->template);
	if (e == ERR_OK &&
		!roster_has_room(&t->tenant->roster, old, t->template)) {
		e = ERR_SIZE;
		why = "All greetings and replies together are too long.";
	}
	if (e == ERR_OK)
		store_put_template(t->hub->store, &row, on_template, t);
	else
		admin_task_fail(t, e, why);
}

void admin_chat_templates(
	const struct hub *hub, const char *retailer, struct reply *r)
{
	const struct tenant *t = hub_tenant(hub, retailer);
	const struct roster_template *one;
	json_t *all;

	if (!t) {
		answer_fail(r, ERR_RETAILER);
		return;
	}
	all = json_array();
	for (one = t->roster.templates; one; one = one->next)
		json_array_append_new(all,
			json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:I}", "t",
				"template", "template", one->key, "use",
				wire_use_word((enum wire_use)one->use), "lang",
				wire_lang_word((enum wire_lang)one->lang),
				"title", one->title, "text", one->text, "pages",
				one->pages, "from", (json_int_t)one->from,
				"until", (json_int_t)one->until));
	admin_list_send(r, json_pack("{s:o}", "templates", all));
}

/* ---- reports ---- */

static void on_reports(
	void *ctx, enum err e, const struct store_report *rows, int n)
{
	struct reply *r = ctx;
	json_t *all;

	if (e != ERR_OK) {
		answer_fail(r, e);
		return;
	}
	all = json_array();
	for (int i = 0; i < n; i++)
		json_array_append_new(all,
			json_pack("{s:s,s:s,s:s,s:I,s:s}", "report",
				rows[i].id.s, "associate", rows[i].associate.s,
				"name", rows[i].name, "at",
				(json_int_t)rows[i].at, "text", rows[i].text));
	admin_list_send(r, json_pack("{s:o}", "reports", all));
}

void admin_chat_reports(struct hub *hub, const char *retailer, struct reply *r)
{
	const struct id none = {""};

	if (hub_tenant(hub, retailer))
		store_reports(hub->store, retailer, &none, on_reports, r);
	else
		answer_fail(r, ERR_RETAILER);
}

/* A report that is being shown, words and all. */
struct showing {
	struct hub *hub;
	struct reply *reply;
	char retailer[LIMIT_SLUG + 1];
};

static void on_report(
	void *ctx, enum err e, const struct store_report *rows, int n)
{
	struct showing *p = ctx;

	if (e == ERR_OK && n > 0)
		trail_ctl(p->hub, p->retailer, AUDIT_REPORT_READ, rows[0].id.s);
	on_reports(p->reply, e, rows, n);
	mem_free(p);
}

static void show_report(struct hub *hub, const char *retailer,
	const struct id *report, struct reply *r)
{
	struct showing *p = mem_zero(sizeof(*p));

	if (!p) {
		answer_fail(r, ERR_FULL);
		return;
	}
	p->hub = hub;
	p->reply = r;
	snprintf(p->retailer, sizeof(p->retailer), "%s", retailer);
	store_reports(hub->store, retailer, report, on_report, p);
}

void admin_chat_report(
	struct hub *hub, const char *retailer, const char *id, struct reply *r)
{
	struct id report;

	if (!hub_tenant(hub, retailer)) {
		answer_fail(r, ERR_RETAILER);
	} else if (!id_valid(id)) {
		answer_fail(r, ERR_UNKNOWN);
	} else {
		report = id_from_str(id);
		show_report(hub, retailer, &report, r);
	}
}

/* ---- blocks ---- */

static void on_blocks(
	void *ctx, enum err e, const struct store_block *rows, int n)
{
	struct reply *r = ctx;
	json_t *all;

	if (e != ERR_OK) {
		answer_fail(r, e);
		return;
	}
	all = json_array();
	for (int i = 0; i < n; i++)
		json_array_append_new(all,
			json_pack("{s:s,s:s,s:s,s:I,s:s}", "shopper",
				rows[i].shopper.s, "name", rows[i].name, "by",
				rows[i].by, "at", (json_int_t)rows[i].at,
				"text", rows[i].reason));
	admin_list_send(r, json_pack("{s:o}", "blocks", all));
}

void admin_chat_blocks(struct hub *hub, const char *retailer, struct reply *r)
{
	if (hub_tenant(hub, retailer))
		store_blocks(hub->store, retailer, on_blocks, r);
	else
		answer_fail(r, ERR_RETAILER);
}

static void on_lifted(void *ctx, enum err e)
{
	struct reply *r = ctx;

	if (e == ERR_OK)
		answer_done(r);
	else
		answer_fail(r, e);
}

void admin_chat_unblock(
	struct hub *hub, const struct wire_ctl_unblock *m, struct reply *r)
{
	struct tenant *t = hub_tenant(hub, m->retailer);
	enum err e = ERR_RETAILER;
	struct desk_cmd cmd;

	if (t) {
		cmd = tenant_cmd(t, DESK_C_UNBLOCK, 0);
		cmd.shopper = m->shopper;
		trail_note_ctl(t, &m->shopper);
		e = tenant_send(t, &cmd, on_lifted, r);
	}
	if (e != ERR_OK)
		answer_fail(r, e);
}
