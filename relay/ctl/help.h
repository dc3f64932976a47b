/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_HELP_H
#define RELAY_CTL_HELP_H

/* What --help says, by the tables.  Pure. */
#include "relay/ctl/command.h"
#include "shared/buf.h"

/* Appends it: of all commands, or of those of line->topic with their options
 * and an example each. */
enum err help_write(const struct command_line *line, struct buf *out);

#endif
