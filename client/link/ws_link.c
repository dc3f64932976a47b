/* SPDX-License-Identifier: MIT */
/*
 * One life of a connection: a socket (ws_sock.h), hello, messages.  Whatever
 * ends it leads to link_lost, which decides whether and when to try again.
 */
#include "client/link/ws_link.h"

#include <assert.h>
#include <libwebsockets.h>
#include <string.h>

#include "client/link/http_api.h"
#include "client/link/http_url.h"
#include "client/link/ws_loop.h"
#include "client/link/ws_sock.h"
#include "shared/limits.h"
#include "shared/mem.h"

/* ms between two measurements: before the relay, which by itself pings after
 * 20 s of silence, would wake us with its own. */
#define LINK_RTT_EVERY 18500
#define LINK_TOKEN_MAX 64 /* bytes */

/* A request of ws_link_ask. */
struct link_asked {
	struct link_asked *next; /* of those that are not answered */
	struct ws_link *l;
	int number;
};

struct ws_link {
	struct ws_loop *loop;
	struct ws_link_handlers on;
	struct ws_net *net;
	char *client, *device, *known;
	enum wire_lang lang;
	char token[LINK_TOKEN_MAX + 1];

	enum ws_link_state state;
	struct ws_sock *sock; /* NULL: no connection, and no attempt at one */
	uint16_t tries;       /* since the last welcome */
	enum err why;         /* what ended the last connection */
	struct link_asked *asked; /* and not answered yet */
	int64_t pinged; /* ms; when the ping under way was sent, or 0 */
};

/* Half a second at first, half a minute at most, and never in step with the
 * other clients that lost the same relay. */
static const uint32_t link_delays[] = {500, 1000, 2000, 5000, 10000, 30000};
static const lws_retry_bo_t link_retry = {
	.retry_ms_table = link_delays,
	.retry_ms_table_count = LWS_ARRAY_SIZE(link_delays),
	.conceal_count = LWS_RETRY_CONCEAL_ALWAYS,
	.jitter_percent = 30,
};

static void link_connect(void *ctx);
static void link_ping(void *ctx);

static void link_move(
	struct ws_link *l, enum ws_link_state state, int64_t retry_ms)
{
	l->state = state;
	if (l->on.state)
		l->on.state(l->on.ctx, state, retry_ms, l->why);
}

/* Forgets the connection: nothing of it reaches us any more. */
static void link_forget(struct ws_link *l)
{
	ws_sock_close(&l->sock);
	l->pinged = 0;
	ws_loop_after(l->loop, -1, link_ping, l);
}

/* The connection, or the attempt, is over. */
static void link_lost(void *ctx, enum err why, int64_t wait)
{
	struct ws_link *l = ctx;
	uint32_t delay;
	char conceal;

	l->why = why;
	link_forget(l);
	if (why == ERR_TOKEN || why == ERR_VERSION) {
		if (why == ERR_TOKEN)
			l->token[0] = '\0';
		link_move(l, WS_LINK_DOWN, 0);
		return;
	}
	delay = lws_retry_get_delay_ms(
		ws_loop_lws(l->loop), &link_retry, &l->tries, &conceal);
	if (wait > delay)
		delay = (uint32_t)wait;
	ws_loop_after(l->loop, delay, link_connect, l);
	link_move(l, WS_LINK_WAITING, delay);
}

static void link_hello(void *ctx)
{
	struct ws_link *l = ctx;
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
	if (ws_sock_send(l->sock, &msg))
		link_lost(l, ERR_NOMEM, 0);
	else
		link_ping(l);
}

static void link_ping(void *ctx)
{
	struct ws_link *l = ctx;
	const struct wire_msg msg = {.type = WIRE_T_PING};

	if (!l->pinged && ws_sock_send(l->sock, &msg) == ERR_OK)
		l->pinged = ws_loop_now_ms();
	ws_loop_after(l->loop, LINK_RTT_EVERY, link_ping, l);
}

static void link_message(void *ctx, const struct wire_msg *msg)
{
	struct ws_link *l = ctx;

	if (msg->type == WIRE_T_PONG) {
		if (l->pinged && l->on.rtt)
			l->on.rtt(l->on.ctx, ws_loop_now_ms() - l->pinged);
		l->pinged = 0;
		return;
	}
	if (msg->type == WIRE_T_WELCOME)
		l->tries = 0;
	if (l->on.message)
		l->on.message(l->on.ctx, msg);
}

static void link_connect(void *ctx)
{
	struct ws_link *l = ctx;
	const struct ws_sock_handlers on = {
		.ctx = l,
		.up = link_hello,
		.message = link_message,
		.lost = link_lost,
	};

	link_move(l, WS_LINK_CONNECTING, 0);
	l->why = ERR_OK;
	ws_sock_close(&l->sock);
	l->sock = ws_sock_open(l->net, WS_SOCK_ASSOCIATE, &on);
	if (!l->sock)
		link_lost(l, ERR_NOMEM, 0);
}

/* ---- what the client calls ---- */

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
	l->client = mem_strdup(config->client);
	l->device = mem_strdup(config->device);
	l->known = mem_strdup(config->known);
	e = l->client && l->device && l->known
		? ws_net_new(loop, config->url, config->ca, &l->net)
		: ERR_NOMEM;
	if (e)
		ws_link_destroy(&l);
	*out = l;
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
	ws_net_destroy(&l->net);
	while (l->asked) {
		struct link_asked *a = l->asked;

		l->asked = a->next;
		mem_free(a);
	}
	explicit_bzero(l->token, sizeof(l->token));
	if (l->known)
		explicit_bzero(l->known, strlen(l->known));
	mem_free(l->known);
	mem_free(l->device);
	mem_free(l->client);
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
	int64_t wait = 0;

	e = link_answer(e, status, body, len, WIRE_FROM_H | WIRE_FROM_RA, &msg);
	if (!e && msg.type != WIRE_T_SIGNED_IN)
		e = ERR_IO;
	if (e && msg.type == WIRE_T_ERROR)
		wait = msg.error.wait;
	if (e)
		l->on.signed_in(l->on.ctx, e, wait, NULL);
	else
		l->on.signed_in(l->on.ctx, ERR_OK, 0, &msg.signed_in);
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

static void link_reported(
	void *ctx, enum err e, long status, const char *body, size_t len)
{
	struct ws_link *l = ctx;
	struct wire_msg msg;

	e = link_answer(e, status, body, len, WIRE_FROM_H | WIRE_FROM_RA, &msg);
	l->on.reported(l->on.ctx, e);
	wire_fini(&msg);
}

/* ---- anything else ---- */

static void link_drop_asked(struct link_asked *a)
{
	struct link_asked **at = &a->l->asked;

	while (*at != a)
		at = &(*at)->next;
	*at = a->next;
	mem_free(a);
}

static void link_answered(
	void *ctx, enum err e, long status, const char *body, size_t len)
{
	struct link_asked *a = ctx;
	struct ws_link *l = a->l;
	int number = a->number;
	struct wire_msg msg = {0};
	int64_t wait = 0;

	link_drop_asked(a);
	if (!e && status != 200 && status != 204)
		e = link_answer(e, status, body, len, WIRE_FROM_RA, &msg);
	if (e && msg.type == WIRE_T_ERROR)
		wait = msg.error.wait;
	if (e || status == 204)
		l->on.answered(l->on.ctx, number, e, wait, "", 0);
	else
		l->on.answered(l->on.ctx, number, ERR_OK, 0, body, len);
	wire_fini(&msg);
}

void ws_link_ask(struct ws_link *l, int number, const char *method,
	const char *path, bool bearer, const char *body)
{
	const char *base = ws_net_url(l->net)->base;
	struct link_asked *a = mem_alloc(sizeof(*a));
	struct buf url;
	enum err e = a ? ERR_OK : ERR_NOMEM;

	buf_init(&url, LIMIT_URL);
	buf_addf(&url, "%s%s", base, path);
	if (!e)
		e = url.err;
	if (!e) {
		*a = (struct link_asked){l->asked, l, number};
		l->asked = a;
		e = http_api_ask(ws_net_api(l->net), method, buf_str(&url),
			bearer ? l->token : NULL, body[0] ? body : NULL,
			link_answered, a);
	}
	if (e) {
		if (l->asked == a)
			l->asked = a->next;
		mem_free(a);
		l->on.answered(l->on.ctx, number, e, 0, "", 0);
	}
	buf_fini(&url);
}

/* Encodes and posts a message to a path of the relay. */
static enum err link_post(struct ws_link *l, const char *path,
	const char *bearer, const struct wire_msg *msg, http_api_fn fn)
{
	const char *base = ws_net_url(l->net)->base;
	char url[sizeof(((struct http_url *)0)->base) + 32];
	struct buf b;
	enum err e;

	snprintf(url, sizeof(url), "%s%s", base, path);
	buf_init(&b, LIMIT_HTTP_BODY);
	e = wire_encode(msg, &b);
	if (!e)
		e = http_api_post(
			ws_net_api(l->net), url, bearer, buf_str(&b), fn, l);
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
			.device = l->device,
			.client = l->client,
			.known = l->known[0] ? l->known : NULL,
			.lang = (int)l->lang},
	};
	enum err e = link_post(l, "/v1/sign-in", NULL, &msg, link_signed_in);

	if (e)
		l->on.signed_in(l->on.ctx, e, 0, NULL);
}

void ws_link_language(struct ws_link *l, enum wire_lang lang)
{
	l->lang = lang;
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

void ws_link_report(struct ws_link *l, const char *text)
{
	const struct wire_msg msg = {
		.type = WIRE_T_REPORT,
		.report = {.text = text},
	};
	enum err e = link_post(l, "/v1/report", l->token, &msg, link_reported);

	if (e)
		l->on.reported(l->on.ctx, e);
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
	char url[sizeof(((struct http_url *)0)->base) + 32];

	snprintf(url, sizeof(url), "%s/v1/sign-out", ws_net_url(l->net)->base);
	if (l->token[0])
		http_api_post(ws_net_api(l->net), url, l->token, "{}",
			link_signed_out, l);
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
	return l->state == WS_LINK_UP ? ws_sock_send(l->sock, msg) : ERR_CLOSE;
}

const char *ws_link_token(const struct ws_link *l)
{
	return l->token;
}
