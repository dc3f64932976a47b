/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_WS_STAGE_H
#define CLIENT_FLOW_WS_STAGE_H

/*
 * The world in which one flow is played: a relay, a retailer made for this
 * flow alone and taken away again, sockets, time.  One stage at a time on a
 * loop, and one flow a stage.
 *
 *	e = ws_stage_new(loop, &config, flow, &stage, why);
 *	play = play_new(flow, name, ws_stage_io(stage), report, seed);
 *	ws_stage_play(stage, play);   -- play_start, and all that follows
 *	ws_loop_run(loop);            -- until `over` stops it
 *	play_destroy(&play); ws_stage_destroy(&stage);
 */
#include <stdint.h>

#include "client/flow/play.h"
#include "shared/err.h"

#define WS_STAGE_WHY 400

struct ws_stage; /* opaque */
struct ws_loop;
struct file_relay;

struct ws_stage_config {
	const char *url; /* of the relay */
	const char *ca;  /* certificates to trust; NULL: the system's */
	/* The control socket.  NULL: there is none, and the flow's associates
	 * take the accounts, one after the other: a text with a session's
	 * token a line, or an address and a password; shoppers go to that
	 * retailer.  Then nothing is made, nothing removed, and clocks are
	 * real. */
	const char *control;
	const char *accounts, *retailer;
	struct file_relay *relay; /* ours, which may be killed; NULL: none */
	long speed;    /* waits of a real clock take one part in so many */
	uint64_t seed; /* of the retailer's name */
	/* The play is over: called once, on the loop. */
	void (*over)(void *ctx);
	void *ctx;
};

/* Makes the retailer, its groups and its associates.  `flow` and the strings
 * of the config are lent for the stage's life.  ERR_FORBIDDEN: this relay has
 * not allowed test flows; ERR_CONFIG: too few accounts, or no url; else what
 * the relay says.  `why` says it for people.  On an error nothing is left. */
enum err ws_stage_new(struct ws_loop *loop,
	const struct ws_stage_config *config, const struct flow *flow,
	struct ws_stage **out, char why[WS_STAGE_WHY]);

/* After the play is over. */
void ws_stage_destroy(struct ws_stage **s);

/* For play_new.  Lends. */
const struct play_io *ws_stage_io(struct ws_stage *s);

/* Begins to play.  The play is lent until it is over. */
void ws_stage_play(struct ws_stage *s, struct play *p);

/* After play_go, play_interrupt and the like have been called from outside:
 * looks when the play wants to be called again. */
void ws_stage_turn(struct ws_stage *s);

#endif
