/* SPDX-License-Identifier: MIT */
#include "relay/desk/entry.h"

#include <stddef.h>

#include "relay/desk/mutant.h"

static void entry_attach(struct wire_entry *to, const struct rec_attach *x)
{
	to->recommended = x->recommended;
	to->sku = x->sku;
	to->product = x->product;
	to->amount = x->amount;
	to->sale = x->sale;
	to->currency = x->currency;
	to->url = x->url;
	to->image = x->image;
	to->stock = x->stock;
	to->quantity = x->quantity;
	to->order = x->orderno;
	to->media = x->media;
	to->mime = (int)x->mime;
	to->width = x->width;
	to->height = x->height;
	to->bytes = x->bytes;
}

/* What only associates may know. */
static void entry_hide(struct wire_entry *to)
{
	to->text = NULL;
	if (to->kind != WIRE_KIND_BLOCKED)
		return;
	to->kind = WIRE_KIND_PAGE;
	to->who = WIRE_WHO_SHOPPER;
	to->name = NULL;
}

struct wire_entry entry_told(const struct rec_entry *e,
	const struct rec_attach *attach, enum wire_who to)
{
	struct wire_entry told = {
		.chat = e->chat,
		.seq = e->seq,
		.at = e->at,
		.kind = (int)e->kind,
		.who = (int)e->who,
		.name = e->name,
		.key = e->key,
		.reason = (int)e->reason,
		.text = e->body,
	};

	if (attach)
		entry_attach(&told, attach);
	if (to == WIRE_WHO_SHOPPER && !MUTANT(notes_to_shoppers) &&
		(e->kind == WIRE_KIND_TRANSFERRED ||
			e->kind == WIRE_KIND_BLOCKED))
		entry_hide(&told);
	return told;
}
