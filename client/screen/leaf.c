/* SPDX-License-Identifier: MIT */
#include "client/screen/leaf.h"

#include <string.h>

#include "client/screen/paint.h"
#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/wrap.h"

#define NARROW 40 /* so narrow a page has the value below its label */

static int row_of(const struct leaf *l)
{
	return l->row + l->at - l->top;
}

static bool on_view(const struct leaf *l)
{
	return l->g && l->at >= l->top && l->at < l->top + l->rows;
}

static void put(struct leaf *l, int col, uint8_t style, const char *text)
{
	size_t all = strlen(text), len;
	int width = l->width - (col - l->col);
	struct wrap w;
	const char *s;

	wrap_init(&w, text, all, width);
	while (wrap_next(&w, &s, &len)) {
		char line[PAINT_SIZE];

		paint_format(line, "%.*s", (int)len, s);
		if (on_view(l))
			paint_line(l->g, row_of(l), col, width, style, line);
		l->at++;
	}
}

void leaf_text(struct leaf *l, uint8_t style, const char *text)
{
	put(l, l->col, style, text);
}

void leaf_pair(struct leaf *l, int label_width, const char *label,
	uint8_t style, const char *value)
{
	bool below = l->width < NARROW;

	if (on_view(l))
		paint_line(l->g, row_of(l), l->col,
			below ? l->width : label_width, STYLE_GREY, label);
	l->at += below;
	put(l, l->col + (below ? 2 : label_width + 2), style, value);
}

void leaf_gap(struct leaf *l, int rows)
{
	l->at += rows;
}
