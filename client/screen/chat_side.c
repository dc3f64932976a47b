/* SPDX-License-Identifier: MIT */
#include "client/screen/chat_side.h"

#include <string.h>

#include "client/model/chat.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/paint.h"
#include "client/term/grid.h"
#include "client/term/style.h"

struct side {
	struct grid *g;
	int row, col, bottom, width;
};

static void say(struct side *s, int rows, uint8_t style, const char *text)
{
	if (s->row + rows > s->bottom)
		rows = s->bottom - s->row;
	if (rows > 0)
		s->row += paint_block(
			s->g, s->row, s->col, rows, s->width, style, text);
}

static void fact(struct side *s, const char *label, const char *value)
{
	int used = paint_width(value);

	if (s->row >= s->bottom)
		return;
	paint_line(
		s->g, s->row, s->col, s->width - used - 1, STYLE_GREY, label);
	paint_right(s->g, s->row, s->col + s->width, s->width, STYLE_DEFAULT,
		value);
	s->row++;
}

/* A name and a price beside it. */
static void item(struct side *s, const char *name, const char *price)
{
	int used;

	if (s->row >= s->bottom)
		return;
	used = paint_right(s->g, s->row, s->col + s->width, s->width,
		STYLE_DEFAULT, price);
	paint_line(s->g, s->row, s->col, s->width - (used ? used + 2 : 0),
		STYLE_DEFAULT, name);
	s->row++;
}

static void draw_shopper(struct side *s, const struct model *m)
{
	const struct chat *c = m->chat;
	char text[PAINT_SIZE];

	say(s, 2, STYLE_BOLD, c->name ? c->name : _("A shopper"));
	s->row++;
	fact(s, _("Language"), paint_language(c->lang));
	if (c->visits > 0) {
		paint_format(text, "%ld", (long)c->visits);
		fact(s, _("Visits"), c->visits == 1 ? _("first visit") : text);
	}
	fact(s, _("Opened"), paint_when(m, c->opened, text));
	fact(s, _("Shopper is"), c->present ? _("here") : _("away"));
}

static void draw_page(struct side *s, const struct model *m)
{
	const struct view *v = &m->chat->view;
	char text[PAINT_SIZE];

	if (!v->title && !v->product)
		return;
	s->row++;
	say(s, 1, STYLE_GREY, _("Looking at"));
	if (v->product) {
		say(s, 3, STYLE_BOLD, v->product);
		if (v->price.code[0])
			say(s, 1, STYLE_DEFAULT,
				paint_money(m, &v->price, text));
	}
	/* Most titles only say the product's name again. */
	if (v->title && !(v->product && strstr(v->title, v->product)))
		say(s, 3, STYLE_DEFAULT, v->title);
}

static void draw_basket(struct side *s, const struct model *m)
{
	const struct chat *c = m->chat;
	char text[PAINT_SIZE], price[PAINT_SIZE] = "";

	if (c->n_basket == 0)
		return;
	s->row++;
	say(s, 1, STYLE_GREY, _("In the cart"));
	for (int i = 0; i < c->n_basket; i++) {
		const struct goods *g = c->basket[i];

		price[0] = '\0';
		if (g->price.code[0])
			paint_money(m, goods_price(g), price);
		if (g->quantity > 1)
			paint_format(text, "%ld x %s", (long)g->quantity,
				g->name ? g->name : _("a product"));
		else
			paint_format(
				text, "%s", g->name ? g->name : _("a product"));
		item(s, text, price);
	}
}

void chat_side_draw(
	const struct model *m, struct grid *g, int row, int col, int rows)
{
	struct side s = {g, row, col + 2, row + rows, CHAT_SIDE_COLS - 4};

	grid_vline(g, row, col, rows, STYLE_GREY);
	draw_shopper(&s, m);
	draw_page(&s, m);
	draw_basket(&s, m);
}
