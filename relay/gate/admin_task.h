/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_TASK_H
#define RELAY_GATE_ADMIN_TASK_H

/*
 * A change that norenctl or a manager asked for, on its way: checked, kept by
 * the store, then told to the desk.
 */
#include "relay/gate/admin.h"
#include "relay/gate/roster.h"
#include "relay/gate/trail.h"

struct admin_queue;

struct admin_task {
	struct admin_task *next;
	struct admin_queue *queue;
	struct hub *hub;
	const struct admin_io *io;
	struct reply *reply;
	struct admin_who who;
	struct wire_msg msg;  /* owns its strings */
	const char *retailer; /* its key, in msg */
	struct tenant *tenant;
	/* What will be true; each is NULL once it has been handed on. */
	struct rules *rules;
	struct roster_group *group;
	struct roster_staff *staff;
	struct roster_template *template;
	/* An account. */
	bool known;                 /* it is there */
	struct store_associate row; /* lives in msg, and hash */
	char *hash;                 /* NULL: no password was said */
};

/* Writes a line into the audit log, of who asks and the task's retailer. */
void admin_task_trail(
	const struct admin_task *t, enum audit_what what, const char *about);

/* Each begins; the task ends by one of the two below, now or later. */
void admin_task_retailer(struct admin_task *t);
void admin_task_group(struct admin_task *t);

/* Answers, frees the task and begins the next. */
void admin_task_done(struct admin_task *t);
void admin_task_fail(struct admin_task *t, enum err e, const char *why);

/* What was said, else what was there, else the standard; where there may be
 * nothing at all the word for it is none, since "" is not said on the wire. */
const char *admin_task_pick_or_none(
	const char *said, const char *there, const char *standard);
/* Of a name that nobody could see nothing is made: people look for it.
 * ERR_CONFIG, and why; none that is said is fine. */
enum err admin_task_check_name(const char *said, char why[RULES_WHY]);

#endif
