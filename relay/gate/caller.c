/* SPDX-License-Identifier: MIT */
#include "relay/gate/caller.h"

#include <assert.h>
#include <stdio.h>

#include "relay/gate/hub.h"
#include "shared/limits.h"

unsigned caller_from(const struct caller *s)
{
	return s->kind == CALLER_ASSOCIATE ? WIRE_FROM_A : WIRE_FROM_S;
}

/* Without a bye: there is no room for one, or nobody who reads it. */
static void cut(struct caller *s, enum err why)
{
	outbox_clear(&s->out);
	outbox_clear(&s->held);
	s->state = CALLER_CLOSING;
	s->why = why;
	s->due = hub_now(s->hub).steady + CALLER_BYE_WITHIN;
}

static void add(struct caller *s, struct outbox *o, struct frame *f)
{
	enum err e = outbox_add(o, f);

	if (e == ERR_SLOW)
		hub_note_slow(s->hub, s);
	if (e != ERR_OK)
		cut(s, e);
	hub_wake(s->hub, s);
}

void caller_send(struct caller *s, struct frame *f)
{
	assert(s->magic == CALLER_MAGIC);
	if (s->state != CALLER_CLOSING)
		add(s, s->replays > 0 ? &s->held : &s->out, f);
}

void caller_send_replay(struct caller *s, struct frame *f)
{
	if (s->state != CALLER_CLOSING)
		add(s, &s->out, f);
}

void caller_say(struct caller *s, const struct wire_msg *msg)
{
	struct frame *f;
	enum err e;

	if (s->state == CALLER_CLOSING)
		return;
	e = frame_new(msg, &f);
	assert(e == ERR_OK || e == ERR_NOMEM);
	if (e != ERR_OK) {
		cut(s, e);
		hub_wake(s->hub, s);
		return;
	}
	caller_send(s, f);
	frame_drop(&f);
}

static void say_error(struct caller *s, const char *ref, enum err e,
	const char *text, int64_t wait)
{
	struct wire_msg m = {.type = WIRE_T_ERROR, .ref = ref};

	m.error.code = err_name(e);
	m.error.text = text;
	m.error.wait = (wait + 999) / 1000;
	caller_say(s, &m);
	if (err_closes(e))
		caller_close(s, e, wait);
}

void caller_fail(struct caller *s, const char *ref, enum err e, int64_t wait)
{
	say_error(s, ref, e, err_text(e), wait);
}

void caller_refuse(
	struct caller *s, const char *ref, enum err e, const char *why)
{
	char text[LIMIT_TITLE + 1];

	snprintf(text, sizeof(text), "%s%s%s%s", err_text(e), *why ? " (" : "",
		why, *why ? ")" : "");
	say_error(s, ref, e, text, 0);
}

void caller_close(struct caller *s, enum err why, int64_t wait)
{
	struct wire_msg m = {.type = WIRE_T_BYE};

	if (s->state == CALLER_CLOSING)
		return;
	m.bye.code = err_name(why);
	m.bye.text = err_text(why);
	m.bye.wait = (wait + 999) / 1000;
	outbox_move(&s->out, &s->held);
	s->replays = 0;
	caller_say(s, &m);
	if (s->state != CALLER_CLOSING) {
		s->state = CALLER_CLOSING;
		s->why = why;
		s->due = hub_now(s->hub).steady + CALLER_BYE_WITHIN;
	}
	hub_wake(s->hub, s);
}

void caller_hold(struct caller *s)
{
	s->replays++;
}

void caller_release(struct caller *s)
{
	if (s->replays > 0 && --s->replays == 0)
		outbox_move(&s->out, &s->held);
	hub_wake(s->hub, s);
}

void caller_heard(struct caller *s)
{
	s->quiet = 0;
}

struct frame *caller_next(const struct caller *s)
{
	return outbox_next(&s->out);
}

void caller_sent(struct caller *s)
{
	outbox_pop(&s->out);
}

bool caller_over(const struct caller *s)
{
	return s->state == CALLER_CLOSING && !outbox_next(&s->out);
}
