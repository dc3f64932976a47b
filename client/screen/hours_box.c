/* SPDX-License-Identifier: MIT */
/*
 * The hours of a day of the week, or of a date with what shoppers read then
 * (rule B3).  The subject is whose hours, a blank, and "w" with the weekday,
 * "d" with the date's day, or "+" for a new date.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/form_box.h"
#include "client/screen/hours_week.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/screen/week.h"
#include "shared/hours.h"

enum { HOURS, ALSO, DAY_FIELDS };
enum { DATE, DATE_HOURS, NOTICE, DATE_FIELDS };
enum { ONLY, WORKDAYS, EVERY };

#define HOURS_MOST 200  /* characters: as many intervals as a day can have */
#define NOTICE_MOST 100 /* characters */

static const char *const also[] = {N_("only on this day"),
	N_("from Monday to Friday"), N_("every day"), NULL};

static const struct form_field day_fields[DAY_FIELDS] = {
	[HOURS] = {.label = N_("Open"),
		.most = HOURS_MOST,
		.hint = N_("Such as 10:30-13:00 14:00-19:00, past midnight "
			   "18:00-02:00. Empty is closed.")},
	[ALSO] = {.label = N_("Holds"), .kind = FORM_CHOICE, .choices = also},
};

static const struct form_field date_fields[DATE_FIELDS] = {
	[DATE] = {.label = N_("Date"),
		.most = 20,
		.hint = N_("Such as 2026-12-31.")},
	[DATE_HOURS] = {.label = N_("Open"),
		.most = HOURS_MOST,
		.hint = N_("Such as 12:00-16:00. Empty is closed.")},
	[NOTICE] = {.label = N_("Notice"),
		.most = NOTICE_MOST,
		.hint = N_("Shoppers read it on that day; it may be empty.")},
};

/* Takes the subject apart; returns the kind. */
static char subject_of(
	const struct screen *s, char group[LIMIT_SLUG + 1], int32_t *which)
{
	const char *rest = s->subject + strcspn(s->subject, " ");

	snprintf(group, LIMIT_SLUG + 1, "%.*s", (int)(rest - s->subject),
		s->subject);
	rest += *rest == ' ';
	*which = *rest ? (int32_t)strtol(rest + 1, NULL, 10) : 0;
	return *rest;
}

static void typed_hours(const struct hours_day *day, char out[PAINT_SIZE])
{
	struct buf text;

	out[0] = '\0';
	if (day->n == 0)
		return;
	buf_init(&text, PAINT_SIZE);
	hours_write_day(day, &text);
	paint_format(out, "%s", buf_str(&text));
	buf_fini(&text);
}

static void fill_day(struct screen *s, struct form *f)
{
	char group[LIMIT_SLUG + 1], text[PAINT_SIZE];
	int32_t weekday;
	struct hours *h;

	subject_of(s, group, &weekday);
	h = week_read(s->model, group);
	if (h && h->always)
		form_set(f, HOURS, "00:00-24:00");
	else if (h) {
		typed_hours(&h->week[weekday], text);
		form_set(f, HOURS, text);
	}
	week_free(&h);
}

static void fill_date(struct screen *s, struct form *f)
{
	char group[LIMIT_SLUG + 1], text[PAINT_SIZE];
	int32_t day;
	bool fresh = subject_of(s, group, &day) == '+';
	struct hours *h = week_read(s->model, group);

	if (fresh) {
		week_free(&h);
		return;
	}
	form_set(f, DATE, week_date_text(day, text));
	for (int i = 0; h && i < h->n_dates; i++) {
		if (h->dates[i].day != day)
			continue;
		typed_hours(&h->dates[i].hours, text);
		form_set(f, DATE_HOURS, text);
		form_set(f, NOTICE, h->dates[i].notice);
	}
	form_go(f, DATE_HOURS);
	week_free(&h);
}

/* Saves them, unless they have grown too long. */
static void save(struct screen *s, struct form_box *b, const char *group,
	struct hours **h, int field)
{
	b->err = ERR_OK;
	b->turn = s->model->manage.turn;
	b->sent = week_save(s, group, *h);
	if (!b->sent)
		form_err(b->form, field, _("the hours are too long"));
	week_free(h);
}

static void send_day(struct screen *s, struct form_box *b)
{
	char group[LIMIT_SLUG + 1];
	struct hours_day day;
	const char *why;
	int32_t weekday;
	struct hours *h;
	int choice = form_choice(b->form, ALSO);

	subject_of(s, group, &weekday);
	if (week_parse(form_text(b->form, HOURS), &day, &why) != ERR_OK) {
		form_err(b->form, HOURS, why);
		return;
	}
	h = week_read(s->model, group);
	if (!h)
		return;
	for (int d = 0; d < 7; d++)
		if (d == weekday || choice == EVERY ||
			(choice == WORKDAYS && d >= 1 && d <= 5))
			hours_put_day(h, d, &day);
	save(s, b, group, &h, HOURS);
}

/* What is wrong with the date: NULL is nothing. */
static const char *date_wrong(const struct model *m, const struct hours *h,
	bool fresh, int32_t before, int32_t day)
{
	if (day < paint_day(m, m->wall_us))
		return _("That day is over.");
	for (int i = 0; i < h->n_dates; i++)
		if (h->dates[i].day == day && (fresh || day != before))
			return _("There is an exception on that day already.");
	return NULL;
}

static const char *notice_wrong(const char *notice)
{
	if (strlen(notice) > HOURS_NOTICE)
		return _("the notice is too long");
	return strchr(notice, '"') ? _("A notice has no \" in it.") : NULL;
}

static void send_date(struct screen *s, struct form_box *b)
{
	char group[LIMIT_SLUG + 1];
	struct hours_day hours;
	const char *notice = form_text(b->form, NOTICE);
	const char *why = NULL;
	int32_t before, day = 0;
	bool fresh = subject_of(s, group, &before) == '+';
	struct hours *h = week_read(s->model, group);

	if (!h)
		return;
	if (notice_wrong(notice))
		form_err(b->form, NOTICE, notice_wrong(notice));
	else if (!week_date_read(form_text(b->form, DATE), &day))
		form_err(b->form, DATE, _("a date is written 2026-12-31"));
	else if (date_wrong(s->model, h, fresh, before, day))
		form_err(b->form, DATE,
			date_wrong(s->model, h, fresh, before, day));
	else if (week_parse(form_text(b->form, DATE_HOURS), &hours, &why))
		form_err(b->form, DATE_HOURS, why);
	else {
		if (!fresh)
			hours_drop_date(h, before);
		if (hours_put_date(h, day, &hours, notice) == ERR_OK)
			save(s, b, group, &h, DATE_HOURS);
	}
	week_free(&h);
}

static const struct form_box_ops day_ops = {.fields = day_fields,
	.n = DAY_FIELDS,
	.fill = fill_day,
	.send = send_day};
static const struct form_box_ops date_ops = {.fields = date_fields,
	.n = DATE_FIELDS,
	.fill = fill_date,
	.send = send_date};

static void open(struct screen *s)
{
	char group[LIMIT_SLUG + 1];
	int32_t which;

	form_box_open(
		s, subject_of(s, group, &which) == 'w' ? &day_ops : &date_ops);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	char group[LIMIT_SLUG + 1], title[PAINT_SIZE];
	int32_t which;
	char kind = subject_of(s, group, &which);
	const struct manage_group *of = manage_group(s->model, group);
	const char *what = kind == 'w' ? hours_week_name(which)
		: kind == 'd'          ? _("Exception")
				       : _("New exception");

	if (of)
		paint_format(title, _("%s, %s"), of->shown, what);
	else
		paint_format(title, "%s", what);
	form_box_draw(s, g, at, title);
}

const struct screen_ops hours_box_ops = {
	.name = "hours_box",
	.size = sizeof(struct form_box),
	FORM_BOX_OPERATIONS,
	.open = open,
	.end = form_box_end,
	.done = form_box_done,
};
