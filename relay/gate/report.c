/* SPDX-License-Identifier: MIT */
#include "relay/gate/report.h"

#include "relay/gate/bearer.h"
#include "relay/gate/letter.h"
#include "relay/gate/token.h"
#include "relay/store/store_extra.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/wire.h"

struct reporting {
	struct hub *hub;
	struct reply *reply;
	struct wire_msg msg; /* owns its strings */
	bool mailed;         /* a mail tells of it */
};

static void finish(struct reporting *p, enum err e)
{
	if (e == ERR_OK)
		answer_done(p->reply);
	else
		answer_error(p->reply, e, err_text(e),
			e == ERR_RATE ? TIMES_HOUR : 0);
	wire_fini(&p->msg);
	mem_free(p);
}

static void on_kept(void *ctx, enum err e)
{
	struct reporting *p = ctx;

	if (e == ERR_OK && p->mailed)
		p->hub->io.mail(p->hub->io.ctx);
	finish(p, e);
}

static void on_session(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct reporting *p = ctx;
	struct store_report row = {.id = hub_id(p->hub)};
	int64_t now = hub_now(p->hub).wall;
	struct store_mail mail;
	struct buf text;

	if (e != ERR_OK) {
		finish(p, e == ERR_TOKEN ? e : ERR_FULL);
		return;
	}
	row.associate = account->id;
	row.retailer = account->retailer;
	row.text = p->msg.report.text;
	row.at = now;
	log_event(p->hub->log, LOG_INFO, "report", "retailer",
		account->retailer, "associate", account->id.s, "report",
		row.id.s, NULL);
	buf_init(&text, LETTER_MOST);
	p->mailed = letter_report(p->hub, account, &row, &text, &mail);
	store_put_report(p->hub->store, &row, p->mailed ? &mail : NULL,
		now - TIMES_DAY, REPORT_MOST, on_kept, p);
	buf_fini(&text);
}

void report_take(struct hub *hub, const struct request *q, struct reply *r)
{
	struct reporting *p;
	enum err e;

	if (!token_valid(q->bearer)) {
		answer_fail(r, ERR_TOKEN);
		return;
	}
	p = mem_zero(sizeof(*p));
	if (!p) {
		answer_fail(r, ERR_FULL);
		return;
	}
	p->hub = hub;
	p->reply = r;
	e = wire_decode(
		q->body, q->len, LIMIT_HTTP_BODY, WIRE_FROM_H, &p->msg, NULL);
	if (e == ERR_OK && p->msg.type != WIRE_T_REPORT)
		e = ERR_TYPE;
	if (e != ERR_OK) {
		finish(p, e);
		return;
	}
	bearer_find(hub, q, on_session, p);
}
