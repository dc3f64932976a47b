/* SPDX-License-Identifier: MIT */
#include "relay/desk/staff.h"

#include <assert.h>
#include <string.h>

#include "relay/desk/chat.h"
#include "relay/desk/enquiry.h"
#include "relay/desk/mutant.h"
#include "relay/desk/opening.h"
#include "relay/desk/presence.h"
#include "relay/desk/ring.h"
#include "relay/desk/sale.h"
#include "relay/desk/session.h"
#include "relay/desk/team.h"
#include "relay/desk/tell.h"
#include "relay/desk/transfer.h"

/* ---- groups ---- */

const struct group *staff_find_group(const struct desk *d, const char *key)
{
	const struct group *g;

	HASH_FIND_STR(d->groups, key, g);
	return g ? g : &d->everyone;
}

struct group *staff_group(struct desk *d, const char *key)
{
	return (struct group *)staff_find_group(d, key);
}

bool staff_is_in(const struct associate *a, const struct group *g)
{
	if (!*g->key)
		return true;
	for (int i = 0; i < a->n_groups; i++)
		if (a->groups[i] == g)
			return true;
	return false;
}

static void group_free(struct group *g)
{
	mem_free(g->name);
	mem_free(g);
}

static struct group *group_new(struct desk *d, const char *key)
{
	struct group *g = mem_zero(sizeof(*g));

	assert(strlen(key) <= LIMIT_SLUG);
	if (!g)
		goto fail;
	strcpy(g->key, key);
	HASH_ADD_STR(d->groups, key, g);
	if (g->hh.tbl)
		return g;
fail:
	d->nomem = true;
	mem_free(g);
	return NULL;
}

static bool associate_is_listed(
	const struct associate *a, const struct group *g)
{
	for (int i = 0; i < a->n_groups; i++)
		if (a->groups[i] == g)
			return true;
	return false;
}

/* Which of the groups that the account names there are. */
static void associate_groups(struct desk *d, struct associate *a)
{
	const char *key = a->keys + strspn(a->keys, " ");

	if (a->available)
		presence_count(d, a, -1);
	a->n_groups = 0;
	while (*key && a->n_groups < LIMIT_GROUPS) {
		size_t len = strcspn(key, " ");
		struct group *g;

		HASH_FIND(hh, d->groups, key, len, g);
		if (g && !associate_is_listed(a, g))
			a->groups[a->n_groups++] = g;
		key += len;
		key += strspn(key, " ");
	}
	if (a->available)
		presence_count(d, a, 1);
}

/* A welcome begins anew: managers ask for the team again. */
static void associate_told_anew(struct desk *d, struct associate *a)
{
	struct session *s;

	team_rename(d, a);
	if (!d->loaded)
		return;
	DL_FOREACH (a->person.sessions, s) {
		if (!MUTANT(demoted_hears_on))
			team_leave(d, s);
		tell_associate_all(d, s);
	}
}

/* Gives it that name.  Had it another one? */
static bool group_rename(struct desk *d, struct group *g, const char *name)
{
	bool same = g->name && strcmp(g->name, name) == 0;
	char *copy = same ? NULL : mem_strdup(name);

	if (same)
		return false;
	if (!copy)
		d->nomem = true;
	mem_free(g->name);
	g->name = copy;
	return true;
}

void staff_set_group(struct desk *d, const struct desk_group *set)
{
	struct group *g;
	bool renamed;

	HASH_FIND_STR(d->groups, set->key, g);
	if (!g)
		g = group_new(d, set->key);
	if (!g)
		return;
	renamed = group_rename(d, g, set->name ? set->name : set->key);
	if (d->nomem)
		return;
	g->hours = set->hours;
	for (struct associate *a = d->staff; a; a = a->hh.next) {
		associate_groups(d, a);
		if (renamed && associate_is_listed(a, g))
			associate_told_anew(d, a);
	}
	for (struct session *s = d->sessions; s; s = s->hh.next)
		if (s->shopper)
			s->group = staff_group(d, s->view.page.group);
	if (d->loaded)
		opening_turn(d);
	d->unsettled = true;
}

/* Nobody points at it any more; it is in no list. */
static void group_leave(struct desk *d, const struct group *g)
{
	for (struct associate *a = d->staff; a; a = a->hh.next) {
		if (!associate_is_listed(a, g))
			continue;
		associate_groups(d, a);
		associate_told_anew(d, a);
	}
	for (struct chat *c = d->chats; c; c = c->hh.next) {
		if (c->group == g)
			c->group = &d->everyone;
		if (c->target_group == g)
			c->target_group = &d->everyone;
	}
}

void staff_drop_group(struct desk *d, const char *key)
{
	struct group *g;

	HASH_FIND_STR(d->groups, key, g);
	if (!g)
		return;
	transfer_forget_group(d, g);
	HASH_DEL(d->groups, g);
	group_leave(d, g);
	if (d->loaded)
		opening_turn(d);
	for (struct session *s = d->sessions; s; s = s->hh.next) {
		if (s->group != g)
			continue;
		s->group = &d->everyone;
		tell_shop(d, s);
	}
	group_free(g);
	d->shop_stale = d->unsettled = true;
}

/* ---- people ---- */

struct associate *staff_find(const struct desk *d, const struct id *id)
{
	struct associate *a;

	MAP_FIND_ID(d->staff, id, a);
	return a;
}

static void associate_free(struct desk *d, struct associate *a)
{
	due_leave(&d->due, &a->due);
	HASH_DEL(d->staff, a);
	mem_free(a->name);
	mem_free(a->keys);
	mem_free(a);
}

static struct associate *associate_new(struct desk *d, const struct id *id)
{
	struct associate *a = mem_zero(sizeof(*a));
	bool added = false;

	if (!a)
		goto fail;
	a->id = *id;
	a->person.lost_at = d->now.steady;
	if (!due_join(&d->due, &a->due, DUE_ASSOCIATE, a->id.s, a))
		goto fail;
	MAP_ADD_ID(d->staff, a, added);
	if (added)
		return a;
	due_leave(&d->due, &a->due);
fail:
	d->nomem = true;
	mem_free(a);
	return NULL;
}

static bool associate_describe(struct associate *a, const struct desk_staff *s)
{
	char *name = mem_strdup(s->name);
	char *keys = mem_strdup(s->groups ? s->groups : "");

	if (!name || !keys) {
		mem_free(name);
		mem_free(keys);
		return false;
	}
	mem_free(a->name);
	mem_free(a->keys);
	a->name = name;
	a->keys = keys;
	a->manager = s->manager;
	return true;
}

/* Is it other than what they were told at their welcome? */
static bool associate_differs(
	const struct associate *a, const struct desk_staff *s)
{
	return a->manager != s->manager || strcmp(a->name, s->name) != 0 ||
		strcmp(a->keys, s->groups ? s->groups : "") != 0;
}

void staff_set(struct desk *d, const struct desk_staff *s)
{
	struct associate *a = staff_find(d, &s->id);
	bool differs = !a || associate_differs(a, s);

	if (!a)
		a = associate_new(d, &s->id);
	if (!a)
		return;
	if (!associate_describe(a, s)) {
		d->nomem = true;
		return;
	}
	associate_groups(d, a);
	if (d->loaded)
		opening_associate(d, a);
	if (differs)
		associate_told_anew(d, a);
	d->panel_stale = true;
	d->unsettled = true;
}

void staff_gone(struct desk *d, const struct id *id)
{
	struct associate *a = staff_find(d, id);

	if (!a)
		return;
	while (a->person.sessions)
		session_close(d, a->person.sessions, ERR_TOKEN);
	enquiry_gone(d, a);
	if (a->available)
		presence_set(d, a, false, WIRE_REASON_OFFLINE);
	if (a->chat)
		chat_take_over(d, a->chat);
	transfer_forget(d, a);
	ring_forget(d, a);
	team_gone(d, a);
	associate_free(d, a);
	sale_settle(d);
	d->panel_stale = true;
}

void staff_free(struct desk *d)
{
	struct associate *a, *next;
	struct group *g, *after;

	HASH_ITER (hh, d->staff, a, next)
		associate_free(d, a);
	HASH_ITER (hh, d->groups, g, after) {
		HASH_DEL(d->groups, g);
		group_free(g);
	}
}
