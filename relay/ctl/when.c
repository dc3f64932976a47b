/* SPDX-License-Identifier: MIT */
#include "relay/ctl/when.h"

#include <inttypes.h>
#include <stdlib.h>

#include "shared/times.h"
#include "shared/tz.h"

static struct tz_time split(int64_t at, const struct tz *tz)
{
	int64_t day = times_floor(at, TIMES_DAY);
	int64_t second = times_floor(at - day * TIMES_DAY, TIMES_SECOND);
	struct tz_time t = {.hour = (int)(second / 3600),
		.minute = (int)(second / 60 % 60),
		.second = (int)(second % 60),
		.weekday = times_weekday(day)};

	if (tz)
		return tz_local(tz, at);
	times_date(day, &t.year, &t.month, &t.day);
	return t;
}

enum err when_add(int64_t at, const struct tz *tz, bool people, struct buf *out)
{
	struct tz_time t;
	int offset;

	if (at <= 0 || at > TIMES_MAX - TIMES_DAY)
		return buf_add_char(out, '-');
	t = split(at, tz);
	offset = abs(t.offset) / 60;
	buf_addf(out, "%04d-%02d-%02d%c%02d:%02d:%02d", t.year, t.month, t.day,
		people ? ' ' : 'T', t.hour, t.minute, t.second);
	if (people)
		return out->err;
	buf_addf(out, ".%06d", (int)(at % TIMES_SECOND));
	if (!tz)
		return buf_add_char(out, 'Z');
	return buf_addf(out, "%c%02d:%02d", t.offset < 0 ? '-' : '+',
		offset / 60, offset % 60);
}

enum err when_add_day(int64_t at, const struct tz *tz, struct buf *out)
{
	static const char *const days[] = {
		"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct tz_time t = split(at, tz);

	return buf_addf(out, "%s %d %s %02d:%02d", days[t.weekday], t.day,
		months[t.month - 1], t.hour, t.minute);
}

const char *when_weekday(int weekday)
{
	static const char *const days[] = {
		"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

	return days[weekday];
}
