/* SPDX-License-Identifier: MIT */
#include "client/screen/catalog_rows.h"

#include "client/model/catalog_item.h"
#include "client/model/goods.h"
#include "client/model/words.h"
#include "client/screen/paint.h"
#include "client/term/grid.h"
#include "client/term/style.h"

#define ROOMY 44 /* so wide a row has room for all of it */
#define STOCK 13 /* cells of the stock, with the gap before it */

const char *catalog_rows_lowered(const struct catalog_item *item, char *out)
{
	const struct goods *g = item->goods;
	int64_t off = g->price.minor - g->sale.minor;

	out[0] = '\0';
	if (g->sale.code[0] && g->price.minor > 0)
		paint_format(out, "-%ld%%",
			(long)((off * 100 + g->price.minor / 2) /
				g->price.minor));
	return out;
}

const char *catalog_rows_stock(const struct catalog_item *item, char *out)
{
	static const char *const words[] = {
		[WIRE_STOCK_UNSAID] = "",
		[WIRE_STOCK_IN_STOCK] = N_("in stock"),
		[WIRE_STOCK_OUT_OF_STOCK] = N_("none left"),
		[WIRE_STOCK_PREORDER] = N_("pre-order"),
		[WIRE_STOCK_BACKORDER] = N_("to order"),
	};

	if (item->stock == WIRE_STOCK_IN_STOCK && item->count > 0)
		return paint_format(out, _("%ld in stock"), (long)item->count);
	return paint_format(
		out, "%s", item->stock ? _(words[item->stock]) : "");
}

/* From the right: stock, price, and by how much that is lowered; what is left
 * is the name's.  Where there is little room, stock is only said of what there
 * is none of. */
void catalog_rows_draw(const struct model *m, struct grid *g, int row, int col,
	int width, const struct catalog_item *item, bool chosen)
{
	const struct goods *goods = item->goods;
	bool none = item->stock == WIRE_STOCK_OUT_OF_STOCK;
	uint8_t reverse = chosen ? STYLE_REVERSE : 0;
	uint8_t ink = (none ? STYLE_GREY : STYLE_DEFAULT) | reverse;
	uint8_t lower = goods->sale.code[0] && !chosen ? STYLE_BLUE : ink;
	int end = col + width - 1, stock = width >= ROOMY ? STOCK : 0;
	char text[PAINT_SIZE];

	grid_fill(g, row, col, 1, width, ink);
	catalog_rows_stock(item, text);
	if (stock)
		paint_right(g, row, end, stock - 2, ink, text);
	else if (none)
		stock = 2 + paint_right(g, row, end, STOCK, ink, text);
	end -= stock;
	if (goods->price.code[0])
		end -= 1 +
			paint_right(g, row, end, width / 3, lower,
				paint_money(m, goods_price(goods), text));
	if (*catalog_rows_lowered(item, text))
		end -= 1 + paint_right(g, row, end, 5, lower, text);
	paint_line(g, row, col + 1, end - col - 2, ink,
		goods->name ? goods->name : _("a product"));
}
