/* SPDX-License-Identifier: MIT */
/*
 * The locked screen (rule A8): blank but for the clock and a field, and one
 * line when something rings, without a word of what was written.
 */
#include <assert.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/excuse.h"
#include "client/screen/frame.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "shared/limits.h"

struct self {
	struct edit *password;
};

static void end(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->password);
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->password);
	self->password = edit_new_secret(LIMIT_PASSWORD);
	assert(self->password);
}

static void enter(struct screen *s)
{
	struct self *self = s->self;
	struct action a = {
		.kind = ACTION_UNLOCK,
		.text = edit_text(self->password),
	};

	if (edit_len(self->password) == 0)
		return;
	screen_act(s, &a);
	open(s);
}

/* No group's keys count here: whatever is typed is the password. */
static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;

	if (!e->input || s->model->unlocking)
		return true;
	if (e->input->kind == INPUT_KEY && e->input->key == INPUT_KEY_ENTER)
		enter(s);
	else
		edit_key(self->password, e->input);
	return true;
}

static const char *words(const struct model *m)
{
	if (m->unlocking)
		return _("One moment");
	if (m->unlock_err == ERR_CREDENTIALS)
		return _("The password is not right.");
	return m->unlock_err == ERR_OK ? "" : excuse_text(m->unlock_err);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int width = at->width < 40 ? at->width : 40;
	int col = (at->cols - width) / 2;
	int row = at->rows > 12 ? at->rows / 2 - 4 : 1;
	char clock[PAINT_SIZE];

	frame_ring(g, 0, at->cols, m, s->keys, false);
	paint_middle(g, row, col, width, STYLE_BOLD,
		paint_clock(m, m->wall_us, clock));
	if (m->name)
		paint_middle(g, row + 1, col, width, STYLE_GREY, m->name);
	paint_middle(g, row + 3, col, width, STYLE_DEFAULT,
		_("Locked. Enter your password"));
	grid_box(g, row + 4, col, 3, width, STYLE_GREY);
	edit_draw(self->password, g, row + 5, col + 2, 1, width - 4,
		STYLE_DEFAULT, true);
	paint_block(g, row + 7, col, 2, width, STYLE_BOLD, words(m));
}

const struct screen_ops lock_ops = {
	.name = "lock",
	.size = sizeof(struct self),
	.types = true,
	.bare = true,
	.open = open,
	.close = end,
	.end = end,
	.event = event,
	.draw = draw,
};
