/* SPDX-License-Identifier: MIT */
#include "relay/gate/admin_audit.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "relay/gate/admin_list.h"
#include "relay/gate/trail.h"
#include "shared/mem.h"

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

/* What is too old is not shown, even while it is still there. */
static int64_t since(const struct hub *hub, int64_t within)
{
	int64_t now = hub_now(hub).wall, oldest = trail_oldest(hub);

	return within > 0 && within < (now - oldest) / 1000
		? now - within * 1000
		: oldest;
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

/* The numbers, into what is asked; false: answered. */
static bool read_numbers(struct hub *hub, const struct request *q,
	struct reply *r, struct store_audit_ask *ask)
{
	int64_t after = -1, within = 0;

	if (!answer_query_fits(q, r, "retailer after before within what who") ||
		!answer_query_number(q, r, "after", 0, &after) ||
		!answer_query_number(q, r, "before", 1, &ask->before) ||
		!answer_query_number(q, r, "within", 0, &within))
		return false;
	/* To the store 0 is nothing said, and -1 before the first line. */
	if (after >= 0)
		ask->after = after ? after : -1;
	ask->since = since(hub, within);
	return true;
}

void admin_audit(struct hub *hub, const struct request *q, const char *retailer,
	struct reply *r)
{
	char what[LIMIT_ADDRESS + 1], who[LIMIT_ADDRESS + 1];
	bool nobodys = strcmp(retailer, "-") == 0;
	const struct tenant *t = hub_tenant(hub, retailer);
	struct store_audit_ask ask = {
		.what = what, .retailer = nobodys ? "" : retailer};

	if (!read_numbers(hub, q, r, &ask))
		return;
	answer_query(q, "what", what, sizeof(what));
	answer_query(q, "who", who, sizeof(who));
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
