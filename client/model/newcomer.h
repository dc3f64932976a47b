/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_NEWCOMER_H
#define CLIENT_MODEL_NEWCOMER_H

/*
 * What somebody asks who is not signed in (rules A1, A2, A4): for an account,
 * and for a new password; and before all else, whether this client is still
 * served (A7).  Both go in two steps, of which the first has a code
 * mailed and the second bears it.  One question at a time.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/model/ask.h"
#include "shared/err.h"

struct action;
struct effects;
struct model;

struct newcomer {
	bool asked;        /* not answered yet */
	enum ask_kind ask; /* what */
	int turn;          /* answers so far */
	enum err err;      /* of the last one */
	int64_t again_at;  /* now_ms when it may be asked again; 0: now */
	/* Of the last code that was asked for. */
	bool mailed;     /* else a manager hands it out */
	int64_t minutes; /* that it is good */
};

/* Asks whether this client is still served (A7): before anything is typed, and
 * when somebody who was told to update wants to know. */
void newcomer_check(struct effects *out);

/* Is it one of the questions of the two steps? */
bool newcomer_is(enum ask_kind ask);

/* The user's: asks it.  Its secrets are wiped once they are sent. */
void newcomer_ask(struct model *m, const struct action *a, struct effects *out);

/* The relay's: the answer to one of them; of others nothing is taken. */
void newcomer_answered(struct model *m, const struct action *a);

#endif
