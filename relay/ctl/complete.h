/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_COMPLETE_H
#define RELAY_CTL_COMPLETE_H

/*
 * What a shell offers while a command line is being typed: words of the tables
 * in command_table.h, and values that only the relay knows.  Pure.
 *
 * Candidates are lines: the word, a tab, what it is.  COMPLETE_FILES alone
 * means that the shell should offer names of files.
 */
#include <stdbool.h>

#include "relay/ctl/command.h"
#include "shared/buf.h"

#define COMPLETE_FILES ":files"

struct complete {
	const char *word;     /* that is being typed, or the value in it */
	const char *option;   /* with --option=VALUE: its start; else NULL */
	size_t option_len;    /* up to and with the = */
	const char *retailer; /* the command's first argument, or NULL */
	const char *group;    /* --group, or NULL */
	const char *socket;   /* --socket, or NULL */
	char kind;            /* of the value, as in the table; ' ': a word */
};

/* Reads the words behind the program's name, of which the last one is being
 * typed, and appends the candidates that need no relay. */
enum err complete_words(const char **words, int n, struct complete *out,
	struct buf *candidates);

/* Appends those in the answer to what ask_list() says for the kind. */
enum err complete_live(
	const struct complete *c, const char *answer, struct buf *candidates);

/* The script that makes that shell complete; NULL: no such shell. */
const char *complete_script(const char *shell);

#endif
