/* SPDX-License-Identifier: MIT */
#include "tests/sim/end.h"

#include <assert.h>
#include <stdio.h>

#include "tests/sim/sim.h"

/* What only associates may read. */
#define END_NOTE "between us"

void end_send(struct end *e, struct wire_msg *m)
{
	if (e->link)
		net_up(e->w, e->link, m);
}

/* A command that wants an answer; one at a time. */
void end_ask(struct end *e, struct wire_msg *m)
{
	snprintf(e->ref, sizeof(e->ref), "%d", ++e->refs);
	m->ref = e->ref;
	e->asked = m->type;
	e->asked_at = e->w->now;
	e->asked_link = e->link;
	e->asked_reloads = e->link->node->reloads;
	end_send(e, m);
}

void end_say_pending(struct end *e)
{
	struct wire_msg m = {.type = WIRE_T_SAY,
		.say = {.chat = e->say_chat, .key = e->key, .text = "words"}};

	end_ask(e, &m);
}

void end_say(struct end *e)
{
	snprintf(e->key, sizeof(e->key), "%d-%d", e->number, ++e->says);
	e->say_chat = e->open ? e->chat : (struct id){""};
	if (!e->associate && rng_one_in(e->w, 8))
		e->say_chat = (struct id){""}; /* does not know of it yet */
	e->saying = true;
	end_say_pending(e);
}

void end_about_chat(struct end *e, enum wire_type type, struct id chat)
{
	struct wire_msg m = {.type = type};

	switch (type) {
	case WIRE_T_ACCEPT:
		m.accept.chat = chat;
		break;
	case WIRE_T_PASS:
		m.pass.chat = chat;
		break;
	case WIRE_T_END:
		m.end.chat = chat;
		break;
	case WIRE_T_CALL_BACK:
		m.call_back.chat = chat;
		break;
	case WIRE_T_TYPING:
		m.typing.chat = chat;
		end_send(e, &m);
		return;
	default:
		assert(!"a message about a chat");
	}
	end_ask(e, &m);
}

void end_transfer(struct end *e)
{
	struct world *w = e->w;
	struct wire_msg m = {.type = WIRE_T_TRANSFER,
		.transfer = {.chat = e->chat, .note = END_NOTE}};

	if (w->has_group && rng_one_in(w, 2))
		m.transfer.group = "ginza";
	else
		m.transfer.associate =
			w->staff[rng_next(w) % (uint64_t)w->n_staff].id;
	end_ask(e, &m);
}

void end_block(struct end *e)
{
	struct wire_msg m = {.type = WIRE_T_BLOCK,
		.block = {.chat = e->chat, .text = END_NOTE}};

	end_ask(e, &m);
}

void end_unblock(struct end *e)
{
	struct wire_msg m = {
		.type = WIRE_T_UNBLOCK, .unblock = {.shopper = e->blocked}};

	end_ask(e, &m);
}

/* A product or a file; once, whether or not it arrives. */
void end_show(struct end *e)
{
	char key[24];
	struct wire_msg card = {.type = WIRE_T_RECOMMEND,
		.recommend = {.chat = e->chat,
			.key = key,
			.sku = "c-1",
			.product = "Coat"}};
	struct wire_msg file = {
		.type = WIRE_T_SHOW, .show = {.chat = e->chat, .key = key}};

	snprintf(key, sizeof(key), "s%d-%d", e->number, e->refs);
	file.show.media = rng_id(e->w);
	end_ask(e, e->associate && rng_one_in(e->w, 2) ? &card : &file);
}

void end_deed(struct end *e)
{
	struct wire_msg m = {.type = WIRE_T_EVENT,
		.event = {.what = (int)(rng_next(e->w) % WIRE_DEED_COUNT),
			.sku = rng_one_in(e->w, 2) ? "c-1" : "c-2",
			.product = "Coat"}};

	end_send(e, &m);
}

/* One that is new, the last one once more, or, as browsers that lie do,
 * somebody else's. */
void end_buy(struct end *e)
{
	char order[24];
	struct wire_msg m = {.type = WIRE_T_EVENT,
		.event = {.what = WIRE_DEED_PURCHASE,
			.order = order,
			.product = "Coat",
			.amount = 1000 + e->orders,
			.currency = rng_one_in(e->w, 8) ? "EUR" : "JPY"}};
	int whose = rng_one_in(e->w, 12) ? 0 : e->person;

	e->orders += !rng_one_in(e->w, 3);
	snprintf(order, sizeof(order), "o%d-%d", whose, e->orders);
	end_send(e, &m);
}

/* The sales of the chat that a sale was heard of in last. */
void end_view(struct end *e)
{
	struct wire_msg m = {
		.type = WIRE_T_VIEWED, .viewed = {.chat = e->sold_in}};

	end_ask(e, &m);
}

/* Another page, or the same again. */
void end_browse(struct end *e)
{
	static const char *const pages[] = {
		"https://shop/", "https://shop/a", "https://shop/b#top"};
	struct wire_msg m = {.type = WIRE_T_PAGE};

	e->url = pages[rng_next(e->w) % 3];
	e->url_at = e->w->now;
	m.page.url = e->url;
	m.page.title = "Page";
	end_send(e, &m);
}

void end_see(struct end *e)
{
	struct wire_msg m = {.type = WIRE_T_SEEN,
		.seen = {.chat = e->chat,
			.seq = rng_between(e->w, 0, e->last),
			.mark = rng_one_in(e->w, 2) ? WIRE_MARK_READ
						    : WIRE_MARK_DELIVERED}};

	end_send(e, &m);
}
