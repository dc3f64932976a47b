/* SPDX-License-Identifier: MIT */
/*
 * Which picture or video to send (rule D6): its path, completed by Tab, and
 * how far the sending is.
 */
#include <assert.h>
#include <string.h>

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
#include "shared/text.h"

#define PATH_CHARS 4000
#define NAMES 8 /* rows of what there is to choose from */

struct self {
	struct edit *path;
	int completed; /* the answer that the field shows */
	bool asked;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	if (!self->path) {
		self->path = edit_new(PATH_CHARS, false);
		assert(self->path);
		edit_set(self->path, "~/");
	}
	self->asked = false;
	self->completed = s->model->media.completed;
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->path);
}

/* The answer came in the meantime. */
static void take_answer(struct screen *s)
{
	struct self *self = s->self;
	const struct media *d = &s->model->media;

	if (self->completed == d->completed || !d->path)
		return;
	self->completed = d->completed;
	if (self->asked)
		edit_set(self->path, d->path);
}

static void complete(struct screen *s)
{
	struct self *self = s->self;

	self->asked = true;
	screen_act(s,
		&(struct action){.kind = ACTION_COMPLETE,
			.text = edit_text(self->path)});
}

static void send(struct screen *s)
{
	struct self *self = s->self;

	if (s->model->media.uploading ||
		text_blank(edit_text(self->path), edit_len(self->path)))
		return;
	screen_act(s,
		&(struct action){
			.kind = ACTION_UPLOAD, .text = edit_text(self->path)});
	s->pop = s->model->media.uploading != NULL;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	uint32_t key =
		e->input && e->input->kind == INPUT_KEY ? e->input->key : 0;

	take_answer(s);
	if (e->action == ACTION_OPEN)
		send(s);
	else if (key == INPUT_KEY_TAB)
		complete(s);
	else if (e->input && e->input->kind == INPUT_KEY && key == '\t')
		complete(s);
	else if (e->action == ACTION_USER_COUNT && e->input) {
		self->asked = false;
		return edit_key(self->path, e->input) != EDIT_KEY_NOT_MINE;
	} else
		return false;
	return true;
}

static void draw_names(const struct box *b, int row, int rows, const char *name)
{
	char text[PAINT_SIZE];

	for (int i = 0; i < rows && *name; i++) {
		size_t len = strcspn(name, "\n");

		paint_format(text, "%.*s", (int)len, name);
		if (i == rows - 1 && name[len] && name[len + 1])
			paint_format(text, "..");
		box_text(b, row + i, 1, STYLE_GREY, text);
		name += len + (name[len] == '\n');
	}
}

static int count_names(const struct screen *s)
{
	const struct self *self = s->self;
	const char *names = self->asked ? s->model->media.names : NULL;
	int n = 0;

	for (; names && *names; names++)
		n += *names == '\n';
	return n;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const char *kinds = _("JPEG, PNG, GIF, WebP or MP4, up to 10 MB. "
			      "Tab completes.");
	int gap = at->small ? 0 : 1, rows, names;
	struct box b;

	take_answer(s);
	rows = paint_rows(
		kinds, (at->width < BOX_COLS ? at->width : BOX_COLS) - 6);
	names = at->height - rows - 3 - 3 * gap;
	names = names > NAMES ? NAMES : names < 0 ? 0 : names;
	if (names > count_names(s))
		names = count_names(s);
	b = box_open(g, at, rows + names + 3 + 3 * gap, _("Send a picture"));
	box_field(&b, gap, _("File"), self->path, true);
	box_text(&b, 1 + 2 * gap, rows, STYLE_GREY, kinds);
	if (names > 0)
		draw_names(
			&b, 1 + rows + 2 * gap, names, s->model->media.names);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	feet[0] = (struct screen_foot){
		ACTION_OPEN, _("send"), s->model->media.uploading != NULL};
	feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 2;
}

const struct screen_ops path_box_ops = {
	.name = "picture",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.types = true,
	.over = true,
	.open = open,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
};
