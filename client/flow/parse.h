/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_PARSE_H
#define CLIENT_FLOW_PARSE_H

/*
 * The parser's own: a flow while it is being read, one line after the other
 * (flow.c), and what a line says (parse.c, parse_subject.c).  Pure.
 */
#include "client/flow/flow.h"
#include "client/flow/lex.h"

struct parse {
	struct flow *flow;
	struct flow_fault *fault;
	int line;
	int size; /* of flow->steps */
	/* The "within" that is open: its line (0: none), the indentation of
	 * that line, its span. */
	int block, block_indent;
	int block_steps; /* under it */
	int64_t block_within;
	/* Opening hours so far: the shop's, then those of flow->groups. */
	char *hours[FLOW_GROUPS + 1];
};

/* Who a line is about. */
struct parse_subject {
	enum verb_subject by; /* VERB_BY_NOBODY: the line begins with a verb */
	int actors[FLOW_ACTORS];
	int n_actors;
	int exactly;
	bool introduced; /* they were made by this line */
	bool newcomers;  /* and have no account to sign in with */
	int column;      /* of the first word */
	int end;         /* the token behind it */
};

/* Fills the fault; returns ERR_FIELD. */
enum err parse_fail(struct parse *p, int column, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Reads who the line is about, and makes those whom it introduces. */
enum err parse_subject(
	struct parse *p, struct lex *x, struct parse_subject *out);

/* Reads a line that is neither blank nor the head of a block, and adds its
 * steps.  `said` is the line as it stands there, without comment and blanks
 * around it. */
enum err parse_line(struct parse *p, struct lex *x, const char *said);

/* The index of a group's key, which is added when it is new; -1: the fault is
 * filled, or memory is out, which *e says. */
int parse_group(struct parse *p, const struct lex *x, int at, enum err *e);

#endif
