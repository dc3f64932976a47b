/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_LEX_H
#define CLIENT_FLOW_LEX_H

/*
 * One line of a flow as words, quoted texts and commas.  A name's 's is a word
 * of its own, and so are the colon and the comma behind a word; a comment
 * ends the line.  Pure.
 */
#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"

#define LEX_TOKENS 64 /* of a line; more: refused */

enum lex_kind { LEX_END, LEX_WORD, LEX_TEXT, LEX_COMMA, LEX_COLON };

struct lex_token {
	enum lex_kind kind;
	const char *text; /* lent by the line; of a text: without its quotes */
	int column;       /* from 1, in characters */
};

/* The tokens, and one more of LEX_END, whose column is behind the last. */
struct lex {
	struct lex_token tokens[LEX_TOKENS + 1];
	int n;
	size_t len; /* bytes of the line that come before its comment */
	char *store;
};

/* What is wrong with the line. */
struct lex_fault {
	int column;
	const char *why; /* a constant */
};

/* Takes the line apart; it is without its end.  End it with lex_fini, whatever
 * comes back.  ERR_FIELD fills `fault`; ERR_NOMEM. */
enum err lex_line(
	struct lex *x, const char *s, size_t len, struct lex_fault *fault);
void lex_fini(struct lex *x);

/* Is the i-th token that word? */
bool lex_is(const struct lex *x, int i, const char *word);

#endif
