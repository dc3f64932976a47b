/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_BODY_H
#define RELAY_CTL_BODY_H

/* What a command says to the relay: the request's body.  Pure. */
#include "relay/ctl/command.h"
#include "shared/buf.h"

/* What was read for it; NULL: nothing. */
struct body_read {
	const char *hours, *password;
	const char *text;  /* of a greeting or a reply; a feed's address */
	const char *there; /* the answer that such things are listed in */
};

/* Appends the body.  ERR_FIELD says why; ERR_SIZE, ERR_NOMEM. */
enum err body_write(const struct command_line *line,
	const struct body_read *read, struct buf *out, char why[COMMAND_WHY]);

#endif
