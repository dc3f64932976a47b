/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_WS_SERVER_H
#define RELAY_GATE_WS_SERVER_H

/*
 * libwebsockets on our own loop: one context, one vhost for everybody and one
 * for the control socket.  It owns the connections; what they say goes to the
 * hub, the site and the admin.  Listening is not its business (uv_listen.h):
 * at the limit of descriptors the library's own listener would spin.
 */
#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include "relay/gate/answer.h"
#include "relay/gate/backoff.h"
#include "relay/gate/hub.h"
#include "relay/gate/peers.h"

struct lws_context;
struct lws_vhost;
struct ws_conn;
struct ws_reply;
struct ws_server;
struct uploads;

enum ws_door { WS_DOOR_PUBLIC, WS_DOOR_CONTROL };

struct ws_server_config {
	uv_loop_t *loop;
	struct hub *hub;
	struct uploads *uploads;
	const char *tls_certificate, *tls_key; /* "" for plain HTTP */
	const char *public_url;
	bool trust_proxy;
	int max_connections, max_per_address;
	/* Answers a request that came by that door. */
	void (*handle)(void *ctx, enum ws_door door, const struct request *q,
		struct reply *r);
	/* There is room again for a connection. */
	void (*room)(void *ctx);
	/* The library's own words. */
	void (*lws_log)(int level, const char *line);
	void *ctx;
};

struct ws_server {
	struct ws_server_config config;
	struct lws_context *context;
	struct lws_vhost *vhosts[2]; /* by enum ws_door */
	struct peers *peers;
	struct backoff *enquirers;
	uint8_t secret[crypto_shorthash_KEYBYTES]; /* of their keys */
	struct ws_conn *spoken; /* those that something waits to be sent on */
	int n_conns;
	struct ws_reply *replies; /* requests that are in hand */
	int n_replies;            /* requests that are not answered yet */
	int64_t refused;          /* connections */
	bool draining;
};

/* `config` is copied, its strings are lent.  ERR_CONFIG: the certificate or
 * the key is no good.  ERR_NOMEM. */
enum err ws_server_init(
	struct ws_server *s, const struct ws_server_config *config);

/* Ends all connections.  The loop must run once more before ws_server_fini. */
void ws_server_close(struct ws_server *s);
void ws_server_fini(struct ws_server *s);

/* May one more connection come?  If not, `room` says when it may. */
bool ws_server_room(const struct ws_server *s);

/* Takes a connection that was accepted. */
void ws_server_adopt(struct ws_server *s, enum ws_door door, int fd,
	const struct peer *peer);

/* Reads the certificate and the key again; what cannot be read is logged. */
void ws_server_reload(struct ws_server *s);

/* Once a second. */
void ws_server_sweep(struct ws_server *s);

/* Sends what has been said in this turn of the loop. */
void ws_server_send(struct ws_server *s);

/* The hub's wishes (hub_io).  After ws_server_wake a turn must come. */
void ws_server_wake(struct caller *c);
void ws_server_kill(struct caller *c);
int64_t ws_server_enquire(struct caller *c);

#endif
