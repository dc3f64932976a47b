/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_WS_HTTP_H
#define RELAY_GATE_WS_HTTP_H

/* The HTTP side of a connection: requests, answers, and whether it may become
 * a WebSocket. */
#include <libwebsockets.h>

/* The callback of the first protocol, where connections begin. */
int ws_http_callback(struct lws *wsi, enum lws_callback_reasons reason,
	void *user, void *in, size_t len);

#endif
