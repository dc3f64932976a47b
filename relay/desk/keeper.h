/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_KEEPER_H
#define RELAY_DESK_KEEPER_H

/*
 * A desk and its durability: nothing is said before it is kept.  Commands are
 * stepped at once into the gathering batch; when the batch in flight is kept,
 * its notices go out in order and the gathering one takes off.  One batch in
 * flight; while it is, the next one gathers, which groups commits.
 *
 * A commit has four outcomes.  Committed.  Refused (disk full): the commands
 * of this and the gathering batch are answered not_kept.  Unknown (the answer
 * was lost): their answers are lost too, senders repeat by key.  In both the
 * desk is thrown away, loaded anew, and everybody attached again.  Fenced
 * (somebody else owns this desk): the keeper is over, everybody is sent
 * elsewhere.  An errand (desk_cmd.errand) hears of each of them: it is done,
 * ERR_NOT_KEPT, ERR_IO (it may have been kept), ERR_ELSEWHERE.  Pure: the world
 * is behind keeper_io.
 */
#include "relay/desk/desk.h"

struct keeper; /* opaque */

enum keeper_result {
	KEEPER_COMMITTED,
	KEEPER_REFUSED,
	KEEPER_UNKNOWN,
	KEEPER_FENCED,
};

struct keeper_io {
	void *ctx;
	/*
	 * Starts to keep n records, fenced by the move of the desk's turn from
	 * `turn` to turn + 1.  They are lent until the answer, which comes by
	 * keeper_committed(), never from inside this call.
	 */
	void (*commit)(void *ctx, int64_t turn, const struct rec *recs, int n);
	/*
	 * Starts to claim the desk and load it: desk commands and rows into a
	 * new desk.  The answer comes by keeper_loaded(), never from inside.
	 */
	void (*load)(void *ctx);
	/* Lets one notice out.  Must not call back into the keeper. */
	void (*notice)(void *ctx, const struct desk_notice *n);
	/* The desk was loaded anew: attach every session again, by
	 * keeper_do(), now or a little later, in the order in which they came;
	 * shoppers with their row as the store has it now. */
	void (*attach_all)(void *ctx);
	/* Somebody else owns the desk: nothing more will come from here. */
	void (*over)(void *ctx);
};

/* A keeper without a desk yet; it asks io->load at once.  NULL: no memory.
 * `io` is copied. */
struct keeper *keeper_new(const struct keeper_io *io);
void keeper_destroy(struct keeper **k);

/* Is there a desk that takes commands? */
bool keeper_ready(const struct keeper *k);

/* Steps a command.  A message that comes while there is no desk, or too many
 * gather, is answered ERR_FULL at once.  */
enum err keeper_do(struct keeper *k, const struct desk_cmd *cmd);

/* The end of a turn of the loop: sends the gathered batch off, if it can. */
void keeper_flush(struct keeper *k);

/* The answers to io->commit and io->load.  keeper_loaded takes *desk, which is
 * NULL when loading failed (it is then asked for again by the caller's timer,
 * keeper_retry), at turn `turn`. */
void keeper_committed(struct keeper *k, enum keeper_result result);
void keeper_loaded(struct keeper *k, struct desk **desk, int64_t turn,
	struct desk_now now);
void keeper_retry(struct keeper *k);

/* Nothing in flight and nothing gathered: all that was said is kept. */
bool keeper_idle(const struct keeper *k);

/* The desk, NULL while there is none.  Lends until the next call. */
const struct desk *keeper_desk(const struct keeper *k);

/* Steady time by which a tick must come; INT64_MAX: none. */
int64_t keeper_deadline(const struct keeper *k, struct desk_now now);

#endif
