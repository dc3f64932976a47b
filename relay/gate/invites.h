/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_INVITES_H
#define RELAY_GATE_INVITES_H

/*
 * Invite codes (A1): 6 characters of INVITES_LETTERS, unique in the whole
 * installation, each of one retailer, good for some days and some people,
 * until a manager withdraws or replaces it.  Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"
#include "relay/gate/trail.h"
#include "shared/wire.h"

/* Capital letters and digits without 0 O 1 I: 32 of them, 30 bits a code. */
#define INVITES_LETTERS "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
#define INVITES_LEN 6

/* Writes the code as it is kept: what was said may be in small letters.  False:
 * it is none. */
bool invites_read(const char *said, char out[INVITES_LEN + 1]);

/* Issues, withdraws or replaces one on behalf of `by`, whose right to do so and
 * whose retailer have been checked; answers with it (invite), once it is kept.
 * Both are lent for the call.  ERR_UNKNOWN: no such code or group; ERR_FIELD:
 * it is not clear what to do; ERR_FULL: too many are open. */
void invites_change(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_invite *m, struct reply *r);

/* All of them, the newest first: {"invites":[…]} of invite messages. */
void invites_list(struct hub *hub, const char *retailer, struct reply *r);

#endif
