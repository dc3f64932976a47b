/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_audit.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "relay/gate/admin_list.h"
#include "relay/gate/trail.h"
#include "shared/mem.h"

#define NUMBER_SIZE 20

struct reading {
	struct reply *reply;
	bool forwards;
};

static json_t *line_of(const struct store_audit *a)
{
	return json_pack("{s:s,s:I,s:I,s:s,s:s,s:s,s:s,s:s}", "t", "trace",
		"seq", (json_int_t)a->seq, "at", (json_int_t)a->at, "what",
		a->what, "who", a->who, "name", a->name, "from", a->origin,
		"about", a->about);
}

static void on_read(
	void *ctx, enum err e, const struct store_audit *rows, int n)
{
	struct reading *p = ctx;
	json_t *all = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(
			all, line_of(&rows[p->forwards ? i : n - 1 - i]));
	if (e == ERR_OK)
		admin_list_send(p->reply,
			json_pack("{s:O,s:b}", "audit", all, "more",
				n == STORE_AUDIT));
	else
		answer_fail(p->reply, e);
	json_decref(all);
	mem_free(p);
}

/* An account is known by its address; what is no account's stays as it is. */
static const char *who_of(const struct tenant *t, const char *said)
{
	const struct roster_staff *s = t ? t->roster.staff : NULL;

	while (s && strcasecmp(s->address, said) != 0)
		s = s->next;
	return s ? s->id.s : said;
}

static int64_t number(const struct request *q, const char *name)
{
	char text[NUMBER_SIZE];

	return strtoll(answer_query(q, name, text, sizeof(text)), NULL, 10);
}

/* What is too old is not shown, even while it is still there. */
static int64_t since(const struct hub *hub, const struct request *q)
{
	int64_t ms = number(q, "within"), oldest = trail_oldest(hub);
	int64_t now = hub_now(hub).wall;

	return ms > 0 && ms < (now - oldest) / 1000 ? now - ms * 1000 : oldest;
}

static void begin(
	struct hub *hub, const struct store_audit_ask *ask, struct reply *r)
{
	struct reading *p = mem_alloc(sizeof(*p));

	if (!p) {
		answer_fail(r, ERR_FULL);
		return;
	}
	*p = (struct reading){.reply = r, .forwards = ask->after != 0};
	store_audit_read(hub->store, ask, on_read, p);
}

void admin_audit(struct hub *hub, const struct request *q, const char *retailer,
	struct reply *r)
{
	char what[LIMIT_SLUG + 1];
	char who[LIMIT_ADDRESS + 1];
	struct store_audit_ask ask = {.what = what,
		.after = number(q, "after"),
		.before = number(q, "before"),
		.since = since(hub, q)};
	const struct tenant *t;
	bool nobodys;

	answer_query(q, "what", what, sizeof(what));
	answer_query(q, "who", who, sizeof(who));
	nobodys = strcmp(retailer, "-") == 0;
	t = hub_tenant(hub, retailer);
	ask.retailer = nobodys ? "" : retailer;
	ask.who = who[0] ? who_of(t, who) : "";
	if (!nobodys && !t)
		answer_fail(r, ERR_RETAILER);
	else if (what[0] && audit_find(what) == AUDIT_COUNT)
		answer_error(r, ERR_FIELD,
			"There is no such word in the audit log.", 0);
	else if (who[0] && strchr(who, '@') && ask.who == who)
		answer_error(r, ERR_UNKNOWN,
			"There is no account of that address; one that is gone "
			"is known by its id.",
			0);
	else
		begin(hub, &ask, r);
}
