/* SPDX-License-Identifier: MIT */
#include "client/model/account.h"

#include <assert.h>
#include <string.h>

#include "client/model/action.h"
#include "client/model/effects.h"
#include "client/model/model.h"
#include "client/model/view.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define SESSIONS_MAX 100 /* shown; further ones are left out */

static void drop_sessions(struct account *c)
{
	for (int i = 0; i < c->n; i++)
		mem_free(c->sessions[i].device);
	mem_free(c->sessions);
	c->sessions = NULL;
	c->n = 0;
}

void account_fini(struct model *m)
{
	struct account *c = &m->account;

	drop_sessions(c);
	mem_free(c->address);
	mem_free(c->name);
	mem_free(c->groups);
	mem_free(c->moving);
	*c = (struct account){.turn = c->turn + 1, .opening = c->opening + 1};
}

/* ---- what is on the page ---- */

void account_refresh(struct model *m, struct effects *out)
{
	struct account *c = &m->account;

	if (m->place != MODEL_ACCOUNT || c->asked || !model_online(m))
		return;
	c->asked = true;
	effects_ask(out, ASK_ACCOUNT, NULL, NULL);
	effects_ask(out, ASK_SESSIONS, NULL, NULL);
}

void account_show(struct model *m, struct effects *out)
{
	if (m->place == MODEL_SIGN_IN)
		return;
	m->place = MODEL_ACCOUNT;
	if (!m->account.waits)
		m->account.step = ACCOUNT_NOTHING;
	m->account.waits = m->account.asked = false;
	account_refresh(m, out);
}

void account_wait(struct model *m)
{
	m->account.waits = m->place == MODEL_ACCOUNT;
}

void account_lost(struct model *m)
{
	m->account.asked = false;
	for (int i = 0; i < m->account.n; i++)
		m->account.sessions[i].ending = false;
}

static enum err read_account(struct model *m, const struct action *a)
{
	struct account *c = &m->account;
	struct wire_msg msg;
	enum err e = wire_decode(a->answered.body, a->answered.len,
		LIMIT_HTTP_BODY, WIRE_FROM_H, &msg, NULL);

	if (e == ERR_OK && msg.type != WIRE_T_ACCOUNT)
		e = ERR_TYPE;
	if (e == ERR_OK && id_same(&msg.account.associate, &m->me)) {
		view_show(&c->address, msg.account.address);
		view_show(&c->name, msg.account.name);
		view_show(&c->groups, msg.account.groups);
		c->lang = (enum wire_lang)msg.account.lang;
		c->told = true;
	}
	wire_fini(&msg);
	return e;
}

static void read_session(void *ctx, const struct wire_msg *msg)
{
	struct account *c = ctx;
	const struct wire_session *w = &msg->session;
	struct account_session s = {
		.id = w->session,
		.made = w->made,
		.used = w->used,
		.here = w->this,
	};
	int at = c->n;

	if (msg->type != WIRE_T_SESSION || c->n == SESSIONS_MAX)
		return;
	view_show(&s.device, w->device);
	c->sessions = mem_resize(
		c->sessions, (size_t)(c->n + 1) * sizeof(*c->sessions));
	assert(c->sessions);
	while (at > 0 && c->sessions[at - 1].made < s.made)
		at--;
	memmove(&c->sessions[at + 1], &c->sessions[at],
		(size_t)(c->n - at) * sizeof(s));
	c->sessions[at] = s;
	c->n++;
}

static enum err read_sessions(struct account *c, const struct action *a)
{
	drop_sessions(c);
	return ask_list(a->answered.body, a->answered.len, "sessions",
		WIRE_FROM_H, read_session, c, NULL);
}

/* ---- changes ---- */

static void ask(struct model *m, enum ask_kind kind, const struct wire_msg *msg,
	struct effects *out)
{
	struct account *c = &m->account;

	c->wait_at = 0;
	c->err = ERR_CLOSE;
	if (model_online(m))
		c->err = effects_ask(out, kind, NULL, msg) ? ERR_OK : ERR_SIZE;
	c->asking = c->err == ERR_OK;
	if (!c->asking)
		c->turn++;
}

static void change(struct model *m, enum account_step step)
{
	struct account *c = &m->account;

	if (step == ACCOUNT_ADDRESS && c->moving && m->now_ms < c->moving_until)
		step = ACCOUNT_CODE;
	c->step = step;
	c->opening++;
	c->err = ERR_OK;
	c->asking = false;
	c->wait_at = 0;
	c->turn++;
}

static void rename_me(
	struct model *m, const struct action *a, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_RENAME};

	msg.rename.name = a->account.name;
	ask(m, ASK_RENAME, &msg, out);
}

static void repass(struct model *m, const struct action *a, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_PASSWORD};

	msg.password.password = a->account.password;
	msg.password.fresh = a->account.fresh;
	ask(m, ASK_PASSWORD, &msg, out);
}

static void move(struct model *m, const struct action *a, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_MOVE};

	mem_free(m->account.moving);
	m->account.moving = mem_strdup(a->account.address);
	m->account.moving_until = 0;
	msg.move.address = a->account.address;
	msg.move.password = a->account.password;
	ask(m, ASK_MOVE, &msg, out);
}

static void moved(struct model *m, const struct action *a, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_MOVED};

	msg.moved.code = a->account.code;
	ask(m, ASK_MOVED, &msg, out);
}

/* Another code needs the password, which is not kept: from the beginning. */
static void again(struct model *m)
{
	struct account *c = &m->account;

	if (c->step != ACCOUNT_CODE)
		return;
	c->moving_until = 0;
	change(m, ACCOUNT_ADDRESS);
}

static void end_session(struct account_session *s, struct effects *out)
{
	if (s->here || s->ending)
		return;
	s->ending = effects_ask(out, ASK_SESSION_END, s->id.s, NULL);
}

static void end_sessions(
	struct model *m, const struct id *id, struct effects *out)
{
	struct account *c = &m->account;

	if (!model_online(m)) {
		model_note(m, MODEL_NOTICE_ERR, ERR_CLOSE);
		return;
	}
	for (int i = 0; i < c->n; i++)
		if (!id_is(id) || id_same(&c->sessions[i].id, id))
			end_session(&c->sessions[i], out);
}

void account_act(struct model *m, const struct action *a, struct effects *out)
{
	struct account *c = &m->account;

	if (m->place != MODEL_ACCOUNT)
		return;
	if (a->kind == ACTION_CHANGE)
		change(m, (enum account_step)a->number);
	else if (a->kind == ACTION_SESSION_END)
		end_sessions(m, &a->id, out);
	else if (c->asking)
		return;
	else if (a->kind == ACTION_RENAME)
		rename_me(m, a, out);
	else if (a->kind == ACTION_REPASS)
		repass(m, a, out);
	else if (a->kind == ACTION_MOVE)
		move(m, a, out);
	else if (a->kind == ACTION_MOVED)
		moved(m, a, out);
	else if (a->kind == ACTION_AGAIN)
		again(m);
}

/* ---- answers ---- */

static void code_sent(struct model *m, const struct action *a)
{
	struct account *c = &m->account;
	struct wire_msg msg;

	c->err = wire_decode(a->answered.body, a->answered.len, LIMIT_HTTP_BODY,
		WIRE_FROM_H, &msg, NULL);
	if (c->err == ERR_OK && msg.type == WIRE_T_CODE_SENT) {
		c->mailed = msg.code_sent.mailed;
		c->digits = (int)msg.code_sent.digits;
		c->minutes = (int)msg.code_sent.minutes;
		c->moving_until = m->now_ms + c->minutes * INT64_C(60000);
		c->step = ACCOUNT_CODE;
	} else {
		c->err = ERR_IO;
	}
	wire_fini(&msg);
}

static void changed(
	struct model *m, const struct action *a, struct effects *out)
{
	static const enum model_notice notices[] = {
		[ASK_RENAME] = MODEL_NOTICE_RENAMED,
		[ASK_PASSWORD] = MODEL_NOTICE_REPASSED,
		[ASK_MOVED] = MODEL_NOTICE_MOVED,
	};
	struct account *c = &m->account;

	if (a->answered.ask == ASK_MOVE) {
		code_sent(m, a);
		return;
	}
	c->step = ACCOUNT_NOTHING;
	if (a->answered.ask == ASK_MOVED) {
		mem_free(c->moving);
		c->moving = NULL;
		c->moving_until = 0;
	}
	model_note(m, notices[a->answered.ask], ERR_OK);
	c->asked = false;
	account_refresh(m, out);
}

static void answered(
	struct model *m, const struct action *a, struct effects *out)
{
	struct account *c = &m->account;
	enum ask_kind awaited[] = {
		[ACCOUNT_NOTHING] = ASK_COUNT,
		[ACCOUNT_NAME] = ASK_RENAME,
		[ACCOUNT_PASSWORD] = ASK_PASSWORD,
		[ACCOUNT_ADDRESS] = ASK_MOVE,
		[ACCOUNT_CODE] = ASK_MOVED,
	};

	if (!c->asking || a->answered.ask != awaited[c->step]) {
		/* Its box was left: what it did is seen on the page. */
		c->asked = false;
		account_refresh(m, out);
		return;
	}
	c->asking = false;
	c->turn++;
	c->err = a->answered.err;
	if (a->answered.wait_ms > 0)
		c->wait_at = m->now_ms + a->answered.wait_ms;
	if (c->err == ERR_OK)
		changed(m, a, out);
}

/* Which one it was, the answer does not say: the list does. */
static void ended(struct model *m, enum err e, struct effects *out)
{
	if (e && e != ERR_UNKNOWN)
		model_note(m, MODEL_NOTICE_ERR, e);
	m->account.asked = false;
	account_refresh(m, out);
}

static void listed(struct model *m, const struct action *a)
{
	enum err e = a->answered.err;

	if (m->place == MODEL_SIGN_IN)
		return;
	if (!e)
		e = a->answered.ask == ASK_ACCOUNT
			? read_account(m, a)
			: read_sessions(&m->account, a);
	m->account.why = e;
	if (e)
		model_note(m, MODEL_NOTICE_ERR, e);
}

bool account_answered(
	struct model *m, const struct action *a, struct effects *out)
{
	switch (a->answered.ask) {
	case ASK_ACCOUNT:
	case ASK_SESSIONS:
		listed(m, a);
		return true;
	case ASK_SESSION_END:
		ended(m, a->answered.err, out);
		return true;
	case ASK_RENAME:
	case ASK_PASSWORD:
	case ASK_MOVE:
	case ASK_MOVED:
		answered(m, a, out);
		return true;
	default:
		return false;
	}
}
