/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_SIGNOUT_H
#define RELAY_GATE_SIGNOUT_H

/* POST /v1/sign-out: the session is over, and so are its sockets.  Pure. */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

void signout_take(struct hub *hub, const struct request *q, struct reply *r);

#endif
