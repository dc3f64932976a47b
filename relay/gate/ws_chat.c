/* SPDX-License-Identifier: MIT */
#include "relay/gate/ws_chat.h"

#include <assert.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "relay/gate/dispatch.h"
#include "relay/gate/ws_conn.h"
#include "shared/mem.h"

static_assert(FRAME_ROOM >= LWS_PRE, "the header needs its room");

static int opened(struct ws_conn *c)
{
	c->caller = hub_open(c->server->config.hub, c->kind, c->origin, c);
	if (c->caller)
		c->caller->peer = c->peer;
	mem_free(c->origin);
	c->origin = NULL;
	return c->caller ? 0 : -1;
}

/* Most messages come in one piece and are read where they are. */
static void received(struct ws_conn *c, const char *in, size_t len)
{
	bool first = lws_is_first_fragment(c->wsi);
	bool last = lws_is_final_fragment(c->wsi) &&
		lws_remaining_packet_payload(c->wsi) == 0;

	if (lws_frame_is_binary(c->wsi)) {
		dispatch_refuse(c->caller, ERR_JSON);
		return;
	}
	if (first && last) {
		dispatch_frame(c->caller, in, len);
		return;
	}
	if (first)
		buf_clear(&c->in);
	if (c->in.len + len > dispatch_most(c->caller)) {
		dispatch_refuse(c->caller, ERR_SIZE);
		buf_fini(&c->in);
		buf_init(&c->in, LIMIT_ASSOCIATE_FRAME);
		return;
	}
	if (buf_add(&c->in, in, len) != ERR_OK) {
		caller_close(c->caller, ERR_FULL, 0);
		return;
	}
	if (last) {
		dispatch_frame(c->caller, buf_str(&c->in), c->in.len);
		buf_fini(&c->in);
		buf_init(&c->in, LIMIT_ASSOCIATE_FRAME);
	}
}

/* What is said at once leaves at once, in one packet. */
static void hold(struct ws_conn *c, int on)
{
	setsockopt(lws_get_socket_fd(c->wsi), IPPROTO_TCP, TCP_CORK, &on,
		sizeof(on));
}

/* Writes while the socket takes it: the library would keep the rest.  False:
 * the connection is broken. */
static bool write_out(struct ws_conn *c)
{
	struct frame *f = caller_next(c->caller);
	bool fine = true;

	hold(c, 1);
	while (fine && f && !lws_send_pipe_choked(c->wsi)) {
		fine = lws_write(c->wsi, (unsigned char *)f->text, f->len,
			       LWS_WRITE_TEXT) >= 0;
		if (fine)
			caller_sent(c->caller);
		f = caller_next(c->caller);
	}
	hold(c, 0);
	return fine;
}

/* Asking for the writeable callback, and no longer asking, takes four calls of
 * the kernel and a turn of the loop: mostly the socket takes it anyhow. */
void ws_chat_write(struct ws_conn *c)
{
	if (!c->caller || c->waking)
		return;
	if (!write_out(c) || caller_next(c->caller) || caller_over(c->caller) ||
		c->caller->ping)
		ws_conn_wake(c);
}

static int send_ping(struct ws_conn *c)
{
	unsigned char room[LWS_PRE + 1] = {[LWS_PRE] = '?'};

	c->caller->ping = false;
	if (caller_next(c->caller) || caller_over(c->caller))
		ws_conn_wake(c);
	return lws_write(c->wsi, room + LWS_PRE, 1, LWS_WRITE_PING) < 0 ? -1
									: 0;
}

static int writeable(struct ws_conn *c)
{
	const char *why;

	c->waking = false;
	if (c->caller->ping)
		return send_ping(c);
	if (caller_next(c->caller)) {
		if (!write_out(c))
			return -1;
		if (caller_next(c->caller) || caller_over(c->caller))
			ws_conn_wake(c);
		return 0;
	}
	if (!caller_over(c->caller))
		return 0;
	why = err_name(c->caller->why);
	lws_close_reason(c->wsi,
		(enum lws_close_status)err_close_code(c->caller->why),
		(unsigned char *)why, strlen(why));
	return ws_conn_hang_up(c);
}

static void closed(struct ws_conn *c)
{
	struct caller *caller = c->caller;

	c->caller = NULL;
	if (caller)
		hub_gone(c->server->config.hub, caller);
}

int ws_chat_callback(struct lws *wsi, enum lws_callback_reasons reason,
	void *user, void *in, size_t len)
{
	struct ws_conn *c;

	(void)user;
	switch (reason) {
	case LWS_CALLBACK_ESTABLISHED:
		c = ws_conn_of(wsi);
		return c ? opened(c) : -1;
	case LWS_CALLBACK_RECEIVE:
		c = ws_conn_of(wsi);
		if (!c->caller)
			return -1;
		caller_heard(c->caller);
		received(c, in, len);
		return 0;
	case LWS_CALLBACK_RECEIVE_PONG:
		c = ws_conn_of(wsi);
		if (c->caller)
			caller_heard(c->caller);
		return 0;
	case LWS_CALLBACK_SERVER_WRITEABLE:
		c = ws_conn_of(wsi);
		return c->caller ? writeable(c) : -1;
	case LWS_CALLBACK_CLOSED:
		closed(ws_conn_of(wsi));
		return 0;
	case LWS_CALLBACK_RAW_ADOPT: /* CONNECT would make it raw, for ever */
		return -1;
	default:
		return 0;
	}
}
