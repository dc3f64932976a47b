/* SPDX-License-Identifier: MIT */
/*
 * Recommends a product (rule D5): one that the shopper has looked at, has in
 * the cart or was shown already, or another page of the shop.  The arrows
 * choose, Tab goes from field to field.
 */
#include <assert.h>
#include <string.h>

#include "client/model/chat.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/box.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "shared/limits.h"
#include "shared/text.h"

#define KNOWN 12 /* products to choose from; the newest ones */

enum field { WORDS, NAME, ADDRESS, FIELDS };

struct self {
	struct edit *fields[FIELDS];
	enum field at;
	int chosen; /* of the known ones; behind them: another page */
};

struct known {
	const struct goods *all[KNOWN];
	int n;
	struct goods viewed; /* what the shopper looks at; lends the model's */
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	for (int i = 0; i < FIELDS; i++) {
		if (!self->fields[i])
			self->fields[i] = edit_new(
				i == WORDS ? LIMIT_NOTE_CHARS : LIMIT_TITLE,
				false);
		assert(self->fields[i]);
		edit_set(self->fields[i], "");
	}
	self->at = WORDS;
	self->chosen = 0;
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	for (int i = 0; i < FIELDS; i++)
		edit_destroy(&self->fields[i]);
}

static void know(struct known *k, const struct goods *g)
{
	if (!g || !g->name || k->n == KNOWN)
		return;
	for (int i = 0; i < k->n; i++)
		if (goods_same(k->all[i], g))
			return;
	k->all[k->n++] = g;
}

static void gather(const struct chat *c, struct known *k)
{
	const struct view *v = &c->view;

	*k = (struct known){
		.viewed = {
			.name = v->product, .url = v->url, .price = v->price}};
	/* What is in the log and the cart is known better than a page. */
	for (int64_t i = c->n - 1; i >= 0 && v->product; i--)
		if (c->entries[i].goods &&
			goods_same(c->entries[i].goods, &k->viewed))
			know(k, c->entries[i].goods);
	know(k, &k->viewed);
	for (int i = 0; i < c->n_basket; i++)
		know(k, c->basket[i]);
	for (int64_t i = c->n - 1; i >= 0; i--)
		if (c->entries[i].kind != WIRE_KIND_PURCHASE)
			know(k, c->entries[i].goods);
}

static const char *text_of(const struct edit *e)
{
	bool blank = text_blank(edit_text(e), edit_len(e));

	return blank ? NULL : edit_text(e);
}

static bool is_address(const char *s)
{
	return strlen(s) <= LIMIT_URL &&
		(strncmp(s, "https://", 8) == 0 ||
			strncmp(s, "http://", 7) == 0);
}

/* What would be recommended; false: something is missing. */
static bool suggested(
	const struct self *self, const struct known *k, struct goods *out)
{
	const char *name = text_of(self->fields[NAME]);
	const char *address = text_of(self->fields[ADDRESS]);

	if (self->chosen < k->n) {
		*out = *k->all[self->chosen];
		return true;
	}
	*out = (struct goods){.name = (char *)name, .url = (char *)address};
	return name && address && is_address(address);
}

static void suggest(struct screen *s, const struct known *k)
{
	struct self *self = s->self;
	struct goods goods;
	struct action a = {.kind = ACTION_SUGGEST};

	if (!suggested(self, k, &goods))
		return;
	goods.quantity = 0;
	goods.order = NULL;
	a.suggest.goods = &goods;
	a.suggest.text = text_of(self->fields[WORDS]);
	screen_act(s, &a);
	s->pop = true;
}

static void choose(struct self *self, const struct known *k, int i)
{
	if (i < 0 || i > k->n)
		return;
	self->chosen = i;
	self->at = i == k->n ? NAME : WORDS;
}

/* In the order in which they stand: the words come last. */
static void next_field(struct self *self, const struct known *k)
{
	if (self->chosen < k->n)
		return;
	self->at = self->at == NAME   ? ADDRESS
		: self->at == ADDRESS ? WORDS
				      : NAME;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	struct known k;
	uint32_t key =
		e->input && e->input->kind == INPUT_KEY ? e->input->key : 0;

	if (!s->model->chat)
		return false;
	gather(s->model->chat, &k);
	if (self->chosen > k.n)
		choose(self, &k, k.n);
	if (e->row != HITS_NO_ROW)
		choose(self, &k, e->row);
	else if (e->action == ACTION_UP)
		choose(self, &k, self->chosen - 1);
	else if (e->action == ACTION_DOWN)
		choose(self, &k, self->chosen + 1);
	else if (key == INPUT_KEY_TAB)
		next_field(self, &k);
	else if (e->action == ACTION_OPEN)
		suggest(s, &k);
	else if (e->action == ACTION_USER_COUNT && e->input)
		return edit_key(self->fields[self->at], e->input) !=
			EDIT_KEY_NOT_MINE;
	else
		return false;
	return true;
}

static void draw_row(const struct screen *s, const struct box *b, int row,
	int i, const struct known *k)
{
	const struct self *self = s->self;
	const struct goods *g = i < k->n ? k->all[i] : NULL;
	uint8_t style = i == self->chosen ? STYLE_REVERSE : STYLE_DEFAULT;
	char price[PAINT_SIZE] = "";
	int used;

	if (g && g->price.code[0])
		paint_money(s->model, goods_price(g), price);
	grid_fill(b->g, b->row + row, b->col - 1, 1, b->width + 2, style);
	used = paint_right(
		b->g, b->row + row, b->col + b->width, b->width, style, price);
	paint_line(b->g, b->row + row, b->col, b->width - used - 2, style,
		g ? g->name : _("Another page of the shop"));
	hits_row(s->hits, b->row + row, b->col - 1, b->width + 2, i);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	int gap = at->small ? 0 : 1, rows, first, other;
	struct known k;
	struct box b;

	if (!s->model->chat)
		return;
	gather(s->model->chat, &k);
	other = self->chosen >= k.n ? 2 : 0;
	rows = k.n + 1;
	if (rows > at->height - 3 - 3 * gap - 2)
		rows = at->height - 3 - 3 * gap - 2;
	if (rows < 1)
		rows = 1;
	first = self->chosen >= rows ? self->chosen - rows + 1 : 0;
	b = box_open(
		g, at, rows + other + 3 + 3 * gap, _("Recommend a product"));
	b.row += gap;
	for (int i = 0; i < rows && first + i <= k.n; i++)
		draw_row(s, &b, i, first + i, &k);
	rows += gap;
	if (other) {
		box_field(&b, rows++, _("Name"), self->fields[NAME],
			self->at == NAME);
		box_field(&b, rows++, _("Address"), self->fields[ADDRESS],
			self->at == ADDRESS);
	}
	box_field(&b, rows, _("With the words"), self->fields[WORDS],
		self->at == WORDS);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;
	struct goods goods;
	struct known k = {0};

	if (s->model->chat)
		gather(s->model->chat, &k);
	feet[0] = (struct screen_foot){
		ACTION_OPEN, _("recommend"), !suggested(self, &k, &goods)};
	feet[1] = (struct screen_foot){ACTION_UP, _("choose"), false};
	feet[2] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 3;
}

const struct screen_ops suggest_box_ops = {
	.name = "recommend",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.types = true,
	.over = true,
	.open = open,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
};
