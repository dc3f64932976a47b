/* SPDX-License-Identifier: MIT */
#include "relay/desk/tell.h"

#include <stdio.h>
#include <string.h>

#include "relay/desk/basket.h"
#include "relay/desk/block.h"
#include "relay/desk/mutant.h"
#include "relay/desk/opening.h"
#include "relay/desk/panel.h"
#include "relay/desk/rate.h"
#include "relay/desk/ring.h"
#include "relay/desk/sale.h"
#include "relay/desk/shopper.h"
#include "relay/desk/staff.h"
#include "relay/desk/team.h"
#include "relay/desk/transfer.h"

struct wire_msg *tell_new(struct desk *d, enum wire_type type)
{
	struct wire_msg *m = NULL;

	if (d->out && !d->nomem) {
		m = desk_out_alloc(d->out, sizeof(*m));
		d->nomem = !m;
	}
	if (!m)
		m = &d->spare;
	memset(m, 0, sizeof(*m));
	m->type = type;
	return m;
}

const char *tell_str(struct desk *d, const char *s)
{
	const char *copy = NULL;

	if (d->out && !d->nomem) {
		copy = desk_out_str(d->out, s);
		d->nomem = !copy;
	}
	return copy ? copy : "";
}

/* One that leaves; NULL: nothing does. */
static struct desk_notice *tell_notice(
	struct desk *d, enum desk_notice_kind kind, uint64_t session)
{
	struct desk_notice *n;

	if (!d->out || d->nomem)
		return NULL;
	n = desk_out_notice(d->out, kind, session);
	d->nomem = !n;
	return n;
}

void tell_session(
	struct desk *d, const struct session *s, const struct wire_msg *m)
{
	struct desk_notice *n = tell_notice(d, DESK_N_SEND, s->id);

	if (n)
		n->message = m;
}

void tell_person(
	struct desk *d, const struct person *p, const struct wire_msg *m)
{
	const struct session *s;

	DL_FOREACH (p->sessions, s)
		tell_session(d, s, m);
}

void tell_staff(struct desk *d, const struct wire_msg *m)
{
	for (struct associate *a = d->staff; a; a = a->hh.next)
		tell_person(d, &a->person, m);
}

void tell_close(struct desk *d, const struct session *s, enum err why)
{
	struct desk_notice *n = tell_notice(d, DESK_N_CLOSE, s->id);

	if (n)
		n->why = why;
}

void tell_done(struct desk *d, uint64_t errand, enum err why)
{
	struct desk_notice *n = tell_notice(d, DESK_N_DONE, 0);

	if (!n)
		return;
	n->errand = errand;
	n->why = why;
}

/* ---- answers ---- */

static struct wire_msg *tell_answer(
	struct desk *d, const struct ask *k, enum wire_type type)
{
	struct wire_msg *m = tell_new(d, type);

	m->ref = k->msg->ref ? tell_str(d, k->msg->ref) : NULL;
	return m;
}

void tell_ok(struct desk *d, const struct ask *k)
{
	tell_session(d, k->from, tell_answer(d, k, WIRE_T_OK));
}

void tell_said(struct desk *d, const struct ask *k, const struct id *chat,
	int64_t seq, int64_t at)
{
	struct wire_msg *m = tell_answer(d, k, WIRE_T_OK);

	m->ok.chat = *chat;
	m->ok.seq = seq;
	m->ok.at = at;
	tell_session(d, k->from, m);
}

void tell_error(
	struct desk *d, const struct ask *k, enum err e, const char *name)
{
	struct wire_msg *m = tell_answer(d, k, WIRE_T_ERROR);

	m->error.code = err_name(e);
	m->error.text = err_text(e);
	m->error.name = tell_str(d, name);
	tell_session(d, k->from, m);
}

/* ---- what is true ---- */

const char *tell_shopper_name(const struct shopper *s, char *buf)
{
	if (*s->name)
		return s->name;
	if (!s->number)
		return "Guest";
	snprintf(buf, TELL_NAME, "Guest %lld", (long long)s->number);
	return buf;
}

static const char *tell_name_of(struct desk *d, const struct shopper *s)
{
	char buf[TELL_NAME];

	return tell_str(d, tell_shopper_name(s, buf));
}

/* Copies the fields of WIRE_VIEW into any message that has them. */
#define VIEW_RAW(s) tell_str(d, s)
#define VIEW_LINE(s) tell_str(d, s)
#define VIEW_KEY(s) tell_str(d, s)
#define VIEW_INT(v) (v)
#define VIEW_COPY(kind, name, need, bound, doc) to->name = VIEW_##kind(v->name);

static void tell_view_chat(
	struct desk *d, struct wire_chat *to, const struct wire_page *v)
{
	WIRE_VIEW(VIEW_COPY)
}

static void tell_view_ring(
	struct desk *d, struct wire_ring *to, const struct wire_page *v)
{
	WIRE_VIEW(VIEW_COPY)
}

/* What both sides are told of a chat. */
static struct wire_msg *tell_chat(
	struct desk *d, const struct chat *c, enum wire_who to)
{
	enum wire_who other =
		to == WIRE_WHO_SHOPPER ? WIRE_WHO_ASSOCIATE : WIRE_WHO_SHOPPER;
	struct wire_msg *m = tell_new(d, WIRE_T_CHAT);
	struct wire_chat *w = &m->chat;

	w->chat = c->id;
	w->phase = c->phase;
	w->reason = c->reason;
	w->lang = c->lang;
	w->opened = c->opened;
	w->accepted = c->accepted;
	w->seq = c->seq;
	w->delivered = c->marks[other][WIRE_MARK_DELIVERED];
	w->read = c->marks[other][WIRE_MARK_READ];
	w->own_read = c->marks[to][WIRE_MARK_READ];
	w->taken_over = c->taken_over;
	if (c->phase == WIRE_PHASE_RINGING)
		w->left = ring_left(d, c);
	tell_view_chat(d, w, &c->view.page);
	return m;
}

static struct wire_msg *tell_chat_to_associate(
	struct desk *d, const struct chat *c)
{
	struct wire_msg *m = tell_chat(d, c, WIRE_WHO_ASSOCIATE);

	m->chat.name = tell_name_of(d, c->shopper);
	m->chat.present = c->shopper->person.n_sessions > 0;
	m->chat.visits = c->shopper->visits;
	if (c->handing) {
		m->chat.handing = tell_str(d, transfer_name(d, c));
		m->chat.left = ring_left(d, c);
	}
	return m;
}

/* A shopper who was blocked is shown the chat as it was before (D9). */
static void tell_chat_seems(
	struct desk *d, const struct chat *c, struct wire_chat *w)
{
	const struct associate *a = staff_find(d, &c->holder);

	w->reason = c->block ? WIRE_REASON_NONE : WIRE_REASON_ENDED;
	w->phase = c->block ? WIRE_PHASE_LIVE : WIRE_PHASE_ENDED;
	w->name = tell_str(d, a ? a->name : NULL);
	w->present = c->block;
}

static struct wire_msg *tell_chat_to_shopper(
	struct desk *d, const struct chat *c)
{
	struct wire_msg *m = tell_chat(d, c, WIRE_WHO_SHOPPER);

	if (c->associate) {
		m->chat.name = tell_str(d, c->associate->name);
		m->chat.present = c->associate->person.n_sessions > 0;
	} else if (c->reason == WIRE_REASON_BLOCKED) {
		tell_chat_seems(d, c, &m->chat);
	}
	return m;
}

void tell_chat_associate(
	struct desk *d, const struct chat *c, const struct associate *a)
{
	tell_person(d, &a->person, tell_chat_to_associate(d, c));
}

void tell_chat_shopper(struct desk *d, const struct chat *c)
{
	tell_person(d, &c->shopper->person, tell_chat_to_shopper(d, c));
}

static struct wire_msg *tell_status_msg(
	struct desk *d, const struct associate *a)
{
	struct wire_msg *m = tell_new(d, WIRE_T_STATUS);

	m->status = (struct wire_status){
		.available = a->available,
		.reason = a->reason,
		.since = a->since,
		.open = a->open,
		.next = a->turns,
		.misses = a->misses,
	};
	return m;
}

void tell_status(struct desk *d, const struct associate *a)
{
	tell_person(d, &a->person, tell_status_msg(d, a));
}

static struct wire_msg *tell_panel_msg(
	struct desk *d, const struct associate *a)
{
	struct wire_msg *m = tell_new(d, WIRE_T_PANEL);

	m->panel = panel_of(d, a);
	return m;
}

/* To all of an associate's devices, if it has changed since they were told.
 * Was there anything to tell? */
static bool tell_panel(struct desk *d, struct associate *a)
{
	struct wire_panel p = panel_of(d, a);

	if (panel_same(&p, &a->told))
		return false;
	a->told = p;
	tell_person(d, &a->person, tell_panel_msg(d, a));
	return true;
}

void tell_panels(struct desk *d)
{
	for (struct associate *a = d->staff; a; a = a->hh.next)
		if (a->person.sessions)
			tell_panel(d, a);
}

void tell_shop(struct desk *d, const struct session *s)
{
	struct wire_msg *m = tell_new(d, WIRE_T_SHOP);

	if (block_hides(s->shopper)) {
		m->shop.hidden = true;
	} else {
		m->shop = opening_shop(s->group);
		m->shop.opens = tell_str(d, m->shop.opens);
		m->shop.notice = tell_str(d, m->shop.notice);
	}
	tell_session(d, s, m);
}

/* Has what this group's shoppers see changed since they were told? */
static bool tell_group_changed(struct group *g)
{
	struct wire_shop shop = opening_shop(g);
	bool changed = shop.open != g->told.open ||
		shop.available != g->told.available ||
		shop.next != g->told.next;

	g->told = shop;
	return changed;
}

void tell_shops(struct desk *d)
{
	bool any = tell_group_changed(&d->everyone);

	d->everyone.stale = any;
	for (struct group *g = d->groups; g; g = g->hh.next) {
		g->stale = tell_group_changed(g);
		any = any || g->stale;
	}
	if (!any)
		return;
	for (struct session *s = d->sessions; s; s = s->hh.next)
		if (s->who == WIRE_WHO_SHOPPER && s->group->stale)
			tell_shop(d, s);
}

static struct wire_msg *tell_ring_msg(struct desk *d, const struct chat *c)
{
	struct wire_msg *m = tell_new(d, WIRE_T_RING);

	m->ring.chat = c->id;
	m->ring.left = ring_left(d, c);
	m->ring.name = tell_name_of(d, c->shopper);
	m->ring.lang = c->lang;
	m->ring.visits = c->shopper->visits;
	m->ring.text = tell_str(d, c->first);
	m->ring.taken_over = c->taken_over;
	if (c->handing) {
		m->ring.from = tell_str(d, c->associate->name);
		m->ring.note = tell_str(d, c->note);
	}
	tell_view_ring(d, &m->ring, &c->view.page);
	return m;
}

void tell_ring(struct desk *d, const struct chat *c, const struct associate *a)
{
	tell_person(d, &a->person, tell_ring_msg(d, c));
}

void tell_ring_over(struct desk *d, const struct chat *c,
	const struct associate *a, enum wire_reason reason, const char *name)
{
	struct wire_msg *m = tell_new(d, WIRE_T_RING_OVER);

	m->ring_over.chat = c->id;
	m->ring_over.reason = reason;
	m->ring_over.name = tell_str(d, name);
	tell_person(d, &a->person, m);
}

void tell_transfer_over(struct desk *d, const struct chat *c,
	const struct associate *a, enum wire_reason reason, const char *name)
{
	struct wire_msg *m = tell_new(d, WIRE_T_TRANSFER_OVER);

	m->transfer_over.chat = c->id;
	m->transfer_over.reason = reason;
	m->transfer_over.name = tell_str(d, name);
	tell_person(d, &a->person, m);
}

void tell_peer(struct desk *d, const struct chat *c, enum wire_who to)
{
	const struct person *s = &c->shopper->person;
	const struct person *a = &c->associate->person;
	struct wire_msg *m = tell_new(d, WIRE_T_PEER);

	m->peer.chat = c->id;
	m->peer.present = (to == WIRE_WHO_SHOPPER ? a : s)->n_sessions > 0;
	tell_person(d, to == WIRE_WHO_SHOPPER ? s : a, m);
}

struct wire_msg *tell_enquiry_msg(struct desk *d, const struct enquiry *e)
{
	struct wire_msg *m = tell_new(d, WIRE_T_ENQUIRY);
	struct associate *a;

	m->enquiry.enquiry = e->id;
	m->enquiry.at = e->at;
	m->enquiry.name = tell_str(d, e->name);
	m->enquiry.address = tell_str(d, e->address);
	m->enquiry.text = tell_str(d, e->body);
	MAP_FIND_ID(d->staff, &e->taken, a);
	m->enquiry.taken = tell_str(d, a ? a->name : NULL);
	m->enquiry.holder = e->taken;
	m->enquiry.lang = e->lang;
	m->enquiry.done = e->done;
	return m;
}

void tell_enquiry(struct desk *d, const struct enquiry *e)
{
	tell_staff(d, tell_enquiry_msg(d, e));
}

/* ---- snapshots ---- */

static struct wire_msg *tell_welcome(struct desk *d, const char *name)
{
	struct wire_msg *m = tell_new(d, WIRE_T_WELCOME);

	m->welcome.version = WIRE_VERSION;
	m->welcome.now = d->real.wall;
	m->welcome.retailer = tell_str(d, d->settings.name);
	m->welcome.name = tell_str(d, name);
	return m;
}

/* The names of an associate's groups with commas between. */
static const char *tell_groups(struct desk *d, const struct associate *a)
{
	char names[LIMIT_TITLE + 1] = "";
	size_t used = 0;

	for (int i = 0; i < a->n_groups; i++) {
		size_t len = strlen(a->groups[i]->name);

		if (used + len + 2 >= sizeof(names))
			break;
		used += (size_t)sprintf(names + used, "%s%s", used ? ", " : "",
			a->groups[i]->name);
	}
	return tell_str(d, names);
}

struct wire_msg *tell_mate(struct desk *d, const struct associate *a)
{
	struct wire_msg *m = tell_new(d, WIRE_T_MATE);

	m->mate = team_mate(d, a);
	m->mate.name = tell_str(d, a->name);
	m->mate.groups = tell_groups(d, a);
	return m;
}

void tell_associate_all(struct desk *d, const struct session *s)
{
	struct associate *a = s->associate;
	struct wire_msg *m = tell_welcome(d, a->name);

	m->welcome.associate = a->id;
	m->welcome.manager = a->manager;
	m->welcome.groups = tell_groups(d, a);
	m->welcome.currency = tell_str(d, d->settings.currency);
	m->welcome.zone = tell_str(d, d->settings.zone);
	m->welcome.shop = tell_str(d, d->settings.retailer);
	m->welcome.no_scan = d->settings.no_scan;
	m->welcome.no_mail = d->settings.no_mail;
	tell_session(d, s, m);
	tell_session(d, s, tell_status_msg(d, a));
	if (!tell_panel(d, a))
		tell_session(d, s, tell_panel_msg(d, a));
	if (a->ringing)
		tell_session(d, s, tell_ring_msg(d, a->ringing));
	if (a->chat) {
		tell_session(d, s, tell_chat_to_associate(d, a->chat));
		basket_tell(d, s, a->chat);
	}
	sale_tell_fresh(d, s);
	if (a->manager)
		block_tell_today(d, s);
	tell_session(d, s, tell_new(d, WIRE_T_READY));
}

void tell_shopper_all(
	struct desk *d, const struct session *s, const char *token)
{
	const struct chat *c = shopper_chat(s->shopper);
	struct wire_msg *m = tell_welcome(d, "");

	m->welcome.name = tell_name_of(d, s->shopper);
	m->welcome.token = tell_str(d, token);
	tell_session(d, s, m);
	tell_shop(d, s);
	if (c)
		tell_session(d, s, tell_chat_to_shopper(d, c));
	rate_tell(d, s);
	tell_session(d, s, tell_new(d, WIRE_T_READY));
}
