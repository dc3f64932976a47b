/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_queue.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "relay/gate/admin_account.h"
#include "relay/gate/admin_chat.h"
#include "shared/mem.h"
#include "shared/wire.h"

#define MOST 64 /* that may wait; over: busy */

static void free_task(struct admin_task *t)
{
	if (t->msg.type == WIRE_T_CTL_ASSOCIATE &&
		t->msg.ctl_associate.password) {
		char *password = (char *)t->msg.ctl_associate.password;

		sodium_memzero(password, strlen(password));
	}
	wire_fini(&t->msg);
	rules_destroy(&t->rules);
	roster_group_destroy(&t->group);
	roster_staff_destroy(&t->staff);
	roster_template_destroy(&t->template);
	mem_free(t->hash);
	mem_free(t);
}

/* By the time that it is their turn they may be a manager no more. */
static bool may_still(const struct admin_task *t)
{
	const struct tenant *tenant = hub_tenant(t->hub, t->who.retailer);
	const struct roster_staff *s = NULL;

	if (t->who.role == RIGHTS_OPERATOR)
		return true;
	if (tenant)
		s = roster_find_staff(&tenant->roster, &t->who.id);
	return s && s->manager;
}

static void run(struct admin_task *t)
{
	if (!may_still(t)) {
		admin_task_fail(t, ERR_FORBIDDEN, err_text(ERR_FORBIDDEN));
		return;
	}
	switch (t->msg.type) {
	case WIRE_T_CTL_RETAILER:
		admin_task_retailer(t);
		break;
	case WIRE_T_CTL_GROUP:
		admin_task_group(t);
		break;
	case WIRE_T_CTL_TEMPLATE:
		admin_chat_template(t);
		break;
	default:
		assert(t->msg.type == WIRE_T_CTL_ASSOCIATE);
		admin_account_change(t);
		break;
	}
}

/* Off the queue, and on with the next one. */
static void end(struct admin_task *t)
{
	struct admin_queue *q = t->queue;

	assert(q->first == t);
	q->first = t->next;
	if (!q->first)
		q->last = NULL;
	q->n--;
	free_task(t);
	if (q->first)
		run(q->first);
}

void admin_task_done(struct admin_task *t)
{
	log_event(t->hub->log, LOG_INFO, wire_info(t->msg.type)->name,
		"retailer", t->retailer, "by",
		admin_by(&t->who, t->retailer).id, NULL);
	answer_done(t->reply);
	end(t);
}

void admin_task_fail(struct admin_task *t, enum err e, const char *why)
{
	answer_error(t->reply, e, why && why[0] ? why : err_text(e), 0);
	end(t);
}

static void queue(struct admin_queue *q, struct admin_task *t)
{
	if (q->last)
		q->last->next = t;
	else
		q->first = t;
	q->last = t;
	q->n++;
	if (q->first == t)
		run(t);
}

void admin_queue_change(struct admin_queue *q, struct hub *hub,
	const struct admin_io *io, const struct admin_who *who,
	struct wire_msg *msg, struct reply *r)
{
	struct admin_task *t = q->n < MOST ? mem_zero(sizeof(*t)) : NULL;

	if (!t) {
		answer_fail(r, ERR_FULL);
		return;
	}
	t->queue = q;
	t->hub = hub;
	t->io = io;
	t->reply = r;
	t->who = *who;
	t->msg = *msg;
	*msg = (struct wire_msg){.mem = NULL};
	queue(q, t);
}
