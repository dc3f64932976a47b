/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_MAIN_SAY_H
#define RELAY_CTL_MAIN_SAY_H

/* What norenctl prints, fit for where it goes. */
#include <stdbool.h>
#include <stdio.h>

#include "relay/ctl/outcome.h"
#include "shared/buf.h"

/* Knows what shows it no other bytes? */
bool main_say_ascii(void);

/* Writes it to a stream: what goes to a terminal is fit for it, unless it is
 * `json`. */
void main_say(struct buf *text, bool json, FILE *to);

/* Says what went wrong; gives `o`. */
enum outcome main_say_failure(
	bool json, enum outcome o, const char *error, const char *text);

/* How the program ends: what nobody could read is not done, and that is said on
 * standard error, also with JSON. */
enum outcome main_say_end(enum outcome o);

#endif
