/* SPDX-License-Identifier: MIT */
/*
 * One life of a connection: look the host up (on the worker: libwebsockets
 * would block the loop), connect to the number while checking the name's
 * certificate, say hello, carry messages.  Whatever ends it leads to
 * link_lost, which decides whether and when to try again.
 */
#include "client/link/ws_link.h"

#include <assert.h>
#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>

#include "client/link/http_api.h"
#include "client/link/http_url.h"
#include "client/link/ws_loop.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define LINK_OUT_MAX 512     /* messages that wait to be written */
#define LINK_RTT_EVERY 20000 /* ms between two measurements */
#define LINK_TOKEN_MAX 64    /* bytes */
#define LINK_PATH "/v1/associate"

struct link_out {
	struct link_out *next;
	size_t len;
	unsigned char data[]; /* LWS_PRE bytes, then the message */
};

struct ws_link {
	struct ws_loop *loop;
	struct ws_link_handlers on;
	struct http_url url;
	struct http_api *api;
	char *client, *ca;
	enum wire_lang lang;
	char token[LINK_TOKEN_MAX + 1];

	enum ws_link_state state;
	struct lws_vhost *vhost;
	struct lws *wsi; /* the connection, or the attempt at one */
	bool looking_up;
	uint16_t tries; /* since the last welcome */
	enum err why;   /* what the relay said before it closed */
	int64_t wait;   /* ms that it asked us to wait */
	int64_t pinged; /* ms; when the ping under way was sent, or 0 */
	struct buf in;  /* the message that comes in fragments */
	struct link_out *out, **out_last;
	int n_out;
};

/* Half a second at first, half a minute at most, and never in step with the
 * other clients that lost the same relay. */
static const uint32_t link_delays[] = {500, 1000, 2000, 5000, 10000, 30000};
static const lws_retry_bo_t link_retry = {
	.retry_ms_table = link_delays,
	.retry_ms_table_count = LWS_ARRAY_SIZE(link_delays),
	.conceal_count = LWS_RETRY_CONCEAL_ALWAYS,
	.secs_since_valid_ping = 45,
	.secs_since_valid_hangup = 60,
	.jitter_percent = 30,
};

static enum err link_vhost(struct ws_link *l);
static void link_connect(void *ctx);
static void link_ping(void *ctx);

static void link_move(
	struct ws_link *l, enum ws_link_state state, int64_t retry_ms)
{
	l->state = state;
	if (l->on.state)
		l->on.state(l->on.ctx, state, retry_ms, l->why);
}

static void link_drop_out(struct ws_link *l)
{
	while (l->out) {
		struct link_out *o = l->out;

		l->out = o->next;
		mem_free(o);
	}
	l->out_last = &l->out;
	l->n_out = 0;
}

/* Forgets the connection: its callbacks no longer reach us. */
static void link_forget(struct ws_link *l)
{
	if (l->wsi) {
		lws_set_opaque_user_data(l->wsi, NULL);
		lws_set_timeout(
			l->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
	}
	l->wsi = NULL;
	l->pinged = 0;
	link_drop_out(l);
	buf_clear(&l->in);
	ws_loop_after(l->loop, -1, link_ping, l);
}

/* The connection, or the attempt, is over. */
static void link_lost(struct ws_link *l, enum err why)
{
	uint32_t delay;
	char conceal;

	if (!l->why)
		l->why = why;
	link_forget(l);
	if (l->why == ERR_TOKEN || l->why == ERR_VERSION) {
		if (l->why == ERR_TOKEN)
			l->token[0] = '\0';
		link_move(l, WS_LINK_DOWN, 0);
		return;
	}
	delay = lws_retry_get_delay_ms(
		ws_loop_lws(l->loop), &link_retry, &l->tries, &conceal);
	if (l->wait > delay)
		delay = (uint32_t)l->wait;
	l->wait = 0;
	ws_loop_after(l->loop, delay, link_connect, l);
	link_move(l, WS_LINK_WAITING, delay);
}

static void link_looked_up(
	void *ctx, enum err e, long status, const char *number, size_t len)
{
	struct ws_link *l = ctx;
	struct lws_client_connect_info info = {
		.context = ws_loop_lws(l->loop),
		.address = number,
		.port = l->url.port,
		.host = strstr(l->url.base, "://") + 3,
		.origin = NULL, /* a terminal is no page */
		.path = LINK_PATH,
		.protocol = WIRE_PROTOCOL,
		.local_protocol_name = WIRE_PROTOCOL,
		.ssl_connection = l->url.tls ? LCCSCF_USE_SSL : 0,
		.retry_and_idle_policy = &link_retry,
		.opaque_user_data = l,
		.pwsi = &l->wsi,
	};

	(void)status;
	(void)len;
	l->looking_up = false;
	if (l->state != WS_LINK_CONNECTING)
		return; /* signed out meanwhile */
	if (!e && !l->vhost)
		e = link_vhost(l);
	info.vhost = l->vhost;
	if (e) {
		link_lost(l, e);
		return;
	}
	/* On failure the callback may have told us, and freed wsi, already. */
	if (!lws_client_connect_via_info(&info) &&
		l->state == WS_LINK_CONNECTING)
		link_lost(l, ERR_IO);
}

static void link_connect(void *ctx)
{
	struct ws_link *l = ctx;

	link_move(l, WS_LINK_CONNECTING, 0);
	l->why = ERR_OK;
	if (l->looking_up)
		return; /* the answer under way will do */
	l->looking_up = true;
	if (http_api_resolve(l->api, l->url.host, link_looked_up, l)) {
		l->looking_up = false;
		link_lost(l, ERR_NOMEM);
	}
}

/* ---- messages ---- */

static enum err link_put(struct ws_link *l, const struct wire_msg *msg)
{
	struct link_out *o = NULL;
	struct buf b;
	enum err e;

	if (l->n_out >= LINK_OUT_MAX)
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
		*l->out_last = o;
		l->out_last = &o->next;
		l->n_out++;
		lws_callback_on_writable(l->wsi);
	}
	buf_fini(&b);
	return e;
}

static int link_write(struct ws_link *l)
{
	struct link_out *o = l->out;
	int n;

	if (!o)
		return 0;
	n = lws_write(l->wsi, o->data + LWS_PRE, o->len, LWS_WRITE_TEXT);
	l->out = o->next;
	if (!l->out)
		l->out_last = &l->out;
	l->n_out--;
	mem_free(o);
	if (n < 0)
		return -1;
	if (l->out)
		lws_callback_on_writable(l->wsi);
	return 0;
}

static void link_hello(struct ws_link *l)
{
	const struct wire_msg msg = {
		.type = WIRE_T_HELLO,
		.hello =
			{
				.version = WIRE_VERSION,
				.client = l->client,
				.lang = (int)l->lang,
				.token = l->token,
			},
	};

	link_move(l, WS_LINK_UP, 0);
	if (link_put(l, &msg))
		link_lost(l, ERR_NOMEM);
	else
		link_ping(l);
}

static void link_ping(void *ctx)
{
	struct ws_link *l = ctx;
	const struct wire_msg msg = {.type = WIRE_T_PING};

	if (!l->pinged && link_put(l, &msg) == ERR_OK)
		l->pinged = ws_loop_now_ms();
	ws_loop_after(l->loop, LINK_RTT_EVERY, link_ping, l);
}

/* A whole message is in l->in.  What we cannot read is passed over: a relay
 * can never end its clients. */
static void link_message(struct ws_link *l)
{
	struct wire_msg msg;

	if (wire_decode(
		    l->in.data, l->in.len, l->in.cap, WIRE_FROM_RA, &msg, NULL))
		goto out;
	switch (msg.type) {
	case WIRE_T_PONG:
		if (l->pinged && l->on.rtt)
			l->on.rtt(l->on.ctx, ws_loop_now_ms() - l->pinged);
		l->pinged = 0;
		goto out;
	case WIRE_T_BYE:
		l->why = err_from_name(msg.bye.code);
		if (l->why == ERR_COUNT)
			l->why = ERR_CLOSE;
		l->wait = msg.bye.wait;
		break;
	case WIRE_T_WELCOME:
		l->tries = 0;
		break;
	default:
		break;
	}
	if (l->on.message)
		l->on.message(l->on.ctx, &msg);
out:
	wire_fini(&msg);
}

static int link_receive(
	struct ws_link *l, struct lws *wsi, const void *in, size_t len)
{
	if (lws_is_first_fragment(wsi))
		buf_clear(&l->in);
	if (buf_add(&l->in, in, len))
		return -1;
	if (lws_is_final_fragment(wsi) && !lws_remaining_packet_payload(wsi)) {
		link_message(l);
		buf_clear(&l->in);
	}
	return 0;
}

static int link_callback(struct lws *wsi, enum lws_callback_reasons reason,
	void *user, void *in, size_t len)
{
	struct ws_link *l = wsi ? lws_get_opaque_user_data(wsi) : NULL;

	(void)user;
	if (!l || (l->wsi && l->wsi != wsi))
		return reason == LWS_CALLBACK_CLIENT_WRITEABLE ? -1 : 0;
	switch (reason) {
	case LWS_CALLBACK_CLIENT_ESTABLISHED:
		ws_loop_touch(l->loop);
		link_hello(l);
		break;
	case LWS_CALLBACK_CLIENT_RECEIVE:
		ws_loop_touch(l->loop);
		return link_receive(l, wsi, in, len);
	case LWS_CALLBACK_CLIENT_WRITEABLE:
		return link_write(l);
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
	case LWS_CALLBACK_CLIENT_CLOSED:
		ws_loop_touch(l->loop);
		lws_set_opaque_user_data(wsi, NULL);
		l->wsi = NULL;
		link_lost(l, ERR_CLOSE);
		break;
	default:
		break;
	}
	return 0;
}

static const struct lws_protocols link_protocols[] = {
	{
		.name = WIRE_PROTOCOL,
		.callback = link_callback,
		.rx_buffer_size = 4096,
	},
	{0},
};

/* ---- what the client calls ---- */

static enum err link_vhost(struct ws_link *l)
{
	const struct lws_context_creation_info info = {
		.port = CONTEXT_PORT_NO_LISTEN,
		.protocols = link_protocols,
		.vhost_name = "link",
		.client_ssl_ca_filepath = l->ca,
		/* Without the first there is no TLS at all. */
		.options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT |
			(l->ca ? LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS : 0),
	};
	/* It would take http_proxy for the relay's and never look at
	 * no_proxy: a relay in the store is not behind a proxy. */
	char *proxy = getenv("http_proxy");
	char *kept = proxy ? mem_strdup(proxy) : NULL;

	unsetenv("http_proxy");
	l->vhost = lws_create_vhost(ws_loop_lws(l->loop), &info);
	if (kept)
		setenv("http_proxy", kept, 1);
	mem_free(kept);
	if (!l->vhost)
		return ERR_IO;
	if (!l->url.tls)
		return ERR_OK;
	return lws_init_vhost_client_ssl(&info, l->vhost) ? ERR_CONFIG : ERR_OK;
}

enum err ws_link_new(struct ws_loop *loop, const struct ws_link_config *config,
	const struct ws_link_handlers *handlers, struct ws_link **out)
{
	struct ws_link *l = mem_zero(sizeof(*l));
	enum err e;

	if (!l)
		return ERR_NOMEM;
	l->loop = loop;
	l->on = *handlers;
	l->lang = config->lang;
	l->out_last = &l->out;
	buf_init(&l->in, 2 * LIMIT_ASSOCIATE_FRAME);
	e = http_url_split(config->url, &l->url);
	if (e)
		goto fail;
	e = ERR_NOMEM;
	l->client = mem_strdup(config->client);
	l->ca = config->ca ? mem_strdup(config->ca) : NULL;
	if (!l->client || (config->ca && !l->ca))
		goto fail;
	l->api = http_api_new(loop, l->ca);
	if (!l->api)
		goto fail;
	/* A file that cannot be used is said at the start; the system's take
	 * longer to read than the first page to appear. */
	e = l->ca ? link_vhost(l) : ERR_OK;
	if (e)
		goto fail;
	*out = l;
	return ERR_OK;
fail:
	ws_link_destroy(&l);
	return e;
}

void ws_link_destroy(struct ws_link **lp)
{
	struct ws_link *l = *lp;

	*lp = NULL;
	if (!l)
		return;
	link_forget(l);
	ws_loop_after(l->loop, -1, link_connect, l);
	if (l->vhost)
		lws_vhost_destroy(l->vhost);
	http_api_destroy(&l->api);
	explicit_bzero(l->token, sizeof(l->token));
	buf_fini(&l->in);
	mem_free(l->client);
	mem_free(l->ca);
	mem_free(l);
}

/* What the relay's answer to a request says: OK, or the error it names. */
static enum err link_answer(enum err e, long status, const char *body,
	size_t len, unsigned from, struct wire_msg *msg)
{
	*msg = (struct wire_msg){0};
	if (e || status == 204) /* done, and nothing to say */
		return e;
	if (wire_decode(body, len, LIMIT_HTTP_BODY, from, msg, NULL))
		return ERR_IO;
	if (msg->type == WIRE_T_ERROR) {
		e = err_from_name(msg->error.code);
		return e == ERR_COUNT || e == ERR_OK ? ERR_IO : e;
	}
	return status == 200 ? ERR_OK : ERR_IO;
}

static void link_signed_in(
	void *ctx, enum err e, long status, const char *body, size_t len)
{
	struct ws_link *l = ctx;
	struct wire_msg msg;

	e = link_answer(e, status, body, len, WIRE_FROM_H | WIRE_FROM_RA, &msg);
	if (!e && msg.type != WIRE_T_SIGNED_IN)
		e = ERR_IO;
	if (e)
		l->on.signed_in(l->on.ctx, e, NULL);
	else
		l->on.signed_in(l->on.ctx, ERR_OK, &msg.signed_in);
	if (!e)
		ws_link_open(l, msg.signed_in.token);
	wire_fini(&msg);
}

static void link_unlocked(
	void *ctx, enum err e, long status, const char *body, size_t len)
{
	struct ws_link *l = ctx;
	struct wire_msg msg;

	e = link_answer(e, status, body, len, WIRE_FROM_H | WIRE_FROM_RA, &msg);
	l->on.unlocked(l->on.ctx, e);
	wire_fini(&msg);
}

/* Encodes and posts a message to a path of the relay. */
static enum err link_post(struct ws_link *l, const char *path,
	const char *bearer, const struct wire_msg *msg, http_api_fn fn)
{
	char url[sizeof(l->url.base) + 32];
	struct buf b;
	enum err e;

	snprintf(url, sizeof(url), "%s%s", l->url.base, path);
	buf_init(&b, LIMIT_HTTP_BODY);
	e = wire_encode(msg, &b);
	if (!e)
		e = http_api_post(l->api, url, bearer, buf_str(&b), fn, l);
	if (b.data)
		explicit_bzero(b.data, b.len);
	buf_fini(&b);
	return e;
}

void ws_link_sign_in(
	struct ws_link *l, const char *address, const char *password)
{
	const struct wire_msg msg = {
		.type = WIRE_T_SIGN_IN,
		.sign_in = {.address = address,
			.password = password,
			.device = l->client},
	};
	enum err e = link_post(l, "/v1/sign-in", NULL, &msg, link_signed_in);

	if (e)
		l->on.signed_in(l->on.ctx, e, NULL);
}

void ws_link_open(struct ws_link *l, const char *token)
{
	if (strlen(token) > LINK_TOKEN_MAX) {
		l->why = ERR_TOKEN;
		link_move(l, WS_LINK_DOWN, 0);
		return;
	}
	link_forget(l);
	strcpy(l->token, token);
	l->tries = 0;
	link_connect(l);
}

void ws_link_unlock(struct ws_link *l, const char *password)
{
	const struct wire_msg msg = {
		.type = WIRE_T_UNLOCK,
		.unlock = {.password = password},
	};
	enum err e = link_post(l, "/v1/unlock", l->token, &msg, link_unlocked);

	if (e)
		l->on.unlocked(l->on.ctx, e);
}

/* Whether it worked does not matter here: the token is forgotten anyway. */
static void link_signed_out(
	void *ctx, enum err e, long status, const char *body, size_t len)
{
	(void)ctx;
	(void)e;
	(void)status;
	(void)body;
	(void)len;
}

void ws_link_sign_out(struct ws_link *l)
{
	char url[sizeof(l->url.base) + 32];

	snprintf(url, sizeof(url), "%s/v1/sign-out", l->url.base);
	if (l->token[0])
		http_api_post(l->api, url, l->token, "{}", link_signed_out, l);
	explicit_bzero(l->token, sizeof(l->token));
	ws_loop_after(l->loop, -1, link_connect, l);
	link_forget(l);
	l->why = ERR_OK;
	link_move(l, WS_LINK_DOWN, 0);
}

void ws_link_retry(struct ws_link *l)
{
	if (l->state != WS_LINK_WAITING)
		return;
	ws_loop_after(l->loop, -1, link_connect, l);
	link_connect(l);
}

enum err ws_link_send(struct ws_link *l, const struct wire_msg *msg)
{
	return l->state == WS_LINK_UP ? link_put(l, msg) : ERR_CLOSE;
}

const char *ws_link_token(const struct ws_link *l)
{
	return l->token;
}
