/* SPDX-License-Identifier: MIT */
/*
 * Clocks are changed at a quarter of an hour, wherever that is, so a quarter
 * is what a step may not pass over; most hours are seen to be whole and taken
 * at once.
 */
#include "relay/store/span.h"

#include <assert.h>

#include "shared/times.h"
#include "shared/tz.h"

#define QUARTER (15 * TIMES_MINUTE)
#define HOUR (60 * TIMES_MINUTE)

bool span_suits(int64_t days)
{
	return days == 1 || days == 7 || days == SPAN_DAYS;
}

/* Where the next piece begins, of which all is in one hour. */
static int64_t next_piece(
	const struct tz *tz, int64_t at, const struct tz_time *t)
{
	struct tz_time end;

	if (t->minute == 0) {
		end = tz_local(tz, at + HOUR - TIMES_SECOND);
		if (end.offset == t->offset)
			return at + HOUR;
	}
	return at + QUARTER;
}

/* The day goes on in the new hour, if it is one. */
static void add_hour(
	struct span *s, int64_t at, int day, const struct tz_time *t)
{
	struct span_hour *last = s->n_hours ? &s->hours[s->n_hours - 1] : NULL;

	if (last && last->day == day && last->hour == t->hour)
		return;
	assert(s->n_hours < SPAN_HOURS);
	s->hours[s->n_hours++] = (struct span_hour){
		.at = at,
		.day = (uint8_t)day,
		.weekday = (uint8_t)t->weekday,
		.hour = (uint8_t)t->hour,
	};
}

static void make_hours(struct span *s, const struct tz *tz, int day)
{
	int64_t at = s->days[day].at;
	int64_t end = day + 1 < s->n_days ? s->days[day + 1].at : s->until;

	while (at < end) {
		struct tz_time t = tz_local(tz, at);

		add_hour(s, at, day, &t);
		at = next_piece(tz, at, &t);
	}
}

void span_make(struct span *s, const struct tz *tz, int64_t now, int days)
{
	struct tz_time today = tz_local(tz, now);

	assert(span_suits(days));
	s->n_days = days;
	s->n_hours = 0;
	for (int i = 0; i < days; i++) {
		int64_t at = tz_utc(tz, today.year, today.month,
			today.day - days + 1 + i, 0, 0);
		struct tz_time t = tz_local(tz, at);

		s->days[i] = (struct span_day){.at = at,
			.year = t.year,
			.month = t.month,
			.day = t.day};
	}
	s->until = tz_utc(tz, today.year, today.month, today.day + 1, 0, 0);
	for (int i = 0; i < days; i++)
		make_hours(s, tz, i);
}

const struct span_hour *span_find(const struct span *s, int64_t at)
{
	int low = 0, high = s->n_hours;

	if (s->n_hours == 0 || at < s->hours[0].at || at >= s->until)
		return NULL;
	while (high - low > 1) {
		int middle = (low + high) / 2;

		if (s->hours[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return &s->hours[low];
}
