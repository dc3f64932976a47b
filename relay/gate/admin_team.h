/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_TEAM_H
#define RELAY_GATE_ADMIN_TEAM_H

/*
 * A retailer's people as managers and norenctl see them (I1): its accounts with
 * their sessions, signed out everywhere.  Pure.
 */
#include "relay/gate/admin.h"
#include "relay/gate/trail.h"

/* Lists are the "name":[message, …] of LIMIT_HTTP_LIST bytes at most; begin,
 * add each message, send.  What does not fit is ERR_FULL. */
void admin_team_begin(struct buf *list, const char *name);
void admin_team_add(struct buf *list, const struct wire_msg *msg);
void admin_team_send(struct buf *list, struct reply *r);

/* GET /accounts/RETAILER: account messages. */
void admin_team_accounts(
	struct hub *hub, const char *retailer, struct reply *r);

/* POST /sign-out: every session of the account ends, and its connections.
 * ERR_UNKNOWN; ERR_LAST_MANAGER: a manager asks, and it is the last one. */
void admin_team_sign_out(struct hub *hub, const struct admin_who *who,
	const struct wire_ctl_sign_out *m, struct reply *r);

#endif
