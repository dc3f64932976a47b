/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_RECORD_H
#define CLIENT_FLOW_RECORD_H

/*
 * Turns what a relay wrote down of a session (GET /record, see norend(8)) into
 * a flow that can be played again: people under made-up first names, the time
 * between what they did, and in the place of their words as many neutral ones
 * of that language.  Nothing of theirs is left: pages whose paths might say who
 * somebody is are numbered, products and orders are called so.  Pure.
 *
 * What a flow cannot hold is left out, and a comment says so: people past
 * RECORD_PEOPLE, groups, devices and steps past flow.h's caps, and what belongs
 * to a chat from before the recording.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/buf.h"
#include "shared/err.h"

#define RECORD_PEOPLE \
	16 /* associates, and as many shoppers: the names' number */
#define RECORD_LINE 4096 /* bytes of a line; more: refused */

struct record; /* opaque */

/* `out` is lent for its life; the flow is added to it.  NULL: no memory. */
struct record *record_new(struct buf *out);
void record_destroy(struct record **r);

/* Adds one line of the relay's, without its end.  ERR_FIELD: it is none;
 * nothing is added.  ERR_SIZE, ERR_NOMEM: `out` is. */
enum err record_line(struct record *r, const char *line, size_t len);

/* The number of the last line that was added, to ask for those after it. */
int64_t record_last(const struct record *r);

/* No more steps go into a flow: what is added now is left out. */
bool record_full(const struct record *r);

/* Adds neutral words in quotes, about so many characters of them; `n` makes
 * them differ. */
void record_words(struct buf *out, bool japanese, int64_t chars, int n);

#endif
