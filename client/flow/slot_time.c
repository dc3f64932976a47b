/* SPDX-License-Identifier: MIT */
#include "client/flow/slot_time.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/times.h"

#define DAY_MINUTES (24 * 60)

static const char *const weekdays[] = {"monday", "tuesday", "wednesday",
	"thursday", "friday", "saturday", "sunday"};

/* The word there; "" when it is none. */
static const char *word(const struct lex *x, int at)
{
	return at < x->n && x->tokens[at].kind == LEX_WORD ? x->tokens[at].text
							   : "";
}

/* The day that begins `s`, in full or by three letters, and its bytes; -1. */
static int weekday(const char *s, size_t *len)
{
	for (int i = 0; i < 7; i++) {
		*len = strlen(weekdays[i]);
		if (strncasecmp(s, weekdays[i], *len) == 0)
			return i;
		*len = 3;
		if (strncasecmp(s, weekdays[i], 3) == 0)
			return i;
	}
	return -1;
}

/* "9:30", "18:59"; its bytes, or 0.  24:00 is the day's end. */
static size_t minutes_at(const char *s, int *minutes)
{
	size_t digits = strspn(s, "0123456789");
	int hour = 0, minute;

	if (digits < 1 || digits > 2 || s[digits] != ':' ||
		strspn(s + digits + 1, "0123456789") != 2)
		return 0;
	for (size_t i = 0; i < digits; i++)
		hour = hour * 10 + (s[i] - '0');
	minute = (s[digits + 1] - '0') * 10 + (s[digits + 2] - '0');
	*minutes = hour * 60 + minute;
	return minute < 60 && *minutes <= DAY_MINUTES ? digits + 3 : 0;
}

int slot_date(const struct lex *x, int at, int64_t *day)
{
	static const char form[] = "dddd-dd-dd";
	const char *s = word(x, at);
	int n[3] = {0}, part = 0;

	for (int i = 0; form[i]; i++) {
		bool digit = s[i] >= '0' && s[i] <= '9';

		if (form[i] == 'd' ? !digit : s[i] != '-')
			return 0;
		if (digit)
			n[part] = n[part] * 10 + (s[i] - '0');
		else
			part++;
	}
	if (s[sizeof(form) - 1] || n[0] < 1970 ||
		!times_is_date(n[0], n[1], n[2]))
		return 0;
	*day = times_day(n[0], n[1], n[2]);
	return 1;
}

int slot_clock(const struct lex *x, int at, struct flow_arg *arg)
{
	const char *clock = word(x, at + 1);
	size_t len, day_len;
	int64_t date;
	int minutes, day = weekday(word(x, at), &day_len);

	len = minutes_at(clock, &minutes);
	if (len == 0 || clock[len] || minutes == DAY_MINUTES)
		return 0;
	if (day >= 0 && !word(x, at)[day_len]) {
		arg->slot = VERB_CLOCK;
		arg->number = day * DAY_MINUTES + minutes;
		return 2;
	}
	if (!slot_date(x, at, &date))
		return 0;
	arg->slot = VERB_DATE;
	arg->number = date * DAY_MINUTES + minutes;
	return 2;
}

/* ---- opening hours ---- */

/* The hyphen, or the dash that careful people type, between two parts. */
static size_t dash(const char *s)
{
	if (*s == '-')
		return 1;
	return strncmp(s, "–", strlen("–")) == 0 ? strlen("–") : 0;
}

/* "Mon-Fri,Sun", written as "mon-fri,sun".  False: it is none. */
static bool read_days(const char *s, struct buf *out)
{
	const char *between = "";
	size_t len;

	do {
		int day = weekday(s, &len);

		if (day < 0)
			return false;
		buf_addf(out, "%s%.3s", between, weekdays[day]);
		s += len;
		len = dash(s);
		between = len ? "-" : ",";
		if (!len && *s == ',')
			len = 1;
		s += len;
	} while (len);
	return !*s;
}

/* "10:00-19:00" with a blank before it. */
static bool read_interval(const char *s, struct buf *out)
{
	int from, until;
	size_t len = minutes_at(s, &from), gap = dash(s + len);

	if (!len || !gap)
		return false;
	s += len + gap;
	len = minutes_at(s, &until);
	buf_addf(out, " %02d:%02d-%02d:%02d", from / 60, from % 60, until / 60,
		until % 60);
	return len && !s[len];
}

static int read_intervals(const struct lex *x, int at, struct buf *out)
{
	int n = 0;

	while (*word(x, at + n) && read_interval(word(x, at + n), out))
		n++;
	return n;
}

/* A notice in quotes may end a date's line; it has none inside. */
static int read_notice(const struct lex *x, int at, struct buf *out)
{
	const char *text = x->tokens[at].text;

	if (at >= x->n || x->tokens[at].kind != LEX_TEXT ||
		strpbrk(text, "\"\n"))
		return 0;
	buf_addf(out, " \"%s\"", text);
	return 1;
}

/* "on 2027-01-01 12:00-16:00 "Happy new year"". */
static int read_date_line(
	const struct lex *x, int at, bool open, struct buf *out)
{
	int64_t day;
	int n = 2;

	if (!slot_date(x, at + 1, &day))
		return 0;
	buf_add_str(out, word(x, at + 1));
	if (!open)
		buf_add_str(out, " closed");
	else
		n += read_intervals(x, at + 2, out);
	if (open && n == 2)
		return 0;
	n += read_notice(x, at + n, out);
	buf_add_char(out, '\n');
	return n;
}

/* "Mon-Fri 10:00-19:00, Sat 11:00-02:00": days without times go with those
 * after the comma. */
static int read_week(const struct lex *x, int at, struct buf *out)
{
	int n = 0, times;
	bool more;

	do {
		if (!read_days(word(x, at + n), out))
			return 0;
		times = read_intervals(x, at + ++n, out);
		n += times;
		more = (at + n < x->n && x->tokens[at + n].kind == LEX_COMMA) ||
			lex_is(x, at + n, "and");
		if (times == 0 && !more)
			return 0;
		n += more;
		if (lex_is(x, at + n, "and"))
			n++;
		buf_add_char(out, times ? '\n' : ',');
	} while (more);
	return n;
}

/* Which way of saying it stands there, and how much of it. */
static int read_hours(const struct lex *x, int at, struct buf *out, bool *dated)
{
	bool open = lex_is(x, at, "open");
	int n;

	*dated = lex_is(x, at + 1, "on");
	if (!open && !lex_is(x, at, "closed"))
		return 0;
	if (*dated) {
		n = read_date_line(x, at + 1, open, out);
	} else if (!open) {
		buf_add_str(out, "none\n");
		return 1;
	} else if (lex_is(x, at + 1, "around") && lex_is(x, at + 2, "the") &&
		lex_is(x, at + 3, "clock")) {
		buf_add_str(out, "always\n");
		return 4;
	} else {
		n = read_week(x, at + 1, out);
	}
	return n ? n + 1 : 0;
}

int slot_hours(const struct lex *x, int at)
{
	struct buf out;
	bool dated;
	int n;

	buf_init(&out, FLOW_LINE);
	n = read_hours(x, at, &out, &dated);
	buf_fini(&out);
	return n;
}

/* What a date is added to must be a week: "always" and "none" stand alone. */
static void add_week(struct buf *out, const char *before)
{
	if (!before || strcmp(before, "always\n") == 0)
		buf_add_str(out, "mon-sun 00:00-24:00\n");
	else if (strcmp(before, "none\n") != 0)
		buf_add_str(out, before);
}

enum err slot_hours_text(
	const struct lex *x, int at, const char *before, char **out)
{
	bool dated = lex_is(x, at + 1, "on");
	struct buf b;
	enum err e;

	buf_init(&b, LIMIT_TEXT_CHARS);
	if (dated)
		add_week(&b, before);
	read_hours(x, at, &b, &dated);
	e = b.err;
	*out = buf_take(&b);
	return *out || e ? e : ERR_NOMEM;
}
