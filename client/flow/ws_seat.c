/* SPDX-License-Identifier: MIT */
#include "client/flow/ws_seat.h"

#include "client/link/ws_loop.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define SEAT_HELD_MS 300 /* a message waits so long for one to swap with */

/* A message on its way, as text. */
struct seat_late {
	struct seat_late *next;
	bool out;
	int64_t due;
	struct buf text;
};

struct ws_seat {
	struct ws_net *net;
	struct ws_sock *sock;
	struct ws_seat_handlers on;
	enum ws_sock_side side;
	int seat;
	enum play_fault fault;
	int64_t ms;
	struct seat_late *late, *held; /* in order; the one to swap */
	bool ticking;
};

struct ws_seat *ws_seat_new(struct ws_net *net, int seat,
	enum ws_sock_side side, const struct ws_seat_handlers *handlers)
{
	struct ws_seat *s = mem_zero(sizeof(*s));

	if (!s)
		return NULL;
	s->net = net;
	s->seat = seat;
	s->side = side;
	s->on = *handlers;
	return s;
}

static void late_free(struct seat_late *l)
{
	if (l)
		buf_fini(&l->text);
	mem_free(l);
}

void ws_seat_close(struct ws_seat *s)
{
	ws_sock_close(&s->sock);
	while (s->late) {
		struct seat_late *l = s->late;

		s->late = l->next;
		late_free(l);
	}
	late_free(s->held);
	s->held = NULL;
}

void ws_seat_destroy(struct ws_seat **sp)
{
	if (*sp)
		ws_seat_close(*sp);
	mem_free(*sp);
	*sp = NULL;
}

/* NULL: no memory; then the message is lost, which is a fault as well. */
static struct seat_late *late_new(
	const struct wire_msg *msg, bool out, int64_t due)
{
	struct seat_late *l = mem_zero(sizeof(*l));

	if (!l)
		return NULL;
	l->out = out;
	l->due = due;
	buf_init(&l->text, 4 * LIMIT_ASSOCIATE_FRAME);
	if (wire_encode(msg, &l->text) == ERR_OK)
		return l;
	late_free(l);
	return NULL;
}

static void put_late(struct ws_seat *s, struct seat_late *l)
{
	struct seat_late **at = &s->late;

	while (*at && (*at)->due <= l->due)
		at = &(*at)->next;
	l->next = *at;
	*at = l;
}

/* Out of the queue, onto the wire or to the player. */
static void deliver(struct ws_seat *s, const struct seat_late *l)
{
	const bool staff = s->side == WS_SOCK_ASSOCIATE;
	const unsigned from = l->out ? (staff ? WIRE_FROM_A : WIRE_FROM_S)
				     : (staff ? WIRE_FROM_RA : WIRE_FROM_RS);
	struct wire_msg msg;

	if (wire_decode(l->text.data, l->text.len, l->text.cap, from, &msg,
		    NULL) == ERR_OK) {
		if (l->out)
			ws_sock_send(s->sock, &msg);
		else
			s->on.message(s->on.ctx, s->seat, &msg);
	}
	wire_fini(&msg);
}

/* ---- the socket's handlers ---- */

static void on_up(void *ctx)
{
	struct ws_seat *s = ctx;

	s->on.up(s->on.ctx, s->seat);
}

static void on_message(void *ctx, const struct wire_msg *msg)
{
	struct ws_seat *s = ctx;
	struct seat_late *l = NULL;

	if (s->fault == PLAY_DELAY || s->late)
		l = late_new(msg, false, ws_loop_now_ms() + s->ms);
	if (!l) {
		s->on.message(s->on.ctx, s->seat, msg);
		return;
	}
	put_late(s, l);
	s->on.late(s->on.ctx);
}

static void on_lost(void *ctx, enum err why, int64_t wait)
{
	struct ws_seat *s = ctx;

	(void)wait;
	ws_seat_close(s);
	s->on.lost(s->on.ctx, s->seat, why);
}

enum err ws_seat_open(struct ws_seat *s)
{
	const struct ws_sock_handlers on = {
		.ctx = s, .up = on_up, .message = on_message, .lost = on_lost};

	ws_seat_close(s);
	s->sock = ws_sock_open(s->net, s->side, &on);
	return s->sock ? ERR_OK : ERR_NOMEM;
}

/* ---- sending ---- */

/* What only this program says of itself. */
static bool is_own(const struct wire_msg *msg)
{
	return msg->type == WIRE_T_HELLO || msg->type == WIRE_T_PING ||
		msg->type == WIRE_T_RESUME || msg->type == WIRE_T_SEEN;
}

static void release(struct ws_seat *s)
{
	struct seat_late *l = s->held;

	s->held = NULL;
	if (l)
		deliver(s, l);
	late_free(l);
}

static void swap(struct ws_seat *s, const struct wire_msg *msg, int64_t now)
{
	if (!s->held) {
		s->held = late_new(msg, true, now + SEAT_HELD_MS);
		return;
	}
	ws_sock_send(s->sock, msg);
	release(s);
}

void ws_seat_send(struct ws_seat *s, const struct wire_msg *msg, int64_t now)
{
	struct seat_late *l;

	if (!s->sock)
		return;
	if (s->fault == PLAY_DELAY) {
		l = late_new(msg, true, now + s->ms);
		if (l)
			put_late(s, l);
	} else if (s->fault == PLAY_REORDER && !is_own(msg)) {
		swap(s, msg, now);
	} else {
		ws_sock_send(s->sock, msg);
		if (s->fault == PLAY_DUPLICATE && !is_own(msg))
			ws_sock_send(s->sock, msg);
	}
}

void ws_seat_fault(
	struct ws_seat *s, enum play_fault fault, int64_t ms, int64_t now)
{
	s->fault = fault;
	s->ms = fault == PLAY_DELAY ? ms : 0;
	release(s);
	if (fault == PLAY_CUT)
		ws_seat_close(s);
	ws_seat_tick(s, now);
}

int64_t ws_seat_due(const struct ws_seat *s)
{
	int64_t due = s->late ? s->late->due : INT64_MAX;

	return s->held && s->held->due < due ? s->held->due : due;
}

void ws_seat_tick(struct ws_seat *s, int64_t now)
{
	if (s->ticking)
		return; /* a message that is delivered may bring us here */
	s->ticking = true;
	if (s->held && s->held->due <= now)
		release(s);
	while (s->late && s->late->due <= now) {
		struct seat_late *l = s->late;

		s->late = l->next;
		deliver(s, l);
		late_free(l);
	}
	s->ticking = false;
}
