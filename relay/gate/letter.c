/* SPDX-License-Identifier: MIT */
#include "relay/gate/letter.h"

#include <stdio.h>

#include "relay/post/mail.h"

static enum err write_mail(const struct hub *hub, const struct rules *rules,
	struct mail *m, struct buf *out, struct store_mail *row)
{
	enum err e;

	m->id = hub_id(hub);
	m->date = hub_now(hub).wall;
	m->from = hub->config.mail_from;
	e = mail_write(m, out);
	*row = (struct store_mail){
		.id = m->id,
		.retailer = rules->retailer,
		.address = m->to,
		.text = buf_str(out),
		.made = m->date,
		.due = m->date,
	};
	return e;
}

bool letter_report(const struct hub *hub, const struct store_associate *author,
	const struct store_report *report, struct buf *out,
	struct store_mail *row)
{
	const struct tenant *t = hub_tenant(hub, author->retailer);
	struct mail m = {.reply_to = author->address};
	char subject[2 * LIMIT_NAME + 64];
	struct buf text;
	enum err e;

	if (!hub->config.mail_from || !t || !t->rules->support[0])
		return false;
	buf_init(&text, LETTER_MOST);
	snprintf(subject, sizeof(subject), "A problem report by %s, %s",
		author->name, t->rules->name);
	buf_addf(&text,
		"%s <%s> reports a problem with noren.\n"
		"%s さんから noren の問題の報告がありました。\n\n%s\n\n"
		"-- \nnorenctl report show %s %s\n",
		author->name, author->address, author->name, report->text,
		t->rules->retailer, report->id.s);
	m.to = t->rules->support;
	m.subject = subject;
	m.text = buf_str(&text);
	/* Old accounts may have addresses that mail does not know. */
	if (!mail_address_valid(author->address))
		m.reply_to = NULL;
	e = text.err ? text.err : write_mail(hub, t->rules, &m, out, row);
	buf_fini(&text);
	return e == ERR_OK;
}

enum err letter_test(const struct hub *hub, const char *retailer,
	const char *address, struct buf *out, struct store_mail *row)
{
	const struct tenant *t = hub_tenant(hub, retailer);
	struct mail m = {
		.to = address,
		.subject = "A mail of noren, to try it out / 送信テスト",
		.text = "Mails of this relay arrive here.\n"
			"このサーバーからのメールが届いています。\n",
	};

	return t ? write_mail(hub, t->rules, &m, out, row) : ERR_RETAILER;
}
