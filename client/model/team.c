/* SPDX-License-Identifier: MIT */
#include "client/model/team.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "client/model/act.h"
#include "client/model/model.h"
#include "client/model/view.h"
#include "shared/mem.h"

static void drop_at(struct team *t, int i)
{
	mem_free(t->all[i].name);
	mem_free(t->all[i].raw_name);
	mem_free(t->all[i].groups);
	mem_free(t->all[i].address);
	mem_free(t->all[i].group_keys);
	memmove(&t->all[i], &t->all[i + 1],
		(size_t)(t->n - i - 1) * sizeof(*t->all));
	t->n--;
}

void team_fini(struct team *t)
{
	while (t->n > 0)
		drop_at(t, t->n - 1);
	mem_free(t->all);
	*t = (struct team){0};
}

static struct team_mate *find(struct team *t, const struct id *id)
{
	for (int i = 0; i < t->n; i++)
		if (id_same(&t->all[i].id, id))
			return &t->all[i];
	return NULL;
}

const struct team_mate *team_find(const struct model *m, const struct id *id)
{
	return find((struct team *)&m->manage.team, id);
}

enum team_state team_state(const struct team_mate *t)
{
	if (t->chatting)
		return TEAM_CHATTING;
	if (t->ringing)
		return TEAM_RINGING;
	if (t->available)
		return TEAM_AVAILABLE;
	return t->online ? TEAM_UNAVAILABLE : TEAM_OFFLINE;
}

int team_managers(const struct model *m)
{
	int n = 0;

	for (int i = 0; i < m->manage.team.n; i++)
		n += m->manage.team.all[i].manager;
	return n;
}

static int order(const void *a, const void *b)
{
	const struct team_mate *x = a, *y = b;
	int state = (int)team_state(x) - (int)team_state(y);
	int name = strcmp(x->name, y->name);

	return state ? state : name ? name : strcmp(x->id.s, y->id.s);
}

static void sort(struct team *t)
{
	qsort(t->all, (size_t)t->n, sizeof(*t->all), order);
}

static struct team_mate *find_or_add(struct team *t, const struct id *id)
{
	struct team_mate *mate = find(t, id);

	if (mate || t->n == TEAM_MAX)
		return mate;
	t->all = mem_resize(t->all, (size_t)(t->n + 1) * sizeof(*t->all));
	assert(t->all);
	mate = &t->all[t->n++];
	*mate = (struct team_mate){.id = *id};
	return mate;
}

static void keep(char **to, const char *s)
{
	mem_free(*to);
	*to = mem_strdup(s ? s : "");
	assert(*to);
}

static void name(struct team_mate *mate, const char *text)
{
	view_show(&mate->name, text);
	keep(&mate->raw_name, text);
}

void team_ask(struct model *m, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_TEAM};

	if (m->manage.team.told || m->manage.team.asked || !model_online(m))
		return;
	m->manage.team.asked = act_ask(m, &msg, NULL, out);
}

void team_doubt(struct model *m)
{
	for (int i = 0; i < m->manage.team.n; i++)
		m->manage.team.all[i].stale = true;
}

void team_settle(struct model *m)
{
	for (int i = m->manage.team.n - 1; i >= 0; i--)
		if (m->manage.team.all[i].stale)
			drop_at(&m->manage.team, i);
}

void team_mate(struct model *m, const struct wire_mate *w)
{
	struct team *t = &m->manage.team;
	struct team_mate *mate = find(t, &w->associate);

	if (w->gone) {
		if (mate)
			drop_at(t, (int)(mate - t->all));
		return;
	}
	mate = find_or_add(t, &w->associate);
	if (!mate)
		return;
	/* Its account is another one now than the one that was read. */
	if (mate->address &&
		(mate->manager != w->manager ||
			strcmp(mate->raw_name, w->name) != 0))
		manage_again(m);
	name(mate, w->name);
	view_show(&mate->groups, w->groups);
	mate->manager = w->manager;
	mate->online = w->online;
	mate->available = w->available;
	mate->ringing = w->ringing;
	mate->chatting = w->chatting;
	mate->reason = w->reason;
	mate->since = w->since;
	mate->chats = w->chats;
	mate->missed = w->missed;
	mate->stale = false;
	if (!mate->address)
		manage_again(m);
	sort(t);
}

void team_account(struct model *m, const struct wire_account *w)
{
	struct team *t = &m->manage.team;
	struct team_mate *mate = find_or_add(t, &w->associate);

	if (!mate)
		return;
	name(mate, w->name);
	keep(&mate->address, w->address);
	keep(&mate->group_keys, w->groups);
	mate->manager = w->manager;
	mate->locked = w->locked;
	mate->sessions = w->sessions;
	mate->used = w->used;
	mate->stale = false;
	sort(t);
}

void team_answered(struct model *m, enum wire_type asked, bool good)
{
	if (asked != WIRE_T_TEAM)
		return;
	m->manage.team.asked = false;
	m->manage.team.told = good;
}

void team_lost(struct model *m)
{
	m->manage.team.asked = m->manage.team.told = false;
	for (int i = 0; i < m->manage.team.n; i++) {
		struct team_mate *mate = &m->manage.team.all[i];

		mate->online = mate->ringing = mate->chatting = false;
		mate->available = false;
		mate->since = 0;
	}
}
