/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_mail.h"

#include <jansson.h>
#include <stdio.h>

#include "relay/gate/admin_list.h"
#include "relay/gate/letter.h"
#include "relay/gate/trail.h"
#include "relay/store/store_extra.h"
#include "shared/mem.h"

struct posting {
	struct hub *hub;
	struct reply *reply;
	char retailer[LIMIT_SLUG + 1], address[LIMIT_ADDRESS + 1];
};

static void on_put(void *ctx, enum err e)
{
	struct posting *p = ctx;

	if (e == ERR_OK) {
		trail_ctl(p->hub, p->retailer, AUDIT_MAIL_TESTED, p->address);
		answer_done(p->reply);
		p->hub->io.mail(p->hub->io.ctx);
	} else {
		answer_fail(p->reply, e);
	}
	mem_free(p);
}

static enum err put(
	struct hub *hub, const struct wire_ctl_mail *m, struct reply *r)
{
	struct posting *p = mem_zero(sizeof(*p));
	struct store_mail row;
	struct buf text;
	enum err e = ERR_FULL;

	buf_init(&text, LETTER_MOST);
	if (p)
		e = letter_test(hub, m->retailer, m->address, &text, &row);
	if (e == ERR_OK) {
		p->hub = hub;
		p->reply = r;
		snprintf(p->retailer, sizeof(p->retailer), "%s", m->retailer);
		snprintf(p->address, sizeof(p->address), "%s", m->address);
		store_put_mail(hub->store, &row, on_put, p);
	} else {
		mem_free(p);
	}
	buf_fini(&text);
	return e;
}

void admin_mail_test(
	struct hub *hub, const struct wire_ctl_mail *m, struct reply *r)
{
	enum err e;

	if (!hub->config.mail_from) {
		answer_error(r, ERR_WRONG_STATE,
			"No mail server is set; see smtp_url in "
			"norend.conf(5).",
			0);
		return;
	}
	e = put(hub, m, r);
	if (e == ERR_FIELD)
		answer_error(r, e, "That is no e-mail address.", 0);
	else if (e != ERR_OK)
		answer_fail(r, e);
}

static void on_mails(
	void *ctx, enum err e, const struct store_mail *rows, int n)
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
			json_pack("{s:s,s:s,s:I,s:I,s:i,s:s}", "mail",
				rows[i].id.s, "address", rows[i].address, "at",
				(json_int_t)rows[i].made, "due",
				(json_int_t)rows[i].due, "tries", rows[i].tries,
				"text", rows[i].why));
	admin_list_send(r, json_pack("{s:o}", "mails", all));
}

void admin_mail_queue(struct hub *hub, const char *retailer, struct reply *r)
{
	if (hub_tenant(hub, retailer))
		store_mails(hub->store, retailer, on_mails, r);
	else
		answer_fail(r, ERR_RETAILER);
}
