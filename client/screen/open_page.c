/* SPDX-License-Identifier: MIT */
#include "client/screen/open_page.h"

#include "client/model/words.h"
#include "client/screen/hits.h"
#include "client/screen/leaf.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/term/grid.h"
#include "client/term/style.h"

#define WHEEL 3 /* rows a notch */

static void scroll(struct open_page *p, int by)
{
	p->top += by;
	if (p->top > p->rows - p->page)
		p->top = p->rows - p->page;
	if (p->top < 0)
		p->top = 0;
}

bool open_page_event(struct open_page *p, const struct screen_event *e)
{
	int by = list_step(e, p->page > 1 ? p->page - 1 : 1, WHEEL);

	scroll(p, by);
	return by != 0;
}

void open_page_draw(struct open_page *p, struct grid *g, struct hits *hits,
	int row, int col, int rows, int width,
	void (*write)(void *ctx, struct leaf *l), void *ctx, const char *button,
	bool off)
{
	struct leaf l = {.width = width};
	int last = row + rows - 1, used = 0;
	char text[PAINT_SIZE];

	write(ctx, &l);
	p->rows = l.at;
	p->page = rows - 2;
	scroll(p, 0);
	l = (struct leaf){.g = g,
		.row = row,
		.col = col,
		.rows = p->page,
		.width = width,
		.top = p->top};
	write(ctx, &l);
	if (button) {
		paint_format(text, " %s ", button);
		used = paint_line(g, last, col, width,
			off ? STYLE_GREY : STYLE_BOLD | STYLE_REVERSE, text);
		hits_row(hits, last, col, used, 0);
	}
	if (p->top + p->page < p->rows)
		paint_right(g, last, col + width, width - used - 2, STYLE_GREY,
			_("more below"));
}
