/* SPDX-License-Identifier: MIT */
/* Rule B3: opening hours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "shared/hours.h"
#include "shared/times.h"
#include "shared/tz.h"
#include "tests/lib/heap.h"
#include "tests/lib/tzfile.h"

static struct hours *hours(const char *text)
{
	struct hours *h = NULL;
	const char *why;
	int line;

	assert_int_equal(hours_parse(text, &h, &line, &why), ERR_OK);
	return h;
}

static int64_t at(const char *utc)
{
	int64_t t;

	assert_int_equal(times_parse(utc, strlen(utc), &t), ERR_OK);
	return t;
}

/* "open until TIME", "closed until TIME", or without a TIME. */
static void expect(const struct hours *h, const struct tz *tz, const char *utc,
	const char *what)
{
	struct hours_state s = hours_at(h, tz, at(utc));
	char next[TIMES_SIZE] = "", is[64];

	if (s.next)
		times_format(s.next, next);
	next[next[0] ? 16 : 0] = '\0';
	snprintf(is, sizeof(is), "%s%s%s", s.open ? "open" : "closed",
		s.next ? " until " : "", next);
	assert_string_equal(is, what);
}

static void several_intervals_a_day(void **state)
{
	struct hours *h = hours("mon-fri 10:30-13:00 14:00-17:00\n"
				"sat 11:00-12:00 # short\n");
	struct tz *tz = tzfile_read("Asia/Tokyo");

	(void)state;
	/* Monday 2025-11-24 in Tokyo, which is 9 h ahead. */
	expect(h, tz, "2025-11-24T01:29:59.999999Z",
		"closed until 2025-11-24T01:30");
	expect(h, tz, "2025-11-24T01:30:00Z", "open until 2025-11-24T04:00");
	expect(h, tz, "2025-11-24T04:00:00Z", "closed until 2025-11-24T05:00");
	expect(h, tz, "2025-11-24T07:59:59Z", "open until 2025-11-24T08:00");
	expect(h, tz, "2025-11-28T09:00:00Z", "closed until 2025-11-29T02:00");
	expect(h, tz, "2025-11-29T09:00:00Z", "closed until 2025-12-01T01:30");
	tz_destroy(&tz);
	hours_destroy(&h);
}

static void intervals_that_pass_midnight(void **state)
{
	struct hours *h = hours("fri,sat 18:00-02:00\nsun 02:00-03:00");
	struct tz *tz = tzfile_read("UTC");

	(void)state;
	expect(h, tz, "2025-11-29T01:00:00Z", "open until 2025-11-29T02:00");
	expect(h, tz, "2025-11-29T03:00:00Z", "closed until 2025-11-29T18:00");
	/* One that ends where the next begins is no change. */
	expect(h, tz, "2025-11-29T20:00:00Z", "open until 2025-11-30T03:00");
	tz_destroy(&tz);
	hours_destroy(&h);
}

static void around_the_clock(void **state)
{
	struct hours *always = hours("\n always # day and night\n");
	struct hours *whole = hours("mon-sun 00:00-24:00");
	struct hours *never = hours("");
	struct tz *tz = tzfile_read("Europe/Berlin");

	(void)state;
	expect(always, tz, "2025-11-24T00:00:00Z", "open");
	expect(whole, tz, "2025-11-24T00:00:00Z", "open");
	expect(never, tz, "2025-11-24T00:00:00Z", "closed");
	tz_destroy(&tz);
	hours_destroy(&always);
	hours_destroy(&whole);
	hours_destroy(&never);
}

static void dates_replace_their_weekday(void **state)
{
	struct hours *h = hours("mon-sun 10:00-19:00\n"
				"2025-12-31 closed \"Stock # taking\"\n"
				"2026-01-01 12:00-16:00 \"Happy new year\"\n");
	struct tz *tz = tzfile_read("UTC");

	(void)state;
	expect(h, tz, "2025-12-30T20:00:00Z", "closed until 2026-01-01T12:00");
	expect(h, tz, "2026-01-01T15:00:00Z", "open until 2026-01-01T16:00");
	assert_string_equal(hours_at(h, tz, at("2025-12-31T08:00:00Z")).notice,
		"Stock # taking");
	assert_null(hours_at(h, tz, at("2025-12-30T23:59:59Z")).notice);
	assert_string_equal(hours_at(h, tz, at("2026-01-01T00:00:00Z")).notice,
		"Happy new year");
	tz_destroy(&tz);
	hours_destroy(&h);
}

static void a_far_date_is_found_within_400_days(void **state)
{
	struct hours *h = hours("2027-01-01 12:00-16:00");
	struct tz *tz = tzfile_read("UTC");

	(void)state;
	expect(h, tz, "2025-11-24T00:00:00Z", "closed");
	expect(h, tz, "2025-12-01T00:00:00Z", "closed until 2027-01-01T12:00");
	tz_destroy(&tz);
	hours_destroy(&h);
}

/* Clocks are put forward on 2025-03-30 and back on 2025-10-26 in Berlin. */
static void daylight_saving(void **state)
{
	struct hours *h = hours("mon-sun 01:00-05:00");
	struct hours *gap = hours("sun 02:15-02:45");
	struct tz *tz = tzfile_read("Europe/Berlin");

	(void)state;
	expect(h, tz, "2025-03-30T00:00:00Z", "open until 2025-03-30T03:00");
	expect(h, tz, "2025-10-25T23:00:00Z", "open until 2025-10-26T04:00");
	/* 02:15 does not exist on that day: 03:15 does, 01:15 UTC. */
	expect(gap, tz, "2025-03-30T01:00:00Z",
		"closed until 2025-03-30T01:15");
	expect(gap, tz, "2025-03-30T01:15:00Z", "open until 2025-03-30T01:45");
	/* It exists twice on that one: the first is meant. */
	expect(gap, tz, "2025-10-26T00:20:00Z", "open until 2025-10-26T00:45");
	expect(gap, tz, "2025-10-26T01:20:00Z",
		"closed until 2025-11-02T01:15");
	tz_destroy(&tz);
	hours_destroy(&h);
	hours_destroy(&gap);
}

/* Every minute of two weeks against a plain reading of the clock. */
static void every_minute(void **state)
{
	struct hours *h = hours("mon-fri 10:30-13:00 14:00-17:00\n"
				"sat,sun 11:00-02:00\n2025-03-26 closed\n");
	struct tz *tz = tzfile_read("America/New_York");
	int64_t from = at("2025-03-17T12:00:00Z"), next = 0;
	bool open = false;

	(void)state;
	for (int m = 0; m < 14 * 24 * 60; m++) {
		int64_t utc = from + m * TIMES_MINUTE;
		struct tz_time t = tz_local(tz, utc);
		int clock = t.hour * 60 + t.minute;
		bool weekend = t.weekday == 0 || t.weekday == 6;
		bool after = t.weekday == 0 || t.weekday == 1;
		bool is = weekend ? clock >= 660
				  : (clock >= 630 && clock < 780) ||
				(clock >= 840 && clock < 1020);
		struct hours_state s = hours_at(h, tz, utc);

		if (t.month == 3 && t.day == 26)
			is = false;
		is = is || (after && clock < 120);
		assert_int_equal(s.open, is);
		if (m && is != open)
			assert_int_equal(next, utc);
		open = s.open;
		next = s.next;
	}
	tz_destroy(&tz);
	hours_destroy(&h);
}

static void what_is_wrong_and_where(void **state)
{
	static const struct {
		const char *text, *why;
		int line;
	} bad[] = {
		{"mon", "neither hours nor closed", 1},
		{"\nmonday 10:00-12:00", "neither a day nor a date", 2},
		{"blah 10:00-12:00", "neither a day nor a date", 1},
		{"mon-xyz 10:00-12:00", "no such day of the week", 1},
		{"mon 10-12", "an interval is written 10:30-19:00", 1},
		{"mon 10:00-12:00x", "an interval is written 10:30-19:00", 1},
		{"mon 10:60-12:00", "an interval is written 10:30-19:00", 1},
		{"mon 10:00-24:01", "an interval is written 10:30-19:00", 1},
		{"mon 24:00-12:00", "an interval is written 10:30-19:00", 1},
		{"mon 10:00-10:00", "the interval is empty", 1},
		{"mon closed 10:00-12:00", "closed stands alone", 1},
		{"mon 10:00-12:00 closed", "closed stands alone", 1},
		{"mon closed\ntue closed\nsun-mon closed",
			"the day was given before", 3},
		{"mon closed \"why\"", "only a date has a notice", 1},
		{"2025-02-29 closed", "there is no such date", 1},
		{"2025-13-01 closed", "there is no such date", 1},
		{"2025-01-01x closed", "a date is written 2026-12-31", 1},
		{"2025-1-01 closed", "a date is written 2026-12-31", 1},
		{"2025-01-01 closed\n2025-01-01 closed",
			"the day was given before", 2},
		{"2025-01-01 closed \"x", "the notice has no closing quote", 1},
		{"2025-01-01 closed \"x\" y",
			"something stands after the notice", 1},
		{"always always", "always stands alone", 1},
		{"mon closed\nalways", "always stands alone", 2},
		{"always\nmon closed", "always stands alone", 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct hours *h = NULL;
		const char *why;
		int line;

		assert_int_equal(
			hours_parse(bad[i].text, &h, &line, &why), ERR_CONFIG);
		assert_null(h);
		assert_string_equal(why, bad[i].why);
		assert_int_equal(line, bad[i].line);
	}
}

static void limits(void **state)
{
	char text[16 * 1024] = "mon";
	size_t used = 3;
	struct hours *h = NULL;
	const char *why;
	int line;

	(void)state;
	for (int i = 0; i < 17; i++)
		used += (size_t)sprintf(text + used, " %02d:00-%02d:30", i, i);
	assert_int_equal(hours_parse(text, &h, &line, &why), ERR_CONFIG);
	assert_string_equal(why, "too many intervals");
	memset(text, '\n', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(hours_parse(text, &h, &line, &why), ERR_CONFIG);
	assert_string_equal(why, "too many lines");
	used = (size_t)sprintf(text, "2025-01-01 closed \"");
	memset(text + used, 'x', 301);
	strcpy(text + used + 301, "\"");
	assert_int_equal(hours_parse(text, &h, &line, &why), ERR_CONFIG);
	assert_string_equal(why, "the notice is too long");
}

static void memory_runs_out(void **state)
{
	bool failed = true;

	(void)state;
	heap_init();
	for (long n = 0; failed; n++) {
		struct hours *h = NULL;
		const char *why;
		int line;
		enum err e;

		heap_fail_at(n);
		e = hours_parse("mon closed\n2025-01-01 closed \"x\"\n", &h,
			&line, &why);
		failed = heap_failed();
		heap_fail_at(-1);
		assert_int_equal(e, failed ? ERR_NOMEM : ERR_OK);
		hours_destroy(&h);
		assert_int_equal(heap_live(), 0);
	}
	heap_fini();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(several_intervals_a_day),
		cmocka_unit_test(intervals_that_pass_midnight),
		cmocka_unit_test(around_the_clock),
		cmocka_unit_test(dates_replace_their_weekday),
		cmocka_unit_test(a_far_date_is_found_within_400_days),
		cmocka_unit_test(daylight_saving),
		cmocka_unit_test(every_minute),
		cmocka_unit_test(what_is_wrong_and_where),
		cmocka_unit_test(limits),
		cmocka_unit_test(memory_runs_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
