/* SPDX-License-Identifier: MIT */
#include "client/screen/week.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "shared/buf.h"
#include "shared/fold.h"
#include "shared/hours.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/utf8.h"

/* What hours_parse says, for the translators: it is shared with the relay and
 * has no words of a country's. */
static const char *const reasons[] = {
	N_("neither a day nor a date"),
	N_("no such day of the week"),
	N_("a date is written 2026-12-31"),
	N_("there is no such date"),
	N_("an interval is written 10:30-19:00"),
	N_("the interval is empty"),
	N_("too many intervals"),
	N_("the day was given before"),
	N_("closed stands alone"),
	N_("neither hours nor closed"),
	N_("the notice has no closing quote"),
	N_("the notice is too long"),
	N_("something stands after the notice"),
	N_("only a date has a notice"),
	N_("always stands alone"),
	N_("too many lines"),
};

static const char *reason(const char *why)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (strcmp(reasons[i], why) == 0)
			return _(reasons[i]);
	return why;
}

bool week_own(const struct model *m, const char *group)
{
	const struct manage_group *g = *group ? manage_group(m, group) : NULL;

	return !*group || (g && g->hours[0]);
}

const char *week_text(const struct model *m, const char *group)
{
	const struct manage_group *g = *group ? manage_group(m, group) : NULL;

	if (g && g->hours[0])
		return g->hours;
	return m->manage.shop.hours ? m->manage.shop.hours : "";
}

struct hours *week_read(const struct model *m, const char *group)
{
	struct hours *h = NULL;
	const char *why;
	int line;

	return hours_parse(week_text(m, group), &h, &line, &why) ? NULL : h;
}

void week_free(struct hours **h)
{
	hours_destroy(h);
}

void week_drop_date(struct hours *h, int32_t day)
{
	hours_drop_date(h, day);
}

bool week_save_text(struct screen *s, const char *group, const char *text)
{
	const char *shop = s->model->shop;
	struct wire_msg msg = {.type = WIRE_T_CTL_RETAILER};
	struct action a = {
		.kind = ACTION_MANAGE, .manage = {ASK_M_SET_RETAILER, &msg}};

	if (!shop || utf8_count(text, strlen(text)) > LIMIT_TEXT_CHARS)
		return false;
	if (!*text)
		text = "none";
	if (*group) {
		msg.type = WIRE_T_CTL_GROUP;
		msg.ctl_group = (struct wire_ctl_group){
			.retailer = shop, .group = group, .hours = text};
		a.manage.ask = ASK_M_SET_GROUP;
	} else {
		msg.ctl_retailer = (struct wire_ctl_retailer){
			.retailer = shop, .hours = text};
	}
	screen_act(s, &a);
	return true;
}

bool week_save(struct screen *s, const char *group, const struct hours *h)
{
	struct buf text;
	bool fits;

	buf_init(&text, LIMIT_TEXT);
	fits = hours_write(h, &text) == ERR_OK &&
		week_save_text(s, group, buf_str(&text));
	buf_fini(&text);
	return fits;
}

/* ---- what people type ---- */

/* Full-width letters and the wave that Japanese puts between two times. */
static char *narrowed(const char *typed)
{
	char *text = fold(typed, strlen(typed)), *to = text;

	assert(text);
	for (const char *c = text; *c; c++) {
		if (strncmp(c, "〜", 3) == 0 || strncmp(c, "–", 3) == 0 ||
			strncmp(c, "ー", 3) == 0) {
			*to++ = '-';
			c += 2;
		} else {
			*to++ = *c == '~' ? '-' : *c == ',' ? ' ' : *c;
		}
	}
	*to = '\0';
	return text;
}

/* "9:00-18:30" is "09:00-18:30". */
static void pad_hours(const char *text, struct buf *out)
{
	for (const char *c = text; *c; c++) {
		bool digit = *c >= '0' && *c <= '9';
		bool begins = c == text || c[-1] == ' ' || c[-1] == '-';

		if (digit && begins && c[1] == ':')
			buf_add_char(out, '0');
		buf_add_char(out, *c);
	}
}

enum err week_parse(const char *typed, struct hours_day *out, const char **why)
{
	char *text = narrowed(typed);
	bool none = text[strspn(text, " ")] == '\0' ||
		strcmp(text, _("closed")) == 0;
	struct hours *h = NULL;
	struct buf line;
	int at;
	enum err e;

	buf_init(&line, LIMIT_TEXT);
	buf_add_str(&line, "mon ");
	pad_hours(none ? "closed" : text, &line);
	e = hours_parse(buf_str(&line), &h, &at, why);
	if (!e)
		*out = h->week[1];
	else
		*why = reason(*why ? *why : "too many intervals");
	hours_destroy(&h);
	buf_fini(&line);
	mem_free(text);
	return e;
}

const char *week_wrong(const char *text, int *line)
{
	struct hours *h = NULL;
	const char *why = NULL;

	if (hours_parse(text, &h, line, &why) == ERR_OK)
		why = NULL;
	hours_destroy(&h);
	return why ? reason(why) : NULL;
}

/* ---- words ---- */

const char *week_day_words(const struct hours_day *day, char *out)
{
	struct buf text;

	if (day->n == 0)
		return paint_format(out, "%s", _("closed"));
	if (day->n == 1 && day->intervals[0].from == 0 &&
		day->intervals[0].to == 24 * 60)
		return paint_format(out, "%s", _("around the clock"));
	buf_init(&text, PAINT_SIZE);
	hours_write_day(day, &text);
	paint_format(out, "%s", buf_str(&text));
	buf_fini(&text);
	return out;
}

const char *week_date_words(const struct model *m, int32_t day, char *out)
{
	struct tz_time t = {.weekday = times_weekday(day)};
	char date[PAINT_SIZE];
	int year;

	times_date(day, &year, &t.month, &t.day);
	paint_date(m, &t, date);
	if (m->japanese)
		return paint_format(out, "%d年%s", year, date);
	return paint_format(out, "%s %d", date, year);
}

const char *week_date_text(int32_t day, char *out)
{
	int year, month, dom;

	times_date(day, &year, &month, &dom);
	return paint_format(out, "%04d-%02d-%02d", year, month, dom);
}

bool week_date_read(const char *typed, int32_t *day)
{
	char *text = narrowed(typed);
	int year, month, dom, end = 0;
	bool good;

	for (char *c = text; *c; c++)
		if (*c == '/' || *c == '.')
			*c = '-';
	good = sscanf(text, "%4d-%2d-%2d%n", &year, &month, &dom, &end) == 3 &&
		text[end] == '\0' && year >= 1970 &&
		times_is_date(year, month, dom);
	mem_free(text);
	if (good)
		*day = (int32_t)times_day(year, month, dom);
	return good;
}
