/* SPDX-License-Identifier: MIT */
#include "relay/desk/keep.h"

#include <string.h>

#include "relay/desk/mutant.h"
#include "relay/desk/tell.h"

/* A row of the out to fill; the spare one when nothing leaves. */
static struct rec *keep_row(struct desk *d, enum rec_kind kind)
{
	struct rec *r = NULL;

	if (d->out && !d->nomem) {
		r = desk_out_rec(d->out, kind);
		d->nomem = !r;
	}
	return r ? r : &d->spare_rec;
}

/* The strings of a row, which are lent by what it shows, made to last. */
static void keep_strings(struct desk *d, struct rec *r)
{
	const struct rec_table *t = rec_table(r->kind);

	if (r == &d->spare_rec)
		return;
	for (int i = 0; i < t->n_columns; i++) {
		const struct rec_column *c = &t->columns[i];
		const char *s;

		if (c->kind != REC_COL_STR)
			continue;
		s = desk_out_str(d->out, rec_str(r, c));
		if (!s) {
			d->nomem = true;
			s = "";
		}
		memcpy((char *)r + c->offset, &s, sizeof(s));
	}
}

struct rec_presence keep_as_presence(const struct associate *a)
{
	return (struct rec_presence){
		.associate = a->id,
		.available = a->available,
		.reason = a->reason,
		.since = a->since,
		.free_since = a->free_since,
		.misses = a->misses,
		.day = a->day,
		.chats = a->chats,
		.missed = a->missed,
		.sales = a->sales,
		.sold = a->sold,
	};
}

struct rec_shopper keep_as_shopper(const struct shopper *s)
{
	return (struct rec_shopper){
		.shopper = s->id,
		.number = s->number,
		.name = s->name,
		.visits = s->visits,
		.last = s->last,
		.opened = s->opened,
		.opener = s->opener,
		.said = s->said,
		.served = s->served,
		.served_in = s->served_in,
		.served_from = s->served_from,
		.unrated = s->unrated,
	};
}

struct rec_chat keep_as_chat(const struct chat *c)
{
	return (struct rec_chat){
		.chat = c->id,
		.shopper = c->shopper->id,
		.associate = c->holder,
		.phase = c->phase,
		.reason = c->reason,
		.opened = c->opened,
		.accepted = c->accepted,
		.ended = c->ended,
		.rang = c->rang,
		.taken_over = c->taken_over,
		.lang = c->lang,
		.first = c->first,
		.url = c->view.page.url,
		.title = c->view.page.title,
		.product = c->view.page.product,
		.amount = c->view.page.amount,
		.currency = c->view.page.currency,
		.grp = c->group->key,
		.round = c->round,
		.handing = c->handing,
		.target = c->target,
		.target_grp = c->target_group->key,
		.note = c->note,
	};
}

struct rec_ring keep_as_ring(const struct chat *c, const struct ring *r)
{
	return (struct rec_ring){
		.chat = c->id,
		.associate = r->associate->id,
		.state = r->state,
		.at = r->at,
		.round = c->round,
	};
}

struct rec_mark keep_as_mark(const struct chat *c, enum wire_who whose)
{
	return (struct rec_mark){
		.chat = c->id,
		.who = whose,
		.delivered = c->marks[whose][WIRE_MARK_DELIVERED],
		.read = c->marks[whose][WIRE_MARK_READ],
	};
}

struct rec_block keep_as_block(const struct block *b)
{
	return (struct rec_block){
		.chat = b->id,
		.shopper = b->shopper,
		.seq = b->seq,
		.at = b->at,
		.name = b->name,
		.associate = b->associate,
		.blocker = b->blocker,
		.reason = b->reason,
		.pages = b->pages,
		.hidden = b->hidden,
		.lifted = b->lifted,
	};
}

struct rec_enquiry keep_as_enquiry(const struct enquiry *e)
{
	return (struct rec_enquiry){
		.enquiry = e->id,
		.shopper = e->shopper,
		.at = e->at,
		.key = e->key,
		.name = e->name,
		.address = e->address,
		.body = e->body,
		.taken = e->taken,
		.lang = e->lang,
		.done = e->done,
	};
}

struct rec_sale keep_as_sale(const struct sale *s)
{
	return (struct rec_sale){
		.orderno = s->order,
		.associate = s->associate,
		.chat = s->chat,
		.shopper = s->shopper,
		.at = s->at,
		.name = s->name,
		.title = s->title,
		.quantity = s->quantity,
		.paid = s->paid,
		.total = s->total,
		.currency = s->currency,
		.cancelled = s->cancelled,
		.viewed = s->viewed,
		.told = s->told,
		.claim = s->claim,
	};
}

void keep_presence(struct desk *d, const struct associate *a)
{
	keep_row(d, REC_K_PRESENCE)->presence = keep_as_presence(a);
}

void keep_shopper(struct desk *d, const struct shopper *s)
{
	struct rec *r = keep_row(d, REC_K_SHOPPER);

	r->shopper = keep_as_shopper(s);
	keep_strings(d, r);
}

void keep_chat(struct desk *d, const struct chat *c)
{
	struct rec *r = keep_row(d, REC_K_CHAT);

	r->chat = keep_as_chat(c);
	keep_strings(d, r);
}

void keep_ring(struct desk *d, const struct chat *c, const struct ring *r)
{
	keep_row(d, REC_K_RING)->ring = keep_as_ring(c, r);
}

/* The strings of an entry were made to last by who calls: the notice of the
 * entry shares them. */
void keep_entry(struct desk *d, const struct rec_entry *e)
{
	keep_row(d, REC_K_ENTRY)->entry = *e;
}

struct rec_attach keep_attach(struct desk *d, const struct rec_attach *x)
{
	struct rec *r = keep_row(d, REC_K_ATTACH);

	r->attach = *x;
	keep_strings(d, r);
	return r->attach;
}

void keep_mark(struct desk *d, const struct chat *c, enum wire_who whose)
{
	keep_row(d, REC_K_MARK)->mark = keep_as_mark(c, whose);
}

void keep_block(struct desk *d, const struct block *b)
{
	struct rec *r = keep_row(d, REC_K_BLOCK);

	r->block = keep_as_block(b);
	keep_strings(d, r);
}

void keep_enquiry(struct desk *d, const struct enquiry *e)
{
	struct rec *r = keep_row(d, REC_K_ENQUIRY);

	r->enquiry = keep_as_enquiry(e);
	keep_strings(d, r);
}

void keep_sale(struct desk *d, const struct sale *s)
{
	struct rec *r = keep_row(d, REC_K_SALE);

	r->sale = keep_as_sale(s);
	keep_strings(d, r);
}

void keep_filed(struct desk *d, const struct chat *c, const struct id *whose,
	enum wire_reason reason)
{
	struct rec *r = keep_row(d, REC_K_FILED);
	char name[TELL_NAME];

	if (MUTANT(missed_is_somebodys) && !whose && d->staff)
		whose = &d->staff->id;
	if (MUTANT(taken_is_not_filed) && reason == WIRE_REASON_TAKEN)
		whose = NULL;
	r->filed = (struct rec_filed){
		.chat = c->id,
		.at = d->now.wall,
		.reason = reason,
		.name = tell_shopper_name(c->shopper, name),
	};
	if (whose)
		r->filed.associate = *whose;
	keep_strings(d, r);
}

void keep_score(struct desk *d, const struct chat *c, const struct associate *a,
	bool missed, int64_t waited)
{
	struct rec *r = keep_row(d, REC_K_SCORE);

	r->score = (struct rec_score){
		.chat = c->id,
		.round = c->round,
		.missed = missed,
		.at = d->now.wall,
		.waited = waited,
	};
	if (a)
		r->score.associate = a->id;
}

void keep_rating(struct desk *d, const struct rec_rating *x)
{
	struct rec *r = keep_row(d, REC_K_RATING);

	r->rating = *x;
	keep_strings(d, r);
}

void keep_guests(struct desk *d)
{
	keep_row(d, REC_K_TALLY)->tally =
		(struct rec_tally){.name = "guest", .value = d->guests};
}

void keep_erased(
	struct desk *d, const struct id *shopper, const struct id *anew)
{
	keep_row(d, REC_K_ERASED)->erased =
		(struct rec_erased){.shopper = *shopper, .anew = *anew};
}

void keep_corrected(struct desk *d, const struct desk_correct *c)
{
	struct rec *r = keep_row(d, REC_K_CORRECTED);

	r->corrected = (struct rec_corrected){
		.shopper = c->shopper,
		.name = c->name,
		.address = c->address,
	};
	keep_strings(d, r);
}
