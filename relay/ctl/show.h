/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_SHOW_H
#define RELAY_CTL_SHOW_H

/* What the relay answered, written for people.  Pure. */
#include "relay/ctl/command.h"
#include "shared/buf.h"
#include "shared/err.h"

/* Appends it.  ERR_UNKNOWN: what was asked for is not in the answer (such as
 * the hours of a retailer that there is not); ERR_JSON. */
enum err show_answer(
	const struct command_line *line, const char *answer, struct buf *out);

/* The sentence of an error message, or the answer as it is.  Appends. */
enum err show_error(const char *answer, struct buf *out);

/* Is that retailer, or its group, in the answer of GET /retailers? */
bool show_has(const char *answer, const char *retailer, const char *group);

/* Is that address, in whatever spelling, in the answer of GET /associates? */
bool show_has_address(const char *answer, const char *address);

/* Is that greeting or reply in the answer of GET /templates? */
bool show_has_template(const char *answer, const char *key);
/* What it says there of these. */
void show_template(const char *answer, const char *key, int *lang,
	int64_t *from, int64_t *until);

#endif
