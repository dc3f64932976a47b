/* SPDX-License-Identifier: MIT */
#ifndef SHARED_HOURS_TABLE_H
#define SHARED_HOURS_TABLE_H

/* Opening hours from the inside: hours_parse.c fills what hours.c reads;
 * hours_write.c changes it and writes it back. */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"

struct buf;

#define HOURS_LINES 800    /* of a text: two years of exceptions */
#define HOURS_INTERVALS 16 /* of a day */
#define HOURS_NOTICE 300   /* bytes of a notice */

/* Minutes of the local day on which it begins; an end past 24 h is on the
 * day after. */
struct hours_interval {
	int16_t from, to;
};
struct hours_day {
	bool given;
	int n;
	struct hours_interval intervals[HOURS_INTERVALS];
};
struct hours_date {
	int32_t day; /* since 1970-01-01 */
	struct hours_day hours;
	char *notice; /* NULL: none */
};
struct hours {
	bool always;
	struct hours_day week[7]; /* from Sunday */
	struct hours_date *dates; /* sorted by day */
	int n_dates;
};

/* The text again, a line for all weekdays that are alike and one a date: what
 * hours_parse makes the same of.  Appends; ERR_NOMEM, ERR_SIZE as the buffer
 * has it. */
enum err hours_write(const struct hours *h, struct buf *out);

/* "10:30-13:00 14:00-17:00", or "closed". */
void hours_write_day(const struct hours_day *day, struct buf *out);

bool hours_same_day(const struct hours_day *a, const struct hours_day *b);

/* Sets a day of the week (0 is Sunday); sets a date's hours and notice (NULL or
 * "": none, else without quotes and line ends), in place of what it had;
 * takes a date out.  What was "always" is said day by day from then on.
 * ERR_NOMEM leaves everything as it was. */
void hours_put_day(struct hours *h, int weekday, const struct hours_day *day);
enum err hours_put_date(struct hours *h, int32_t day,
	const struct hours_day *hours, const char *notice);
void hours_drop_date(struct hours *h, int32_t day);

#endif
