/* SPDX-License-Identifier: MIT */
/*
 * Asks for the reason before a shopper is blocked (rule D9), and once more for
 * a yes: the harmless answer is chosen at first.
 */
#include <assert.h>
#include <stddef.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/box.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "shared/limits.h"
#include "shared/text.h"

enum { ROW_GO_ON, ROW_BLOCK };

struct self {
	struct edit *why;
	bool yes;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	if (!self->why)
		self->why = edit_new(LIMIT_NOTE_CHARS, false);
	assert(self->why);
	edit_set(self->why, "");
	self->yes = false;
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->why);
}

static bool has_reason(const struct self *self)
{
	return !text_blank(edit_text(self->why), edit_len(self->why));
}

static void answer(struct screen *s)
{
	struct self *self = s->self;

	if (self->yes && !has_reason(self))
		return;
	s->pop = true;
	if (self->yes)
		screen_act(s,
			&(struct action){.kind = ACTION_BLOCK_FOR,
				.text = edit_text(self->why)});
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	uint32_t key =
		e->input && e->input->kind == INPUT_KEY ? e->input->key : 0;

	if (e->row != HITS_NO_ROW) {
		self->yes = e->row == ROW_BLOCK;
		answer(s);
	} else if (e->action == ACTION_OPEN) {
		answer(s);
	} else if (e->action == ACTION_UP || e->action == ACTION_DOWN ||
		key == INPUT_KEY_TAB) {
		self->yes = !self->yes;
	} else if (e->action == ACTION_USER_COUNT && e->input) {
		return edit_key(self->why, e->input) != EDIT_KEY_NOT_MINE;
	} else {
		return e->action != ACTION_BACK && e->action != ACTION_HELP;
	}
	return true;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct chat *c = s->model->chat;
	const char *what = _("The chat ends. The shopper is not told, and is "
			     "not seen any more. Every manager is told.");
	int gap = at->small ? 0 : 1, rows, row, col, used;
	char title[PAINT_SIZE];
	struct box b;

	paint_format(
		title, _("Block %s?"), c && c->name ? c->name : _("a shopper"));
	rows = paint_rows(
		what, (at->width < BOX_COLS ? at->width : BOX_COLS) - 6);
	b = box_open(g, at, rows + 4 + 4 * gap, title);
	row = gap + box_text(&b, gap, rows, STYLE_DEFAULT, what) + gap;
	box_field(&b, row, _("Reason"), self->why, true);
	row += 1 + gap;
	col = b.col;
	used = box_button(&b, row, col,
		self->yes ? STYLE_DEFAULT : STYLE_REVERSE, _("Go on"));
	hits_row(s->hits, b.row + row, col, used, ROW_GO_ON);
	col += used + 2;
	used = box_button(&b, row, col,
		!has_reason(self)   ? STYLE_GREY
			: self->yes ? STYLE_RED | STYLE_REVERSE
				    : STYLE_RED,
		_("Block"));
	hits_row(s->hits, b.row + row, col, used, ROW_BLOCK);
	if (!has_reason(self))
		paint_line(g, b.row + row, col + used + 1,
			b.col + b.width - col - used - 1, STYLE_GREY,
			_("needs a reason"));
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;

	feet[0] = (struct screen_foot){
		ACTION_OPEN, _("choose"), self->yes && !has_reason(self)};
	feet[1] = (struct screen_foot){ACTION_DOWN, _("other answer"), false};
	feet[2] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 3;
}

const struct screen_ops block_box_ops = {
	.name = "block",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_IN_LISTS,
	.types = true,
	.over = true,
	.open = open,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
};
