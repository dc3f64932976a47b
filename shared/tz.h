/* SPDX-License-Identifier: MIT */
#ifndef SHARED_TZ_H
#define SHARED_TZ_H

/*
 * IANA time zones (rule B3), from the bytes of a TZif file (RFC 9636, version 2
 * and later) to local time and back.  Pure: somebody else reads the file, and
 * the process's own zone does not matter.
 */
#include <stddef.h>
#include <stdint.h>

struct tz;

struct tz_time {
	int year;
	int month;      /* 1-12 */
	int day;        /* 1-31 */
	int hour;       /* 0-23 */
	int minute;     /* 0-59 */
	int second;     /* 0-59 */
	int weekday;    /* 0 is Sunday */
	int32_t offset; /* seconds east of UTC */
};

/* The zone in these bytes, which are not needed afterwards; NULL when they are
 * no such file (version 1, with leap seconds, broken) or memory is out.
 * Caller ends it with tz_destroy. */
struct tz *tz_parse(const uint8_t *data, size_t len);
void tz_destroy(struct tz **tz);

/* What the clock on the wall shows at that instant (UTC microseconds). */
struct tz_time tz_local(const struct tz *tz, int64_t utc_us);

/* The instant at which the clock on the wall shows that, in UTC microseconds.
 * Where it shows it twice (clocks put back), the first.  Where it never does
 * (clocks put forward), as much later as the gap is long: 02:30 in a gap from
 * 02:00 to 03:00 is 03:30.  Month, day, hour and minute may be out of range
 * and carry over: day 32, hour 24 and minute -1 are fine. */
int64_t tz_utc(const struct tz *tz, int year, int month, int day, int hour,
	int minute);

/* The local day, counted from 1970-01-01. */
int32_t tz_day(const struct tz *tz, int64_t utc_us);

#endif
