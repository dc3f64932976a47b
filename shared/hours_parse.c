/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "shared/hours.h"
#include "shared/hours_table.h"
#include "shared/mem.h"
#include "shared/times.h"

#define DAY_MINUTES (24 * 60)

/* The rest of the line that is being read. */
struct parse {
	const char *s, *end;
	const char *why; /* what is wrong with it, a constant */
	struct hours *h;
	int dates_size;
};

static enum err parse_bad(struct parse *p, const char *why)
{
	p->why = why;
	return ERR_CONFIG;
}

static bool parse_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void parse_skip(struct parse *p)
{
	while (p->s < p->end && parse_is_blank(*p->s))
		p->s++;
}

static bool parse_char(struct parse *p, char c)
{
	if (p->s == p->end || *p->s != c)
		return false;
	p->s++;
	return true;
}

/* Exactly so many digits. */
static bool parse_digits(struct parse *p, int n, int *out)
{
	*out = 0;
	for (int i = 0; i < n; i++) {
		if (p->s == p->end || *p->s < '0' || *p->s > '9')
			return false;
		*out = *out * 10 + (*p->s++ - '0');
	}
	return true;
}

/* Is here a blank, or the line's end? */
static bool parse_ends(const struct parse *p)
{
	return p->s == p->end || parse_is_blank(*p->s);
}

/* A word that ends where it should. */
static bool parse_word(struct parse *p, const char *word)
{
	size_t len = strlen(word), left = (size_t)(p->end - p->s);

	if (left < len || memcmp(p->s, word, len) != 0)
		return false;
	if (left > len && !parse_is_blank(p->s[len]))
		return false;
	p->s += len;
	return true;
}

/* ---- days ---- */

static bool parse_weekday(struct parse *p, int *out)
{
	static const char days[7][4] = {
		"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

	for (int i = 0; p->end - p->s >= 3 && i < 7; i++)
		if (memcmp(p->s, days[i], 3) == 0) {
			p->s += 3;
			*out = i;
			return true;
		}
	return false;
}

/* "mon-fri,sun" as bits from Sunday. */
static enum err parse_weekdays(struct parse *p, unsigned *bits)
{
	int from, to;

	do {
		if (!parse_weekday(p, &from))
			return parse_bad(p, "neither a day nor a date");
		to = from;
		if (parse_char(p, '-') && !parse_weekday(p, &to))
			return parse_bad(p, "no such day of the week");
		for (int i = from;; i = (i + 1) % 7) {
			*bits |= 1u << i;
			if (i == to)
				break;
		}
	} while (parse_char(p, ','));
	return parse_ends(p) ? ERR_OK
			     : parse_bad(p, "neither a day nor a date");
}

static enum err parse_date(struct parse *p, int32_t *day)
{
	int year, month, dom;

	if (!parse_digits(p, 4, &year) || !parse_char(p, '-') ||
		!parse_digits(p, 2, &month) || !parse_char(p, '-') ||
		!parse_digits(p, 2, &dom))
		return parse_bad(p, "a date is written 2026-12-31");
	if (!parse_ends(p))
		return parse_bad(p, "a date is written 2026-12-31");
	if (year < 1970 || !times_is_date(year, month, dom))
		return parse_bad(p, "there is no such date");
	*day = (int32_t)times_day(year, month, dom);
	return ERR_OK;
}

/* ---- what stands after the day ---- */

static bool parse_clock(struct parse *p, int *minutes)
{
	int hour, minute;

	if (!parse_digits(p, 2, &hour) || !parse_char(p, ':') ||
		!parse_digits(p, 2, &minute))
		return false;
	*minutes = hour * 60 + minute;
	return hour <= 24 && minute < 60 && *minutes <= DAY_MINUTES;
}

static enum err parse_interval(struct parse *p, struct hours_day *day)
{
	int from, to;

	if (!parse_clock(p, &from) || !parse_char(p, '-') ||
		!parse_clock(p, &to) || from == DAY_MINUTES)
		return parse_bad(p, "an interval is written 10:30-19:00");
	if (!parse_ends(p))
		return parse_bad(p, "an interval is written 10:30-19:00");
	if (from == to)
		return parse_bad(p, "the interval is empty");
	if (day->n == HOURS_INTERVALS)
		return parse_bad(p, "too many intervals");
	day->intervals[day->n++] = (struct hours_interval){
		.from = (int16_t)from,
		.to = (int16_t)(to > from ? to : to + DAY_MINUTES),
	};
	return ERR_OK;
}

/* "closed", or intervals; up to a notice or the end. */
static enum err parse_hours(struct parse *p, struct hours_day *day)
{
	enum err e = ERR_OK;
	bool closed = false;

	if (day->given)
		return parse_bad(p, "the day was given before");
	day->given = true;
	for (parse_skip(p); !e && p->s < p->end && *p->s != '"';
		parse_skip(p)) {
		if (closed || (day->n && parse_word(p, "closed")))
			return parse_bad(p, "closed stands alone");
		closed = parse_word(p, "closed");
		if (!closed)
			e = parse_interval(p, day);
	}
	if (!e && !closed && !day->n)
		return parse_bad(p, "neither hours nor closed");
	return e;
}

static enum err parse_notice(struct parse *p, char **out)
{
	const char *begin, *quote;

	if (!parse_char(p, '"'))
		return ERR_OK;
	begin = p->s;
	quote = memchr(begin, '"', (size_t)(p->end - begin));
	if (!quote)
		return parse_bad(p, "the notice has no closing quote");
	if (quote - begin > HOURS_NOTICE)
		return parse_bad(p, "the notice is too long");
	p->s = quote + 1;
	parse_skip(p);
	if (p->s != p->end)
		return parse_bad(p, "something stands after the notice");
	if (quote == begin)
		return ERR_OK;
	*out = mem_strndup(begin, (size_t)(quote - begin));
	return *out ? ERR_OK : ERR_NOMEM;
}

/* ---- lines ---- */

static enum err parse_room(struct parse *p)
{
	struct hours *h = p->h;
	int size = p->dates_size ? 2 * p->dates_size : 8;
	struct hours_date *dates;

	if (h->n_dates < p->dates_size)
		return ERR_OK;
	dates = mem_resize(h->dates, (size_t)size * sizeof(*dates));
	if (!dates)
		return ERR_NOMEM;
	h->dates = dates;
	p->dates_size = size;
	return ERR_OK;
}

static enum err parse_dated(struct parse *p)
{
	struct hours_date *date;
	int32_t day = 0;
	enum err e = parse_date(p, &day);

	for (int i = 0; !e && i < p->h->n_dates; i++)
		if (p->h->dates[i].day == day)
			return parse_bad(p, "the day was given before");
	if (!e)
		e = parse_room(p);
	if (e)
		return e;
	date = &p->h->dates[p->h->n_dates++];
	*date = (struct hours_date){.day = day};
	e = parse_hours(p, &date->hours);
	return e ? e : parse_notice(p, &date->notice);
}

static enum err parse_weekly(struct parse *p)
{
	struct hours_day day = {0};
	unsigned bits = 0;
	enum err e = parse_weekdays(p, &bits);

	for (int i = 0; !e && i < 7; i++)
		if (bits >> i & 1 && p->h->week[i].given)
			return parse_bad(p, "the day was given before");
	if (!e)
		e = parse_hours(p, &day);
	if (e)
		return e;
	if (p->s != p->end)
		return parse_bad(p, "only a date has a notice");
	for (int i = 0; i < 7; i++)
		if (bits >> i & 1)
			p->h->week[i] = day;
	return ERR_OK;
}

/* A comment begins at a # that no quotes are around. */
static const char *parse_comment(const char *s, const char *end)
{
	bool quoted = false;

	for (; s < end; s++) {
		quoted ^= *s == '"';
		if (*s == '#' && !quoted)
			break;
	}
	return s;
}

static enum err parse_line(struct parse *p, bool *first)
{
	bool alone = *first;

	parse_skip(p);
	if (p->s == p->end)
		return ERR_OK;
	if (p->h->always)
		return parse_bad(p, "always stands alone");
	*first = false;
	if (parse_word(p, "always")) {
		parse_skip(p);
		p->h->always = true;
		return alone && p->s == p->end
			? ERR_OK
			: parse_bad(p, "always stands alone");
	}
	return *p->s >= '0' && *p->s <= '9' ? parse_dated(p) : parse_weekly(p);
}

static int parse_order(const void *a, const void *b)
{
	const struct hours_date *x = a, *y = b;

	return x->day < y->day ? -1 : x->day > y->day;
}

enum err hours_parse(
	const char *text, struct hours **out, int *line, const char **why)
{
	struct parse p = {.h = mem_zero(sizeof(struct hours))};
	enum err e = p.h ? ERR_OK : ERR_NOMEM;
	bool first = true, more = true;

	*out = NULL;
	for (*line = 0; !e && more;) {
		const char *end = text + strcspn(text, "\n");

		if (++*line > HOURS_LINES) {
			e = parse_bad(&p, "too many lines");
			break;
		}
		p.s = text;
		p.end = parse_comment(text, end);
		e = parse_line(&p, &first);
		more = *end;
		text = end + 1;
	}
	*why = p.why;
	if (!e && p.h->n_dates)
		qsort(p.h->dates, (size_t)p.h->n_dates, sizeof(*p.h->dates),
			parse_order);
	if (e)
		hours_destroy(&p.h);
	*out = p.h;
	return e;
}
