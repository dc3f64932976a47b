/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_WS_HTTP_H
#define RELAY_GATE_WS_HTTP_H

/* The HTTP side of a connection: requests, answers, and whether it may become
 * a WebSocket. */
#include <libwebsockets.h>

/* The callback of the first protocol, where connections begin. */
int ws_http_callback(struct lws *wsi, enum lws_callback_reasons reason,
	void *user, void *in, size_t len);

struct ws_server;

/* Once a second: cuts who takes too long to send a request. */
void ws_http_sweep(struct ws_server *s);

#endif
