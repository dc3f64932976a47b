/* SPDX-License-Identifier: MIT */
/*
 * An associate who needs nobody: takes what rings long enough for somebody else
 * to have taken it, answers, and ends the chat.
 */
#include <stdio.h>

#include "client/flow/demo.h"
#include "client/flow/demo_person.h"

#define RING_US (25 * DEMO_S)  /* so long anybody else may take a chat */
#define ANSWER_US (4 * DEMO_S) /* to read and write */
#define BYE_US (8 * DEMO_S)    /* from the last word to the end */
#define RETRY_US DEMO_S        /* without a relay */

void demo_associate_begin(struct demo_person *p, const char *token)
{
	p->state = DEMO_JOINING;
	p->due = DEMO_NEVER;
	p->chat = (struct id){""};
	p->phase = WIRE_PHASE_ENDED;
	p->hello = (struct wire_hello){.token = token};
	p->io->join(p->io->ctx, p->who, true, &p->hello);
}

void demo_associate_up(struct demo_person *p, bool up, int64_t now)
{
	struct wire_msg on = {.available = {.on = true}};

	if (!up) {
		p->state = DEMO_AWAY;
		p->due = now + RETRY_US;
		return;
	}
	p->state = DEMO_WORKING;
	demo_person_send(p, WIRE_T_AVAILABLE, &on);
}

static bool live(const struct demo_person *p)
{
	return p->phase == WIRE_PHASE_LIVE;
}

static void heard_ring(
	struct demo_person *p, const struct wire_ring *ring, int64_t now)
{
	if (live(p))
		return;
	p->chat = ring->chat;
	p->phase = WIRE_PHASE_RINGING;
	p->lang = ring->lang;
	p->due = now + RING_US;
}

static void heard_chat(
	struct demo_person *p, const struct wire_chat *chat, int64_t now)
{
	if (chat->phase == WIRE_PHASE_LIVE && !live(p)) {
		p->said = 0;
		p->seq = p->read = 0;
		p->due = now + ANSWER_US;
	} else if (chat->phase != WIRE_PHASE_LIVE) {
		p->due = DEMO_NEVER;
	}
	p->chat = chat->chat;
	p->phase = chat->phase;
	p->lang = chat->lang;
}

static void heard_entry(
	struct demo_person *p, const struct wire_entry *e, int64_t now)
{
	if (!live(p) || e->kind != WIRE_KIND_TEXT ||
		e->who != WIRE_WHO_SHOPPER || e->seq <= p->seq)
		return;
	p->seq = e->seq;
	p->due = now + ANSWER_US;
}

void demo_associate_heard(
	struct demo_person *p, const struct wire_msg *msg, int64_t now)
{
	if (msg->type == WIRE_T_WELCOME)
		snprintf(p->name, sizeof(p->name), "%s", msg->welcome.name);
	else if (msg->type == WIRE_T_STATUS)
		p->arrived |= msg->status.available;
	else if (p->config->arrive)
		return;
	else if (msg->type == WIRE_T_RING)
		heard_ring(p, &msg->ring, now);
	else if (msg->type == WIRE_T_RING_OVER && !live(p) &&
		id_same(&msg->ring_over.chat, &p->chat))
		p->due = DEMO_NEVER;
	else if (msg->type == WIRE_T_CHAT)
		heard_chat(p, &msg->chat, now);
	else if (msg->type == WIRE_T_ENTRY)
		heard_entry(p, &msg->entry, now);
}

static void answer(struct demo_person *p, int64_t now)
{
	const char *text = demo_story_colleague(p->lang, p->said++);
	struct wire_msg end = {.end = {.chat = p->chat}};

	if (p->seq > p->read) {
		p->read = p->seq;
		demo_person_mark(p, WIRE_MARK_READ, p->read);
	}
	if (!text) {
		demo_person_send(p, WIRE_T_END, &end);
		return;
	}
	demo_person_say(p, text);
	if (!demo_story_colleague(p->lang, p->said))
		p->due = now + BYE_US;
}

void demo_associate_act(struct demo_person *p, int64_t now)
{
	struct wire_msg accept = {.accept = {.chat = p->chat}};

	p->due = DEMO_NEVER;
	if (p->state == DEMO_AWAY)
		demo_associate_begin(p, p->config->tokens[p->who]);
	else if (live(p))
		answer(p, now);
	else
		demo_person_send(p, WIRE_T_ACCEPT, &accept);
}
