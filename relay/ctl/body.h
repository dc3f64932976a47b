/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_BODY_H
#define RELAY_CTL_BODY_H

/* What a command says to the relay: the request's body.  Pure. */
#include "relay/ctl/command.h"
#include "shared/buf.h"

/* Appends the body; `hours` and `password` are what was read for it, or NULL.
 * ERR_FIELD says why; ERR_SIZE, ERR_NOMEM. */
enum err body_write(const struct command_line *line, const char *hours,
	const char *password, struct buf *out, char why[COMMAND_WHY]);

#endif
