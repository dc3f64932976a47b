/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_SHOW_H
#define RELAY_CTL_SHOW_H

/* What the relay answered, written for people or for a pipe.  Pure. */
#include "relay/ctl/command.h"
#include "shared/buf.h"
#include "shared/err.h"

struct tz;

struct show_style {
	bool people;         /* a terminal: aligned, with headings */
	bool ascii;          /* what shows it knows no other bytes */
	const struct tz *tz; /* of times; NULL: UTC */
	const char *zone;    /* its name */
};

/* Does what it shows have times, so that the retailer's zone matters? */
bool show_has_times(enum command_id id);

/* Appends it.  ERR_UNKNOWN: what was asked for is not in the answer (such as
 * the hours of a retailer that there is not); ERR_JSON. */
enum err show_answer(const struct command_line *line, const char *answer,
	const struct show_style *style, struct buf *out);

/* Appends a text: as a terminal may be shown it, lines and all, or as it is. */
enum err show_text(
	const char *text, const struct show_style *style, struct buf *out);

/* Makes each character that is not ASCII a question mark. */
void show_ascii(struct buf *text);

#endif
