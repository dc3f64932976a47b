/* SPDX-License-Identifier: MIT */
/* Rule B3: opening hours are changed and written back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "shared/buf.h"
#include "shared/hours.h"
#include "shared/hours_table.h"
#include "shared/times.h"
#include "tests/lib/heap.h"

static struct hours *hours(const char *text)
{
	struct hours *h = NULL;
	const char *why = NULL;
	int line;

	if (hours_parse(text, &h, &line, &why))
		fail_msg("line %d: %s\n%s", line, why, text);
	return h;
}

static void assert_same(const struct hours *a, const struct hours *b)
{
	assert_int_equal(a->always, b->always);
	for (int i = 0; i < 7; i++)
		assert_true(hours_same_day(&a->week[i], &b->week[i]));
	assert_int_equal(a->n_dates, b->n_dates);
	for (int i = 0; i < a->n_dates; i++) {
		const char *x = a->dates[i].notice, *y = b->dates[i].notice;

		assert_int_equal(a->dates[i].day, b->dates[i].day);
		assert_true(
			hours_same_day(&a->dates[i].hours, &b->dates[i].hours));
		assert_string_equal(x ? x : "", y ? y : "");
	}
}

static void assert_writes(const struct hours *h, const char *text)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	assert_int_equal(hours_write(h, &out), ERR_OK);
	assert_string_equal(buf_str(&out), text);
	buf_fini(&out);
}

static void weekdays_that_are_alike_share_a_line(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{"", ""},
		{"always", "always\n"},
		{"sun,sat,fri 11:00-02:00\nmon-thu 09:00-10:00",
			"mon-thu 09:00-10:00\nfri-sun 11:00-02:00\n"},
		{"mon 10:30-13:00 14:00-17:00\nwed,fri,sat 10:30-13:00 "
		 "14:00-17:00\ntue closed # rest\n",
			"mon,wed,fri-sat 10:30-13:00 14:00-17:00\n"
			"tue closed\n"},
		{"mon 10:00-00:00\nsun 00:00-24:00",
			"mon 10:00-24:00\nsun 00:00-24:00\n"},
		{"2027-01-01 12:00-16:00 \"Happy new year # really\"\n"
		 "2026-12-31 closed \"年末休業\"\n2028-02-29 closed",
			"2026-12-31 closed \"年末休業\"\n"
			"2027-01-01 12:00-16:00 \"Happy new year # really\"\n"
			"2028-02-29 closed\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct hours *h = hours(cases[i].in);

		assert_writes(h, cases[i].out);
		hours_destroy(&h);
	}
}

/* A small generator of its own: the same numbers on every machine. */
static uint32_t next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

static struct hours_day random_day(uint64_t *seed)
{
	struct hours_day day = {.given = true, .n = (int)(next(seed) % 4)};

	if (next(seed) % 40 == 0)
		day.n = HOURS_INTERVALS;
	for (int i = 0; i < day.n; i++) {
		int from = (int)(next(seed) % 1440);
		int to = from + 1 + (int)(next(seed) % 1439);

		if (next(seed) % 4 == 0)
			to = 1440;
		day.intervals[i] =
			(struct hours_interval){(int16_t)from, (int16_t)to};
	}
	return day;
}

/* Whatever is changed, what is written is read as the same. */
static void what_is_written_reads_the_same(void **state)
{
	uint64_t seed = 20261122;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct hours *h = hours(round % 5 ? "" : "always"), *again;
		struct buf out;

		for (uint32_t n = next(&seed) % 12; n > 0; n--) {
			struct hours_day day = random_day(&seed);
			int32_t date = (int32_t)(20000 + next(&seed) % 9);

			if (next(&seed) % 3)
				hours_put_day(h, (int)(next(&seed) % 7), &day);
			else if (next(&seed) % 4)
				assert_int_equal(
					hours_put_date(h, date, &day,
						next(&seed) % 2 ? "棚卸し # 1"
								: NULL),
					ERR_OK);
			else
				hours_drop_date(h, date);
		}
		buf_init(&out, 1 << 20);
		assert_int_equal(hours_write(h, &out), ERR_OK);
		again = hours(buf_str(&out));
		assert_same(h, again);
		hours_destroy(&again);
		hours_destroy(&h);
		buf_fini(&out);
	}
}

static void around_the_clock_is_said_day_by_day(void **state)
{
	const struct hours_day closed = {.given = true};
	struct hours *h = hours("always");

	(void)state;
	hours_put_day(h, 0, &closed);
	assert_writes(h, "mon-sat 00:00-24:00\nsun closed\n");
	hours_destroy(&h);
	h = hours("always");
	assert_int_equal(hours_put_date(h, 20814, &closed, ""), ERR_OK);
	assert_writes(h, "mon-sun 00:00-24:00\n2026-12-27 closed\n");
	hours_destroy(&h);
}

static void a_date_is_replaced_and_taken_out(void **state)
{
	const struct hours_day closed = {.given = true};
	struct hours *h = hours("2026-12-31 10:00-11:00 \"a\"\n"
				"2026-12-29 closed");
	int32_t day = (int32_t)times_day(2026, 12, 31);

	(void)state;
	assert_int_equal(hours_put_date(h, day, &closed, "b"), ERR_OK);
	assert_int_equal(hours_put_date(h, day - 1, &closed, NULL), ERR_OK);
	assert_writes(h,
		"2026-12-29 closed\n2026-12-30 closed\n"
		"2026-12-31 closed \"b\"\n");
	hours_drop_date(h, day - 1);
	hours_drop_date(h, day + 1);
	assert_writes(h, "2026-12-29 closed\n2026-12-31 closed \"b\"\n");
	hours_destroy(&h);
}

static void without_memory_nothing_changes(void **state)
{
	const struct hours_day closed = {.given = true};
	enum err e = ERR_NOMEM;
	struct hours *h;

	(void)state;
	heap_init();
	h = hours("always");
	for (int n = 0; e == ERR_NOMEM; n++) {
		assert_writes(h, "always\n");
		heap_fail_at(n);
		e = hours_put_date(h, 20814, &closed, "notice");
		heap_fail_at(-1);
		assert_true(n < 10);
	}
	assert_int_equal(e, ERR_OK);
	assert_int_equal(h->n_dates, 1);
	hours_destroy(&h);
	assert_int_equal(heap_live(), 0);
	heap_fini();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weekdays_that_are_alike_share_a_line),
		cmocka_unit_test(what_is_written_reads_the_same),
		cmocka_unit_test(around_the_clock_is_said_day_by_day),
		cmocka_unit_test(a_date_is_replaced_and_taken_out),
		cmocka_unit_test(without_memory_nothing_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
