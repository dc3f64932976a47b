/* SPDX-License-Identifier: MIT */
/*
 * Enquiries (rule C9): those that wait, oldest first, whoever works on them,
 * and below them those that were answered, newest first; and the one that is
 * opened, with all that was written, which can be taken up and answered.
 */
#include <string.h>

#include "client/model/enquiry.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/archive_tabs.h"
#include "client/screen/archive_words.h"
#include "client/screen/enquiry_words.h"
#include "client/screen/excuse.h"
#include "client/screen/find_field.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/open_page.h"
#include "client/screen/paint.h"
#include "client/screen/save_box.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

struct self {
	struct id chosen; /* "" is the first */
	bool opened;
	struct list list;
	struct find_field field;
	struct open_page page;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	find_field_open(&self->field, LIMIT_FIND, s->model->answered.text);
	self->chosen = (struct id){0};
	self->opened = false;
	self->list = (struct list){0};
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	find_field_end(&self->field);
}

/* ---- what is on the list ---- */

/* While something is looked for, only what was answered is. */
static int waiting(const struct model *m)
{
	return m->answered.text[0] ? 0 : m->n_enquiries;
}

static int count(const struct model *m)
{
	return waiting(m) + m->answered.n;
}

static const struct enquiry *row_of(const struct model *m, int i)
{
	int n = waiting(m);

	return i < n ? &m->enquiries[i] : &m->answered.rows[i - n];
}

/* Where the chosen one stands now. */
static int index_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct model *m = s->model;

	for (int i = 0; i < count(m); i++)
		if (id_same(&row_of(m, i)->id, &self->chosen))
			return i;
	return 0;
}

/* NULL: there is none.  An opened one that is gone is not another. */
static const struct enquiry *chosen_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct enquiry *e =
		count(s->model) > 0 ? row_of(s->model, index_of(s)) : NULL;

	return self->opened && e && !id_same(&e->id, &self->chosen) ? NULL : e;
}

static void choose(struct screen *s, int i)
{
	struct self *self = s->self;
	const struct model *m = s->model;

	if (i >= count(m))
		return;
	self->chosen = row_of(m, i)->id;
	if (m->answered.more && count(m) - i <= self->list.page)
		screen_do(s, ACTION_ANSWERED_OLDER);
}

/* ---- events ---- */

/* Among those that were answered.  False: it was not the field's. */
static bool find(struct screen *s, enum find_field_did did)
{
	struct self *self = s->self;

	if (did != FIND_FIELD_CHANGED)
		return did == FIND_FIELD_MINE;
	self->chosen = (struct id){0};
	screen_act(s,
		&(struct action){.kind = ACTION_ANSWERED_FIND,
			.text = find_field_text(&self->field)});
	return true;
}

static void open_one(struct screen *s)
{
	struct self *self = s->self;
	const struct enquiry *e = chosen_of(s);

	if (!e)
		return;
	self->chosen = e->id;
	self->opened = true;
	self->page.top = 0;
	screen_act(s,
		&(struct action){
			.kind = ACTION_ANSWERED_OPEN, .id = self->chosen});
}

/* Takes it up, or answers it. */
static void enter(struct screen *s)
{
	const struct enquiry *e = chosen_of(s);

	if (!e)
		return;
	if (!enquiry_is_ours(s->model, e)) {
		if (!e->taken)
			screen_act(s,
				&(struct action){
					.kind = ACTION_TAKE_UP, .id = e->id});
		return;
	}
	strcpy(s->subject, e->id.s);
	s->push = SCREEN_ANSWER;
}

static bool opened_event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	const struct enquiry *q = chosen_of(s);

	if (e->row != HITS_NO_ROW) {
		enter(s);
		return true;
	}
	switch (e->action) {
	case ACTION_OPEN:
		enter(s);
		return true;
	case ACTION_PUT_BACK:
		if (q && !q->done)
			screen_act(s,
				&(struct action){.kind = ACTION_ENQUIRY_BACK,
					.id = q->id});
		return true;
	case ACTION_BACK:
		self->opened = false;
		screen_act(s, &(struct action){.kind = ACTION_ANSWERED_OPEN});
		return true;
	case ACTION_SEARCH:
	case ACTION_NEXT_TAB:
	case ACTION_LAST_TAB:
		return true;
	default:
		return save_box_event(s, e) || open_page_event(&self->page, e);
	}
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	int chosen = index_of(s);

	if (self->opened)
		return opened_event(s, e);
	if (find(s, find_field_event(&self->field, e)) ||
		archive_tabs_event(s, e, ARCHIVE_TABS_ENQUIRIES))
		return true;
	if (list_event(&self->list, e, count(s->model), &chosen)) {
		choose(s, chosen);
		return true;
	}
	if (save_box_event(s, e))
		return true;
	if (e->action != ACTION_OPEN)
		return find(s, find_field_common(&self->field, e));
	open_one(s);
	return true;
}

/* ---- drawing ---- */

static uint8_t ink(const struct model *m, const struct enquiry *e)
{
	if (e->done)
		return e->state == WIRE_OUTCOME_FAILED ? STYLE_BOLD
						       : STYLE_GREY;
	if (!e->taken)
		return STYLE_DEFAULT;
	return enquiry_is_ours(m, e) ? STYLE_BOLD : STYLE_GREY;
}

static void draw_row(const struct model *m, struct grid *g, int row, int col,
	int width, const struct enquiry *e, bool chosen)
{
	uint8_t style = ink(m, e);
	int when = m->japanese ? 16 : 12, name = width / 4;
	int at = col + 3;
	char text[PAINT_SIZE];
	const char *mark = e->done ? e->state == WIRE_OUTCOME_FAILED ? "!" : ""
		: e->taken         ? ""
				   : "*";

	if (chosen)
		style |= STYLE_REVERSE;
	grid_fill(g, row, col, 1, width, style);
	paint_line(g, row, col + 1, 1, style, mark);
	if (width < 50) {
		name = 12;
	} else {
		paint_line(g, row, at, when, style,
			archive_words_when(m, e->done ? e->done : e->at, text));
		at += when;
	}
	paint_line(g, row, at, name, style, enquiry_words_name(e));
	at += name + 2;
	if (at < col + width - 4)
		paint_block(g, row, at, 1, col + width - 1 - at, style,
			e->done || e->taken ? enquiry_words_state(m, e, text)
					    : e->text);
}

/* Where there is no list. */
static const char *nothing_words(const struct model *m)
{
	const struct answered *a = &m->answered;

	if (!model_online(m))
		return _("No connection");
	if (a->err)
		return excuse_text(a->err);
	if (m->enquiries_asked || a->asking)
		return _("One moment");
	if (a->text[0])
		return _("Nothing found. Fewer or other words may help.");
	return _("No enquiries wait.");
}

/* Those that were answered stand below a heading. */
static void draw_list(
	struct screen *s, struct grid *g, int row, int col, int rows, int width)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int chosen = index_of(s), n = count(m), split = waiting(m);
	int head = split < n && rows > 4, first;

	list_page(&self->list, rows - head, n, chosen);
	first = self->list.first;
	for (int i = 0; i < rows - head && first + i < n; i++) {
		int which = first + i;

		if (head && which == split)
			paint_line(g, row++ + i, col + 1, width - 1, STYLE_GREY,
				_("Answered"));
		draw_row(m, g, row + i, col, width, row_of(m, which),
			which == chosen && !self->field.typing);
		hits_row(s->hits, row + i, col, width, which);
	}
	if (n == 0)
		paint_block(g, row, col + 1, rows, width - 2, STYLE_DEFAULT,
			nothing_words(m));
}

/* What Enter does, as the foot says it and as the button does. */
static const char *const deeds[][2] = {{N_("write again"), N_("Write again")},
	{N_("answer"), N_("Answer")}, {N_("take up"), N_("Take up")}};

/* Which of them; `off`: nothing now. */
static int deed(const struct model *m, const struct enquiry *e, bool *off)
{
	*off = !model_online(m);
	if (e->done)
		return 0;
	if (enquiry_is_ours(m, e))
		return 1;
	*off = *off || e->taken;
	return 2;
}

struct opened {
	const struct model *m;
	const struct enquiry *e;
};

static void write_page(void *ctx, struct leaf *l)
{
	const struct opened *o = ctx;

	enquiry_words_page(o->m, o->e, l);
}

static void draw_opened(struct screen *s, struct grid *g, int row, int col,
	int rows, int width, const struct enquiry *e)
{
	struct self *self = s->self;
	struct opened o = {s->model, e};
	bool off;
	const char *button = _(deeds[deed(s->model, e, &off)][1]);

	open_page_draw(&self->page, g, s->hits, row, col, rows, width,
		write_page, &o, button, off);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	int col = at->left, air = at->small ? 0 : 1;
	int row = at->top + air, rows = at->foot - row - air;
	const struct enquiry *e = chosen_of(s);

	grid_cursor_hide(g);
	if (self->opened && e) {
		draw_opened(s, g, row, col, rows, at->width, e);
		return;
	}
	self->opened = false;
	row = archive_tabs_draw(s, &self->field, g, at, ARCHIVE_TABS_ENQUIRIES);
	draw_list(s, g, row, col, at->foot - row - air, at->width);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;
	const struct model *m = s->model;
	const struct enquiry *e = chosen_of(s);
	bool off = false;
	const char *word = NULL;
	int n = find_field_foot(&self->field, feet);

	if (n > 0)
		return n;
	if (e && self->opened)
		word = _(deeds[deed(m, e, &off)][0]);
	if (e)
		feet[n++] = (struct screen_foot){ACTION_OPEN, word, off};
	if (e && self->opened && !e->done && enquiry_is_ours(m, e))
		feet[n++] = (struct screen_foot){
			ACTION_PUT_BACK, NULL, !model_online(m)};
	if (!self->opened)
		feet[n++] = (struct screen_foot){ACTION_SEARCH, NULL, false};
	feet[n++] = save_box_foot(m);
	feet[n++] = (struct screen_foot){ACTION_BACK, NULL, false};
	feet[n++] = (struct screen_foot){ACTION_HOME, NULL, false};
	return n;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Enquiries");
}

const struct screen_ops enquiry_list_ops = {
	.name = "enquiries",
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
