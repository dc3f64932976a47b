/* SPDX-License-Identifier: MIT */
/*
 * Rule E3, at the end of the day: a chat is in the archive of everybody who had
 * it and has it no more, of nobody who had it at no time; and is nobody's if
 * nobody had it when it ended.  Who had it the log of the chat says.
 */
#include <assert.h>
#include <string.h>

#include "tests/sim/sim.h"

/* In whose archive one chat should be; nobody's is a person, too. */
struct shelf {
	struct id who[SIM_STAFF + 1];
	int n;
	struct id has; /* "": nobody */
	bool over;
};

static void shelf_put(struct shelf *s, const struct id *who)
{
	for (int i = 0; i < s->n; i++)
		if (id_same(&s->who[i], who))
			return;
	assert(s->n <= SIM_STAFF);
	s->who[s->n++] = *who;
}

static void shelf_entry(struct shelf *s, const struct rec_entry *e)
{
	switch ((enum wire_kind)e->kind) {
	case WIRE_KIND_JOINED:
		s->has = e->actor;
		break;
	case WIRE_KIND_TRANSFERRED:
		shelf_put(s, &s->has);
		s->has = e->actor;
		break;
	case WIRE_KIND_TAKEN_OVER:
		shelf_put(s, &s->has);
		s->has = (struct id){""};
		break;
	case WIRE_KIND_ENDED:
	case WIRE_KIND_BLOCKED: /* then the end that the shopper sees follows */
		if (!s->over)
			shelf_put(s, &s->has);
		s->over = true;
		break;
	default:
		break;
	}
}

static const struct rec_filed *filed_for(
	const struct world *w, const struct id *chat, const struct id *who)
{
	struct rec like = {.kind = REC_K_FILED,
		.filed = {.chat = *chat, .associate = *who}};
	const struct rec *r = memstore_find(w->store, &like);

	return r ? &r->filed : NULL;
}

static int filed_count(const struct world *w, const struct id *chat)
{
	const struct rec *r = NULL;
	int n = 0;

	while ((r = memstore_next(w->store, REC_K_FILED, r)))
		n += id_same(&r->filed.chat, chat);
	return n;
}

static void filed_chat(struct world *w, const struct rec_chat *c)
{
	struct shelf s = {0};
	const struct rec_filed *last;
	const struct rec_entry *e;

	if (watch_erased(w, c))
		return; /* and so is the log */
	for (int64_t seq = 1; (e = memstore_entry(w->store, &c->chat, seq));
		seq++)
		shelf_entry(&s, e);
	for (int i = 0; i < s.n; i++)
		if (!filed_for(w, &c->chat, &s.who[i]))
			watch_fail(w, "filed_for_all", "chat %s of %s",
				c->chat.s, s.who[i].s);
	if (filed_count(w, &c->chat) != s.n)
		watch_fail(w, "filed_for_no_other", "chat %s: %d, should be %d",
			c->chat.s, filed_count(w, &c->chat), s.n);
	if (s.over != (c->phase == WIRE_PHASE_ENDED))
		watch_fail(w, "filed_for_all", "chat %s: over %d", c->chat.s,
			s.over);
	last = s.over ? filed_for(w, &c->chat, &s.has) : NULL;
	if (last && (last->reason != c->reason || last->at != c->ended))
		watch_fail(w, "filed_as_it_ended", "chat %s", c->chat.s);
}

void watch_filed(struct world *w)
{
	const struct rec *r = NULL;

	while ((r = memstore_next(w->store, REC_K_CHAT, r)))
		filed_chat(w, &r->chat);
}
