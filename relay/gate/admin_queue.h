/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_QUEUE_H
#define RELAY_GATE_ADMIN_QUEUE_H

/* Changes that norenctl and managers ask for: one at a time, in the order in
 * which they came.  Pure. */
#include "relay/gate/admin_task.h"

/* An empty one is all zero. */
struct admin_queue {
	struct admin_task *first, *last; /* the first one is being done */
	int n;
};

/* Takes the message, unless too many wait, and does it when its turn comes. */
void admin_queue_change(struct admin_queue *q, struct hub *hub,
	const struct admin_io *io, const struct admin_who *who,
	struct wire_msg *msg, struct reply *r);

#endif
