/* SPDX-License-Identifier: MIT */
#include "relay/desk/shopper.h"

#include <string.h>

#include "relay/desk/amend.h"
#include "relay/desk/basket.h"
#include "relay/desk/block.h"
#include "relay/desk/chat.h"
#include "relay/desk/event.h"
#include "relay/desk/keep.h"
#include "relay/desk/mutant.h"
#include "relay/desk/rate.h"
#include "relay/desk/session.h"
#include "relay/desk/staff.h"
#include "relay/desk/tell.h"

struct shopper *shopper_find(const struct desk *d, const struct id *id)
{
	struct shopper *s;

	MAP_FIND_ID(d->shoppers, id, s);
	return s;
}

static struct shopper *shopper_new(struct desk *d, const struct id *id)
{
	struct shopper *s = mem_zero(sizeof(*s));
	bool added = false;

	if (!s)
		goto fail;
	s->id = *id;
	s->person.lost_at = d->now.steady;
	s->block = block_of(d, id);
	s->name = mem_strdup("");
	s->opener = mem_strdup("");
	if (!s->name || !s->opener ||
		!due_join(&d->due, &s->due, DUE_SHOPPER, s->id.s, s))
		goto fail;
	MAP_ADD_ID(d->shoppers, s, added);
	if (added)
		return s;
	due_leave(&d->due, &s->due);
fail:
	d->nomem = true;
	if (s) {
		mem_free(s->name);
		mem_free(s->opener);
	}
	mem_free(s);
	return NULL;
}

struct shopper *shopper_get(struct desk *d, const struct id *id)
{
	struct shopper *s = shopper_find(d, id);

	return s ? s : shopper_new(d, id);
}

void shopper_known(
	struct desk *d, struct shopper *s, const struct rec_shopper *known)
{
	s->number = known->number;
	s->visits = known->visits;
	s->last = known->last;
	s->opened = known->opened;
	s->said = known->said;
	s->served = known->served;
	s->served_in = known->served_in;
	s->served_from = known->served_from;
	s->unrated = known->unrated;
	amend_text(d, &s->opener, known->opener ? known->opener : "");
	amend_text(d, &s->name, known->name ? known->name : "");
}

struct chat *shopper_chat(const struct shopper *s)
{
	return s->block ? s->block->behind : s->chat;
}

/* Who has neither a tab nor a chat is forgotten after a while. */
static void shopper_schedule(struct desk *d, struct shopper *s)
{
	bool idle = !s->person.sessions && !shopper_chat(s);

	due_set(&d->due, &s->due,
		idle ? d->now.steady + FLOOR_LINGER : DUE_NEVER);
}

void shopper_wrote(struct desk *d, struct shopper *s, const struct chat *c,
	const char *key)
{
	if (!s->number) {
		s->number = ++d->guests;
		if (!MUTANT(guest_is_not_kept))
			keep_guests(d);
	}
	s->visits++;
	s->opened = c->id;
	s->said = chat_at(d, c);
	amend_text(d, &s->opener, key);
	rate_drop(d, s);
	keep_shopper(d, s);
}

void shopper_served(struct desk *d, struct shopper *s, const struct chat *c)
{
	s->served = c->ended;
	s->served_in = c->id;
	s->served_from = c->opened;
	s->unrated =
		c->reason != WIRE_REASON_BLOCKED || MUTANT(asks_the_blocked);
	keep_shopper(d, s);
}

void shopper_ended(struct desk *d, struct shopper *s, struct chat *c)
{
	if (s->past)
		chat_forget(d, s->past);
	s->past = c;
	if (s->chat == c)
		s->chat = NULL;
	shopper_schedule(d, s);
	rate_ask(d, s);
}

void shopper_came(struct desk *d, struct shopper *s)
{
	struct chat *c = shopper_chat(s);

	shopper_schedule(d, s);
	if (!c)
		return;
	chat_schedule(d, c);
	if (c->associate)
		tell_peer(d, c, WIRE_WHO_ASSOCIATE);
}

void shopper_lost(struct desk *d, struct shopper *s)
{
	s->person.lost_at = d->now.steady;
	shopper_came(d, s);
}

void shopper_forget(struct desk *d, struct shopper *s)
{
	if (s->past)
		chat_forget(d, s->past);
	due_leave(&d->due, &s->due);
	HASH_DEL(d->shoppers, s);
	basket_free(s);
	mem_free(s->name);
	mem_free(s->opener);
	mem_free(s);
}

void shopper_erase(struct desk *d, const struct id *id, const struct id *anew)
{
	static const struct rec_shopper nobody;
	struct shopper *s = shopper_get(d, id);
	struct session *tab, *next;

	if (!s)
		return;
	if (s->past)
		chat_forget(d, s->past);
	basket_free(s);
	shopper_known(d, s, &nobody);
	s->erased_until = d->now.steady + FLOOR_LINGER;
	s->anew = *anew;
	DL_FOREACH_SAFE(s->person.sessions, tab, next)
	session_close(d, tab, ERR_TOKEN);
	shopper_schedule(d, s);
}

static void shopper_rename(struct desk *d, struct shopper *s, const char *name)
{
	amend_text(d, &s->name, name);
	if (s->number)
		keep_shopper(d, s);
	if (s->chat && s->chat->associate)
		tell_chat_associate(d, s->chat, s->chat->associate);
}

void shopper_correct(struct desk *d, const struct desk_correct *c)
{
	bool known = shopper_find(d, &c->shopper);
	struct shopper *s = shopper_get(d, &c->shopper);

	if (!s)
		return;
	if (!known && c->known)
		shopper_known(d, s, c->known);
	if (c->name)
		shopper_rename(d, s, c->name);
	shopper_schedule(d, s);
}

/* ---- pages ---- */

/* The chat follows its shopper from page to page; its group stays. */
static void shopper_chat_views(
	struct desk *d, struct chat *c, const struct wire_page *page)
{
	bool moved = strcmp(c->view.page.url, page->url) != 0;

	if (view_same(&c->view, page))
		return;
	if (!view_set(&c->view, page)) {
		d->nomem = true;
		return;
	}
	keep_chat(d, c);
	if (moved)
		event_page(d, c);
	if (c->associate)
		tell_chat_associate(d, c, c->associate);
}

void shopper_views(
	struct desk *d, struct session *s, const struct wire_page *page)
{
	struct chat *c = s->shopper->chat;

	block_views(d, s, page);
	if (!view_set(&s->view, page)) {
		d->nomem = true;
		return;
	}
	s->group = staff_group(d, s->view.page.group);
	if (c)
		shopper_chat_views(d, c, &s->view.page);
}

/* ---- handlers ---- */

void shopper_on_page(struct desk *d, const struct ask *k)
{
	const struct group *before = k->from->group;

	shopper_views(d, k->from, &k->msg->page);
	if (k->from->group != before)
		tell_shop(d, k->from);
}

void shopper_on_identify(struct desk *d, const struct ask *k)
{
	struct shopper *s = k->from->shopper;
	const char *name = k->msg->identify.name;

	if (strcmp(s->name, name ? name : "") != 0)
		shopper_rename(d, s, name ? name : "");
}
