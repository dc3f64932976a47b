/* SPDX-License-Identifier: MIT */
#include "client/model/newcomer.h"

#include "client/model/effects.h"
#include "client/model/model.h"

bool newcomer_is(enum ask_kind ask)
{
	return ask == ASK_SIGN_UP || ask == ASK_CONFIRM || ask == ASK_FORGOT ||
		ask == ASK_RESET;
}

void newcomer_check(struct effects *out)
{
	effects_ask(out, ASK_SERVES, NOREN_VERSION, NULL);
}

static void served(struct model *m, enum err e)
{
	if (e == ERR_VERSION)
		m->outdated = true;
	else if (e == ERR_OK && m->place == MODEL_SIGN_IN)
		m->outdated = false;
}

static void end(struct newcomer *n, enum err e, int64_t again_at)
{
	n->asked = false;
	n->err = e;
	n->again_at = again_at;
	n->turn++;
}

void newcomer_ask(struct model *m, const struct action *a, struct effects *out)
{
	struct newcomer *n = &m->newcomer;

	if (n->asked || !newcomer_is(a->manage.ask))
		return;
	n->asked = true;
	n->ask = a->manage.ask;
	n->again_at = 0;
	if (!effects_ask(out, a->manage.ask, NULL, a->manage.body))
		end(n, ERR_SIZE, 0);
}

static enum err read_sent(struct newcomer *n, const char *body, size_t len)
{
	struct wire_msg msg;
	enum err e = wire_decode(
		body, len, LIMIT_HTTP_BODY, WIRE_FROM_H, &msg, NULL);

	if (!e && msg.type != WIRE_T_CODE_SENT)
		e = ERR_TYPE;
	if (!e) {
		n->mailed = msg.code_sent.mailed;
		n->minutes = msg.code_sent.minutes;
	}
	wire_fini(&msg);
	return e ? ERR_IO : ERR_OK;
}

void newcomer_answered(struct model *m, const struct action *a)
{
	struct newcomer *n = &m->newcomer;
	enum ask_kind ask = a->answered.ask;
	enum err e = a->answered.err;

	if (ask == ASK_SERVES)
		served(m, e);
	if (!n->asked || n->ask != ask || !newcomer_is(ask))
		return;
	if (e == ERR_VERSION)
		m->outdated = true;
	if (!e && (ask == ASK_SIGN_UP || ask == ASK_FORGOT))
		e = read_sent(n, a->answered.body, a->answered.len);
	end(n, e,
		e && a->answered.wait_ms > 0 ? m->now_ms + a->answered.wait_ms
					     : 0);
}
