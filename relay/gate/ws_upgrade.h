/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_WS_UPGRADE_H
#define RELAY_GATE_WS_UPGRADE_H

/* The handshake's checks, which the library leaves to us. */
#include "relay/gate/ws_conn.h"

/* 0: it may become a WebSocket, and kind and origin say what it will be.
 * Otherwise it has been answered; the value is what the callback returns. */
int ws_upgrade_check(struct ws_conn *c);

#endif
