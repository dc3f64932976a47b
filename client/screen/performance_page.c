/* SPDX-License-Identifier: MIT */
/*
 * Performance (rule E4): figures of 1, 7 or 30 days, and charts; for managers
 * the team's too, each colleague's in a row of it.  It is one long sheet, of
 * which the page shows a part.
 */
#include <stdio.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/excuse.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/screen/performance_chart.h"
#include "client/screen/performance_words.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/times.h"

#define TAB_HIT PERFORMANCE_EACH /* number of the first tab's clicks */
#define TWO 72                   /* cells that have room for two columns */

struct self {
	struct id chosen; /* of the team's rows; "" is the first */
	int up;           /* rows that lie above the page */
	int rows, page;   /* of the sheet, and of the page, as last drawn */
	int list;         /* row of the sheet with the first colleague */
};

static void open(struct screen *s)
{
	*(struct self *)s->self = (struct self){0};
}

/* Are there colleagues to choose from? */
static int rows_of(const struct model *m)
{
	const struct performance *p = &m->performance;

	return p->team && m->manager && !id_is(&p->of) ? p->page.n_each : 0;
}

static int index_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct performance_page *p = &s->model->performance.page;

	for (int i = 0; i < rows_of(s->model); i++)
		if (id_same(&p->each[i].who, &self->chosen))
			return i;
	return 0;
}

static void scroll(struct self *self, int by)
{
	self->up += by;
	if (self->up > self->rows - self->page)
		self->up = self->rows - self->page;
	if (self->up < 0)
		self->up = 0;
}

/* The page follows what is chosen. */
static void choose(struct screen *s, int i)
{
	struct self *self = s->self;
	int row = self->list + i;

	self->chosen = s->model->performance.page.each[i].who;
	if (i == 0)
		self->up = 0;
	if (row < self->up)
		self->up = row;
	if (row >= self->up + self->page)
		self->up = row - self->page + 1;
	scroll(self, 0);
}

static void enter(struct screen *s)
{
	struct self *self = s->self;

	if (rows_of(s->model) == 0)
		return;
	self->up = 0;
	screen_act(s,
		&(struct action){.kind = ACTION_PERFORMANCE_OF,
			.id = s->model->performance.page.each[index_of(s)]
				      .who});
}

static void go(struct screen *s, int span)
{
	screen_act(s,
		&(struct action){.kind = ACTION_PERFORMANCE_SPAN,
			.number = (span + PERFORMANCE_SPANS) %
				PERFORMANCE_SPANS});
}

static void turn(struct screen *s)
{
	struct self *self = s->self;

	self->up = 0;
	screen_act(s,
		&(struct action){.kind = ACTION_PERFORMANCE_TEAM,
			.on = !s->model->performance.team});
}

/* A click on a colleague chooses, a second one opens. */
static bool click(struct screen *s, int row)
{
	int chosen = index_of(s);

	if (row >= TAB_HIT)
		go(s, row - TAB_HIT);
	else if (row == chosen)
		enter(s);
	else if (row < rows_of(s->model))
		choose(s, row);
	return true;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	int n = rows_of(s->model), chosen = index_of(s);
	int by = list_step(e, self->page - 1, 3);

	if (e->row != HITS_NO_ROW)
		return click(s, e->row);
	switch (e->action) {
	case ACTION_MORE_DAYS:
		go(s, s->model->performance.span + 1);
		return true;
	case ACTION_FEWER_DAYS:
		go(s, s->model->performance.span - 1);
		return true;
	case ACTION_FIGURES_OF:
		turn(s);
		return true;
	case ACTION_OPEN:
		enter(s);
		return true;
	default:
		break;
	}
	/* The arrows choose while there is one left to choose. */
	if ((by == 1 && chosen + 1 < n) || (by == -1 && chosen > 0))
		choose(s, chosen + by);
	else
		scroll(self, by);
	return by != 0;
}

/* ---- drawing: above ---- */

static void draw_tabs(
	const struct screen *s, struct grid *g, int row, int col, int width)
{
	const struct performance *p = &s->model->performance;
	const char *whose = performance_words_whose(s->model);
	char text[PAINT_SIZE];
	int at = col + 1;

	for (int i = 0; i < PERFORMANCE_SPANS; i++) {
		int days = performance_days(i), used;

		if (days == 1)
			paint_format(text, "%s", _("Today"));
		else
			paint_format(text, _("%d days"), days);
		used = paint_line(g, row, at, col + width - at,
			i == p->span ? STYLE_BOLD : STYLE_GREY, text);
		hits_row(s->hits, row, at, used, TAB_HIT + i);
		at += used + 3;
	}
	paint_right(g, row, col + width - 1, col + width - 1 - at,
		STYLE_DEFAULT, whose);
}

/* ---- drawing: the sheet ---- */

/* What stands above a chart, and what its signs mean.  Returns where that
 * begins. */
static int draw_title(
	struct performance_sheet *s, const char *words, const char *legend)
{
	int row = performance_sheet_row(s, 0);
	int col = s->left + 3 +
		paint_line(s->g, row, s->left, s->width, STYLE_BOLD, words);

	paint_line(
		s->g, row, col, s->left + s->width - col, STYLE_GREY, legend);
	s->at++;
	return col;
}

/* How wide figures are that stand below one another. */
struct widths {
	int label, value, more;
};

static void widen(int *width, const char *text)
{
	if (*width < paint_width(text))
		*width = paint_width(text);
}

static struct widths widths_of(const struct performance_fact *f, int n)
{
	struct widths w = {0};

	for (int i = 0; i < n; i++) {
		widen(&w.label, f[i].label);
		widen(&w.value, f[i].value);
		widen(&w.more, f[i].more);
	}
	return w;
}

/* Each with its name, it, and what there is to it. */
static void draw_facts(const struct performance_sheet *s, int col, int width,
	const struct performance_fact *f, int n)
{
	struct widths w = widths_of(f, n);
	int value = col + w.label + 3, more = value + w.value + 2;

	for (int i = 0; i < n; i++) {
		int row = performance_sheet_row(s, i);

		paint_line(s->g, row, col, w.label, STYLE_DEFAULT, f[i].label);
		paint_right(s->g, row, value + w.value, w.value, STYLE_BOLD,
			f[i].value);
		if (f[i].worth || more + paint_width(f[i].more) <= col + width)
			paint_line(s->g, row, more, col + width - more,
				STYLE_GREY, f[i].more);
	}
}

/* The last three stand at the right, where there is room. */
static void draw_figures(struct performance_sheet *s, const struct model *m,
	const struct performance_sum *sum)
{
	struct performance_fact facts[PERFORMANCE_FACTS];
	int n = performance_words_facts(m, sum, facts), left = n - 3;
	struct widths w = widths_of(facts, left);
	int used = w.label + 3 + w.value + 2 + w.more;

	if (s->width < TWO) {
		draw_facts(s, s->left, s->width, facts, n);
		s->at += n;
		return;
	}
	used = used < s->width / 2 - 2 ? s->width * 2 / 5 : s->width / 2;
	draw_facts(s, s->left, used - 2, facts, left);
	draw_facts(s, s->left + used, s->width - used, &facts[left], 3);
	s->at += left > 3 ? left : 3;
}

#define LEAST 5 /* rows of a chart */
#define MOST 9
#define HOURS 11 /* rows of the other one, with those around it */

/* As high as both are on the page together, or not much less. */
static int bars_high(const struct performance_sheet *s, bool day)
{
	int room = s->end - s->at - 4 - (day ? 0 : HOURS);

	return room < LEAST ? LEAST : room > MOST ? MOST : room;
}

static void draw_hours(struct performance_sheet *s, const struct model *m)
{
	int row = performance_sheet_row(s, 1), col;

	s->at++;
	col = draw_title(s, _("Hours of the week"), "");
	performance_chart_shades(s->g, row, col);
	performance_chart_hours(s, m->performance.page.hours);
}

static void draw_charts(
	struct performance_sheet *s, const struct model *m, int top)
{
	bool day = m->performance.page.n_days == 1;
	struct performance_bar bars[PERFORMANCE_DAYS];
	struct performance_sheet unscrolled = *s;
	char most[PAINT_SIZE];
	int n = performance_words_chats(m, bars, most), high;

	unscrolled.at += s->top - top;
	high = bars_high(&unscrolled, day);
	s->at++;
	draw_title(s, day ? _("Chats by the hour") : _("Chats per day"),
		_("x missed"));
	performance_chart_bars(s, bars, n, high, most);
	if (day)
		return;
	draw_hours(s, m);
	n = performance_words_sales(m, bars, most);
	if (n == 0)
		return;
	s->at++;
	draw_title(s, _("Sales per day"), m->currency);
	performance_chart_bars(s, bars, n, high, most);
}

static void draw_each(
	struct screen *s, struct performance_sheet *sheet, int top)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	const struct performance_page *p = &m->performance.page;
	struct performance_columns c =
		performance_words_columns(m, sheet->left, sheet->width);
	int n = rows_of(m), chosen = index_of(s);

	if (n == 0)
		return;
	performance_words_head(sheet->g, performance_sheet_row(sheet, 1), &c);
	sheet->at += 2;
	self->list = sheet->at - top + self->up;
	for (int i = 0; i < n; i++) {
		int row = performance_sheet_row(sheet, i);

		if (row < 0)
			continue;
		performance_words_row(
			m, sheet->g, row, &c, &p->each[i], i == chosen);
		hits_row(s->hits, row, sheet->left, sheet->width, i);
	}
	sheet->at += n;
}

static void draw_sheet(
	struct screen *s, struct grid *g, const struct layout *at, int top)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	const struct performance_page *p = &m->performance.page;
	struct performance_sheet sheet = {
		.g = g,
		.top = top,
		.end = at->foot - (at->small ? 0 : 1),
		.left = at->left + 1,
		.width = at->width - 2,
		.at = top - self->up,
	};

	draw_figures(&sheet, m, &p->all);
	draw_each(s, &sheet, top);
	if (p->all.accepted + p->all.missed > 0)
		draw_charts(&sheet, m, top - self->up);
	else if (rows_of(m) == 0)
		paint_block(g, performance_sheet_row(&sheet, 1), sheet.left, 2,
			sheet.width, STYLE_GREY,
			_("No chats in these days. Their charts will stand "
			  "here."));
	self->rows = sheet.at + self->up - top;
	self->page = sheet.end - sheet.top;
}

/* Why there are no figures. */
static const char *nothing_words(const struct model *m)
{
	if (m->performance.err)
		return excuse_text(m->performance.err);
	return model_online(m) ? _("One moment") : _("No connection");
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int air = at->small ? 0 : 1, row = at->top + air;

	grid_cursor_hide(g);
	draw_tabs(s, g, row, at->left, at->width);
	row += 1 + air;
	if (!m->performance.told) {
		paint_block(g, row, at->left + 1, 2, at->width - 2,
			STYLE_DEFAULT, nothing_words(m));
		return;
	}
	draw_sheet(s, g, at, row);
	if (self->up <= self->rows - self->page || self->up == 0)
		return;
	/* It has become shorter, or the page higher. */
	scroll(self, 0);
	grid_fill(g, row, 0, at->foot - row, at->cols, STYLE_DEFAULT);
	draw_sheet(s, g, at, row);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;
	const struct model *m = s->model;
	const struct performance *p = &m->performance;
	int n = 0;

	if (rows_of(m) > 0)
		feet[n++] = (struct screen_foot){ACTION_OPEN, NULL, false};
	feet[n++] = (struct screen_foot){ACTION_MORE_DAYS, NULL, false};
	if (m->manager)
		feet[n++] = (struct screen_foot){ACTION_FIGURES_OF,
			p->team ? _("only mine") : NULL, false};
	if (p->told && self->rows > self->page)
		feet[n++] = (struct screen_foot){ACTION_PAGE_DOWN, NULL, false};
	feet[n++] = (struct screen_foot){ACTION_BACK, NULL, false};
	return n;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Performance");
}

const struct screen_ops performance_page_ops = {
	.name = "performance",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_FIGURES | 1u << ACTION_IN_LISTS,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
