/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_MAIL_H
#define RELAY_GATE_ADMIN_MAIL_H

/* What norenctl asks of outgoing mail.  Pure. */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

/* POST /mail: answered once the mail is in the queue. */
void admin_mail_test(
	struct hub *hub, const struct wire_ctl_mail *m, struct reply *r);

/* GET /mails/RETAILER: what waits. */
void admin_mail_queue(struct hub *hub, const char *retailer, struct reply *r);

#endif
