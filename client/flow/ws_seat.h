/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_WS_SEAT_H
#define CLIENT_FLOW_WS_SEAT_H

/*
 * The connection of one seat (play.h), with what it suffers.  Faults happen to
 * whole messages on their way to and from the socket, and so on the real wire:
 * what is sent twice goes out twice, what is late is late.  A proxy between
 * the sockets could only be late or cut: TCP neither doubles nor swaps, and
 * under TLS a proxy does not know where a message ends.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/flow/play.h"
#include "client/link/ws_sock.h"

struct ws_seat;

struct ws_seat_handlers {
	void *ctx;
	void (*up)(void *ctx, int seat); /* hello may be said */
	void (*message)(void *ctx, int seat, const struct wire_msg *msg);
	void (*lost)(void *ctx, int seat, enum err why);
	void (*late)(void *ctx); /* ws_seat_due has something new */
};

/* NULL: no memory.  Nothing is connected yet. */
struct ws_seat *ws_seat_new(struct ws_net *net, int seat,
	enum ws_sock_side side, const struct ws_seat_handlers *handlers);
void ws_seat_destroy(struct ws_seat **s);

/* Connects; up or lost follows.  ERR_NOMEM. */
enum err ws_seat_open(struct ws_seat *s);
/* Closes without a word; what is still late is lost. */
void ws_seat_close(struct ws_seat *s);

/* Sends, as the fault has it.  hello, ping and resume are never doubled or
 * swapped: that would be another program's fault. */
void ws_seat_send(struct ws_seat *s, const struct wire_msg *msg, int64_t now);
void ws_seat_fault(
	struct ws_seat *s, enum play_fault fault, int64_t ms, int64_t now);

/* When the next late message is due, INT64_MAX: none is late; and what is due
 * now goes on its way. */
int64_t ws_seat_due(const struct ws_seat *s);
void ws_seat_tick(struct ws_seat *s, int64_t now);

#endif
