/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_PEER_H
#define TESTS_LIB_PEER_H

/*
 * Somebody who speaks the wire, for scripts: one connection, messages in and
 * out, one after the other.  What goes wrong with the connection is told once,
 * by the end of the messages.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/wire.h"

struct peer; /* opaque */

/* Connects to http://127.0.0.1:PORT as a shopper or, when hello bears an
 * associate's token, as an associate; says hello and waits for the welcome,
 * whose token is copied to `token` (of 65 bytes, may be NULL).  NULL: there is
 * no such relay, or it does not want us. */
struct peer *peer_open(const char *relay, bool associate,
	const struct wire_hello *hello, char *token);
void peer_close(struct peer **p);

/* False once the connection is gone. */
bool peer_send(struct peer *p, enum wire_type type, struct wire_msg *msg);
bool peer_up(const struct peer *p);

/* The next message within `ms`; NULL when none came.  Lends until the next
 * call. */
const struct wire_msg *peer_next(struct peer *p, int ms);

/* Monotonic, in milliseconds. */
int64_t peer_now(void);

/* A key that nobody else chooses.  Lends until the next call. */
const char *peer_key(struct peer *p);

#endif
