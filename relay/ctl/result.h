/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_RESULT_H
#define RELAY_CTL_RESULT_H

/* What the relay answered, as JSON for programs.  Pure. */
#include "relay/ctl/command.h"
#include "shared/buf.h"
#include "shared/err.h"

/* Appends one value in a line: what was asked for alone, and {"ok":true} when
 * the relay had nothing to say.  `ascii`: with no other bytes.  ERR_UNKNOWN:
 * what was asked for is not in the answer; ERR_JSON. */
enum err result_write(const struct command_line *line, const char *answer,
	bool ascii, struct buf *out);

/* The number of the last line of an answer to GET /audit; 0: it has none. */
int64_t result_audit_last(const char *answer);

/* Appends its lines, a value each. */
enum err result_audit_lines(const char *answer, bool ascii, struct buf *out);

#endif
