/* SPDX-License-Identifier: MIT */
/*
 * The archive (rule E3): chats that are over, the newest first.  New sales are
 * blue and starred until they have been seen, and grey from then on.
 */
#include <assert.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/archive_words.h"
#include "client/screen/excuse.h"
#include "client/screen/hits.h"
#include "client/screen/keymap.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/input_key.h"
#include "client/term/style.h"

#define TABS 4                    /* the picks, and the enquiries */
#define TAB_HIT (ARCHIVE_MAX + 1) /* number of the first tab's clicks */
#define FIELD 26                  /* cells of the search field */
#define ROOMY 66                  /* so wide a page shows what was said last */

struct self {
	struct edit *text;
	struct id chosen; /* "" is the first */
	struct list list;
	bool typing; /* into the search field */
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	if (!self->text)
		self->text = edit_new(LIMIT_TITLE, false);
	assert(self->text);
	if (strcmp(edit_text(self->text), s->model->archive.text) != 0)
		edit_set(self->text, s->model->archive.text);
	self->typing = false;
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->text);
}

/* Where the chosen one stands now. */
static int index_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct archive *a = &s->model->archive;

	for (int i = 0; i < a->n; i++)
		if (id_same(&a->rows[i].chat, &self->chosen))
			return i;
	return 0;
}

static void choose(struct screen *s, int i)
{
	struct self *self = s->self;
	const struct archive *a = &s->model->archive;

	if (i >= a->n)
		return;
	self->chosen = i > 0 ? a->rows[i].chat : (struct id){0};
	if (a->more && a->n - i <= self->list.page)
		screen_do(s, ACTION_ARCHIVE_OLDER);
}

static void go(struct screen *s, int tab)
{
	struct self *self = s->self;

	self->chosen = (struct id){0};
	if (tab == WIRE_PICK_COUNT)
		s->run = ACTION_ENQUIRIES;
	else
		screen_act(s,
			&(struct action){
				.kind = ACTION_ARCHIVE_PICK, .number = tab});
}

static void enter(struct screen *s)
{
	const struct archive *a = &s->model->archive;

	if (a->n > 0)
		screen_act(s,
			&(struct action){.kind = ACTION_ARCHIVE_OPEN,
				.id = a->rows[index_of(s)].chat});
}

/* What is typed is looked for at once. */
static void find(struct screen *s)
{
	struct self *self = s->self;

	self->chosen = (struct id){0};
	screen_act(s,
		&(struct action){.kind = ACTION_ARCHIVE_FIND,
			.text = edit_text(self->text)});
}

/* In the field: letters are letters, whatever they mean beside it. */
static bool type(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	const struct input_event *in = e->input;
	bool text = in &&
		(in->kind == INPUT_PASTE ||
			(in->kind == INPUT_KEY && in->text[0]));

	if (!text && (e->action == ACTION_OPEN || e->action == ACTION_DOWN)) {
		self->typing = false;
		return true;
	}
	if (!text && e->action == ACTION_BACK) {
		self->typing = false;
		edit_set(self->text, "");
		find(s);
		return true;
	}
	if (!in || in->kind == INPUT_MOUSE ||
		edit_key(self->text, in) == EDIT_KEY_NOT_MINE)
		return false;
	find(s);
	return true;
}

static bool act(struct screen *s, enum action_kind kind)
{
	struct self *self = s->self;
	int tab = (int)s->model->archive.pick;

	switch (kind) {
	case ACTION_SEARCH:
		self->typing = true;
		return true;
	case ACTION_NEXT_TAB:
		go(s, tab + 1);
		return true;
	case ACTION_LAST_TAB:
		go(s, tab > 0 ? tab - 1 : TABS - 1);
		return true;
	case ACTION_SAVE_ARCHIVE:
		if (archive_words_can_save(s->model))
			s->push = SCREEN_SAVE_BOX;
		return true;
	case ACTION_OPEN:
		enter(s);
		return true;
	case ACTION_BACK:
		if (edit_len(self->text) == 0)
			return false;
		edit_set(self->text, "");
		find(s);
		return true;
	case ACTION_WHOSE:
		self->chosen = (struct id){0};
		return false;
	default:
		return false;
	}
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	int chosen = index_of(s);

	if (e->row >= TAB_HIT) {
		go(s, e->row - TAB_HIT);
		return true;
	}
	if (self->typing && e->row == HITS_NO_ROW && type(s, e))
		return true;
	if (e->row != HITS_NO_ROW && e->row == chosen) {
		enter(s);
		return true;
	}
	if (list_event(&self->list, e, s->model->archive.n, &chosen)) {
		choose(s, chosen);
		return true;
	}
	return act(s, e->action);
}

/* ---- drawing ---- */

static const char *tab_words(const struct model *m, int tab, char *out)
{
	static const char *const words[TABS] = {
		N_("All"), N_("Sales"), N_("Missed"), N_("Enquiries")};
	long fresh = m->has_panel ? (long)m->panel.fresh : 0;
	long waits = m->has_panel ? (long)m->panel.enquiries : 0;

	if (tab == WIRE_PICK_SALES && fresh > 0)
		return paint_format(out, "%s *%ld", _(words[tab]), fresh);
	if (tab == WIRE_PICK_COUNT && waits > 0)
		return paint_format(out, "%s %ld", _(words[tab]), waits);
	return paint_format(out, "%s", _(words[tab]));
}

static uint8_t tab_ink(const struct model *m, int tab)
{
	if (tab == (int)m->archive.pick)
		return STYLE_BOLD;
	return tab == WIRE_PICK_SALES && m->has_panel && m->panel.fresh > 0
		? STYLE_BLUE
		: STYLE_GREY;
}

/* Returns where they end. */
static int draw_tabs(
	const struct screen *s, struct grid *g, int row, int col, int width)
{
	const struct model *m = s->model;
	char text[PAINT_SIZE];
	int at = col + 1, gap = width < 60 ? 2 : 3;

	for (int i = 0; i < TABS; i++) {
		int used;

		tab_words(m, i, text);
		used = paint_line(
			g, row, at, col + width - at, tab_ink(m, i), text);
		hits_row(s->hits, row, at, used, TAB_HIT + i);
		at += used + gap;
	}
	return at;
}

static void draw_field(
	const struct screen *s, struct grid *g, int row, int col, int width)
{
	struct self *self = s->self;
	char text[PAINT_SIZE], key[INPUT_KEY_NAME_MAX];

	if (!self->typing && edit_len(self->text) == 0) {
		paint_format(text, "%s %s",
			keymap_name(s->keys, ACTION_SEARCH, key), _("search"));
		width = paint_right(
			g, row, col + width, width, STYLE_GREY, text);
		return;
	}
	paint_line(g, row, col, 1, STYLE_GREY, "/");
	if (self->typing)
		edit_draw(self->text, g, row, col + 2, 1, width - 2, STYLE_BOLD,
			false);
	else
		paint_line(g, row, col + 2, width - 2, STYLE_BOLD,
			edit_text(self->text));
}

struct columns {
	int when, name, holder, text, result; /* where they begin */
	int end;
};

/* The widths follow from the page's; without room for all of them, those that
 * say least give way. */
static struct columns columns_of(const struct model *m, int col, int width)
{
	bool team = m->archive.team && m->manager, roomy = width >= ROOMY;
	int when = m->japanese ? 14 : 10, result = roomy ? 20 : 14;
	struct columns c = {.when = col + 3, .end = col + width - 1};

	c.name = c.when + when + 2;
	c.result = c.end - result;
	c.holder = roomy ? c.name + width / 6 + 4 : c.result;
	c.text = c.holder + (team && roomy ? width / 7 + 4 : 0);
	if (!roomy)
		c.text = c.result;
	return c;
}

static void draw_titles(
	const struct model *m, struct grid *g, int row, int col, int width)
{
	struct columns c = columns_of(m, col, width);
	int used = paint_right(
		g, row, c.end, c.end - c.result, STYLE_GREY, _("Result"));

	paint_line(g, row, c.when, c.name - c.when - 2, STYLE_GREY, _("When"));
	paint_line(g, row, c.name, c.holder - c.name - 2, STYLE_GREY,
		_("Shopper"));
	if (c.text > c.holder)
		paint_line(g, row, c.holder, c.text - c.holder - 2, STYLE_GREY,
			_("Colleague"));
	if (c.result > c.text)
		paint_line(g, row, c.text, c.end - used - 2 - c.text,
			STYLE_GREY, _("Last message"));
}

static void draw_row(const struct model *m, struct grid *g, int row, int col,
	int width, const struct archive_row *r, bool chosen)
{
	struct columns c = columns_of(m, col, width);
	bool fresh = archive_words_fresh(m, r);
	uint8_t style = fresh  ? STYLE_BLUE_BOLD
		: r->sales > 0 ? STYLE_GREY
			       : STYLE_DEFAULT;
	char text[PAINT_SIZE];
	int used;

	if (chosen)
		style |= STYLE_REVERSE;
	grid_fill(g, row, col, 1, width, style);
	if (fresh)
		paint_line(g, row, col + 1, 1, style, "*");
	paint_line(g, row, c.when, c.name - c.when - 2, style,
		archive_words_when(m, r->at, text));
	used = paint_right(g, row, c.end, c.end - c.result, style,
		archive_words_result(m, r, text));
	if (c.holder == c.result) /* little room: what the result leaves */
		c.holder = c.text = c.end - used;
	paint_line(g, row, c.name, c.holder - c.name - 2, style,
		archive_words_name(r));
	if (c.text > c.holder)
		paint_line(g, row, c.holder, c.text - c.holder - 2, style,
			r->holder ? r->holder : "-");
	if (c.text < c.end - used - 2)
		paint_line(g, row, c.text, c.end - used - 2 - c.text, style,
			r->text ? r->text : "");
}

/* Kind words where there is no list. */
static const char *nothing_words(const struct model *m)
{
	const struct archive *a = &m->archive;

	if (a->err)
		return excuse_text(a->err);
	if (!a->told)
		return model_online(m) ? _("One moment") : _("No connection");
	if (a->text[0])
		return _("Nothing found. Fewer or other words may help.");
	if (a->pick == WIRE_PICK_SALES)
		return _("No sales yet. What a shopper buys soon after a chat "
			 "will stand here.");
	if (a->pick == WIRE_PICK_MISSED)
		return _("No chat was missed.");
	return _("No chats yet. Those that are over will stand here.");
}

static void draw_list(const struct screen *s, struct grid *g, int row, int col,
	int rows, int width)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	const struct archive *a = &m->archive;
	int chosen = index_of(s);

	list_page(&self->list, rows, a->n, chosen);
	if (a->n == 0)
		paint_block(g, row, col + 1, rows, width - 2, STYLE_DEFAULT,
			nothing_words(m));
	for (int i = 0; i < rows && self->list.first + i < a->n; i++) {
		int n = self->list.first + i;

		draw_row(m, g, row + i, col, width, &a->rows[n],
			n == chosen && !self->typing);
		hits_row(s->hits, row + i, col, width, n);
	}
}

/* The titles, or why this may not be all. */
static int draw_above(const struct screen *s, struct grid *g, int row,
	const struct layout *at)
{
	const struct archive *a = &s->model->archive;

	if (a->err && a->n > 0) {
		paint_line(g, row, at->left + 1, at->width - 1, STYLE_BOLD,
			excuse_text(a->err));
		return row + 1;
	}
	if (at->small)
		return row;
	draw_titles(s->model, g, row, at->left, at->width);
	grid_hline(g, row + 1, at->left, at->width, STYLE_GREY);
	return row + 2;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	int air = at->small ? 0 : 1, row = at->top + air;
	int end = at->left + at->width, tabs;
	bool looks = self->typing || edit_len(self->text) > 0;

	grid_cursor_hide(g);
	tabs = draw_tabs(s, g, row, at->left, at->width);
	if (end - tabs >= (looks ? FIELD : FIELD / 2)) {
		draw_field(s, g, row, end - FIELD, FIELD - 1);
		row += 1 + air;
	} else if (looks) {
		draw_field(s, g, ++row, at->left + 1, at->width - 1);
		row++;
	} else {
		row += 1 + air;
	}
	row = draw_above(s, g, row, at);
	draw_list(s, g, row, at->left, at->foot - row - air, at->width);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;
	const struct model *m = s->model;
	int n = 0;

	if (self->typing) {
		feet[n++] = (struct screen_foot){ACTION_OPEN, _("list"), false};
		feet[n++] = (struct screen_foot){ACTION_BACK, NULL, false};
		return n;
	}
	feet[n++] = (struct screen_foot){ACTION_OPEN, NULL, m->archive.n == 0};
	feet[n++] = (struct screen_foot){ACTION_SEARCH, NULL, false};
	feet[n++] = (struct screen_foot){
		ACTION_SAVE_ARCHIVE, NULL, !archive_words_can_save(m)};
	if (m->manager)
		feet[n++] = (struct screen_foot){ACTION_WHOSE,
			m->archive.team ? _("only mine") : NULL, false};
	if (!m->manager)
		feet[n++] = (struct screen_foot){ACTION_NEXT_TAB, NULL, false};
	feet[n++] = (struct screen_foot){ACTION_BACK, NULL, false};
	return n;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Archive");
}

const struct screen_ops archive_list_ops = {
	.name = "archive",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_ARCHIVE | 1u << ACTION_IN_LISTS,
	.open = open,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
