/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_EXCEPT_H
#define RELAY_CTL_EXCEPT_H

/* A dated line of opening hours put into their text, or taken out.  Pure. */
#include "relay/ctl/command.h"
#include "shared/buf.h"

/* Appends the hours with the line that the command names in place of one of
 * that date, or without it; the rest stays as it is written.  ERR_FIELD says
 * why: what was said is no such line.  ERR_UNKNOWN: no line has that date. */
enum err except_edit(const struct command_line *line, const char *hours,
	struct buf *out, char why[COMMAND_WHY]);

#endif
