/* SPDX-License-Identifier: MIT */
/*
 * The help: made from the tables of actions and of editing keys.  Enter does
 * what is chosen.
 */
#include <stdio.h>
#include <string.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/ring.h"
#include "client/model/settings.h"
#include "client/model/words.h"
#include "client/screen/keymap.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/input_key.h"
#include "client/term/style.h"

enum kind { HEADING, ACTION, EDITING };

struct row {
	enum kind kind;
	int which; /* group, action, row of the editing keys */
};

#define ROWS 128

struct self {
	int chosen, first, page;
};

static int fill(struct row rows[ROWS])
{
	const char *text;
	uint32_t key;
	int n = 0;

	for (int group = 0; group < ACTION_GROUP_COUNT; group++) {
		rows[n++] = (struct row){HEADING, group};
		for (int a = 0; a < ACTION_USER_COUNT; a++)
			if ((int)action_info(a)->group == group && n < ROWS)
				rows[n++] = (struct row){ACTION, a};
	}
	rows[n++] = (struct row){HEADING, ACTION_GROUP_COUNT};
	for (int i = 0; edit_key_help(i, &key, &text) && n < ROWS; i++)
		rows[n++] = (struct row){EDITING, i};
	return n;
}

/* Would it do something where the help was opened? */
static bool can_run(const struct model *m, enum action_kind a)
{
	bool out = m->place == MODEL_SIGN_IN;

	if (m->settings->kiosk && action_leads_out(a))
		return false;
	if (a >= ACTION_TEAM && a <= ACTION_AUDIT && !m->manager)
		return false;
	switch (action_info(a)->group) {
	case ACTION_ANYWHERE:
		return !out || a == ACTION_LANGUAGE || a == ACTION_NOTICES ||
			a == ACTION_QUIT || a == ACTION_REDRAW;
	case ACTION_AT_SIGN_IN:
		return out;
	case ACTION_AT_HOME:
		return m->place == MODEL_HOME;
	case ACTION_RINGING:
		return model_ring(m) != NULL;
	case ACTION_IN_CHAT:
		return m->place == MODEL_CHAT && model_in_chat(m);
	default:
		return false;
	}
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	*self = (struct self){.chosen = 1};
}

static void choose(struct self *self, int step)
{
	struct row rows[ROWS];
	int n = fill(rows), way = step < 0 ? -1 : 1;

	self->chosen += step;
	if (self->chosen > n - 1)
		self->chosen = n - 1;
	if (self->chosen < 1)
		self->chosen = 1;
	if (rows[self->chosen].kind == HEADING)
		self->chosen += way;
}

static void run(struct screen *s)
{
	const struct self *self = s->self;
	struct row rows[ROWS];
	const struct row *r = &rows[self->chosen];

	fill(rows);
	if (r->kind != ACTION || !can_run(s->model, r->which))
		return;
	s->pop = true;
	s->run = r->which;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	int step = list_step(e, self->page, 3);

	if (step)
		choose(self, step);
	else if (e->action == ACTION_OPEN)
		run(s);
	else if (e->action == ACTION_HELP)
		s->pop = true;
	else
		return false;
	return true;
}

/* ---- drawing ---- */

/* All keys of an action, with commas between. */
static void keys_text(
	const struct screen *s, enum action_kind a, char out[PAINT_SIZE])
{
	const uint32_t *keys = keymap_keys(s->keys, a);
	char name[INPUT_KEY_NAME_MAX];
	size_t len = 0;

	out[0] = '\0';
	for (int i = 0; i < KEYMAP_KEYS && keys[i]; i++)
		len += (size_t)snprintf(out + len, PAINT_SIZE - len, "%s%s",
			i ? ", " : "", input_key_name(keys[i], name));
}

/* A row's two texts. */
static const char *texts(
	const struct screen *s, const struct row *r, char keys[PAINT_SIZE])
{
	const char *help;
	uint32_t key;

	if (r->kind == ACTION) {
		keys_text(s, r->which, keys);
		return _(action_info(r->which)->help);
	}
	edit_key_help(r->which, &key, &help);
	input_key_name(key, keys);
	return _(help);
}

/* Where the second text begins: on a narrow page the first key must do. */
static int keys_width(int width)
{
	return width < 64 ? 14 : 26;
}

static int height(const struct screen *s, const struct row *r, int width)
{
	char keys[PAINT_SIZE];

	return r->kind == HEADING
		? 1
		: paint_rows(texts(s, r, keys), width - keys_width(width));
}

static void draw_heading(
	struct grid *g, int row, int col, int width, const struct row *r)
{
	const char *title = r->which == ACTION_GROUP_COUNT
		? _("While typing")
		: _(action_group_title(r->which));

	paint_line(g, row, col, width, STYLE_BOLD, title);
}

static void draw_row(const struct screen *s, struct grid *g, int row, int col,
	int rows, int width, const struct row *r, bool chosen)
{
	int second = keys_width(width);
	uint8_t style = STYLE_DEFAULT;
	char keys[PAINT_SIZE];
	const char *help = texts(s, r, keys);

	if (r->kind == ACTION && !can_run(s->model, r->which))
		style = STYLE_GREY;
	if (chosen)
		style |= STYLE_REVERSE;
	if (second < 26)
		keys[strcspn(keys, ",")] = '\0';
	grid_fill(g, row, col, rows, width, style);
	paint_line(g, row, col + 2, second - 3, style, keys);
	paint_block(g, row, col + second, rows, width - second, style, help);
}

/* Scrolls just so far that the chosen row is on the page whole. */
static void scroll(const struct screen *s, const struct row *rows, int width)
{
	struct self *self = s->self;
	int used = 0, first = self->chosen;

	while (first >= 0 &&
		(used += height(s, &rows[first], width)) <= self->page)
		first--;
	if (self->first < first + 1)
		self->first = first + 1;
	if (self->first > self->chosen - 1)
		self->first = self->chosen - 1;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	struct row rows[ROWS];
	int n = fill(rows), width = at->width < 76 ? at->width : 76;
	int row = at->top + (at->small ? 0 : 1);
	int end = at->foot - (at->small ? 0 : 1);

	self->page = end - row;
	scroll(s, rows, width);
	for (int i = self->first; i < n; i++) {
		int used = height(s, &rows[i], width);

		if (row + used > end)
			break;
		if (rows[i].kind == HEADING)
			draw_heading(g, row, at->left, width, &rows[i]);
		else
			draw_row(s, g, row, at->left, used, width, &rows[i],
				i == self->chosen);
		row += used;
	}
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	(void)s;
	feet[0] = (struct screen_foot){ACTION_OPEN, _("do it"), false};
	feet[1] = (struct screen_foot){ACTION_PAGE_DOWN, NULL, false};
	feet[2] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 3;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Help");
}

const struct screen_ops help_ops = {
	.name = "help",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_IN_LISTS,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
