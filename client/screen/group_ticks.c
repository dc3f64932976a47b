/* SPDX-License-Identifier: MIT */
#include "client/screen/group_ticks.h"

#include <stdio.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"

static const char *const ticks[] = {N_("no"), N_("yes"), NULL};

void group_ticks_init(struct group_ticks *t, const struct model *m,
	const struct form_field *own, int n)
{
	*t = (struct group_ticks){.own = n};
	memcpy(t->fields, own, (size_t)n * sizeof(*own));
	for (int i = 0; i < m->manage.n_groups && t->n < GROUP_TICKS &&
		n + t->n < FORM_MAX;
		i++) {
		const struct manage_group *g = &m->manage.groups[i];

		snprintf(t->keys[t->n], sizeof(t->keys[0]), "%s", g->key);
		snprintf(t->names[t->n], sizeof(t->names[0]), "%s", g->shown);
		t->fields[n + t->n] =
			(struct form_field){.label = t->names[t->n],
				.kind = FORM_CHOICE,
				.choices = ticks};
		t->n++;
	}
}

static bool has(const char *keys, const char *key, size_t len)
{
	while (keys && *(keys += strspn(keys, " "))) {
		size_t n = strcspn(keys, " ");

		if (n == len && memcmp(keys, key, n) == 0)
			return true;
		keys += n;
	}
	return false;
}

void group_ticks_fill(
	const struct group_ticks *t, struct form *f, const char *keys)
{
	for (int i = 0; i < t->n; i++)
		form_choose(f, t->own + i,
			has(keys, t->keys[i], strlen(t->keys[i])));
}

static void add(char out[GROUP_TICKS_KEYS], const char *key, size_t len)
{
	size_t used = strlen(out);

	snprintf(out + used, GROUP_TICKS_KEYS - used, "%s%.*s", used ? " " : "",
		(int)len, key);
}

static bool has_field(const struct group_ticks *t, const char *key, size_t len)
{
	for (int i = 0; i < t->n; i++)
		if (strlen(t->keys[i]) == len &&
			memcmp(t->keys[i], key, len) == 0)
			return true;
	return false;
}

const char *group_ticks_read(const struct group_ticks *t, const struct form *f,
	const char *keys, char out[GROUP_TICKS_KEYS])
{
	out[0] = '\0';
	for (int i = 0; i < t->n; i++)
		if (form_choice(f, t->own + i))
			add(out, t->keys[i], strlen(t->keys[i]));
	while (keys && *(keys += strspn(keys, " "))) {
		size_t len = strcspn(keys, " ");

		if (!has_field(t, keys, len))
			add(out, keys, len);
		keys += len;
	}
	if (!out[0])
		strcpy(out, "none");
	return out;
}
