/* SPDX-License-Identifier: MIT */
/*
 * Hosts are looked up on the worker, because libwebsockets would block the
 * loop; then it connects to the number while checking the name's certificate.
 * A socket that is closed while its host is looked up stays until the answer
 * is there, which comes with its pointer.
 */
#include "client/link/ws_sock.h"

#include <assert.h>
#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "client/link/http_api.h"
#include "client/link/http_url.h"
#include "client/link/ws_loop.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define SOCK_OUT_MAX 512 /* messages that wait to be written */

struct ws_net {
	struct ws_loop *loop;
	struct http_url url;
	struct http_api *api;
	struct lws_vhost *vhost;
	char *ca;
	struct ws_sock *socks;
};

struct sock_out {
	struct sock_out *next;
	size_t len;
	unsigned char data[]; /* LWS_PRE bytes, then the message */
};

struct ws_sock {
	struct ws_net *net;
	struct ws_sock *next, **at; /* in the net's list */
	enum ws_sock_side side;
	struct ws_sock_handlers on;
	struct lws *wsi; /* the connection, or the attempt at one */
	bool looking_up, closed;
	bool up;
	int busy; /* depth of our own calls that still need it */
	enum err why;
	int64_t wait;
	struct buf in; /* the message that comes in fragments */
	struct sock_out *out, **out_last;
	int n_out;
};

/* A connection that is silent for so long is pinged, then cut. */
static const lws_retry_bo_t sock_idle = {
	.secs_since_valid_ping = 45,
	.secs_since_valid_hangup = 60,
};

static void sock_free(struct ws_sock *s)
{
	while (s->out) {
		struct sock_out *o = s->out;

		s->out = o->next;
		mem_free(o);
	}
	*s->at = s->next;
	if (s->next)
		s->next->at = s->at;
	buf_fini(&s->in);
	mem_free(s);
}

static void sock_enter(struct ws_sock *s)
{
	s->busy++;
}

/* Frees it if it was closed meanwhile: true then. */
static bool sock_leave(struct ws_sock *s)
{
	s->busy--;
	if (!s->closed || s->busy > 0 || s->looking_up)
		return false;
	sock_free(s);
	return true;
}

static void sock_lost(struct ws_sock *s, enum err why)
{
	s->up = false;
	if (!s->why)
		s->why = why;
	if (!s->closed)
		s->on.lost(s->on.ctx, s->why, s->wait);
}

/* ---- messages ---- */

enum err ws_sock_send(struct ws_sock *s, const struct wire_msg *msg)
{
	struct sock_out *o = NULL;
	struct buf b;
	enum err e;

	if (!s->up || s->closed)
		return ERR_CLOSE;
	if (s->n_out >= SOCK_OUT_MAX)
		return ERR_FULL;
	buf_init(&b, LIMIT_ASSOCIATE_FRAME);
	e = wire_encode(msg, &b);
	if (!e)
		o = mem_alloc(sizeof(*o) + LWS_PRE + b.len);
	if (!e && !o)
		e = ERR_NOMEM;
	if (!e) {
		o->next = NULL;
		o->len = b.len;
		memcpy(o->data + LWS_PRE, b.data, b.len);
		*s->out_last = o;
		s->out_last = &o->next;
		s->n_out++;
		lws_callback_on_writable(s->wsi);
	}
	buf_fini(&b);
	return e;
}

int ws_sock_waiting(const struct ws_sock *s)
{
	return s->n_out;
}

static int sock_write(struct ws_sock *s)
{
	struct sock_out *o = s->out;
	int n;

	if (!o)
		return 0;
	n = lws_write(s->wsi, o->data + LWS_PRE, o->len, LWS_WRITE_TEXT);
	s->out = o->next;
	if (!s->out)
		s->out_last = &s->out;
	s->n_out--;
	mem_free(o);
	if (n < 0)
		return -1;
	if (s->out)
		lws_callback_on_writable(s->wsi);
	return 0;
}

/* A whole message is in s->in. */
static void sock_message(struct ws_sock *s)
{
	const unsigned from =
		s->side == WS_SOCK_ASSOCIATE ? WIRE_FROM_RA : WIRE_FROM_RS;
	struct wire_msg msg;

	if (wire_decode(s->in.data, s->in.len, s->in.cap, from, &msg, NULL))
		goto out;
	if (msg.type == WIRE_T_BYE) {
		s->why = err_from_name(msg.bye.code);
		if (s->why == ERR_COUNT)
			s->why = ERR_CLOSE;
		s->wait = msg.bye.wait;
	}
	s->on.message(s->on.ctx, &msg);
out:
	wire_fini(&msg);
}

static int sock_receive(
	struct ws_sock *s, struct lws *wsi, const void *in, size_t len)
{
	if (lws_is_first_fragment(wsi))
		buf_clear(&s->in);
	if (buf_add(&s->in, in, len))
		return -1;
	if (lws_is_final_fragment(wsi) && !lws_remaining_packet_payload(wsi)) {
		sock_message(s);
		buf_clear(&s->in);
	}
	return 0;
}

/* What libwebsockets says of a socket that nobody has closed. */
static int sock_event(struct ws_sock *s, struct lws *wsi,
	enum lws_callback_reasons reason, void *in, size_t len)
{
	switch (reason) {
	case LWS_CALLBACK_CLIENT_ESTABLISHED:
		ws_loop_touch(s->net->loop);
		s->up = true;
		s->on.up(s->on.ctx);
		break;
	case LWS_CALLBACK_CLIENT_RECEIVE:
		lws_validity_confirmed(wsi); /* no ping need ask for it */
		ws_loop_touch(s->net->loop);
		return sock_receive(s, wsi, in, len);
	case LWS_CALLBACK_CLIENT_WRITEABLE:
		return sock_write(s);
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
	case LWS_CALLBACK_CLIENT_CLOSED:
		ws_loop_touch(s->net->loop);
		lws_set_opaque_user_data(wsi, NULL);
		s->wsi = NULL;
		sock_lost(s, ERR_CLOSE);
		break;
	default:
		break;
	}
	return 0;
}

static int sock_callback(struct lws *wsi, enum lws_callback_reasons reason,
	void *user, void *in, size_t len)
{
	struct ws_sock *s = wsi ? lws_get_opaque_user_data(wsi) : NULL;
	int result;

	(void)user;
	if (!s || (s->wsi && s->wsi != wsi))
		return reason == LWS_CALLBACK_CLIENT_WRITEABLE ? -1 : 0;
	sock_enter(s);
	result = sock_event(s, wsi, reason, in, len);
	return sock_leave(s) ? 0 : result;
}

static const struct lws_protocols sock_protocols[] = {
	{
		.name = WIRE_PROTOCOL,
		.callback = sock_callback,
		.rx_buffer_size = 4096,
	},
	{0},
};

/* ---- connecting ---- */

static enum err sock_vhost(struct ws_net *n)
{
	const struct lws_context_creation_info info = {
		.port = CONTEXT_PORT_NO_LISTEN,
		.protocols = sock_protocols,
		.vhost_name = "link",
		.client_ssl_ca_filepath = n->ca,
		/* Without the first there is no TLS at all. */
		.options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT |
			(n->ca ? LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS : 0),
	};
	/* It would take http_proxy for the relay's and never look at
	 * no_proxy: a relay in the store is not behind a proxy. */
	char *proxy = getenv("http_proxy");
	char *kept = proxy ? mem_strdup(proxy) : NULL;

	unsetenv("http_proxy");
	n->vhost = lws_create_vhost(ws_loop_lws(n->loop), &info);
	if (kept)
		setenv("http_proxy", kept, 1);
	mem_free(kept);
	if (!n->vhost)
		return ERR_IO;
	if (!n->url.tls)
		return ERR_OK;
	return lws_init_vhost_client_ssl(&info, n->vhost) ? ERR_CONFIG : ERR_OK;
}

static void sock_connect(struct ws_sock *s, const char *number)
{
	struct ws_net *n = s->net;
	const char *host = strstr(n->url.base, "://") + 3;
	const struct lws_client_connect_info info = {
		.context = ws_loop_lws(n->loop),
		.vhost = n->vhost,
		.address = number,
		.port = n->url.port,
		.host = host,
		/* A shopper speaks from the relay's own frame; a terminal is
		 * no page. */
		.origin = s->side == WS_SOCK_SHOPPER ? host : NULL,
		.path = s->side == WS_SOCK_ASSOCIATE ? "/v1/associate"
						     : "/v1/shopper",
		.protocol = WIRE_PROTOCOL,
		.local_protocol_name = WIRE_PROTOCOL,
		.ssl_connection = n->url.tls ? LCCSCF_USE_SSL : 0,
		.retry_and_idle_policy = &sock_idle,
		.opaque_user_data = s,
		.pwsi = &s->wsi,
	};

	/* On failure the callback may have told, and freed wsi, already. */
	if (!lws_client_connect_via_info(&info) && !s->why)
		sock_lost(s, ERR_IO);
}

static void sock_looked_up(
	void *ctx, enum err e, long status, const char *number, size_t len)
{
	struct ws_sock *s = ctx;

	(void)status;
	(void)len;
	s->looking_up = false;
	sock_enter(s);
	if (!s->closed) {
		if (!e && !s->net->vhost)
			e = sock_vhost(s->net);
		if (e)
			sock_lost(s, e);
		else
			sock_connect(s, number);
	}
	sock_leave(s);
}

struct ws_sock *ws_sock_open(struct ws_net *n, enum ws_sock_side side,
	const struct ws_sock_handlers *handlers)
{
	struct ws_sock *s = mem_zero(sizeof(*s));

	if (!s)
		return NULL;
	s->net = n;
	s->next = n->socks;
	s->at = &n->socks;
	if (s->next)
		s->next->at = &s->next;
	n->socks = s;
	s->side = side;
	s->on = *handlers;
	s->out_last = &s->out;
	buf_init(&s->in, 2 * LIMIT_ASSOCIATE_FRAME);
	s->looking_up = true;
	if (http_api_resolve(n->api, n->url.host, sock_looked_up, s)) {
		sock_free(s);
		return NULL;
	}
	return s;
}

void ws_sock_close(struct ws_sock **sp)
{
	struct ws_sock *s = *sp;

	*sp = NULL;
	if (!s)
		return;
	assert(!s->closed);
	s->closed = true;
	s->up = false;
	if (s->wsi) {
		lws_set_opaque_user_data(s->wsi, NULL);
		/* The library closes it in a turn to come; the other side is
		 * to know now. */
		shutdown(lws_get_socket_fd(s->wsi), SHUT_RDWR);
		lws_set_timeout(
			s->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
	}
	s->wsi = NULL;
	if (!s->busy && !s->looking_up)
		sock_free(s);
}

enum err ws_net_new(struct ws_loop *loop, const char *url, const char *ca,
	struct ws_net **out)
{
	struct ws_net *n = mem_zero(sizeof(*n));
	enum err e;

	if (!n)
		return ERR_NOMEM;
	n->loop = loop;
	e = http_url_split(url, &n->url);
	if (e)
		goto fail;
	e = ERR_NOMEM;
	n->ca = ca ? mem_strdup(ca) : NULL;
	if (ca && !n->ca)
		goto fail;
	n->api = http_api_new(loop, n->ca);
	if (!n->api)
		goto fail;
	/* A file that cannot be used is said at the start; the system's take
	 * longer to read than the first page to appear. */
	e = n->ca ? sock_vhost(n) : ERR_OK;
	if (e)
		goto fail;
	*out = n;
	return ERR_OK;
fail:
	ws_net_destroy(&n);
	return e;
}

void ws_net_destroy(struct ws_net **np)
{
	struct ws_net *n = *np;

	*np = NULL;
	if (!n)
		return;
	if (n->vhost)
		lws_vhost_destroy(n->vhost);
	http_api_destroy(&n->api);
	while (n->socks) { /* the answers that they wait for never come */
		assert(n->socks->closed);
		sock_free(n->socks);
	}
	mem_free(n->ca);
	mem_free(n);
}

struct http_api *ws_net_api(struct ws_net *n)
{
	return n->api;
}

const struct http_url *ws_net_url(const struct ws_net *n)
{
	return &n->url;
}
