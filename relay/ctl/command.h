/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_COMMAND_H
#define RELAY_CTL_COMMAND_H

/*
 * norenctl's commands and options: what the command line means, by the one
 * table in command_table.h.  Pure.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relay/ctl/command_table.h"
#include "shared/err.h"

#define COMMAND_WHY 200 /* bytes of the sentence that says what is wrong */
#define COMMAND_ARGS 18 /* a retailer, a date, and a day's intervals */
#define COMMAND_WORDS 3 /* that a command's name has at most */
#define COMMAND_ORIGINS 32

enum command_id {
#define COMMAND_ENUM(id, ...) COMMAND_##id,
	COMMAND_TABLE(COMMAND_ENUM)
#undef COMMAND_ENUM
		COMMAND_COUNT
};

/* Must the last thing that the kinds name be there already? */
enum command_there {
	COMMAND_THERE_ANY,
	COMMAND_THERE_OLD,
	COMMAND_THERE_NEW,
};

struct command {
	const char *words, *args, *kinds;
	const char *method, *path, *question, *help, *example;
	enum command_id id;
	enum command_there there;
	unsigned with;
};

struct command_option {
	const char *name, *argument, *help; /* no argument: a flag */
	size_t offset;                      /* in struct command_line */
	unsigned with;
	char kind;
};

/* What was asked.  Strings are lent from argv; NULL: not said. */
struct command_line {
	enum command_id id;
	const char *args[COMMAND_ARGS + 1]; /* ended by NULL */
	const char *name, *zone, *currency, *accent, *hours, *groups, *group;
	const char *at_once, *more_every, *ring_for, *keep_state, *take_over;
	const char *left_after, *window, *support, *scan, *largest_order;
	const char *what, *who, *since, *after, *reason;
	const char *lang, *title, *text, *pages, *from, *until;
	const char *days, *uses, *notice, *address, *retention;
	const char *origins[COMMAND_ORIGINS + 1]; /* ended by NULL */
	const char *format, *encoding, *every;
	bool force, by_sku, by_gtin, by_order, by_guest, dry_run;
	bool manager, no_manager, password, password_stdin, follow, yes, none;
	const char *socket;
	bool json, help, version;
	const char *topic; /* help: with commands that begin so; NULL: all */
	size_t topic_len;  /* its bytes */
};

/* ERR_FIELD says why; `line` then holds what was read so far, such as whether
 * JSON is wanted.  With help or version there is no command. */
enum err command_parse(int argc, char **argv, struct command_line *line,
	char why[COMMAND_WHY]);

/* The rows; NULL behind the last one. */
const struct command *command_row(size_t i); /* i: an enum command_id */
const struct command_option *command_option_row(size_t i);

/* The option of that name, which ends after `len` bytes; NULL. */
const struct command_option *command_option(const char *name, size_t len);

/* Does the option go with it?  NULL: with every command? */
bool command_takes(const struct command *c, const struct command_option *o);

/* How many of the `n` words name the command; 0: they name another, or less
 * than the whole of it. */
int command_named(const struct command *c, const char **words, int n);

/* Do its words begin with these, whole ones, which end after `len` bytes? */
bool command_begins(const struct command *c, const char *words, size_t len);

/* How many arguments; *more: the last one may be there several times. */
int command_arity(const struct command *c, bool *more);

/* A command of greetings or of replies? */
bool command_of_greetings(enum command_id id);
bool command_of_replies(enum command_id id);

/* "10:30" in minutes of the day, up to 24:00; ERR_FIELD. */
enum err command_minute(const char *s, int64_t *minute);

/* "90s", "500ms", "30m", "2h", "7d" in milliseconds; ERR_FIELD. */
enum err command_span(const char *s, int64_t *ms);

#endif
