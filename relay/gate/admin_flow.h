/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_FLOW_H
#define RELAY_GATE_ADMIN_FLOW_H

/*
 * What norenflow(1) asks for over the control socket: who plays in a test flow
 * is signed in without a password, and what real people do is written down.
 * Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

/* Retailers with such a key are the test flows' own. */
#define ADMIN_FLOW_PREFIX "flow-"
#define ADMIN_FLOW_REFUSED \
	"Only test flows do that, at a retailer of their own (flow-...), and " \
	"only where the setting flows is yes."

/* May test flows do as they like with this retailer, there or not?  Else
 * ERR_FORBIDDEN. */
enum err admin_flow_allowed(const struct hub *hub, const char *retailer);

/* POST /session. */
void admin_flow_session(
	struct hub *hub, const struct wire_ctl_session *m, struct reply *r);

/* POST /record, and GET /record?retailer=KEY&after=N: JSON, a line a deed. */
void admin_flow_record(
	struct hub *hub, const struct wire_ctl_record *m, struct reply *r);
void admin_flow_recorded(const struct hub *hub, const struct request *q,
	const char *retailer, struct reply *r);

#endif
