/* SPDX-License-Identifier: MIT */
/* Who sits where, and under which name they go. */
#include <stdio.h>
#include <string.h>

#include "client/flow/play_state.h"
#include "client/model/words.h"
#include "shared/greet.h"
#include "shared/mem.h"

static const char client_name[] = "norenflow " NOREN_VERSION;

static void send_for(void *ctx, int seat, const struct wire_msg *msg)
{
	struct play *p = ctx;

	p->io->send(p->io->ctx, seat, msg);
}

const char *play_name(const struct play *p, int seat)
{
	return p->flow->people[PLAY_PERSON(seat)].name;
}

bool play_ready(const struct play_seat *s)
{
	return s->player && s->player->up && s->player->ready;
}

struct player *play_sit(struct play *p, int seat)
{
	struct play_seat *s = &p->seats[seat];
	const struct flow_person *who = &p->flow->people[PLAY_PERSON(seat)];

	if (!s->player) {
		s->player = mem_zero(sizeof(*s->player));
		if (!s->player)
			return NULL;
		player_init(s->player, seat, who->role == FLOW_ASSOCIATE,
			who->japanese ? WIRE_LANG_JA : WIRE_LANG_EN, p->seed,
			send_for, p);
	}
	s->player->now = p->io->clock(p->io->ctx) / 1000;
	return s->player;
}

int play_seat_of(const struct play *p, const struct flow_step *s, int person)
{
	if (s->device > 0)
		return PLAY_SEAT(person, s->device);
	for (int d = 1; d <= FLOW_DEVICES; d++) {
		int seat = PLAY_SEAT(person, d);

		if (p->seats[seat].player && p->seats[seat].player->ready)
			return seat;
	}
	return PLAY_SEAT(person, 1);
}

/* A shopper is one browser: all tabs have what one of them was given. */
static const char *token_of(const struct play *p, int person)
{
	for (int d = 1; d <= FLOW_DEVICES; d++) {
		const struct player *x = p->seats[PLAY_SEAT(person, d)].player;

		if (x && x->token[0])
			return x->token;
	}
	return NULL;
}

/* A browser that is not known any more begins anew. */
static void forget_token(struct play *p, int person)
{
	for (int d = 1; d <= FLOW_DEVICES; d++) {
		struct player *x = p->seats[PLAY_SEAT(person, d)].player;

		if (x)
			x->token[0] = '\0';
	}
}

void play_open(struct play *p, int seat)
{
	struct play_seat *s = &p->seats[seat];
	const struct player *x = play_sit(p, seat);
	const struct wire_hello hello = {
		.version = WIRE_VERSION,
		.client = client_name,
		.lang = x ? (int)x->lang : 0,
		.token = token_of(p, PLAY_PERSON(seat)),
		.url = s->page.url,
		.title = s->page.title,
		.product = s->page.product,
		.amount = s->page.amount,
		.currency = s->page.currency[0] ? s->page.currency : NULL,
		.group = s->page.group,
	};

	s->wanted = s->opening = true;
	s->again = 0;
	if (x)
		p->io->connect(p->io->ctx, seat, &hello);
}

void play_close(struct play *p, int seat)
{
	struct play_seat *s = &p->seats[seat];

	if (s->player && s->wanted)
		p->io->disconnect(p->io->ctx, seat);
	s->wanted = s->opening = s->pinged = false;
	s->again = 0;
	s->gone = ERR_OK;
	if (s->player)
		player_connected(s->player, false);
}

/* ---- connections come and go ---- */

/* After these it is of no use to try again (noren-protocol(7)). */
static bool is_final(enum err why)
{
	return why == ERR_TOKEN || why == ERR_VERSION || why == ERR_ORIGIN ||
		why == ERR_RETAILER || why == ERR_FORBIDDEN ||
		why == ERR_CONFIG;
}

/* It is gone, and not by our own doing. */
static void lost(struct play *p, int seat, enum err why)
{
	struct play_seat *s = &p->seats[seat];

	s->gone = why;
	s->pinged = false;
	/* What nobody can answer now is said again later. */
	for (int i = 0; i < p->n_asks && p->down; i++) {
		if (p->asks[i].seat == seat)
			p->asks[i].open = false;
	}
	if (!is_final(why)) {
		s->again = p->now + PLAY_AGAIN_MS;
		return;
	}
	s->wanted = false;
	if (why == ERR_TOKEN)
		forget_token(p, PLAY_PERSON(seat));
	if (!s->opening || p->state != PLAY_DOING)
		return;
	s->opening = false;
	snprintf(p->why, sizeof(p->why), _("%s cannot connect: %s"),
		play_name(p, seat), err_text(why));
	if (!play_step(p)->tries)
		play_fail(p, REPORT_FAILED);
}

void play_connected(struct play *p, int seat, bool up, enum err why)
{
	struct play_seat *s = &p->seats[seat];
	struct player *x = play_sit(p, seat);

	if (!x || p->state >= PLAY_STRIKING)
		return;
	player_connected(x, up);
	if (!up && s->wanted)
		lost(p, seat, why);
	play_go_on(p);
}

void play_connect_again(struct play *p)
{
	for (int i = 0; i < PLAY_SEATS; i++) {
		struct play_seat *s = &p->seats[i];
		bool opening = s->opening;

		if (!s->wanted || s->again == 0 || p->now < s->again)
			continue;
		play_open(p, i);
		s->opening = opening; /* only a step waits for it */
	}
}

void play_ping(struct play *p, int seat)
{
	const struct wire_msg msg = {.type = WIRE_T_PING, .ref = PLAY_PING};

	p->seats[seat].ping_at = 0;
	p->io->send(p->io->ctx, seat, &msg);
}

void play_ping_later(struct play *p, int seat, int64_t wait)
{
	p->seats[seat].ping_at =
		p->now + (wait > PLAY_AGAIN_MS ? wait : PLAY_AGAIN_MS);
}

void play_ping_again(struct play *p)
{
	for (int i = 0; i < PLAY_SEATS; i++) {
		struct play_seat *s = &p->seats[i];

		if (s->pinged && s->ping_at && p->now >= s->ping_at)
			play_ping(p, i);
		if (!s->ask_at || p->now < s->ask_at)
			continue;
		s->ask_at = 0;
		if (play_ready(s))
			player_ask_again(s->player);
	}
}

const struct player *play_associate(const struct play *p, int person)
{
	for (int d = 1; d <= FLOW_DEVICES; d++) {
		const struct player *x = p->seats[PLAY_SEAT(person, d)].player;

		if (x && id_is(&x->me))
			return x;
	}
	return NULL;
}

/* Does the template suit this chat now? */
static bool suits(const struct play *p, const struct wire_template *t,
	const struct wire_chat *c)
{
	int64_t local = p->io->clock(p->io->ctx) + PLAY_OFFSET;
	int minute = (int)(local / 60000000 % 1440);

	return t->use == WIRE_USE_GREETING && t->lang == c->lang &&
		greet_page(t->pages, c->url) &&
		greet_hour(t->from, t->until, minute);
}

char *play_greeting(const struct play *p, const struct player *who)
{
	const struct wire_chat *c = player_live(who);
	int64_t local = p->io->clock(p->io->ctx) + PLAY_OFFSET;
	struct greet_facts facts = {{NULL}};
	char *text = NULL;

	if (!c)
		return NULL;
	facts.value[GREET_TIME_OF_DAY] = greet_time_of_day(
		(int)(local / 60000000 % 1440), (enum wire_lang)c->lang);
	facts.value[GREET_SHOPPER] = c->name;
	facts.value[GREET_ASSOCIATE] = who->name;
	facts.value[GREET_PRODUCT] = c->product;
	facts.value[GREET_GROUP] = who->group;
	facts.value[GREET_SHOP] = who->shop;
	for (const struct player_note *n = who->templates.first; n && !text;
		n = n->next) {
		if (suits(p, &n->msg.template, c) &&
			greet_fill(n->msg.template.text, &facts, &text))
			text = NULL;
	}
	return text;
}
