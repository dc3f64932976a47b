/* SPDX-License-Identifier: MIT */
#include "relay/gate/ws_conn.h"

#include <assert.h>
#include <utlist.h>

#include "shared/limits.h"
#include "shared/mem.h"

struct ws_conn *ws_conn_of(struct lws *wsi)
{
	struct ws_conn *c = lws_get_opaque_user_data(wsi);

	assert(!c || c->magic == WS_CONN_MAGIC);
	return c;
}

struct ws_conn *ws_conn_new(
	struct ws_server *s, enum ws_door door, const struct peer *peer)
{
	struct ws_conn *c = mem_zero(sizeof(*c));

	if (!c)
		return NULL;
	c->magic = WS_CONN_MAGIC;
	c->server = s;
	c->door = door;
	c->from = *peer;
	c->peer = *peer;
	buf_init(&c->in, LIMIT_ASSOCIATE_FRAME);
	s->n_conns++;
	return c;
}

void ws_conn_destroy(struct ws_conn **cp)
{
	struct ws_conn *c = *cp;

	*cp = NULL;
	assert(!c->reply && !c->caller);
	ws_conn_spoke(c);
	if (c->counted)
		peers_remove(c->server->peers, &c->peer);
	c->server->n_conns--;
	buf_fini(&c->in);
	mem_free(c->origin);
	c->magic = 0;
	mem_free(c);
}

/* One connection of a proxy may carry requests of many. */
enum err ws_conn_forwarded(struct ws_conn *c)
{
	char header[512];
	struct peer peer;

	if (!c->server->config.trust_proxy || !peer_loopback(&c->from))
		return ERR_OK;
	if (!ws_conn_header(
		    c, WSI_TOKEN_X_FORWARDED_FOR, header, sizeof(header)) ||
		peer_forwarded(header, &peer) != ERR_OK)
		peer = c->from;
	if (c->counted)
		peers_remove(c->server->peers, &c->peer);
	c->peer = peer;
	c->counted = peers_add(c->server->peers, &peer) == ERR_OK;
	return c->counted ? ERR_OK : ERR_FULL;
}

void ws_conn_wake(struct ws_conn *c)
{
	if (!c->waking) {
		c->waking = true;
		lws_callback_on_writable(c->wsi);
	}
}

void ws_conn_speak(struct ws_conn *c)
{
	if (!c->spoken)
		DL_APPEND(c->server->spoken, c);
	c->spoken = true;
}

void ws_conn_spoke(struct ws_conn *c)
{
	if (c->spoken)
		DL_DELETE(c->server->spoken, c);
	c->spoken = false;
}

int ws_conn_hang_up(struct ws_conn *c)
{
	lws_set_timeout(c->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_SYNC);
	return 0;
}

bool ws_conn_header(
	struct ws_conn *c, enum lws_token_indexes token, char *out, size_t size)
{
	out[0] = '\0';
	if (lws_hdr_total_length(c->wsi, token) == 0)
		return true;
	if (lws_hdr_copy(c->wsi, out, (int)size, token) >= 0)
		return true;
	out[0] = '\0';
	return false;
}
