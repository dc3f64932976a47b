/* SPDX-License-Identifier: MIT */
/*
 * The catalogue (rules F1, F2, D5): what is typed is looked for at once; the
 * arrows choose, and what is chosen stands beside the list, or under Enter as a
 * page of its own.
 */
#include <assert.h>
#include <string.h>

#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/scan.h"
#include "client/model/words.h"
#include "client/screen/catalog_facts.h"
#include "client/screen/catalog_rows.h"
#include "client/screen/excuse.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "shared/limits.h"
#include "shared/text.h"

#define SIDE_COLS 42 /* of a product beside the list */

struct self {
	struct edit *text; /* what is looked for */
	struct edit *line; /* what is said with a recommendation */
	struct list list;
	struct scan scan;
	bool renew;   /* what is typed next begins anew */
	bool saying;  /* the line is typed */
	bool opened;  /* the product has the page */
	int openings; /* of the model's, that have been followed */
	int up, rows; /* of the product's page: scrolled, and all there are */
	int page;     /* rows of it that are on view */
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	if (!self->text) {
		self->text = edit_new(LIMIT_TITLE, false);
		self->line = edit_new(LIMIT_NOTE_CHARS, false);
	}
	assert(self->text && self->line);
	edit_set(self->text, s->model->catalog.text);
	edit_set(self->line, "");
	self->renew = edit_len(self->text) > 0;
	self->saying = self->opened = false;
	self->openings = s->model->catalog.opened;
	self->up = 0;
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->text);
	edit_destroy(&self->line);
}

/* A barcode was found: its product comes up. */
static void follow(struct screen *s)
{
	struct self *self = s->self;

	if (self->openings == s->model->catalog.opened)
		return;
	self->openings = s->model->catalog.opened;
	self->opened = true;
	self->up = 0;
}

/* ---- what is done ---- */

static void choose(struct screen *s, int row)
{
	struct self *self = s->self;

	self->up = 0;
	screen_act(s, &(struct action){.kind = ACTION_FIND_ROW, .number = row});
}

static void offer(struct screen *s, bool with_line)
{
	struct self *self = s->self;
	bool said = with_line &&
		!text_blank(edit_text(self->line), edit_len(self->line));

	screen_act(s,
		&(struct action){.kind = ACTION_OFFER_IT,
			.text = said ? edit_text(self->line) : NULL});
	self->saying = false;
}

static void begin_line(struct screen *s)
{
	struct self *self = s->self;

	if (!catalog_chosen(s->model))
		return;
	if (!model_in_chat(s->model)) {
		offer(s, false); /* which says why not */
		return;
	}
	self->saying = true;
	edit_set(self->line, "");
}

static void look(struct screen *s)
{
	const struct catalog_item *item = catalog_chosen(s->model);

	if (item && item->goods->url)
		screen_act(s,
			&(struct action){.kind = ACTION_LOOK,
				.text = GOODS_TOLD(item->goods, url)});
}

/* The SKU of the product that is chosen may be as long as a barcode. */
static bool is_sku(const struct screen *s)
{
	const struct self *self = s->self;
	const struct catalog_item *item = catalog_chosen(s->model);

	return item && item->goods->sku &&
		strcmp(GOODS_TOLD(item->goods, sku), edit_text(self->text)) ==
		0;
}

/* Rule F4: digits and Enter, by a scanner or by hand.  What has been looked for
 * already is not looked for again. */
static bool is_code(const struct screen *s, char code[BARCODE_SIZE])
{
	struct self *self = s->self;
	const char *field = self->renew ? "" : edit_text(self->text);

	if (s->model->catalog.no_scan || is_sku(s))
		return false;
	/* Slowly behind other words: with those, it finds nothing. */
	return scan_entered(&self->scan, field, s->model->now_ms, code) ||
		(!catalog_chosen(s->model) && scan_behind(field, code));
}

static bool scanned(struct screen *s)
{
	struct self *self = s->self;
	char code[BARCODE_SIZE];

	if (!is_code(s, code))
		return false;
	edit_set(self->text, code);
	self->renew = true;
	self->opened = false;
	screen_act(s, &(struct action){.kind = ACTION_FIND_CODE, .text = code});
	return true;
}

static void enter(struct screen *s)
{
	struct self *self = s->self;

	if (!catalog_chosen(s->model))
		return;
	self->opened = !self->opened;
	self->up = 0;
}

static bool go_back(struct screen *s)
{
	struct self *self = s->self;

	if (!self->saying && !self->opened)
		return false;
	if (self->saying)
		self->saying = false;
	else
		self->opened = false;
	return true;
}

static void scroll(struct self *self, int rows)
{
	self->up += rows;
	if (self->up > self->rows - self->page)
		self->up = self->rows - self->page;
	if (self->up < 0)
		self->up = 0;
}

/* ---- what is typed ---- */

/* Typing goes into the field wherever one is; what was looked for last gives
 * way to it. */
static bool type(struct screen *s, const struct input_event *input)
{
	struct self *self = s->self;
	bool text = input->kind == INPUT_PASTE || input->text[0];

	if (self->saying)
		return edit_key(self->line, input) != EDIT_KEY_NOT_MINE;
	if (input->kind == INPUT_KEY && text)
		scan_typed(&self->scan, input->text, s->model->now_ms);
	if (self->renew && text)
		edit_set(self->text, "");
	if (edit_key(self->text, input) == EDIT_KEY_NOT_MINE)
		return false;
	self->renew = self->opened = false;
	screen_act(s,
		&(struct action){
			.kind = ACTION_FIND, .text = edit_text(self->text)});
	return true;
}

static uint32_t key_of(const struct screen_event *e)
{
	return e->input && e->input->kind == INPUT_KEY ? e->input->key : 0;
}

/* The arrows and the page keys: through the list, or through the product. */
static bool move(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	const struct catalog *c = &s->model->catalog;
	int row = c->chosen;

	if (self->opened && e->action == ACTION_PAGE_UP)
		scroll(self, 1 - self->page);
	else if (self->opened && e->action == ACTION_PAGE_DOWN)
		scroll(self, self->page - 1);
	else if (key_of(e) == INPUT_KEY_HOME)
		choose(s, 0);
	else if (key_of(e) == INPUT_KEY_END)
		choose(s, c->n - 1);
	else if (e->row != HITS_NO_ROW && e->row == row)
		enter(s);
	else if (list_event(&self->list, e, c->n, &row))
		choose(s, row);
	else
		return false;
	return true;
}

static bool in_line(struct screen *s, const struct screen_event *e)
{
	if (e->action == ACTION_OPEN || e->action == ACTION_OFFER ||
		e->action == ACTION_OFFER_SAYING) {
		offer(s, true);
		return true;
	}
	if (e->action == ACTION_BACK)
		return go_back(s);
	return e->action == ACTION_USER_COUNT && e->input && type(s, e->input);
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;

	follow(s);
	if (self->saying)
		return in_line(s, e);
	switch (e->action) {
	case ACTION_OFFER:
		offer(s, false);
		return true;
	case ACTION_OFFER_SAYING:
		begin_line(s);
		return true;
	case ACTION_NARROW:
		s->push = SCREEN_CATALOG_BOX;
		return true;
	case ACTION_LOOK_AT:
		look(s);
		return true;
	case ACTION_OPEN:
		if (!scanned(s))
			enter(s);
		return true;
	case ACTION_BACK:
		return go_back(s);
	default:
		return move(s, e) ||
			(e->action == ACTION_USER_COUNT && e->input &&
				type(s, e->input));
	}
}

/* ---- drawing ---- */

/* "14 found", or how many there are in all. */
static const char *sum_words(const struct catalog *c, char out[PAINT_SIZE])
{
	bool all = !c->text[0] && !catalog_filtered(c);
	long n = (long)(all ? c->products : c->total);

	if (!c->told || c->err || c->code != CATALOG_NO_CODE)
		return "";
	if (all)
		return paint_format(out,
			ngettext("%ld product", "%ld products",
				(unsigned long)n),
			n);
	return paint_format(
		out, c->at_least ? _("at least %ld found") : _("%ld found"), n);
}

/* Rule F2: an old one is said to be old. */
static const char *age_words(const struct model *m, char out[PAINT_SIZE])
{
	char when[PAINT_SIZE];

	if (m->catalog.updated == 0)
		return "";
	paint_when(m, m->catalog.updated, when);
	return paint_format(out,
		catalog_is_old(m) ? _("! old, of %s") : _("updated %s"), when);
}

/* The field, and at its right what was found and of when that is. */
static void draw_field(
	const struct screen *s, struct grid *g, int row, int col, int width)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	char sum[PAINT_SIZE], age[PAINT_SIZE];
	const char *found = sum_words(&m->catalog, sum);
	const char *old = age_words(m, age);
	int end = col + width, used;

	used = paint_line(g, row, col + 1, width, STYLE_GREY, _("Search"));
	col += used + 3;
	/* A warning goes before what was found. */
	if (end - col - paint_width(old) - paint_width(found) >= 24 ||
		(catalog_is_old(m) && end - col - paint_width(old) >= 12)) {
		end -= paint_right(g, row, end, width,
			catalog_is_old(m) ? STYLE_BOLD : STYLE_GREY, old);
		end -= *old ? 3 : 0;
	} else if (catalog_is_old(m)) {
		end -= 1 + paint_right(g, row, end, 1, STYLE_BOLD, "!");
	}
	if (end - col - paint_width(found) >= 12)
		end -= 2 + paint_right(g, row, end, width, STYLE_GREY, found);
	edit_draw(self->text, g, row, col, 1, end - col,
		self->renew ? STYLE_GREY : STYLE_BOLD, false);
	if (self->saying)
		grid_cursor_hide(g);
}

/* Why the list is not what one might think; NULL: it is. */
static const char *remark(const struct model *m, char out[PAINT_SIZE])
{
	const struct catalog *c = &m->catalog;
	const struct catalog_filter *f = &c->filter;
	char low[PAINT_SIZE] = "", high[PAINT_SIZE] = "";
	struct money money = {f->low, ""};

	if (c->told && c->respelt && c->n > 0 && c->code == CATALOG_NO_CODE)
		return _("Nothing is written like that. These are close:");
	if (!catalog_filtered(c))
		return NULL;
	memcpy(money.code, m->currency, sizeof(money.code));
	if (f->low > 0)
		paint_money(m, &money, low);
	money.minor = f->high;
	if (f->high > 0)
		paint_money(m, &money, high);
	paint_format(out, "%s %s%s%s%s%s%s%s", _("Only:"), f->category,
		f->category[0] && (f->stock || *low || *high) ? _(", ") : "",
		f->stock ? _("in stock") : "",
		f->stock && (*low || *high) ? _(", ") : "", low,
		*low || *high ? " - " : "", high);
	return out;
}

/* Kind words where there is no list. */
static const char *nothing_words(const struct model *m)
{
	const struct catalog *c = &m->catalog;

	if (c->code == CATALOG_CODE_WRONG)
		return _("That barcode was misread or mistyped: its last digit "
			 "does not fit the others. Please scan it again.");
	if (c->code == CATALOG_CODE_UNKNOWN)
		return _("Nothing in the catalogue has that barcode.");
	if (c->err == ERR_FIELD)
		return _("That is too much to look for at once. Fewer words "
			 "may help.");
	if (c->err)
		return excuse_text(c->err);
	if (!c->told)
		return model_online(m) ? _("One moment") : _("No connection");
	if (c->updated == 0 && c->products == 0)
		return _("The shop has no catalogue yet. A manager can bring "
			 "one in with norenctl.");
	if (catalog_filtered(c))
		return _("Nothing found. The filter may leave it out.");
	return _("Nothing found. Fewer or other words may help.");
}

static void draw_list(const struct screen *s, struct grid *g, int row, int col,
	int rows, int width)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	const struct catalog *c = &m->catalog;

	list_page(&self->list, rows, c->n, c->chosen);
	if (c->n == 0)
		paint_block(g, row, col + 1, rows, width - 2, STYLE_DEFAULT,
			nothing_words(m));
	for (int i = 0; i < rows && self->list.first + i < c->n; i++) {
		int n = self->list.first + i;

		catalog_rows_draw(
			m, g, row + i, col, width, &c->rows[n], n == c->chosen);
		hits_row(s->hits, row + i, col, width, n);
	}
}

/* The line that goes along, where the list ends. */
static void draw_line(
	const struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct catalog_item *item = catalog_chosen(s->model);
	char text[PAINT_SIZE];

	paint_format(text, _("Recommend %s"),
		item && item->goods->name ? item->goods->name : _("a product"));
	paint_rule(g, at->foot - 2, at->cols, STYLE_BOLD, text);
	grid_fill(g, at->foot - 1, 0, 1, at->cols, STYLE_DEFAULT);
	paint_line(g, at->foot - 1, 1, 1, STYLE_BOLD, ">");
	edit_draw(self->line, g, at->foot - 1, 3, 1, at->cols - 4,
		STYLE_DEFAULT, false);
}

/* That there is more stands in the margin, where no text is. */
static void draw_facts(const struct screen *s, struct grid *g, int row, int col,
	int rows, int width)
{
	struct self *self = s->self;
	int end = col + width + 2;

	if (end > grid_cols(g))
		end = grid_cols(g);
	self->page = rows;
	self->rows = catalog_facts_draw(
		s->model, g, row, col, rows, width, self->up);
	if (self->up > 0)
		paint_right(g, row, end, 1, STYLE_GREY, "^");
	if (self->rows - self->up > rows)
		paint_right(g, row + rows - 1, end, 1, STYLE_GREY, "v");
}

/* Both, side by side. */
static void draw_two(
	const struct screen *s, struct grid *g, const struct layout *at)
{
	char text[PAINT_SIZE];
	const char *said = remark(s->model, text);
	int width = at->cols - SIDE_COLS - at->left;
	int row = at->top + 1, rows = at->foot - row - 3;

	draw_field(s, g, row, at->left, width - 2);
	paint_line(g, row + 1, at->left + 1, width - 2, STYLE_BOLD,
		said ? said : "");
	draw_list(s, g, row + 2, at->left, rows, width - 2);
	grid_vline(g, at->top, at->cols - SIDE_COLS, at->height, STYLE_GREY);
	draw_facts(s, g, row, at->cols - SIDE_COLS + 3, at->foot - row - 1,
		SIDE_COLS - 5);
}

static void draw_one(
	const struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	int air = at->small ? 0 : 1, row = at->top + air;
	int rows = at->foot - row - air;
	char text[PAINT_SIZE];
	const char *said = remark(s->model, text);

	if (self->opened && catalog_chosen(s->model)) {
		draw_facts(s, g, row, at->left, rows, at->width);
		return;
	}
	draw_field(s, g, row, at->left, at->width);
	if (said)
		paint_line(g, row + 1, at->left + 1, at->width - 1, STYLE_BOLD,
			said);
	row += 1 + (air || said ? 1 : 0);
	draw_list(s, g, row, at->left, at->foot - row - air, at->width);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;

	follow(s);
	if (self->text == NULL)
		return;
	if (at->wide && !self->opened)
		draw_two(s, g, at);
	else
		draw_one(s, g, at);
	if (self->saying)
		draw_line(s, g, at);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;
	const struct model *m = s->model;
	const struct catalog_item *item = catalog_chosen(m);
	bool live = model_in_chat(m);
	int n = 0;

	if (self->saying) {
		feet[0] = (struct screen_foot){
			ACTION_OPEN, _("recommend"), false};
		feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
		return 2;
	}
	feet[n++] = (struct screen_foot){ACTION_OFFER, NULL, !item || !live};
	if (live)
		feet[n++] =
			(struct screen_foot){ACTION_OFFER_SAYING, NULL, !item};
	feet[n++] = (struct screen_foot){
		ACTION_OPEN, self->opened ? _("list") : NULL, !item};
	feet[n++] = (struct screen_foot){ACTION_NARROW, NULL, false};
	if (!live)
		feet[n++] = (struct screen_foot){
			ACTION_LOOK_AT, NULL, !item || !item->goods->url};
	return n;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Catalogue");
}

const struct screen_ops catalog_page_ops = {
	.name = "catalogue",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_CATALOG | 1u << ACTION_IN_LISTS,
	.types = true,
	.open = open,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
