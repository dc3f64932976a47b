/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_BLOCK_H
#define CLIENT_MODEL_BLOCK_H

/*
 * Shoppers who are blocked (rule D9): blocking the one of a live chat, and for
 * managers the list of all of them, newest first, and lifting a block.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"
#include "shared/wire.h"

struct action;
struct effects;
struct model;

#define BLOCK_MAX 500 /* kept; further ones are left out */

struct block {
	struct id shopper;
	char *name, *by, *text; /* text may be NULL */
	int64_t at;
	bool lifting; /* asked; not answered yet */
	bool stale;   /* not confirmed since they were asked for */
};

struct blocks {
	struct block *all;
	int n;
	bool asked; /* for them; not answered yet */
};

void block_fini(struct blocks *b);

/* The user's: ACTION_BLOCK_FOR, ACTION_BLOCKED, ACTION_UNBLOCK. */
void block_shopper(struct model *m, const char *why, struct effects *out);
void block_show(struct model *m, struct effects *out);
void block_lift(struct model *m, const struct id *shopper, struct effects *out);

/* The relay's.  A fresh one is news, and rings. */
void block_told(
	struct model *m, const struct wire_blocked *w, struct effects *out);
void block_answered(
	struct model *m, enum wire_type asked, bool good, const struct id *id);
void block_lost(struct model *m);

#endif
