/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_OUTCOME_H
#define RELAY_CTL_OUTCOME_H

/* How a command ended: the exit status, and what is said of it.  Pure. */
#include <stdbool.h>

#include "relay/ctl/outcome_table.h"
#include "shared/buf.h"
#include "shared/err.h"

enum outcome {
#define OUTCOME_ENUM(code, status, name, text) OUTCOME_##code = status,
	OUTCOME_TABLE(OUTCOME_ENUM)
#undef OUTCOME_ENUM
};

/* What an error of that name comes to; a name that nobody knows is a refusal,
 * such as one of a newer relay. */
enum outcome outcome_of(const char *error);

/* The name of its error, and what its exit status means.  Lend constants. */
const char *outcome_name(enum outcome o);
const char *outcome_text(enum outcome o);

/* Appends what is said of an error: {"error":…,"text":…}, or a line for people
 * that names it where the relay's protocol does.  `ascii`: the JSON holds no
 * other bytes. */
enum err outcome_say(enum outcome o, const char *error, const char *text,
	bool json, bool ascii, struct buf *out);

#endif
