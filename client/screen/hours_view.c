/* SPDX-License-Identifier: MIT */
/*
 * For managers: the opening hours of the shop or of a group, as a week, and
 * below it the exceptions that come, with what shoppers read then (rule B3).
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/view.h"
#include "client/model/words.h"
#include "client/screen/hits.h"
#include "client/screen/hours_week.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/manage_page.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/screen/week.h"
#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/hours.h"
#include "shared/mem.h"

#define DAYS 7
#define TABS 1000 /* clicks on the shop and the groups count from here */

/* The days of the week, the dates to come, then: */
enum { ROW_ADD, ROW_TEXT, ROWS };

struct self {
	int chosen;
	struct list list; /* of what is below the week */
};

struct page {
	struct hours *h; /* NULL: there is nothing to be shown */
	int first;       /* date that is still to come */
	int dates, n;
};

static void open(struct screen *s)
{
	struct self *self = s->self;
	struct tz_time now = model_local(s->model, s->model->wall_us);

	*self = (struct self){.chosen = (now.weekday + DAYS - 1) % DAYS};
}

static const char *whose(const struct screen *s)
{
	return s->model->manage.hours_of;
}

static struct page page_of(const struct screen *s)
{
	const struct model *m = s->model;
	struct page p = {0};

	if (m->manage.shop.known)
		p.h = week_read(m, whose(s));
	if (!p.h)
		return p;
	while (p.first < p.h->n_dates &&
		p.h->dates[p.first].day < paint_day(m, m->wall_us))
		p.first++;
	p.dates = p.h->n_dates - p.first;
	p.n = DAYS + p.dates + ROWS;
	return p;
}

/* ---- what the user does ---- */

static void go(struct screen *s, const char *key)
{
	screen_act(s, &(struct action){.kind = ACTION_HOURS_OF, .text = key});
}

/* The shop, then each group, then the shop again. */
static void next(struct screen *s)
{
	const struct manage *g = &s->model->manage;
	int i = 0;

	while (i < g->n_groups && strcmp(g->groups[i].key, whose(s)) != 0)
		i++;
	i = *whose(s) ? i + 1 : 0;
	go(s, i < g->n_groups ? g->groups[i].key : "");
}

static void edit(struct screen *s, const char *format, int32_t which)
{
	int len = snprintf(
		s->subject, sizeof(s->subject), "%s %s", whose(s), format);

	if (which >= 0)
		snprintf(s->subject + len, sizeof(s->subject) - (size_t)len,
			"%" PRId32, which);
	s->push = SCREEN_HOURS_BOX;
}

static void enter(struct screen *s, const struct page *p)
{
	const struct self *self = s->self;
	int i = self->chosen;

	if (i < DAYS) {
		edit(s, "w", hours_week_day(i));
	} else if (i < DAYS + p->dates) {
		edit(s, "d", p->h->dates[p->first + i - DAYS].day);
	} else if (i - DAYS - p->dates == ROW_ADD) {
		edit(s, "+", -1);
	} else {
		snprintf(s->subject, sizeof(s->subject), "%s", whose(s));
		s->push = SCREEN_HOURS_TEXT;
	}
}

static void remove_date(struct screen *s, const struct page *p)
{
	const struct self *self = s->self;
	int i = self->chosen - DAYS;
	char subject[LIMIT_ADDRESS + 1];

	if (i < 0 || i >= p->dates)
		return;
	snprintf(subject, sizeof(subject), "%s %" PRId32, whose(s),
		p->h->dates[p->first + i].day);
	deed_begin(s, DEED_REMOVE_DATE, subject);
}

static bool act(
	struct screen *s, const struct screen_event *e, const struct page *p)
{
	struct self *self = s->self;
	const struct manage *g = &s->model->manage;
	int before = self->chosen;

	if (e->action == ACTION_NEXT) {
		next(s);
	} else if (e->row >= TABS && e->row - TABS <= g->n_groups) {
		go(s, e->row == TABS ? "" : g->groups[e->row - TABS - 1].key);
	} else if (!p->h) {
		return false;
	} else if (e->action == ACTION_OPEN) {
		enter(s, p);
	} else if (e->action == ACTION_ADD) {
		edit(s, "+", -1);
	} else if (e->action == ACTION_REMOVE) {
		remove_date(s, p);
	} else if (list_event(&self->list, e, p->n, &self->chosen)) {
		if (e->row != HITS_NO_ROW && e->row == before)
			enter(s, p);
	} else {
		return false;
	}
	return true;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	struct page p = page_of(s);
	bool mine;

	if (p.h && self->chosen >= p.n)
		self->chosen = p.n - 1;
	mine = act(s, e, &p);
	week_free(&p.h);
	return mine;
}

/* ---- drawing ---- */

/* "Open until 19:00", of the hours that are on view. */
static const char *now_words(
	const struct model *m, const struct hours *h, char out[PAINT_SIZE])
{
	struct hours_state now;
	char when[PAINT_SIZE];

	if (!m->tz)
		return "";
	now = hours_at(h, m->tz, m->wall_us);
	if (now.next)
		return paint_format(out,
			now.open ? _("Open until %s") : _("Closed. Opens %s"),
			paint_when(m, now.next, when));
	return now.open ? _("Open around the clock") : _("Closed");
}

/* The shop and the groups: whose hours are on view stands out. */
static void draw_tabs(struct screen *s, struct grid *g, int row,
	const struct layout *at, int room)
{
	const struct model *m = s->model;
	int col = at->left + 1, end = col + room, first = 0;

	/* So that the one that is open always shows. */
	for (int i = 1; *whose(s) && room < 40 && i <= m->manage.n_groups; i++)
		if (strcmp(m->manage.groups[i - 1].key, whose(s)) == 0)
			first = i;
	for (int i = first; i <= m->manage.n_groups && col < end - 4; i++) {
		const char *key = i ? m->manage.groups[i - 1].key : "";
		const char *name =
			i ? m->manage.groups[i - 1].shown : _("The shop");
		int used = paint_line(g, row, col, end - col,
			strcmp(key, whose(s)) == 0 ? STYLE_BOLD : STYLE_GREY,
			name);

		hits_row(s->hits, row, col, used, TABS + i);
		col += used + 3;
	}
}

static void draw_date(const struct model *m, struct grid *g, int row,
	const struct layout *at, const struct hours_date *date, bool chosen)
{
	uint8_t style = chosen ? STYLE_REVERSE : STYLE_DEFAULT;
	int col = at->left, end = col + at->width - 1, used;
	bool today = date->day == paint_day(m, m->wall_us);
	int room = m->japanese ? 20 : 16; /* of most dates */
	char text[PAINT_SIZE];

	grid_fill(g, row, col, 1, at->width, style);
	if (today)
		paint_line(g, row, col + 1, 1, style, "*");
	used = paint_line(g, row, col + 3, end - col - 3,
		today && !chosen ? STYLE_BOLD : style,
		week_date_words(m, date->day, text));
	col += 3 + 2 + (used > room ? used : room);
	used = paint_line(g, row, col, end - col, style,
		week_day_words(&date->hours, text));
	col += (used > 12 ? used : 12) + 2;
	if (date->notice && col < end - 6) {
		char *shown = view_shown(date->notice, false);

		paint_line(g, row, col, end - col, chosen ? style : STYLE_GREY,
			shown);
		mem_free(shown);
	}
}

static void draw_below(struct screen *s, struct grid *g, int row,
	const struct layout *at, const struct page *p, int i, bool chosen)
{
	static const char *const words[ROWS] = {
		N_("+ Add an exception"), N_("= Edit all of it as text")};

	if (i < p->dates) {
		draw_date(s->model, g, row, at, &p->h->dates[p->first + i],
			chosen);
		return;
	}
	grid_fill(g, row, at->left, 1, at->width,
		chosen ? STYLE_REVERSE : STYLE_DEFAULT);
	paint_line(g, row, at->left + 1, at->width - 2,
		chosen ? STYLE_REVERSE : STYLE_DEFAULT, _(words[i - p->dates]));
}

/* The week as a whole, and what is below it as far as there is room. */
static void draw_rows(struct screen *s, struct grid *g, int row,
	const struct layout *at, const struct page *p)
{
	struct self *self = s->self;
	struct hours_week w =
		hours_week_of(s->model, p->h, at->left, at->width);
	bool roomy = at->foot - row >= DAYS + 8;
	int below = p->n - DAYS, last = self->chosen - DAYS;
	int week = at->foot - row >= DAYS + 1 ? 0 : self->chosen;

	if (w.cells && at->foot - row >= DAYS + 3)
		hours_week_axis(&w, g, row++);
	/* On the lowest of pages the week scrolls too. */
	if (week + (at->foot - row) > DAYS)
		week = DAYS - (at->foot - row) + 1;
	for (int i = week < 0 ? 0 : week; i < DAYS && row < at->foot; i++) {
		hours_week_row(&w, g, row, i, i == self->chosen);
		hits_row(s->hits, row++, at->left, at->width, i);
	}
	if (roomy) {
		paint_line(g, row + 1, at->left + 1, at->width - 1, STYLE_BOLD,
			p->dates ? _("Exceptions") : _("No exceptions ahead"));
		row += 2;
	}
	list_page(&self->list, at->foot - row - (roomy ? 1 : 0), below,
		last < 0 ? 0 : last);
	for (int i = self->list.first; i < below &&
		i < self->list.first + self->list.page && row < at->foot;
		i++) {
		draw_below(s, g, row, at, p, i, i == last);
		hits_row(s->hits, row++, at->left, at->width, DAYS + i);
	}
}

static const char *empty_words(const struct model *m)
{
	return m->manage.shop.known
		? _("These hours cannot be read. Edit them with norenctl.")
		: manage_page_state(m, ASK_M_RETAILER, "");
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int row = manage_page_top(at), room = at->width - 1, used;
	struct page p = page_of(s);
	char text[PAINT_SIZE];

	if (p.h && !at->small) {
		used = paint_right(g, row, at->left + at->width - 1,
			at->width / 2, STYLE_DEFAULT, now_words(m, p.h, text));
		room -= used + 2;
	}
	draw_tabs(s, g, row++, at, room);
	if (!week_own(m, whose(s)) && p.h && at->height >= 16)
		paint_line(g, row, at->left + 1, at->width - 1, STYLE_GREY,
			_("The shop's hours; changes hold for the group "
			  "alone."));
	if (at->height >= 16)
		row++;
	if (p.h && self->chosen >= p.n)
		self->chosen = p.n - 1;
	if (p.h)
		draw_rows(s, g, row, at, &p);
	else
		paint_line(g, row, at->left, at->width, STYLE_DEFAULT,
			empty_words(m));
	week_free(&p.h);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;
	const struct model *m = s->model;
	struct page p = page_of(s);
	bool off = !p.h || manage_page_off(m), dated;
	int n = 0;

	dated = self->chosen >= DAYS && self->chosen < DAYS + p.dates;
	feet[n++] = (struct screen_foot){ACTION_OPEN, _("change"), !p.h};
	feet[n++] = (struct screen_foot){ACTION_ADD, _("exception"), off};
	if (dated)
		feet[n++] = (struct screen_foot){ACTION_REMOVE, NULL, off};
	if (m->manage.n_groups > 0)
		feet[n++] = (struct screen_foot){
			ACTION_NEXT, _("other group"), false};
	feet[n++] = (struct screen_foot){ACTION_BACK, NULL, false};
	week_free(&p.h);
	return n;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Opening hours");
}

const struct screen_ops hours_view_ops = {
	.name = "hours",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS | 1u << ACTION_MANAGING,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
