/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_MAIN_CROWD_H
#define CLIENT_FLOW_MAIN_CROWD_H

/*
 * What `norenflow demo` and `norenflow load` stand on: a retailer with
 * associates, who are signed in, and the loop on which a crowd plays until it
 * is over or a signal comes.  Whatever was made for it is removed at the end.
 */
#include <stdbool.h>

#include "client/flow/crowd.h"

struct buf;
struct http_control;
struct http_sweep;
struct main_flags;
struct ws_crowd;
struct ws_loop;

struct main_crowd {
	const struct main_flags *flags;
	struct http_control *control;
	char made[40]; /* the retailer that was made, "" for none */
	struct http_sweep *sweep;
	const char *retailer;
	char **tokens;
	int n_tokens;
	struct ws_loop *loop;
	struct ws_crowd *crowd;
	bool stopped; /* by a signal */
	bool (*over)(void *ctx);
	void (*stop)(void *ctx);
	void *ctx;
};

/* The sessions of --accounts, or a retailer of its own with so many associates.
 * What went wrong has been written to standard error; in any case end it with
 * main_crowd_close. */
int main_crowd_hire(struct main_crowd *m, const struct main_flags *flags,
	const char *name, int associates);

/* Room for so many people, the associates included. */
int main_crowd_open(struct main_crowd *m, int people);

/* Plays until over says so after a turn.  A signal calls stop, if there is
 * one, once; a second one, or one without stop, ends it at once. */
void main_crowd_run(struct main_crowd *m, const struct crowd_play *play,
	bool (*over)(void *ctx), void (*stop)(void *ctx), void *ctx);

void main_crowd_close(struct main_crowd *m);

#endif
