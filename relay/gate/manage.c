/* SPDX-License-Identifier: MIT */
#include "relay/gate/manage.h"

#include <stdio.h>
#include <string.h>

#include "relay/gate/bearer.h"
#include "relay/gate/bucket.h"
#include "relay/gate/token.h"
#include "shared/mem.h"
#include "shared/times.h"

/* A request reads lists from the store, or changes something for good: twice an
 * ordinary message. */
#define MANAGE_COST (2 * BUCKET_POINT)

/* How much one of the staff has asked for lately. */
struct pace {
	struct id who; /* "": nobody's */
	struct bucket bucket;
	int64_t used; /* steady us */
};

struct manage {
	struct hub *hub;
	struct admin *admin;
	struct pace paces[MANAGE_SLOTS];
};

/* A request while the store is asked whose it is. */
struct asking {
	struct manage *manage;
	struct request request;
	struct reply *reply;
};

struct manage *manage_new(struct hub *hub, struct admin *admin)
{
	struct manage *m = mem_zero(sizeof(*m));

	if (m) {
		m->hub = hub;
		m->admin = admin;
	}
	return m;
}

void manage_destroy(struct manage **m)
{
	mem_free(*m);
	*m = NULL;
}

bool manage_path(const char *path)
{
	return strncmp(path, MANAGE_PATH, strlen(MANAGE_PATH)) == 0;
}

/* Theirs, or the one that was used longest ago. */
static struct pace *pace_of(struct manage *m, const struct id *who, int64_t now)
{
	struct pace *oldest = &m->paces[0];

	for (int i = 0; i < MANAGE_SLOTS; i++) {
		struct pace *p = &m->paces[i];

		if (id_same(&p->who, who))
			return p;
		if (p->used < oldest->used)
			oldest = p;
	}
	oldest->who = *who;
	bucket_init(&oldest->bucket, &m->hub->config.rate, now);
	return oldest;
}

/* Microseconds to wait; 0: they may ask. */
static int64_t count(struct manage *m, const struct id *who)
{
	const struct bucket_policy *rate = &m->hub->config.rate;
	int64_t now = hub_now(m->hub).steady;
	struct pace *p = pace_of(m, who, now);

	p->used = now;
	return bucket_take(&p->bucket, rate, MANAGE_COST, now) == BUCKET_OK
		? 0
		: bucket_wait(&p->bucket, rate, MANAGE_COST);
}

static void ask(const struct asking *a, const struct store_associate *account)
{
	struct admin_who who = {
		.role = account->manager ? RIGHTS_MANAGER : RIGHTS_ASSOCIATE,
		.id = account->id,
		.peer = a->request.peer,
	};

	snprintf(who.retailer, sizeof(who.retailer), "%s", account->retailer);
	snprintf(who.name, sizeof(who.name), "%s", account->name);
	admin_ask(a->manage->admin, &who, &a->request, a->reply);
}

static void on_session(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;
	int64_t wait = 0;

	if (e != ERR_OK)
		e = e == ERR_TOKEN ? e : ERR_FULL;
	else if (a->manage->hub->draining)
		e = ERR_RESTART;
	else
		wait = count(a->manage, &account->id);
	if (e != ERR_OK)
		answer_fail(a->reply, e);
	else if (wait > 0)
		answer_error(a->reply, ERR_RATE, err_text(ERR_RATE), wait);
	else
		ask(a, account);
	mem_free(a);
}

void manage_handle(struct manage *m, const struct request *q, struct reply *r)
{
	struct asking *a = NULL;

	if (!token_valid(q->bearer)) {
		answer_fail(r, ERR_TOKEN);
		return;
	}
	if (store_pending(m->hub->store) <= HUB_STORE_MOST)
		a = mem_zero(sizeof(*a));
	if (!a) {
		answer_fail(r, ERR_FULL);
		return;
	}
	*a = (struct asking){.manage = m, .request = *q, .reply = r};
	a->request.path = q->path + strlen(MANAGE_PATH) - 1;
	bearer_find(m->hub, q, on_session, a);
}
