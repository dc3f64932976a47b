/* SPDX-License-Identifier: MIT */
#include "relay/gate/ws_server.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "relay/gate/ws_chat.h"
#include "relay/gate/ws_conn.h"
#include "relay/gate/ws_http.h"
#include "shared/times.h"

/* One buffer a connection, which lives as long as it: messages are rarely
 * longer, and longer ones come in pieces. */
#define RX_BUFFER 1024
#define TX_PACKET 16384 /* bytes that one write may hand to the kernel */

static const struct lws_protocols public_protocols[] = {
	{
		.name = "http-only",
		.callback = ws_http_callback,
		.rx_buffer_size = RX_BUFFER,
		.tx_packet_size = TX_PACKET,
	},
	{
		.name = WIRE_PROTOCOL,
		.callback = ws_chat_callback,
		.rx_buffer_size = RX_BUFFER,
		.tx_packet_size = TX_PACKET,
	},
	{.name = NULL},
};

static const struct lws_protocols control_protocols[] = {
	{
		.name = "http-only",
		.callback = ws_http_callback,
		.rx_buffer_size = RX_BUFFER,
		.tx_packet_size = TX_PACKET,
	},
	{.name = NULL},
};

/* An office full of shoppers leaves some in an hour; one that goes on for days
 * would fill the form for everybody (LIMIT_ENQUIRIES). */
static const struct backoff_policy enquirers = {
	.free = 29, /* the first wait is after 30 */
	.first = TIMES_MINUTE,
	.most = 15 * TIMES_MINUTE,
	.forget = TIMES_HOUR,
};
#define ENQUIRERS 4096 /* addresses that are remembered */

/*
 * The library could ping by itself, but keeps its timers in a sorted list: with
 * 5,000 connections half of the time that a new one takes, and much of that of
 * a message, goes into finding a place.  The hub counts seconds instead.
 * Without a policy there would be the library's own, so this is one that wants
 * nothing.
 */
static const lws_retry_bo_t no_pings = {.secs_since_valid_hangup = 0};

static bool make_context(struct ws_server *s)
{
	struct lws_context_creation_info info = {
		.port = CONTEXT_PORT_NO_LISTEN,
		.options = LWS_SERVER_OPTION_LIBUV |
			LWS_SERVER_OPTION_EXPLICIT_VHOSTS,
		.foreign_loops = (void *[]){s->config.loop},
		.pcontext = &s->context,
		.pt_serv_buf_size = TX_PACKET,
		.timeout_secs = 10,
		.timeout_secs_ah_idle = 10,
	};

	if (s->config.tls_certificate[0])
		info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
	s->context = lws_create_context(&info);
	return s->context != NULL;
}

static bool make_vhost(struct ws_server *s, enum ws_door door)
{
	struct lws_context_creation_info info = {
		.port = CONTEXT_PORT_NO_LISTEN_SERVER,
		.vhost_name = door == WS_DOOR_PUBLIC ? "public" : "control",
		.protocols = door == WS_DOOR_PUBLIC ? public_protocols
						    : control_protocols,
		.extensions = NULL, /* compression: 310 KB a connection */
		.server_string = "norend", /* "" would abort */
		.alpn = "http/1.1",
		.keepalive_timeout = 30,
		.timeout_secs = 10,
		.timeout_secs_ah_idle = 10,
		.retry_and_idle_policy = &no_pings,
		.user = s,
	};

	if (door == WS_DOOR_PUBLIC && s->config.tls_certificate[0]) {
		info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
		info.ssl_cert_filepath = s->config.tls_certificate;
		info.ssl_private_key_filepath = s->config.tls_key;
	}
	s->vhosts[door] = lws_create_vhost(s->context, &info);
	return s->vhosts[door] != NULL;
}

enum err ws_server_init(
	struct ws_server *s, const struct ws_server_config *config)
{
	*s = (struct ws_server){.config = *config};
	lws_set_log_level(LLL_ERR | LLL_WARN, config->lws_log);
	/* The library would take it for a proxy of its own. */
	unsetenv("http_proxy");
	s->peers = peers_new(config->max_per_address);
	s->enquirers = backoff_new(&enquirers, ENQUIRERS);
	config->hub->io.random(
		config->hub->io.ctx, s->secret, sizeof(s->secret));
	if (!s->peers || !s->enquirers || !make_context(s))
		return ERR_NOMEM;
	if (!make_vhost(s, WS_DOOR_PUBLIC) || !make_vhost(s, WS_DOOR_CONTROL))
		return ERR_CONFIG;
	return ERR_OK;
}

void ws_server_close(struct ws_server *s)
{
	s->draining = true;
	if (s->context)
		lws_context_destroy(s->context);
}

/* With a loop of ours the library finishes in a second call, after its handles
 * have been closed by the loop; it clears the pointer then (pcontext). */
void ws_server_fini(struct ws_server *s)
{
	if (s->context)
		lws_context_destroy(s->context);
	assert(s->n_conns == 0);
	peers_destroy(&s->peers);
	backoff_destroy(&s->enquirers);
}

bool ws_server_room(const struct ws_server *s)
{
	return s->n_conns < s->config.max_connections;
}

/* Behind a proxy all come from its address; they are counted by the one that
 * it names. */
static bool count(struct ws_server *s, struct ws_conn *c)
{
	if (c->door == WS_DOOR_CONTROL ||
		(s->config.trust_proxy && peer_loopback(&c->peer)))
		return true;
	c->counted = peers_add(s->peers, &c->peer) == ERR_OK;
	return c->counted;
}

void ws_server_adopt(
	struct ws_server *s, enum ws_door door, int fd, const struct peer *peer)
{
	struct ws_conn *c = ws_conn_new(s, door, peer);

	if (!c || !count(s, c)) {
		s->refused++;
		close(fd);
		goto fail;
	}
	/* It closes the descriptor when it does not take it. */
	c->wsi = lws_adopt_socket_vhost(s->vhosts[door], fd);
	if (c->wsi) {
		lws_set_opaque_user_data(c->wsi, c);
		return;
	}
fail:
	if (c)
		ws_conn_destroy(&c);
}

void ws_server_reload(struct ws_server *s)
{
	if (s->config.tls_certificate[0] &&
		lws_tls_cert_updated(s->context, s->config.tls_certificate,
			s->config.tls_key, NULL, 0, NULL, 0))
		log_event(s->config.hub->log, LOG_ERROR, "certificate_not_read",
			"file", s->config.tls_certificate, NULL);
}

void ws_server_sweep(struct ws_server *s)
{
	ws_http_sweep(s);
}

void ws_server_wake(struct caller *c)
{
	ws_conn_speak(c->conn);
}

void ws_server_send(struct ws_server *s)
{
	while (s->spoken) {
		struct ws_conn *c = s->spoken;

		ws_conn_spoke(c);
		ws_chat_write(c);
	}
}

int64_t ws_server_enquire(struct caller *c)
{
	const struct ws_conn *conn = c->conn;
	struct ws_server *s = conn->server;
	struct peer from = peer_customer(&conn->peer);
	uint64_t key;

	crypto_shorthash(
		(unsigned char *)&key, from.b, sizeof(from.b), s->secret);
	return backoff_try(s->enquirers, key, hub_now(c->hub).steady);
}

void ws_server_kill(struct caller *c)
{
	struct ws_conn *conn = c->conn;

	lws_set_timeout(
		conn->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_SYNC);
}
