/* SPDX-License-Identifier: MIT */
#include "client/screen/form_box.h"

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/box.h"
#include "client/screen/excuse.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

void form_box_open(struct screen *s, const struct form_box_ops *ops)
{
	struct form_box *b = s->self;

	form_destroy(&b->form);
	*b = (struct form_box){
		.ops = ops, .form = form_new(ops->fields, ops->n)};
	form_clear(b->form);
	ops->fill(s, b->form);
	if (form_at(b->form) == 0)
		form_go(b->form, 0);
}

void form_box_end(struct screen *s)
{
	struct form_box *b = s->self;

	form_destroy(&b->form);
}

void form_box_save(struct screen *s, struct form_box *b, enum ask_kind ask,
	const struct wire_msg *msg)
{
	b->err = ERR_OK;
	b->turn = s->model->manage.turn;
	b->sent = true;
	screen_act(s,
		&(struct action){.kind = ACTION_MANAGE, .manage = {ask, msg}});
}

bool form_box_done(struct screen *s)
{
	struct form_box *b = s->self;
	const struct manage *g = &s->model->manage;
	const char *text = NULL;
	int field = -1;

	if (!b->sent || b->turn == g->turn)
		return false;
	b->sent = false;
	if (!g->save_err)
		return true;
	if (b->ops->blame)
		field = b->ops->blame(g->save_err, &text);
	if (field >= 0)
		form_err(
			b->form, field, text ? text : excuse_text(g->save_err));
	else
		b->err = g->save_err;
	return false;
}

/* Why it cannot be sent now, translated; NULL: it can. */
static const char *why_not(const struct screen *s, const struct form_box *b)
{
	if (b->sent || s->model->manage.saving)
		return _("One moment");
	return model_online(s->model) ? NULL : _("No connection");
}

static void send(struct screen *s, struct form_box *b)
{
	if (!why_not(s, b))
		b->ops->send(s, b);
}

bool form_box_event(struct screen *s, const struct screen_event *e)
{
	struct form_box *b = s->self;
	enum form_result result;

	if (e->row == b->ops->n || e->action == ACTION_KEEP) {
		send(s, b);
		return true;
	}
	/* What was sent is not changed any more. */
	if (b->sent && e->action != ACTION_BACK && e->input)
		return e->action == ACTION_USER_COUNT ||
			e->action == ACTION_OPEN;
	result = form_event(b->form, e);
	if (result == FORM_DONE)
		send(s, b);
	if (result == FORM_CHANGED)
		b->err = ERR_OK;
	return result != FORM_NOT_MINE;
}

/* ---- drawing ---- */

/* The button, and beside it why it would do nothing, or what went wrong. */
static void draw_button(const struct screen *s, const struct form_box *b,
	struct grid *g, int row, int col, int width)
{
	const char *why = why_not(s, b);
	const char *word = _(b->ops->save ? b->ops->save : N_("Save"));
	uint8_t style = why ? STYLE_GREY : STYLE_BOLD;
	char text[PAINT_SIZE];
	int used;

	if (!why && form_last(b->form))
		style |= STYLE_REVERSE;
	paint_format(text, "  %s  ", word);
	used = paint_line(g, row, col, width, style, text);
	hits_row(s->hits, row, col, used, b->ops->n);
	if (b->err)
		why = excuse_text(b->err);
	if (why)
		paint_line(g, row, col + used + 2, width - used - 2,
			b->err ? STYLE_BOLD : STYLE_GREY, why);
}

/* The rows of its fields where there is no air. */
static int least_rows(const struct form_box_ops *ops)
{
	int rows = ops->n;

	for (int i = 0; i < ops->n; i++)
		if (ops->fields[i].kind == FORM_TEXT)
			rows += (ops->fields[i].rows > 0 ? ops->fields[i].rows
							 : 3) -
				1;
	return rows;
}

/* Returns the rows that are gone then, with a blank one where there is air. */
static int draw_above(
	struct screen *s, struct grid *g, int row, int col, int rows, int width)
{
	const struct form_box_ops *ops = ((struct form_box *)s->self)->ops;
	int most = rows - least_rows(ops) - 1, used = 0;

	if (ops->above && most > 0)
		used = ops->above(s, g, row, col,
			most < ops->above_rows ? most : ops->above_rows, width);
	return used > 0 && used < most ? used + 1 : used;
}

static void draw_in(
	struct screen *s, struct grid *g, int row, int col, int rows, int width)
{
	struct form_box *b = s->self;
	int above = draw_above(s, g, row, col, rows, width);
	int below =
		b->ops->below && rows > b->ops->n + 4 ? b->ops->below_rows : 0;
	int gap = rows > b->ops->n + 5 ? 1 : 0, used, cursor_row, cursor_col;
	bool typed;

	row += above;
	rows -= above;
	if (below > 0 && below > rows - b->ops->n - 3)
		below = rows - b->ops->n - 3;
	used = form_draw(b->form, g, s->hits, row, col,
		rows - 1 - gap - (below ? below + 1 : 0), width, NULL);
	typed = grid_cursor(g, &cursor_row, &cursor_col);
	if (below)
		used += 1 +
			b->ops->below(s, b->form, g, row + used + 1, col, below,
				width);
	if (used < rows - 1)
		used += gap;
	draw_button(s, b, g, row + (used < rows ? used : rows - 1), col, width);
	if (typed && !b->sent)
		grid_cursor_show(g, cursor_row, cursor_col);
	else
		grid_cursor_hide(g);
}

/* The box is as high as the page: without what the fields, which are closer
 * together then, leave blank.  Not so low that draw_in would leave out more. */
static int box_rows(const struct form_box *b, const struct layout *at, int air)
{
	const struct form_box_ops *ops = b->ops;
	int width = (at->width < BOX_COLS + 10 ? at->width : BOX_COLS) - 6;
	int inner = at->height - 2 - air, least = ops->n + 6;
	int room = inner - 2 - (ops->above ? ops->above_rows + 1 : 0) -
		(ops->below ? ops->below_rows + 1 : 0);

	if (room > 0)
		inner -= room - form_rows(b->form, room, width);
	return (inner > least ? inner : least) + 2 + air;
}

void form_box_draw(struct screen *s, struct grid *g, const struct layout *at,
	const char *title)
{
	const struct form_box *b = s->self;
	int wanted, air = at->small ? 0 : 1;
	struct box box;

	wanted = 2 * b->ops->n + least_rows(b->ops) + 6 + 2 * air +
		(b->ops->above ? b->ops->above_rows + 1 : 0) +
		(b->ops->below ? b->ops->below_rows + 1 : 0);
	if (wanted > at->height)
		wanted = box_rows(b, at, air);
	box = at->width < BOX_COLS + 10 ? box_open_wide(g, at, wanted, title)
					: box_open(g, at, wanted, title);
	draw_in(s, g, box.row + air, box.col, box.rows - air, box.width);
}

void form_box_draw_page(
	struct screen *s, struct grid *g, const struct layout *at, int row)
{
	int width = at->width < 72 ? at->width : 72;

	draw_in(s, g, row, at->left, at->foot - row, width);
}

int form_box_foot(struct screen *s, struct screen_foot *feet)
{
	const struct form_box *b = s->self;
	bool off = why_not(s, b) != NULL, last = form_last(b->form);
	const char *word = b->ops->foot ? _(b->ops->foot) : _("save");
	int n = 0;

	feet[n++] = (struct screen_foot){
		ACTION_OPEN, last ? word : _("next"), last && off};
	if (!last)
		feet[n++] = (struct screen_foot){ACTION_KEEP, word, off};
	feet[n++] = (struct screen_foot){ACTION_BACK, NULL, false};
	return n;
}
