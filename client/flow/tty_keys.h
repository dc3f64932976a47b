/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_TTY_KEYS_H
#define CLIENT_FLOW_TTY_KEYS_H

/*
 * Single keys of the terminal, without an Enter and without an echo; Ctrl-C
 * stays a signal.  Whatever ends the process, the terminal gets its modes back
 * (client/term/tty_guard.h).
 */
#include "shared/err.h"

struct tty_keys; /* opaque */
struct ws_loop;

/* Calls fn with each byte that is typed, out of ws_loop_run; with 0 when the
 * terminal is gone.  ERR_IO: there is no terminal; ERR_NOMEM. */
enum err tty_keys_new(struct ws_loop *loop, void (*fn)(void *ctx, char key),
	void *ctx, struct tty_keys **out);

/* Before the loop is destroyed. */
void tty_keys_destroy(struct tty_keys **k);

#endif
