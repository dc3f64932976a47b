/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_SESSIONS_H
#define RELAY_GATE_SESSIONS_H

/*
 * The sessions of an account, listed and ended one by one (A8): its own over
 * HTTP, any of a retailer's by norenctl.  Nobody learns a token or its hash.
 * Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

/* GET /v1/sessions and POST /v1/sessions/ID/end; `arg` begins with the ID. */
void sessions_list(struct hub *hub, const struct request *q, struct reply *r);
void sessions_end(struct hub *hub, const struct request *q, const char *arg,
	struct reply *r);

/* The same for norenctl. */
void sessions_admin_list(
	struct hub *hub, const struct wire_ctl_sessions *m, struct reply *r);
void sessions_admin_end(
	struct hub *hub, const struct wire_ctl_session_end *m, struct reply *r);

#endif
