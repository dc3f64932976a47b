/* SPDX-License-Identifier: MIT */
#include "client/model/receive.h"

#include <string.h>

#include "client/model/act.h"
#include "client/model/chat.h"
#include "client/model/effects.h"
#include "client/model/enquiry.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "client/model/ring.h"
#include "shared/mem.h"

/* The chat that a message is about, if it is the one that we have. */
static struct chat *chat_of(struct model *m, const struct id *id)
{
	return m->chat && id_same(&m->chat->id, id) ? m->chat : NULL;
}

/* "Asia/Tokyo": what may stand in the name of a zone's file. */
static bool zone_valid(const char *zone)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789_+-/";

	return *zone && *zone != '/' && !strstr(zone, "//") &&
		zone[strspn(zone, letters)] == '\0';
}

static void set_zone(struct model *m, const char *zone, struct effects *out)
{
	if (!zone || !zone_valid(zone) ||
		(m->zone && strcmp(m->zone, zone) == 0))
		return;
	mem_free(m->zone);
	m->zone = mem_strdup(zone);
	effects_add(out, EFFECT_ZONE, zone, NULL);
}

/* What follows, until ready, is all that is true: doubt the rest. */
static void welcome(
	struct model *m, const struct wire_welcome *w, struct effects *out)
{
	if (id_is(&m->me) && !id_same(&m->me, &w->associate))
		act_forget(m);
	m->me = w->associate;
	m->manager = w->manager;
	manage_check(m);
	mem_free(m->shop);
	m->catalog.no_scan = w->no_scan;
	m->no_mail = w->no_mail;
	m->shop = w->shop ? mem_strdup(w->shop) : NULL;
	view_show(&m->name, w->name);
	view_show(&m->retailer, w->retailer);
	view_show(&m->groups, w->groups);
	memset(m->currency, 0, sizeof(m->currency));
	if (w->currency)
		memcpy(m->currency, w->currency,
			strnlen(w->currency, sizeof(m->currency) - 1));
	set_zone(m, w->zone, out);
	for (int i = 0; i < m->n_rings; i++)
		m->rings[i].stale = m->rings[i].over == WIRE_REASON_NONE;
	template_doubt(m);
	if (m->chat) {
		m->chat->stale = m->chat->phase == WIRE_PHASE_LIVE;
		m->chat->said_delivered = m->chat->said_read = 0;
	}
	if (!m->ready) /* else nothing is told anew */
		sale_doubt(m);
}

static void ready(struct model *m)
{
	m->ready = true;
	ring_drop_stale(m);
	template_drop_stale(m);
	if (m->chat && m->chat->stale)
		act_close_chat(m, WIRE_REASON_NONE);
}

/* The shopper came or went; a chat message may be the first to say so. */
static void presence(struct model *m, struct chat *c, bool present)
{
	if (c->phase == WIRE_PHASE_LIVE && c->present != present)
		model_say(m, present ? MODEL_NOTICE_BACK : MODEL_NOTICE_AWAY,
			c->name);
	c->present = present;
}

/* A live chat of ours, new or not.  What rang as it rings no longer. */
static void live(struct model *m, const struct wire_chat *w)
{
	struct ring *r = ring_find(m, &w->chat);
	bool fresh = !chat_of(m, &w->chat);
	bool go = m->place == MODEL_HOME || (r && r->accepting);

	if (fresh && m->chat) {
		outbox_forget(m->outbox, &m->chat->id);
		chat_destroy(&m->chat);
	}
	if (fresh)
		m->chat = chat_new(&w->chat);
	else
		presence(m, m->chat, w->present);
	chat_set(m->chat, w);
	chat_handing(m->chat, w->handing, m->now_ms + w->left);
	if (r && m->chat->visits == 0)
		m->chat->visits = r->visits;
	ring_drop(m, &w->chat);
	if (!fresh || !go)
		return;
	account_wait(m);
	m->place = MODEL_CHAT;
}

static void chat(struct model *m, const struct wire_chat *w)
{
	struct chat *c = chat_of(m, &w->chat);
	bool was_live = c && c->phase == WIRE_PHASE_LIVE;

	if (w->phase == WIRE_PHASE_LIVE) {
		live(m, w);
		return;
	}
	if (!c)
		return;
	chat_set(c, w);
	if (was_live || w->phase == WIRE_PHASE_RINGING)
		act_close_chat(m,
			w->phase == WIRE_PHASE_RINGING ? WIRE_REASON_GONE
						       : w->reason);
	/* D7: who ended a chat is home. */
	if (was_live &&
		(w->reason == WIRE_REASON_ENDED ||
			w->reason == WIRE_REASON_BLOCKED) &&
		!*c->draft && m->place == MODEL_CHAT)
		act_home(m);
}

static bool on_view(const struct model *m)
{
	return m->place == MODEL_CHAT && !m->locked && m->focused &&
		m->following;
}

static void entry(
	struct model *m, const struct wire_entry *w, struct effects *out)
{
	struct chat *c = chat_of(m, &w->chat);
	bool theirs = w->who == WIRE_WHO_SHOPPER &&
		(w->kind == WIRE_KIND_TEXT || w->kind == WIRE_KIND_FILE);

	archive_entry(m, w, out);
	if (!c)
		return;
	if (w->key && w->who == WIRE_WHO_ASSOCIATE)
		outbox_kept(m->outbox, w->key);
	if (!chat_add(c, w))
		return;
	if (c->entries[c->n - 1].file)
		media_fetch(m, c->entries[c->n - 1].file, out);
	if (theirs) {
		c->types_until = 0;
		if (!on_view(m) && c->unread_from <= c->said_read)
			c->unread_from = c->n;
	}
}

static void replayed(struct model *m, const struct wire_msg *msg)
{
	struct chat *c = chat_of(m, &msg->replayed.chat);
	struct outbox_ask ask;

	outbox_answered(m->outbox, msg->ref, &ask);
	archive_replayed(m, msg);
	if (!c)
		return;
	c->replaying = false;
	/* One that brought nothing must not be asked for over and over. */
	if (c->n <= c->resumed_after)
		c->resume_ms = m->now_ms + CHAT_AGAIN_MS;
}

static void marked(struct model *m, const struct wire_marked *w)
{
	struct chat *c = chat_of(m, &w->chat);
	int64_t *mark;

	if (!c)
		return;
	if (w->who == WIRE_WHO_ASSOCIATE)
		mark = w->mark == WIRE_MARK_READ ? &c->said_read
						 : &c->said_delivered;
	else
		mark = w->mark == WIRE_MARK_READ ? &c->read : &c->delivered;
	if (w->seq > *mark)
		*mark = w->seq;
}

static void status(struct model *m, const struct wire_status *w)
{
	bool lost = m->has_status && m->status.available && !w->available;

	if (lost && w->reason == WIRE_REASON_CLOSED)
		model_note(m, MODEL_NOTICE_CLOSED, ERR_OK);
	if (lost && w->reason == WIRE_REASON_MISSES)
		model_note(m, MODEL_NOTICE_MISSES, ERR_OK);
	m->status = *w;
	m->has_status = true;
	m->toggling = false;
}

static void ring(
	struct model *m, const struct wire_ring *w, struct effects *out)
{
	if (ring_begin(m, w))
		notify_send(m, w->from ? NOTIFY_TRANSFER : NOTIFY_CHAT, out);
}

/* Our own message is kept.  Its entry may come too, or may have come. */
static void kept(struct model *m, const struct outbox_say *say,
	const struct wire_ok *w, struct effects *out)
{
	struct chat *c = chat_of(m, &say->chat);
	struct wire_entry e = {
		.chat = say->chat,
		.seq = w->seq,
		.at = w->at,
		.kind = WIRE_KIND_TEXT,
		.who = WIRE_WHO_ASSOCIATE,
		.name = m->name,
		.text = say->text,
	};

	if (say->goods) {
		e.kind = WIRE_KIND_CARD;
		GOODS_SAY(say->goods, &e);
	}
	if (say->file) {
		e.kind = WIRE_KIND_FILE;
		e.media = say->file->media;
		e.mime = say->file->mime;
		e.width = say->file->width;
		e.height = say->file->height;
		e.bytes = say->file->bytes;
	}
	if (c && w->seq > 0 && chat_add(c, &e) && say->file)
		media_fetch(m, say->file, out);
	outbox_kept(m->outbox, say->key);
}

static void ok(struct model *m, const struct wire_msg *msg, struct effects *out)
{
	const struct outbox_say *say = outbox_find(m->outbox, msg->ref);
	struct outbox_ask ask;
	struct enquiry *e;

	if (say) {
		kept(m, say, &msg->ok, out);
		return;
	}
	if (!outbox_answered(m->outbox, msg->ref, &ask))
		return;
	transfer_answered(m, ask.type);
	block_answered(m, ask.type, true, &ask.id);
	team_answered(m, ask.type, true);
	catalog_told(m, msg);
	performance_answered(m, ask.ref);
	if (ask.type == WIRE_T_AVAILABLE)
		m->toggling = false;
	if (ask.type == WIRE_T_ENQUIRIES) {
		m->enquiries_asked = false;
		enquiry_drop_stale(m);
	}
	e = enquiry_find(m, &ask.id);
	if (e && ask.type == WIRE_T_TAKE_UP) {
		view_show(&e->taken, m->name);
		e->holder = m->me;
	}
}

/* An accept came to nothing. */
static void not_accepted(
	struct model *m, const struct id *id, enum err why, const char *name)
{
	struct ring *r = ring_find(m, id);

	if (why == ERR_TAKEN) {
		ring_over(m, id, WIRE_REASON_TAKEN, name);
		return;
	}
	model_note(m, MODEL_NOTICE_ERR, why);
	if (why == ERR_OVER || why == ERR_CHAT || why == ERR_WRONG_STATE)
		ring_drop(m, id);
	else if (r)
		r->accepting = false;
}

/* The entries that are missing: later, or never. */
static void not_resumed(struct model *m, struct chat *c, enum err why)
{
	c->replaying = false;
	c->resume_ms = m->now_ms + CHAT_AGAIN_MS;
	if (why == ERR_CHAT)
		c->last = c->n;
}

static void failed(struct model *m, const struct outbox_ask *ask, enum err why,
	const char *name)
{
	struct chat *c = chat_of(m, &ask->id);

	if (ask->type == WIRE_T_ACCEPT) {
		not_accepted(m, &ask->id, why, name);
		return;
	}
	if (ask->type == WIRE_T_RESUME) {
		if (c)
			not_resumed(m, c, why);
		return;
	}
	transfer_answered(m, ask->type);
	block_answered(m, ask->type, false, &ask->id);
	team_answered(m, ask->type, false);
	if (ask->type == WIRE_T_TARGETS)
		return; /* asked for again soon */
	if (ask->type == WIRE_T_AVAILABLE)
		m->toggling = false;
	if (ask->type == WIRE_T_ENQUIRIES)
		m->enquiries_asked = false;
	if ((ask->type == WIRE_T_END || ask->type == WIRE_T_BLOCK) && c)
		c->ending = false;
	if (why == ERR_CHAT && m->notice == MODEL_NOTICE_TRANSFERRED)
		return; /* who has it now says more */
	model_note(m, MODEL_NOTICE_ERR, why);
}

/* Of words the mark says enough; what else was sent needs a reason. */
static void refused(
	struct model *m, struct outbox_say *say, enum err why, int64_t wait)
{
	outbox_refused(say, why, wait, m->now_ms);
	if (say->state != OUTBOX_FAILED || !(say->goods || say->file))
		return;
	model_note(m,
		say->goods && why == ERR_FIELD ? MODEL_NOTICE_FOREIGN
					       : MODEL_NOTICE_ERR,
		why);
}

static void error(struct model *m, const struct wire_msg *msg)
{
	enum err why = err_from_name(msg->error.code);
	struct outbox_say *say = outbox_find(m->outbox, msg->ref);
	struct outbox_ask ask;

	if (why == ERR_VERSION)
		m->outdated = true;
	trouble_err(m, why);
	if (say)
		refused(m, say, why, msg->error.wait);
	else if (!outbox_answered(m->outbox, msg->ref, &ask))
		return;
	else if (answered_failed(m, ask.ref, why, msg->error.wait) ||
		archive_failed(m, ask.ref, why, msg->error.wait) ||
		performance_failed(m, ask.ref, why, msg->error.wait))
		return;
	else if (ask.type == WIRE_T_FIND || ask.type == WIRE_T_SHELVES)
		catalog_failed(m, ask.ref, why, msg->error.wait);
	else
		failed(m, &ask, why, msg->error.name);
}

static void bye(struct model *m, const struct wire_bye *w)
{
	if (err_from_name(w->code) == ERR_VERSION)
		m->outdated = true;
}

static void types(struct model *m, const struct wire_types *w)
{
	struct chat *c = chat_of(m, &w->chat);

	if (c && w->who == WIRE_WHO_SHOPPER)
		c->types_until = m->now_ms + MODEL_TYPES_MS;
}

static void peer(struct model *m, const struct wire_peer *w)
{
	struct chat *c = chat_of(m, &w->chat);

	if (c)
		presence(m, c, w->present);
}

static void basket(struct model *m, const struct wire_basket *w)
{
	struct chat *c = chat_of(m, &w->chat);

	if (c)
		chat_basket(c, w);
}

/* What counts has changed, and not only who is there. */
static void panel(struct model *m, const struct wire_panel *w)
{
	const struct wire_panel *was = &m->panel;

	if (was->chats != w->chats || was->missed != w->missed ||
		was->sales != w->sales || was->sold != w->sold)
		performance_doubt(m);
	m->panel = *w;
	m->has_panel = true;
}

static void rated(struct model *m, const struct wire_rated *w)
{
	model_say(m, MODEL_NOTICE_RATED, w->name);
	archive_rated(m, w);
	performance_doubt(m);
}

/* Enquiries, and claims of sales. */
static void left_over(
	struct model *m, const struct wire_msg *msg, struct effects *out)
{
	if (msg->type == WIRE_T_DELIVERY) {
		answered_delivery(m, &msg->delivery);
	} else if (msg->type == WIRE_T_CLAIMED) {
		claims_told(m, &msg->claimed, out);
	} else if (msg->type == WIRE_T_CLAIMS) {
		claims_waiting(m, msg->claims.waiting);
	} else if (!answered_told(m, msg)) {
		enquiry_set(m, &msg->enquiry);
		answered_one(m, &msg->enquiry);
	}
}

/* Messages that are about this associate and what rings. */
static void about_us(
	struct model *m, const struct wire_msg *msg, struct effects *out)
{
	switch (msg->type) {
	case WIRE_T_WELCOME:
		welcome(m, &msg->welcome, out);
		break;
	case WIRE_T_READY:
		ready(m);
		break;
	case WIRE_T_STATUS:
		status(m, &msg->status);
		break;
	case WIRE_T_PANEL:
		panel(m, &msg->panel);
		break;
	case WIRE_T_RING:
		ring(m, &msg->ring, out);
		break;
	case WIRE_T_RING_OVER:
		ring_over(m, &msg->ring_over.chat, msg->ring_over.reason,
			msg->ring_over.name);
		archive_doubt(m); /* it may be a missed one now */
		break;
	case WIRE_T_ENQUIRY:
	case WIRE_T_DELIVERY:
	case WIRE_T_CLAIMED:
	case WIRE_T_CLAIMS:
		left_over(m, msg, out);
		break;
	case WIRE_T_GOODS:
	case WIRE_T_FOUND:
	case WIRE_T_SHELF:
		catalog_told(m, msg);
		break;
	case WIRE_T_FILED:
	case WIRE_T_ARCHIVED:
		if (!answered_told(m, msg))
			archive_told(m, msg);
		break;
	case WIRE_T_FIGURES:
	case WIRE_T_TAKINGS:
	case WIRE_T_DAY_FIGURES:
	case WIRE_T_HOUR_FIGURES:
		performance_told(m, msg);
		break;
	case WIRE_T_RATED:
		rated(m, &msg->rated);
		break;
	case WIRE_T_OK:
		ok(m, msg, out);
		break;
	case WIRE_T_ERROR:
		error(m, msg);
		break;
	case WIRE_T_BYE:
		bye(m, &msg->bye);
		break;
	default:
		break;
	}
}

void receive_message(
	struct model *m, const struct wire_msg *msg, struct effects *out)
{
	switch (msg->type) {
	case WIRE_T_CHAT:
		chat(m, &msg->chat);
		break;
	case WIRE_T_ENTRY:
		entry(m, &msg->entry, out);
		break;
	case WIRE_T_REPLAYED:
		replayed(m, msg);
		break;
	case WIRE_T_TYPES:
		types(m, &msg->types);
		break;
	case WIRE_T_MARKED:
		marked(m, &msg->marked);
		break;
	case WIRE_T_PEER:
		peer(m, &msg->peer);
		break;
	case WIRE_T_BASKET:
		basket(m, &msg->basket);
		break;
	case WIRE_T_TRANSFER_OVER:
		transfer_over(m, &msg->transfer_over);
		break;
	case WIRE_T_TARGET:
		transfer_target(m, &msg->target);
		break;
	case WIRE_T_BLOCKED:
		block_told(m, &msg->blocked, out);
		break;
	case WIRE_T_SALE:
		sale_told(m, &msg->sale, out);
		break;
	case WIRE_T_MATE:
		team_mate(m, &msg->mate);
		break;
	case WIRE_T_TEMPLATE:
		template_set(m, &msg->template);
		break;
	default:
		about_us(m, msg, out);
		break;
	}
}
