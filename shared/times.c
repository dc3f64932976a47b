/* SPDX-License-Identifier: MIT */
#include "shared/times.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>

/* Years begin in March here, so that the leap day comes last, and are taken in
 * eras of 400, which all have the same number of days. */
#define TIMES_ERA 146097
#define TIMES_EPOCH 719468 /* days from 0000-03-01 to 1970-01-01 */

int64_t times_floor(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t times_day(int64_t year, int month, int day)
{
	int64_t era, year_of_era, day_of_year;

	assert(month >= 1 && month <= 12);
	year -= month <= 2;
	era = times_floor(year, 400);
	year_of_era = year - era * 400;
	day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	return era * TIMES_ERA + year_of_era * 365 + year_of_era / 4 -
		year_of_era / 100 + day_of_year - TIMES_EPOCH;
}

bool times_is_date(int year, int month, int dom)
{
	int y, m, d;

	if (month < 1 || month > 12 || dom < 1 || dom > 31)
		return false;
	times_date(times_day(year, month, dom), &y, &m, &d);
	return d == dom;
}

void times_date(int64_t day, int *year, int *month, int *dom)
{
	int64_t era, day_of_era, year_of_era, day_of_year, march;

	day += TIMES_EPOCH;
	era = times_floor(day, TIMES_ERA);
	day_of_era = day - era * TIMES_ERA;
	year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			      day_of_era / (TIMES_ERA - 1)) /
		365;
	day_of_year = day_of_era -
		(365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	march = (5 * day_of_year + 2) / 153; /* months since March */
	*dom = (int)(day_of_year - (153 * march + 2) / 5 + 1);
	*month = (int)(march < 10 ? march + 3 : march - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2));
}

int times_weekday(int64_t day)
{
	return (int)(day + 4 - times_floor(day + 4, 7) * 7); /* a Thursday */
}

const char *times_format(int64_t at, char out[TIMES_SIZE])
{
	int64_t day = times_floor(at, TIMES_DAY);
	int64_t rest = at - day * TIMES_DAY;
	int year, month, dom, n;

	assert(at >= TIMES_MIN && at <= TIMES_MAX);
	times_date(day, &year, &month, &dom);
	n = snprintf(out, TIMES_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ",
		year, month, dom, (int)(rest / TIMES_HOUR),
		(int)(rest / TIMES_MINUTE % 60),
		(int)(rest / TIMES_SECOND % 60), (int)(rest % TIMES_SECOND));
	assert(n == TIMES_SIZE - 1);
	(void)n;
	return out;
}

/* What is left to read.  The first thing that does not fit spoils it. */
struct times_reader {
	const char *s;
	size_t len;
	bool bad;
};

static char times_take(struct times_reader *r)
{
	if (r->len == 0)
		r->bad = true;
	if (r->bad)
		return '\0';
	r->len--;
	return *r->s++;
}

static void times_expect(struct times_reader *r, const char *any)
{
	char c = times_take(r);

	while (*any && *any != c)
		any++;
	if (!*any)
		r->bad = true;
}

static int times_number(struct times_reader *r, int digits, int min, int max)
{
	int n = 0;

	for (int i = 0; i < digits; i++) {
		char c = times_take(r);

		if (c < '0' || c > '9')
			r->bad = true;
		else
			n = n * 10 + c - '0';
	}
	if (n < min || n > max)
		r->bad = true;
	return n;
}

/* Decimals of a second, if any, as microseconds. */
static int64_t times_decimals(struct times_reader *r)
{
	int64_t unit = TIMES_SECOND, n = 0;

	if (r->len == 0 || *r->s != '.')
		return 0;
	times_take(r);
	do {
		unit /= 10;
		n += unit * times_number(r, 1, 0, 9);
	} while (!r->bad && r->len > 0 && *r->s >= '0' && *r->s <= '9');
	return n;
}

static int64_t times_offset(struct times_reader *r)
{
	int64_t hour, minute;
	char sign = times_take(r);

	if (sign == 'Z' || sign == 'z')
		return 0;
	if (sign != '+' && sign != '-')
		r->bad = true;
	hour = times_number(r, 2, 0, 23);
	times_expect(r, ":");
	minute = times_number(r, 2, 0, 59);
	minute += 60 * hour;
	return (sign == '-' ? -minute : minute) * TIMES_MINUTE;
}

static int64_t times_read_date(struct times_reader *r)
{
	int year, month, dom;

	year = times_number(r, 4, 0, 9999);
	times_expect(r, "-");
	month = times_number(r, 2, 1, 12);
	times_expect(r, "-");
	dom = times_number(r, 2, 1, 31);
	if (r->bad || !times_is_date(year, month, dom)) {
		r->bad = true;
		return 0;
	}
	return times_day(year, month, dom) * TIMES_DAY;
}

static int64_t times_read_clock(struct times_reader *r)
{
	int64_t at = times_number(r, 2, 0, 23) * TIMES_HOUR;

	times_expect(r, ":");
	at += times_number(r, 2, 0, 59) * TIMES_MINUTE;
	times_expect(r, ":");
	at += times_number(r, 2, 0, 60) * TIMES_SECOND;
	return at + times_decimals(r);
}

enum err times_parse(const char *s, size_t len, int64_t *at)
{
	struct times_reader r = {.s = s, .len = len};
	int64_t value = times_read_date(&r);

	times_expect(&r, "Tt ");
	value += times_read_clock(&r);
	value -= times_offset(&r);
	if (r.bad || r.len > 0 || value < TIMES_MIN || value > TIMES_MAX)
		return ERR_FIELD;
	*at = value;
	return ERR_OK;
}
