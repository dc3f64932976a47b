/* SPDX-License-Identifier: MIT */
#include "client/screen/catalog_facts.h"

#include <string.h>

#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/catalog_rows.h"
#include "client/screen/paint.h"
#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/picture/picture.h"
#include "shared/wrap.h"

#define TALL 20  /* so many rows have room for a picture above the rest */
#define ROOMY 72 /* so wide a page has it at the right */
#define WIDTH 76 /* of lines, at most; longer ones are hard to read */

/* Where the next line goes; what lies outside of the area is only counted. */
struct facts {
	const struct model *m;
	struct grid *g;
	int row, col, width;
	int first, end; /* the rows of the area */
};

static bool shows(const struct facts *f)
{
	return f->row >= f->first && f->row < f->end;
}

static void say(struct facts *f, uint8_t style, const char *text)
{
	struct wrap w;
	const char *line;
	size_t len;

	wrap_init(&w, text, strlen(text), f->width);
	while (wrap_next(&w, &line, &len)) {
		if (shows(f))
			grid_span(f->g, f->row, f->col, f->width, style, line,
				len);
		f->row++;
	}
}

static int label_width(void)
{
	const char *const labels[] = {_("SKU"), _("JAN"), _("Brand"),
		_("Category"), _("Colour"), _("Size"), _("Link")};
	int width = 0;

	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (paint_width(labels[i]) > width)
			width = paint_width(labels[i]);
	return width + 2;
}

static void fact(struct facts *f, const char *label, const char *value)
{
	int used = label_width();

	if (!value || !*value)
		return;
	if (shows(f)) {
		paint_line(f->g, f->row, f->col, used - 1, STYLE_GREY, label);
		paint_line(f->g, f->row, f->col + used, f->width - used,
			STYLE_DEFAULT, value);
	}
	f->row++;
}

/* "¥38,400  -20%  was ¥48,000", and at the right whether it can be had. */
static void say_price(struct facts *f, const struct catalog_item *item)
{
	const struct goods *g = item->goods;
	bool lowered = g->sale.code[0] != '\0';
	char text[PAINT_SIZE], money[PAINT_SIZE];
	int col = f->col;

	if (!g->price.code[0])
		return;
	if (shows(f))
		col += 2 +
			paint_line(f->g, f->row, col, f->width,
				lowered ? STYLE_BLUE_BOLD : STYLE_BOLD,
				paint_money(f->m, goods_price(g), text));
	if (shows(f) && lowered) {
		col += 2 +
			paint_line(f->g, f->row, col, 5, STYLE_BLUE,
				catalog_rows_lowered(item, text));
		paint_format(
			text, _("was %s"), paint_money(f->m, &g->price, money));
		paint_line(f->g, f->row, col, f->col + f->width - col,
			STYLE_GREY, text);
	}
	f->row++;
}

/* ---- sizes and colours ---- */

static bool is_it(const struct catalog_item *a, const struct catalog_item *b)
{
	return a->goods->sku && b->goods->sku &&
		strcmp(a->goods->sku, b->goods->sku) == 0;
}

static void kin_words(const struct catalog_item *k, char out[PAINT_SIZE])
{
	bool both = k->color && k->size;

	if (k->color || k->size)
		paint_format(out, "%s%s%s", k->color ? k->color : "",
			both ? _(", ") : "", k->size ? k->size : "");
	else
		paint_format(out, "%s", k->goods->name ? k->goods->name : "");
}

static void say_kin(struct facts *f, const struct catalog_item *item,
	const struct catalog_item *k)
{
	char text[PAINT_SIZE], stock[PAINT_SIZE];
	bool here = is_it(item, k);
	uint8_t style = here                          ? STYLE_BOLD
		: k->stock == WIRE_STOCK_OUT_OF_STOCK ? STYLE_GREY
						      : STYLE_DEFAULT;
	int used;

	if (shows(f)) {
		used = paint_right(f->g, f->row, f->col + f->width,
			f->width / 2, style, catalog_rows_stock(k, stock));
		kin_words(k, text);
		paint_line(f->g, f->row, f->col, 1, style, here ? ">" : " ");
		paint_line(f->g, f->row, f->col + 2, f->width - used - 3, style,
			text);
	}
	f->row++;
}

/* Those of the family that the product is of, when they are here. */
static void say_family(struct facts *f, const struct catalog_item *item)
{
	const struct catalog *c = &f->m->catalog;

	if (!item->family || !c->family || c->n_kin < 2 ||
		strcmp(item->family, c->family) != 0) {
		fact(f, _("Colour"), item->color);
		fact(f, _("Size"), item->size);
		return;
	}
	f->row++;
	say(f, STYLE_GREY, _("Sizes and colours"));
	for (int i = 0; i < c->n_kin; i++)
		say_kin(f, item, &c->kin[i]);
}

static void say_all(struct facts *f, const struct catalog_item *item)
{
	const struct goods *g = item->goods;
	char text[PAINT_SIZE];

	say(f, STYLE_BOLD, g->name ? g->name : _("a product"));
	say_price(f, item);
	if (*catalog_rows_stock(item, text))
		say(f,
			item->stock == WIRE_STOCK_IN_STOCK ? STYLE_DEFAULT
							   : STYLE_GREY,
			text);
	f->row++;
	fact(f, _("SKU"), g->sku);
	fact(f, _("JAN"), item->gtin);
	fact(f, _("Brand"), item->brand);
	fact(f, _("Category"), item->category);
	fact(f, _("Link"), g->url);
	if (f->m->catalog.updated)
		fact(f, _("Updated"),
			paint_when(f->m, f->m->catalog.updated, text));
	say_family(f, item);
	if (item->text && *item->text) {
		f->row++;
		say(f, STYLE_DEFAULT, item->text);
	}
}

/* In the middle of that width.  Its room is kept while it is on its way;
 * returns the rows of that. */
static int draw_picture(const struct model *m, struct grid *g, int row, int col,
	int width, const struct catalog_item *item)
{
	const struct picture_cells *p = catalog_picture_of(m, item);

	if (p)
		grid_picture(
			g, row, col + (width - p->cols) / 2, p, 0, p->rows);
	return p || catalog_picture_waits(m, item) ? CATALOG_PICTURE_ROWS + 1
						   : 0;
}

int catalog_facts_draw(const struct model *m, struct grid *g, int row, int col,
	int rows, int width, int up)
{
	const struct catalog_item *item = catalog_chosen(m);
	struct facts f = {m, g, row - up, col, width, row, row + rows};
	int picture = CATALOG_PICTURE_COLS;

	if (!item)
		return 0;
	if (width >= ROOMY && rows > CATALOG_PICTURE_ROWS &&
		draw_picture(m, g, row, col + width - picture, picture, item))
		f.width -= picture + 3;
	else if (width < ROOMY && rows >= TALL)
		f.row += draw_picture(m, g, row, col, width, item);
	if (f.width > WIDTH)
		f.width = WIDTH;
	say_all(&f, item);
	return f.row - (row - up);
}
