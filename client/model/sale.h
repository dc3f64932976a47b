/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_SALE_H
#define CLIENT_MODEL_SALE_H

/*
 * Sales from one's own chats (rule E3), the newest first: those that are new,
 * and those that have been seen since this client came.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"
#include "shared/money.h"
#include "shared/wire.h"

struct effects;
struct model;

#define SALE_MAX 100 /* kept; the oldest give way */

struct sale {
	char *order, *name, *product; /* may be NULL, but for the order */
	struct id chat;
	int64_t at;
	int64_t quantity;
	struct money worth;
	int64_t paid; /* minor units, where some was paid back; else 0 */
	bool cancelled;
	bool claimed; /* a manager granted it as a claim */
	bool fresh;   /* new: blue */
};

struct sales {
	struct sale *all;
	int n;
};

void sale_fini(struct sales *s);

/* For client/model: takes over what is told of it, but its order; frees what
 * one holds. */
void sale_fill(struct sale *s, const struct wire_sale *w);
void sale_drop(struct sale *s);

/* The relay's.  One that has just come is news, and rings. */
void sale_told(struct model *m, const struct wire_sale *w, struct effects *out);

/* Is one of that chat's new? */
bool sale_fresh(const struct model *m, const struct id *chat);

/* Was one of that chat's granted as a claim? */
bool sale_claimed(const struct model *m, const struct id *chat);

/* The user's: one of no chat has been seen. */
void sale_seen(struct model *m, const char *order, struct effects *out);

/* Connected anew: what is still new the relay says again. */
void sale_doubt(struct model *m);

#endif
