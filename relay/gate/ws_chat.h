/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_WS_CHAT_H
#define RELAY_GATE_WS_CHAT_H

/* The WebSocket side of a connection: messages in and out. */
#include <libwebsockets.h>

/* The protocol's callback. */
int ws_chat_callback(struct lws *wsi, enum lws_callback_reasons reason,
	void *user, void *in, size_t len);

struct ws_conn;

/* Sends what waits to be sent, as far as the socket takes it; the rest, or the
 * end, when it takes more. */
void ws_chat_write(struct ws_conn *c);

#endif
