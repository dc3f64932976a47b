/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_OUTBOX_H
#define RELAY_GATE_OUTBOX_H

/*
 * What waits to be sent to one reader, in order.  It holds at most
 * LIMIT_OUTBOX bytes: who reads more slowly than that is cut and catches up
 * by resume.  An empty outbox owns no memory.  Pure.
 */
#include <stdbool.h>
#include <stddef.h>

#include "relay/gate/frame.h"
#include "shared/err.h"

struct outbox_item;

struct outbox {
	struct outbox_item *head, *tail;
	size_t bytes;
};

/* Appends a reference of its own.  ERR_SLOW when it would hold too much,
 * ERR_NOMEM; then it is as before. */
enum err outbox_add(struct outbox *o, struct frame *f);

/* The next to be sent, NULL when there is none.  Lends. */
struct frame *outbox_next(const struct outbox *o);

/* The next has been sent. */
void outbox_pop(struct outbox *o);

/* Moves all of `from` behind what is in `to`, whatever the size. */
void outbox_move(struct outbox *to, struct outbox *from);

/* Drops everything. */
void outbox_clear(struct outbox *o);

#endif
