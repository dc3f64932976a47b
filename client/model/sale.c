/* SPDX-License-Identifier: MIT */
#include "client/model/sale.h"

#include <assert.h>
#include <string.h>

#include "client/model/act.h"
#include "client/model/model.h"
#include "client/model/notify.h"
#include "client/model/view.h"
#include "shared/mem.h"

void sale_drop(struct sale *s)
{
	mem_free(s->order);
	mem_free(s->name);
	mem_free(s->product);
}

void sale_fill(struct sale *s, const struct wire_sale *w)
{
	s->chat = w->chat;
	s->at = w->at;
	s->quantity = w->quantity;
	view_price(&s->worth, w->amount, w->currency);
	s->paid = w->paid;
	s->cancelled = w->cancelled;
	s->claimed = w->claimed;
	s->fresh = w->fresh;
	view_show(&s->name, w->name);
	view_show(&s->product, w->product);
}

static void drop_last(struct sales *s)
{
	sale_drop(&s->all[--s->n]);
}

void sale_fini(struct sales *s)
{
	while (s->n > 0)
		drop_last(s);
	mem_free(s->all);
	*s = (struct sales){0};
}

static struct sale *find(struct sales *s, const char *order)
{
	for (int i = 0; i < s->n; i++)
		if (strcmp(s->all[i].order, order) == 0)
			return &s->all[i];
	return NULL;
}

/* Makes room where its time puts it; NULL: it is older than all that are
 * kept. */
static struct sale *insert(struct sales *s, const struct wire_sale *w)
{
	int at = 0;

	while (at < s->n && s->all[at].at > w->at)
		at++;
	if (at == SALE_MAX)
		return NULL;
	if (s->n == SALE_MAX)
		drop_last(s);
	s->all = mem_resize(s->all, (size_t)(s->n + 1) * sizeof(*s->all));
	assert(s->all);
	memmove(&s->all[at + 1], &s->all[at],
		(size_t)(s->n - at) * sizeof(*s->all));
	s->n++;
	s->all[at] = (struct sale){.at = w->at, .order = mem_strdup(w->order)};
	assert(s->all[at].order);
	return &s->all[at];
}

/* What is not a sale for the first time is one that has changed: the shop's
 * server says what became of it, and nothing rings for that. */
static void say(struct model *m, const struct wire_sale *w, bool known,
	struct effects *out)
{
	if (w->cancelled) {
		model_say(m, MODEL_NOTICE_CANCELLED, w->order);
	} else if (known || !w->fresh) {
		model_say(m, MODEL_NOTICE_CORRECTED, w->order);
	} else {
		if (!w->claimed) /* which says so itself */
			model_say(m, MODEL_NOTICE_SALE, w->name);
		notify_send(m, NOTIFY_SALE, out);
	}
}

void sale_told(struct model *m, const struct wire_sale *w, struct effects *out)
{
	struct sale *s = find(&m->sales, w->order);

	if (w->just)
		say(m, w, s != NULL, out);
	if (!s)
		s = insert(&m->sales, w);
	if (!s)
		return;
	sale_fill(s, w);
	archive_sale(m, &w->chat);
}

bool sale_fresh(const struct model *m, const struct id *chat)
{
	for (int i = 0; i < m->sales.n; i++)
		if (m->sales.all[i].fresh &&
			id_same(&m->sales.all[i].chat, chat))
			return true;
	return false;
}

bool sale_claimed(const struct model *m, const struct id *chat)
{
	for (int i = 0; i < m->sales.n; i++)
		if (m->sales.all[i].claimed &&
			id_same(&m->sales.all[i].chat, chat))
			return true;
	return false;
}

void sale_seen(struct model *m, const char *order, struct effects *out)
{
	const struct sale *s = find(&m->sales, order);
	struct wire_msg msg = {
		.type = WIRE_T_VIEWED, .viewed = {.order = order}};

	if (s && s->fresh && !id_is(&s->chat))
		act_ask(m, &msg, NULL, out);
}

void sale_doubt(struct model *m)
{
	for (int i = 0; i < m->sales.n; i++)
		m->sales.all[i].fresh = false;
}
