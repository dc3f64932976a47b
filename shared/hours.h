/* SPDX-License-Identifier: MIT */
#ifndef SHARED_HOURS_H
#define SHARED_HOURS_H

/*
 * Opening hours (B3): any number of intervals a day, each weekday its own,
 * dated exceptions with a notice, in an IANA zone.  Written as lines:
 *
 *	mon-fri 10:30-13:00 14:00-17:00
 *	sat,sun 11:00-02:00             # passes midnight
 *	2026-12-31 closed "Closed for stocktaking"
 *	2027-01-01 12:00-16:00 "Happy new year"
 *	always                          # around the clock, alone
 *
 * A dated line replaces its weekday wholly; days without a line are closed;
 * an interval belongs to the day on which it begins.  Pure: the zone's rules
 * come in as a parsed file (shared/tz.h).
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"

struct hours; /* opaque */
struct tz;

struct hours_state {
	bool open;
	int64_t next;       /* UTC us of the next change; 0: none in 400 days */
	const char *notice; /* of the local day; NULL: none.  Lends */
};

/* Reads the text.  Gives *out; ERR_CONFIG sets *line (from 1) and *why (a
 * constant).  ERR_NOMEM.  "" gives a retailer who is never open. */
enum err hours_parse(
	const char *text, struct hours **out, int *line, const char **why);
void hours_destroy(struct hours **h);

/* Open at that instant?  When does that change?  A closing and an opening at
 * the same instant are no change. */
struct hours_state hours_at(
	const struct hours *h, const struct tz *tz, int64_t utc);

#endif
