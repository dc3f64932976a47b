/* SPDX-License-Identifier: MIT */
/*
 * The archive (rule E3): chats that are over, the newest first.  New sales are
 * blue and starred until they have been seen, and grey from then on.
 */
#include <string.h>

#include "client/model/archive_rows.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/archive_tabs.h"
#include "client/screen/archive_words.h"
#include "client/screen/excuse.h"
#include "client/screen/find_field.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/screen/save_box.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

#define ROOMY 66      /* so wide a page shows what was said last */
#define NAME_LEAST 10 /* cells of a name */
#define TIGHT 50      /* in less a day goes without its weekday */

struct self {
	struct find_field field;
	struct id chosen, whose; /* a chat, and who had it; "" is the first */
	int at;                  /* where that one stood last */
	struct list list;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	find_field_open(&self->field, LIMIT_TITLE, s->model->archive.text);
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	find_field_end(&self->field);
}

/* Where the chosen one stands now: for each key, and each page drawn, so that
 * all rows are gone through only when it has moved. */
static int index_of(const struct screen *s)
{
	struct self *self = s->self;
	const struct archive *a = &s->model->archive;
	int i;

	if (!id_is(&self->chosen))
		return 0;
	if (self->at < a->n &&
		archive_rows_index(&a->rows[self->at], 1, &self->chosen,
			&self->whose) == 0)
		return self->at;
	i = archive_rows_index(a->rows, a->n, &self->chosen, &self->whose);
	if (i == a->n)
		return 0;
	return self->at = i;
}

static void choose(struct screen *s, int i)
{
	struct self *self = s->self;
	const struct archive *a = &s->model->archive;

	if (i >= a->n)
		return;
	self->chosen = i > 0 ? a->rows[i].chat : (struct id){0};
	self->whose = a->rows[i].associate;
	self->at = i;
	if (a->more && a->n - i <= self->list.page)
		screen_do(s, ACTION_ARCHIVE_OLDER);
}

static void enter(struct screen *s)
{
	const struct archive *a = &s->model->archive;
	const struct archive_row *r;

	if (a->n == 0)
		return;
	r = &a->rows[index_of(s)];
	screen_act(s,
		&(struct action){.kind = ACTION_ARCHIVE_OPEN,
			.whose = r->associate,
			.id = r->chat});
}

/* What is typed is looked for at once.  False: it was not the field's. */
static bool find(struct screen *s, enum find_field_did did)
{
	struct self *self = s->self;

	if (did != FIND_FIELD_CHANGED)
		return did == FIND_FIELD_MINE;
	self->chosen = (struct id){0};
	screen_act(s,
		&(struct action){.kind = ACTION_ARCHIVE_FIND,
			.text = find_field_text(&self->field)});
	return true;
}

static bool act(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;

	switch (e->action) {
	case ACTION_OPEN:
		enter(s);
		return true;
	case ACTION_WHOSE:
		self->chosen = (struct id){0};
		return false;
	default:
		return save_box_event(s, e) ||
			find(s, find_field_common(&self->field, e));
	}
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	int chosen = index_of(s);

	if (find(s, find_field_event(&self->field, e)))
		return true;
	if (archive_tabs_event(s, e, (int)s->model->archive.pick)) {
		self->chosen = (struct id){0};
		return true;
	}
	if (e->row != HITS_NO_ROW && e->row == chosen) {
		enter(s);
		return true;
	}
	if (list_event(&self->list, e, s->model->archive.n, &chosen)) {
		choose(s, chosen);
		return true;
	}
	return act(s, e);
}

/* ---- drawing ---- */

struct columns {
	int when, name, holder, text, result; /* where they begin */
	int end;
};

/* The widths follow from the page's; without room for all of them, those that
 * say least give way. */
static struct columns columns_of(const struct model *m, int col, int width)
{
	bool team = m->archive.team && m->manager, roomy = width >= ROOMY;
	int when = !m->japanese ? 10
		: width < TIGHT ? 8
				: 14,
	    result = roomy ? 20 : 14;
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

/* What a result may have: a sum that is cut says another one, so more than its
 * column, of the text or else of the name. */
static int result_room(const struct columns *c)
{
	int room = c->text < c->result ? c->end - c->text
				       : c->end - c->name - NAME_LEAST;

	return room > c->end - c->result ? room : c->end - c->result;
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
	archive_words_when(m, r->at, text);
	if (width < TIGHT)
		text[strcspn(text, "(")] = '\0'; /* Japanese */
	paint_line(g, row, c.when, c.name - c.when - 2, style, text);
	used = paint_right(g, row, c.end, result_room(&c), style,
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
			n == chosen && !self->field.typing);
		hits_row(s->hits, row + i, col, width, n);
	}
}

/* Why what stands there may not be what is asked for; NULL: it is. */
static const char *doubt_words(const struct model *m)
{
	const struct archive *a = &m->archive;

	if (a->n == 0) /* which says so itself */
		return NULL;
	if (a->err)
		return excuse_text(a->err);
	if (!a->renewed)
		return NULL;
	if (!model_online(m))
		return _("No connection");
	return a->again_ms > m->now_ms ? _("One moment") : NULL;
}

/* The titles, or why this may not be all. */
static int draw_above(const struct screen *s, struct grid *g, int row,
	const struct layout *at)
{
	const char *doubt = doubt_words(s->model);

	if (doubt) {
		paint_line(
			g, row, at->left + 1, at->width - 1, STYLE_BOLD, doubt);
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
	int air = at->small ? 0 : 1, row;

	grid_cursor_hide(g);
	row = archive_tabs_draw(
		s, &self->field, g, at, (int)s->model->archive.pick);
	row = draw_above(s, g, row, at);
	draw_list(s, g, row, at->left, at->foot - row - air, at->width);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;
	const struct model *m = s->model;
	int n = find_field_foot(&self->field, feet);

	if (n > 0)
		return n;
	feet[n++] = (struct screen_foot){ACTION_OPEN, NULL, m->archive.n == 0};
	feet[n++] = (struct screen_foot){ACTION_SEARCH, NULL, false};
	feet[n++] = save_box_foot(m);
	if (m->manager)
		feet[n++] = (struct screen_foot){ACTION_WHOSE,
			m->archive.team ? _("only mine") : NULL, false};
	else
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
