/* SPDX-License-Identifier: MIT */
/*
 * How a form stands on the page.  There are three ways, and the first that has
 * room is taken: each field in a frame with its label in it; a row a field
 * with air between; rows without.
 */
#include "client/model/words.h"
#include "client/screen/form_part.h"
#include "client/screen/hits.h"
#include "client/screen/paint.h"
#include "client/term/edit.h"
#include "client/term/grid.h"
#include "client/term/style.h"

#define FORM_ROWS 3 /* of a text in several lines */

struct way {
	struct grid *g;
	struct hits *hits;
	int col, width;
	int label; /* cells of the longest one */
	bool framed;
	int gap; /* rows between two fields */
};

static int max(int a, int b)
{
	return a > b ? a : b;
}

static int value_rows(const struct form_part *p)
{
	if (p->field->kind != FORM_TEXT)
		return 1;
	return p->field->rows > 0 ? p->field->rows : FORM_ROWS;
}

/* Of a field with what is wrong with it. */
static int part_rows(const struct way *w, const struct form_part *p)
{
	int rows = value_rows(p) + (w->framed ? 2 : 0);

	return rows + (p->err ? paint_rows(p->err, w->width) : 0);
}

static int all_rows(const struct way *w, const struct form *f, int from, int to)
{
	int rows = 0;

	for (int i = from; i <= to; i++)
		rows += part_rows(w, &f->parts[i]) + (i > from ? w->gap : 0);
	return rows;
}

/* What is said below the fields, at most. */
static int hint_rows(const struct form *f, int width, const char *off)
{
	int rows = off ? paint_rows(off, width) : 0;

	for (int i = 0; i < f->n; i++)
		if (f->parts[i].field->hint)
			rows = max(rows,
				paint_rows(_(f->parts[i].field->hint), width));
	return rows;
}

/* ---- a field ---- */

static void draw_choice(const struct form_part *p, struct grid *g, int row,
	int col, int width, bool here)
{
	const char *text = "";
	int used;

	if (p->choice < form_choices(p))
		text = p->options ? p->options[p->choice]
				  : _(p->field->choices[p->choice]);
	paint_line(g, row, col, 1, here ? STYLE_BOLD : STYLE_GREY, "<");
	used = paint_line(g, row, col + 2, width - 4,
		here ? STYLE_BOLD : STYLE_DEFAULT, text);
	paint_line(
		g, row, col + 3 + used, 1, here ? STYLE_BOLD : STYLE_GREY, ">");
	if (here)
		grid_cursor_show(g, row, col + 2);
}

/* Not typed into: from its beginning on.  A line that is longer is cut, and not
 * at a blank. */
static void draw_resting(
	const struct form_part *p, struct grid *g, int row, int col, int width)
{
	int rows;

	if (p->field->kind != FORM_TEXT) {
		grid_span(g, row, col, width, STYLE_DEFAULT, edit_text(p->edit),
			edit_len(p->edit));
		return;
	}
	rows = edit_layout(p->edit, width + 1);
	for (int i = 0; i < rows && i < value_rows(p); i++) {
		size_t len;
		const char *text = edit_row(p->edit, i, &len);

		grid_span(g, row + i, col, width, STYLE_DEFAULT, text, len);
	}
}

static void draw_value(const struct form_part *p, struct grid *g, int row,
	int col, int width, bool here)
{
	bool secret = p->field->kind == FORM_SECRET;

	if (p->off)
		paint_line(g, row, col, width, STYLE_GREY, p->off);
	else if (p->field->kind == FORM_CHOICE)
		draw_choice(p, g, row, col, width, here);
	else if (here || secret)
		edit_draw(p->edit, g, row, col, value_rows(p), width,
			STYLE_DEFAULT, secret);
	else
		draw_resting(p, g, row, col, width);
}

static void draw_framed(
	const struct way *w, const struct form_part *p, int row, bool here)
{
	const char *label = _(p->field->label);
	int rows = value_rows(p) + 2;

	grid_box(w->g, row, w->col, rows, w->width,
		here ? STYLE_DEFAULT : STYLE_GREY);
	grid_fill(w->g, row, w->col + 2, 1, paint_width(label) + 2,
		STYLE_DEFAULT);
	paint_line(w->g, row, w->col + 3, w->width - 6,
		here ? STYLE_BOLD : STYLE_GREY, label);
	draw_value(p, w->g, row + 1, w->col + 2, w->width - 4, here);
}

static void draw_row(
	const struct way *w, const struct form_part *p, int row, bool here)
{
	int col = w->col + w->label + 2, end = w->col + w->width;
	uint8_t line = here ? STYLE_DEFAULT : STYLE_GREY;

	paint_line(w->g, row, w->col, w->label, here ? STYLE_BOLD : STYLE_GREY,
		_(p->field->label));
	if (p->field->kind == FORM_CHOICE) {
		draw_value(p, w->g, row, col, end - col, here);
		return;
	}
	grid_vline(w->g, row, col, value_rows(p), line);
	grid_vline(w->g, row, end - 1, value_rows(p), line);
	draw_value(p, w->g, row, col + 2, end - col - 4, here);
}

/* Returns the rows used. */
static int draw_part(const struct way *w, const struct form *f, int i, int row)
{
	const struct form_part *p = &f->parts[i];
	bool here = i == f->at;
	int rows = value_rows(p) + (w->framed ? 2 : 0);

	if (w->framed)
		draw_framed(w, p, row, here);
	else
		draw_row(w, p, row, here);
	for (int r = 0; r < rows; r++)
		hits_row(w->hits, row + r, w->col, w->width, i);
	if (p->err)
		rows += paint_block(w->g, row + rows, w->col, 3, w->width,
			STYLE_BOLD, p->err);
	return rows;
}

/* ---- all of them ---- */

static struct way choose_way(const struct form *f, int rows, struct way w)
{
	for (int i = 0; i < f->n; i++)
		w.label =
			max(w.label, paint_width(_(f->parts[i].field->label)));
	if (w.label > w.width / 2)
		w.label = w.width / 2;
	w.framed = true;
	w.gap = 0;
	if (all_rows(&w, f, 0, f->n - 1) <= rows)
		return w;
	w.framed = false;
	w.gap = 1;
	if (all_rows(&w, f, 0, f->n - 1) > rows)
		w.gap = 0;
	return w;
}

static int draw_hint(const struct form *f, struct grid *g, int row, int col,
	int rows, int width, const char *off)
{
	const char *hint = f->parts[f->at].field->hint;
	const char *text = off ? off : hint ? _(hint) : "";

	return paint_rows(text, width) <= rows
		? paint_block(g, row, col, rows, width, STYLE_GREY, text)
		: 0;
}

int form_rows(const struct form *f, int rows, int width)
{
	int hint = hint_rows(f, width, NULL), used;
	struct way w = choose_way(f, rows - hint, (struct way){.width = width});

	used = all_rows(&w, f, 0, f->n - 1);
	if (used + hint < rows && w.framed + w.gap > 0)
		used++;
	return used + hint < rows ? used + hint : rows;
}

/* Above and below are more, said where the margin is. */
static void draw_more(
	const struct way *w, int row, int used, bool above, bool below)
{
	if (above)
		paint_line(w->g, row, w->col + w->width, 1, STYLE_GREY, "^");
	if (below && used > 0)
		paint_line(w->g, row + used - 1, w->col + w->width, 1,
			STYLE_GREY, "v");
}

int form_draw(struct form *f, struct grid *g, struct hits *hits, int row,
	int col, int rows, int width, const char *off)
{
	int hint = hint_rows(f, width, off);
	int first = 0, used = 0, at[2] = {0}, i;
	struct way w = choose_way(f, rows - hint,
		(struct way){.g = g, .hits = hits, .col = col, .width = width});

	while (first < f->at && all_rows(&w, f, first, f->at) > rows)
		first++;
	for (i = first; i < f->n; i++) {
		int gap = i > first ? w.gap : 0;

		if (used + gap + part_rows(&w, &f->parts[i]) > rows)
			break;
		used += gap;
		used += draw_part(&w, f, i, row + used);
		if (i == f->at)
			grid_cursor(g, &at[0], &at[1]);
	}
	draw_more(&w, row, used, first > 0, i < f->n);
	/* Fields that were drawn since have moved it. */
	if (!f->parts[f->at].off)
		grid_cursor_show(g, at[0], at[1]);
	if (used + hint < rows && w.framed + w.gap > 0)
		used++;
	draw_hint(f, g, row + used, col, rows - used, width, off);
	return used + hint < rows ? used + hint : rows;
}
