/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_LIST_H
#define RELAY_GATE_ADMIN_LIST_H

/* What norenctl reads: the relay's state, retailers, accounts.  Pure. */
#include <jansson.h>

#include "relay/gate/admin.h"

/* Answers with the value, which it takes; NULL is a failed allocation. */
void admin_list_send(struct reply *r, json_t *value);

void admin_list_status(const struct hub *hub, const struct admin_status *status,
	struct reply *r);
void admin_list_retailers(const struct hub *hub, struct reply *r);
/* GET /retailer/KEY: a ctl_retailer message, with the numbers that hold whether
 * they were set or not. */
void admin_list_retailer(
	const struct hub *hub, const char *retailer, struct reply *r);
/* GET /groups/KEY: ctl_group messages. */
void admin_list_groups(
	const struct hub *hub, const char *retailer, struct reply *r);
void admin_list_associates(
	const struct hub *hub, const char *retailer, struct reply *r);

#endif
