/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_VERB_H
#define CLIENT_FLOW_VERB_H

/*
 * The verbs of the flow language: the table in verb_table.h as data, and which
 * of them is nearest to words that are none.  Pure.
 */
#include <stdbool.h>

#include "client/flow/verb_table.h"

#define VERB_SLOTS 4

/* What may stand in a slot; what it makes is said in flow.h. */
enum verb_slot {
	VERB_NOTHING,
	VERB_TEXT,     /* "in quotes", 「…」 */
	VERB_PATH,     /* /p/matcha-bowl */
	VERB_SPAN,     /* 90 s, 5 min, 7 days */
	VERB_NUMBER,   /* 3, three */
	VERB_PERSON,   /* a first name */
	VERB_WORD,     /* one word, such as an address */
	VERB_GROUP,    /* a group's key */
	VERB_LANGUAGE, /* English, Japanese */
	VERB_ERROR,    /* an error's name in noren-protocol(7) */
	VERB_MONEY,    /* 12,800 JPY */
	VERB_ORDER,    /* */
	VERB_CLOCK,    /* Friday 18:59 */
	VERB_DATE,     /* 2027-01-01 09:00: stands where CLOCK may */
	VERB_HOURS,    /* open Mon-Fri 10:00-19:00; closed; to the line's end */
	VERB_REASON,   /* 3 misses; closing time; being offline; their choice */
	VERB_STATE,    /* available; in a chat; a manager */
	VERB_STANDING, /* open, used, expired, withdrawn */
	VERB_SLOT_COUNT
};

enum verb_subject {
	VERB_BY_NOBODY,    /* wait 90 s; at Friday 18:59 */
	VERB_BY_SHOPPER,   /* Hana says "…" */
	VERB_BY_ASSOCIATE, /* Ken accepts */
	VERB_BY_ANYBODY,
};

enum verb_id {
#define VERB_ID(CODE, subject, expects, pattern, example, rules, help, ja) \
	VERB_##CODE,
	VERB_TABLE(VERB_ID)
#undef VERB_ID
		VERB_COUNT
};

/* A row of the table. */
struct verb {
	enum verb_id id;
	enum verb_subject subject;
	bool expects; /* it is something seen, not something done */
	const char *pattern;
	const char *example;
	const char *rules; /* those that it shows, for the manual */
	const char *help;
	const char *japanese; /* as a template, see say.h */
};

/* The row; NULL past the end.  Lends a constant. */
const struct verb *verb_at(int i);

/* The verb whose pattern is nearest to these words, of those that somebody of
 * that kind can do: by the words that stand in both, and how many letters apart
 * the others are.  Lends a constant. */
const struct verb *verb_nearest(const char *words, enum verb_subject by);

#endif
