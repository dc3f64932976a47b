/* SPDX-License-Identifier: MIT */
/*
 * Actions go to where their subject is: the user's to act.c, messages to
 * receive.c; time and link are here.  After every action the same follow-up
 * runs: what can be sent is sent, and what was seen is marked.
 */
#include "client/model/model.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/act.h"
#include "client/model/chat.h"
#include "client/model/effects.h"
#include "client/model/enquiry.h"
#include "client/model/outbox.h"
#include "client/model/receive.h"
#include "client/model/ring.h"
#include "client/model/settings.h"
#include "client/model/view.h"
#include "shared/mem.h"
#include "shared/times.h"

struct model *model_new(const struct model_config *config)
{
	struct model *m = mem_zero(sizeof(*m));

	assert(m);
	m->settings = mem_zero(sizeof(*m->settings));
	assert(m->settings);
	settings_copy(m->settings, config->settings);
	m->claims.waiting = -1;
	m->outbox = outbox_new(config->seed);
	m->japanese = config->japanese;
	notify_init(m);
	view_show(&m->trouble.terminal, config->terminal);
	m->address = mem_strdup(m->settings->address);
	m->place = config->has_session ? MODEL_HOME : MODEL_SIGN_IN;
	m->focused = m->following = true;
	return m;
}

void model_destroy(struct model **m)
{
	if (!*m)
		return;
	ring_drop_all(*m);
	account_fini(*m);
	enquiry_drop_all(*m);
	transfer_fini(&(*m)->transfer);
	block_fini(&(*m)->blocks);
	sale_fini(&(*m)->sales);
	manage_fini(&(*m)->manage);
	template_fini(&(*m)->templates);
	media_fini(&(*m)->media);
	catalog_fini(&(*m)->catalog);
	archive_fini(&(*m)->archive);
	performance_fini(&(*m)->performance);
	answered_fini(&(*m)->answered);
	claims_fini(&(*m)->claims);
	trouble_fini(&(*m)->trouble);
	mem_free((*m)->notice_name);
	chat_destroy(&(*m)->chat);
	outbox_destroy(&(*m)->outbox);
	settings_fini((*m)->settings);
	mem_free((*m)->settings);
	tz_destroy(&(*m)->tz);
	mem_free((*m)->address);
	mem_free((*m)->name);
	mem_free((*m)->retailer);
	mem_free((*m)->groups);
	mem_free((*m)->zone);
	mem_free((*m)->shop);
	mem_free(*m);
	*m = NULL;
}

bool model_online(const struct model *m)
{
	return m->link == ACTION_LINK_UP && m->ready;
}

bool model_in_chat(const struct model *m)
{
	return m->chat && m->chat->phase == WIRE_PHASE_LIVE;
}

const struct ring *model_ring(const struct model *m)
{
	return m->n_rings > 0 ? &m->rings[0] : NULL;
}

enum model_can model_can_go(const struct model *m)
{
	if (m->outdated)
		return MODEL_CANNOT_UPDATE;
	if (!model_online(m))
		return MODEL_CANNOT_LINK;
	if (m->toggling || !m->has_status)
		return MODEL_CANNOT_WAIT;
	return m->status.open ? MODEL_CAN : MODEL_CANNOT_CLOSED;
}

struct tz_time model_local(const struct model *m, int64_t wall_us)
{
	int64_t second = wall_us / TIMES_SECOND, day = second / 86400;
	struct tz_time t = {0};

	if (m->tz)
		return tz_local(m->tz, wall_us);
	times_date(day, &t.year, &t.month, &t.day);
	t.hour = (int)(second / 3600 % 24);
	t.minute = (int)(second / 60 % 60);
	t.second = (int)(second % 60);
	t.weekday = times_weekday(day);
	return t;
}

void model_note(struct model *m, enum model_notice notice, enum err err)
{
	m->notice = notice;
	m->notice_err = err;
	m->notice_until = m->now_ms + MODEL_NOTICE_MS;
	if (err)
		trouble_err(m, err);
}

void model_say(struct model *m, enum model_notice notice, const char *name)
{
	view_show(&m->notice_name, name);
	model_note(m, notice, ERR_OK);
}

static int64_t lock_at(const struct model *m)
{
	int minutes = m->settings->lock_minutes;
	bool never = minutes == 0 || m->locked || m->place == MODEL_SIGN_IN;

	return never ? INT64_MAX : m->touched_at + minutes * INT64_C(60000);
}

#define FORGET_MS (20 * INT64_C(60000))

/* INT64_MAX: nothing is to be forgotten, or it is by now. */
static int64_t forget_at(const struct model *m)
{
	return m->place == MODEL_SIGN_IN && !model_forgets(m)
		? m->touched_at + FORGET_MS
		: INT64_MAX;
}

bool model_forgets(const struct model *m)
{
	return m->place == MODEL_SIGN_IN &&
		m->now_ms - m->touched_at >= FORGET_MS;
}

static void tick(
	struct model *m, int64_t ms, int64_t wall_us, struct effects *out)
{
	bool first = m->now_ms == 0 && m->wall_us == 0;

	m->now_ms = ms;
	m->wall_us = wall_us;
	if (first) {
		m->touched_at = ms;
		effects_add(out, EFFECT_ZONE, "", NULL);
		if (m->place == MODEL_SIGN_IN)
			newcomer_check(out);
	}
	if (m->now_ms >= lock_at(m)) {
		m->locked = true;
		m->unlock_err = ERR_OK;
	}
	if (m->notice && m->notice_until <= ms)
		m->notice = MODEL_NOTICE_NONE;
	ring_tick(m);
}

/* The connection is gone: no answer will come to what was asked on it. */
static void lost(struct model *m)
{
	m->ready = m->toggling = m->enquiries_asked = false;
	m->rtt_ms = 0;
	outbox_lost(m->outbox);
	transfer_lost(m);
	block_lost(m);
	manage_lost(m);
	account_lost(m);
	catalog_lost(m);
	archive_lost(m);
	performance_lost(m);
	answered_lost(m);
	claims_lost(m);
	for (int i = 0; i < m->n_rings; i++)
		m->rings[i].accepting = false;
	if (m->chat) {
		m->chat->replaying = m->chat->ending = false;
		m->chat->types_until = 0;
	}
}

static void set_link(struct model *m, const struct action *a)
{
	m->link = a->link.state;
	m->link_why = a->link.why;
	m->retry_at = m->now_ms + a->link.retry_ms;
	trouble_link(m, a->link.state, a->link.why);
	if (a->link.why == ERR_VERSION)
		m->outdated = true;
	lost(m);
	if (m->link != ACTION_LINK_DOWN || m->place == MODEL_SIGN_IN)
		return;
	/* The session has ended at the relay.  What was typed stays, for the
	 * same person signing in again. */
	m->place = MODEL_SIGN_IN;
	m->locked = m->unlocking = false;
	m->sign_in_err =
		a->link.why == ERR_OK || m->outdated ? ERR_OK : ERR_TOKEN;
	ring_drop_all(m);
}

static void signed_in(struct model *m, const struct action *a)
{
	const struct wire_signed_in *in = a->signed_in.in;

	m->signing_in = false;
	m->sign_in_err = a->signed_in.err;
	m->sign_in_at =
		a->signed_in.wait_ms > 0 ? m->now_ms + a->signed_in.wait_ms : 0;
	if (a->signed_in.err == ERR_VERSION)
		m->outdated = true;
	if (!in)
		return;
	if (id_is(&m->me) && !id_same(&m->me, &in->associate))
		act_forget(m);
	m->me = in->associate;
	view_show(&m->name, in->name);
	view_show(&m->retailer, in->retailer);
	m->touched_at = m->now_ms;
	m->place = model_in_chat(m) ? MODEL_CHAT : MODEL_HOME;
}

static void unlocked(struct model *m, enum err err)
{
	m->unlocking = false;
	m->unlock_err = err;
	if (err != ERR_OK)
		return;
	m->locked = false;
	m->touched_at = m->now_ms;
}

static void set_zone(struct model *m, const uint8_t *data, size_t len)
{
	tz_destroy(&m->tz);
	m->tz = data ? tz_parse(data, len) : NULL;
}

/* Tells how far we have got, when we have got further (rule D1). */
static void mark(struct model *m, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_SEEN};
	struct chat *c = m->chat;
	bool read = m->place == MODEL_CHAT && !m->locked && m->focused &&
		m->following;

	if (!model_in_chat(m) || !model_online(m) || c->replaying ||
		c->theirs <= (read ? c->said_read : c->said_delivered))
		return;
	c->said_delivered = c->theirs;
	if (read)
		c->said_read = c->theirs;
	msg.seen.chat = c->id;
	msg.seen.seq = c->theirs;
	msg.seen.mark = read ? WIRE_MARK_READ : WIRE_MARK_DELIVERED;
	effects_send(out, &msg);
}

/* Asks for the entries that are missing (decision 4: "resume after N"). */
static void catch_up(struct model *m, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_RESUME};
	struct chat *c = m->chat;

	if (!c || c->replaying || !chat_gap(c) || c->resume_ms > m->now_ms ||
		m->link != ACTION_LINK_UP)
		return;
	c->replaying = true;
	c->resumed_after = c->n;
	msg.resume.chat = c->id;
	msg.resume.after = c->n;
	outbox_ask(m->outbox, &msg, &c->id, out);
}

static void follow_up(struct model *m, struct effects *out)
{
	if (m->place != MODEL_CHAT)
		m->following = true; /* so a chat comes up */
	if (model_in_chat(m) && model_online(m))
		outbox_flush(m->outbox, &m->chat->id, m->now_ms, out);
	catch_up(m, out);
	transfer_refresh(m, out);
	manage_refresh(m, out);
	account_refresh(m, out);
	catalog_refresh(m, out);
	archive_refresh(m, out);
	performance_refresh(m, out);
	answered_refresh(m, out);
	claims_refresh(m, out);
	mark(m, out);
}

/* A figure that only wobbles is no news: an idle screen stands still. */
static void measured(struct model *m, int64_t ms)
{
	int64_t off = ms > m->rtt_ms ? ms - m->rtt_ms : m->rtt_ms - ms;
	bool slow = ms >= MODEL_SLOW_MS;

	if (off > 10 + m->rtt_ms / 4 || slow != (m->rtt_ms >= MODEL_SLOW_MS))
		m->rtt_ms = ms;
}

static void reported(struct model *m, enum err e)
{
	m->trouble.sending = false;
	model_note(m, e ? MODEL_NOTICE_ERR : MODEL_NOTICE_REPORTED, e);
}

/* Rule B7: a warning, never a refusal. */
static void battery(struct model *m, int left)
{
	char text[16];

	if (left >= MODEL_BATTERY)
		return;
	snprintf(text, sizeof(text), "%d", left);
	model_say(m, MODEL_NOTICE_BATTERY, text);
}

/* Whoever asked. */
static void answered(
	struct model *m, const struct action *a, struct effects *out)
{
	newcomer_answered(m, a);
	if (a->answered.ask == ASK_LETTERS)
		answered_letters(m, a);
	else if (a->answered.ask == ASK_SALES)
		archive_sold_answered(m, a);
	else if (a->answered.ask == ASK_CLAIMS ||
		a->answered.ask == ASK_M_CLAIMS)
		claims_answered(m, a);
	else if (!account_answered(m, a, out))
		manage_answered(m, a, out);
}

static void of_files(struct model *m, const struct action *a)
{
	if (a->kind == ACTION_SAVING || a->kind == ACTION_SAVING_END)
		saving_told(m, a);
	else
		media_told(m, a);
}

void model_update(struct model *m, const struct action *a, struct effects *out)
{
	switch (a->kind) {
	case ACTION_TICK:
		tick(m, a->tick.ms, a->tick.wall_us, out);
		break;
	case ACTION_LINK:
		set_link(m, a);
		break;
	case ACTION_RTT:
		measured(m, a->ms);
		break;
	case ACTION_MESSAGE:
		/* A relay that has lost count welcomes whom it has once more.
		 */
		if (m->ready && a->message->type == WIRE_T_WELCOME)
			lost(m);
		receive_message(m, a->message, out);
		break;
	case ACTION_SIGNED_IN:
		signed_in(m, a);
		break;
	case ACTION_UNLOCKED:
		unlocked(m, a->err);
		break;
	case ACTION_ANSWERED:
		answered(m, a, out);
		break;
	case ACTION_ZONE:
		set_zone(m, a->zone.data, a->zone.len);
		break;
	case ACTION_FOCUS:
		m->focused = a->on;
		m->focus_told = true;
		break;
	case ACTION_LOOKED:
		model_note(m, MODEL_NOTICE_LOOK, a->err);
		break;
	case ACTION_REPORTED:
		reported(m, a->err);
		break;
	case ACTION_BATTERY:
		battery(m, a->number);
		break;
	case ACTION_GOODS_CELLS:
		catalog_picture_told(m, a);
		break;
	case ACTION_SAVING:
	case ACTION_SAVING_END:
	case ACTION_UPLOADING:
	case ACTION_UPLOADED:
	case ACTION_CELLS:
	case ACTION_SAVED:
	case ACTION_COMPLETED:
		of_files(m, a);
		break;
	default:
		act_user(m, a, out);
		break;
	}
	follow_up(m, out);
}

/* What was due already has been done, as far as it could be. */
static void sooner(const struct model *m, int64_t *at, int64_t other)
{
	if (other > m->now_ms && other < *at)
		*at = other;
}

/* How long one is asked to wait is shown to the second. */
static int64_t wait_deadline(const struct model *m)
{
	int64_t ends =
		m->account.step == ACCOUNT_NOTHING ? 0 : m->account.wait_at;

	if (m->place == MODEL_SIGN_IN)
		ends = m->newcomer.again_at > m->sign_in_at
			? m->newcomer.again_at
			: m->sign_in_at;
	return ring_next_second(ends, m->now_ms);
}

int64_t model_deadline(const struct model *m)
{
	int64_t minute = TIMES_MINUTE - m->wall_us % TIMES_MINUTE;
	int64_t at = m->now_ms + minute / 1000 + 1;

	sooner(m, &at, lock_at(m));
	sooner(m, &at, forget_at(m));
	sooner(m, &at, wait_deadline(m));
	sooner(m, &at, outbox_deadline(m->outbox));
	sooner(m, &at, m->notice ? m->notice_until : INT64_MAX);
	if (m->link == ACTION_LINK_WAITING)
		sooner(m, &at, ring_next_second(m->retry_at, m->now_ms));
	sooner(m, &at, transfer_deadline(m));
	sooner(m, &at, manage_deadline(m));
	sooner(m, &at, catalog_deadline(m));
	sooner(m, &at, archive_deadline(m));
	sooner(m, &at, performance_deadline(m));
	sooner(m, &at, answered_deadline(m));
	sooner(m, &at, claims_deadline(m));
	if (m->chat)
		sooner(m, &at, m->chat->types_until);
	if (m->chat && m->chat->handing)
		sooner(m, &at,
			ring_next_second(m->chat->handing_ms, m->now_ms));
	if (m->chat && chat_gap(m->chat) && !m->chat->replaying)
		sooner(m, &at, m->chat->resume_ms);
	for (int i = 0; i < m->n_rings; i++)
		sooner(m, &at, ring_deadline(&m->rings[i], m->now_ms));
	return at;
}
