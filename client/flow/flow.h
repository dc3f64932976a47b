/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_FLOW_H
#define CLIENT_FLOW_FLOW_H

/*
 * A flow: what shoppers and associates do and see, one step a line, as
 * norenflow(1) specifies it.  flow_parse reads the text; play.h plays it.
 * Open data, all owned by the flow.  Pure.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/flow/verb.h"
#include "shared/err.h"

#define FLOW_PEOPLE 32 /* in one flow */
#define FLOW_ACTORS 8  /* in one step: "Ken and Mio are rung" */
#define FLOW_WITHIN (-1)

enum flow_role { FLOW_NOBODY, FLOW_SHOPPER, FLOW_ASSOCIATE };

/* Somebody who plays: made by the first line that says what they are. */
struct flow_person {
	char *name;
	enum flow_role role;
	bool manager;
	char *groups; /* keys with blanks between, or NULL */
	bool japanese;
};

/* What stands in a slot of the verb's pattern. */
struct flow_arg {
	enum verb_slot slot; /* VERB_NOTHING: left out */
	char *text;          /* TEXT, PATH, WORD, PERSON's name, ORDER */
	int64_t number;   /* NUMBER; SPAN in ms; MONEY in minor units; CLOCK in
			   * minutes since Monday 00:00 */
	char currency[4]; /* MONEY */
	int person;       /* PERSON: index, else -1 */
};

struct flow_step {
	int line, column; /* from 1 */
	char *said;       /* the line as it stands there, for reports */
	const struct verb *verb;
	bool negated; /* "is not rung" */
	int actors[FLOW_ACTORS];
	int n_actors;
	struct flow_arg args[VERB_SLOTS];
	int64_t within; /* ms in which it must hold; FLOW_WITHIN: the usual */
};

struct flow {
	char *title; /* the file's first comment */
	char *rules; /* "C3 C7": the line "# rules: C3 C7" */
	char *hours; /* "shop open …" or NULL: around the clock */
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
