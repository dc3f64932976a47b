/* SPDX-License-Identifier: MIT */
#include "client/screen/paint.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "client/model/words.h"
#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/cluster.h"
#include "shared/times.h"
#include "shared/utf8.h"
#include "shared/wrap.h"

#define CUT ".."
#define CUT_WIDTH 2

const char *paint_format(char out[PAINT_SIZE], const char *format, ...)
{
	va_list args;
	size_t len;

	va_start(args, format);
	vsnprintf(out, PAINT_SIZE, format, args);
	va_end(args);
	/* Where it had to be cut, not within a character. */
	for (len = strlen(out); !utf8_valid(out, len); out[len] = '\0')
		len--;
	return out;
}

int paint_width(const char *text)
{
	return cluster_width(text, strlen(text));
}

static int line(struct grid *g, int row, int col, int width, uint8_t style,
	const char *text, size_t len)
{
	int used;

	if (cluster_width(text, len) <= width)
		return grid_span(g, row, col, width, style, text, len);
	if (width < CUT_WIDTH)
		return 0;
	len = cluster_fit(text, len, width - CUT_WIDTH, &used);
	used = grid_span(g, row, col, used, style, text, len);
	return used + grid_text(g, row, col + used, CUT_WIDTH, style, CUT);
}

int paint_line(struct grid *g, int row, int col, int width, uint8_t style,
	const char *text)
{
	return line(g, row, col, width, style, text, strlen(text));
}

int paint_right(struct grid *g, int row, int end, int width, uint8_t style,
	const char *text)
{
	int used = paint_width(text);

	if (used > width)
		used = width;
	return paint_line(g, row, end - used, used, style, text);
}

void paint_middle(struct grid *g, int row, int col, int width, uint8_t style,
	const char *text)
{
	int used = paint_width(text);

	if (used < width)
		col += (width - used) / 2;
	paint_line(g, row, col, used < width ? used : width, style, text);
}

int paint_block(struct grid *g, int row, int col, int rows, int width,
	uint8_t style, const char *text)
{
	struct wrap w;
	const char *s;
	size_t len, all = strlen(text);
	int used = 0;

	wrap_init(&w, text, all, width);
	while (used < rows && wrap_next(&w, &s, &len)) {
		/* The last row there is takes all the rest, cut. */
		if (used + 1 == rows)
			len = strcspn(s, "\n");
		line(g, row + used, col, width, style, s, len);
		used++;
	}
	return used;
}

int paint_rows(const char *text, int width)
{
	return (int)wrap_count(text, strlen(text), width);
}

void paint_rule(
	struct grid *g, int row, int cols, uint8_t style, const char *word)
{
	int col = 4, used;

	grid_hline(g, row, 0, cols, STYLE_GREY);
	if (!word)
		return;
	if (paint_width(word) > cols - 8)
		col = 1;
	used = paint_line(g, row, col, cols - 2 * col, style, word);
	grid_fill(g, row, col - 1, 1, 1, STYLE_DEFAULT);
	grid_fill(g, row, col + used, 1, 1, STYLE_DEFAULT);
}

int64_t paint_day(const struct model *m, int64_t wall_us)
{
	struct tz_time t = model_local(m, wall_us);

	return times_day(t.year, t.month, t.day);
}

const char *paint_clock(
	const struct model *m, int64_t wall_us, char out[PAINT_SIZE])
{
	struct tz_time t = model_local(m, wall_us);

	paint_format(out, "%02d:%02d", t.hour, t.minute);
	return out;
}

/* Word order differs too much for one translated pattern. */
const char *paint_date(
	const struct model *m, const struct tz_time *t, char out[PAINT_SIZE])
{
	static const char *const months[] = {"", "Jan", "Feb", "Mar", "Apr",
		"May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	static const char *const days[] = {N_("Sun"), N_("Mon"), N_("Tue"),
		N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat")};

	if (m->japanese)
		paint_format(out, "%d月%d日(%s)", t->month, t->day,
			_(days[t->weekday]));
	else
		paint_format(out, "%s %d %s", days[t->weekday], t->day,
			months[t->month]);
	return out;
}

const char *paint_span(int64_t us, char out[PAINT_SIZE])
{
	/* Two clocks may have told of its ends. */
	long minutes = us > 0 ? (long)(us / TIMES_MINUTE) : 0;

	if (minutes < 60)
		paint_format(out, _("%ld min"), minutes);
	else
		paint_format(
			out, _("%ld h %ld min"), minutes / 60, minutes % 60);
	return out;
}

const char *paint_when(
	const struct model *m, int64_t wall_us, char out[PAINT_SIZE])
{
	static const char *const days[] = {N_("Sun"), N_("Mon"), N_("Tue"),
		N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat")};
	int64_t ahead = paint_day(m, wall_us) - paint_day(m, m->wall_us);
	struct tz_time t = model_local(m, wall_us);
	char date[PAINT_SIZE], clock[PAINT_SIZE];

	paint_clock(m, wall_us, clock);
	if (ahead == 0)
		paint_format(out, "%s", clock);
	else if (ahead > 0 && ahead < 7)
		paint_format(out, "%s %s", _(days[t.weekday]), clock);
	else
		paint_format(out, "%s %s", paint_date(m, &t, date), clock);
	return out;
}

const char *paint_money(
	const struct model *m, const struct money *money, char out[PAINT_SIZE])
{
	char text[MONEY_SIZE];

	money_show(money, m->japanese ? MONEY_JA : MONEY_EN, text);
	paint_format(out, "%s", text);
	return out;
}

const char *paint_language(enum wire_lang lang)
{
	return lang == WIRE_LANG_JA ? _("Japanese") : _("English");
}
