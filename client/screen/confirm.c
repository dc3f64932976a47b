/* SPDX-License-Identifier: MIT */
/*
 * Asks again before something that cannot be taken back.  What is chosen at
 * first is the harmless answer.
 */

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"

struct self {
	bool yes;
};

static bool is_end(const struct screen *s)
{
	return s->asked == ACTION_END;
}

static void title_of(const struct screen *s, char out[PAINT_SIZE])
{
	const struct chat *c = s->model->chat;
	const char *name = c && c->name ? c->name : _("a shopper");

	if (is_end(s))
		paint_format(out, _("End the chat with %s?"), name);
	else
		paint_format(out, _("Leave the chat with %s?"), name);
}

static const char *text_of(const struct screen *s)
{
	return is_end(s) ? _("The shopper is told that it has ended.")
			 : _("It goes to a colleague when you stay away.");
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	self->yes = false;
}

static void answer(struct screen *s)
{
	const struct self *self = s->self;
	struct action a = {.kind = s->asked};

	s->pop = true;
	if (!self->yes)
		return;
	if (s->asked == ACTION_END && s->model->chat)
		a.id = s->model->chat->id;
	screen_act(s, &a);
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	uint32_t key =
		e->input && e->input->kind == INPUT_KEY ? e->input->key : 0;

	if (e->row != HITS_NO_ROW) {
		self->yes = e->row;
		answer(s);
	} else if (e->action == ACTION_OPEN) {
		answer(s);
	} else if (e->action == ACTION_UP || e->action == ACTION_DOWN ||
		key == INPUT_KEY_LEFT || key == INPUT_KEY_RIGHT ||
		key == INPUT_KEY_TAB) {
		self->yes = !self->yes;
	} else {
		return e->action != ACTION_BACK && e->action != ACTION_HELP;
	}
	return true;
}

static int button(struct grid *g, int row, int col, bool chosen, uint8_t style,
	const char *word)
{
	char text[PAINT_SIZE];

	paint_format(text, "  %s  ", word);
	return paint_line(g, row, col, paint_width(text),
		chosen ? style | STYLE_REVERSE : style, text);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	int width = at->width < 50 ? at->width : 50, inner = width - 6;
	int col = (at->cols - width) / 2, row, rows, used;
	char title[PAINT_SIZE];

	title_of(s, title);
	rows = paint_rows(title, inner) + paint_rows(text_of(s), inner) + 4;
	row = at->top + (at->height > rows ? (at->height - rows) / 2 : 0);
	grid_box(g, row, col, rows, width, STYLE_DEFAULT);
	row++;
	col += 3;
	row += paint_block(g, row, col, rows, inner, STYLE_BOLD, title);
	row += paint_block(g, row, col, rows, inner, STYLE_DEFAULT, text_of(s));
	row++;
	used = button(g, row, col, !self->yes, STYLE_DEFAULT,
		is_end(s) ? _("Go on") : _("Stay"));
	hits_row(s->hits, row, col, used, false);
	col += used + 2;
	used = button(g, row, col, self->yes, STYLE_RED,
		is_end(s) ? _("End chat") : _("Leave"));
	hits_row(s->hits, row, col, used, true);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	(void)s;
	feet[0] = (struct screen_foot){ACTION_OPEN, _("choose"), false};
	feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 2;
}

const struct screen_ops confirm_ops = {
	.name = "confirm",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_IN_LISTS,
	.over = true,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
};
