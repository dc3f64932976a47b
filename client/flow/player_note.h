/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_PLAYER_NOTE_H
#define CLIENT_FLOW_PLAYER_NOTE_H

/*
 * Lists of messages that a player keeps (player.h): copies of their own.
 * Pure.
 */
#include "client/flow/player.h"

void player_note_free(struct player_note *n); /* NULL is fine */
void player_notes_clear(struct player_notes *l);

/* A copy at the end.  `associate` says whose message it is, or who gets it.
 * ERR_NOMEM. */
enum err player_notes_add(struct player_notes *l, const struct wire_msg *msg,
	bool associate, int64_t now);
/* A copy in the place of all. */
enum err player_notes_set(struct player_notes *l, const struct wire_msg *msg,
	bool associate, int64_t now);
/* A copy of an enquiry, a block or a colleague, in the place of the one with
 * that id. */
enum err player_notes_replace(struct player_notes *l,
	const struct wire_msg *msg, const struct id *id, int64_t now);
/* The same for a sale, by its order. */
enum err player_notes_sale(
	struct player_notes *l, const struct wire_msg *msg, int64_t now);
/* The same for a template, which may be gone. */
enum err player_notes_template(
	struct player_notes *l, const struct wire_msg *msg, int64_t now);

/* Takes out the one with that ref; NULL: none.  player_note_free. */
struct player_note *player_notes_take(struct player_notes *l, const char *ref);

/* The place of the last entry, 0: there is none. */
int64_t player_notes_seq(const struct player_notes *l);

/* Rings: a new one or one that is said again, one that is over, one that is
 * no ring any more because we are in that chat. */
enum err player_notes_ring(
	struct player_notes *l, const struct wire_msg *msg, int64_t now);
void player_notes_ring_over(
	struct player_notes *l, const struct wire_ring_over *w);
void player_notes_drop(struct player_notes *l, const struct id *chat);

/* After a break: all is doubted; then what was not said again is over. */
void player_notes_doubt(struct player_notes *l);
void player_notes_settle(struct player_notes *l);

#endif
