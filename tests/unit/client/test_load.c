/* SPDX-License-Identifier: MIT */
/* A crowd on a relay made of memory, whose time is the test's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "client/flow/load.h"

#define PEOPLE 400 /* at most */
#define SECOND INT64_C(1000000)
#define STEP (SECOND / 10)
#define MOST 600 /* seconds, after which a load that is not over hangs */

static const struct wire_msg nothing = {.ref = NULL};

/* What a message that was sent is answered with, a step later. */
struct mail {
	int who;
	enum wire_type type;
	char ref[16];
};

struct bed {
	struct load *load;
	struct crowd_play play;
	int associates;
	int64_t now;
	int joining[PEOPLE], n_joining;
	struct mail mails[PEOPLE * 4];
	int n_mails;
	int free_from; /* the first associate who has no chat yet */
	bool busy;     /* nobody's request rings */
};

static void join(
	void *ctx, int who, bool associate, const struct wire_hello *hello)
{
	struct bed *b = ctx;

	(void)hello;
	assert_int_equal(associate, who < b->associates);
	b->joining[b->n_joining++] = who;
}

static void leave(void *ctx, int who)
{
	(void)ctx;
	(void)who;
}

static enum err take(void *ctx, int who, const struct wire_msg *msg)
{
	struct bed *b = ctx;
	struct mail *m = &b->mails[b->n_mails];

	if (msg->type == WIRE_T_SEEN)
		return ERR_OK;
	assert_in_range(++b->n_mails, 1, PEOPLE * 4);
	*m = (struct mail){.who = who, .type = msg->type};
	snprintf(m->ref, sizeof(m->ref), "%s", msg->ref);
	return ERR_OK;
}

static uint64_t draw(void *ctx)
{
	(void)ctx;
	return UINT64_C(1) << 63; /* everybody thinks for the same time */
}

static void tell(struct bed *b, int who, struct wire_msg msg)
{
	b->play.heard(b->play.self, who, &msg, b->now);
}

/* The chat of a shopper and the associate whom it rings for has a number. */
static struct id chat_of(int associate)
{
	struct id id;

	snprintf(id.s, sizeof(id.s), "%026d", associate);
	return id;
}

static void answer(struct bed *b, const struct mail *m)
{
	struct wire_msg ok = {.type = WIRE_T_OK, .ref = m->ref};
	struct wire_msg ring = nothing, chat = nothing;

	tell(b, m->who, ok);
	if (m->type == WIRE_T_SAY && strcmp(m->ref, "ask") == 0 && !b->busy) {
		ring.type = WIRE_T_RING;
		ring.ring.chat = chat_of(b->free_from);
		tell(b, b->free_from++, ring);
	} else if (m->type == WIRE_T_ACCEPT) {
		chat.type = WIRE_T_CHAT;
		chat.chat.chat = chat_of(m->who);
		chat.chat.phase = WIRE_PHASE_LIVE;
		tell(b, m->who, chat);
		tell(b, b->associates + m->who, chat);
	}
}

static void step(struct bed *b)
{
	struct mail mails[PEOPLE * 4];
	int n = b->n_mails, joining[PEOPLE], n_joining = b->n_joining;

	memcpy(mails, b->mails, sizeof(mails));
	memcpy(joining, b->joining, sizeof(joining));
	b->n_mails = b->n_joining = 0;
	b->now += STEP;
	for (int i = 0; i < n_joining; i++)
		b->play.up(b->play.self, joining[i], true, ERR_OK, b->now);
	for (int i = 0; i < n; i++)
		answer(b, &mails[i]);
	if (b->play.deadline(b->play.self) <= b->now)
		b->play.tick(b->play.self, b->now);
}

static const struct load_result *play(struct bed *b, int chats, int rate)
{
	static const char *const tokens[PEOPLE] = {""};
	const struct load_config config = {.retailer = "demo",
		.tokens = tokens,
		.associates = chats,
		.shoppers = chats,
		.rate = rate,
		.think = SECOND,
		.span = 4 * SECOND};
	const struct crowd_io io = {.ctx = b,
		.join = join,
		.leave = leave,
		.send = take,
		.random = draw};

	b->associates = chats;
	b->load = load_new(&config, &io);
	b->play = load_play(b->load);
	b->now = SECOND;
	load_start(b->load, b->now);
	while (!load_over(b->load) && b->now < MOST * SECOND)
		step(b);
	assert_true(load_over(b->load));
	return load_result(b->load);
}

/* 400 people at two a second come for 200 seconds. */
static void all_come_however_slowly(void **state)
{
	static struct bed b;
	const struct load_result *r = play(&b, 200, 2);

	(void)state;
	assert_int_equal(r->wanted, 200);
	assert_int_equal(r->chats, 200);
	assert_int_equal(r->begun, 200);
	assert_true(b.now >= 200 * SECOND);
	assert_true(r->sent > 0);
	assert_true(r->span >= 4 * SECOND);
	load_destroy(&b.load);
}

/* It is not waited for for ever, and the result says how many were wanted. */
static void whom_nobody_answers_is_missing(void **state)
{
	static struct bed b;
	const struct load_result *r;

	(void)state;
	b.busy = true;
	r = play(&b, 4, 100);
	assert_int_equal(r->chats, 0);
	assert_int_equal(r->wanted, 4);
	assert_in_range(b.now / SECOND, 120, 140);
	load_destroy(&b.load);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_come_however_slowly),
		cmocka_unit_test(whom_nobody_answers_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
