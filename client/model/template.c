/* SPDX-License-Identifier: MIT */
#include "client/model/template.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "client/model/view.h"
#include "shared/fold.h"
#include "shared/greet.h"
#include "shared/mem.h"

static void drop_at(struct templates *t, int i)
{
	mem_free(t->all[i].title);
	mem_free(t->all[i].text);
	mem_free(t->all[i].pages);
	mem_free(t->all[i].raw_title);
	mem_free(t->all[i].raw_text);
	mem_free(t->all[i].folded);
	memmove(&t->all[i], &t->all[i + 1],
		(size_t)(t->n - i - 1) * sizeof(*t->all));
	t->n--;
}

void template_fini(struct templates *t)
{
	while (t->n > 0)
		drop_at(t, t->n - 1);
	mem_free(t->all);
	*t = (struct templates){0};
}

/* Where that key is, or would be. */
static int place_of(const struct templates *t, const char *key)
{
	int i = 0;

	while (i < t->n && strcmp(t->all[i].key, key) < 0)
		i++;
	return i;
}

static bool is_at(const struct templates *t, int i, const char *key)
{
	return i < t->n && strcmp(t->all[i].key, key) == 0;
}

static struct template *insert(struct templates *t, int i, const char *key)
{
	if (t->n == LIMIT_TEMPLATES)
		return NULL;
	t->all = mem_resize(t->all, (size_t)(t->n + 1) * sizeof(*t->all));
	assert(t->all);
	memmove(&t->all[i + 1], &t->all[i],
		(size_t)(t->n - i) * sizeof(*t->all));
	t->n++;
	t->all[i] = (struct template){0};
	snprintf(t->all[i].key, sizeof(t->all[i].key), "%s", key);
	return &t->all[i];
}

static void fold_both(struct template *t)
{
	size_t title = t->title ? strlen(t->title) : 0;
	size_t text = strlen(t->text);
	char *both = mem_alloc(title + text + 2);

	assert(both);
	memcpy(both, t->title ? t->title : "", title);
	both[title] = ' ';
	memcpy(both + title + 1, t->text, text + 1);
	mem_free(t->folded);
	t->folded = fold(both, title + text + 1);
	assert(t->folded);
	mem_free(both);
}

static void copy(char **to, const char *s)
{
	mem_free(*to);
	*to = s ? mem_strdup(s) : NULL;
	assert(*to || !s);
}

void template_set(struct model *m, const struct wire_template *w)
{
	struct templates *all = &m->templates;
	int i = place_of(all, w->template);
	struct template *t;

	if (w->gone || !w->text) {
		if (is_at(all, i, w->template))
			drop_at(all, i);
		return;
	}
	t = is_at(all, i, w->template) ? &all->all[i]
				       : insert(all, i, w->template);
	if (!t)
		return;
	t->use = w->use;
	t->lang = w->lang;
	t->from = w->from;
	t->until = w->until;
	t->stale = false;
	view_show(&t->title, w->title);
	mem_free(t->text);
	t->text = view_shown(w->text, true);
	copy(&t->raw_title, w->title);
	copy(&t->raw_text, w->text);
	copy(&t->pages, w->pages);
	fold_both(t);
}

void template_doubt(struct model *m)
{
	for (int i = 0; i < m->templates.n; i++)
		m->templates.all[i].stale = true;
}

void template_drop_stale(struct model *m)
{
	for (int i = m->templates.n - 1; i >= 0; i--)
		if (m->templates.all[i].stale)
			drop_at(&m->templates, i);
}

/* The minute of the shop's day at which the chat was accepted: it does not
 * move on, so that what is offered stays the same. */
static int minute_of(const struct model *m)
{
	int64_t at = m->chat->accepted ? m->chat->accepted : m->chat->opened;
	struct tz_time t = model_local(m, at);

	return t.hour * 60 + t.minute;
}

char *template_filled(const struct model *m, const struct template *t)
{
	const struct chat *c = m->chat;
	const struct greet_facts facts = {
		.value = {
			[GREET_TIME_OF_DAY] =
				greet_time_of_day(minute_of(m), t->lang),
			[GREET_SHOPPER] = c->name,
			[GREET_ASSOCIATE] = m->name,
			[GREET_PRODUCT] = c->view.product,
			[GREET_GROUP] = m->groups,
			[GREET_SHOP] = m->retailer,
		}};
	char *filled = NULL;

	(void)greet_fill(t->text, &facts, &filled); /* NULL: does not fit */
	return filled;
}

static bool anybody_wrote(const struct model *m)
{
	const struct chat *c = m->chat;

	for (int64_t i = 0; i < c->n; i++) {
		enum wire_kind kind = c->entries[i].kind;

		if (c->entries[i].who == WIRE_WHO_ASSOCIATE &&
			(kind == WIRE_KIND_TEXT || kind == WIRE_KIND_CARD ||
				kind == WIRE_KIND_FILE))
			return true;
	}
	for (const struct outbox_say *s = m->outbox->says; s; s = s->next)
		if (id_same(&s->chat, &c->id))
			return true;
	return false;
}

/* One for fewer pages, then one for fewer hours, goes before others. */
static bool fits_better(const struct template *a, const struct template *b)
{
	size_t pages_a = a->pages ? strlen(a->pages) : 0;
	size_t pages_b = b->pages ? strlen(b->pages) : 0;

	if (pages_a != pages_b)
		return pages_a > pages_b;
	return (a->from || a->until) && !(b->from || b->until);
}

static bool fits(const struct model *m, const struct template *t)
{
	return t->use == WIRE_USE_GREETING && t->lang == m->chat->lang &&
		greet_page(t->pages, m->chat->view.url) &&
		greet_hour(t->from, t->until, minute_of(m));
}

char *template_offer(const struct model *m)
{
	const struct template *best = NULL;
	char *offer = NULL;

	if (!model_in_chat(m) || m->templates.n == 0 || chat_gap(m->chat) ||
		id_same(&m->templates.away, &m->chat->id) || anybody_wrote(m))
		return NULL;
	for (int i = 0; i < m->templates.n; i++) {
		const struct template *t = &m->templates.all[i];
		char *filled;

		if (!fits(m, t) || (best && !fits_better(t, best)))
			continue;
		filled = template_filled(m, t);
		if (!filled)
			continue;
		mem_free(offer);
		offer = filled;
		best = t;
	}
	return offer;
}

static bool has_words(const char *folded, const char *query)
{
	char word[LIMIT_NAME];

	while (*(query += strspn(query, " "))) {
		size_t len = strcspn(query, " ");

		snprintf(word, sizeof(word), "%.*s", (int)len, query);
		if (!strstr(folded, word))
			return false;
		query += len;
	}
	return true;
}

int template_search(
	const struct model *m, const char *query, bool all, int from)
{
	char *folded = fold(query, strlen(query));
	int found = -1;

	assert(folded);
	for (int i = from + 1; i < m->templates.n && found < 0; i++) {
		const struct template *t = &m->templates.all[i];

		if (t->use == WIRE_USE_REPLY &&
			(all || !m->chat || t->lang == m->chat->lang) &&
			has_words(t->folded, folded))
			found = i;
	}
	mem_free(folded);
	return found;
}
