/* SPDX-License-Identifier: MIT */
#include "client/model/manage.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/act.h"
#include "client/model/action.h"
#include "client/model/effects.h"
#include "client/model/model.h"
#include "client/model/view.h"
#include "shared/mem.h"
#include "shared/times.h"

#define BIT(kind) (UINT64_C(1) << ASK_##kind)

/* The lists of each page. */
static const struct {
	enum model_place place;
	uint64_t lists;
} pages[] = {
	{MODEL_TEAM, BIT(M_ACCOUNTS) | BIT(M_GROUPS)},
	{MODEL_INVITES, BIT(M_INVITES) | BIT(M_GROUPS)},
	{MODEL_HOURS, BIT(M_RETAILER) | BIT(M_GROUPS)},
	{MODEL_GROUPS, BIT(M_GROUPS)},
	{MODEL_GREETINGS, 0}, /* they come by themselves */
	{MODEL_LIMITS, BIT(M_RETAILER)},
	{MODEL_AUDIT, BIT(M_AUDIT) | BIT(M_ACCOUNTS)},
};

static uint64_t lists_of(enum model_place place)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
		if (pages[i].place == place)
			return pages[i].lists;
	return 0;
}

bool manage_place(enum model_place place)
{
	return place >= MODEL_BLOCKED && place <= MODEL_AUDIT;
}

/* ---- what is kept ---- */

static void keep(char **to, const char *s)
{
	mem_free(*to);
	*to = mem_strdup(s ? s : "");
	assert(*to);
}

static void shop_fini(struct manage_shop *s)
{
	mem_free(s->name);
	mem_free(s->zone);
	mem_free(s->accent);
	mem_free(s->hours);
	mem_free(s->support);
	*s = (struct manage_shop){0};
}

static void drop_group(struct manage *g, int i)
{
	mem_free(g->groups[i].shown);
	mem_free(g->groups[i].name);
	mem_free(g->groups[i].hours);
	memmove(&g->groups[i], &g->groups[i + 1],
		(size_t)(g->n_groups - i - 1) * sizeof(*g->groups));
	g->n_groups--;
}

static void drop_invite(struct manage *g, int i)
{
	mem_free(g->invites[i].by);
	mem_free(g->invites[i].groups);
	memmove(&g->invites[i], &g->invites[i + 1],
		(size_t)(g->n_invites - i - 1) * sizeof(*g->invites));
	g->n_invites--;
}

void manage_fini(struct manage *g)
{
	team_fini(&g->team);
	audit_fini(&g->audit);
	shop_fini(&g->shop);
	while (g->n_groups > 0)
		drop_group(g, g->n_groups - 1);
	while (g->n_invites > 0)
		drop_invite(g, g->n_invites - 1);
	mem_free(g->groups);
	mem_free(g->invites);
	explicit_bzero(&g->fresh, sizeof(g->fresh));
	*g = (struct manage){0};
}

const struct manage_group *manage_group(const struct model *m, const char *key)
{
	for (int i = 0; i < m->manage.n_groups; i++)
		if (strcmp(m->manage.groups[i].key, key) == 0)
			return &m->manage.groups[i];
	return NULL;
}

static void read_shop(struct model *m, const struct wire_ctl_retailer *w)
{
	struct manage_shop *s = &m->manage.shop;

	keep(&s->name, w->name);
	keep(&s->zone, w->zone);
	keep(&s->accent, w->accent);
	keep(&s->hours, w->hours);
	keep(&s->support, w->support);
	s->at_once = w->at_once;
	s->more_every = w->more_every;
	s->ring_for = w->ring_for;
	s->keep_state = w->keep_state;
	s->take_over = w->take_over;
	s->left_after = w->left_after;
	s->window = w->window;
	s->scan = w->scan;
	s->known = true;
}

static void read_group(void *ctx, const struct wire_msg *msg)
{
	struct manage *g = &((struct model *)ctx)->manage;
	const struct wire_ctl_group *w = &msg->ctl_group;
	struct manage_group *group;
	int i = 0;

	if (msg->type != WIRE_T_CTL_GROUP)
		return;
	while (i < g->n_groups && strcmp(g->groups[i].key, w->group) != 0)
		i++;
	if (i == MANAGE_MAX)
		return;
	if (i == g->n_groups) {
		g->groups = mem_resize(
			g->groups, (size_t)(i + 1) * sizeof(*g->groups));
		assert(g->groups);
		g->groups[g->n_groups++] = (struct manage_group){0};
	}
	group = &g->groups[i];
	snprintf(group->key, sizeof(group->key), "%s", w->group);
	keep(&group->name, w->name && *w->name ? w->name : w->group);
	view_show(&group->shown, group->name);
	keep(&group->hours, w->hours);
	group->stale = false;
}

/* Makes room where its time puts it. */
static struct manage_invite *invite_of(
	struct manage *g, const struct wire_invite *w)
{
	int at = 0;

	for (int i = 0; i < g->n_invites; i++)
		if (strcmp(g->invites[i].code, w->code) == 0)
			return &g->invites[i];
	if (g->n_invites == MANAGE_MAX)
		return NULL;
	g->invites = mem_resize(
		g->invites, (size_t)(g->n_invites + 1) * sizeof(*g->invites));
	assert(g->invites);
	while (at < g->n_invites && g->invites[at].made > w->made)
		at++;
	memmove(&g->invites[at + 1], &g->invites[at],
		(size_t)(g->n_invites - at) * sizeof(*g->invites));
	g->n_invites++;
	g->invites[at] = (struct manage_invite){.made = w->made};
	snprintf(g->invites[at].code, sizeof(g->invites[at].code), "%s",
		w->code);
	return &g->invites[at];
}

static void read_invite(void *ctx, const struct wire_msg *msg)
{
	const struct wire_invite *w = &msg->invite;
	struct manage_invite *v;

	if (msg->type != WIRE_T_INVITE)
		return;
	v = invite_of(&((struct model *)ctx)->manage, w);
	if (!v)
		return;
	v->standing = w->standing;
	v->expires = w->expires;
	v->uses = w->uses;
	v->used = w->used;
	view_show(&v->by, w->by);
	view_show(&v->groups, w->groups);
	v->stale = false;
}

static void read_account(void *ctx, const struct wire_msg *msg)
{
	if (msg->type == WIRE_T_ACCOUNT)
		team_account(ctx, &msg->account);
}

/* ---- asking ---- */

static void doubt(struct model *m, enum ask_kind kind)
{
	struct manage *g = &m->manage;

	if (kind == ASK_M_ACCOUNTS)
		team_doubt(m);
	for (int i = 0; kind == ASK_M_GROUPS && i < g->n_groups; i++)
		g->groups[i].stale = true;
	for (int i = 0; kind == ASK_M_INVITES && i < g->n_invites; i++)
		g->invites[i].stale = true;
}

static void drop_stale(struct model *m, enum ask_kind kind)
{
	struct manage *g = &m->manage;

	if (kind == ASK_M_ACCOUNTS)
		team_settle(m);
	for (int i = g->n_groups - 1; kind == ASK_M_GROUPS && i >= 0; i--)
		if (g->groups[i].stale)
			drop_group(g, i);
	for (int i = g->n_invites - 1; kind == ASK_M_INVITES && i >= 0; i--)
		if (g->invites[i].stale)
			drop_invite(g, i);
}

static void ask_lists(struct model *m, uint64_t lists, struct effects *out)
{
	for (int kind = 0; kind < ASK_COUNT; kind++) {
		uint64_t bit = UINT64_C(1) << kind;

		if (!(lists & bit) || m->manage.asked & bit)
			continue;
		if (kind == ASK_M_AUDIT) {
			audit_ask(m, out);
			continue;
		}
		doubt(m, kind);
		if (effects_ask(out, kind, m->shop, NULL))
			m->manage.asked |= bit;
	}
	m->manage.ask_ms = m->now_ms + MANAGE_REFRESH_MS;
}

void manage_show(struct model *m, enum model_place place, struct effects *out)
{
	if (!m->manager || m->place == MODEL_SIGN_IN)
		return;
	if (m->place != place)
		m->manage.told = 0;
	m->place = place;
	m->manage.why = ERR_OK;
	m->manage.ask_ms = 0;
	manage_refresh(m, out);
}

void manage_show_hours(struct model *m, const char *group, struct effects *out)
{
	snprintf(m->manage.hours_of, sizeof(m->manage.hours_of), "%s", group);
	if (m->place != MODEL_HOURS)
		manage_show(m, MODEL_HOURS, out);
	else
		manage_again(m);
}

void manage_refresh(struct model *m, struct effects *out)
{
	struct manage *g = &m->manage;

	if (!manage_place(m->place) || m->locked || !m->shop ||
		!model_online(m))
		return;
	if (m->place == MODEL_TEAM || m->place == MODEL_AUDIT)
		team_ask(m, out);
	if (g->ask_ms <= m->now_ms)
		ask_lists(m, lists_of(m->place), out);
}

void manage_again(struct model *m)
{
	m->manage.ask_ms = 0;
}

bool manage_told(const struct model *m, enum ask_kind kind)
{
	return m->manage.told >> kind & 1;
}

/* ---- saving ---- */

/* Not for managers alone. */
static bool is_everybodys(enum ask_kind kind)
{
	return kind == ASK_ANSWER || kind == ASK_CLAIM;
}

void manage_save(struct model *m, const struct action *a, struct effects *out)
{
	struct manage *g = &m->manage;

	if (g->saving || (!m->manager && !is_everybodys(a->manage.ask)))
		return;
	g->save_err = ERR_CLOSE;
	g->saves = a->manage.ask;
	if (model_online(m))
		g->save_err =
			effects_ask(out, a->manage.ask, NULL, a->manage.body)
			? ERR_OK
			: ERR_SIZE;
	g->saving = g->save_err == ERR_OK;
	if (g->saving)
		return;
	g->turn++;
	model_note(m, MODEL_NOTICE_ERR, g->save_err);
}

void manage_put_away(struct model *m)
{
	explicit_bzero(&m->manage.fresh, sizeof(m->manage.fresh));
}

static void read_fresh(struct model *m, const char *body, size_t len)
{
	struct manage_fresh *f = &m->manage.fresh;
	struct wire_msg msg;

	if (wire_decode(body, len, LIMIT_HTTP_BODY, WIRE_FROM_H, &msg, NULL) ==
		ERR_OK) {
		*f = (struct manage_fresh){0};
		if (msg.type == WIRE_T_INVITE &&
			msg.invite.standing == WIRE_STANDING_OPEN) {
			f->until = msg.invite.expires;
			f->uses = msg.invite.uses;
			snprintf(f->code, sizeof(f->code), "%s",
				msg.invite.code);
		} else if (msg.type == WIRE_T_HANDED) {
			f->until =
				m->wall_us + msg.handed.minutes * TIMES_MINUTE;
			snprintf(f->code, sizeof(f->code), "%s",
				msg.handed.code);
		}
	}
	wire_fini(&msg);
}

static void saved(struct model *m, const struct action *a)
{
	struct manage *g = &m->manage;

	g->saving = false;
	g->turn++;
	g->save_err = a->answered.err;
	if (g->save_err) {
		model_note(m, MODEL_NOTICE_ERR, g->save_err);
		return;
	}
	if (a->answered.ask == ASK_ANSWER) {
		answered_kept(m);
		return;
	}
	if (a->answered.ask == ASK_CLAIM || a->answered.ask == ASK_M_DECIDE) {
		claims_saved(m, a->answered.ask);
		return;
	}
	if (a->answered.ask == ASK_M_SET_INVITE ||
		a->answered.ask == ASK_M_CODE)
		read_fresh(m, a->answered.body, a->answered.len);
	if (!g->fresh.code[0])
		model_note(m, MODEL_NOTICE_KEPT, ERR_OK);
	manage_again(m);
}

/* ---- answers ---- */

static enum err read_one_shop(struct model *m, const char *body, size_t len)
{
	struct wire_msg msg;
	enum err e = wire_decode(
		body, len, LIMIT_HTTP_LIST, WIRE_FROM_C, &msg, NULL);

	if (e == ERR_OK && msg.type == WIRE_T_CTL_RETAILER)
		read_shop(m, &msg.ctl_retailer);
	wire_fini(&msg);
	return e;
}

static enum err read_list(struct model *m, const struct action *a)
{
	const char *body = a->answered.body;
	size_t len = a->answered.len;

	switch (a->answered.ask) {
	case ASK_M_RETAILER:
		return read_one_shop(m, body, len);
	case ASK_M_GROUPS:
		return ask_list(
			body, len, "groups", WIRE_FROM_C, read_group, m, NULL);
	case ASK_M_INVITES:
		return ask_list(body, len, "invites", WIRE_FROM_H, read_invite,
			m, NULL);
	default:
		return ask_list(body, len, "accounts", WIRE_FROM_H,
			read_account, m, NULL);
	}
}

static void listed(struct model *m, const struct action *a)
{
	struct manage *g = &m->manage;
	uint64_t bit = UINT64_C(1) << a->answered.ask;
	enum err e = a->answered.err;

	if (!(g->asked & bit))
		return;
	g->asked &= ~bit;
	if (!e)
		e = read_list(m, a);
	g->why = e;
	if (e)
		return;
	drop_stale(m, a->answered.ask);
	g->told |= bit;
}

void manage_answered(
	struct model *m, const struct action *a, struct effects *out)
{
	switch (a->answered.ask) {
	case ASK_M_RETAILER:
	case ASK_M_GROUPS:
	case ASK_M_INVITES:
	case ASK_M_ACCOUNTS:
		listed(m, a);
		break;
	case ASK_M_AUDIT:
		audit_answered(m, a->answered.err, a->answered.body,
			a->answered.len, out);
		break;
	default:
		if (m->manage.saving && a->answered.ask == m->manage.saves)
			saved(m, a);
		return;
	}
	/* Rights that were taken away show here first. */
	if (a->answered.err == ERR_FORBIDDEN) {
		m->manager = false;
		manage_check(m);
	}
}

void manage_check(struct model *m)
{
	if (m->manager || !manage_place(m->place))
		return;
	act_home(m);
	manage_fini(&m->manage);
	model_note(m, MODEL_NOTICE_NO_MANAGER, ERR_OK);
}

void manage_lost(struct model *m)
{
	team_lost(m);
	manage_again(m);
}

int64_t manage_deadline(const struct model *m)
{
	return manage_place(m->place) && !m->locked && model_online(m) &&
			m->shop && lists_of(m->place)
		? m->manage.ask_ms
		: INT64_MAX;
}
