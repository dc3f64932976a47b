/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_WS_SOCK_H
#define CLIENT_LINK_WS_SOCK_H

/*
 * One WebSocket connection to a relay: looked up, connected, messages in and
 * out, closed with a reason.  It has no policy: who says hello, when to try
 * again and what is lost with a connection is decided above it (ws_link.h for
 * people's terminals, client/flow/ for players).  Any number of connections
 * share a ws_net: no thread, no certificate store for each.
 *
 * All handlers are called on the loop's thread, out of ws_loop_run.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/wire.h"

struct ws_net;  /* a relay, as connections reach it */
struct ws_sock; /* a connection, or the attempt at one */
struct ws_loop;
struct http_api;
struct http_url;

enum ws_sock_side { WS_SOCK_ASSOCIATE, WS_SOCK_SHOPPER };

struct ws_sock_handlers {
	void *ctx;
	/* Connected: the first message is ours, and is hello. */
	void (*up)(void *ctx);
	/* Lent for the call; bye, too.  What cannot be read is passed over: a
	 * relay can never end its clients.  The socket may be closed here. */
	void (*message)(void *ctx, const struct wire_msg *msg);
	/* It is over, or never came about.  `why` is what the relay said last
	 * (bye), else ERR_CLOSE, ERR_IO (no such host), ERR_CONFIG (TLS) or
	 * ERR_NOMEM; wait: the ms that it asked to be left alone.  Nothing
	 * follows; the socket is to be closed. */
	void (*lost)(void *ctx, enum err why, int64_t wait);
};

/* `url` as http_url_split; `ca` is a file of trusted certificates, NULL: the
 * system's.  Copies both.  Takes the loop's wake handler.  ERR_CONFIG, ERR_IO
 * (a file that cannot be used), ERR_NOMEM. */
enum err ws_net_new(struct ws_loop *loop, const char *url, const char *ca,
	struct ws_net **out);
/* After its last socket. */
void ws_net_destroy(struct ws_net **n);

/* For requests over HTTP to the same relay.  Lends. */
struct http_api *ws_net_api(struct ws_net *n);
const struct http_url *ws_net_url(const struct ws_net *n);

/* Begins to connect; up or lost follows, never out of this call.  NULL: no
 * memory. */
struct ws_sock *ws_sock_open(struct ws_net *n, enum ws_sock_side side,
	const struct ws_sock_handlers *handlers);

/* Queues a message.  ERR_CLOSE: it is not up; ERR_FULL: too many wait;
 * ERR_SIZE, ERR_NOMEM. */
enum err ws_sock_send(struct ws_sock *s, const struct wire_msg *msg);

/* How many messages wait to be written. */
int ws_sock_waiting(const struct ws_sock *s);

/* Lets go of it at once, without a word to the other side; no handler is
 * called any more.  From any handler, too. */
void ws_sock_close(struct ws_sock **s);

#endif
