/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_UV_LISTEN_H
#define RELAY_GATE_UV_LISTEN_H

/*
 * A listening socket on the loop.  It stops asking when there is no room or
 * no descriptor left, and goes on when told to, or after a moment.
 */
#include <stdbool.h>
#include <uv.h>

#include "relay/gate/peer.h"
#include "shared/err.h"

#define UV_LISTEN_WHY 256

struct uv_listen_io {
	void *ctx;
	/* May one more connection come? */
	bool (*room)(void *ctx);
	/* Takes the descriptor. */
	void (*accepted)(void *ctx, int fd, const struct peer *peer);
};

struct uv_listen; /* opaque */

/* Bind; nothing is accepted yet.  ERR_CONFIG says why, for people. */
enum err uv_listen_tcp(uv_loop_t *loop, const char *address, int port,
	const struct uv_listen_io *io, struct uv_listen **out,
	char why[UV_LISTEN_WHY]);
/* For this user alone (0600).  A socket that nobody answers is replaced. */
enum err uv_listen_unix(uv_loop_t *loop, const char *path,
	const struct uv_listen_io *io, struct uv_listen **out,
	char why[UV_LISTEN_WHY]);

/* The port that a TCP one has. */
int uv_listen_port(const struct uv_listen *l);

/* Begins to accept, or goes on.  ERR_IO. */
enum err uv_listen_start(struct uv_listen *l);

/* Ends it, and takes the socket's file away; freed by the loop later.  Fine on
 * NULL. */
void uv_listen_close(struct uv_listen **l);

#endif
