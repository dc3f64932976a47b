/* SPDX-License-Identifier: MIT */
/*
 * A problem report (rule H3): all of it is shown before it is sent to the
 * retailer's support, or saved to a file.
 */
#include <assert.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/settings.h"
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
#include "shared/mem.h"

enum { SEND, KEEP, BUTTONS };

struct self {
	struct edit *own;
	int up;     /* first row of the report that is shown */
	int chosen; /* button */
	int page;   /* rows of the report, as last drawn */
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	if (!self->own)
		self->own = edit_new(LIMIT_NOTE_CHARS, false);
	assert(self->own);
	edit_set(self->own, "");
	self->up = 0;
	self->chosen = SEND;
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->own);
}

static bool is_off(const struct screen *s, int button)
{
	return button == SEND ? !model_online(s->model)
			      : s->model->settings->kiosk;
}

static void run(struct screen *s, int button)
{
	struct self *self = s->self;

	if (is_off(s, button))
		return;
	screen_act(s,
		&(struct action){.kind = button == SEND ? ACTION_REPORT_SEND
							: ACTION_REPORT_KEEP,
			.text = edit_text(self->own)});
	s->pop = true;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	uint32_t key =
		e->input && e->input->kind == INPUT_KEY ? e->input->key : 0;

	if (e->row != HITS_NO_ROW && e->row < BUTTONS)
		run(s, e->row);
	else if (e->action == ACTION_OPEN)
		run(s, self->chosen);
	else if (key == INPUT_KEY_TAB)
		self->chosen = 1 - self->chosen;
	else if (e->action == ACTION_UP)
		self->up--;
	else if (e->action == ACTION_DOWN)
		self->up++;
	else if (e->action == ACTION_PAGE_UP)
		self->up -= self->page;
	else if (e->action == ACTION_PAGE_DOWN)
		self->up += self->page;
	else if (e->action == ACTION_USER_COUNT && e->input)
		return edit_key(self->own, e->input) != EDIT_KEY_NOT_MINE;
	else
		return false;
	return true;
}

static const char *row_of(const char *text, int row)
{
	for (; row > 0 && *text; row--) {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return text;
}

/* Lines are cut, not wrapped: the picture of the screen would break. */
static void draw_report(
	struct screen *s, const struct box *b, int row, int rows)
{
	struct self *self = s->self;
	char *text = trouble_text(s->model, edit_text(self->own)), *line;
	int all = 0;

	for (const char *c = text; *c; c++)
		all += *c == '\n';
	if (self->up > all - rows)
		self->up = all - rows;
	if (self->up < 0)
		self->up = 0;
	self->page = rows > 0 ? rows : 1;
	line = (char *)row_of(text, self->up);
	for (int i = 0; i < rows && *line; i++) {
		size_t len = strcspn(line, "\n");

		grid_span(b->g, b->row + row + i, b->col, b->width, STYLE_GREY,
			line, len);
		line += len + (line[len] == '\n');
	}
	mem_free(text);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	static const char *const words[BUTTONS] = {
		N_("Send to support"), N_("Save it")};
	struct self *self = s->self;
	int gap = at->small ? 0 : 1, last, col, used;
	struct box b = box_open_wide(g, at, at->height, _("Report a problem"));

	col = b.col;
	last = b.rows - 1;
	box_field(&b, 0, _("What is wrong"), self->own, true);
	draw_report(s, &b, 1 + gap, last - 1 - 2 * gap);
	for (int i = 0; i < BUTTONS; i++) {
		uint8_t style = is_off(s, i) ? STYLE_GREY : STYLE_DEFAULT;

		if (i == self->chosen)
			style |= STYLE_REVERSE;
		used = box_button(&b, last, col, style, _(words[i]));
		hits_row(s->hits, b.row + last, col, used, i);
		col += used + 2;
	}
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;

	feet[0] = (struct screen_foot){
		ACTION_OPEN, _("choose"), is_off(s, self->chosen)};
	feet[1] = (struct screen_foot){ACTION_PAGE_DOWN, NULL, false};
	feet[2] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 3;
}

const struct screen_ops report_box_ops = {
	.name = "report",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_IN_LISTS,
	.types = true,
	.over = true,
	.keeps = true,
	.open = open,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
};
