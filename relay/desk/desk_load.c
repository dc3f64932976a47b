/* SPDX-License-Identifier: MIT */
/* Kept rows back into a desk. */
#include <string.h>

#include "relay/desk/block.h"
#include "relay/desk/chat.h"
#include "relay/desk/desk.h"
#include "relay/desk/enquiry.h"
#include "relay/desk/mutant.h"
#include "relay/desk/presence.h"
#include "relay/desk/ring.h"
#include "relay/desk/sale.h"
#include "relay/desk/shopper.h"
#include "relay/desk/show.h"
#include "relay/desk/staff.h"
#include "relay/desk/transfer.h"
#include "shared/money.h"

#define LOAD_MISSES 1000 /* in a row: more than anybody can have */

static bool load_is_word(int64_t v, int64_t count)
{
	return v >= 0 && v < count;
}

/* What was true of somebody whose account is gone does not matter. */
static void load_presence(struct desk *d, const struct rec_presence *r)
{
	struct associate *a = staff_find(d, &r->associate);

	if (!a)
		return;
	a->available = r->available;
	a->reason = r->reason;
	a->since = r->since;
	a->free_since = r->free_since;
	a->misses = (int)r->misses;
	a->day = (int32_t)r->day;
	a->chats = r->chats;
	a->missed = r->missed;
	a->sales = r->sales;
	a->sold = r->sold;
	if (a->available)
		presence_count(d, a, 1);
}

static void load_shopper(struct desk *d, const struct rec_shopper *r)
{
	struct shopper *s = shopper_get(d, &r->shopper);

	if (s)
		shopper_known(d, s, r);
}

static void load_view(struct desk *d, struct chat *c, const struct rec_chat *r)
{
	struct wire_page page = {
		.url = r->url,
		.title = r->title,
		.product = r->product,
		.amount = r->amount,
		.currency = r->currency,
		.group = r->grp,
	};

	c->first = mem_strdup(r->first ? r->first : "");
	if (!c->first || !view_set(&c->view, &page))
		d->nomem = true;
}

/* Whose chat it is, when it is live.  If the account went while nobody
 * looked, chat_loaded() lets it ring for others. */
static void load_live(struct desk *d, struct chat *c, const struct rec_chat *r)
{
	struct associate *a = staff_find(d, &c->holder);

	if (a && !a->chat) {
		c->associate = a;
		a->chat = c;
		transfer_load(d, c, r);
		return;
	}
	c->gone = mem_strdup("");
	if (!c->gone)
		d->nomem = true;
}

/* Whose account is gone has a name in the log. */
static void load_gone(struct desk *d, struct chat *c, const struct rec_entry *r)
{
	if (!c->gone || !id_same(&r->actor, &c->holder) ||
		(r->kind != WIRE_KIND_JOINED &&
			r->kind != WIRE_KIND_TRANSFERRED))
		return;
	mem_free(c->gone);
	c->gone = mem_strdup(r->name ? r->name : "");
	if (!c->gone)
		d->nomem = true;
}

/* Does a chat that has ended live on for its shopper (D9)? */
static bool load_seems(const struct desk *d, const struct rec_chat *r)
{
	const struct block *b = block_of(d, &r->shopper);

	return b && !b->hidden && id_same(&b->id, &r->chat);
}

static void load_chat(struct desk *d, const struct rec_chat *r)
{
	struct shopper *s = NULL;
	struct chat *c = NULL;

	if (r->phase == WIRE_PHASE_ENDED && !load_seems(d, r))
		return;
	s = shopper_get(d, &r->shopper);
	if (s && !shopper_chat(s) &&
		!s->block == (r->phase != WIRE_PHASE_ENDED))
		c = chat_new(d, &r->chat, s);
	if (!c)
		return;
	if (r->phase == WIRE_PHASE_ENDED)
		block_join(s->block, c);
	else
		s->chat = c;
	c->reason = r->reason;
	c->ended = r->ended;
	c->holder = r->associate;
	c->phase = r->phase;
	c->opened = r->opened;
	c->accepted = r->accepted;
	c->rang = r->rang;
	c->taken_over = r->taken_over;
	c->round = r->round;
	c->lang = r->lang;
	c->group = staff_group(d, r->grp ? r->grp : "");
	load_view(d, c, r);
	if (c->phase == WIRE_PHASE_LIVE)
		load_live(d, c, r);
}

/* Rings of an earlier ringing of the same chat, or of a live one, are over. */
static void load_ring(struct desk *d, const struct rec_ring *r)
{
	struct chat *c = chat_find(d, &r->chat);
	struct associate *a = staff_find(d, &r->associate);

	if (MUTANT(rings_are_not_loaded) || !c || !a)
		return;
	if (!ring_rings(c) || r->round != c->round || c->n_rings == LIMIT_RINGS)
		return;
	if (r->state != REC_RING_RINGING || !a->ringing)
		ring_add(d, c, a, (enum rec_ring_state)r->state, r->at);
}

static void load_entry(struct desk *d, const struct rec_entry *r)
{
	struct chat *c = chat_find(d, &r->chat);

	if (!c)
		return;
	if (c->seq < r->seq)
		c->seq = r->seq;
	if (c->last_at < r->at)
		c->last_at = r->at;
	load_gone(d, c, r);
	if (r->key && *r->key && !chat_say(c, &r->actor, r->key, r->seq, r->at))
		d->nomem = true;
}

static void load_attach(struct desk *d, const struct rec_attach *r)
{
	struct chat *c = chat_find(d, &r->chat);

	if (c)
		show_load(d, c, r);
}

static void load_mark(struct desk *d, const struct rec_mark *r)
{
	struct chat *c = chat_find(d, &r->chat);

	if (!c)
		return;
	c->marks[r->who][WIRE_MARK_DELIVERED] = r->delivered;
	c->marks[r->who][WIRE_MARK_READ] = r->read;
}

/* Is it a row as a desk keeps them?  Files can be broken. */
static bool load_makes_sense(const struct rec *row)
{
	const struct rec_chat *c = &row->chat;

	switch (row->kind) {
	case REC_K_PRESENCE:
		return id_valid(row->presence.associate.s) &&
			load_is_word(row->presence.reason, WIRE_REASON_COUNT) &&
			row->presence.misses >= 0 &&
			row->presence.misses <= LOAD_MISSES;
	case REC_K_CHAT:
		return id_valid(c->chat.s) && id_valid(c->shopper.s) &&
			load_is_word(c->phase, WIRE_PHASE_COUNT) &&
			load_is_word(c->reason, WIRE_REASON_COUNT) &&
			load_is_word(c->lang, WIRE_LANG_COUNT);
	case REC_K_RING:
		return load_is_word(row->ring.state, REC_RING_OVER + 1);
	case REC_K_ENTRY:
		return row->entry.seq > 0;
	case REC_K_MARK:
		return load_is_word(row->mark.who, WIRE_WHO_ASSOCIATE + 1);
	case REC_K_SHOPPER:
		return id_valid(row->shopper.shopper.s);
	case REC_K_ENQUIRY:
		return id_valid(row->enquiry.enquiry.s) && row->enquiry.key &&
			row->enquiry.address && row->enquiry.body &&
			load_is_word(row->enquiry.lang, WIRE_LANG_COUNT);
	case REC_K_ATTACH:
		return row->attach.seq > 0;
	case REC_K_BLOCK:
		return id_valid(row->block.chat.s) &&
			id_valid(row->block.shopper.s);
	case REC_K_SALE:
		return row->sale.orderno && *row->sale.orderno &&
			strlen(row->sale.orderno) <= LIMIT_NAME &&
			row->sale.currency && money_known(row->sale.currency);
	case REC_K_TALLY:
	case REC_K_FILED: /* only ever written, as those below it */
	case REC_K_SCORE:
	case REC_K_RATING:
	case REC_K_ROWS: /* deeds */
	case REC_K_CORRECTED:
	case REC_K_COUNT:
		break;
	}
	return row->kind == REC_K_TALLY;
}

enum err desk_load(struct desk *d, const struct rec *row)
{
	if (!load_makes_sense(row))
		return ERR_FIELD;
	switch (row->kind) {
	case REC_K_PRESENCE:
		load_presence(d, &row->presence);
		break;
	case REC_K_SHOPPER:
		load_shopper(d, &row->shopper);
		break;
	case REC_K_CHAT:
		load_chat(d, &row->chat);
		break;
	case REC_K_RING:
		load_ring(d, &row->ring);
		break;
	case REC_K_ENTRY:
		load_entry(d, &row->entry);
		break;
	case REC_K_MARK:
		load_mark(d, &row->mark);
		break;
	case REC_K_ENQUIRY:
		enquiry_load(d, &row->enquiry);
		break;
	case REC_K_TALLY:
		if (strcmp(row->tally.name, "guest") == 0)
			d->guests = row->tally.value;
		break;
	case REC_K_BLOCK:
		block_load(d, &row->block);
		break;
	case REC_K_SALE:
		sale_load(d, &row->sale);
		break;
	case REC_K_ATTACH:
		load_attach(d, &row->attach);
		break;
	case REC_K_FILED:
	case REC_K_SCORE:
	case REC_K_RATING:
	case REC_K_ROWS: /* deeds */
	case REC_K_CORRECTED:
	case REC_K_COUNT:
		break;
	}
	return d->nomem ? ERR_NOMEM : ERR_OK;
}
