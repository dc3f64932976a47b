/* SPDX-License-Identifier: MIT */
/*
 * Asks a manager once more, by name, before something that cannot be taken
 * back.  What is chosen at first is the harmless answer.
 */
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/box.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/manage_page.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"

enum { ROW_BACK, ROW_DO };

struct self {
	bool yes;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	self->yes = false;
}

static void answer(struct screen *s)
{
	const struct self *self = s->self;

	if (self->yes && manage_page_off(s->model))
		return;
	s->pop = true;
	if (self->yes)
		deed_do(s);
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	uint32_t key =
		e->input && e->input->kind == INPUT_KEY ? e->input->key : 0;

	if (e->row != HITS_NO_ROW) {
		self->yes = e->row == ROW_DO;
		answer(s);
	} else if (e->action == ACTION_OPEN) {
		answer(s);
	} else if (e->action == ACTION_UP || e->action == ACTION_DOWN ||
		key == INPUT_KEY_LEFT || key == INPUT_KEY_RIGHT ||
		key == INPUT_KEY_TAB) {
		self->yes = !self->yes;
	} else {
		return e->action != ACTION_BACK && e->action != ACTION_HELP &&
			e->action != ACTION_ACCEPT && e->action != ACTION_PASS;
	}
	return true;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	const char *off = manage_page_off(s->model);
	int inner = (at->width < BOX_COLS ? at->width : BOX_COLS) - 6;
	int air = at->small ? 0 : 1, row = air, used;
	char title[PAINT_SIZE];
	struct box b;

	deed_title(s, title);
	b = box_open(g, at,
		paint_rows(title, inner) +
			paint_rows(deed_text(s->deed), inner) + 4 + 2 * air,
		deed_button(s->deed));
	row += box_text(&b, row, b.rows, STYLE_BOLD, title);
	row += box_text(&b, row, b.rows, STYLE_DEFAULT, deed_text(s->deed)) + 1;
	used = box_button(&b, row, b.col,
		self->yes ? STYLE_DEFAULT : STYLE_DEFAULT | STYLE_REVERSE,
		_("Go back"));
	hits_row(s->hits, b.row + row, b.col, used, ROW_BACK);
	b.col += used + 2;
	b.width -= used + 2;
	used = box_button(&b, row, b.col,
		(off ? STYLE_GREY : STYLE_RED) |
			(self->yes ? STYLE_REVERSE : 0),
		deed_button(s->deed));
	hits_row(s->hits, b.row + row, b.col, used, ROW_DO);
	if (off && paint_width(off) < b.width - used)
		paint_line(g, b.row + row, b.col + used + 1, b.width - used - 1,
			STYLE_GREY, off);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;

	feet[0] = (struct screen_foot){ACTION_OPEN, _("choose"),
		self->yes && manage_page_off(s->model)};
	feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 2;
}

const struct screen_ops sure_box_ops = {
	.name = "sure",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.over = true,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
};
