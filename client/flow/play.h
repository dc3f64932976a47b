/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_PLAY_H
#define CLIENT_FLOW_PLAY_H

/*
 * Plays a flow, step by step: what is to be done is wanted of the stage, what
 * is to be seen is looked for in what the players have heard, until it is
 * there or the time for it is over.  Pure: sockets, clocks and processes are
 * the stage's, behind play_io; so a flow can be played against a stage made
 * of memory.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/flow/flow.h"
#include "client/flow/report.h"
#include "shared/wire.h"

struct play; /* opaque */

/* What the player's connection suffers from now on. */
enum play_fault {
	PLAY_NONE,      /* all is well again */
	PLAY_CUT,       /* closed without a word; stays so */
	PLAY_DELAY,     /* everything comes `ms` later */
	PLAY_DUPLICATE, /* every message of ours is sent twice */
	PLAY_REORDER,   /* two messages of ours change places */
};

/* The world.  Whatever takes time is answered by play_done. */
struct play_io {
	void *ctx;
	void (*connect)(void *ctx, int person);
	void (*disconnect)(void *ctx, int person);
	/* Messages go out in order; lost when not connected. */
	void (*send)(void *ctx, int person, const struct wire_msg *msg);
	void (*fault)(void *ctx, int person, enum play_fault f, int64_t ms);
	/* Moves the clock, or waits where it is real; wall: the time of day,
	 * microseconds UTC, refused (ERR_FORBIDDEN) where the clock is real. */
	void (*wait)(void *ctx, int64_t ms);
	void (*set_clock)(void *ctx, int64_t wall);
	/* The relay, where the stage started it; else ERR_FORBIDDEN. */
	void (*kill_relay)(void *ctx);
	void (*start_relay)(void *ctx);
	/* Removes whatever the flow has made; always the last one. */
	void (*strike)(void *ctx);
};

/* All lent for the play's life.  NULL: no memory. */
struct play *play_new(const struct flow *flow, const struct play_io *io,
	struct report *report, uint64_t seed);
void play_destroy(struct play **p);

/* Begins; what follows is driven by the calls below.  now: monotonic ms of
 * the real clock. */
void play_start(struct play *p, int64_t now);

/* What has happened. */
void play_heard(struct play *p, int person, const struct wire_msg *msg);
void play_connected(struct play *p, int person, bool up, enum err why);
void play_done(struct play *p, enum err e, const char *why); /* io's answer */
void play_tick(struct play *p, int64_t now);

/* Ends now: players leave, what was made is struck. */
void play_interrupt(struct play *p);

/* The real ms by which play_tick must come; INT64_MAX: none. */
int64_t play_deadline(const struct play *p);
bool play_over(const struct play *p); /* struck, too */
bool play_held(const struct play *p); /* every step did */

#endif
