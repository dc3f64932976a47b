/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_MANAGE_H
#define RELAY_GATE_MANAGE_H

/*
 * The managers' door (I1): /v1/manage/…, what norenctl asks the control socket
 * for, but over HTTP by a manager's session and for their own retailer.  Each
 * request proves the session anew, counts against a limit as messages do, and
 * is then admin.c's.  Pure.
 */
#include <stdbool.h>

#include "relay/gate/admin.h"

#define MANAGE_PATH "/v1/manage/"
#define MANAGE_SLOTS 256 /* people whose rate is known at once */

struct manage; /* opaque */

/* The hub and the admin are lent for its life.  NULL: no memory. */
struct manage *manage_new(struct hub *hub, struct admin *admin);
/* Nothing may be unanswered. */
void manage_destroy(struct manage **m);

/* Is it at that door? */
bool manage_path(const char *path);

/* Answers by `r`, now or later.  ERR_TOKEN: there is no such session;
 * ERR_FORBIDDEN: it is no manager's, or not for managers to do; ERR_RATE;
 * what admin.c says. */
void manage_handle(struct manage *m, const struct request *q, struct reply *r);

#endif
