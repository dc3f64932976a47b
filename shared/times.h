/* SPDX-License-Identifier: MIT */
#ifndef SHARED_TIMES_H
#define SHARED_TIMES_H

/*
 * Instants are int64_t UTC microseconds since 1970-01-01, without leap
 * seconds; days are counted from the same date in the proleptic Gregorian
 * calendar.  On the wire and on paper they are RFC 3339.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"

#define TIMES_SECOND INT64_C(1000000)
#define TIMES_MINUTE (60 * TIMES_SECOND)
#define TIMES_HOUR (60 * TIMES_MINUTE)
#define TIMES_DAY (24 * TIMES_HOUR)

#define TIMES_SIZE 28 /* bytes of "2026-11-22T09:30:00.000000Z" and NUL */
#define TIMES_MIN INT64_C(-62135596800000000) /* 0001-01-01T00:00:00Z */
#define TIMES_MAX \
	INT64_C(253402300799999999) /* 9999-12-31T23:59:59.999999Z \
				     */

/* a / b rounded down, for instants before 1970.  `b` must be above 0. */
int64_t times_floor(int64_t a, int64_t b);

/* The day of a date.  The month must be 1-12; the day may be any. */
int64_t times_day(int64_t year, int month, int day);

/* Is there such a day?  Any numbers. */
bool times_is_date(int year, int month, int dom);

/* The date of a day. */
void times_date(int64_t day, int *year, int *month, int *dom);

/* 0 is Sunday. */
int times_weekday(int64_t day);

/* Writes it in UTC with all six decimals, so that texts sort as times do.
 * `at` must be within TIMES_MIN and TIMES_MAX.  Returns `out`. */
const char *times_format(int64_t at, char out[TIMES_SIZE]);

/* Reads RFC 3339 with any offset and any number of decimals (those past the
 * sixth are cut off); a leap second counts as the second after it.  ERR_FIELD
 * when it is anything else or out of range. */
enum err times_parse(const char *s, size_t len, int64_t *at);

#endif
