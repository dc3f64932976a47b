/* SPDX-License-Identifier: MIT */
#include "client/model/chat.h"

#include <assert.h>
#include <string.h>

#include "shared/mem.h"

struct chat *chat_new(const struct id *id)
{
	struct chat *c = mem_zero(sizeof(*c));

	assert(c);
	c->id = *id;
	c->draft = mem_strdup("");
	c->typing_said = INT64_MIN / 2;
	return c;
}

void chat_destroy(struct chat **c)
{
	if (!*c)
		return;
	for (int64_t i = 0; i < (*c)->n; i++) {
		mem_free((*c)->entries[i].name);
		mem_free((*c)->entries[i].text);
	}
	mem_free((*c)->entries);
	mem_free((*c)->name);
	mem_free((*c)->draft);
	view_fini(&(*c)->view);
	mem_free(*c);
	*c = NULL;
}

static void lift(int64_t *to, int64_t value)
{
	if (value > *to)
		*to = value;
}

void chat_set(struct chat *c, const struct wire_chat *w)
{
	assert(id_same(&c->id, &w->chat));
	c->phase = w->phase;
	c->reason = w->reason;
	c->lang = w->lang;
	c->opened = w->opened;
	c->accepted = w->accepted;
	c->present = w->present;
	c->stale = false;
	if (w->name)
		view_show(&c->name, w->name);
	if (w->title || w->product || w->url)
		view_set(&c->view, w->title, w->product, w->url, w->amount,
			w->currency);
	lift(&c->last, w->seq);
	lift(&c->delivered, w->delivered);
	lift(&c->read, w->read);
	lift(&c->said_read, w->own_read);
}

/* Grows by doubling: at 0, 16, 32, 64 … there is no room left. */
static struct chat_entry *grow(struct chat *c)
{
	bool full = c->n == 0 || (c->n >= 16 && (c->n & (c->n - 1)) == 0);
	size_t room = c->n ? (size_t)c->n * 2 : 16;

	if (full)
		c->entries = mem_resize(c->entries, room * sizeof(*c->entries));
	assert(c->entries);
	return &c->entries[c->n++];
}

bool chat_add(struct chat *c, const struct wire_entry *w)
{
	struct chat_entry *e;

	lift(&c->last, w->seq);
	if (w->seq != c->n + 1)
		return false;
	e = grow(c);
	*e = (struct chat_entry){
		.at = w->at,
		.kind = w->kind,
		.who = w->who,
		.reason = w->reason,
		.name = view_shown(w->name, false),
		.text = view_shown(w->text, w->kind == WIRE_KIND_TEXT),
	};
	if (w->who == WIRE_WHO_SHOPPER)
		c->theirs = c->n;
	return true;
}

bool chat_gap(const struct chat *c)
{
	return c->n < c->last;
}

int chat_unread(const struct chat *c)
{
	int64_t from = c->unread_from - 1;
	int count = 0;

	if (c->unread_from == 0)
		return 0;
	if (from < c->said_read)
		from = c->said_read;
	for (int64_t i = from; i < c->n; i++)
		count += c->entries[i].who == WIRE_WHO_SHOPPER &&
			c->entries[i].kind == WIRE_KIND_TEXT;
	return count;
}
