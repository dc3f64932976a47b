/* SPDX-License-Identifier: MIT */
#include "relay/gate/dispatch.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/archive.h"
#include "relay/gate/enquiries.h"
#include "relay/gate/figures.h"
#include "relay/gate/find.h"
#include "relay/gate/hello.h"
#include "relay/gate/hub.h"
#include "relay/gate/origin.h"
#include "relay/gate/rights.h"
#include "relay/gate/shown.h"
#include "relay/gate/sold.h"
#include "relay/gate/tap.h"
#include "relay/gate/trail.h"
#include "shared/limits.h"
#include "shared/times.h"

/* What any message costs before it is known, by its bytes; what it is adds to
 * that, so that an ordinary `say` is one BUCKET_POINT. */
#define COST_ANY (BUCKET_POINT / 10)
#define COST_KIB (BUCKET_POINT / 10)

static int64_t cost_of(enum wire_type type)
{
	switch (type) {
	case WIRE_T_TYPING:
	case WIRE_T_SEEN:
	case WIRE_T_PING:
		return BUCKET_POINT / 10;
	case WIRE_T_FIND: /* one comes with every letter that is typed */
		return BUCKET_POINT / 4;
	case WIRE_T_RESUME:
	case WIRE_T_ENQUIRIES:
	case WIRE_T_ENQUIRE:
	case WIRE_T_SHELVES:
	case WIRE_T_ARCHIVE:
	case WIRE_T_TEAM_ARCHIVE:
	case WIRE_T_PERFORMANCE:
	case WIRE_T_TEAM_PERFORMANCE:
		return 2 * BUCKET_POINT;
	default:
		return BUCKET_POINT - COST_ANY;
	}
}

size_t dispatch_most(const struct caller *s)
{
	return s->kind == CALLER_ASSOCIATE ? LIMIT_ASSOCIATE_FRAME
					   : LIMIT_SHOPPER_FRAME;
}

void dispatch_refuse(struct caller *s, enum err e)
{
	if (s->state != CALLER_CLOSING)
		caller_fail(s, NULL, e, 0);
}

static void pong(struct caller *s, const struct wire_msg *ping)
{
	struct wire_msg m = {.type = WIRE_T_PONG, .ref = ping->ref};

	m.pong.now = hub_now(s->hub).wall;
	caller_say(s, &m);
}

void dispatch_command(struct caller *s, const struct wire_msg *msg,
	const struct dispatch_known *known)
{
	struct hub *h = s->hub;
	struct desk_cmd cmd = tenant_cmd(s->tenant, DESK_C_MESSAGE, s->id);

	if (h->draining) {
		caller_fail(s, msg->ref, ERR_RESTART, TIMES_SECOND);
		return;
	}
	if (store_pending(h->store) > HUB_STORE_MOST) {
		caller_fail(s, msg->ref, ERR_FULL, TIMES_SECOND);
		return;
	}
	if (msg->type == WIRE_T_PAGE && hello_view(s, &msg->page) != ERR_OK) {
		caller_close(s, ERR_FULL, TIMES_SECOND);
		return;
	}
	cmd.message = msg;
	cmd.media = known ? known->media : NULL;
	cmd.sale = known ? known->sale : NULL;
	cmd.earlier = known ? known->earlier : NULL;
	if (s->tenant->tap)
		tap_said(s->tenant->tap, cmd.now.wall, s, msg);
	trail_note(s, msg);
	if (tenant_do(s->tenant, &cmd) == ERR_NOMEM)
		caller_close(s, ERR_FULL, TIMES_SECOND);
}

/* D5: associates recommend what the shop has, not what lies elsewhere. */
static bool of_the_shop(const struct caller *s, const char *url)
{
	const char *host = url ? strstr(url, "://") : NULL;
	char origin[LIMIT_URL + 1];

	if (!url)
		return true;
	if (!host)
		return false;
	snprintf(origin, sizeof(origin), "%.*s",
		(int)(host + 3 - url + (ptrdiff_t)strcspn(host + 3, "/?#")),
		url);
	return origin_listed(s->tenant->rules->origins, origin);
}

/* Anybody can be any number of shoppers, but not at any number of addresses. */
static void enquire(struct caller *s, const struct wire_msg *msg)
{
	const struct hub_io *io = &s->hub->io;
	int64_t wait = io->enquire(io->ctx, s);

	if (wait)
		caller_fail(s, msg->ref, ERR_RATE, wait);
	else
		dispatch_command(s, msg, NULL);
}

/* Whether an associate is a manager is only looked up where it matters. */
static bool may(const struct caller *s, unsigned who)
{
	const struct roster_staff *staff;
	enum rights role = RIGHTS_ASSOCIATE;

	if (s->kind == CALLER_SHOPPER)
		return who & RIGHTS_SHOPPER;
	if ((who & RIGHTS_STAFF) == RIGHTS_MANAGER && s->tenant) {
		staff = roster_find_staff(&s->tenant->roster, &s->who);
		if (staff && staff->manager)
			role = RIGHTS_MANAGER;
	}
	return who & role;
}

/* A message that could be read; its bytes have cost so much already. */
static void message(struct caller *s, const struct wire_msg *msg, int64_t paid)
{
	const struct bucket_policy *rate = &s->hub->config.rate;
	int64_t now = hub_now(s->hub).steady, cost = cost_of(msg->type);
	unsigned who = rights_message(msg->type);
	bool nobodys = who & RIGHTS_NOBODY;

	if (nobodys != (s->state == CALLER_NEW)) {
		caller_fail(s, msg->ref, ERR_HELLO, 0);
		return;
	}
	switch (bucket_take(&s->bucket, rate, cost, now)) {
	case BUCKET_FLOOD:
		caller_fail(s, msg->ref, ERR_FLOOD, 0);
		return;
	case BUCKET_WAIT:
		/* Until the whole of it can be paid again. */
		caller_fail(s, msg->ref, ERR_RATE,
			bucket_wait(&s->bucket, rate, paid + cost));
		return;
	case BUCKET_OK:
		break;
	}
	if (msg->type == WIRE_T_HELLO)
		hello_take(s, msg);
	else if (s->state == CALLER_LOOKING && msg->type != WIRE_T_PING)
		caller_fail(s, msg->ref, ERR_FULL, TIMES_SECOND);
	else if (!may(s, who))
		caller_fail(s, msg->ref, ERR_FORBIDDEN, 0);
	else if (msg->type == WIRE_T_PING)
		pong(s, msg);
	else if (msg->type == WIRE_T_ENQUIRE)
		enquire(s, msg);
	else if (msg->type == WIRE_T_RECOMMEND &&
		!of_the_shop(s, msg->recommend.url))
		caller_refuse(s, msg->ref, ERR_FIELD, "url");
	else if (msg->type == WIRE_T_FIND || msg->type == WIRE_T_SHELVES)
		find_take(s, msg);
	else if (msg->type == WIRE_T_ARCHIVE ||
		msg->type == WIRE_T_TEAM_ARCHIVE)
		archive_take(s, msg);
	else if (msg->type == WIRE_T_PERFORMANCE ||
		msg->type == WIRE_T_TEAM_PERFORMANCE)
		figures_take(s, msg);
	else if (msg->type == WIRE_T_ANSWERED)
		enquiries_answered(s, msg);
	else if (msg->type == WIRE_T_SHOW)
		shown_take(s, msg);
	else if (sold_is(msg))
		sold_take(s, msg);
	else
		dispatch_command(s, msg, NULL);
}

void dispatch_frame(struct caller *s, const char *text, size_t len)
{
	int64_t cost = COST_ANY + (int64_t)(len / 1024) * COST_KIB;
	struct wire_msg msg = {.mem = NULL};
	const char *why = "";
	enum err e;

	assert(s->magic == CALLER_MAGIC);
	if (s->state == CALLER_CLOSING)
		return;
	if (len > dispatch_most(s)) {
		caller_fail(s, NULL, ERR_SIZE, 0);
		return;
	}
	/* Before any work is done for it. */
	if (bucket_take(&s->bucket, &s->hub->config.rate, cost,
		    hub_now(s->hub).steady) == BUCKET_FLOOD) {
		caller_fail(s, NULL, ERR_FLOOD, 0);
		return;
	}
	e = wire_decode(
		text, len, dispatch_most(s), caller_from(s), &msg, &why);
	if (e == ERR_OK)
		message(s, &msg, cost);
	else if (e == ERR_NOMEM)
		caller_close(s, ERR_FULL, TIMES_SECOND);
	else
		caller_refuse(s, msg.ref, e, why);
	wire_fini(&msg);
}
