/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_UV_TURN_H
#define RELAY_GATE_UV_TURN_H

/*
 * The turns of the loop: sockets are read and become commands, the desks step,
 * and in uv_check what has gathered goes to the store as one batch a desk.
 * The store answers through uv_async; then its notices go out.
 */
#include "relay/gate/uv_state.h"

/* Sets the loop's own handles up and starts them. */
void uv_turn_init(struct uv_state *r);

/* Something has gathered: the loop must not sleep before uv_check. */
void uv_turn_busy(struct uv_state *r);

/* The store has answers (on the store's thread; ctx is the state). */
void uv_turn_kept(void *ctx);

#endif
