/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_CHAT_H
#define RELAY_GATE_ADMIN_CHAT_H

/*
 * What norenctl asks for that chats are made of: greetings and saved replies
 * (D3), blocks (D9), problem reports (H3).  Pure.
 */
#include "relay/gate/admin_task.h"

/* PUT /template: begins, as admin_task.h says. */
void admin_chat_template(struct admin_task *t);

/* GET /templates/RETAILER, /blocks/RETAILER, /reports/RETAILER, and
 * /report/ID?retailer=RETAILER. */
void admin_chat_templates(
	const struct hub *hub, const char *retailer, struct reply *r);
void admin_chat_blocks(struct hub *hub, const char *retailer, struct reply *r);
void admin_chat_reports(struct hub *hub, const char *retailer, struct reply *r);
void admin_chat_report(
	struct hub *hub, const char *retailer, const char *id, struct reply *r);

/* POST /unblock: answered once the block is lifted for good. */
void admin_chat_unblock(
	struct hub *hub, const struct wire_ctl_unblock *m, struct reply *r);

#endif
