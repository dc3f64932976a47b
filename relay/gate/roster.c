/* SPDX-License-Identifier: MIT */
#include "relay/gate/roster.h"

#include <stdio.h>
#include <string.h>

#include "shared/hours.h"
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
	while (r->templates) {
		struct roster_template *t = r->templates;

		r->templates = t->next;
		roster_template_destroy(&t);
	}
	r->n_templates = 0;
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

bool roster_same_group(
	const struct roster_group *a, const struct roster_group *b)
{
	return strcmp(a->name, b->name) == 0 &&
		strcmp(a->hours_text, b->hours_text) == 0;
}

bool roster_same_template(
	const struct roster_template *a, const struct roster_template *b)
{
	return strcmp(a->title, b->title) == 0 &&
		strcmp(a->text, b->text) == 0 &&
		strcmp(a->pages, b->pages) == 0 && a->use == b->use &&
		a->lang == b->lang && a->from == b->from &&
		a->until == b->until;
}

static bool has_word(const char *list, const char *word, size_t len)
{
	while (*(list += strspn(list, " "))) {
		size_t n = strcspn(list, " ");

		if (n == len && memcmp(list, word, n) == 0)
			return true;
		list += n;
	}
	return false;
}

enum err roster_check_groups(const struct roster *r, const char *keys,
	const char *had, char why[ROSTER_WHY])
{
	char key[LIMIT_SLUG + 1];

	while (*(keys += strspn(keys, " "))) {
		size_t len = strcspn(keys, " ");

		snprintf(key, sizeof(key), "%.*s", (int)len, keys);
		if (!has_word(had, keys, len) &&
			(len > LIMIT_SLUG || !roster_find_group(r, key))) {
			snprintf(why, ROSTER_WHY, "There is no group %.*s.",
				(int)len, keys);
			return ERR_UNKNOWN;
		}
		keys += len;
	}
	return ERR_OK;
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

static struct roster_group **group_place(struct roster *r, const char *key)
{
	struct roster_group **at = &r->groups;

	while (*at && strcmp((*at)->key, key) != 0)
		at = &(*at)->next;
	return at;
}

struct roster_group *roster_put_group(struct roster *r, struct roster_group *g)
{
	struct roster_group **at = group_place(r, g->key);
	struct roster_group *old = *at;

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

struct roster_group *roster_drop_group(struct roster *r, const char *key)
{
	struct roster_group **at = group_place(r, key);
	struct roster_group *old = *at;

	if (old)
		*at = old->next;
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

/* ---- greetings and replies ---- */

static struct roster_template **template_place(
	const struct roster *r, const char *key)
{
	struct roster_template *const *at = &r->templates;

	while (*at && strcmp((*at)->key, key) != 0)
		at = &(*at)->next;
	return (struct roster_template **)at;
}

struct roster_template *roster_find_template(
	const struct roster *r, const char *key)
{
	return *template_place(r, key);
}

static size_t size_of(const struct roster_template *t)
{
	return strlen(t->title) + strlen(t->text) + strlen(t->pages);
}

bool roster_has_room(const struct roster *r, const struct roster_template *old,
	const struct roster_template *t)
{
	size_t all = size_of(t);

	for (const struct roster_template *x = r->templates; x; x = x->next)
		all += x == old ? 0 : size_of(x);
	return all <= ROSTER_TEMPLATES;
}

enum err roster_template_new(
	const struct store_template *row, struct roster_template **out)
{
	struct roster_template *t = mem_zero(sizeof(*t));

	*out = NULL;
	if (!t)
		return ERR_NOMEM;
	t->key = copy(row->template);
	t->title = copy(row->title);
	t->text = copy(row->text);
	t->pages = copy(row->pages);
	t->use = row->use;
	t->lang = row->lang;
	t->from = row->from;
	t->until = row->until;
	if (!t->key || !t->title || !t->text || !t->pages) {
		roster_template_destroy(&t);
		return ERR_NOMEM;
	}
	*out = t;
	return ERR_OK;
}

void roster_template_destroy(struct roster_template **tp)
{
	struct roster_template *t = *tp;

	*tp = NULL;
	if (!t)
		return;
	mem_free(t->key);
	mem_free(t->title);
	mem_free(t->text);
	mem_free(t->pages);
	mem_free(t);
}

struct roster_template *roster_put_template(
	struct roster *r, struct roster_template *t)
{
	struct roster_template **at = template_place(r, t->key);
	struct roster_template *old = *at;

	t->next = old ? old->next : NULL;
	*at = t;
	r->n_templates += !old;
	return old;
}

struct roster_template *roster_drop_template(struct roster *r, const char *key)
{
	struct roster_template **at = template_place(r, key);
	struct roster_template *old = *at;

	if (old) {
		*at = old->next;
		r->n_templates--;
	}
	return old;
}
