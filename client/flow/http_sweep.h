/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_HTTP_SWEEP_H
#define CLIENT_FLOW_HTTP_SWEEP_H

/*
 * Sees to it that a shop which norenflow made at somebody's relay does not
 * outlive it: a child waits for our end, and removes the shop when we were
 * killed.  As long as we live, it does nothing.
 */
#include "shared/err.h"

struct http_sweep; /* opaque */

/* Begins to watch, before the shop is made.  `socket`: the relay's control
 * socket.  ERR_IO: there can be no child. */
enum err http_sweep_new(
	const char *socket, const char *retailer, struct http_sweep **out);
/* The shop has been removed, or was never made: there is nothing to do. */
void http_sweep_destroy(struct http_sweep **s);

#endif
