/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_RING_H
#define CLIENT_MODEL_RING_H

/*
 * The requests that ring here, in the order in which they run out; behind
 * them those that a colleague took, or that nobody answered, until somebody
 * has read so.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/model/view.h"
#include "shared/id.h"
#include "shared/wire.h"

struct model;

struct ring {
	struct id id;
	int64_t ends_ms;  /* on the monotonic clock */
	int64_t total_ms; /* what was left when it began here */
	char *name, *text;
	struct view view;
	enum wire_lang lang;
	int64_t visits;
	bool taken_over;       /* its associate was gone */
	char *from, *note;     /* a transfer: who sends it, and why; or NULL */
	bool accepting;        /* asked; not answered yet */
	bool stale;            /* not confirmed since the last welcome */
	enum wire_reason over; /* NONE: it rings */
	char *over_name;       /* who took it, or NULL */
	int64_t over_at;
	int64_t over_until; /* elsewhere than at home it is shown so long */
};

struct ring *ring_find(struct model *m, const struct id *id);

/* It rings here, or goes on to.  True when it is new. */
bool ring_begin(struct model *m, const struct wire_ring *w);

/* It no longer does.  Taken and missed ones stay to be read. */
void ring_over(struct model *m, const struct id *id, enum wire_reason why,
	const char *name);

/* Can the word that it is over be put away already? */
bool ring_can_dismiss(const struct ring *r, int64_t now_ms);

/* Forgets it, or all of them, or those that are stale. */
void ring_drop(struct model *m, const struct id *id);
void ring_drop_all(struct model *m);
void ring_drop_stale(struct model *m);

/* Drops what has run out and what has been read long enough. */
void ring_tick(struct model *m);

/* Milliseconds left, not below 0. */
int64_t ring_left(const struct ring *r, int64_t now_ms);

/* When the seconds left of a countdown change next; INT64_MAX: it is over. */
int64_t ring_next_second(int64_t ends_ms, int64_t now_ms);

/* When something about this one changes by itself. */
int64_t ring_deadline(const struct ring *r, int64_t now_ms);

#endif
