/* SPDX-License-Identifier: MIT */
#include "client/screen/chat_card.h"

#include "client/model/goods.h"
#include "client/model/words.h"
#include "client/screen/paint.h"
#include "client/term/grid.h"
#include "client/term/style.h"

#define COLS 44 /* at most; more is hard to read */

int chat_card_cols(int width)
{
	return width < COLS ? width : COLS;
}

/* What else is known: how many there are, else which it is. */
static const char *more_words(const struct goods *g, char out[PAINT_SIZE])
{
	if (g->stock && g->sku)
		paint_format(out, "%s   %s", g->stock, g->sku);
	else
		paint_format(out, "%s",
			g->stock         ? g->stock
				: g->sku ? g->sku
				: g->url ? g->url
					 : "");
	return out;
}

/* What it cost before it was lowered, at the right; returns the cells used. */
static int draw_was(const struct model *m, struct grid *g, int row, int end,
	int width, const struct goods *goods)
{
	char money[PAINT_SIZE], text[PAINT_SIZE];

	if (!goods->sale.code[0])
		return 0;
	paint_format(text, _("was %s"), paint_money(m, &goods->price, money));
	return 2 + paint_right(g, row, end, width, STYLE_GREY, text);
}

void chat_card_draw(const struct model *m, struct grid *g, int row, int col,
	int width, int i, const struct goods *goods)
{
	char text[PAINT_SIZE] = "";
	int used;

	width = chat_card_cols(width);
	if (i == 0 || i == CHAT_CARD_ROWS - 1) {
		grid_edge(g, row, col, width, i == 0, STYLE_GREY);
		return;
	}
	grid_vline(g, row, col, 1, STYLE_GREY);
	grid_vline(g, row, col + width - 1, 1, STYLE_GREY);
	if (i == 2) {
		used = draw_was(m, g, row, col + width - 2, width - 4, goods);
		paint_line(g, row, col + 2, width - 4 - used, STYLE_GREY,
			more_words(goods, text));
		return;
	}
	if (goods->price.code[0])
		paint_money(m, goods_price(goods), text);
	used = paint_right(
		g, row, col + width - 2, width - 4, STYLE_DEFAULT, text);
	paint_line(g, row, col + 2, width - 4 - (used ? used + 2 : 0),
		STYLE_BOLD, goods->name ? goods->name : _("a product"));
}
