/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_WS_CONN_H
#define RELAY_GATE_WS_CONN_H

/*
 * One connection, from accept to close: first it speaks HTTP, then perhaps
 * WebSocket.  It hangs on the library's connection as opaque data, and is the
 * one thing that its callbacks need.
 */
#include <libwebsockets.h>

#include "relay/gate/ws_server.h"

#define WS_CONN_MAGIC 0xc0117

struct ws_reply;

struct ws_conn {
	unsigned magic;
	bool counted; /* in server->peers */
	bool waking;  /* the writeable callback has been asked for */
	bool spoken;  /* in server->spoken */
	struct ws_conn *next, *prev; /* there */
	enum ws_door door;
	struct ws_server *server;
	struct lws *wsi;
	struct peer from;       /* the other end of the socket */
	struct peer peer;       /* who asks: behind a proxy, whom it names */
	struct ws_reply *reply; /* HTTP: the request in hand */
	struct caller *caller;  /* WebSocket */
	struct buf in;          /* WebSocket: fragments of a message */
	/* Between the handshake's check and its end: */
	enum caller_kind kind;
	char *origin;
};

/* The connection of a callback; NULL before it was adopted. */
struct ws_conn *ws_conn_of(struct lws *wsi);

/* Gives; NULL: no memory. */
struct ws_conn *ws_conn_new(
	struct ws_server *s, enum ws_door door, const struct peer *peer);
/* Uncounts and frees it. */
void ws_conn_destroy(struct ws_conn **c);

/* Behind a proxy that is trusted: this request is of whom the proxy names, and
 * the connection counts there.  ERR_FULL: too many from there. */
enum err ws_conn_forwarded(struct ws_conn *c);

/* Asks for the writeable callback, once. */
void ws_conn_wake(struct ws_conn *c);

/* Into server->spoken, and out of it. */
void ws_conn_speak(struct ws_conn *c);
void ws_conn_spoke(struct ws_conn *c);

/*
 * Closes the connection, once what was written is out; the callback returns
 * this.  Not -1: Debian's build then closes it twice when the loop is libuv's,
 * a test of the library's own, and the second time at once, before a close
 * frame or the rest of an answer is out.
 */
int ws_conn_hang_up(struct ws_conn *c);

/* A header as a string: "" when there is none, false when it is too long. */
bool ws_conn_header(struct ws_conn *c, enum lws_token_indexes token, char *out,
	size_t size);

#endif
