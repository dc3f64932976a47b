/* SPDX-License-Identifier: MIT */
/* The end of the day: everybody agrees with what is kept. */
#include <string.h>

#include "shared/tz.h"
#include "tests/sim/sim.h"

static const struct rec_chat *end_chat_of(struct world *w, const struct end *e)
{
	const struct rec *r = NULL;

	while ((r = memstore_open(w->store, r)))
		if (e->associate ? r->chat.phase == WIRE_PHASE_LIVE &&
					id_same(&r->chat.associate,
						&w->staff[e->person].id)
				 : id_same(&r->chat.shopper,
					   &w->shoppers[e->person].id))
			return &r->chat;
	return NULL;
}

/* What the end should see of its chat: to a blocked shopper it seems to live.
 */
static int end_phase(const struct rec_chat *c)
{
	return c->phase == WIRE_PHASE_ENDED ? WIRE_PHASE_LIVE : (int)c->phase;
}

static void end_agrees(struct world *w, const struct end *e)
{
	const struct rec_chat *c = end_chat_of(w, e);
	const struct rec_presence *p =
		e->associate ? watch_presence(w, &w->staff[e->person]) : NULL;

	if (e->associate && w->staff[e->person].gone)
		return;
	if (!e->link || !e->ready)
		watch_fail(w, "everybody_is_back", "end %d", e->number);
	else if (e->saying)
		watch_fail(w, "every_say_once", "end %d still says %s",
			e->number, e->key);
	else if (e->open != (c != NULL) ||
		(c &&
			(!id_same(&c->chat, &e->chat) ||
				end_phase(c) != e->phase)))
		watch_fail(w, "all_devices_agree",
			"end %d: chat %s open %d phase %d", e->number,
			e->chat.s, e->open, e->phase);
	else if (c &&
		(memstore_entry(w->store, &c->chat, e->last + 1) ||
			!memstore_entry(w->store, &c->chat, e->last)))
		watch_fail(w, "everybody_caught_up", "end %d: %lld", e->number,
			(long long)e->last);
	else if (e->associate && e->available != (p && p->available))
		watch_fail(w, "all_devices_agree", "end %d: available %d",
			e->number, e->available);
}

static void end_panels(struct world *w)
{
	int available = 0;

	for (int i = 0; i < w->n_staff; i++) {
		const struct rec_presence *p = watch_presence(w, &w->staff[i]);

		available += !w->staff[i].gone && p && p->available;
	}
	for (int i = 0; i < w->n_ends; i++) {
		const struct end *e = &w->ends[i];

		if (e->associate && e->ready && e->panel_available != available)
			watch_fail(w, "panel_is_true", "end %d: %lld of %d",
				e->number, (long long)e->panel_available,
				available);
	}
}

/* Was that page open when the shopper was blocked? */
static bool end_knew(const struct rec_block *b, const char *url)
{
	size_t len = strcspn(url, "#");

	for (const char *at = b->pages; *at; at = strchr(at, '\n') + 1)
		if (strncmp(at, url, len) == 0 && at[len] == '\n')
			return true;
	return false;
}

/* Has the owner of the desk known for long what this tab shows? */
static bool end_is_settled(const struct world *w, const struct end *e)
{
	const struct node *n = e->link ? e->link->node : NULL;

	return n && n == w->owner && n->alive && !n->fenced && !e->link->cut &&
		keeper_ready(n->keeper) && e->ready &&
		w->now - e->url_at > 3 * TIMES_MINUTE;
}

/* D9: whom a block stands for has gone to no other page, or it hides. */
void watch_hidden(struct world *w)
{
	const struct rec *r = NULL;

	while ((r = memstore_next(w->store, REC_K_BLOCK, r))) {
		if (r->block.lifted || r->block.hidden)
			continue;
		for (int i = 0; i < w->n_ends; i++) {
			const struct end *e = &w->ends[i];

			if (!e->associate &&
				id_same(&w->shoppers[e->person].id,
					&r->block.shopper) &&
				end_is_settled(w, e) &&
				!end_knew(&r->block, e->url))
				watch_fail(w, "hidden_is_hidden",
					"end %d is at %s", e->number, e->url);
		}
	}
}

static bool end_heard(const struct end *e, const struct rec_block *b)
{
	for (int i = 0; i < e->n_blocks; i++)
		if (e->blocks[i] == b->at)
			return true;
	return false;
}

/* Is it a block of this day?  The clock was moved: not close to midnight. */
static bool end_is_today(const struct world *w, const struct rec_block *b)
{
	int64_t wall = w->now + w->wall, few = 3 * TIMES_HOUR;
	int32_t today = tz_day(w->tz, wall);

	return tz_day(w->tz, b->at - few) == today &&
		tz_day(w->tz, b->at + few) == today &&
		tz_day(w->tz, wall - few) == today;
}

static void end_of_block(
	struct world *w, const struct end *e, const struct rec_block *b)
{
	bool own = !e->associate &&
		id_same(&w->shoppers[e->person].id, &b->shopper);

	if (own && !b->lifted && e->hidden != (bool)b->hidden)
		watch_fail(w, "hidden_is_hidden", "end %d", e->number);
	if (own && !b->lifted && !b->hidden && !end_knew(b, e->url))
		watch_fail(w, "hidden_is_hidden", "end %d is at %s", e->number,
			e->url);
	/* Who became one later has heard of fewer. */
	if (e->associate && e->person == 0 && !w->staff[0].gone &&
		end_is_today(w, b) && !end_heard(e, b))
		watch_fail(w, "managers_hear_of_blocks", "end %d, chat %s",
			e->number, b->chat.s);
}

static void end_blocks(struct world *w)
{
	const struct rec *r = NULL;

	while ((r = memstore_next(w->store, REC_K_BLOCK, r)))
		for (int i = 0; i < w->n_ends; i++)
			end_of_block(w, &w->ends[i], &r->block);
}

static bool end_is_online(const struct world *w, int staff)
{
	for (int i = 0; i < w->n_ends; i++) {
		const struct end *e = &w->ends[i];

		if (e->associate && e->person == staff && e->link && e->ready)
			return true;
	}
	return false;
}

static bool end_is_chatting(const struct world *w, int staff)
{
	const struct rec *r = NULL;

	while ((r = memstore_open(w->store, r)))
		if (r->chat.phase == WIRE_PHASE_LIVE &&
			id_same(&r->chat.associate, &w->staff[staff].id))
			return true;
	return false;
}

/* The day's figures are nothing when they are another day's. */
static bool end_figure(int64_t heard, int64_t kept)
{
	return heard == 0 || heard == kept;
}

static bool end_mate_agrees(
	const struct world *w, const struct wire_mate *m, int staff)
{
	const struct staff *s = &w->staff[staff];
	const struct rec_presence *p = watch_presence(w, s);

	if (s->gone)
		return m->gone || !id_is(&m->associate);
	return id_same(&m->associate, &s->id) && m->manager == s->manager &&
		m->online == end_is_online(w, staff) &&
		m->available == (p && p->available) &&
		m->chatting == end_is_chatting(w, staff) &&
		end_figure(m->chats, p ? p->chats : 0) &&
		end_figure(m->missed, p ? p->missed : 0);
}

static void end_disagrees(struct world *w, const struct end *e, int staff)
{
	const struct wire_mate *m = &e->mates[staff];
	const struct rec_presence *p = watch_presence(w, &w->staff[staff]);

	watch_fail(w, "team_agrees",
		"end %d: %s manager %d online %d available %d chatting %d "
		"chats %lld of %lld missed %lld of %lld gone %d",
		e->number, w->staff[staff].name, m->manager, m->online,
		m->available, m->chatting, (long long)m->chats,
		(long long)(p ? p->chats : 0), (long long)m->missed,
		(long long)(p ? p->missed : 0), m->gone);
}

/* What managers see of their colleagues is so, and nobody else sees it. */
static void end_teams(struct world *w)
{
	for (int i = 0; i < w->n_ends; i++) {
		const struct end *e = &w->ends[i];

		if (!e->team)
			continue;
		if (!w->staff[e->person].manager)
			watch_fail(
				w, "team_is_for_managers", "end %d", e->number);
		for (int s = 0; s < w->n_staff; s++)
			if (!end_mate_agrees(w, &e->mates[s], s))
				end_disagrees(w, e, s);
	}
}

void watch_end(struct world *w)
{
	for (int i = 0; i < w->n_ends; i++) {
		end_agrees(w, &w->ends[i]);
		watch_fresh(w, &w->ends[i]);
	}
	end_panels(w);
	end_blocks(w);
	end_teams(w);
	watch_filed(w);
	watch_rebuilt(w, w->owner);
}
