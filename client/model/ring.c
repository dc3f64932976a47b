/* SPDX-License-Identifier: MIT */
#include "client/model/ring.h"

#include <assert.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/weblink.h"
#include "shared/mem.h"

/* The relay says when a ring is over; a lost word of it costs this long. */
#define GRACE_MS 5000

static void ring_fini(struct ring *r)
{
	mem_free(r->name);
	mem_free(r->text);
	mem_free(r->over_name);
	mem_free(r->from);
	mem_free(r->note);
	view_fini(&r->view);
}

struct ring *ring_find(struct model *m, const struct id *id)
{
	for (int i = 0; i < m->n_rings; i++)
		if (id_same(&m->rings[i].id, id))
			return &m->rings[i];
	return NULL;
}

/* Those that ring come first, and of them what runs out first. */
static bool goes_before(const struct ring *a, const struct ring *b)
{
	if ((a->over == WIRE_REASON_NONE) != (b->over == WIRE_REASON_NONE))
		return a->over == WIRE_REASON_NONE;
	return a->ends_ms < b->ends_ms;
}

static void sort(struct model *m)
{
	for (int i = 1; i < m->n_rings; i++) {
		struct ring moving = m->rings[i];
		int at = i;

		for (; at > 0 && goes_before(&moving, &m->rings[at - 1]); at--)
			m->rings[at] = m->rings[at - 1];
		m->rings[at] = moving;
	}
}

static void drop_at(struct model *m, int i)
{
	ring_fini(&m->rings[i]);
	memmove(&m->rings[i], &m->rings[i + 1],
		(size_t)(m->n_rings - i - 1) * sizeof(*m->rings));
	m->n_rings--;
}

static struct ring *add(struct model *m, const struct id *id)
{
	struct ring *r;

	if (m->n_rings == MODEL_RINGS)
		return NULL;
	m->rings = mem_resize(
		m->rings, (size_t)(m->n_rings + 1) * sizeof(*m->rings));
	assert(m->rings);
	r = &m->rings[m->n_rings++];
	*r = (struct ring){.id = *id};
	return r;
}

bool ring_begin(struct model *m, const struct wire_ring *w)
{
	struct ring *r = ring_find(m, &w->chat);
	bool fresh = !r || r->over != WIRE_REASON_NONE;

	if (!r)
		r = add(m, &w->chat);
	if (!r)
		return false;
	if (fresh)
		r->total_ms = w->left;
	r->over = WIRE_REASON_NONE;
	r->stale = r->accepting = false;
	r->ends_ms = m->now_ms + w->left;
	r->lang = w->lang;
	r->visits = w->visits;
	r->taken_over = w->taken_over;
	view_show(&r->name, w->name);
	view_show(&r->from, w->from);
	view_show(&r->note, w->note);
	mem_free(r->text);
	r->text = weblink_shown(w->text);
	view_set(
		&r->view, w->title, w->product, w->url, w->amount, w->currency);
	sort(m);
	return fresh;
}

void ring_over(struct model *m, const struct id *id, enum wire_reason why,
	const char *name)
{
	struct ring *r = ring_find(m, id);

	if (!r)
		return;
	if (why != WIRE_REASON_TAKEN && why != WIRE_REASON_MISSED) {
		ring_drop(m, id);
		return;
	}
	r->over = why;
	r->accepting = r->stale = false;
	r->over_at = m->now_ms;
	r->over_until = m->now_ms + MODEL_NOTICE_MS;
	view_show(&r->over_name, name);
	sort(m);
}

bool ring_can_dismiss(const struct ring *r, int64_t now_ms)
{
	return r->over != WIRE_REASON_NONE &&
		now_ms - r->over_at >= MODEL_GUARD_MS;
}

void ring_drop(struct model *m, const struct id *id)
{
	struct ring *r = ring_find(m, id);

	if (r)
		drop_at(m, (int)(r - m->rings));
}

void ring_drop_all(struct model *m)
{
	while (m->n_rings > 0)
		drop_at(m, m->n_rings - 1);
	mem_free(m->rings);
	m->rings = NULL;
}

void ring_drop_stale(struct model *m)
{
	for (int i = m->n_rings - 1; i >= 0; i--)
		if (m->rings[i].stale)
			drop_at(m, i);
}

void ring_tick(struct model *m)
{
	for (int i = m->n_rings - 1; i >= 0; i--) {
		const struct ring *r = &m->rings[i];
		bool rings = r->over == WIRE_REASON_NONE;
		bool unread = m->place == MODEL_HOME || m->locked;

		if (rings && r->ends_ms + GRACE_MS <= m->now_ms)
			drop_at(m, i);
		else if (!rings && !unread && r->over_until <= m->now_ms)
			drop_at(m, i);
	}
}

int64_t ring_left(const struct ring *r, int64_t now_ms)
{
	return r->ends_ms > now_ms ? r->ends_ms - now_ms : 0;
}

int64_t ring_next_second(int64_t ends_ms, int64_t now_ms)
{
	int64_t left = ends_ms - now_ms;

	return left <= 0 ? INT64_MAX : now_ms + (left - 1) % 1000 + 1;
}

int64_t ring_deadline(const struct ring *r, int64_t now_ms)
{
	if (r->over != WIRE_REASON_NONE)
		return ring_can_dismiss(r, now_ms)
			? r->over_until
			: r->over_at + MODEL_GUARD_MS;
	return r->ends_ms > now_ms ? ring_next_second(r->ends_ms, now_ms)
				   : r->ends_ms + GRACE_MS;
}
