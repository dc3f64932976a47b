/* SPDX-License-Identifier: MIT */
/*
 * Changes to opening hours, and the way back to lines of text.  What is written
 * is parsed to the same again; only comments and the order of lines are lost.
 */
#include <string.h>

#include "shared/buf.h"
#include "shared/hours.h"
#include "shared/hours_table.h"
#include "shared/mem.h"
#include "shared/times.h"

#define DAY_MINUTES (24 * 60)

/* From Monday, as weeks are written. */
static const int write_order[7] = {1, 2, 3, 4, 5, 6, 0};
static const char write_names[7][4] = {
	"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

bool hours_same_day(const struct hours_day *a, const struct hours_day *b)
{
	if (a->given != b->given || a->n != b->n)
		return false;
	for (int i = 0; i < a->n; i++)
		if (a->intervals[i].from != b->intervals[i].from ||
			a->intervals[i].to != b->intervals[i].to)
			return false;
	return true;
}

/* An end past midnight is on the day after; 24:00 is still on its own. */
void hours_write_day(const struct hours_day *day, struct buf *out)
{
	if (day->n == 0)
		buf_add_str(out, "closed");
	for (int i = 0; i < day->n; i++) {
		int from = day->intervals[i].from, to = day->intervals[i].to;

		if (to > DAY_MINUTES)
			to -= DAY_MINUTES;
		buf_addf(out, "%s%02d:%02d-%02d:%02d", i ? " " : "", from / 60,
			from % 60, to / 60, to % 60);
	}
}

/* "mon-wed,fri": those from the i-th on that are like it. */
static void write_weekdays(const struct hours *h, int i, struct buf *out)
{
	const struct hours_day *like = &h->week[write_order[i]];
	bool first = true;

	while (i < 7) {
		int last = i;

		if (!hours_same_day(&h->week[write_order[i]], like)) {
			i++;
			continue;
		}
		while (last < 6 &&
			hours_same_day(&h->week[write_order[last + 1]], like))
			last++;
		buf_addf(out, "%s%s", first ? "" : ",",
			write_names[write_order[i]]);
		if (last > i)
			buf_addf(out, "-%s", write_names[write_order[last]]);
		first = false;
		i = last + 1;
	}
}

static bool write_was(const struct hours *h, int i)
{
	for (int before = 0; before < i; before++)
		if (hours_same_day(&h->week[write_order[before]],
			    &h->week[write_order[i]]))
			return true;
	return false;
}

static void write_date(const struct hours_date *date, struct buf *out)
{
	int year, month, dom;

	times_date(date->day, &year, &month, &dom);
	buf_addf(out, "%04d-%02d-%02d ", year, month, dom);
	hours_write_day(&date->hours, out);
	if (date->notice)
		buf_addf(out, " \"%s\"", date->notice);
	buf_add_char(out, '\n');
}

enum err hours_write(const struct hours *h, struct buf *out)
{
	if (h->always)
		return buf_add_str(out, "always\n");
	for (int i = 0; i < 7; i++) {
		const struct hours_day *day = &h->week[write_order[i]];

		if (!day->given || write_was(h, i))
			continue;
		write_weekdays(h, i, out);
		buf_add_char(out, ' ');
		hours_write_day(day, out);
		buf_add_char(out, '\n');
	}
	for (int i = 0; i < h->n_dates; i++)
		write_date(&h->dates[i], out);
	return out->err;
}

/* ---- changes ---- */

/* Around the clock, said day by day, so that one of them can be another. */
static void write_unfold(struct hours *h)
{
	if (!h->always)
		return;
	h->always = false;
	for (int i = 0; i < 7; i++)
		h->week[i] = (struct hours_day){
			.given = true, .n = 1, .intervals = {{0, DAY_MINUTES}}};
}

void hours_put_day(struct hours *h, int weekday, const struct hours_day *day)
{
	write_unfold(h);
	h->week[weekday] = *day;
	h->week[weekday].given = true;
}

/* Where that day is, or would be. */
static int write_place(const struct hours *h, int32_t day)
{
	int i = 0;

	while (i < h->n_dates && h->dates[i].day < day)
		i++;
	return i;
}

void hours_drop_date(struct hours *h, int32_t day)
{
	int i = write_place(h, day);

	if (i == h->n_dates || h->dates[i].day != day)
		return;
	mem_free(h->dates[i].notice);
	memmove(&h->dates[i], &h->dates[i + 1],
		(size_t)(h->n_dates - i - 1) * sizeof(*h->dates));
	h->n_dates--;
}

enum err hours_put_date(struct hours *h, int32_t day,
	const struct hours_day *hours, const char *notice)
{
	char *copy = notice && *notice ? mem_strdup(notice) : NULL;
	struct hours_date *dates;
	int i;

	if (notice && *notice && !copy)
		return ERR_NOMEM;
	dates = mem_resize(
		h->dates, (size_t)(h->n_dates + 1) * sizeof(*h->dates));
	if (!dates) {
		mem_free(copy);
		return ERR_NOMEM;
	}
	h->dates = dates;
	write_unfold(h);
	hours_drop_date(h, day);
	i = write_place(h, day);
	memmove(&h->dates[i + 1], &h->dates[i],
		(size_t)(h->n_dates - i) * sizeof(*h->dates));
	h->n_dates++;
	h->dates[i] = (struct hours_date){
		.day = day, .hours = *hours, .notice = copy};
	h->dates[i].hours.given = true;
	return ERR_OK;
}
