/* SPDX-License-Identifier: MIT */
/*
 * What must hold, by name.  What is kept is looked at row by row as it is
 * kept, what is said as it leaves the relay, what is heard as it arrives, and
 * the desk after every step; each without trusting the others.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/hours.h"
#include "tests/sim/sim.h"

void watch_fail(struct world *w, const char *check, const char *format, ...)
{
	va_list args;

	if (w->broken)
		return;
	w->broken = check;
	va_start(args, format);
	vsnprintf(w->story, sizeof(w->story), format, args);
	va_end(args);
}

static struct staff *staff_of(struct world *w, const struct id *id)
{
	for (int i = 0; i < w->n_staff; i++)
		if (id_same(&w->staff[i].id, id))
			return &w->staff[i];
	return NULL;
}

const struct rec_presence *watch_presence(
	const struct world *w, const struct staff *s)
{
	struct rec like = {
		.kind = REC_K_PRESENCE, .presence = {.associate = s->id}};
	const struct rec *r = memstore_find(w->store, &like);

	return r ? &r->presence : NULL;
}

static const struct rec_chat *chat_of(
	const struct world *w, const struct id *chat)
{
	struct rec like = {.kind = REC_K_CHAT, .chat = {.chat = *chat}};
	const struct rec *r = memstore_find(w->store, &like);

	return r ? &r->chat : NULL;
}

static const struct rec_block *block_of(
	const struct world *w, const struct id *chat)
{
	struct rec like = {.kind = REC_K_BLOCK, .block = {.chat = *chat}};
	const struct rec *r = memstore_find(w->store, &like);

	return r ? &r->block : NULL;
}

/* The ring of this associate by that request, if it is of this ringing. */
static const struct rec_ring *ring_of(
	const struct world *w, const struct rec_chat *c, const struct staff *s)
{
	struct rec like = {.kind = REC_K_RING,
		.ring = {.chat = c->chat, .associate = s->id}};
	const struct rec *r = memstore_find(w->store, &like);

	return r && r->ring.round == c->round ? &r->ring : NULL;
}

/* ---- rows, before they are kept ---- */

/* Misses are counted once more: one for everybody who rang or had passed when
 * nobody had accepted; anew on accepting and on going available. */
static void row_missed(struct world *w, const struct rec_chat *c)
{
	w->missed++;
	for (int i = 0; i < w->n_staff; i++) {
		const struct rec_ring *r = ring_of(w, c, &w->staff[i]);

		if (r && r->state != REC_RING_OVER)
			w->staff[i].misses++;
	}
}

/* A live chat is given up only by who has it, by the shopper, by an associate
 * who is gone for too long, or to a colleague who accepts it. */
static void row_chat_again(
	struct world *w, const struct rec_chat *was, const struct rec_chat *is)
{
	bool given_up = is->phase == WIRE_PHASE_ENDED &&
		(is->reason == WIRE_REASON_ENDED ||
			is->reason == WIRE_REASON_LEFT ||
			is->reason == WIRE_REASON_BLOCKED);

	if (was->phase == WIRE_PHASE_LIVE && is->phase != WIRE_PHASE_LIVE &&
		!given_up && !is->taken_over)
		watch_fail(w, "never_without_their_associate", "chat %s",
			is->chat.s);
	if (was->round != is->round) {
		w->anew.chat = is->chat;
		w->anew.at = w->now;
		w->anew.rang = was->rang;
	}
	if (was->handing && !id_same(&was->associate, &is->associate))
		w->transfers++;
}

static void row_chat(
	struct world *w, const struct rec_chat *was, const struct rec_chat *is)
{
	struct staff *s = staff_of(w, &is->associate);
	bool begins = is->phase == WIRE_PHASE_LIVE &&
		(!was || was->phase != WIRE_PHASE_LIVE ||
			!id_same(&was->associate, &is->associate));

	if (!was)
		w->chats++;
	else
		row_chat_again(w, was, is);
	if (begins && s)
		s->misses = 0;
	if (was && was->phase == WIRE_PHASE_RINGING &&
		is->phase == WIRE_PHASE_ENDED &&
		is->reason == WIRE_REASON_MISSED)
		row_missed(w, was);
}

static void row_presence(struct world *w, const struct rec_presence *was,
	const struct rec_presence *is)
{
	struct staff *s = staff_of(w, &is->associate);
	bool becomes = is->available && (!was || !was->available);

	if (!s || !s->may_reset || !is->available || is->misses)
		return;
	if (becomes || was->misses)
		s->misses = 0;
}

static void row_ring(
	struct world *w, const struct rec_ring *was, const struct rec_ring *is)
{
	if (was && was->round == is->round && was->state == REC_RING_PASSED &&
		is->state == REC_RING_RINGING)
		watch_fail(w, "passed_is_passed", "chat %s rings %s again",
			is->chat.s, is->associate.s);
}

/* Keys are END-NUMBER: each end's numbers only grow, but for the same words
 * said into another chat when nobody knows what became of the first. */
static void row_entry(struct world *w, const struct rec_entry *e)
{
	static const char order[] = "every_say_in_order";
	static const char once[] = "every_say_once";
	int end, number;

	if (!e->key || sscanf(e->key, "%d-%d", &end, &number) != 2)
		return;
	w->says++;
	for (int64_t seq = e->seq - 1; seq > 0; seq--) {
		const struct rec_entry *before =
			memstore_entry(w->store, &e->chat, seq);
		int same, last;

		if (!before || !id_same(&before->actor, &e->actor) ||
			sscanf(before->key, "%d-%d", &same, &last) != 2 ||
			same != end)
			continue;
		if (last >= number)
			watch_fail(w, last == number ? once : order,
				"chat %s: %s after %s", e->chat.s, e->key,
				before->key);
		break;
	}
}

static void row_enquiry(struct world *w, const struct rec_enquiry *was,
	const struct rec_enquiry *is)
{
	const struct rec *r = NULL;

	if (was && id_is(&was->taken) && id_is(&is->taken) &&
		!id_same(&was->taken, &is->taken))
		watch_fail(w, "enquiry_taken_once", "%s", is->enquiry.s);
	while (!was && (r = memstore_next(w->store, REC_K_ENQUIRY, r)))
		if (id_same(&r->enquiry.shopper, &is->shopper) &&
			strcmp(r->enquiry.key, is->key) == 0)
			watch_fail(w, "enquiry_kept_once", "%s", is->key);
}

void watch_row(void *ctx, const struct rec *was, const struct rec *is)
{
	struct world *w = ctx;

	switch (is->kind) {
	case REC_K_CHAT:
		row_chat(w, was ? &was->chat : NULL, &is->chat);
		break;
	case REC_K_PRESENCE:
		row_presence(w, was ? &was->presence : NULL, &is->presence);
		break;
	case REC_K_RING:
		row_ring(w, was ? &was->ring : NULL, &is->ring);
		break;
	case REC_K_ENTRY:
		row_entry(w, &is->entry);
		break;
	case REC_K_BLOCK:
		w->blocks += !was;
		break;
	case REC_K_SALE:
		watch_sale(w, was ? &was->sale : NULL, &is->sale);
		break;
	case REC_K_ENQUIRY:
		row_enquiry(w, was ? &was->enquiry : NULL, &is->enquiry);
		break;
	default:
		break;
	}
}

/* ---- a batch, after it was kept ---- */

static void batch_misses(struct world *w)
{
	for (int i = 0; i < w->n_staff; i++) {
		const struct staff *s = &w->staff[i];
		const struct rec_presence *p = watch_presence(w, s);

		if (!s->gone && p && p->misses != s->misses)
			watch_fail(w, "misses_exact",
				"%s has %lld misses, should be %d", s->name,
				(long long)p->misses, s->misses);
	}
}

/* Who is rung is available and has no chat, and one request rings them. */
static void batch_rung(struct world *w, const struct rec_chat *c, int *rung)
{
	for (int i = 0; i < w->n_staff; i++) {
		const struct staff *s = &w->staff[i];
		const struct rec_ring *r = ring_of(w, c, s);
		const struct rec_presence *p = watch_presence(w, s);

		if (s->gone || !r || r->state != REC_RING_RINGING)
			continue;
		if (rung[i]++)
			watch_fail(w, "one_ring_per_associate", "%s", s->name);
		if (!p || !p->available)
			watch_fail(w, "never_rung_while_unavailable", "%s",
				s->name);
	}
}

static void batch_chats(struct world *w)
{
	int rung[SIM_STAFF] = {0};
	const struct rec *r = NULL;

	while ((r = memstore_open(w->store, r)))
		if (r->chat.phase == WIRE_PHASE_RINGING || r->chat.handing)
			batch_rung(w, &r->chat, rung);
	while ((r = memstore_open(w->store, r))) {
		struct staff *s = staff_of(w, &r->chat.associate);

		if (r->chat.phase == WIRE_PHASE_LIVE && s && rung[s - w->staff])
			watch_fail(w, "never_rung_while_busy", "%s", s->name);
	}
}

void watch_batch(struct world *w)
{
	const char *fault = memstore_fault(w->store);

	if (fault)
		watch_fail(w, fault, "in what was kept");
	batch_chats(w);
	batch_misses(w);
	for (int i = 0; i < w->n_staff; i++)
		watch_sales(w, &w->staff[i]);
}

/* ---- the desk, after a step ---- */

void watch_step(struct world *w, const struct node *n)
{
	const struct desk *d =
		n->alive && n->keeper ? keeper_desk(n->keeper) : NULL;
	const char *broken = d ? desk_check(d) : NULL;

	if (broken)
		watch_fail(w, broken, "within the desk of node %d", n->number);
}

static void dump_difference(struct world *w, char *lost, char *built)
{
	char *a = lost, *b = built;

	while (*a && *a == *b)
		a++, b++;
	while (a > lost && a[-1] != '\n')
		a--, b--;
	a[strcspn(a, "\n")] = '\0';
	b[strcspn(b, "\n")] = '\0';
	watch_fail(w, "rebuilt_equals_lost", "lost:  %.200s\n  built: %.200s",
		a, b);
}

/* Builds a desk of what is kept beside the one that there is.  Only where all
 * that was said is kept, and the node still owns the desk. */
void watch_rebuilt(struct world *w, const struct node *n)
{
	struct desk *built;
	struct desk_out *out;
	struct buf a, b;

	if (w->broken || !n->alive || n != w->owner || n->fenced ||
		!keeper_ready(n->keeper) || !keeper_idle(n->keeper) ||
		keeper_deadline(n->keeper, node_now(w)) <= w->now)
		return;
	w->rebuilt++;
	buf_init(&a, 1 << 24);
	buf_init(&b, 1 << 24);
	built = node_load(w);
	out = desk_out_new();
	desk_loaded(built, node_now(w), out);
	desk_dump(keeper_desk(n->keeper), &a);
	desk_dump(built, &b);
	if (strcmp(a.data, b.data) != 0)
		dump_difference(w, a.data, b.data);
	desk_out_destroy(&out);
	desk_destroy(&built);
	buf_fini(&a);
	buf_fini(&b);
}

/* ---- what leaves ---- */

static const char *words(const char *s)
{
	return s ? s : "";
}

static bool same_entry(
	const struct rec_entry *kept, const struct wire_entry *said)
{
	return kept->at == said->at && kept->kind == said->kind &&
		kept->who == said->who &&
		strcmp(kept->key, words(said->key)) == 0 &&
		strcmp(kept->body, words(said->text)) == 0;
}

bool watch_erased(const struct world *w, const struct rec_chat *c)
{
	for (int i = 0; i < w->n_shoppers; i++)
		if (id_same(&c->shopper, &w->shoppers[i].id))
			return false;
	return true;
}

/* Which check an entry breaks that is told to this end; NULL: none. */
static const char *said_entry(
	struct world *w, const struct end *e, const struct wire_entry *said)
{
	const struct rec_entry *kept =
		memstore_entry(w->store, &said->chat, said->seq);
	const struct rec_block *block = block_of(w, &said->chat);
	const struct rec_chat *c = chat_of(w, &said->chat);

	if (c && watch_erased(w, c))
		return NULL; /* in the same batch */
	if (!kept)
		return "nothing_unkept_heard";
	if (e->associate && block && said->seq > block->seq)
		return "blocked_reach_nobody";
	if (e->associate ||
		(kept->kind != WIRE_KIND_BLOCKED &&
			kept->kind != WIRE_KIND_TRANSFERRED))
		return same_entry(kept, said) ? NULL : "nothing_unkept_heard";
	if (*words(said->text) || said->kind == WIRE_KIND_BLOCKED)
		return "no_note_to_shoppers";
	return kept->at == said->at ? NULL : "nothing_unkept_heard";
}

/* Is so much left of a ringing that began then? */
static bool said_left(const struct world *w, const struct node *n,
	const struct wire_ring *ring, int64_t rang)
{
	int64_t end = rang + w->settings.ring_for;

	return ring->left >= (end - w->now) / 1000 &&
		ring->left <= (end - n->said_from) / 1000;
}

static const char *said_ring(struct world *w, const struct node *n,
	const struct end *e, const struct wire_ring *ring)
{
	const struct rec_chat *c = chat_of(w, &ring->chat);
	struct rec like = {.kind = REC_K_RING,
		.ring = {.chat = ring->chat,
			.associate = w->staff[e->person].id}};
	bool anew = id_same(&w->anew.chat, &ring->chat) && w->anew.at == w->now;

	if (!c || !memstore_find(w->store, &like))
		return "nothing_unkept_heard";
	if (c->phase != WIRE_PHASE_RINGING && !c->handing)
		return NULL; /* it has gone on in the same batch */
	if (said_left(w, n, ring, c->rang) ||
		(anew && said_left(w, n, ring, w->anew.rang)))
		return NULL;
	return "countdown_left";
}

static const char *said_chat(struct world *w, const struct wire_chat *said)
{
	const struct rec_chat *c = chat_of(w, &said->chat);

	if (!c || said->opened != c->opened || said->accepted > c->accepted)
		return "nothing_unkept_heard";
	if (said->phase == WIRE_PHASE_ENDED && c->phase != WIRE_PHASE_ENDED)
		return "nothing_unkept_heard";
	return NULL;
}

static const char *said_marked(struct world *w, const struct wire_marked *m)
{
	struct rec like = {
		.kind = REC_K_MARK, .mark = {.chat = m->chat, .who = m->who}};
	const struct rec *r = memstore_find(w->store, &like);
	const struct rec_chat *c = chat_of(w, &m->chat);

	if (c && watch_erased(w, c))
		return NULL;
	return r && r->mark.delivered >= m->seq ? NULL : "nothing_unkept_heard";
}

/* D9: a block is the end of it; and what is to be rated was a chat with
 * somebody. */
static const char *said_ask_rating(
	struct world *w, const struct wire_ask_rating *said)
{
	const struct rec_chat *c = chat_of(w, &said->chat);

	if (!id_is(&said->chat))
		return NULL;
	if (block_of(w, &said->chat))
		return "blocked_are_not_asked";
	return c && c->accepted && c->phase == WIRE_PHASE_ENDED
		? NULL
		: "nothing_unkept_heard";
}

static const char *said_what(struct world *w, const struct node *n,
	const struct end *e, const struct wire_msg *m)
{
	switch (m->type) {
	case WIRE_T_ENTRY:
		return said_entry(w, e, &m->entry);
	case WIRE_T_OK:
		return !id_is(&m->ok.chat) ||
				memstore_entry(w->store, &m->ok.chat, m->ok.seq)
			? NULL
			: "nothing_unkept_heard";
	case WIRE_T_RING:
		return said_ring(w, n, e, &m->ring);
	case WIRE_T_CHAT:
		return said_chat(w, &m->chat);
	case WIRE_T_MARKED:
		return said_marked(w, &m->marked);
	case WIRE_T_ASK_RATING:
		return said_ask_rating(w, &m->ask_rating);
	default:
		return NULL;
	}
}

void watch_notice(
	struct world *w, struct node *n, const struct desk_notice *notice)
{
	const struct wire_msg *m = notice->message;
	const struct link *l = notice->session <= (uint64_t)w->n_links
		? w->links[notice->session - 1]
		: NULL;
	const char *broken;

	if (n->fenced && !(m && m->type == WIRE_T_ERROR))
		watch_fail(
			w, "no_stale_owner", "node %d still speaks", n->number);
	if (notice->kind != DESK_N_SEND || !l)
		return;
	broken = said_what(w, n, l->end, m);
	if (broken)
		watch_fail(w, broken, "node %d says %s to end %d", n->number,
			wire_info(m->type)->name, l->end->number);
}

/* ---- what arrives ---- */

void watch_entry(
	struct world *w, const struct end *e, const struct wire_entry *heard)
{
	const char *broken = said_entry(w, e, heard);

	if (broken)
		watch_fail(w, broken, "end %d heard entry %lld", e->number,
			(long long)heard->seq);
}

void watch_answers(struct world *w)
{
	for (int i = 0; i < w->n_ends; i++) {
		const struct end *e = &w->ends[i];

		if (e->asked_at && e->link && e->asked_link == e->link &&
			!e->link->cut && e->link->node->alive &&
			e->link->node->reloads == e->asked_reloads &&
			w->now - e->asked_at > 3 * TIMES_MINUTE)
			watch_fail(w, "every_ask_answered",
				"end %d asked %s %s", e->number,
				wire_info(e->asked)->name, e->ref);
	}
}
