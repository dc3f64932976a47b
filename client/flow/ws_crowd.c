/* SPDX-License-Identifier: MIT */
#include "client/flow/ws_crowd.h"

#include <assert.h>
#include <sys/random.h>
#include <time.h>

#include "client/link/ws_loop.h"
#include "client/link/ws_sock.h"
#include "shared/mem.h"

struct seat {
	struct ws_crowd *crowd;
	struct ws_sock *sock;
	const struct wire_hello *hello; /* until it is ready */
};

struct ws_crowd {
	struct ws_loop *loop;
	struct ws_net *net;
	struct crowd_io io;
	struct crowd_play play;
	void (*tell)(void *ctx, const char *text);
	void *tell_ctx;
	int n;
	struct seat *seats;
};

int64_t ws_crowd_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int who(const struct seat *s)
{
	return (int)(s - s->crowd->seats);
}

/* ---- from the sockets ---- */

static void on_up(void *ctx)
{
	struct seat *s = ctx;
	struct wire_msg msg = {.type = WIRE_T_HELLO, .ref = "hello"};

	msg.hello = *s->hello;
	msg.hello.version = WIRE_VERSION;
	if (!msg.hello.client)
		msg.hello.client = "norenflow " NOREN_VERSION;
	/* It is up, and nothing waits: only memory can be out, and then the
	 * relay hangs up on who does not say hello. */
	(void)ws_sock_send(s->sock, &msg);
}

static void on_message(void *ctx, const struct wire_msg *msg)
{
	struct seat *s = ctx;
	const struct crowd_play *p = &s->crowd->play;

	if (msg->type == WIRE_T_READY) {
		s->hello = NULL;
		p->up(p->self, who(s), true, ERR_OK, ws_crowd_now());
	}
	if (s->sock)
		p->heard(p->self, who(s), msg, ws_crowd_now());
}

static void on_lost(void *ctx, enum err why, int64_t wait)
{
	struct seat *s = ctx;
	const struct crowd_play *p = &s->crowd->play;

	(void)wait; /* whoever comes back waits longer than that */
	s->hello = NULL;
	ws_sock_close(&s->sock);
	p->up(p->self, who(s), false, why, ws_crowd_now());
}

/* ---- what players want ---- */

static void join(
	void *ctx, int n, bool associate, const struct wire_hello *hello)
{
	struct ws_crowd *c = ctx;
	struct seat *s = &c->seats[n];
	const struct ws_sock_handlers on = {
		.ctx = s, .up = on_up, .message = on_message, .lost = on_lost};

	assert(n >= 0 && n < c->n && !s->sock);
	s->hello = hello;
	s->sock = ws_sock_open(
		c->net, associate ? WS_SOCK_ASSOCIATE : WS_SOCK_SHOPPER, &on);
}

static void leave(void *ctx, int n)
{
	struct ws_crowd *c = ctx;

	assert(n >= 0 && n < c->n);
	ws_sock_close(&c->seats[n].sock);
}

static enum err crowd_send(void *ctx, int n, const struct wire_msg *msg)
{
	struct ws_crowd *c = ctx;

	assert(n >= 0 && n < c->n);
	return c->seats[n].sock ? ws_sock_send(c->seats[n].sock, msg)
				: ERR_CLOSE;
}

static uint64_t crowd_random(void *ctx)
{
	uint64_t n = 0;

	(void)ctx;
	while (getrandom(&n, sizeof(n), 0) != sizeof(n))
		; /* interrupted */
	return n;
}

static void tell(void *ctx, const char *text)
{
	struct ws_crowd *c = ctx;

	if (c->tell)
		c->tell(c->tell_ctx, text);
}

/* ---- its life ---- */

enum err ws_crowd_new(struct ws_loop *loop, const char *url, const char *ca,
	int people, struct ws_crowd **out)
{
	struct ws_crowd *c = mem_zero(sizeof(*c));
	enum err e = ERR_NOMEM;

	if (!c)
		return e;
	c->loop = loop;
	c->n = people;
	c->seats = mem_zero((size_t)people * sizeof(*c->seats));
	c->io = (struct crowd_io){.ctx = c,
		.join = join,
		.leave = leave,
		.send = crowd_send,
		.random = crowd_random,
		.tell = tell};
	if (c->seats)
		e = ws_net_new(loop, url, ca, &c->net);
	for (int i = 0; !e && i < people; i++)
		c->seats[i].crowd = c;
	if (e)
		ws_crowd_destroy(&c);
	*out = c;
	return e;
}

void ws_crowd_destroy(struct ws_crowd **c)
{
	if (!*c)
		return;
	for (int i = 0; (*c)->seats && i < (*c)->n; i++)
		ws_sock_close(&(*c)->seats[i].sock);
	ws_net_destroy(&(*c)->net);
	mem_free((*c)->seats);
	mem_free(*c);
	*c = NULL;
}

const struct crowd_io *ws_crowd_io(struct ws_crowd *c)
{
	return &c->io;
}

void ws_crowd_tell(
	struct ws_crowd *c, void (*fn)(void *ctx, const char *text), void *ctx)
{
	c->tell = fn;
	c->tell_ctx = ctx;
}

void ws_crowd_play(struct ws_crowd *c, const struct crowd_play *play)
{
	c->play = *play;
}

static void on_deadline(void *ctx)
{
	struct ws_crowd *c = ctx;

	c->play.tick(c->play.self, ws_crowd_now());
}

void ws_crowd_turn(struct ws_crowd *c)
{
	int64_t at = c->play.deadline(c->play.self), in = -1;

	if (at != INT64_MAX) {
		in = (at - ws_crowd_now() + 999) / 1000;
		if (in < 0)
			in = 0;
	}
	ws_loop_after(c->loop, in, on_deadline, c);
}
