/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_SPAN_H
#define RELAY_STORE_SPAN_H

/*
 * The days that figures are of (E4): today and those before it, by the clock
 * on the shop's wall, and the hours of each.  A day has 24 of them, and 23 or
 * 25 when clocks are changed; an hour that comes twice is one.  Pure data, so
 * that it can go where the time zone cannot.
 */
#include <stdbool.h>
#include <stdint.h>

struct tz;

#define SPAN_DAYS 30
#define SPAN_HOURS (SPAN_DAYS * 24 + 48) /* and some */

struct span_day {
	int64_t at; /* us: its midnight */
	int year, month, day;
};

struct span_hour {
	int64_t at;                 /* us: its beginning */
	uint8_t day, weekday, hour; /* weekday 0 is Sunday */
};

struct span {
	int n_days, n_hours;
	struct span_day days[SPAN_DAYS]; /* the oldest first */
	struct span_hour hours[SPAN_HOURS];
	int64_t until; /* us: the next midnight */
};

/* 1, 7 or 30? */
bool span_suits(int64_t days);

/* So many days, which must suit, up to the one that `now` (us) is in. */
void span_make(struct span *s, const struct tz *tz, int64_t now, int days);

/* The hour that the instant is in; NULL: it is in none of those days. */
const struct span_hour *span_find(const struct span *s, int64_t at);

#endif
