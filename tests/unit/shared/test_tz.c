/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "shared/mem.h"
#include "shared/times.h"
#include "shared/tz.h"
#include "shared/tz_rule.h"
#include "tests/lib/heap.h"

static const char *const zones[] = {"Asia/Tokyo", "America/New_York",
	"Europe/Berlin", "Europe/London", "Europe/Dublin",
	"Australia/Lord_Howe", "Africa/Casablanca", "Africa/Cairo",
	"Pacific/Apia", "UTC", "America/Sao_Paulo", "Asia/Kathmandu",
	"Pacific/Chatham", "America/St_Johns", "Asia/Gaza", "America/Nuuk",
	"Antarctica/Troll", "Pacific/Kiritimati", "Asia/Seoul",
	"Africa/Monrovia"};

#define ZONES (sizeof(zones) / sizeof(*zones))

struct file {
	uint8_t data[16384];
	size_t len;
};

static void read_zone(const char *name, struct file *out)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	f = fopen(path, "rb");
	assert_non_null(f);
	out->len = fread(out->data, 1, sizeof(out->data), f);
	assert_in_range(out->len, 1, sizeof(out->data) - 1);
	fclose(f);
}

static struct tz *load(const char *name)
{
	struct file file;
	struct tz *tz;

	read_zone(name, &file);
	tz = tz_parse(file.data, file.len);
	assert_non_null(tz);
	return tz;
}

/* A zone from a rule alone, as a file would hold it. */
static struct tz *zone_of(const char *rule)
{
	uint8_t data[300] = {0};
	size_t len = 0;

	for (int block = 0; block < 2; block++) {
		memcpy(data + len, "TZif2", 5);
		data[len + 39] = 1; /* types */
		data[len + 43] = 1; /* characters */
		len += 44 + 6 + 1;
	}
	len += (size_t)snprintf((char *)data + len, 100, "\n%s\n", rule);
	return tz_parse(data, len);
}

static void same_as_libc(const struct tz *tz, int64_t sec)
{
	struct tz_time t = tz_local(tz, sec * TIMES_SECOND + 999999);
	time_t at = (time_t)sec;
	struct tm tm;

	assert_non_null(localtime_r(&at, &tm));
	assert_int_equal(t.offset, tm.tm_gmtoff);
	assert_int_equal(t.year, tm.tm_year + 1900);
	assert_int_equal(t.month, tm.tm_mon + 1);
	assert_int_equal(t.day, tm.tm_mday);
	assert_int_equal(t.hour, tm.tm_hour);
	assert_int_equal(t.minute, tm.tm_min);
	assert_int_equal(t.second, tm.tm_sec);
	assert_int_equal(t.weekday, tm.tm_wday);
	assert_int_equal(tz_day(tz, sec * TIMES_SECOND),
		times_day(t.year, t.month, t.day));
}

/* Where two instants differ in offset, looks for the change between them. */
static void same_at_change(const struct tz *tz, int64_t low, int64_t high)
{
	int32_t before = tz_local(tz, low * TIMES_SECOND).offset;

	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (tz_local(tz, middle * TIMES_SECOND).offset == before)
			low = middle;
		else
			high = middle;
	}
	same_as_libc(tz, low);
	same_as_libc(tz, high);
}

/* From 1850 to 2200: every 71 hours, and both sides of every change. */
static void local_time_agrees_with_libc(void **state)
{
	const int64_t step = 71 * 3600;

	(void)state;
	for (size_t i = 0; i < ZONES; i++) {
		struct tz *tz = load(zones[i]);

		setenv("TZ", zones[i], 1);
		tzset();
		for (int64_t s = INT64_C(-3786825600); s < 7258118400;
			s += step) {
			same_as_libc(tz, s);
			if (tz_local(tz, s * TIMES_SECOND).offset !=
				tz_local(tz, (s + step) * TIMES_SECOND).offset)
				same_at_change(tz, s, s + step);
		}
		tz_destroy(&tz);
		assert_null(tz);
	}
	setenv("TZ", "UTC0", 1);
	tzset();
}

/* Each instant of these, 53 minutes apart, that a clock shows is found again,
 * and where clocks show it twice it is the first. */
static void the_way_back_finds_the_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < ZONES; i++) {
		struct tz *tz = load(zones[i]);
		int64_t from = times_day(1990, 1, 1) * TIMES_DAY;
		int64_t to = times_day(2040, 1, 1) * TIMES_DAY;

		for (int64_t at = from; at < to; at += 53 * TIMES_MINUTE) {
			struct tz_time t = tz_local(tz, at);
			int64_t back = tz_utc(
				tz, t.year, t.month, t.day, t.hour, t.minute);
			struct tz_time again = tz_local(tz, back);

			assert_int_equal(t.minute, again.minute);
			assert_int_equal(t.hour, again.hour);
			assert_int_equal(t.day, again.day);
			if (back != at) {
				assert_true(back < at);
				assert_true(again.offset > t.offset);
			}
		}
		tz_destroy(&tz);
	}
}

static void assert_utc(const struct tz *tz, int month, int day, int hour,
	int minute, const char *want)
{
	char text[TIMES_SIZE];

	times_format(tz_utc(tz, 2026, month, day, hour, minute), text);
	memcpy(text + 19, "Z", 2);
	assert_string_equal(text, want);
}

/* B3: what opening hours rest on. */
static void gaps_move_on_and_overlaps_are_first(void **state)
{
	struct tz *berlin = load("Europe/Berlin");
	struct tz *lord_howe = load("Australia/Lord_Howe");

	(void)state;
	assert_utc(berlin, 3, 29, 1, 59, "2026-03-29T00:59:00Z");
	assert_utc(berlin, 3, 29, 2, 0, "2026-03-29T01:00:00Z");
	assert_utc(berlin, 3, 29, 2, 30, "2026-03-29T01:30:00Z");
	assert_utc(berlin, 3, 29, 3, 0, "2026-03-29T01:00:00Z");
	assert_utc(berlin, 10, 25, 1, 59, "2026-10-24T23:59:00Z");
	assert_utc(berlin, 10, 25, 2, 0, "2026-10-25T00:00:00Z");
	assert_utc(berlin, 10, 25, 2, 59, "2026-10-25T00:59:00Z");
	assert_utc(berlin, 10, 25, 3, 0, "2026-10-25T02:00:00Z");
	/* Half an hour. */
	assert_utc(lord_howe, 10, 4, 2, 15, "2026-10-03T15:45:00Z");
	assert_utc(lord_howe, 4, 5, 1, 45, "2026-04-04T14:45:00Z");
	tz_destroy(&lord_howe);
	tz_destroy(&berlin);
}

/* Samoa had no 30 December 2011. */
static void a_day_can_be_missing(void **state)
{
	struct tz *apia = load("Pacific/Apia");
	int64_t noon = tz_utc(apia, 2011, 12, 30, 12, 0);
	struct tz_time t = tz_local(apia, noon);

	(void)state;
	assert_int_equal(t.day, 31);
	assert_int_equal(t.hour, 12);
	assert_true(noon == tz_utc(apia, 2011, 12, 31, 12, 0));
	tz_destroy(&apia);
}

static void fields_carry_over(void **state)
{
	struct tz *tokyo = load("Asia/Tokyo");

	(void)state;
	assert_utc(tokyo, 1, 32, 9, 0, "2026-02-01T00:00:00Z");
	assert_utc(tokyo, 1, 31, 33, 0, "2026-02-01T00:00:00Z");
	assert_utc(tokyo, 2, 1, 9, -1, "2026-01-31T23:59:00Z");
	assert_utc(tokyo, 14, 1, 9, 0, "2027-02-01T00:00:00Z");
	assert_utc(tokyo, 0, 1, 9, 0, "2025-12-01T00:00:00Z");
	assert_utc(tokyo, -11, 1, 9, 0, "2025-01-01T00:00:00Z");
	assert_int_equal(tz_day(tokyo, 15 * TIMES_HOUR - 1), 0);
	assert_int_equal(tz_day(tokyo, 15 * TIMES_HOUR), 1);
	assert_int_equal(tz_day(tokyo, -9 * TIMES_HOUR - 1), -1);
	tz_destroy(&tokyo);
}

/* Rules as libc reads them from TZ itself. */
static void rules_agree_with_libc(void **state)
{
	static const char *const rules[] = {"EST5EDT,M3.2.0,M11.1.0",
		"<+0330>-3:30<+0430>,J79/24,J263/24",
		"AEST-10AEDT,M10.1.0,M4.1.0/3", "IST-1GMT0,M10.5.0,M3.5.0/1",
		"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "AAA3BBB,59/1:30:15,299",
		"AAA0BBB-2,J60,J366", "XXX-14:30:15"};

	(void)state;
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		struct tz *tz = zone_of(rules[i]);

		if (strstr(rules[i], "J366")) {
			assert_null(tz); /* there is no such day */
			continue;
		}
		assert_non_null(tz);
		setenv("TZ", rules[i], 1);
		tzset();
		for (int64_t s = 0; s < INT64_C(4102444800); s += 86400 * 2)
			same_as_libc(tz, s);
		tz_destroy(&tz);
	}
	setenv("TZ", "UTC0", 1);
	tzset();
}

/* RFC 9636, section 3.3.1: summer time all year, written two ways. */
static void summer_can_last_all_year(void **state)
{
	static const char *const rules[] = {
		"XXX3EDT4,0/0,J365/23", "EST5EDT,0/0,J365/25"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct tz *tz = zone_of(rules[i]);

		assert_non_null(tz);
		for (int64_t h = 0; h < 24 * 366 * 10; h++)
			assert_int_equal(
				tz_local(tz, h * TIMES_HOUR).offset, -4 * 3600);
		tz_destroy(&tz);
	}
}

static void bad_rules_are_refused(void **state)
{
	static const char *const bad[] = {"A5", "EST", "EST5EDT", "EST25",
		"EST5EDT,M13.1.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0",
		"EST5EDT,M3.2.7,M11.1.0", "EST5EDT,M3.2.0", "EST5x",
		"EST5EDT,J0,J5", "EST5EDT,1,366", "<+09-9", "EST5:60",
		"EST5EDT,M3.2.0/168,M11.1.0", "EST5EDT,M3.2.0,M11.1.0,",
		"EST1000"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_null(zone_of(bad[i]));
}

/* A zone whose future nobody has written down keeps its last offset. */
static void an_empty_rule_is_fine(void **state)
{
	struct tz *tz = zone_of("");

	(void)state;
	assert_non_null(tz);
	assert_int_equal(tz_local(tz, 0).offset, 0);
	tz_destroy(&tz);
	tz_destroy(&tz); /* and ending nothing is fine too */
}

static void broken_files_are_refused(void **state)
{
	struct file file;
	struct tz *tz;

	(void)state;
	read_zone("Europe/Berlin", &file);
	for (size_t len = 0; len < file.len; len++)
		assert_null(tz_parse(file.data, len));
	file.data[4] = 0; /* version 1 */
	assert_null(tz_parse(file.data, file.len));
	file.data[0] = 'X';
	assert_null(tz_parse(file.data, file.len));
	assert_null(tz_parse((const uint8_t *)"", 0));
	heap_init();
	read_zone("Europe/Berlin", &file);
	tz = NULL;
	for (long n = 0; !tz; n++) {
		heap_fail_at(n);
		tz = tz_parse(file.data, file.len);
		assert_int_equal(tz == NULL, heap_failed());
	}
	tz_destroy(&tz);
	assert_int_equal(heap_live(), 0);
	heap_fini();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(local_time_agrees_with_libc),
		cmocka_unit_test(the_way_back_finds_the_first),
		cmocka_unit_test(gaps_move_on_and_overlaps_are_first),
		cmocka_unit_test(a_day_can_be_missing),
		cmocka_unit_test(fields_carry_over),
		cmocka_unit_test(rules_agree_with_libc),
		cmocka_unit_test(summer_can_last_all_year),
		cmocka_unit_test(bad_rules_are_refused),
		cmocka_unit_test(an_empty_rule_is_fine),
		cmocka_unit_test(broken_files_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
