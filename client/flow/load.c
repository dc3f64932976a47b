/* SPDX-License-Identifier: MIT */
/*
 * Three phases: everybody comes and the chats are begun, at a rate; it is
 * measured for a span; what is still under way is waited for.  An associate and
 * a shopper are told apart by their number.  Connections that are lost are
 * counted and stay lost: to hide them would be to flatter.
 */
#include "client/flow/load.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/limits.h"
#include "shared/mem.h"

/* clang-format off */
#define SECOND    INT64_C(1000000)
#define GATHER_US (120 * SECOND) /* for the last who comes to be in a chat */
#define DRAIN_US  (10 * SECOND)  /* for the last answers */
#define AGAIN_US  (2 * SECOND)   /* until a shopper asks again */
#define REACT_US  SECOND         /* in which an associate accepts */
#define JOINING   64             /* connections that are made at once */
#define PENDING   32             /* messages of one person on their way */
#define RINGS     8              /* that one associate has heard */
#define NEVER     INT64_MAX
/* clang-format on */

enum phase { GATHER, MEASURE, DRAIN, OVER };

struct pending {
	unsigned ref;     /* 0: free */
	int64_t intended; /* us */
	bool answered, arrived;
};

struct person {
	struct wire_hello hello;
	bool up;
	bool ready; /* associate: available */
	bool asked; /* shopper: waits for somebody; associate: accepts */
	bool live;
	struct id chat;
	struct id rings[RINGS]; /* associate: what rings, the first asked for */
	unsigned refs;
	int said;
	struct pending pending[PENDING];
};

struct load {
	struct load_config config;
	const struct crowd_io *io;
	enum phase phase;
	int n, joined, joining, live;
	struct person *people;
	int64_t *due;   /* of each: when the next message should go out */
	int64_t next;   /* none is before this */
	int64_t until;  /* of the phase */
	int64_t ask_at; /* when the next shopper asks */
	int64_t began;  /* measuring */
	int n_pending;
	struct load_result result;
};

struct load *load_new(
	const struct load_config *config, const struct crowd_io *io)
{
	struct load *l = mem_zero(sizeof(*l));

	if (!l)
		return NULL;
	l->config = *config;
	l->io = io;
	l->n = config->associates + config->shoppers;
	l->next = NEVER;
	l->result.wanted = config->associates < config->shoppers
		? config->associates
		: config->shoppers;
	l->people = mem_zero((size_t)l->n * sizeof(*l->people));
	l->due = mem_zero((size_t)l->n * sizeof(*l->due));
	if (!l->people || !l->due)
		load_destroy(&l);
	for (int i = 0; l && i < l->n; i++)
		l->due[i] = NEVER;
	return l;
}

void load_destroy(struct load **l)
{
	if (!*l)
		return;
	mem_free((*l)->people);
	mem_free((*l)->due);
	mem_free(*l);
	*l = NULL;
}

static bool is_associate(const struct load *l, int who)
{
	return who < l->config.associates;
}

static void set_due(struct load *l, int who, int64_t at)
{
	l->due[who] = at;
	if (at < l->next)
		l->next = at;
}

/* An exponential span around the mean, as between people who do not know of
 * each other; whole milliseconds, since the loop wakes at no others. */
static int64_t think(const struct load *l)
{
	double u = ((double)(l->io->random(l->io->ctx) >> 11) + 1) / 0x1p53;

	return (int64_t)(-log(u) * (double)l->config.think / 1000) * 1000;
}

/* ---- coming ---- */

static void join_some(struct load *l)
{
	while (l->joined < l->n && l->joining < JOINING) {
		int who = l->joined;
		struct person *p = &l->people[who];

		/* Shoppers come to a shop that is staffed. */
		if (who == l->config.associates && l->joining > 0)
			return;
		if (is_associate(l, who))
			p->hello.token = l->config.tokens[who];
		else
			p->hello = (struct wire_hello){
				.retailer = l->config.retailer};
		l->joined++;
		l->joining++;
		l->io->join(l->io->ctx, who, is_associate(l, who), &p->hello);
	}
}

static void count_error(struct load *l, enum err e)
{
	l->result.errors[e]++;
}

static void put(struct load *l, int who, enum wire_type type, const char *ref,
	struct wire_msg *msg)
{
	enum err e;

	msg->type = type;
	msg->ref = ref;
	e = l->io->send(l->io->ctx, who, msg);
	if (e)
		count_error(l, e);
}

static void leave_chat(struct load *l, int who, int64_t now)
{
	struct person *p = &l->people[who];

	if (p->live && is_associate(l, who))
		l->live--;
	p->live = p->asked = false;
	p->chat = (struct id){""};
	p->said = 0;
	set_due(l, who, p->up ? now + AGAIN_US : NEVER);
}

static void up(void *self, int who, bool is_up, enum err why, int64_t now)
{
	struct load *l = self;
	struct person *p = &l->people[who];

	if (!p->up)
		l->joining--;
	p->up = is_up;
	if (!is_up) {
		l->result.lost[why]++;
		leave_chat(l, who, now);
	} else {
		set_due(l, who, l->ask_at);
		l->ask_at += SECOND / l->config.rate;
		if (l->ask_at < now)
			l->ask_at = now;
	}
	join_some(l);
}

/* ---- writing, by plan ---- */

static struct pending *pending_of(struct person *p, unsigned ref)
{
	for (int i = 0; i < PENDING; i++)
		if (p->pending[i].ref == ref)
			return &p->pending[i];
	return NULL;
}

static void settle(struct load *l, struct pending *m)
{
	if (!m->answered || !m->arrived)
		return;
	m->ref = 0;
	l->n_pending--;
}

static void give_up(struct load *l, struct pending *m)
{
	l->result.unanswered += !m->answered;
	l->result.undelivered += !m->arrived;
	m->answered = m->arrived = true;
	settle(l, m);
}

/* The relay gets a key of who and which, by which the other side knows when
 * it should have been there. */
static void say(struct load *l, int who, int64_t intended)
{
	struct person *p = &l->people[who];
	char key[LIMIT_KEY], ref[16];
	struct wire_msg msg = {
		.say = {.chat = p->chat,
			.key = key,
			.text = "Do you have this in another "
				"colour? それとも在庫だけですか？"}};
	struct pending *m = pending_of(p, 0);

	if (!m) {
		m = &p->pending[p->refs % PENDING];
		give_up(l, m);
	}
	*m = (struct pending){.ref = ++p->refs, .intended = intended};
	l->n_pending++;
	l->result.sent++;
	snprintf(ref, sizeof(ref), "%u", m->ref);
	snprintf(key, sizeof(key), "%d-%u", who, m->ref);
	put(l, who, WIRE_T_SAY, ref, &msg);
}

static void request(struct load *l, int who)
{
	struct wire_msg msg = {.say = {.text = "こんにちは"}};
	struct person *p = &l->people[who];
	char key[LIMIT_KEY];

	p->asked = true;
	snprintf(key, sizeof(key), "%d-ask-%u", who, ++p->refs);
	msg.say.key = key;
	put(l, who, WIRE_T_SAY, "ask", &msg);
}

static void write_next(struct load *l, int who)
{
	struct wire_msg end = {.end = {.chat = l->people[who].chat}};
	struct person *p = &l->people[who];
	int64_t intended = l->due[who];

	if (is_associate(l, who) && l->config.turns &&
		p->said >= l->config.turns) {
		set_due(l, who, NEVER);
		put(l, who, WIRE_T_END, "end", &end);
		return;
	}
	p->said++;
	set_due(l, who, intended + think(l) + 1000);
	say(l, who, intended);
}

/* ---- hearing ---- */

/* People need a moment to see that it rings. */
static void consider(struct load *l, int who, int64_t now)
{
	struct person *p = &l->people[who];
	uint64_t n = l->io->random(l->io->ctx);

	if (!p->live && p->ready)
		set_due(l, who,
			id_is(&p->rings[0]) && !p->asked
				? now + (int64_t)(n % REACT_US)
				: NEVER);
}

/* More than there is room for are left to others. */
static void heard_ring(
	struct load *l, int who, const struct wire_ring *ring, int64_t now)
{
	struct person *p = &l->people[who];
	int i = 0;

	while (i < RINGS && id_is(&p->rings[i]) &&
		!id_same(&p->rings[i], &ring->chat))
		i++;
	if (i < RINGS)
		p->rings[i] = ring->chat;
	if (i == 0)
		consider(l, who, now);
}

/* It rings no more here: false when it did not. */
static bool forget_ring(struct person *p, const struct id *chat)
{
	int i = 0;

	while (i < RINGS && !id_same(&p->rings[i], chat))
		i++;
	if (i == RINGS)
		return false;
	memmove(&p->rings[i], &p->rings[i + 1],
		(size_t)(RINGS - 1 - i) * sizeof(p->rings[0]));
	p->rings[RINGS - 1] = (struct id){""};
	p->asked = p->asked && i > 0;
	return true;
}

static void heard_ring_over(
	struct load *l, int who, const struct id *chat, int64_t now)
{
	if (forget_ring(&l->people[who], chat))
		consider(l, who, now);
}

static void heard_chat(
	struct load *l, int who, const struct wire_chat *chat, int64_t now)
{
	struct person *p = &l->people[who];

	if (is_associate(l, who)) /* whoever accepts hears of no other end */
		(void)forget_ring(p, &chat->chat);
	if (chat->phase == WIRE_PHASE_LIVE && !p->live) {
		p->live = true;
		p->asked = false;
		p->chat = chat->chat;
		set_due(l, who,
			l->phase == MEASURE ? now / 1000 * 1000 + think(l)
					    : NEVER);
		if (!is_associate(l, who))
			return;
		l->result.begun++;
		if (++l->live > l->result.chats)
			l->result.chats = l->live;
	} else if (chat->phase == WIRE_PHASE_ENDED) {
		l->result.ended += p->live && is_associate(l, who);
		leave_chat(l, who, now);
	}
}

static void heard_entry(
	struct load *l, int who, const struct wire_entry *e, int64_t now)
{
	struct wire_msg seen = {.seen = {.chat = e->chat,
					.seq = e->seq,
					.mark = WIRE_MARK_DELIVERED}};
	struct pending *m;
	unsigned ref;
	int from;

	if (e->kind != WIRE_KIND_TEXT || !e->key ||
		sscanf(e->key, "%d-%u", &from, &ref) != 2 || from == who ||
		from < 0 || from >= l->n || ref == 0)
		return;
	put(l, who, WIRE_T_SEEN, NULL, &seen);
	m = pending_of(&l->people[from], ref);
	if (!m || m->arrived)
		return;
	m->arrived = true;
	l->result.arrived++;
	tally_add(&l->result.delivery, now - m->intended);
	settle(l, m);
}

static void heard_ok(struct load *l, int who, const char *ref, int64_t now)
{
	struct pending *m;
	unsigned n = (unsigned)strtoul(ref, NULL, 10);

	if (strcmp(ref, "on") == 0)
		l->people[who].ready = true;
	m = n ? pending_of(&l->people[who], n) : NULL;
	if (!m || m->answered)
		return;
	m->answered = true;
	l->result.answered++;
	tally_add(&l->result.ack, now - m->intended);
	settle(l, m);
}

/* Whoever is put off while all are still coming tries again; a colleague who
 * was faster is no error. */
static void heard_error(
	struct load *l, int who, const struct wire_msg *msg, int64_t now)
{
	enum err e = err_from_name(msg->error.code);
	const char *ref = msg->ref ? msg->ref : "";
	struct person *p = &l->people[who];
	unsigned n = (unsigned)strtoul(ref, NULL, 10);
	struct pending *m = n ? pending_of(p, n) : NULL;
	bool setting_up = strcmp(ref, "on") == 0 || strcmp(ref, "ask") == 0;

	if (setting_up) {
		p->asked = false;
		set_due(l, who, now + AGAIN_US);
	}
	if (m && e == ERR_OVER && l->config.turns) {
		/* The chat ended in that moment, by plan: it was not said. */
		l->result.sent--;
		m->answered = m->arrived = true;
		settle(l, m);
		return;
	}
	if (strcmp(ref, "accept") != 0 && !(setting_up && e == ERR_FULL))
		count_error(l, e == ERR_COUNT ? ERR_TYPE : e);
	if (m)
		give_up(l, m);
}

static void heard(void *self, int who, const struct wire_msg *msg, int64_t now)
{
	struct load *l = self;

	if (msg->type == WIRE_T_CHAT)
		heard_chat(l, who, &msg->chat, now);
	else if (msg->type == WIRE_T_RING)
		heard_ring(l, who, &msg->ring, now);
	else if (msg->type == WIRE_T_RING_OVER)
		heard_ring_over(l, who, &msg->ring_over.chat, now);
	else if (msg->type == WIRE_T_ENTRY)
		heard_entry(l, who, &msg->entry, now);
	else if (msg->type == WIRE_T_OK && msg->ref)
		heard_ok(l, who, msg->ref, now);
	else if (msg->type == WIRE_T_ERROR)
		heard_error(l, who, msg, now);
}

/* ---- phases ---- */

void load_start(struct load *l, int64_t now)
{
	/* Everybody comes at a rate, and that takes as long as it takes. */
	l->until = now + l->n * SECOND / l->config.rate + GATHER_US;
	l->ask_at = now / 1000 * 1000;
	join_some(l);
}

static bool gathered(const struct load *l)
{
	return l->live >= l->result.wanted;
}

static void begin_measuring(struct load *l, int64_t now)
{
	l->phase = MEASURE;
	l->began = now / 1000 * 1000;
	l->until = l->began + l->config.span;
	for (int i = 0; i < l->n; i++)
		if (l->people[i].live)
			set_due(l, i, l->began + think(l));
}

void load_stop(struct load *l, int64_t now)
{
	if (l->phase >= DRAIN)
		return;
	l->result.span = l->phase == MEASURE ? now - l->began : 0;
	l->phase = DRAIN;
	l->until = now + DRAIN_US;
}

static void end(struct load *l)
{
	for (int i = 0; i < l->n; i++)
		for (int j = 0; j < PENDING; j++)
			if (l->people[i].pending[j].ref)
				give_up(l, &l->people[i].pending[j]);
	assert(l->n_pending == 0);
	l->phase = OVER;
}

static void next_phase(struct load *l, int64_t now)
{
	if (l->phase == GATHER && (gathered(l) || now >= l->until))
		begin_measuring(l, now);
	else if (l->phase == MEASURE && now >= l->until)
		load_stop(l, now);
	if (l->phase == DRAIN && (l->n_pending == 0 || now >= l->until))
		end(l);
}

static void prepare(struct load *l, int who)
{
	struct person *p = &l->people[who];
	struct wire_msg on = {.available = {.on = true}};
	struct wire_msg accept = {.accept = {.chat = p->rings[0]}};

	set_due(l, who, NEVER);
	if (!is_associate(l, who)) {
		if (!p->asked)
			request(l, who);
	} else if (!p->ready) {
		put(l, who, WIRE_T_AVAILABLE, "on", &on);
	} else if (id_is(&p->rings[0])) {
		p->asked = true;
		put(l, who, WIRE_T_ACCEPT, "accept", &accept);
	}
}

static void act(struct load *l, int who)
{
	if (l->people[who].live)
		write_next(l, who);
	else
		prepare(l, who);
}

static void tick(void *self, int64_t now)
{
	struct load *l = self;

	next_phase(l, now);
	l->next = NEVER;
	for (int i = 0; i < l->n && l->phase < DRAIN; i++) {
		while (l->due[i] <= now)
			act(l, i);
		if (l->due[i] < l->next)
			l->next = l->due[i];
	}
}

static int64_t deadline(const void *self)
{
	const struct load *l = self;

	if (l->phase == OVER)
		return NEVER;
	if ((l->phase == GATHER && gathered(l)) ||
		(l->phase == DRAIN && l->n_pending == 0))
		return 0;
	return l->phase < DRAIN && l->next < l->until ? l->next : l->until;
}

struct crowd_play load_play(struct load *l)
{
	return (struct crowd_play){.self = l,
		.up = up,
		.heard = heard,
		.tick = tick,
		.deadline = deadline};
}

bool load_over(const struct load *l)
{
	return l->phase == OVER;
}

const struct load_result *load_result(const struct load *l)
{
	return &l->result;
}
