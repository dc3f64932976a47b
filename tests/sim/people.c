/* SPDX-License-Identifier: MIT */
/*
 * Associates and shoppers as they behave through their programs: each end
 * knows what it was told, catches up by seq, and says what it has to say again
 * until it is kept or refused.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "tests/sim/end.h"
#include "tests/sim/sim.h"

static void think(struct world *w, void *arg);
static void end_resume(struct end *e);

/* ---- coming and going ---- */

static void end_connect(struct world *w, void *arg)
{
	struct end *e = arg;

	if (e->link || e->away)
		return;
	e->link = net_connect(w, e, w->owner);
	e->ready = false;
}

void people_lost(struct world *w, struct end *e, enum err why)
{
	trace(w, "end %d lost: %s", e->number, err_name(why));
	e->link = NULL;
	e->ready = e->resuming = e->rung = e->team = false;
	e->asked_at = 0;
	if (why == ERR_TOKEN && e->associate)
		e->away = true;
	if (why == ERR_TOKEN && !e->associate) { /* erased: begins anew */
		e->open = e->saying = false;
		e->chat = (struct id){""};
		e->last = 0;
	}
	if (!e->away)
		queue_in(w, rng_between(w, 100000, 4000000), end_connect, e);
}

static void end_come_back(struct world *w, void *arg)
{
	struct end *e = arg;

	if (e->associate && w->staff[e->person].gone)
		return;
	e->away = false;
	end_connect(w, e);
}

/* Closes the lid, or the tab, for a while. */
static void end_go(struct end *e)
{
	struct world *w = e->w;
	static const int64_t spans[] = {5, 50, 70, 400, 2000};
	int64_t span = spans[rng_next(w) % 5] * TIMES_SECOND;

	e->away = true;
	net_cut(w, e->link, true);
	queue_in(w, rng_between(w, span / 2, span), end_come_back, e);
}

void people_come_back(struct world *w)
{
	for (int i = 0; i < w->n_ends; i++)
		end_come_back(w, &w->ends[i]);
}

/* ---- hearing ---- */

/* Asks for what is missing, one answer at a time. */
static void end_resume(struct end *e)
{
	struct wire_msg m = {.type = WIRE_T_RESUME,
		.ref = "resume",
		.resume = {.chat = e->chat, .after = e->last}};

	if (e->resuming)
		return;
	e->resuming = true;
	end_send(e, &m);
}

static void end_entry(struct end *e, const struct wire_entry *entry)
{
	if (!e->open || !id_same(&entry->chat, &e->chat))
		return;
	watch_entry(e->w, e, entry);
	if (entry->seq == e->last + 1)
		e->last = entry->seq;
	else if (entry->seq > e->last)
		end_resume(e);
	if (entry->seq == e->last &&
		(entry->kind == WIRE_KIND_ENDED ||
			entry->kind == WIRE_KIND_BLOCKED)) {
		e->open = false;
		e->phase = WIRE_PHASE_ENDED;
	}
}

static void end_chat(struct end *e, const struct wire_chat *c)
{
	if (!e->open || !id_same(&c->chat, &e->chat)) {
		if (c->phase == WIRE_PHASE_ENDED)
			return;
		e->open = true;
		e->chat = c->chat;
		e->last = 0;
		e->resuming = false;
	}
	e->phase = c->phase;
	e->handing = c->handing && *c->handing;
	e->told = true;
	if (e->rung && id_same(&e->ring, &c->chat))
		e->rung = false;
	if (c->seq > e->last)
		end_resume(e);
}

static bool refused_for_good(const char *code)
{
	return strcmp(code, "not_kept") != 0 && strcmp(code, "busy") != 0 &&
		strcmp(code, "elsewhere") != 0;
}

static void end_answered(struct end *e, const struct wire_msg *m)
{
	if (!m->ref)
		return;
	if (strcmp(m->ref, "resume") == 0) {
		e->resuming = false;
		/* It is not ours any more: a colleague has it. */
		if (m->type == WIRE_T_ERROR &&
			strcmp(m->error.code, "unknown_chat") == 0)
			e->open = false;
		return;
	}
	if (strcmp(m->ref, "team") == 0)
		e->team = m->type == WIRE_T_OK;
	if (strcmp(m->ref, e->ref) != 0)
		return;
	e->asked_at = 0;
	if (e->asked == WIRE_T_SAY &&
		(m->type == WIRE_T_OK || refused_for_good(m->error.code)))
		e->saying = false;
}

/* A welcome begins anew, and so does this. */
static void end_team(struct end *e)
{
	struct wire_msg m = {.type = WIRE_T_TEAM, .ref = "team"};

	end_send(e, &m);
}

static void end_ready(struct end *e)
{
	e->ready = true;
	e->url_at = e->w->now;
	if (e->associate && e->w->staff[e->person].manager)
		end_team(e);
	if (e->associate && !e->told)
		e->open = false; /* it is not theirs any more */
	if (e->open)
		end_resume(e);
	if (e->saying)
		end_say_pending(e);
}

static void end_replayed(struct end *e, const struct wire_replayed *r)
{
	e->resuming = false;
	if (e->open && id_same(&r->chat, &e->chat) && r->more)
		end_resume(e);
}

/* Several reach for the key at the same moment. */
static void end_grab(struct world *w, void *arg)
{
	struct end *e = arg;

	if (!w->calm && e->link && e->ready && !e->asked_at && e->rung)
		end_about_chat(e, WIRE_T_ACCEPT, e->ring);
}

static void end_rings(struct end *e, const struct wire_ring *r)
{
	e->rung = true;
	e->ring = r->chat;
	if (rng_one_in(e->w, 6))
		queue_in(e->w, 5 * TIMES_SECOND, end_grab, e);
}

static void end_blocked(struct end *e, const struct wire_blocked *b)
{
	e->blocked = b->shopper;
	for (int i = 0; i < e->n_blocks; i++)
		if (e->blocks[i] == b->at)
			return;
	assert(e->n_blocks < END_BLOCKS);
	e->blocks[e->n_blocks++] = b->at;
}

static void end_mate(struct end *e, const struct wire_mate *m)
{
	struct world *w = e->w;

	for (int i = 0; i < w->n_staff; i++)
		if (id_same(&w->staff[i].id, &m->associate))
			e->mates[i] = *m;
}

/* Who is told to show no widget has no chat any more. */
static void end_shop(struct end *e, const struct wire_shop *s)
{
	e->shop_open = s->open;
	e->shop_available = s->available;
	e->hidden = s->hidden;
	if (e->hidden)
		e->open = e->resuming = false;
}

static void end_transferred(struct end *e, const struct wire_transfer_over *t)
{
	if (t->reason == WIRE_REASON_TAKEN && id_same(&e->chat, &t->chat))
		e->open = false;
}

/* All that is true follows. */
static void end_welcome(struct end *e)
{
	e->rung = e->resuming = e->told = e->hidden = e->team = false;
	e->asked_at = 0;
	memset(e->mates, 0, sizeof(e->mates));
}

void people_hear(struct world *w, struct end *e, const struct wire_msg *m)
{
	switch (m->type) {
	case WIRE_T_WELCOME:
		end_welcome(e);
		break;
	case WIRE_T_READY:
		end_ready(e);
		break;
	case WIRE_T_OK:
	case WIRE_T_ERROR:
		end_answered(e, m);
		break;
	case WIRE_T_CHAT:
		if (e->hidden)
			watch_fail(w, "hidden_is_hidden",
				"end %d hears of a chat", e->number);
		end_chat(e, &m->chat);
		break;
	case WIRE_T_ENTRY:
		end_entry(e, &m->entry);
		break;
	case WIRE_T_REPLAYED:
		end_replayed(e, &m->replayed);
		break;
	case WIRE_T_RING:
		end_rings(e, &m->ring);
		break;
	case WIRE_T_RING_OVER:
		if (id_same(&e->ring, &m->ring_over.chat))
			e->rung = false;
		break;
	case WIRE_T_STATUS:
		e->available = m->status.available;
		e->status_open = m->status.open;
		break;
	case WIRE_T_PANEL:
		e->panel_available = m->panel.available;
		e->panel_fresh = m->panel.fresh;
		break;
	case WIRE_T_MATE:
		end_mate(e, &m->mate);
		break;
	case WIRE_T_ENQUIRY:
		e->enquiry = m->enquiry.enquiry;
		break;
	case WIRE_T_SALE:
		e->sold_in = m->sale.chat;
		break;
	case WIRE_T_SHOP:
		end_shop(e, &m->shop);
		break;
	case WIRE_T_TRANSFER_OVER:
		end_transferred(e, &m->transfer_over);
		break;
	case WIRE_T_BLOCKED:
		end_blocked(e, &m->blocked);
		break;
	default:
		break;
	}
}

/* ---- what people do ---- */

/* What makes no sense, or comes too late. */
static void think_nonsense(struct end *e)
{
	struct world *w = e->w;
	const struct end *other = &w->ends[rng_next(w) % (uint64_t)w->n_ends];
	struct id chat = other->open ? other->chat : e->ring;

	if (!id_is(&chat))
		chat = rng_id(w);
	if (!e->associate) {
		end_about_chat(e, WIRE_T_TYPING, chat);
		return;
	}
	end_about_chat(e,
		(enum wire_type[]){WIRE_T_ACCEPT, WIRE_T_PASS,
			WIRE_T_END}[rng_next(w) % 3],
		chat);
}

static void think_rung(struct end *e)
{
	uint64_t mood = rng_next(e->w) % 16;

	if (mood < 6)
		end_about_chat(e, WIRE_T_ACCEPT, e->ring);
	else if (mood < 9)
		end_about_chat(e, WIRE_T_PASS, e->ring);
	else if (mood == 9)
		end_ask(e,
			&(struct wire_msg){.type = WIRE_T_AVAILABLE,
				.available = {.on = false}});
}

/* Hands the chat on, or has had enough of it. */
static void think_of_others(struct end *e)
{
	if (e->handing && rng_one_in(e->w, 2))
		end_about_chat(e, WIRE_T_CALL_BACK, e->chat);
	else if (rng_one_in(e->w, 8))
		end_block(e);
	else if (rng_one_in(e->w, 8))
		end_ask(e, &(struct wire_msg){.type = WIRE_T_TARGETS});
	else
		end_transfer(e);
}

static void think_in_chat(struct end *e)
{
	uint64_t mood = rng_next(e->w) % 32;

	if (mood < 12)
		end_say(e);
	else if (mood < 16)
		end_about_chat(e, WIRE_T_TYPING, e->chat);
	else if (mood < 24)
		end_see(e);
	else if (mood == 24 && e->associate)
		end_about_chat(e, WIRE_T_END, e->chat);
	else if (mood == 25 && e->associate)
		think_of_others(e);
	else if (mood == 25 && rng_one_in(e->w, 2))
		end_buy(e);
	else if (mood < 26)
		end_deed(e);
	else if (mood == 26 && !e->associate)
		end_browse(e);
	else if (mood == 27)
		end_go(e);
	else if (mood == 28)
		end_show(e);
	else if (mood > 28 && e->associate)
		think_of_others(e);
}

static void think_at_home(struct end *e)
{
	struct world *w = e->w;
	bool on = !e->available;
	struct wire_msg take_up = {
		.type = WIRE_T_TAKE_UP, .take_up = {.enquiry = e->enquiry}};
	struct wire_msg put_back = {
		.type = WIRE_T_PUT_BACK, .put_back = {.enquiry = e->enquiry}};

	if (rng_one_in(w, on ? 4 : 40))
		end_ask(e,
			&(struct wire_msg){.type = WIRE_T_AVAILABLE,
				.available = {.on = on}});
	else if (rng_one_in(w, 100))
		end_ask(e,
			&(struct wire_msg){.type = WIRE_T_AVAILABLE,
				.available = {.on = true}});
	else if (rng_one_in(w, 50))
		end_ask(e, &(struct wire_msg){.type = WIRE_T_ENQUIRIES});
	else if (rng_one_in(w, 20) && id_is(&e->enquiry))
		end_ask(e, &take_up);
	else if (rng_one_in(w, 200) && id_is(&e->enquiry))
		end_ask(e, &put_back);
	else if (rng_one_in(w, 30) && id_is(&e->sold_in))
		end_view(e);
	else if (rng_one_in(w, 40) && id_is(&e->blocked))
		end_unblock(e);
	else if (rng_one_in(w, 100))
		end_ask(e, &(struct wire_msg){.type = WIRE_T_BLOCKS});
	else if (rng_one_in(w, 60))
		end_go(e);
	else if (w->staff[e->person].manager && !e->team)
		end_team(e);
}

static void think_in_shop(struct end *e)
{
	struct world *w = e->w;
	char key[24];
	struct wire_msg enquiry = {.type = WIRE_T_ENQUIRE,
		.enquire = {.key = key, .address = "a@b.c", .text = "words"}};

	if (e->shop_available ? rng_one_in(w, 3) : rng_one_in(w, 60)) {
		end_say(e);
	} else if (!e->shop_available && rng_one_in(w, 80)) {
		snprintf(key, sizeof(key), "e%d-%d", e->number, e->refs);
		end_ask(e, &enquiry);
	} else if (rng_one_in(w, 10)) {
		end_go(e);
	} else if (rng_one_in(w, 10)) {
		end_browse(e);
	} else if (rng_one_in(w, 10)) {
		end_deed(e);
	} else if (rng_one_in(w, 12)) {
		end_buy(e);
	} else if (rng_one_in(w, 30)) {
		end_send(e,
			&(struct wire_msg){.type = WIRE_T_IDENTIFY,
				.identify = {.name = "Mio"}});
	}
}

static void think_now(struct end *e)
{
	struct world *w = e->w;

	if (e->saying) /* an answer said: later */
		end_say_pending(e);
	else if (w->calm)
		return;
	else if (rng_one_in(w, 150))
		think_nonsense(e);
	else if (e->rung)
		think_rung(e);
	else if (e->open && (e->phase == WIRE_PHASE_LIVE || !e->associate))
		think_in_chat(e);
	else if (e->associate)
		think_at_home(e);
	else
		think_in_shop(e);
}

/* How soon an end does something again. */
static int64_t think_pause(const struct end *e)
{
	if (e->rung)
		return 25 * TIMES_SECOND;
	if (e->open && e->phase == WIRE_PHASE_LIVE)
		return 15 * TIMES_SECOND;
	if (e->open || e->saying)
		return 20 * TIMES_SECOND;
	if (e->associate ? e->status_open : e->shop_available)
		return 4 * TIMES_MINUTE;
	return 20 * TIMES_MINUTE;
}

static void think(struct world *w, void *arg)
{
	struct end *e = arg;
	int64_t pause = think_pause(e) / w->rushed;

	if (e->link && e->ready && !e->asked_at)
		think_now(e);
	if (w->calm && pause > 10 * TIMES_SECOND)
		pause = 10 * TIMES_SECOND;
	queue_in(w, 1 + rng_about(w, pause), think, e);
}

/* ---- the beginning ---- */

static void people_add(struct world *w, bool associate, int person)
{
	struct end *e = &w->ends[w->n_ends];

	assert(w->n_ends < SIM_ENDS);
	*e = (struct end){.w = w,
		.number = w->n_ends++,
		.associate = associate,
		.person = person,
		.url = "https://shop/"};
	queue_in(w, rng_between(w, 0, 30 * TIMES_MINUTE), end_connect, e);
	queue_in(w, rng_between(w, 0, TIMES_HOUR), think, e);
}

void people_begin(struct world *w)
{
	for (int i = 0; i < w->n_staff; i++)
		for (int n = rng_one_in(w, 3) ? 2 : 1; n; n--)
			people_add(w, true, i);
	for (int i = 0; i < w->n_shoppers; i++)
		for (int n = rng_one_in(w, 3) ? 2 : 1; n; n--)
			people_add(w, false, i);
}
