/* SPDX-License-Identifier: MIT */
#include "relay/gate/outbox.h"

#include <assert.h>

#include "shared/limits.h"
#include "shared/mem.h"

struct outbox_item {
	struct outbox_item *next;
	struct frame *frame;
};

enum err outbox_add(struct outbox *o, struct frame *f)
{
	struct outbox_item *item;

	if (o->bytes + f->len > LIMIT_OUTBOX)
		return ERR_SLOW;
	item = mem_alloc(sizeof(*item));
	if (!item)
		return ERR_NOMEM;
	item->next = NULL;
	item->frame = frame_keep(f);
	if (o->tail)
		o->tail->next = item;
	else
		o->head = item;
	o->tail = item;
	o->bytes += f->len;
	return ERR_OK;
}

struct frame *outbox_next(const struct outbox *o)
{
	return o->head ? o->head->frame : NULL;
}

void outbox_pop(struct outbox *o)
{
	struct outbox_item *item = o->head;

	assert(item);
	o->head = item->next;
	if (!o->head)
		o->tail = NULL;
	o->bytes -= item->frame->len;
	frame_drop(&item->frame);
	mem_free(item);
}

void outbox_move(struct outbox *to, struct outbox *from)
{
	if (!from->head)
		return;
	if (to->tail)
		to->tail->next = from->head;
	else
		to->head = from->head;
	to->tail = from->tail;
	to->bytes += from->bytes;
	*from = (struct outbox){.head = NULL};
}

void outbox_clear(struct outbox *o)
{
	while (o->head)
		outbox_pop(o);
}
