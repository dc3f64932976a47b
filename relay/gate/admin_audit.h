/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_AUDIT_H
#define RELAY_GATE_ADMIN_AUDIT_H

/*
 * GET /audit?retailer=KEY&after=SEQ&before=SEQ&within=MS&what=WORD&who=WHO,
 * what norenctl and managers read of the audit log (J3), as trace messages, the
 * newest last: those of the last MS milliseconds, at most STORE_AUDIT, which
 * are the newest unless `after` says otherwise.  The retailer "-" is
 * nobody's; WHO is the address of an account, an id, or one of audit.h's
 * words.  Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

void admin_audit(struct hub *hub, const struct request *q, const char *retailer,
	struct reply *r);

#endif
