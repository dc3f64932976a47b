/* SPDX-License-Identifier: MIT */
/*
 * Whom to transfer the chat to (rule D8): colleagues and groups with how many
 * of them are free, and a note that only colleagues see.  The arrows choose,
 * what is typed is the note.
 */
#include <assert.h>
#include <string.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/box.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "shared/limits.h"

struct self {
	struct edit *note;
	struct id associate; /* who is chosen; "" and "": the first */
	char group[LIMIT_SLUG + 1];
	struct list list;
};

static void watch(struct screen *s, bool on)
{
	screen_act(s, &(struct action){.kind = ACTION_WATCH, .on = on});
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	if (!self->note)
		self->note = edit_new(LIMIT_NOTE_CHARS, false);
	assert(self->note);
	edit_set(self->note, "");
	self->associate = (struct id){0};
	self->group[0] = '\0';
	self->list = (struct list){0};
	watch(s, true);
}

static void close(struct screen *s)
{
	watch(s, false);
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->note);
}

/* Where the chosen one stands now. */
static int index_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct transfer *t = &s->model->transfer;

	for (int i = 0; i < t->n; i++)
		if (id_same(&t->targets[i].associate, &self->associate) &&
			strcmp(t->targets[i].group, self->group) == 0)
			return i;
	return 0;
}

static void choose(struct screen *s, int i)
{
	struct self *self = s->self;
	const struct transfer *t = &s->model->transfer;

	if (t->n == 0)
		return;
	self->associate = t->targets[i].associate;
	strcpy(self->group, t->targets[i].group);
}

static bool is_off(const struct screen *s)
{
	const struct transfer *t = &s->model->transfer;

	return t->n == 0 || t->targets[index_of(s)].free == 0 ||
		!model_online(s->model);
}

static void transfer(struct screen *s)
{
	struct self *self = s->self;
	struct action a = {.kind = ACTION_TRANSFER_TO};

	if (is_off(s))
		return;
	choose(s, index_of(s));
	a.transfer.associate = self->associate;
	a.transfer.group = self->group[0] ? self->group : NULL;
	a.transfer.note =
		edit_len(self->note) > 0 ? edit_text(self->note) : NULL;
	screen_act(s, &a);
	s->pop = true;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	int before = index_of(s), chosen = before;

	if (list_event(&self->list, e, s->model->transfer.n, &chosen)) {
		choose(s, chosen);
		if (e->row == before)
			transfer(s);
		return true;
	}
	switch (e->action) {
	case ACTION_OPEN:
		transfer(s);
		return true;
	case ACTION_USER_COUNT:
		return e->input &&
			edit_key(self->note, e->input) != EDIT_KEY_NOT_MINE;
	default:
		return false;
	}
}

static void free_words(const struct transfer_target *t, char out[PAINT_SIZE])
{
	if (t->group[0] == '\0')
		paint_format(
			out, "%s", t->free > 0 ? _("free") : _("not free"));
	else if (t->free > 0)
		paint_format(out, _("group, %ld free"), (long)t->free);
	else
		paint_format(out, "%s", _("group, nobody free"));
}

static void draw_list(struct screen *s, const struct box *b, int rows)
{
	struct self *self = s->self;
	const struct transfer *t = &s->model->transfer;
	int chosen = index_of(s);
	char words[PAINT_SIZE];

	list_page(&self->list, rows, t->n, chosen);
	for (int i = 0; i < rows && self->list.first + i < t->n; i++) {
		int n = self->list.first + i, row = b->row + i, used;
		uint8_t style =
			t->targets[n].free > 0 ? STYLE_DEFAULT : STYLE_GREY;

		if (n == chosen)
			style |= STYLE_REVERSE;
		grid_fill(b->g, row, b->col - 1, 1, b->width + 2, style);
		free_words(&t->targets[n], words);
		used = paint_right(
			b->g, row, b->col + b->width, b->width, style, words);
		paint_line(b->g, row, b->col, b->width - used - 2, style,
			t->targets[n].name);
		hits_row(s->hits, row, b->col - 1, b->width + 2, n);
	}
}

static const char *empty_words(const struct model *m)
{
	if (!model_online(m))
		return _("No connection");
	return m->transfer.told ? _("There is no colleague here.")
				: _("One moment");
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int list = m->transfer.n > 0 ? m->transfer.n : 1, most;
	char title[PAINT_SIZE];
	struct box b;

	most = at->height - (at->small ? 4 : 6);
	if (list > most)
		list = most > 1 ? most : 1;
	paint_format(title, _("Transfer %s"),
		m->chat && m->chat->name ? m->chat->name : _("a shopper"));
	b = box_open(g, at, list + (at->small ? 4 : 6), title);
	if (!at->small)
		b.row++;
	if (m->transfer.n == 0)
		box_text(&b, 0, 1, STYLE_GREY, empty_words(m));
	draw_list(s, &b, list);
	box_field(&b, list + (at->small ? 0 : 1), _("Why"), self->note, true);
	box_text(&b, list + (at->small ? 1 : 2), 1, STYLE_GREY,
		_("Only colleagues see this."));
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	feet[0] = (struct screen_foot){ACTION_OPEN, _("transfer"), is_off(s)};
	feet[1] = (struct screen_foot){ACTION_UP, _("choose"), false};
	feet[2] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 3;
}

const struct screen_ops transfer_box_ops = {
	.name = "transfer",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.types = true,
	.over = true,
	.open = open,
	.close = close,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
};
