/* SPDX-License-Identifier: MIT */
/*
 * The enquiries that wait (rule C9): a list, oldest first, and the one that
 * was opened, which can be taken up.
 */

#include "client/model/enquiry.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

struct self {
	struct id chosen; /* "" is the first */
	bool opened;
	struct list list;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	*self = (struct self){0};
}

/* Where the chosen one stands now. */
static int index_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct model *m = s->model;

	for (int i = 0; i < m->n_enquiries; i++)
		if (id_same(&m->enquiries[i].id, &self->chosen))
			return i;
	return 0;
}

static void choose(struct screen *s, int i)
{
	struct self *self = s->self;

	if (s->model->n_enquiries > 0)
		self->chosen = s->model->enquiries[i].id;
}

static void enter(struct screen *s)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	struct action a = {.kind = ACTION_TAKE_UP};

	if (m->n_enquiries == 0)
		return;
	choose(s, index_of(s));
	a.id = self->chosen;
	if (self->opened)
		screen_act(s, &a);
	self->opened = true;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	int chosen = index_of(s);

	if (list_event(&self->list, e, s->model->n_enquiries, &chosen)) {
		choose(s, chosen);
		return true;
	}
	switch (e->action) {
	case ACTION_OPEN:
		enter(s);
		return true;
	case ACTION_NEXT_TAB: /* it is the archive's last one */
	case ACTION_LAST_TAB:
		s->run = ACTION_ARCHIVE;
		return true;
	case ACTION_BACK:
		if (!self->opened)
			return false;
		self->opened = false;
		return true;
	default:
		return false;
	}
}

/* ---- drawing ---- */

static const char *name_of(const struct enquiry *e)
{
	return e->name ? e->name : e->address;
}

static void draw_row(const struct model *m, struct grid *g, int row, int col,
	int width, const struct enquiry *e, bool chosen)
{
	uint8_t style = e->taken ? STYLE_GREY : STYLE_DEFAULT;
	int when = m->japanese ? 22 : 17, name = width / 4;
	int at = col + 3 + when;
	char text[PAINT_SIZE];

	if (chosen)
		style |= STYLE_REVERSE;
	grid_fill(g, row, col, 1, width, style);
	if (!e->taken)
		paint_line(g, row, col + 1, 1, style, "*");
	if (width < 50) {
		name = 12;
		at = col + 3;
	} else {
		paint_line(g, row, col + 3, when, style,
			paint_when(m, e->at, text));
	}
	paint_line(g, row, at, name, style, name_of(e));
	at += name + 2;
	if (e->taken)
		paint_format(text, _("Taken up by %s"), e->taken);
	if (at < col + width - 4)
		paint_block(g, row, at, 1, col + width - 1 - at, style,
			e->taken ? text : e->text);
}

static void draw_list(
	struct screen *s, struct grid *g, int row, int col, int rows, int width)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int chosen = index_of(s);

	list_page(&self->list, rows, m->n_enquiries, chosen);
	for (int i = 0; i < rows; i++) {
		int n = self->list.first + i;

		if (n >= m->n_enquiries)
			break;
		draw_row(m, g, row + i, col, width, &m->enquiries[n],
			n == chosen);
		hits_row(s->hits, row + i, col, width, n);
	}
}

static void draw_opened(const struct model *m, struct grid *g, int row, int col,
	int rows, int width, const struct enquiry *e)
{
	char text[PAINT_SIZE], when[PAINT_SIZE];
	int bottom = row + rows;

	paint_line(g, row, col, width, STYLE_BOLD, name_of(e));
	paint_line(
		g, row + 1, col, width, STYLE_GREY, paint_when(m, e->at, when));
	paint_format(text, _("Answer to %s"), e->address);
	paint_line(g, row + 2, col, width, STYLE_DEFAULT, text);
	paint_block(g, row + 4, col, bottom - row - 6, width, STYLE_DEFAULT,
		e->text);
	if (e->taken)
		paint_format(text, _("Taken up by %s"), e->taken);
	else
		paint_format(text, " %s ", _("Take it up"));
	paint_line(g, bottom - 1, col, width,
		e->taken ? STYLE_GREY : STYLE_BOLD | STYLE_REVERSE, text);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	int col = at->left, air = at->small ? 0 : 1;
	int row = at->top + air, rows = at->height - 2 * air;
	const char *none =
		m->enquiries_asked ? _("One moment") : _("No enquiries wait.");

	if (m->n_enquiries == 0)
		paint_line(g, row, col, at->width, STYLE_DEFAULT,
			model_online(m) ? none : _("No connection"));
	else if (self->opened)
		draw_opened(m, g, row, col, rows, at->width,
			&m->enquiries[index_of(s)]);
	else
		draw_list(s, g, row, col, rows, at->width);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;
	const struct model *m = s->model;
	const struct enquiry *e =
		m->n_enquiries > 0 ? &m->enquiries[index_of(s)] : NULL;
	int n = 0;

	if (e)
		feet[n++] = (struct screen_foot){ACTION_OPEN,
			self->opened ? _("take up") : NULL,
			self->opened && (e->taken || !model_online(m))};
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
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
