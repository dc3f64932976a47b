/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_UV_END_H
#define RELAY_GATE_UV_END_H

/*
 * How a relay ends: no new connections and commands, what was said is kept and
 * told, everybody is sent away, and all is closed in order, within seconds.
 */
#include "relay/gate/uv_state.h"

/* Begins to end; `because` is for the log. */
void uv_end_drain(struct uv_state *r, const char *because);

/* Ends at once, because something failed. */
void uv_end_fail(struct uv_state *r, enum err e, const char *why);

/* SIGTERM and SIGINT drain, and a second one ends it on the spot; SIGHUP reads
 * the certificate anew. */
void uv_end_on_signal(uv_signal_t *signal, int number);

#endif
