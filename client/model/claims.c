/* SPDX-License-Identifier: MIT */
#include "client/model/claims.h"

#include <assert.h>
#include <string.h>

#include "client/model/action.h"
#include "client/model/chat.h"
#include "client/model/effects.h"
#include "client/model/model.h"
#include "client/model/view.h"
#include "client/model/weblink.h"
#include "shared/mem.h"

static void drop_all(struct claims *c)
{
	while (c->n > 0) {
		struct claim *x = &c->all[--c->n];

		mem_free(x->by);
		mem_free(x->order);
		mem_free(x->name);
		mem_free(x->product);
		mem_free(x->evidence);
		mem_free(x->decider);
		mem_free(x->reason);
		mem_free(x->owner);
	}
	mem_free(c->all);
	c->all = NULL;
}

void claims_fini(struct claims *c)
{
	drop_all(c);
	mem_free(c->from_name);
	*c = (struct claims){.waiting = -1};
}

const struct claim *claims_find(const struct model *m, const struct id *id)
{
	for (int i = 0; i < m->claims.n; i++)
		if (id_same(&m->claims.all[i].id, id))
			return &m->claims.all[i];
	return NULL;
}

/* ---- the user's ---- */

static void show(struct model *m)
{
	if (m->place == MODEL_SIGN_IN)
		return;
	m->place = MODEL_CLAIMS;
	m->claims.want = true;
	m->claims.why = ERR_OK;
}

/* From an opened chat, its shopper and time are known. */
static void begin(struct model *m, const struct id *chat)
{
	struct claims *c = &m->claims;
	const struct archive *a = &m->archive;

	c->from_chat = (struct id){0};
	c->from_at = m->wall_us;
	view_show(&c->from_name, NULL);
	if (!id_is(chat) || !a->chat || !id_same(&a->chat->id, chat))
		return;
	c->from_chat = *chat;
	if (a->opened.at)
		c->from_at = a->opened.at;
	view_show(&c->from_name, a->opened.name);
}

void claims_act(struct model *m, const struct action *a)
{
	if (a->kind == ACTION_CLAIMS)
		show(m);
	else if (a->kind == ACTION_CLAIM_NEW)
		begin(m, &a->id);
}

void claims_refresh(struct model *m, struct effects *out)
{
	struct claims *c = &m->claims;

	if (m->place != MODEL_CLAIMS || m->locked || !model_online(m))
		return;
	if (c->asked || (!c->want && c->ask_ms > m->now_ms))
		return;
	c->kind = m->manager && m->shop ? ASK_M_CLAIMS : ASK_CLAIMS;
	c->asked = effects_ask(
		out, c->kind, c->kind == ASK_M_CLAIMS ? m->shop : NULL, NULL);
	c->want = false;
	c->ask_ms = m->now_ms + CLAIMS_REFRESH_MS;
}

int64_t claims_deadline(const struct model *m)
{
	return m->place == MODEL_CLAIMS && !m->locked && model_online(m) &&
			!m->claims.asked
		? m->claims.ask_ms
		: INT64_MAX;
}

/* ---- the relay's ---- */

static void fill(struct claim *c, const struct wire_claimed *w)
{
	*c = (struct claim){
		.id = w->claim,
		.associate = w->associate,
		.chat = w->chat,
		.at = w->at,
		.bought = w->bought,
		.decided = w->decided,
		.state = w->state,
	};
	view_show(&c->by, w->by);
	view_show(&c->order, w->order);
	view_show(&c->name, w->name);
	view_show(&c->product, w->product);
	view_show(&c->decider, w->decider);
	view_show(&c->owner, w->owner);
	c->evidence = weblink_shown(w->evidence);
	c->reason = weblink_shown(w->reason);
	view_price(&c->price, w->amount, w->currency);
	view_price(&c->known, w->known, w->known_in);
}

static void read_claim(void *ctx, const struct wire_msg *msg)
{
	struct claims *c = ctx;

	if (msg->type != WIRE_T_CLAIMED || c->n == CLAIMS_MAX)
		return;
	c->all = mem_resize(c->all, (size_t)(c->n + 1) * sizeof(*c->all));
	assert(c->all);
	fill(&c->all[c->n++], &msg->claimed);
}

void claims_answered(struct model *m, const struct action *a)
{
	struct claims *c = &m->claims;

	if (!c->asked || a->answered.ask != c->kind)
		return;
	c->asked = false;
	c->why = a->answered.err;
	if (c->why)
		return;
	drop_all(c);
	c->why = ask_list(a->answered.body, a->answered.len, "claims",
		WIRE_FROM_RA, read_claim, c, NULL);
	c->told = c->why == ERR_OK;
}

void claims_told(
	struct model *m, const struct wire_claimed *w, struct effects *out)
{
	m->claims.want = true;
	if (!w->just)
		return;
	model_say(m,
		w->state == WIRE_CLAIM_STATE_GRANTED ? MODEL_NOTICE_GRANTED
						     : MODEL_NOTICE_REFUSED,
		w->order);
	/* A granted one is a sale as well, and that rings already. */
	if (w->state == WIRE_CLAIM_STATE_REFUSED)
		notify_send(m, NOTIFY_SALE, out);
}

void claims_waiting(struct model *m, int64_t n)
{
	bool more = m->claims.waiting >= 0 && n > m->claims.waiting;

	if (n != m->claims.waiting)
		m->claims.want = true;
	m->claims.waiting = n;
	if (more)
		model_note(m, MODEL_NOTICE_CLAIMS, ERR_OK);
}

void claims_saved(struct model *m, enum ask_kind kind)
{
	m->claims.want = true;
	model_note(m,
		kind == ASK_CLAIM ? MODEL_NOTICE_CLAIMED : MODEL_NOTICE_KEPT,
		ERR_OK);
}

void claims_lost(struct model *m)
{
	m->claims.asked = false;
	m->claims.want = true;
	m->claims.waiting = -1;
}
