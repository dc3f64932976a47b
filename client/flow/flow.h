/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_FLOW_H
#define CLIENT_FLOW_FLOW_H

/*
 * A flow: what shoppers and associates do and see, one step a line, as
 * norenflow(1) specifies it.  flow_parse reads the text; play.h plays it.
 * Open data, all owned by the flow.  Pure.
 *
 * Whom the flow makes an associate is signed in by a step of their own
 * (VERB_SIGNS_IN on the first device), whether the line says so or not; only
 * newcomers are not.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/flow/verb.h"
#include "shared/err.h"

#define FLOW_SIZE (4 * 1024 * 1024) /* bytes of a flow; over: refused */
#define FLOW_LINE 20000             /* of a line: the longest message fits */
#define FLOW_STEPS 10000
#define FLOW_PEOPLE 32 /* in one flow */
#define FLOW_ACTORS 8  /* in one step: "Ken and Mio are rung" */
#define FLOW_GROUPS 8
#define FLOW_DEVICES 4 /* of one associate; tabs of one shopper */
#define FLOW_WITHIN (-1)

enum flow_role { FLOW_NOBODY, FLOW_SHOPPER, FLOW_ASSOCIATE };

/* Somebody who plays: made by the first line that says what they are. */
struct flow_person {
	char *name;
	enum flow_role role;
	bool manager;
	bool newcomer;  /* an associate without an account: signs up first */
	char *password; /* of the account that is made for them, or NULL */
	char *groups;   /* keys with blanks between, or NULL */
	bool japanese;
};

/* What stands in a slot of the verb's pattern. */
struct flow_arg {
	enum verb_slot slot; /* VERB_NOTHING: left out */
	char *text;     /* TEXT, PATH, WORD, GROUP, ERROR, ORDER; PERSON's name;
			 * LANGUAGE and REASON as the wire has them; STATE and
			 * STANDING in their words; HOURS as
			 * norenctl(1) has them, with all set before; else NULL */
	int64_t number; /* NUMBER; SPAN in ms; MONEY in minor units; CLOCK in
			 * minutes since Monday 00:00, DATE since 1970, both
			 * of the shop's day; REASON's misses */
	char currency[4]; /* MONEY */
	int person;       /* PERSON: index, else -1 */
};

struct flow_step {
	int line, column; /* from 1 */
	int block;        /* the line of the "within" above it, or 0 */
	char *said;       /* the line as it stands there, for reports */
	const struct verb *verb;
	bool negated; /* "is not rung": of none of the actors does it hold */
	bool tries;   /* "tries to accept": a refusal is no failure */
	int exactly;  /* "exactly 3 of …": of so many; 0: of all */
	int device;   /* from 1; 0: none is said */
	int actors[FLOW_ACTORS];
	int n_actors;
	struct flow_arg args[VERB_SLOTS]; /* in the pattern's order */
	int64_t within; /* ms in which it must hold; FLOW_WITHIN: the usual.
			 * In a block it counts from the block's beginning */
};

struct flow {
	char *title; /* the file's first comment, or NULL */
	char *rules; /* "C3 C7": the line "# rules: C3 C7", or NULL */
	char *groups[FLOW_GROUPS]; /* the keys of all that are named */
	int n_groups;
	struct flow_person people[FLOW_PEOPLE];
	int n_people;
	struct flow_step *steps;
	int n_steps;
};

/* What is wrong with a flow's text, for people. */
struct flow_fault {
	int line, column;
	char why[200]; /* what was expected, with the nearest verb */
};

/* Gives *out (flow_destroy).  ERR_FIELD fills `fault`; ERR_NOMEM. */
enum err flow_parse(const char *text, size_t len, struct flow **out,
	struct flow_fault *fault);
void flow_destroy(struct flow **f);

#endif
