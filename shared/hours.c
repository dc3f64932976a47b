/* SPDX-License-Identifier: MIT */
/*
 * Local intervals become instants day by day, by the zone's rules; what is
 * open and when that changes is then plain arithmetic, and right on the days
 * on which clocks are put forward or back.
 */
#include "shared/hours.h"

#include <stddef.h>

#include "shared/hours_table.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/tz.h"

#define HOURS_HORIZON 400 /* days that are looked ahead */

void hours_destroy(struct hours **h)
{
	if (!*h)
		return;
	for (int i = 0; i < (*h)->n_dates; i++)
		mem_free((*h)->dates[i].notice);
	mem_free((*h)->dates);
	mem_free(*h);
	*h = NULL;
}

static const struct hours_date *hours_find(const struct hours *h, int32_t day)
{
	int low = 0, high = h->n_dates;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (h->dates[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < h->n_dates && h->dates[low].day == day ? &h->dates[low]
							    : NULL;
}

static const struct hours_day *hours_of(const struct hours *h, int32_t day)
{
	const struct hours_date *date = hours_find(h, day);

	return date ? &date->hours : &h->week[times_weekday(day)];
}

static int64_t hours_instant(const struct tz *tz, int32_t day, int minute)
{
	return tz_utc(tz, 1970, 1, 1 + day, 0, minute);
}

/* The latest end among the intervals that hold this instant, which all begin
 * on its day or the day before; `utc` itself when there is none. */
static int64_t hours_end(
	const struct hours *h, const struct tz *tz, int64_t utc)
{
	int32_t today = tz_day(tz, utc);
	int64_t end = utc;

	for (int32_t day = today - 1; day <= today; day++) {
		const struct hours_day *d = hours_of(h, day);

		for (int i = 0; i < d->n; i++) {
			int64_t to = hours_instant(tz, day, d->intervals[i].to);

			if (to > end &&
				hours_instant(tz, day, d->intervals[i].from) <=
					utc)
				end = to;
		}
	}
	return end;
}

/* The earliest beginning after this instant of an interval that is not empty,
 * 0 if there is none in sight. */
static int64_t hours_begin(
	const struct hours *h, const struct tz *tz, int64_t utc)
{
	int32_t today = tz_day(tz, utc);
	int64_t begin = 0;

	for (int32_t day = today; !begin && day <= today + HOURS_HORIZON;
		day++) {
		const struct hours_day *d = hours_of(h, day);

		for (int i = 0; i < d->n; i++) {
			int64_t from =
				hours_instant(tz, day, d->intervals[i].from);
			int64_t to = hours_instant(tz, day, d->intervals[i].to);

			if (from > utc && to > from && (!begin || from < begin))
				begin = from;
		}
	}
	return begin;
}

struct hours_state hours_at(
	const struct hours *h, const struct tz *tz, int64_t utc)
{
	const struct hours_date *date = hours_find(h, tz_day(tz, utc));
	struct hours_state s = {
		.open = h->always,
		.notice = date ? date->notice : NULL,
	};
	int64_t end = utc, last;

	if (h->always)
		return s;
	do {
		last = end;
		end = hours_end(h, tz, last);
	} while (end > last && end - utc <= HOURS_HORIZON * TIMES_DAY);
	s.open = end > utc;
	if (!s.open)
		s.next = hours_begin(h, tz, utc);
	else if (end == last)
		s.next = end;
	return s;
}
