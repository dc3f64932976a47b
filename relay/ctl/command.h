/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_COMMAND_H
#define RELAY_CTL_COMMAND_H

/*
 * norenctl's commands and options as one table: what the command line means,
 * and the help that says so.  Pure.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/buf.h"
#include "shared/err.h"

#define COMMAND_WHY 160 /* bytes of the sentence that says what is wrong */
#define COMMAND_ARGS 2
#define COMMAND_ORIGINS 32

enum command_id {
	COMMAND_RETAILER_ADD,
	COMMAND_RETAILER_SET,
	COMMAND_RETAILER_LIST,
	COMMAND_GROUP_ADD,
	COMMAND_GROUP_SET,
	COMMAND_GROUP_LIST,
	COMMAND_ASSOCIATE_ADD,
	COMMAND_ASSOCIATE_SET,
	COMMAND_ASSOCIATE_REMOVE,
	COMMAND_ASSOCIATE_LIST,
	COMMAND_SESSION_LIST,
	COMMAND_SESSION_END,
	COMMAND_GREETING_ADD,
	COMMAND_GREETING_SET,
	COMMAND_GREETING_LIST,
	COMMAND_GREETING_REMOVE,
	COMMAND_REPLY_ADD,
	COMMAND_REPLY_SET,
	COMMAND_REPLY_LIST,
	COMMAND_REPLY_REMOVE,
	COMMAND_BLOCK_LIST,
	COMMAND_BLOCK_LIFT,
	COMMAND_REPORT_LIST,
	COMMAND_REPORT_SHOW,
	COMMAND_MAIL_TEST,
	COMMAND_MAIL_QUEUE,
	COMMAND_AUDIT,
	COMMAND_RULES_SHOW,
	COMMAND_HOURS_SET,
	COMMAND_HOURS_SHOW,
	COMMAND_STATUS,
	COMMAND_CLOCK_ADVANCE,
	COMMAND_CLOCK_SET,
	COMMAND_BACKUP,
	COMMAND_STOP,
};

/* What was asked.  Strings are lent from argv; NULL: not said. */
struct command_line {
	enum command_id id;
	const char *args[COMMAND_ARGS];
	const char *name, *zone, *currency, *accent, *hours, *groups, *group;
	const char *at_once, *more_every, *ring_for, *keep_state, *take_over;
	const char *left_after, *window, *support;
	const char *what, *who, *since;
	const char *lang, *title, *text, *pages, *from, *until;
	const char *origins[COMMAND_ORIGINS + 1]; /* ended by NULL */
	bool manager, no_manager, password;
	const char *socket;
	bool json, help, version;
};

/* ERR_FIELD says why.  With help or version there is no command. */
enum err command_parse(int argc, char **argv, struct command_line *line,
	char why[COMMAND_WHY]);

/* Appends what --help says. */
enum err command_help(struct buf *out);

/* A command of greetings or of replies? */
bool command_of_greetings(enum command_id id);
bool command_of_replies(enum command_id id);

/* "10:30" in minutes of the day, up to 24:00; ERR_FIELD. */
enum err command_minute(const char *s, int64_t *minute);

/* "90s", "500ms", "30m", "2h", "7d" in milliseconds; ERR_FIELD. */
enum err command_span(const char *s, int64_t *ms);

#endif
