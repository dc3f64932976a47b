/* SPDX-License-Identifier: MIT */
#include "relay/ctl/week.h"

#include <jansson.h>
#include <stdio.h>

#include "relay/ctl/sheet.h"
#include "relay/ctl/when.h"
#include "shared/hours.h"
#include "shared/hours_table.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/tz.h"

#define DAYS 7
#define DATE_SIZE 48

static const char *date_of(int32_t day, char out[DATE_SIZE])
{
	int year, month, dom;

	times_date(day, &year, &month, &dom);
	snprintf(out, DATE_SIZE, "%04d-%02d-%02d", year, month, dom);
	return out;
}

/* What is dated on that day; NULL. */
static const struct hours_date *dated(const struct hours *h, int32_t day)
{
	for (int i = 0; i < h->n_dates; i++) {
		if (h->dates[i].day == day)
			return &h->dates[i];
	}
	return NULL;
}

static void add_hours(
	const struct hours *h, const struct hours_day *day, struct buf *out)
{
	if (h->always)
		buf_add_str(out, "00:00-24:00");
	else
		hours_write_day(day, out);
}

static void add_day(
	const struct hours *h, int32_t day, bool today, struct sheet *sheet)
{
	const struct hours_date *date = dated(h, day);
	char text[DATE_SIZE];
	struct buf cell;

	buf_init(&cell, 4096);
	add_hours(h, date ? &date->hours : &h->week[times_weekday(day)], &cell);
	sheet_add(sheet, when_weekday(times_weekday(day)));
	sheet_add(sheet, date_of(day, text));
	sheet_add(sheet, buf_str(&cell));
	buf_clear(&cell);
	buf_addf(&cell, "%s%s%s", today ? "today" : "",
		today && date ? ", " : "", date ? "dated" : "");
	sheet_add(sheet, buf_str(&cell));
	sheet_add(sheet, date && date->notice ? date->notice : "");
	buf_fini(&cell);
}

/* "open until Sat 28 Nov 19:00" */
static void add_state(
	const struct hours_state *s, const struct tz *tz, struct buf *out)
{
	buf_add_str(out, s->open ? "open" : "closed");
	if (s->next) {
		buf_add_str(out, s->open ? " until " : ", opens ");
		when_add_day(s->next, tz, out);
	}
}

static void add_sheet(
	const struct hours *h, int32_t today, bool people, struct buf *out)
{
	static const char *const headings[] = {
		"day", "date", "hours", "", "notice"};
	struct sheet sheet;

	sheet_init(&sheet, people);
	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++)
		sheet_column(&sheet, headings[i]);
	for (int i = 0; i < DAYS; i++)
		add_day(h, today + i, i == 0, &sheet);
	for (int i = 0; i < h->n_dates; i++) {
		if (h->dates[i].day >= today + DAYS)
			add_day(h, h->dates[i].day, false, &sheet);
	}
	sheet_write(&sheet, out);
	sheet_fini(&sheet);
}

static enum err parse(const char *text, struct hours **h)
{
	const char *why;
	int row;

	return hours_parse(text, h, &row, &why);
}

enum err week_write(const struct week_of *week, const struct show_style *style,
	struct buf *out)
{
	struct hours_state state;
	struct hours *h;
	enum err e = parse(week->hours, &h);

	if (e != ERR_OK)
		return e;
	state = hours_at(h, style->tz, week->now);
	show_text(week->name, style, out);
	buf_add_str(out, ": ");
	add_state(&state, style->tz, out);
	buf_add_str(out, ".  Now it is ");
	when_add_day(week->now, style->tz, out);
	buf_addf(out, " in %s.\n", style->zone);
	add_sheet(h, tz_day(style->tz, week->now), style->people, out);
	hours_destroy(&h);
	return out->err;
}

/* ---- as JSON ---- */

static json_t *day_json(const struct hours *h, int32_t day)
{
	const struct hours_date *date = dated(h, day);
	const struct hours_day *d =
		date ? &date->hours : &h->week[times_weekday(day)];
	char text[DATE_SIZE];
	struct buf hours;
	json_t *value;

	buf_init(&hours, 1024);
	add_hours(h, d, &hours);
	value = json_pack("{s:s,s:s,s:s,s:b,s:s}", "date", date_of(day, text),
		"day", when_weekday(times_weekday(day)), "hours",
		buf_str(&hours), "dated", date != NULL, "notice",
		date && date->notice ? date->notice : "");
	buf_fini(&hours);
	return value;
}

enum err week_json(const struct week_of *week, const struct show_style *style,
	struct buf *out)
{
	json_t *days = json_array(), *later = json_array(), *value;
	struct hours_state state;
	struct hours *h;
	enum err e = parse(week->hours, &h);
	int32_t today = tz_day(style->tz, week->now);
	char *text = NULL;

	if (e == ERR_OK) {
		for (int i = 0; i < DAYS; i++)
			json_array_append_new(days, day_json(h, today + i));
		for (int i = 0; i < h->n_dates; i++) {
			if (h->dates[i].day >= today + DAYS)
				json_array_append_new(
					later, day_json(h, h->dates[i].day));
		}
		state = hours_at(h, style->tz, week->now);
		value = json_pack("{s:s,s:s,s:I,s:b,s:I,s:O,s:O}", "name",
			week->name, "zone", style->zone, "now",
			(json_int_t)week->now, "open", state.open, "next",
			(json_int_t)state.next, "days", days, "later", later);
		text = value ? json_dumps(value,
				       JSON_COMPACT |
					       (style->ascii ? JSON_ENSURE_ASCII
							     : 0))
			     : NULL;
		e = text ? buf_addf(out, "%s\n", text) : ERR_NOMEM;
		json_decref(value);
	}
	mem_free(text);
	hours_destroy(&h);
	json_decref(days);
	json_decref(later);
	return e;
}

enum err week_dates(const char *hours, struct buf *out)
{
	char text[DATE_SIZE];
	struct hours *h;
	enum err e = parse(hours, &h);

	for (int i = 0; e == ERR_OK && i < h->n_dates; i++)
		buf_addf(out, "%s\n", date_of(h->dates[i].day, text));
	hours_destroy(&h);
	return e;
}
