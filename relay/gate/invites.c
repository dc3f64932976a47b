/* SPDX-License-Identifier: MIT */
#include "relay/gate/invites.h"

#include <stdio.h>
#include <string.h>

#include "relay/store/store_account.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/wire.h"

#define STANDARD_DAYS 7
#define ROUNDS 8         /* codes that are drawn until one is new */
#define ANSWER_EACH 2048 /* bytes of one in a list, at most */

/* A change on its way. */
struct change {
	struct hub *hub;
	struct reply *reply;
	struct trail_kept by;
	bool withdraw;
	int rounds;
	char code[INVITES_LEN + 1], old[INVITES_LEN + 1];
	char groups[LIMIT_TITLE + 1];
	int64_t days, uses;
};

/* ---- codes ---- */

bool invites_read(const char *said, char out[INVITES_LEN + 1])
{
	size_t len = strlen(said);

	if (len != INVITES_LEN)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = said[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (!c || !strchr(INVITES_LETTERS, c))
			return false;
		out[i] = c;
	}
	out[len] = '\0';
	return true;
}

static void draw(const struct hub *hub, char out[INVITES_LEN + 1])
{
	uint8_t bytes[INVITES_LEN];

	hub->io.random(hub->io.ctx, bytes, sizeof(bytes));
	for (int i = 0; i < INVITES_LEN; i++)
		out[i] = INVITES_LETTERS[bytes[i] % 32];
	out[INVITES_LEN] = '\0';
}

/* In the audit log only its beginning: who reads that may not sign up. */
static void trail(
	const struct change *c, enum audit_what what, const char *code)
{
	char about[INVITES_LEN + 1];

	snprintf(about, sizeof(about), "%.2s****", code);
	trail_write(c->hub, &c->by.who, what, about);
}

/* ---- answers ---- */

static int standing(const struct store_invite *i, int64_t now)
{
	if (i->withdrawn)
		return WIRE_STANDING_WITHDRAWN;
	if (i->used >= i->uses)
		return WIRE_STANDING_USED;
	return i->expires <= now ? WIRE_STANDING_EXPIRED : WIRE_STANDING_OPEN;
}

static struct wire_msg message(const struct store_invite *i, int64_t now)
{
	struct wire_msg m = {.type = WIRE_T_INVITE};

	m.invite.code = i->code;
	m.invite.standing = standing(i, now);
	m.invite.made = i->made;
	m.invite.expires = i->expires;
	m.invite.uses = i->uses;
	m.invite.used = i->used;
	m.invite.by = i->by;
	m.invite.groups = i->groups;
	return m;
}

static void issue(struct change *c);

static void on_changed(
	void *ctx, enum err e, const struct store_invite *rows, int n)
{
	struct change *c = ctx;
	struct wire_msg m;

	if (e == ERR_EXISTS && c->rounds < ROUNDS) {
		issue(c);
		return;
	}
	if (e == ERR_EXISTS)
		e = ERR_FULL;
	if (e == ERR_OK && n == 1) {
		if (c->old[0])
			trail(c, AUDIT_INVITE_WITHDRAWN, c->old);
		if (!c->withdraw)
			trail(c, AUDIT_INVITE_ISSUED, rows->code);
		m = message(rows, hub_now(c->hub).wall);
		answer_msg(c->reply, &m);
	} else {
		answer_fail(c->reply, e ? e : ERR_UNKNOWN);
	}
	mem_free(c);
}

static void issue(struct change *c)
{
	int64_t now = hub_now(c->hub).wall;
	const struct store_invite row = {
		.code = c->code,
		.retailer = c->by.retailer,
		.by = c->by.name,
		.groups = c->groups,
		.made = now,
		.expires = now + c->days * TIMES_DAY,
		.uses = c->uses,
	};

	c->rounds++;
	draw(c->hub, c->code);
	store_put_invite(c->hub->store, &row, c->old, on_changed, c);
}

/* ---- questions ---- */

/* What is asked, into `c`; else an error, and why if more is to be said. */
static enum err understand(struct change *c, const struct tenant *t,
	const struct wire_ctl_invite *m, char why[ROSTER_WHY])
{
	bool named = m->code && m->code[0];
	const char *groups = m->groups ? m->groups : "";

	if (!t)
		return ERR_RETAILER;
	if (named != (m->withdraw || m->replace) || (m->withdraw && m->replace))
		return ERR_FIELD;
	if (named && !invites_read(m->code, c->old))
		return ERR_UNKNOWN;
	if (roster_check_groups(&t->roster, groups, "", why) != ERR_OK)
		return ERR_UNKNOWN;
	c->withdraw = m->withdraw;
	c->days = m->days ? m->days : STANDARD_DAYS;
	c->uses = m->uses ? m->uses : 1;
	snprintf(c->groups, sizeof(c->groups), "%s", groups);
	return ERR_OK;
}

void invites_change(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_invite *m, struct reply *r)
{
	struct change *c = mem_zero(sizeof(*c));
	char why[ROSTER_WHY] = "";
	enum err e;

	if (!c) {
		answer_fail(r, ERR_FULL);
		return;
	}
	c->hub = hub;
	c->reply = r;
	trail_keep(&c->by, by);
	e = understand(c, hub_tenant(hub, by->retailer), m, why);
	if (e != ERR_OK) {
		answer_error(r, e, why[0] ? why : err_text(e), 0);
		mem_free(c);
	} else if (c->withdraw) {
		store_withdraw_invite(hub->store, c->by.retailer, c->old,
			hub_now(hub).wall, on_changed, c);
	} else {
		issue(c);
	}
}

struct listing {
	struct hub *hub;
	struct reply *reply;
};

static void on_listed(
	void *ctx, enum err e, const struct store_invite *rows, int n)
{
	struct listing *l = ctx;
	int64_t now = hub_now(l->hub).wall;
	struct buf b;

	buf_init(&b, (size_t)LIMIT_INVITES * ANSWER_EACH);
	buf_add_str(&b, "{\"invites\":[");
	for (int i = 0; i < n; i++) {
		struct wire_msg m = message(&rows[i], now);

		if (i > 0)
			buf_add_char(&b, ',');
		wire_encode(&m, &b);
	}
	buf_add_str(&b, "]}");
	if (e != ERR_OK || b.err)
		answer_fail(l->reply, e ? e : ERR_FULL);
	else
		answer_json(l->reply, 200, buf_str(&b));
	buf_fini(&b);
	mem_free(l);
}

void invites_list(struct hub *hub, const char *retailer, struct reply *r)
{
	struct listing *l;

	if (!hub_tenant(hub, retailer)) {
		answer_fail(r, ERR_RETAILER);
		return;
	}
	l = mem_alloc(sizeof(*l));
	if (!l) {
		answer_fail(r, ERR_FULL);
		return;
	}
	*l = (struct listing){hub, r};
	store_invites(hub->store, retailer, on_listed, l);
}
