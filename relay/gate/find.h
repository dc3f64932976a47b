/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_FIND_H
#define RELAY_GATE_FIND_H

/*
 * What associates ask of their retailer's catalogue (F1, F2), and how that is
 * answered: a queue of questions, of which one at a time is with the catalogue.
 * Every question is answered, with products or with an error.  Pure.
 */
#include "relay/catalog/lookup.h"
#include "relay/gate/caller.h"
#include "shared/wire.h"

#define FIND_QUEUE 256 /* questions that wait in all; over: busy */
#define FIND_EACH 8    /* of them from one session; over: busy */

struct finds; /* opaque */

/* See uv_catalog.h, which is behind this. */
struct find_io {
	void *ctx;
	/* Asks one; `what` is lent until fn is called, never from inside. */
	void (*ask)(void *ctx, const struct lookup *what, lookup_fn fn,
		void *fn_ctx);
};

/* NULL: no memory. */
struct finds *find_all_new(struct hub *hub, const struct find_io *io);
/* Nothing may be pending. */
void find_all_destroy(struct finds **all);
/* Questions that have not been answered. */
int find_pending(const struct finds *all);

/* A `find` or a `shelves`, which is copied.  Whoever goes on typing wants the
 * newest answer: an older `find` by text of the same session that has not been
 * begun is answered with busy. */
void find_take(struct caller *s, const struct wire_msg *msg);

/* The same for the gate's own files: asks the retailer's catalogue
 * (LOOKUP_TEXT: what matches `key`, LIMIT_FOUND_PAGE of it at most).  fn is
 * called once, perhaps at once; ERR_FULL when too much waits. */
void find_ask(struct finds *all, const char *retailer, enum lookup_kind kind,
	const char *key, lookup_fn fn, void *ctx);

/* The message for a product; `text` is its description, or NULL.  Lends. */
struct wire_goods find_goods(const struct product *p, const char *text);

#endif
