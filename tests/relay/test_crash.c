/* SPDX-License-Identifier: MIT */
/*
 * The relay is killed by SIGKILL again and again, at random moments while
 * chats are going on and now and then while it starts.  Each time everything
 * that it had acknowledged is there, once and in order; what it had not is
 * sent again under the same key; live chats go on; and what was ringing rings
 * on with the time that is left.
 *
 * CRASH_ROUNDS and CRASH_SEED change the run; the seed is printed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

#define CHATS 3
#define MOST 40000  /* messages of one side, entries of one chat */
#define IN_FLIGHT 6 /* messages that one side has unanswered, at most */

enum { ASSOCIATE, SHOPPER, SIDES };

struct side {
	struct wsclient *c;
	char token[RELAYPROC_TOKEN];
	int sent;        /* messages 1 to `sent` have been sent, */
	int answered;    /* 1 to `answered` acknowledged */
	int acked[MOST]; /* in this place; 0: not */
	int seen[MOST];  /* where it stands in the log; 0: not there */
	int last_seen;   /* the latest of its messages in the log */
};

struct chat {
	char id[32];
	int upto; /* entries 1 to `upto` have been read back */
	struct side sides[SIDES];
};

static struct relayproc relay;
static struct chat chats[CHATS];
static struct side waiting;              /* a shopper whose request rings */
static char free_token[RELAYPROC_TOKEN]; /* the associate whom it rings */
static char ringing[32];                 /* its chat */
static long rang;                        /* ms: when it was seen first, */
static long long rang_left;              /* with so much time left */
static unsigned seed;

static unsigned roll(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % n;
}

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static const char *must(const char *m, const char *what)
{
	if (!m)
		fail_msg("seed %u: %s did not come", seed, what);
	return m;
}

/* ---- the setting ---- */

static void make_associate(int i, char token[RELAYPROC_TOKEN])
{
	char address[40];

	snprintf(address, sizeof(address), "a%d@suzume.example", i);
	relayproc_associate(&relay, "suzume", address, address, token);
}

static void make_available(struct wsclient *a)
{
	wsclient_say(a, "{\"t\":\"available\",\"ref\":\"v\",\"on\":true}");
	must(wsclient_expect(a, "ok"), "ok");
}

static void first_words(struct side *s, char chat[32])
{
	wsclient_say(s->c,
		"{\"t\":\"say\",\"ref\":\"0\",\"key\":\"first\","
		"\"text\":\"hello\"}");
	wsclient_member(
		must(wsclient_expect(s->c, "ok"), "ok"), "chat", chat, 32);
}

static void begin_chat(struct chat *chat)
{
	struct side *a = &chat->sides[ASSOCIATE], *s = &chat->sides[SHOPPER];

	a->c = relayproc_as_associate(&relay, a->token);
	make_available(a->c);
	s->c = relayproc_as_shopper(&relay, "suzume", s->token);
	first_words(s, chat->id);
	must(wsclient_expect(a->c, "ring"), "ring");
	wsclient_sayf(a->c, "{\"t\":\"accept\",\"ref\":\"1\",\"chat\":\"%s\"}",
		chat->id);
	must(wsclient_expect(a->c, "ok"), "ok");
}

static int setup(void **state)
{
	struct wsclient *a;
	const char *m;

	(void)state;
	relayproc_init(&relay, "-o", "message_rate=100000", "-o",
		"log_level=warn", NULL);
	relayproc_retailer(&relay, "suzume");
	for (int i = 0; i < CHATS; i++) {
		make_associate(i, chats[i].sides[ASSOCIATE].token);
		begin_chat(&chats[i]);
	}
	make_associate(CHATS, free_token);
	a = relayproc_as_associate(&relay, free_token);
	make_available(a);
	waiting.c = relayproc_as_shopper(&relay, "suzume", waiting.token);
	first_words(&waiting, ringing);
	m = must(wsclient_expect(a, "ring"), "ring");
	rang = now_ms();
	rang_left = wsclient_number(m, "left");
	wsclient_close(&a);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	for (int i = 0; i < CHATS; i++) {
		wsclient_close(&chats[i].sides[ASSOCIATE].c);
		wsclient_close(&chats[i].sides[SHOPPER].c);
	}
	wsclient_close(&waiting.c);
	relayproc_fini(&relay);
	return 0;
}

/* ---- talking ---- */

static void say(struct chat *chat, int side, int n)
{
	wsclient_sayf(chat->sides[side].c,
		"{\"t\":\"say\",\"ref\":\"%d\",\"chat\":\"%s\","
		"\"key\":\"%c%d\",\"text\":\"number %d\"}",
		n, chat->id, side == ASSOCIATE ? 'a' : 's', n, n);
}

/* What an acknowledgement says must be so for ever. */
static void note_ack(struct side *s, const char *m)
{
	int n = (int)wsclient_number(m, "ref");
	int seq = (int)wsclient_number(m, "seq");

	assert_in_range(n, 1, s->sent);
	assert_in_range(seq, 1, MOST - 1);
	if (s->acked[n] && s->acked[n] != seq)
		fail_msg(
			"message %d was at %d, now at %d", n, s->acked[n], seq);
	s->acked[n] = seq;
	if (n > s->answered)
		s->answered = n;
}

/* Reads one message within so many ms and notes it if it is an
 * acknowledgement; -1: none came. */
static int hear(struct side *s, int ms)
{
	const char *m = wsclient_read_within(s->c, ms);
	char type[32];

	if (!m)
		return -1;
	wsclient_member(m, "t", type, sizeof(type));
	if (strcmp(type, "error") == 0)
		fail_msg("seed %u: %s", seed, m);
	if (strcmp(type, "ok") != 0)
		return 0;
	note_ack(s, m);
	return 1;
}

static struct side *side_of(int i)
{
	return &chats[i / SIDES].sides[i % SIDES];
}

static void wait_for_any(void)
{
	struct pollfd fds[CHATS * SIDES];

	for (int i = 0; i < CHATS * SIDES; i++)
		fds[i] = (struct pollfd){side_of(i)->c->fd, POLLIN, 0};
	if (poll(fds, CHATS * SIDES, WSCLIENT_DEADLINE) <= 0)
		fail_msg("seed %u: the relay says nothing", seed);
}

/* All sides talk, each with some messages in flight, until so many have been
 * acknowledged; then it is killed in the middle, and what had been on its way
 * is heard. */
static void talk_and_kill(void)
{
	int wanted = (int)roll(150), window = 1 + (int)roll(IN_FLIGHT);
	int got = 0, heard;

	for (;;) {
		for (int i = 0; i < CHATS * SIDES; i++) {
			struct side *s = side_of(i);

			while (s->sent < s->answered + window)
				say(&chats[i / SIDES], i % SIDES, ++s->sent);
		}
		if (got >= wanted)
			break;
		wait_for_any();
		for (int i = 0; i < CHATS * SIDES; i++) {
			while ((heard = hear(side_of(i), 0)) >= 0)
				got += heard;
		}
	}
	relayproc_kill(&relay);
	for (int i = 0; i < CHATS * SIDES; i++) {
		while (hear(side_of(i), WSCLIENT_DEADLINE) >= 0)
			;
	}
}

/* ---- coming back ---- */

/* The log has one entry more. */
static void read_entry(struct chat *chat, const char *m)
{
	char key[48];
	struct side *s;
	int n;

	assert_int_equal(wsclient_number(m, "seq"), chat->upto + 1);
	chat->upto++;
	wsclient_member(m, "key", key, sizeof(key));
	if (key[0] != 'a' && key[0] != 's')
		return;
	s = &chat->sides[key[0] == 'a' ? ASSOCIATE : SHOPPER];
	n = atoi(key + 1);
	assert_in_range(n, 1, s->sent);
	if (s->seen[n])
		fail_msg("%s stands at %d and at %d", key, s->seen[n],
			chat->upto);
	s->seen[n] = chat->upto;
	if (n < s->last_seen)
		fail_msg("%s comes after %d", key, s->last_seen);
	s->last_seen = n;
}

static void read_back(struct chat *chat, int side)
{
	struct wsclient *c = chat->sides[side].c;
	char type[32], more[8] = "true";

	while (strcmp(more, "true") == 0) {
		const char *m;

		wsclient_sayf(c,
			"{\"t\":\"resume\",\"ref\":\"0\",\"chat\":\"%s\","
			"\"after\":%d}",
			chat->id, chat->upto);
		for (;;) {
			m = must(wsclient_read(c), "replayed");
			wsclient_member(m, "t", type, sizeof(type));
			if (strcmp(type, "replayed") == 0)
				break;
			if (strcmp(type, "entry") == 0)
				read_entry(chat, m);
		}
		wsclient_member(m, "more", more, sizeof(more));
	}
}

static void check_side(const struct side *s)
{
	for (int n = 1; n <= s->sent; n++) {
		if (s->acked[n] && s->seen[n] != s->acked[n])
			fail_msg("seed %u: message %d was acknowledged at %d "
				 "and stands at %d",
				seed, n, s->acked[n], s->seen[n]);
	}
}

/* The same keys again; each must be answered. */
static void repeat_unanswered(struct chat *chat, int side)
{
	struct side *s = &chat->sides[side];

	for (int n = s->answered + 1; n <= s->sent; n++)
		say(chat, side, n);
	while (s->answered < s->sent) {
		if (hear(s, WSCLIENT_DEADLINE) < 0)
			fail_msg("seed %u: no answer to the repetition", seed);
	}
}

/* Until ready is said; the chat must be live. */
static struct wsclient *come_back(const struct chat *chat, int side)
{
	const struct side *s = &chat->sides[side];
	struct wsclient *c = wsclient_open(relay.port,
		side == ASSOCIATE ? "/v1/associate" : "/v1/shopper", NULL);
	char phase[16];

	assert_non_null(c);
	wsclient_sayf(c,
		"{\"t\":\"hello\",\"version\":1,\"retailer\":\"suzume\","
		"\"token\":\"%s\"}",
		s->token);
	wsclient_member(must(wsclient_expect(c, "chat"), "chat"), "phase",
		phase, sizeof(phase));
	assert_string_equal(phase, "live");
	must(wsclient_expect(c, "ready"), "ready");
	return c;
}

/* On a new connection: what it hears first is what it asks for. */
static void return_to(struct chat *chat, int side)
{
	wsclient_close(&chat->sides[side].c);
	chat->sides[side].c = come_back(chat, side);
}

static void check_ringing(void)
{
	struct wsclient *a = wsclient_open(relay.port, "/v1/associate", "");
	long long left, due;
	char chat[32];
	const char *m;

	due = rang_left - (now_ms() - rang);
	if (due > 5000) {
		wsclient_sayf(a,
			"{\"t\":\"hello\",\"version\":1,\"token\":\"%s\"}",
			free_token);
		m = must(wsclient_expect(a, "ring"), "the ring");
		wsclient_member(m, "chat", chat, sizeof(chat));
		assert_string_equal(chat, ringing);
		left = wsclient_number(m, "left");
		/* The clock on the wall may be a little off ours. */
		assert_in_range(left, due - 2000, due + 200);
	}
	wsclient_close(&a);
}

static void round_of(int n)
{
	talk_and_kill();
	if (roll(5) == 0)
		relayproc_start_and_kill(&relay, (int)roll(40));
	relayproc_start(&relay);
	for (int i = 0; i < CHATS; i++) {
		struct chat *chat = &chats[i];

		return_to(chat, ASSOCIATE);
		return_to(chat, SHOPPER);
		read_back(chat, n % SIDES);
		check_side(&chat->sides[ASSOCIATE]);
		check_side(&chat->sides[SHOPPER]);
		repeat_unanswered(chat, ASSOCIATE);
		repeat_unanswered(chat, SHOPPER);
	}
	check_ringing();
}

static int number_from(const char *name, int standard)
{
	const char *s = getenv(name);

	return s ? atoi(s) : standard;
}

static void test_killed_under_load(void **state)
{
	int rounds = number_from("CRASH_ROUNDS", 100);

	(void)state;
	seed = (unsigned)number_from("CRASH_SEED", 20261122);
	printf("# seed %u, %d rounds\n", seed, rounds);
	for (int n = 0; n < rounds; n++)
		round_of(n);
	for (int i = 0; i < CHATS; i++) {
		return_to(&chats[i], SHOPPER);
		read_back(&chats[i], SHOPPER);
		check_side(&chats[i].sides[ASSOCIATE]);
		check_side(&chats[i].sides[SHOPPER]);
		assert_int_equal(chats[i].sides[ASSOCIATE].last_seen,
			chats[i].sides[ASSOCIATE].sent);
		assert_int_equal(chats[i].sides[SHOPPER].last_seen,
			chats[i].sides[SHOPPER].sent);
		printf("# chat %d: %d entries\n", i, chats[i].upto);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_killed_under_load),
	};

	return cmocka_run_group_tests_name("crash", tests, setup, teardown);
}
