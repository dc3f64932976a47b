/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_ASK_H
#define RELAY_CTL_ASK_H

/* What is asked of the relay for a command: method and path.  Pure. */
#include "relay/ctl/command.h"

#define ASK_PATH 600 /* bytes */

struct ask {
	const char *method;
	char path[ASK_PATH];
};

/* ERR_FIELD says why: what would be no path. */
enum err ask_make(const struct command_line *line, struct ask *out,
	char why[COMMAND_WHY]);

/* The kind of the thing that the command is about, as in command_table.h: r, g,
 * a, t or y. */
char ask_kind(const struct command_line *line);

/* The same for the list that things of that kind, of that retailer, are in;
 * out->path is empty when there is none. */
enum err ask_list(char kind, const char *retailer, struct ask *out,
	char why[COMMAND_WHY]);

#endif
