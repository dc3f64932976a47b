/* SPDX-License-Identifier: MIT */
#ifndef SHARED_HOURS_TABLE_H
#define SHARED_HOURS_TABLE_H

/* Opening hours from the inside: hours_parse.c fills what hours.c reads. */
#include <stdbool.h>
#include <stdint.h>

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

#endif
