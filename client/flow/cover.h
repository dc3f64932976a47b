/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_COVER_H
#define CLIENT_FLOW_COVER_H

/*
 * Which rules of the shop floor have flows (norenflow --coverage), from the
 * "# rules:" lines of the flows that are added.  Pure.
 */
#include <stdbool.h>

#include "client/flow/cover_table.h"
#include "shared/buf.h"

struct flow;

enum {
#define COVER_ONE(letter, number, state, title, ja) COVER_##letter##number,
	COVER_TABLE(COVER_ONE)
#undef COVER_ONE
		COVER_RULES
};

struct cover {
	int flows[COVER_RULES]; /* how many name the rule; begin with zeroes */
};

/* Counts the flow.  False: it names no rule, or one that there is not, which
 * the `why` of at least COVER_WHY bytes says. */
#define COVER_WHY 80
bool cover_add(struct cover *c, const struct flow *f, char why[COVER_WHY]);

/* How many rules that are built have no flow. */
int cover_missing(const struct cover *c);

/* A line for each rule, and one with the sums. */
enum err cover_write(const struct cover *c, bool japanese, struct buf *out);

#endif
