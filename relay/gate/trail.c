/* SPDX-License-Identifier: MIT */
#include "relay/gate/trail.h"

#include <stdio.h>

#include "relay/gate/hub.h"
#include "shared/times.h"
#include "shared/wire.h"

#define SWEEP_EVERY 3600 /* trail_sweep()s */

/* ---- writing ---- */

/* ERR_UNKNOWN: the block that it tells of was not kept, or the retailer is gone
 * and its log with it. */
static void on_put(void *ctx, enum err e)
{
	struct hub *hub = ctx;

	if (e == ERR_OK || e == ERR_UNKNOWN)
		return;
	hub->unaudited++;
	log_event(hub->log, LOG_ERROR, "audit_lost", "because", err_text(e),
		NULL);
}

/* They stay until the next time. */
static void on_swept(void *ctx, enum err e)
{
	const struct hub *hub = ctx;

	if (e != ERR_OK)
		log_event(hub->log, LOG_WARN, "audit_sweep", "because",
			err_text(e), NULL);
}

void trail_write(struct hub *hub, const struct trail_who *who,
	enum audit_what what, const char *about)
{
	char peer[PEER_TEXT] = "";
	const struct store_audit row = {
		.at = hub_now(hub).wall,
		.retailer = who->retailer,
		.what = audit_word(what),
		.who = who->id,
		.name = who->name,
		.origin = who->peer ? peer_text(who->peer, peer) : "",
		.about = about,
	};

	store_audit_put(hub->store, &row, on_put, hub);
}

void trail_ctl(struct hub *hub, const char *retailer, enum audit_what what,
	const char *about)
{
	const struct trail_who who = {
		.retailer = retailer, .id = AUDIT_NORENCTL};

	trail_write(hub, &who, what, about);
}

static void copy(char *out, size_t size, const char *s)
{
	snprintf(out, size, "%s", s ? s : "");
}

void trail_keep(struct trail_kept *k, const struct trail_who *who)
{
	copy(k->retailer, sizeof(k->retailer), who->retailer);
	copy(k->id, sizeof(k->id), who->id);
	copy(k->name, sizeof(k->name), who->name);
	if (who->peer)
		k->peer = *who->peer;
	k->who = (struct trail_who){
		.retailer = k->retailer,
		.id = k->id,
		.name = k->name,
		.peer = who->peer ? &k->peer : NULL,
	};
}

/* ---- blocks ---- */

static void add_note(struct tenant *t, const struct trail_note *note)
{
	struct trail_notes *all = &t->notes;

	all->notes[all->next] = *note;
	all->next = (all->next + 1) % TRAIL_NOTES;
}

void trail_note(const struct caller *s, const struct wire_msg *msg)
{
	struct trail_note note = {.who = s->who, .peer = s->peer};

	if (msg->type == WIRE_T_BLOCK)
		note.about = msg->block.chat;
	else if (msg->type == WIRE_T_UNBLOCK)
		note.about = msg->unblock.shopper;
	else
		return;
	add_note(s->tenant, &note);
}

void trail_note_ctl(struct tenant *t, const struct id *shopper)
{
	const struct trail_note note = {.about = *shopper};

	add_note(t, &note);
}

/* The newest about that, and by that associate if not NULL. */
static const struct trail_note *find_note(
	const struct tenant *t, const struct id *about, const struct id *who)
{
	const struct trail_notes *all = &t->notes;

	for (int i = 1; i <= TRAIL_NOTES; i++) {
		int at = (all->next + TRAIL_NOTES - i) % TRAIL_NOTES;
		const struct trail_note *note = &all->notes[at];

		if (id_same(&note->about, about) &&
			(!who || id_same(&note->who, who)))
			return note;
	}
	return NULL;
}

/* Who lifted it: the desk's row does not say. */
static void fill_lifter(struct store_audit *row, const struct tenant *t,
	const struct trail_note *note)
{
	const struct roster_staff *s;

	row->who = note && !note->who.s[0] ? AUDIT_NORENCTL : "";
	row->name = "";
	if (!note || !note->who.s[0])
		return;
	row->who = note->who.s;
	s = roster_find_staff(&t->roster, &note->who);
	row->name = s ? s->name : "";
}

static void write_block(struct tenant *t, const struct rec_block *b)
{
	bool lifted = b->lifted != 0;
	const struct trail_note *note = find_note(t,
		lifted ? &b->shopper : &b->chat, lifted ? NULL : &b->associate);
	char peer[PEER_TEXT] = "";
	struct store_audit row = {
		.at = lifted ? b->lifted : b->at,
		.retailer = t->rules->retailer,
		.what = audit_word(lifted ? AUDIT_UNBLOCK : AUDIT_BLOCK),
		.who = b->associate.s,
		.name = b->blocker,
		.about = b->shopper.s,
		.chat = b->chat.s,
	};

	if (lifted)
		fill_lifter(&row, t, note);
	if (note && note->who.s[0])
		row.origin = peer_text(&note->peer, peer);
	store_audit_put(t->hub->store, &row, on_put, t->hub);
}

void trail_batch(struct tenant *t, const struct rec *recs, int n)
{
	for (int i = 0; i < n; i++) {
		const struct rec_block *b = &recs[i].block;

		/* That it hides the widget by now is no block of its own. */
		if (recs[i].kind == REC_K_BLOCK && (b->lifted || !b->hidden))
			write_block(t, b);
	}
}

/* ---- the end of a line ---- */

int64_t trail_oldest(const struct hub *hub)
{
	return hub_now(hub).wall - hub->config.audit_days * TIMES_DAY;
}

void trail_sweep(struct hub *hub)
{
	if (hub->audit_wait-- > 0)
		return;
	hub->audit_wait = SWEEP_EVERY;
	store_audit_sweep(hub->store, trail_oldest(hub), on_swept, hub);
}
