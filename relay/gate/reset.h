/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_RESET_H
#define RELAY_GATE_RESET_H

/*
 * A forgotten password (A4): a code to the registered address, then a new
 * password.  An address that nobody registered gets the same answers after the
 * same work, but for the mail, which is written and thrown away.  Pure.
 */
#include "relay/gate/codes.h"

/* POST /v1/forgot and /v1/reset. */
void reset_forgot(struct codes *c, const struct request *q, struct reply *r);
void reset_take(struct codes *c, const struct request *q, struct reply *r);

#endif
