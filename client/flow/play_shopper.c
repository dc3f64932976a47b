/* SPDX-License-Identifier: MIT */
#include "client/flow/play_shopper.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/play_state.h"
#include "shared/mem.h"

/* ---- their chats ---- */

const struct id *play_chat_of(const struct play *p, int person)
{
	const struct play_shopper *s = &p->shoppers[person];

	return s->n_chats > 0 ? &s->chats[s->n_chats - 1] : NULL;
}

bool play_had_chat(const struct play *p, int person, const struct id *chat)
{
	const struct play_shopper *s = &p->shoppers[person];

	for (int i = 0; i < s->n_chats; i++)
		if (id_same(&s->chats[i], chat))
			return true;
	return false;
}

static void keep_chat(struct play *p, int person, const struct id *chat)
{
	struct play_shopper *s = &p->shoppers[person];

	if (play_had_chat(p, person, chat))
		return;
	if (s->n_chats == PLAY_CHATS)
		memmove(s->chats, s->chats + 1,
			(size_t)--s->n_chats * sizeof(s->chats[0]));
	s->chats[s->n_chats++] = *chat;
	s->corrected = false;
}

/* ---- their names ---- */

/* What an associate calls the shopper of that chat. */
static const char *name_in(const struct player *x, const struct id *chat)
{
	const struct wire_chat *c = player_chat(x);
	const struct player_note *r = player_last_ring(x, chat);

	if (c && id_same(&c->chat, chat))
		return c->name;
	return r ? r->msg.ring.name : NULL;
}

static void call(struct play_shopper *s, const char *name)
{
	int64_t guest;

	mem_free(s->called);
	s->called = mem_strdup(name);
	if (sscanf(name, "Guest %" SCNd64, &guest) == 1)
		s->guest = guest;
}

void play_learn(struct play *p, int seat)
{
	const struct player *x = p->seats[seat].player;
	const struct wire_chat *c = player_chat(x);

	if (!x->associate && c)
		keep_chat(p, PLAY_PERSON(seat), &c->chat);
	for (int i = 0; i < p->flow->n_people; i++) {
		const struct id *chat = play_chat_of(p, i);

		for (int k = 0; chat && k < PLAY_SEATS; k++) {
			const struct player *staff = p->seats[k].player;
			const char *name = staff && staff->associate
				? name_in(staff, chat)
				: NULL;

			if (name && !p->shoppers[i].corrected)
				call(&p->shoppers[i], name);
		}
	}
}

bool play_known_as(const struct play *p, int person, const char *name)
{
	const struct player *self = play_associate(p, person);
	const char *called = self ? self->name : p->shoppers[person].called;

	return name && called && strcmp(name, called) == 0;
}

void play_renamed(struct play *p, int person, const char *name)
{
	call(&p->shoppers[person], name);
	p->shoppers[person].corrected = true;
}

/* ---- what they are found by ---- */

const char *play_enquirer(
	int person, const struct flow_arg *said, char own[LIMIT_ADDRESS + 1])
{
	snprintf(own, LIMIT_ADDRESS + 1, "shopper%d@flow.example", person + 1);
	return said->slot ? said->text : own;
}

static bool is_by(const struct flow_step *s, int person)
{
	for (int i = 0; i < s->n_actors; i++)
		if (s->actors[i] == person)
			return true;
	return false;
}

bool play_trace(const struct play *p, int person, struct wire_ctl_shopper *who,
	char own[LIMIT_ADDRESS + 1])
{
	const struct play_shopper *x = &p->shoppers[person];

	*who = (struct wire_ctl_shopper){.guest = x->guest};
	for (int i = p->step - 1; !who->guest && i >= x->erased; i--) {
		const struct flow_step *s = &p->flow->steps[i];

		if (!is_by(s, person))
			continue;
		if (s->verb->id == VERB_BUYS)
			who->order = s->args[0].text;
		else if (s->verb->id == VERB_ENQUIRES)
			who->address = play_enquirer(person, &s->args[1], own);
		if (who->order || who->address)
			break;
	}
	return who->guest || who->order || who->address;
}

void play_erased(struct play *p, int person)
{
	p->shoppers[person].guest = 0;
	p->shoppers[person].erased = p->step;
}
