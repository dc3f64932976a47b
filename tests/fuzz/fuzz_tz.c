/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "shared/times.h"
#include "shared/tz.h"
#include "tests/fuzz/fuzz.h"

/* Whatever the file says, the fields are in bounds, and the way there and back
 * ends within the two days that offsets can make. */
static void asks(const struct tz *tz, int64_t at)
{
	struct tz_time t = tz_local(tz, at);
	int64_t back = tz_utc(tz, t.year, t.month, t.day, t.hour, t.minute);
	int64_t utc = times_floor(at, TIMES_SECOND) + t.offset;

	assert(t.month >= 1 && t.month <= 12 && t.day >= 1 && t.day <= 31);
	assert(t.hour >= 0 && t.hour <= 23 && t.minute >= 0 && t.minute <= 59);
	assert(t.second >= 0 && t.second <= 59);
	assert(t.weekday >= 0 && t.weekday <= 6);
	assert(tz_day(tz, at) == times_day(t.year, t.month, t.day));
	assert(utc ==
		times_day(t.year, t.month, t.day) * 86400 + t.hour * 3600 +
			t.minute * 60 + t.second);
	assert(llabs(back - at) < 3 * TIMES_DAY);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tz *tz = tz_parse(data, size);

	if (!tz)
		return 0;
	for (int64_t at = TIMES_MIN; at < TIMES_MAX; at += 9999 * TIMES_DAY)
		asks(tz, at + 123456789);
	for (int64_t day = -20000; day < 40000; day += 97)
		asks(tz, day * TIMES_DAY + 5 * TIMES_HOUR);
	tz_destroy(&tz);
	assert(!tz);
	return 0;
}
