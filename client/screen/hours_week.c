/* SPDX-License-Identifier: MIT */
#include "client/screen/hours_week.h"

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/paint.h"
#include "client/screen/week.h"
#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/hours_table.h"

#define DAYS 7
#define SHORT 72      /* cells of a page below which names are short */
#define WORDS_MOST 36 /* cells of the times; longer ones are cut */

int hours_week_day(int i)
{
	return (i + 1) % DAYS;
}

static const char *short_name(int weekday)
{
	static const char *const names[DAYS] = {N_("Sun"), N_("Mon"), N_("Tue"),
		N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat")};

	return _(names[weekday]);
}

const char *hours_week_name(int weekday)
{
	static const char *const names[DAYS] = {N_("Sunday"), N_("Monday"),
		N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"),
		N_("Saturday")};

	return _(names[weekday]);
}

/* Around the clock, when that is said in one word for all days. */
static struct hours_day day_of(const struct hours *h, int weekday)
{
	if (h->always)
		return (struct hours_day){
			.given = true, .n = 1, .intervals = {{0, 24 * 60}}};
	return h->week[weekday];
}

static void span_of(const struct hours *h, int *from, int *to)
{
	*from = 24 * 60;
	*to = 0;
	for (int d = 0; d < DAYS; d++) {
		struct hours_day day = day_of(h, d);

		for (int i = 0; i < day.n; i++) {
			if (day.intervals[i].from < *from)
				*from = day.intervals[i].from;
			if (day.intervals[i].to > *to)
				*to = day.intervals[i].to;
		}
	}
	if (*to == 0) {
		*from = 9 * 60;
		*to = 18 * 60;
	}
	*from /= 60;
	*to = (*to + 59) / 60;
}

struct hours_week hours_week_of(
	const struct model *m, const struct hours *h, int left, int width)
{
	struct tz_time now = model_local(m, m->wall_us);
	struct hours_week w = {.h = h,
		.left = left,
		.width = width,
		.today = now.weekday,
		.minute = now.hour * 60 + now.minute};
	char text[PAINT_SIZE];
	int room;

	for (int d = 0; d < DAYS; d++) {
		struct hours_day day = day_of(h, d);
		int name = paint_width(
			width < SHORT ? short_name(d) : hours_week_name(d));
		int words = paint_width(week_day_words(&day, text));

		w.day = name > w.day ? name : w.day;
		w.words_width = words > w.words_width ? words : w.words_width;
	}
	if (w.words_width > WORDS_MOST)
		w.words_width = WORDS_MOST;
	span_of(h, &w.from, &w.to);
	room = width - 4 - w.day - 2 - w.words_width - 3;
	for (int cells = 4; cells > 0 && !w.cells; cells /= 2)
		if ((w.to - w.from) * cells <= room)
			w.cells = cells;
	w.bar = left + 3 + w.day + 2;
	w.words = w.cells ? w.bar + (w.to - w.from) * w.cells + 3 : w.bar;
	if (w.words + w.words_width > left + width - 1)
		w.words_width = left + width - 1 - w.words;
	return w;
}

void hours_week_axis(const struct hours_week *w, struct grid *g, int row)
{
	int step = w->cells >= 4 ? 2 : w->cells == 2 ? 3 : 6;
	int now = w->bar + (w->minute - w->from * 60) * w->cells / 60;
	char text[PAINT_SIZE];

	if (!w->cells)
		return;
	for (int hour = w->from; hour <= w->to; hour++) {
		if (hour % step != 0)
			continue;
		paint_format(text, "%d", hour % 24);
		paint_line(g, row, w->bar + (hour - w->from) * w->cells, 2,
			STYLE_GREY, text);
	}
	if (now >= w->bar && w->minute < w->to * 60)
		paint_line(g, row, now, 1, STYLE_BOLD, "v");
}

static bool is_open(const struct hours_day *day, int minute)
{
	for (int i = 0; i < day->n; i++)
		if (minute >= day->intervals[i].from &&
			minute < day->intervals[i].to)
			return true;
	return false;
}

static void draw_bar(const struct hours_week *w, struct grid *g, int row,
	const struct hours_day *day, bool today)
{
	int n = (w->to - w->from) * w->cells;
	int dots = w->cells > 1 ? 60 : 3 * 60; /* minutes between two */

	for (int i = 0; i < n; i++) {
		int from = w->from * 60 + i * 60 / w->cells;
		int to = from + 60 / w->cells;
		bool on = is_open(day, (from + to) / 2);
		bool now = today && w->minute >= from && w->minute < to;

		if (on)
			grid_fill(g, row, w->bar + i, 1, 1, STYLE_ACCENT);
		if (now)
			paint_line(g, row, w->bar + i, 1,
				on ? STYLE_ACCENT : STYLE_BOLD, "|");
		else if (!on)
			paint_line(g, row, w->bar + i, 1, STYLE_GREY,
				from % dots == 0 ? "." : " ");
	}
}

void hours_week_row(
	const struct hours_week *w, struct grid *g, int row, int i, bool chosen)
{
	int weekday = hours_week_day(i);
	struct hours_day day = day_of(w->h, weekday);
	bool today = weekday == w->today;
	uint8_t style = day.n > 0 ? STYLE_DEFAULT : STYLE_GREY;
	char text[PAINT_SIZE];

	if (chosen)
		style = STYLE_REVERSE;
	grid_fill(g, row, w->left, 1, w->width, style);
	if (today)
		paint_line(g, row, w->left + 1, 1, style, "*");
	paint_line(g, row, w->left + 3, w->day,
		today && !chosen ? STYLE_BOLD : style,
		w->width < SHORT ? short_name(weekday)
				 : hours_week_name(weekday));
	if (w->cells) {
		grid_fill(g, row, w->bar - 1, 1,
			(w->to - w->from) * w->cells + 2, STYLE_DEFAULT);
		draw_bar(w, g, row, &day, today);
	}
	paint_line(g, row, w->words, w->words_width, style,
		week_day_words(&day, text));
}
