/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_RETENTION_H
#define RELAY_GATE_ADMIN_RETENTION_H

/* What norenctl asks of the retention (retention.h).  Pure. */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

/* GET /retention/KEY: the days, and how much is past them. */
void admin_retention_show(
	struct hub *hub, const char *retailer, struct reply *r);

/* POST /expire: does away with some of it now; `more` if there is some left. */
void admin_retention_run(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_expire *m, struct reply *r);

#endif
