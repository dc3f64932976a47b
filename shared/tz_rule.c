/* SPDX-License-Identifier: MIT */
#include "shared/tz_rule.h"

#include "shared/times.h"

#define TZ_RULE_DAY 86400

/* What is left to read; the first thing that does not fit spoils it. */
struct tz_reader {
	const char *s;
	const char *end;
	bool bad;
};

static bool tz_reader_at(const struct tz_reader *r, char c)
{
	return r->s < r->end && *r->s == c;
}

static bool tz_reader_skip(struct tz_reader *r, char c)
{
	bool there = tz_reader_at(r, c);

	r->s += there;
	return there;
}

static void tz_reader_expect(struct tz_reader *r, char c)
{
	if (!tz_reader_skip(r, c))
		r->bad = true;
}

/* One to three digits. */
static int tz_reader_number(struct tz_reader *r, int min, int max)
{
	int n = 0, digits = 0;

	for (; r->s < r->end && *r->s >= '0' && *r->s <= '9' && digits < 3;
		digits++)
		n = n * 10 + (*r->s++ - '0');
	if (digits == 0 || n < min || n > max)
		r->bad = true;
	return n;
}

/* "EST", or "<+09>" for names that are not letters.  Nobody needs them. */
static void tz_reader_name(struct tz_reader *r)
{
	const char *start = r->s;

	if (tz_reader_skip(r, '<')) {
		while (r->s < r->end && *r->s != '>')
			r->s++;
		tz_reader_expect(r, '>');
		return;
	}
	while (r->s < r->end &&
		((*r->s >= 'A' && *r->s <= 'Z') ||
			(*r->s >= 'a' && *r->s <= 'z')))
		r->s++;
	if (r->s - start < 3)
		r->bad = true;
}

/* "2", "-1:30", "167:00:00", in seconds.  The sign and more than 24 hours are
 * the extension of section 3.3.1. */
static int32_t tz_reader_time(struct tz_reader *r, int max_hour)
{
	bool negative = tz_reader_skip(r, '-');
	int32_t time;

	if (!negative)
		tz_reader_skip(r, '+');
	time = tz_reader_number(r, 0, max_hour) * 3600;
	if (tz_reader_skip(r, ':')) {
		time += tz_reader_number(r, 0, 59) * 60;
		if (tz_reader_skip(r, ':'))
			time += tz_reader_number(r, 0, 59);
	}
	return negative ? -time : time;
}

static struct tz_change tz_reader_change(struct tz_reader *r)
{
	struct tz_change c = {.form = 'D', .time = 2 * 3600};

	tz_reader_expect(r, ',');
	if (tz_reader_skip(r, 'M')) {
		c.form = 'M';
		c.month = tz_reader_number(r, 1, 12);
		tz_reader_expect(r, '.');
		c.week = tz_reader_number(r, 1, 5);
		tz_reader_expect(r, '.');
		c.day = tz_reader_number(r, 0, 6);
	} else if (tz_reader_skip(r, 'J')) {
		c.form = 'J';
		c.day = tz_reader_number(r, 1, 365);
	} else {
		c.day = tz_reader_number(r, 0, 365);
	}
	if (tz_reader_skip(r, '/'))
		c.time = tz_reader_time(r, 167);
	return c;
}

bool tz_rule_parse(const char *s, size_t len, struct tz_rule *out)
{
	struct tz_reader r = {.s = s, .end = s + len};

	*out = (struct tz_rule){.kind = TZ_RULE_NONE};
	if (len == 0)
		return true;
	out->kind = TZ_RULE_FIXED;
	tz_reader_name(&r);
	/* POSIX counts hours west of Greenwich. */
	out->standard = -tz_reader_time(&r, 24);
	if (r.s < r.end) {
		out->kind = TZ_RULE_DST;
		tz_reader_name(&r);
		out->summer = out->standard + 3600;
		if (!tz_reader_at(&r, ','))
			out->summer = -tz_reader_time(&r, 24);
		out->start = tz_reader_change(&r);
		out->end = tz_reader_change(&r);
	}
	return !r.bad && r.s == r.end;
}

/* The local day of a change in a year. */
static int64_t tz_change_day(const struct tz_change *c, int64_t year)
{
	int64_t january = times_day(year, 1, 1), first, next;
	bool leap = times_day(year, 3, 1) - january == 60;

	if (c->form == 'D')
		return january + c->day;
	if (c->form == 'J')
		return january + c->day - 1 + (leap && c->day >= 60);
	first = times_day(year, c->month, 1);
	next = c->month == 12 ? times_day(year + 1, 1, 1)
			      : times_day(year, c->month + 1, 1);
	first += (c->day - times_weekday(first) + 7) % 7;
	first += 7 * (c->week - 1);
	return first < next ? first : first - 7;
}

/* Times of up to a week before or after midnight can carry a change into the
 * year beside, so three years are looked at.  Where summer time ends and
 * begins at one instant, it goes on: that is how "all year" is written (3.3.1,
 * the last example). */
void tz_rule_period(
	const struct tz_rule *rule, int64_t t, int32_t *offset, int64_t *until)
{
	int64_t last = INT64_MIN;
	int year, month, dom;

	*offset = rule->standard;
	*until = INT64_MAX;
	if (rule->kind != TZ_RULE_DST)
		return;
	times_date((t + rule->standard) / TZ_RULE_DAY, &year, &month, &dom);
	for (int64_t y = year - 1; y <= year + 1; y++) {
		int64_t start = tz_change_day(&rule->start, y) * TZ_RULE_DAY +
			rule->start.time - rule->standard;
		int64_t end = tz_change_day(&rule->end, y) * TZ_RULE_DAY +
			rule->end.time - rule->summer;

		if (start <= t && start >= last) {
			last = start;
			*offset = rule->summer;
		}
		if (end <= t && end > last) {
			last = end;
			*offset = rule->standard;
		}
		if (start > t && start < *until)
			*until = start;
		if (end > t && end < *until)
			*until = end;
	}
}
