/* SPDX-License-Identifier: MIT */
/* The days and hours of figures (E4), by the clock on the shop's wall. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "relay/store/span.h"
#include "shared/times.h"
#include "shared/tz.h"

#define HOUR (60 * TIMES_MINUTE)

static struct tz *load(const char *name)
{
	uint8_t data[16384];
	char path[200];
	struct tz *tz;
	size_t len;
	FILE *f;

	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	f = fopen(path, "rb");
	assert_non_null(f);
	len = fread(data, 1, sizeof(data), f);
	fclose(f);
	tz = tz_parse(data, len);
	assert_non_null(tz);
	return tz;
}

/* How many hours that day has. */
static int hours_of(const struct span *s, int day)
{
	int n = 0;

	for (int i = 0; i < s->n_hours; i++)
		n += s->hours[i].day == day;
	return n;
}

/* Every instant is in the hour that the zone says it is in. */
static void assert_agrees(const struct span *s, const struct tz *tz)
{
	for (int64_t at = s->days[0].at; at < s->until;
		at += 7 * TIMES_MINUTE) {
		const struct span_hour *h = span_find(s, at);
		struct tz_time t = tz_local(tz, at);

		assert_non_null(h);
		assert_int_equal(h->hour, t.hour);
		assert_int_equal(h->weekday, t.weekday);
		assert_int_equal(s->days[h->day].day, t.day);
		assert_int_equal(s->days[h->day].month, t.month);
	}
	assert_null(span_find(s, s->days[0].at - 1));
	assert_null(span_find(s, s->until));
}

static void test_what_suits(void **state)
{
	(void)state;
	for (int64_t n = -1; n < 40; n++)
		assert_int_equal(span_suits(n), n == 1 || n == 7 || n == 30);
}

static void test_days_of_tokyo(void **state)
{
	struct tz *tz = load("Asia/Tokyo");
	int64_t now = tz_utc(tz, 2025, 11, 24, 0, 0);
	struct span s;

	(void)state;
	span_make(&s, tz, now, 1);
	assert_int_equal(s.n_days, 1);
	assert_int_equal(s.days[0].at, now);
	assert_int_equal(s.until, now + 24 * HOUR);
	assert_int_equal(s.n_hours, 24);
	span_make(&s, tz, now - 1, 7);
	assert_int_equal(s.until, now);
	assert_int_equal(s.days[6].day, 23);
	assert_int_equal(s.days[0].day, 17);
	assert_int_equal(s.n_hours, 7 * 24);
	assert_agrees(&s, tz);
	tz_destroy(&tz);
}

/* 26 October 2025 has 25 hours in Berlin, 30 March 23; of those that come
 * twice one is left. */
static void test_clocks_are_changed(void **state)
{
	struct tz *tz = load("Europe/Berlin");
	struct span s;

	(void)state;
	span_make(&s, tz, tz_utc(tz, 2025, 10, 28, 12, 0), 30);
	assert_int_equal(s.days[27].day, 26);
	assert_int_equal(s.days[28].at - s.days[27].at, 25 * HOUR);
	assert_int_equal(hours_of(&s, 27), 24);
	assert_agrees(&s, tz);
	span_make(&s, tz, tz_utc(tz, 2025, 3, 30, 12, 0), 7);
	assert_int_equal(s.until - s.days[6].at, 23 * HOUR);
	assert_int_equal(hours_of(&s, 6), 23);
	assert_agrees(&s, tz);
	tz_destroy(&tz);
}

/* Half hours and quarters; a day without a midnight; a day that never was. */
static void test_odd_zones(void **state)
{
	static const struct {
		const char *zone;
		int year, month, day;
	} odd[] = {{"Australia/Lord_Howe", 2025, 4, 12},
		{"Australia/Lord_Howe", 2025, 10, 10},
		{"Asia/Kathmandu", 2025, 6, 1},
		{"Pacific/Chatham", 2025, 9, 30},
		{"America/Sao_Paulo", 2018, 11, 10}, {"Asia/Gaza", 2025, 4, 20},
		{"Pacific/Apia", 2012, 1, 5}};

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		struct tz *tz = load(odd[i].zone);
		struct span s;

		span_make(&s, tz,
			tz_utc(tz, odd[i].year, odd[i].month, odd[i].day, 9, 5),
			30);
		assert_agrees(&s, tz);
		tz_destroy(&tz);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_suits),
		cmocka_unit_test(test_days_of_tokyo),
		cmocka_unit_test(test_clocks_are_changed),
		cmocka_unit_test(test_odd_zones),
	};

	return cmocka_run_group_tests_name("span", tests, NULL, NULL);
}
