/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_EXPORT_H
#define RELAY_GATE_EXPORT_H

/*
 * The archive as a file (J2): POST /v1/export gives a part of it, as lines.
 * Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

#define EXPORT_AT_ONCE 4 /* parts that are being read; over: busy */

/* One's own, or for managers the team's, by the session's token. */
void export_take(struct hub *hub, const struct request *q, struct reply *r);

#endif
