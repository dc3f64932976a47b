/* SPDX-License-Identifier: MIT */
#include "relay/desk/talk.h"

#include <string.h>

#include "relay/desk/chat.h"
#include "relay/desk/keep.h"
#include "relay/desk/mutant.h"
#include "relay/desk/opening.h"
#include "relay/desk/ring.h"
#include "relay/desk/shopper.h"
#include "relay/desk/tell.h"

#define FIRST_TEXT 2 /* of a chat: 1 says that it was opened */

static struct id talk_actor(const struct session *s)
{
	return s->associate ? s->associate->id : s->shopper->id;
}

/* May this session put words into the chat now? */
static enum err talk_refusal(const struct chat *c, const struct session *s)
{
	bool own = s->shopper ? c->shopper == s->shopper
			      : id_same(&c->holder, &s->associate->id);

	if (!own)
		return ERR_CHAT;
	if (c->phase == WIRE_PHASE_ENDED && !(s->shopper && c->block))
		return ERR_OVER;
	if (s->associate && c->associate != s->associate)
		return ERR_WRONG_STATE; /* it rings for others */
	return c->seq < LIMIT_CHAT_KEYS ? ERR_OK : ERR_CHAT_FULL;
}

/* The same key again gets the same answer (D1). */
static bool talk_repeated(struct desk *d, const struct ask *k,
	const struct chat *c, const char *key)
{
	struct id actor = talk_actor(k->from);
	const struct said *said = NULL;

	if (c)
		said = chat_said(c, &actor, key);
	if (said)
		tell_said(d, k, &c->id, said->seq, said->at);
	return said;
}

/* Is it the message that opened this shopper's last chat?  That chat may have
 * ended, and been forgotten, long ago. */
static bool talk_opened(struct desk *d, const struct ask *k)
{
	const struct shopper *s = k->from->shopper;

	if (!id_is(&s->opened) || strcmp(s->opener, k->msg->say.key) != 0 ||
		MUTANT(forgets_keys))
		return false;
	tell_said(d, k, &s->opened, FIRST_TEXT, s->said);
	return true;
}

static void talk_append(struct desk *d, const struct ask *k, struct chat *c,
	struct chat_event *e)
{
	const struct session *s = k->from;
	char name[TELL_NAME];

	e->who = s->who;
	e->actor = talk_actor(s);
	e->name = s->associate ? s->associate->name
			       : tell_shopper_name(s->shopper, name);
	tell_said(d, k, &c->id, c->seq + 1, chat_at(d, c));
	chat_append(d, c, e);
}

static void talk_say(struct desk *d, const struct ask *k, struct chat *c)
{
	struct chat_event text = {
		.kind = WIRE_KIND_TEXT,
		.key = k->msg->say.key,
		.text = k->msg->say.text,
	};

	talk_append(d, k, c, &text);
}

bool talk_put(struct desk *d, const struct ask *k, struct chat *c,
	struct chat_event *e)
{
	enum err why = talk_refusal(c, k->from);

	if (talk_repeated(d, k, c, e->key))
		return false;
	if (why)
		tell_error(d, k, why, NULL);
	else
		talk_append(d, k, c, e);
	return !why;
}

/* Why there can be no request now (C9). */
static enum err talk_no_request(const struct group *g)
{
	if (!g->open)
		return ERR_CLOSED;
	return g->n_available > 0 ? ERR_OK : ERR_NOBODY;
}

static struct chat *talk_new_chat(struct desk *d, const struct ask *k)
{
	const struct session *s = k->from;
	struct chat *c = chat_new(d, &k->fresh, s->shopper);

	if (!c)
		return NULL;
	c->opened = d->now.wall;
	c->lang = s->lang;
	c->group = s->group;
	c->first = mem_strdup(k->msg->say.text);
	if (!c->first || !view_set(&c->view, &s->view.page))
		d->nomem = true;
	s->shopper->chat = c;
	shopper_wrote(d, s->shopper, c, k->msg->say.key);
	ring_start(d, c);
	keep_chat(d, c);
	return c;
}

/* A shopper's first message makes a request (C1). */
static void talk_open(struct desk *d, const struct ask *k)
{
	enum err e = talk_no_request(k->from->group);
	const struct view *view = &k->from->view;
	char name[TELL_NAME];
	struct chat_event opened = {
		.kind = WIRE_KIND_OPENED,
		.who = WIRE_WHO_SHOPPER,
		.actor = k->from->shopper->id,
		.text = *view->page.title ? view->page.title : view->page.url,
	};
	struct chat *c;

	if (e) {
		tell_error(d, k, e, NULL);
		return;
	}
	c = talk_new_chat(d, k);
	if (!c)
		return;
	opened.name = tell_shopper_name(c->shopper, name);
	tell_chat_shopper(d, c);
	chat_append(d, c, &opened);
	talk_say(d, k, c);
}

/* A shopper may leave the chat out: it is the open one, which another tab may
 * have made a moment ago, or else a new one. */
static void talk_on_first(struct desk *d, const struct ask *k)
{
	struct shopper *s = k->from->shopper;
	struct chat *c = MUTANT(second_chat) ? NULL : shopper_chat(s);
	enum err e = c ? talk_refusal(c, k->from) : ERR_OK;

	if (talk_repeated(d, k, c, k->msg->say.key) ||
		talk_repeated(d, k, s->past, k->msg->say.key) ||
		talk_opened(d, k))
		return;
	if (e)
		tell_error(d, k, e, NULL);
	else if (c)
		talk_say(d, k, c);
	else
		talk_open(d, k);
}

void talk_on_say(struct desk *d, const struct ask *k)
{
	const struct wire_say *say = &k->msg->say;
	struct chat *c = id_is(&say->chat) ? chat_find(d, &say->chat) : NULL;
	enum err e;

	if (!*say->text || (k->from->associate && !id_is(&say->chat))) {
		tell_error(d, k, ERR_FIELD, NULL);
		return;
	}
	if (!id_is(&say->chat)) {
		talk_on_first(d, k);
		return;
	}
	e = c ? talk_refusal(c, k->from) : ERR_CHAT;
	if (talk_repeated(d, k, c, say->key))
		return;
	if (e)
		tell_error(d, k, e, NULL);
	else
		talk_say(d, k, c);
}

/* ---- typing, marks, catching up ---- */

/* Is the chat live and this session's? */
static bool talk_is_in(const struct chat *c, const struct session *s)
{
	return c->phase == WIRE_PHASE_LIVE &&
		(s->shopper ? c->shopper == s->shopper
			    : c->associate == s->associate);
}

void talk_on_typing(struct desk *d, const struct ask *k)
{
	const struct chat *c = k->chat;
	struct wire_msg *m;

	if (!talk_is_in(c, k->from))
		return;
	m = tell_new(d, WIRE_T_TYPES);
	m->types.chat = c->id;
	m->types.who = k->from->who;
	tell_person(d,
		k->from->shopper ? &c->associate->person : &c->shopper->person,
		m);
}

static void talk_tell_mark(struct desk *d, const struct ask *k, int64_t seq)
{
	const struct chat *c = k->chat;
	const struct person *sides[] = {&c->shopper->person,
		c->associate ? &c->associate->person : NULL};
	struct wire_msg *m = tell_new(d, WIRE_T_MARKED);

	m->marked.chat = c->id;
	m->marked.who = k->from->who;
	m->marked.seq = seq;
	m->marked.mark = k->msg->seen.mark;
	for (int i = 0; i < 2; i++) {
		const struct session *s = NULL;

		if (sides[i])
			DL_FOREACH (sides[i]->sessions, s)
				if (s != k->from)
					tell_session(d, s, m);
	}
}

/* Marks only move on; what was read has been delivered. */
void talk_on_seen(struct desk *d, const struct ask *k)
{
	struct chat *c = k->chat;
	const struct wire_seen *seen = &k->msg->seen;
	int64_t seq = seen->seq < c->seq ? seen->seq : c->seq;
	int64_t *marks = c->marks[k->from->who];
	bool own_request = c->phase == WIRE_PHASE_RINGING &&
		c->shopper == k->from->shopper;

	if (!talk_is_in(c, k->from) && !own_request)
		return;
	if (seq <= marks[seen->mark] && !MUTANT(moves_marks_back))
		return;
	marks[seen->mark] = seq;
	if (marks[WIRE_MARK_DELIVERED] < marks[WIRE_MARK_READ])
		marks[WIRE_MARK_DELIVERED] = marks[WIRE_MARK_READ];
	keep_mark(d, c, k->from->who);
	talk_tell_mark(d, k, seq);
}

/* Entries are the store's, and it knows which associates had, or may see, a
 * chat; whose it is of shoppers may be known here. */
void talk_on_resume(struct desk *d, const struct ask *k)
{
	const struct wire_resume *r = &k->msg->resume;
	const struct chat *c = chat_find(d, &r->chat);
	const struct session *s = k->from;
	struct desk_notice *n;

	if (c && s->shopper && c->shopper != s->shopper) {
		tell_error(d, k, ERR_CHAT, NULL);
		return;
	}
	n = d->out ? desk_out_notice(d->out, DESK_N_REPLAY, s->id) : NULL;
	if (!n) {
		d->nomem = true;
		return;
	}
	n->replay.chat = r->chat;
	n->replay.after = r->after;
	n->replay.ref = k->msg->ref ? tell_str(d, k->msg->ref) : NULL;
	n->replay.who = s->who;
	n->replay.viewer = talk_actor(s);
}
