/* SPDX-License-Identifier: MIT */
#include "relay/gate/roster.h"

#include <string.h>

#include "relay/desk/hours.h"
#include "shared/mem.h"

void roster_fini(struct roster *r)
{
	while (r->groups) {
		struct roster_group *g = r->groups;

		r->groups = g->next;
		roster_group_destroy(&g);
	}
	while (r->staff) {
		struct roster_staff *s = r->staff;

		r->staff = s->next;
		roster_staff_destroy(&s);
	}
}

struct roster_group *roster_find_group(const struct roster *r, const char *key)
{
	struct roster_group *g = r->groups;

	while (g && strcmp(g->key, key) != 0)
		g = g->next;
	return g;
}

struct roster_staff *roster_find_staff(
	const struct roster *r, const struct id *id)
{
	struct roster_staff *s = r->staff;

	while (s && !id_same(&s->id, id))
		s = s->next;
	return s;
}

static char *copy(const char *s)
{
	return mem_strdup(s ? s : "");
}

enum err roster_group_new(const struct store_group *row,
	struct roster_group **out, char why[RULES_WHY])
{
	struct roster_group *g = mem_zero(sizeof(*g));
	enum err e = ERR_NOMEM;

	*out = NULL;
	why[0] = '\0';
	if (!g)
		return ERR_NOMEM;
	g->key = copy(row->group);
	g->name = copy(row->name);
	g->hours_text = copy(row->hours);
	if (g->key && g->name && g->hours_text)
		e = ERR_OK;
	if (e == ERR_OK && g->hours_text[0])
		e = rules_hours(g->hours_text, &g->hours, why);
	if (e != ERR_OK)
		roster_group_destroy(&g);
	*out = g;
	return e;
}

enum err roster_staff_new(
	const struct store_associate *row, struct roster_staff **out)
{
	struct roster_staff *s = mem_zero(sizeof(*s));

	*out = NULL;
	if (!s)
		return ERR_NOMEM;
	s->id = row->id;
	s->manager = row->manager;
	s->address = copy(row->address);
	s->name = copy(row->name);
	s->groups = copy(row->groups);
	if (!s->address || !s->name || !s->groups) {
		roster_staff_destroy(&s);
		return ERR_NOMEM;
	}
	*out = s;
	return ERR_OK;
}

void roster_group_destroy(struct roster_group **gp)
{
	struct roster_group *g = *gp;

	*gp = NULL;
	if (!g)
		return;
	mem_free(g->key);
	mem_free(g->name);
	mem_free(g->hours_text);
	hours_destroy(&g->hours);
	mem_free(g);
}

void roster_staff_destroy(struct roster_staff **sp)
{
	struct roster_staff *s = *sp;

	*sp = NULL;
	if (!s)
		return;
	mem_free(s->address);
	mem_free(s->name);
	mem_free(s->groups);
	mem_free(s);
}

struct roster_group *roster_put_group(struct roster *r, struct roster_group *g)
{
	struct roster_group **at = &r->groups;
	struct roster_group *old;

	while (*at && strcmp((*at)->key, g->key) != 0)
		at = &(*at)->next;
	old = *at;
	g->next = old ? old->next : NULL;
	*at = g;
	return old;
}

static struct roster_staff **staff_place(struct roster *r, const struct id *id)
{
	struct roster_staff **at = &r->staff;

	while (*at && !id_same(&(*at)->id, id))
		at = &(*at)->next;
	return at;
}

struct roster_staff *roster_put_staff(struct roster *r, struct roster_staff *s)
{
	struct roster_staff **at = staff_place(r, &s->id);
	struct roster_staff *old = *at;

	s->next = old ? old->next : NULL;
	*at = s;
	return old;
}

struct roster_staff *roster_drop_staff(struct roster *r, const struct id *id)
{
	struct roster_staff **at = staff_place(r, id);
	struct roster_staff *old = *at;

	if (old)
		*at = old->next;
	return old;
}
