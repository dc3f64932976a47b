/* SPDX-License-Identifier: MIT */
/*
 * One's own account (rules A5, A8): what can be changed, and where it is
 * signed in.
 */
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/deed.h"
#include "client/screen/excuse.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

/* The rows that can be chosen: these, the sessions, all sessions but one. */
enum { NAME, ADDRESS, PASSWORD, MAILS, GROUPS, SESSIONS };

#define WIDE 74   /* columns that show since when */
#define NARROW 54 /* below which a time alone must do */

struct self {
	int chosen;
	struct list list;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	*self = (struct self){0};
}

static int others(const struct account *c)
{
	int n = 0;

	for (int i = 0; i < c->n; i++)
		n += !c->sessions[i].here;
	return n;
}

static int rows_of(const struct account *c)
{
	return SESSIONS + c->n + (others(c) > 1 ? 1 : 0);
}

/* NULL: the row is no session. */
static const struct account_session *session_of(const struct account *c, int i)
{
	return i >= SESSIONS && i < SESSIONS + c->n ? &c->sessions[i - SESSIONS]
						    : NULL;
}

static bool is_off(const struct screen *s, int i)
{
	const struct account_session *x = session_of(&s->model->account, i);

	return !model_online(s->model) || !s->model->account.told ||
		i == MAILS || i == GROUPS || (x && (x->here || x->ending));
}

static void enter(struct screen *s)
{
	static const enum account_step steps[SESSIONS] = {
		[NAME] = ACCOUNT_NAME,
		[ADDRESS] = ACCOUNT_ADDRESS,
		[PASSWORD] = ACCOUNT_PASSWORD,
	};
	const struct account *c = &s->model->account;
	struct self *self = s->self;
	const struct account_session *x = session_of(c, self->chosen);
	struct action a = {.kind = ACTION_CHANGE};

	if (is_off(s, self->chosen))
		return;
	if (self->chosen < SESSIONS) {
		a.number = steps[self->chosen];
		screen_act(s, &a);
	} else if (x) {
		deed_begin(s, DEED_END_SESSION, x->id.s);
	} else {
		deed_begin(s, DEED_END_OTHERS, "");
	}
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	int n = rows_of(&s->model->account), before = self->chosen;

	if (self->chosen >= n)
		self->chosen = n - 1;
	if (list_event(&self->list, e, n, &self->chosen)) {
		if (e->row != HITS_NO_ROW && self->chosen == before)
			enter(s);
		return true;
	}
	if (e->action == ACTION_OPEN)
		enter(s);
	return e->action == ACTION_OPEN;
}

/* ---- drawing ---- */

static const char *label_of(int i)
{
	static const char *const labels[SESSIONS] = {
		[NAME] = N_("Your name"),
		[ADDRESS] = N_("E-mail address"),
		[PASSWORD] = N_("Password"),
		[MAILS] = N_("Mails to you"),
		[GROUPS] = N_("Groups"),
	};

	return _(labels[i]);
}

/* In so many cells at most, if it can be. */
static const char *value_of(
	const struct model *m, int i, int width, char out[PAINT_SIZE])
{
	const struct account *c = &m->account;

	if (i == NAME)
		return c->name;
	if (i == PASSWORD)
		return "**********";
	if (i == MAILS) /* as one signed in last */
		return paint_language(c->lang);
	if (i == GROUPS) /* by name, as the relay last said */
		return m->groups && *m->groups    ? m->groups
			: c->groups && *c->groups ? c->groups
						  : "-";
	if (!c->moving || m->now_ms >= c->moving_until)
		return c->address;
	paint_format(
		out, _("%s (%s waits for its code)"), c->address, c->moving);
	return paint_width(out) <= width ? out : _("waits for its code");
}

static int label_cells(void)
{
	int most = 0;

	for (int i = 0; i < SESSIONS; i++)
		if (paint_width(label_of(i)) > most)
			most = paint_width(label_of(i));
	return most;
}

static void draw_fact(const struct model *m, struct grid *g, int row, int col,
	int width, int i, uint8_t style)
{
	int label = label_cells() + 3;
	char text[PAINT_SIZE];

	paint_line(g, row, col + 1, label, style, label_of(i));
	width -= 2 + label;
	paint_line(g, row, col + 1 + label, width, style,
		value_of(m, i, width, text));
}

static void draw_session(const struct screen *s, struct grid *g, int row,
	int col, int width, const struct account_session *x, uint8_t style)
{
	const struct model *m = s->model;
	char text[PAINT_SIZE], when[PAINT_SIZE];
	int used;

	if (x->ending)
		paint_format(text, "%s", _("One moment"));
	else if (x->here)
		paint_format(text, "%s", _("this one"));
	else if (width < NARROW)
		paint_when(m, x->used, text);
	else
		paint_format(
			text, _("last used %s"), paint_when(m, x->used, when));
	used = paint_right(g, row, col + width - 1, width - 12, style, text);
	if (width >= WIDE && !x->ending) {
		paint_format(text, _("since %s"), paint_when(m, x->made, when));
		paint_line(g, row, col + width / 3 - 1,
			width - width / 3 - used - 1, style, text);
		used = width - width / 3 + 1;
	}
	paint_line(g, row, col + 1, width - used - 3, style,
		x->device ? x->device : _("an unnamed device"));
}

static void draw_row(const struct screen *s, struct grid *g, int row, int col,
	int width, int i)
{
	const struct self *self = s->self;
	const struct account *c = &s->model->account;
	const struct account_session *x = session_of(c, i);
	uint8_t style = is_off(s, i) ? STYLE_GREY : STYLE_DEFAULT;

	if (i == self->chosen)
		style |= STYLE_REVERSE;
	grid_fill(g, row, col, 1, width, style);
	hits_row(s->hits, row, col, width, i);
	if (i < SESSIONS)
		draw_fact(s->model, g, row, col, width, i, style);
	else if (x)
		draw_session(s, g, row, col, width, x, style);
	else
		paint_line(g, row, col + 1, width - 2, style,
			_("Sign out everywhere else"));
}

/* Blanks and headings before a row. */
static int before(const struct screen *s, struct grid *g, int row, int col,
	int width, int i, bool air)
{
	const struct account *c = &s->model->account;

	if (i != SESSIONS && i != SESSIONS + c->n)
		return 0;
	if (i == SESSIONS && g) {
		paint_line(g, row + air, col + 1, width, STYLE_BOLD,
			_("Signed in"));
	}
	return i == SESSIONS ? 1 + air + air : air;
}

static void draw_rows(
	struct screen *s, struct grid *g, const struct layout *at, int row)
{
	struct self *self = s->self;
	int n = rows_of(&s->model->account), first = 0, need;
	bool air = !at->small;

	if (self->chosen >= n)
		self->chosen = n - 1;
	/* Scroll until the chosen one is on the page. */
	for (;; first++) {
		need = 0;
		for (int i = first; i <= self->chosen; i++)
			need += 1 + before(s, NULL, 0, 0, 0, i, air);
		if (need <= at->foot - row || first == self->chosen)
			break;
	}
	self->list = (struct list){first, at->foot - row};
	for (int i = first; i < n; i++) {
		if (row + before(s, NULL, 0, 0, 0, i, air) >= at->foot)
			break;
		row += before(s, g, row, at->left, at->width, i, air);
		draw_row(s, g, row, at->left, at->width, i);
		row++;
	}
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct model *m = s->model;
	int row = at->top + (at->small ? 0 : 1);

	if (!m->account.told) {
		paint_line(g, row, at->left, at->width, STYLE_DEFAULT,
			!model_online(m)         ? _("No connection")
				: m->account.why ? excuse_text(m->account.why)
						 : _("One moment"));
		return;
	}
	draw_rows(s, g, at, row);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;
	const struct account *c = &s->model->account;
	int n = 0;

	if (c->told)
		feet[n++] = (struct screen_foot){ACTION_OPEN,
			self->chosen < SESSIONS ? _("change") : _("sign out"),
			is_off(s, self->chosen)};
	feet[n++] = (struct screen_foot){ACTION_BACK, NULL, false};
	feet[n++] = (struct screen_foot){ACTION_HOME, NULL, false};
	return n;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Account");
}

const struct screen_ops account_page_ops = {
	.name = "account",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
