/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_SIGNUP_H
#define RELAY_GATE_SIGNUP_H

/*
 * Signing up (A1, A2): an invite, an address, a name and a password, then the
 * code that was mailed there.  What is wrong has an error of its own, the
 * invite's first: who has none learns nothing about addresses.  Pure.
 */
#include "relay/gate/codes.h"

/* POST /v1/sign-up and /v1/sign-up/confirm.  What was checked when it began is
 * checked again when the account is made, so that of two who race for an
 * address or an invite's last use one wins. */
void signup_begin(struct codes *c, const struct request *q, struct reply *r);
void signup_confirm(struct codes *c, const struct request *q, struct reply *r);

#endif
