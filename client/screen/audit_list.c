/* SPDX-License-Identifier: MIT */
/*
 * For managers: the audit log, newest first (rule J3); older lines come as one
 * scrolls down.
 */
#include <stdio.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/audit_words.h"
#include "client/screen/excuse.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/manage_page.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

struct self {
	int64_t chosen; /* seq; 0: the newest */
	struct list list;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	*self = (struct self){0};
}

static int index_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct audit *a = &s->model->manage.audit;
	int low = 0, high = a->n;

	if (self->chosen == 0)
		return 0;
	while (low < high) {
		int middle = low + (high - low) / 2;

		if (a->lines[middle].seq > self->chosen)
			low = middle + 1;
		else
			high = middle;
	}
	return low < a->n ? low : a->n > 0 ? a->n - 1 : 0;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	const struct audit *a = &s->model->manage.audit;
	int chosen = index_of(s);

	if (e->action == ACTION_OPEN || e->action == ACTION_NEXT) {
		s->push = SCREEN_AUDIT_BOX;
		return true;
	}
	if (!list_event(&self->list, e, a->n, &chosen))
		return false;
	self->chosen = chosen > 0 ? a->lines[chosen].seq : 0;
	if (a->n - chosen <= 2 * self->list.page)
		screen_do(s, ACTION_AUDIT_OLDER);
	return true;
}

/* ---- drawing ---- */

/* An associate's id as their name; anything else as it is. */
static const char *name_of(const struct model *m, const char *text)
{
	const struct team_mate *mate = NULL;

	if (text && id_valid(text)) {
		struct id id = id_from_str(text);

		mate = team_find(m, &id);
	}
	return mate ? mate->name : text ? text : "";
}

static const char *who_words(const struct model *m, const char *name)
{
	if (!name || strcmp(name, "nobody") == 0)
		return _("somebody");
	return name_of(m, name);
}

static void draw_line(const struct model *m, struct grid *g, int row,
	const struct layout *at, const struct audit_line *l, bool chosen)
{
	uint8_t style = chosen ? STYLE_REVERSE : STYLE_DEFAULT;
	int col = at->left + 1, end = at->left + at->width - 1;
	int when = at->width < 66 ? 12 : m->japanese ? 20 : 17;
	int who = at->width < 50 ? 0 : at->width < 72 ? 15 : 18, what;
	struct tz_time day = model_local(m, l->at);
	bool today = paint_day(m, l->at) == paint_day(m, m->wall_us);
	char text[PAINT_SIZE];

	grid_fill(g, row, at->left, 1, at->width, style);
	manage_page_cell(g, row, col, when, chosen ? style : STYLE_GREY,
		at->width >= 66 || today ? paint_when(m, l->at, text)
					 : paint_date(m, &day, text));
	col += when + 2;
	manage_page_cell(g, row, col, who, chosen ? style : STYLE_BOLD,
		who_words(m, l->name));
	col += who ? who + 2 : 0;
	what = at->width >= 72 ? 22 : end - col;
	manage_page_cell(g, row, col, what, style, audit_words(l->what));
	col += what + 2;
	if (at->width >= 72)
		manage_page_cell(
			g, row, col, end - col, style, name_of(m, l->about));
}

/* Of the chosen one: all that is known. */
static void draw_more(const struct model *m, struct grid *g, int row,
	const struct layout *at, const struct audit_line *l)
{
	char text[PAINT_SIZE];

	paint_format(text, "%s: %s%s%s", who_words(m, l->name),
		audit_words(l->what), l->about ? _(", ") : "",
		name_of(m, l->about));
	paint_line(g, row, at->left + 1, at->width - 1, STYLE_DEFAULT, text);
	if (!l->from)
		return;
	paint_format(text, _("from %s"), l->from);
	paint_line(g, row + 1, at->left + 1, at->width - 1, STYLE_GREY, text);
}

static const char *since_words(int64_t ms)
{
	return ms <= 86400 * INT64_C(1000)        ? _("the last day")
		: ms <= 7 * 86400 * INT64_C(1000) ? _("the last 7 days")
						  : _("the last 30 days");
}

/* What is shown of all, or "Everything". */
static const char *filter_words(const struct model *m, char out[PAINT_SIZE])
{
	const struct audit_filter *f = &m->manage.audit.filter;
	const char *parts[] = {f->what[0] ? audit_words(f->what) : NULL,
		f->who[0] ? name_of(m, f->who) : NULL,
		f->within_ms ? since_words(f->within_ms) : NULL};
	size_t used = 0;

	paint_format(out, "%s", _("Everything"));
	for (int i = 0; i < 3; i++) {
		if (!parts[i])
			continue;
		snprintf(out + used, PAINT_SIZE - used, "%s%.200s",
			used ? "   " : "", parts[i]);
		used = strlen(out);
	}
	return out;
}

static const char *empty_words(const struct model *m)
{
	const struct audit *a = &m->manage.audit;

	if (!model_online(m))
		return _("No connection");
	if (!m->shop)
		return _("The relay is too old for this.");
	if (a->told && a->why)
		return excuse_text(a->why);
	return a->told ? _("Nothing of that kind.") : _("One moment");
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	const struct audit *a = &m->manage.audit;
	int row = manage_page_top(at), chosen = index_of(s);
	int end = at->foot - (at->small ? 0 : 1);
	char text[PAINT_SIZE];

	paint_line(g, row, at->left + 1, at->width - 1, STYLE_GREY,
		filter_words(m, text));
	row += at->small ? 1 : 2;
	if (a->n == 0)
		paint_line(g, row, at->left, at->width, STYLE_DEFAULT,
			empty_words(m));
	if (a->n > 0 && at->height >= 8) {
		end -= 3;
		draw_more(m, g, end + 1, at, &a->lines[chosen]);
	}
	list_page(&self->list, end - row, a->n, chosen);
	for (int i = 0; i < self->list.page && self->list.first + i < a->n;
		i++) {
		int n = self->list.first + i;

		draw_line(m, g, row + i, at, &a->lines[n], n == chosen);
		hits_row(s->hits, row + i, at->left, at->width, n);
	}
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	(void)s;
	feet[0] = (struct screen_foot){ACTION_OPEN, _("filter"), false};
	feet[1] = (struct screen_foot){ACTION_PAGE_DOWN, NULL, false};
	feet[2] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 3;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Audit");
}

const struct screen_ops audit_list_ops = {
	.name = "audit",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS | 1u << ACTION_MANAGING,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
