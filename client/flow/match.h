/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_MATCH_H
#define CLIENT_FLOW_MATCH_H

/*
 * Holds the tokens of a line against a verb's pattern.  Pure.
 */
#include <stdbool.h>

#include "client/flow/flow.h"
#include "client/flow/lex.h"

/* What a line that is behind its subject says. */
struct match {
	struct flow_arg args[VERB_SLOTS]; /* without their texts */
	int where[VERB_SLOTS];            /* their first tokens */
	int end;                          /* the token behind the match */
};

/* Where a line went wrong, furthest to the right. */
struct match_miss {
	int at;              /* the token; -1: nowhere yet */
	enum verb_slot slot; /* what was expected: this, or else */
	const char *word;    /* this word of the pattern, lent */
	int len;
	bool needed; /* no word that may be left out */
};

/* Does the pattern stand at token `at`?  The first verb of the pattern may have
 * its plural.  `miss` must have been begun with at = -1, and is kept in either
 * case. */
bool match_verb(const struct verb *v, const struct lex *x, int at,
	const struct flow *f, struct match *m, struct match_miss *miss);

/* Is `word` this verb of the third person, or its plural? */
bool match_form(const char *word, const char *third, int len);

#endif
