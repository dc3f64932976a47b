/* SPDX-License-Identifier: MIT */
#include "client/screen/popup.h"

#include "client/model/words.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"

static int max(int a, int b)
{
	return a > b ? a : b;
}

int popup_width(const char *title, const struct popup_item *items, int n)
{
	int width = paint_width(title) + 6;

	for (int i = 0; i < n; i++) {
		int note = items[i].note ? paint_width(items[i].note) : 1;

		width = max(
			width, 3 + paint_width(items[i].text) + 3 + note + 3);
	}
	return max(width, 24);
}

static void draw_item(struct grid *g, int row, int col, int width,
	const struct popup_item *item, bool chosen)
{
	char letter[] = {item->letter, '\0'};
	const char *note = item->note ? item->note : letter;
	uint8_t style = item->off ? STYLE_GREY
		: item->red       ? STYLE_RED
				  : STYLE_DEFAULT;
	int used;

	if (chosen)
		style |= STYLE_REVERSE;
	grid_fill(g, row, col + 1, 1, width - 2, style);
	used = paint_line(g, row, col + 3, width - 6, style, item->text);
	paint_right(g, row, col + width - 3, width - 6 - used, style, note);
}

void popup_draw(struct grid *g, struct hits *hits, int row, int col, int rows,
	int width, const char *title, const struct popup_item *items, int n,
	int chosen)
{
	int page, first;

	grid_box(g, row, col, rows, width, STYLE_DEFAULT);
	grid_fill(g, row, col + 2, 1, paint_width(title) + 2, STYLE_DEFAULT);
	paint_line(g, row, col + 3, width - 6, STYLE_BOLD, title);
	page = rows - 2 < n ? rows - 2 : n;
	first = chosen - page / 2 < n - page ? chosen - page / 2 : n - page;
	first = first < 0 ? 0 : first;
	for (int i = first; i < first + page; i++) {
		draw_item(g, row + 1 + i - first, col, width, &items[i],
			i == chosen);
		hits_row(hits, row + 1 + i - first, col, width, i);
	}
	if (first > 0)
		paint_right(g, row, col + width - 2, 3, STYLE_GREY, " ^ ");
	if (first + page < n)
		paint_right(g, row + rows - 1, col + width - 2, 3, STYLE_GREY,
			" v ");
}

void popup_middle(struct grid *g, struct hits *hits, const struct layout *at,
	const char *title, const struct popup_item *items, int n, int chosen)
{
	int width = popup_width(title, items, n), rows = n + 2;

	if (width > at->cols)
		width = at->cols;
	if (rows > at->height)
		rows = at->height;
	popup_draw(g, hits, at->top + (at->height - rows) / 2,
		(at->cols - width) / 2, rows, width, title, items, n, chosen);
}

static int letter_of(
	const struct input_event *input, const struct popup_item *items, int n)
{
	for (int i = 0; i < n; i++)
		if (input && input->kind == INPUT_KEY && items[i].letter &&
			input->key == (uint32_t)items[i].letter)
			return i;
	return -1;
}

enum action_kind popup_event(const struct screen_event *e,
	const struct popup_item *items, int n, int *chosen, bool *mine)
{
	int at = e->row == HITS_NO_ROW ? letter_of(e->input, items, n) : e->row;

	*mine = true;
	if (at >= n)
		at = -1; /* of another menu, as last drawn */
	if (at >= 0)
		*chosen = at;
	else if (e->action == ACTION_OPEN)
		at = *chosen;
	else if (e->action == ACTION_UP)
		*chosen = (*chosen + n - 1) % n;
	else if (e->action == ACTION_DOWN)
		*chosen = (*chosen + 1) % n;
	else
		*mine = false;
	return at >= 0 && !items[at].off ? items[at].run : ACTION_USER_COUNT;
}

int popup_foot(struct screen *s, struct screen_foot *feet)
{
	(void)s;
	feet[0] = (struct screen_foot){ACTION_OPEN, _("choose"), false};
	feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 2;
}
