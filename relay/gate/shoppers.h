/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_SHOPPERS_H
#define RELAY_GATE_SHOPPERS_H

/*
 * What is kept of a shopper, for whoever runs the relay (J1): who it is about,
 * all of it, and corrected or erased as they ask.  Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

/* POST /shopper-find: by id, address, order or guest's number. */
void shoppers_find(
	struct hub *hub, const struct wire_ctl_shopper *m, struct reply *r);
/* GET /shopper-lines: a piece of all that there is. */
void shoppers_lines(struct hub *hub, const struct request *q,
	const char *retailer, struct reply *r);

/* POST /shopper-erase and /shopper-correct.  Answered once it is kept; files
 * are removed in the next seconds.  ERR_UNKNOWN: there is nothing of them;
 * ERR_BUSY_CHAT. */
void shoppers_erase(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_erase *m, struct reply *r);
void shoppers_correct(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_correct *m, struct reply *r);

#endif
